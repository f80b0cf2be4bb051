"""The lines of a file as an editor sees them: dashes, a key, a colon, a value; or text.

This is not a YAML parser. It serves to say what is wrong where the parser only says where it gave up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE = re.compile(r"(?P<indent> *)(?P<dashes>(?:- +)*)(?P<rest>.*)")
_ENTRY = re.compile(
    r"(?P<key>\"[^\"]*\"|'[^']*'|[^\s#\[\]{},\"'&*!|>%@`-][^:#]*?|-\w[^:#]*?) *:(?: +(?P<value>.*))?$"
)
_BLOCK_HEADER = re.compile(r"[|>][0-9+-]*(?: +#.*)?$")
_TEXT_AFTER_HEADER = re.compile(r"[|>][0-9+-]*(?: +[^#\s]|[^0-9+\s-])")
_COMMENT = re.compile(r"(?:^|\s+)#.*$")
_WORD = re.compile(r"[a-z][a-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``start`` is its offset in the file; columns count from 0.

    ``column`` is where the entry stands after its dashes, ``dash`` the column of the first dash or -1.
    ``key`` and ``value`` are as typed, the value without a comment; ``value_at`` is its offset.
    ``is_text`` tells that the line belongs to a text under ``|`` or ``>``.
    """

    start: int
    text: str
    column: int
    dash: int = -1
    key: str = ""
    colon: int = -1
    value: str = ""
    value_at: int = -1
    is_text: bool = False

    @property
    def end(self) -> int:
        """The offset after the line's last character."""
        return self.start + len(self.text)

    @property
    def indent(self) -> int:
        """How many spaces the line begins with."""
        return len(self.text) - len(self.text.lstrip(" "))

    @property
    def is_blank(self) -> bool:
        """Whether the line holds nothing, or a comment."""
        return not self.text.strip() or self.text.lstrip().startswith("#")

    @property
    def has_word_as_key(self) -> bool:
        """Whether the line looks like ``key:`` and not like prose with a colon."""
        return _WORD.fullmatch(self.key) is not None

    @property
    def is_structure(self) -> bool:
        """Whether the line is ``key:`` or ``- key:`` and not prose, as far as one line can tell."""
        return self.has_word_as_key and not self.is_text

    @property
    def opens_text(self) -> bool:
        """Whether the lines below hold a text under ``|`` or ``>``."""
        return _BLOCK_HEADER.match(self.value) is not None

    @property
    def begins_text(self) -> bool:
        """Whether a text stands on the line of its ``|`` or ``>``, where none may stand."""
        return _TEXT_AFTER_HEADER.match(self.value) is not None


def scan(text: str) -> list[Line]:
    """Return the lines of a file."""
    lines: list[Line] = []
    offset = 0
    # The least indentation of a text under "|": deeper than its key, then that of its first line.
    least = None
    settled = False
    for each in text.split("\n"):
        indent = len(each) - len(each.lstrip(" "))
        if least is not None and (indent >= least or not each.strip()):
            if each.strip() and not settled:
                least, settled = indent, True
            lines.append(Line(offset, each, indent, is_text=True))
        else:
            line = _line(offset, each)
            least, settled = (line.column + 1 if line.opens_text else None), False
            lines.append(line)
        offset += len(each) + 1
    return lines


def without_comment(value: str) -> str:
    """Return a value as typed, less a comment after it."""
    return _COMMENT.sub("", value).rstrip()


def _line(offset: int, text: str) -> Line:
    parts = _LINE.match(text)
    if parts is None:
        raise AssertionError("every line matches")  # pragma: no cover
    column = parts.start("rest")
    dash = parts.start("dashes") if parts["dashes"] else -1
    entry = _ENTRY.match(parts["rest"])
    if text.lstrip(" ") == "-":
        return Line(offset, text, column + 1, dash=column)
    if entry is None:
        value = without_comment(parts["rest"]) if dash >= 0 else ""
        return Line(offset, text, column, dash, value=value, value_at=offset + column)
    value_at = offset + column + (entry.start("value") if entry["value"] is not None else entry.end())
    colon = offset + column + entry.end("key") + entry[0][entry.end("key") :].index(":")
    value = without_comment(entry["value"] or "")
    return Line(offset, text, column, dash, entry["key"], colon, value, value_at)
