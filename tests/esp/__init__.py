"""E-mail service providers."""
