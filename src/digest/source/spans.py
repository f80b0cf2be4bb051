"""From an offset in a value to the place in the file where that character was typed.

YAML folds lines, drops indentation and decodes escapes, so that value and file differ in most styles. They
are matched by the characters that show; white space yields.
"""

from __future__ import annotations

import re

_SPACE = " \t\n"
_BLOCK_HEADER = re.compile(r"[|>][^\n]*\n")
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(\n)|(.))")
_SHORT = {"n": "\n", "t": "\t", "_": "\xa0"}


def span_in_source(source: str, start: int, end: int, value: str, span: tuple[int, int]) -> tuple[int, int]:
    """Return where ``span`` of ``value``, which stands from ``start`` to ``end`` of ``source``, was typed.

    All of the value is returned where the two do not match.
    """
    first, last = span
    header = _BLOCK_HEADER.match(source, start, end)
    quote = source[start : start + 1] if source[start : start + 1] in {'"', "'"} else ""
    places = _places(source, header.end() if header else start + len(quote), end, value[:last], quote)
    if not 0 <= first < last <= len(value) or places is None:
        return start, end
    return places[first][0], places[last - 1][1]


def _places(source: str, at: int, end: int, value: str, quote: str) -> list[tuple[int, int]] | None:
    """Return where each character of ``value`` begins and ends in ``source``; None where they differ."""
    places = []
    for char in value:
        if char not in _SPACE:
            at = _past_space(source, at, end, quote)
        length = _length(source, at, end, char, quote)
        if length is None:
            return None
        places.append((at, at + length))
        at += length
    return places


def _past_space(source: str, at: int, end: int, quote: str) -> int:
    """Return the offset of the next character that shows."""
    while at < end and (source[at] in _SPACE or (quote == '"' and source.startswith("\\\n", at))):
        at += 2 if source[at] == "\\" else 1
    return at


def _length(source: str, at: int, end: int, char: str, quote: str) -> int | None:
    """Return how many characters of ``source`` were typed for ``char``; None if something else was."""
    if quote == '"' and (escape := _ESCAPE.match(source, at, end)):
        return len(escape[0]) if _decoded(escape) == char else None
    if quote == "'" and source.startswith("''", at):
        return 2 if char == "'" else None
    if char in _SPACE:
        return 1 if at < end and source[at] in _SPACE else 0
    return 1 if at < end and source[at] == char else None


def _decoded(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2] or escape[3]
    return chr(int(code, 16)) if code else _SHORT.get(escape[5], escape[5] or "")
