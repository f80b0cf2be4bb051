"""Which line of which template wrote a part of what was rendered.

A template is rendered once more, with a mark before every line of its own text and around every include. The
marks are characters from Unicode's private use area, which no issue holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

_LINE, _ENTER, _LEAVE, _END = "\ue000", "\ue001", "\ue002", "\ue003"
_MARK = re.compile(f"([{_LINE}{_ENTER}{_LEAVE}])([^{_END}]*?):?([0-9]*){_END}")

Line = tuple[str, int]
"""A template's name and one of its lines."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a template, and the includes that led to it, outermost first."""

    at: Line
    chain: tuple[Line, ...]


class LineMarks(Extension):
    """Puts the marks into a template as it is compiled."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Mark the text and the includes of one template."""
        yield Token(1, "data", f"{_ENTER}{_END}")
        begin: Token | None = None
        for token in stream:
            if begin:
                if token.value == "include":
                    yield Token(begin.lineno, "data", _mark(stream.name, begin.lineno))
                yield begin
            begin = token if token.type == "block_begin" else None
            if token.type == "data":
                lines = enumerate(token.value.split("\n"), token.lineno)
                text = "\n".join(_mark(stream.name, number) + line for number, line in lines)
                yield Token(token.lineno, "data", text)
            elif not begin:
                yield token
        yield Token(1, "data", f"{_LEAVE}{_END}")


def _mark(name: str | None, line: int) -> str:
    return f"{_LINE}{name}:{line}{_END}"


class TracedText:
    """A rendered text that knows which template line each of its offsets comes from."""

    def __init__(self, marked: str) -> None:
        self._places: list[tuple[int, Place]] = []
        parts: list[str] = []
        chain: list[Line] = []
        here: Line = ("", 0)
        length = last = 0
        for found in _MARK.finditer(marked):
            part = marked[last : found.start()]
            parts.append(part)
            length += len(part)
            last = found.end()
            if found[1] == _ENTER:
                chain.append(here)
            elif found[1] == _LEAVE:
                here = chain.pop()
            else:
                here = (found[2], int(found[3]))
                self._places.append((length, Place(here, tuple(chain[1:]))))
        parts.append(marked[last:])
        self.text = "".join(parts)

    def line(self, number: int) -> Place | None:
        """Return what wrote the first character of a line of the text."""
        return self.locate(sum(len(line) + 1 for line in self.text.split("\n")[: number - 1]))

    def locate(self, offset: int) -> Place | None:
        """Return what wrote the character at ``offset``."""
        before = [place for at, place in self._places if at <= offset]
        return before[-1] if before else None
