"""The only importer of premailer and cssutils, for stylesheets that hold more than plain CSS.

They take 0.2 s to load, an HTTP client with them, so nothing imports this before it is needed.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

import cssutils
from premailer import Premailer

from digest.stylesheet import StyleFault, StylesheetError

_MARKER = re.compile(r'<div data-prose="\d+" class="[^"]*">(.*?)</div>', re.DOTALL)
# Pseudo-classes that tell elements by their place, which can be known while inlining.
_PLACES = re.compile(r":(?:first-child|last-child|nth-child\([^)]*\))")
_POSITION = re.compile(
    r" ?\[(?P<line>\d+):\d+: (?P<token>.*)\]$|\('\w+', '(?P<char>.*)', (?P<at>\d+), \d+\)$", re.DOTALL
)
# Outlook's and other engines' own properties are known to them alone.
_FOREIGN = re.compile(r"-|mso-")
# CSS that cssutils is too old to know; it passes them on as they are.
_NEWER = frozenset({"overflow-wrap", "word-break", "hyphens", "line-break", "text-underline-offset"})


_LOG = logging.getLogger("digest.stylesheet")
_LOG.propagate = False
_LOG.addHandler(logging.NullHandler())
_HEAD = "write it in head.css.j2, which goes into the head of the edition"
_DECLARATION = "Syntax Error in Property: "


def inline_all(fragments: Sequence[tuple[str, str]], stylesheet: str) -> list[str]:
    """Return fragments of HTML with ``stylesheet`` inlined; each comes with the classes around it.

    All of them are done in one call: premailer costs more per document than per element.

    Raises:
        StylesheetError: the stylesheet holds what cannot be inlined.
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
    ).transform(pretty_print=False)
    return [found[1].replace("\u00a0", "&nbsp;") for found in _MARKER.finditer(document)]


class _Inliner(Premailer):  # type: ignore[misc]  # it ships no types
    """Premailer that reads a stylesheet once: writing its rules out anew takes longer than applying them."""

    def _parse_style_rules(self, css_body: str, ruleset_index: int) -> tuple[list[Any], list[Any]]:
        """Return the rules of a stylesheet as premailer's own method does.

        Raises:
            StylesheetError: it holds what cannot be inlined.
        """
        return _rules(css_body, ruleset_index)


@lru_cache(maxsize=16)
def _rules(css_body: str, ruleset_index: int) -> tuple[list[Any], list[Any]]:
    _check(css_body)
    found: tuple[list[Any], list[Any]] = Premailer("")._parse_style_rules(css_body, ruleset_index)  # noqa: SLF001
    return found


def _check(css: str) -> None:
    """Raise StylesheetError unless every rule of ``css`` can be put into style attributes."""
    said = _Said()
    _LOG.addHandler(said)
    try:
        sheet = cssutils.CSSParser(log=_LOG, fetcher=_fetch_nothing, parseComments=False).parseString(css)
    finally:
        _LOG.removeHandler(said)
    faults = [*_unusable(sheet, css), *_faults(said.messages)]
    if faults:
        raise StylesheetError(faults)


class _Said(logging.Handler):
    """Takes what cssutils says, which it would otherwise write to stderr."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def _fetch_nothing(_url: str) -> tuple[None, bytes]:
    return None, b""


def _unusable(sheet: cssutils.css.CSSStyleSheet, css: str) -> Iterator[StyleFault]:
    for rule in sheet:
        if rule.type == rule.STYLE_RULE:
            selectors = [selector.strip() for selector in rule.selectorText.split(",")]
            names = [each for each in selectors if ":" in _PLACES.sub("", each) or "*" in each]
        else:
            names = rule.cssText.split()[:1]
        for name in names:
            yield StyleFault(f"'{name}' cannot be inlined", _line(css, name), _HEAD)


def _line(css: str, text: str) -> int:
    """Return the line on which the first word of ``text`` stands."""
    return css[: max(0, css.find(text.split(maxsplit=1)[0]))].count("\n") + 1


def _faults(messages: Sequence[str]) -> Iterator[StyleFault]:
    line = 0
    for said in messages:
        at = _POSITION.search(said)
        if at:
            line = int(at["line"] or at["at"])
            yield from _fault(said[: at.start()].rstrip("."), at["token"] or "", line)
        elif _DECLARATION in said:  # said without a place, after what is wrong in it
            yield StyleFault(f"'{said.partition(_DECLARATION)[2].strip()}' cannot be understood", line)


def _fault(said: str, token: str, line: int) -> Iterator[StyleFault]:
    kind, _, text = said.partition(": ")
    if text == "Unknown Property name":
        if token not in _NEWER and not _FOREIGN.match(token):
            near = get_close_matches(token, cssutils.profile.knownNames, n=1)
            hint = f"did you mean '{near[0]}'?" if near else ""
            yield StyleFault(f"unknown property '{token}'", line, hint)
    elif text.startswith("Invalid value"):
        value = text.partition("property: ")[2]
        if "(" not in value:  # calc() and other functions are newer than cssutils, which passes them on
            yield StyleFault(f"'{value}' is no value for '{token}'", line)
    elif kind.startswith(("CSS", "Selector")) and text != "Unknown @rule found":
        yield StyleFault("the CSS of this rule cannot be understood", line)
