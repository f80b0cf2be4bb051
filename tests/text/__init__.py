"""The plain-text edition."""
