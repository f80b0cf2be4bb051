"""Whom an evaluator sends to, and what its ESP would put in place of each merge tag."""

from __future__ import annotations

from dataclasses import dataclass

UNSUBSCRIBE = "https://esp.example/unsubscribe/7f3a"
WEB_VIEW = "https://esp.example/view/7f3a"
PREFERENCES = "https://esp.example/preferences/7f3a"


@dataclass(frozen=True, slots=True)
class Recipient:
    """One subscriber; an empty ``first_name`` is one that the list does not know."""

    first_name: str
    email: str = "zoe@reader.example"


class LeftoverError(AssertionError):
    """A message still holds syntax that the ESP does not know: a reader would see it, or nothing."""
