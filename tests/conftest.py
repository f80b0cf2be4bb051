"""Fixtures that several test modules share."""

from tests.official import official_mjml

__all__ = ["official_mjml"]
