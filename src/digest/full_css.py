"""The only importer of premailer, for stylesheets that hold more than plain CSS.

It takes 0.2 s to load, cssutils and an HTTP client with it, so nothing imports this before it is needed.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import cssutils
from premailer import Premailer

_MARKER = re.compile(r'<div data-prose="\d+" class="[^"]*">(.*?)</div>', re.DOTALL)


class CssError(ValueError):
    """The stylesheet holds what the CSS parser does not know; premailer would have dropped it in silence."""


def inline_all(fragments: Sequence[tuple[str, str]], stylesheet: str) -> list[str]:
    """Return fragments of HTML with ``stylesheet`` inlined; each comes with the classes around it.

    All of them are done in one call: premailer costs more per document than per element.

    Raises:
        CssError: a rule or property of the stylesheet is unknown.
    """
    body = "".join(
        f'<div data-prose="{number}" class="{names}">{inner}</div>'
        for number, (names, inner) in enumerate(fragments)
    )
    document = _Inliner(
        f"<html><head></head><body>{body}</body></html>",
        css_text=stylesheet,
        allow_network=False,
        disable_link_rewrites=True,
        disable_leftover_css=True,
    ).transform()
    return [found[1] for found in _MARKER.finditer(document)]


class _Inliner(Premailer):  # type: ignore[misc]  # it ships no types
    """Premailer that reads a stylesheet once: writing its rules out anew takes longer than applying them."""

    def _parse_style_rules(self, css_body: str, ruleset_index: int) -> tuple[list[Any], list[Any]]:
        """Return the rules of a stylesheet as premailer's own method does.

        Raises:
            CssError: cssutils, which reads it, reports something that it would drop.
        """
        return _rules(css_body, ruleset_index)


@lru_cache(maxsize=16)
def _rules(css_body: str, ruleset_index: int) -> tuple[list[Any], list[Any]]:
    with _said() as lines:
        reader = Premailer("", disable_validation=False)
        found: tuple[list[Any], list[Any]] = reader._parse_style_rules(css_body, ruleset_index)  # noqa: SLF001
    if lines:
        # Of what it says about one fault, this names the property.
        raise CssError(next((line for line in lines if "Property:" in line), lines[0]))
    return found


class _Lines(logging.Handler):
    """Collects what cssutils says; left to itself it writes that to the terminal and goes on."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@contextmanager
def _said() -> Iterator[list[str]]:
    handler = _Lines()
    log = logging.getLogger("digest.css")
    log.propagate = False
    log.addHandler(handler)
    cssutils.log.setLog(log)
    try:
        yield handler.lines
    finally:
        log.removeHandler(handler)
