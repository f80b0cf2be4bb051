"""What is wrong with values that the YAML engine took without complaint."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from digest.diagnostics import Diagnostic
from digest.source.spans import span_in_source
from digest.source.text import FORBIDDEN, ISOLATES, Text, covered, forbidden, open_isolate

if TYPE_CHECKING:
    from digest.source.nodes import Node

MAX_FAULTS = 100

# A comment begins with "# "; a "#" before a letter or digit is most likely meant as text.
_HASH = re.compile(r"[ \t]+(#[^\s#!]+)")
_ANY_HASH = re.compile(r" #[^\s#!]")
_KEY_BEFORE = re.compile(r"([\w-]+) *: +$")
_WORD = re.compile(r"\S+")
_BRACES = ("{{", "{[")


class Judge:
    """Collects the faults of one file.

    ``text`` is what the editor wrote, for showing; ``readable`` is the same with faulty parts covered up.
    ``unread`` are the parts of the file that were not taken as they are meant.
    """

    def __init__(self, text: Text, readable: str) -> None:
        self.text = text
        self.readable = readable
        self.faults: list[Diagnostic] = []
        self.unread: list[tuple[int, int]] = []
        self._has_hash = _ANY_HASH.search(readable) is not None
        # Most files hold nothing that a value would have to be looked at for.
        self.has_doubts = self._has_hash or "\\" in readable or any(each in readable for each in ISOLATES)

    def report(self, rule: str, message: str, span: tuple[int, int], hint: str) -> None:
        """Add a fault, unless there are more than anybody would read."""
        if len(self.faults) < MAX_FAULTS:
            self.faults.append(Diagnostic(rule, message, self.text.between(*span), hint))

    def value(self, node: Node, style: str | None) -> None:
        """Judge a scalar: what YAML has dropped from it, and which characters it holds."""
        value = node.data
        if not style and self._has_hash:
            self._comment(node.start, node.end)
        if style == '"' and not value.isprintable() and (found := FORBIDDEN.search(value)):
            place = self.text.between(*self._span(node, found.start()))
            self.faults.append(forbidden(found[0], place, ", written as an escape,"))
            node.data = covered(value)  # reported once is enough
        if not value.isascii() and (offset := open_isolate(value)) is not None:
            message = (
                f"the invisible direction character U+{ord(value[offset]):04X} has no partner in this text"
            )
            self.report("bidi-control", message, self._span(node, offset), "delete it")

    def blank(self, name: str, key: tuple[int, int]) -> None:
        """Judge a key without a value."""
        if self._has_hash:
            self._comment(key[0], key[1] + 1, name)

    def bad_key(self, mapping: Node, key: Node, event: Any) -> None:
        """Report a key that is no word, or a text in braces that was read as one."""
        start = mapping.start
        sign = self.readable[start : start + 2]
        if sign not in _BRACES:
            what = "a key is missing before ':'" if key.data is None else "a key must be a word"
            self.event("bad-key", what, event, "write 'key: value'")
            return
        line_start = self.readable.rfind("\n", 0, start) + 1
        line_end = self.readable.find("\n", start)
        owner = _KEY_BEFORE.search(self.readable[line_start:start])
        of = f" of '{owner[1]}'" if owner else ""
        message = f"the text{of} begins with '{sign}', so it needs quotes"
        self.report("unquoted-text", message, (start, start + 2), "put the whole text in quotes")
        self.unread.append((start, line_end if line_end >= 0 else len(self.readable)))

    def duplicate(self, name: str, first: tuple[int, int], second: Node) -> None:
        """Report a key that stands in the same place for a second time."""
        line = self.text.at(first[0]).line
        message = f"'{name}' stands here a second time (first on line {line})"
        self.report("duplicate-key", message, (second.start, second.end), "delete one of the two")

    def tag(self, event: Any) -> None:
        """Report a word that begins with ``!``: YAML drops it."""
        self._dropped("yaml-tag", "!", event)

    def unused_anchor(self, event: Any) -> None:
        """Report a word that begins with ``&`` and that nothing repeats: YAML drops it."""
        self._dropped("unused-anchor", "&", event)

    def event(self, rule: str, message: str, event: Any, hint: str) -> None:
        """Report a fault where an event of the parser stands."""
        self.report(rule, message, (event.start_mark.index, event.end_mark.index), hint)

    def _dropped(self, rule: str, sign: str, event: Any) -> None:
        start = event.start_mark.index
        found = _WORD.match(self.readable, start)
        word = found[0] if found else sign
        message = f"'{word}' would be dropped: a word that begins with '{sign}' has a meaning of its own here"
        hint = f"to begin a text with '{sign}', put the text in quotes; else delete the word"
        self.report(rule, message, (start, start + len(word)), hint)

    def _comment(self, start: int, end: int, key: str = "") -> None:
        """Find the text that YAML drops as a comment although it is none, such as ``#1`` or a colour."""
        found = _HASH.match(self.readable, end)
        if found is None:
            return
        at = found.start(1)
        line_end = self.readable.find("\n", at)
        lost = self.readable[at : line_end if line_end >= 0 else len(self.readable)].rstrip()
        cut = f"'{key}' has no value" if key else "the text ends here"
        message = f"{cut}: from '{found[1]}' on, the rest of the line counts as a comment"
        hint = "put the whole text in quotes; a comment has a space after its #"
        self.report("hash-in-text", message, (at, at + len(lost)), hint)
        self.unread.append((start, at + len(lost)))

    def _span(self, node: Node, offset: int) -> tuple[int, int]:
        return span_in_source(self.readable, node.start, node.end, node.data, (offset, offset + 1))
