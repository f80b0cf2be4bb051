"""The tests of digest."""
