"""The only importer of premailer: puts the theme's stylesheet into the style attributes of the prose.

Only the prose is touched. Over the whole document premailer would drop the doctype, strip ``!important``
from the media queries, and inline MJML's own resets into every element, at ten times the cost.
"""

from __future__ import annotations

import logging
import re
from functools import lru_cache
from io import StringIO
from typing import Any

from premailer import Premailer

_PROSE = re.compile(r'<(?P<tag>div|span) class="(?P<names>prose[^"]*)">(?P<inner>.*?)</(?P=tag)>', re.DOTALL)
_MARKER = re.compile(r'<div data-prose="\d+" class="[^"]*">(.*?)</div>', re.DOTALL)


class StylesheetError(ValueError):
    """The stylesheet holds what the CSS parser does not know; premailer would have dropped it in silence."""


def inline_css(html: str, stylesheet: str) -> str:
    """Return ``html`` with ``stylesheet`` inlined into every element of class ``prose``.

    Raises:
        StylesheetError: a rule or property of the stylesheet is unknown.
    """
    # What holds no element has nothing to inline, and its element, if it was only there for that, goes.
    found = [each for each in _PROSE.finditer(html) if "<" in each["inner"]]
    fragments = iter(_inlined([(each["names"], each["inner"]) for each in found], stylesheet))

    def replaced(match: re.Match[str]) -> str:
        if "<" not in match["inner"]:
            return match["inner"] if match["tag"] == "span" else match[0]
        return f'<{match["tag"]} class="{match["names"]}">{next(fragments)}</{match["tag"]}>'

    return _PROSE.sub(replaced, html)


class _Inliner(Premailer):  # type: ignore[misc]  # it ships no types
    """Premailer that reads a stylesheet once: writing its rules out anew takes longer than applying them."""

    def _parse_style_rules(self, css_body: str, ruleset_index: int) -> tuple[list[Any], list[Any]]:
        """Return the rules of a stylesheet as premailer's own method does.

        Raises:
            StylesheetError: cssutils, which reads it, reports something that it would drop.
        """
        return _rules(css_body, ruleset_index)


@lru_cache(maxsize=16)
def _rules(css_body: str, ruleset_index: int) -> tuple[list[Any], list[Any]]:
    log = StringIO()
    reader = Premailer(
        "",
        disable_validation=False,
        cssutils_logging_handler=logging.StreamHandler(log),
        cssutils_logging_level=logging.WARNING,
    )
    found: tuple[list[Any], list[Any]] = reader._parse_style_rules(css_body, ruleset_index)  # noqa: SLF001
    if log.getvalue():
        raise StylesheetError(log.getvalue().strip().splitlines()[0])
    return found


def _inlined(fragments: list[tuple[str, str]], stylesheet: str) -> list[str]:
    """Inline all fragments in one call: premailer costs more per document than per element."""
    if not fragments:
        return []
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
    return [found[1].replace("\u00a0", "&nbsp;") for found in _MARKER.finditer(document)]
