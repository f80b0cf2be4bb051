"""One place where the YAML engine gave up, and what is said about it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from digest.diagnostics import Diagnostic
from digest.source.lines import Line
from digest.source.nodes import YamlSyntaxError
from digest.source.text import Text

# Longer texts are not repeated in a hint.
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Mistake:
    """A diagnostic, and what to write over the fault to read on: from offset ``at``, the text ``cover``."""

    diagnostic: Diagnostic
    at: int = 0
    cover: str = ""

    def written_over(self, text: str) -> str:
        """Return ``text`` with the fault covered up; no other offset changes."""
        return text[: self.at] + self.cover + text[self.at + len(self.cover) :]


@dataclass(frozen=True, slots=True)
class Case:
    """A file that the engine could not read: as typed, as covered up so far, and where it gave up."""

    shown: Text
    text: str
    lines: list[Line]
    error: YamlSyntaxError

    def number(self, offset: int) -> int:
        """Return the index of the line that holds ``offset``."""
        return max(0, bisect_right(self.lines, offset, key=lambda line: line.start) - 1)

    @property
    def line(self) -> Line:
        """The line where the engine gave up."""
        return self.lines[self.number(self.error.at)]

    @property
    def context(self) -> Line:
        """The line that holds the beginning of what the engine was reading then."""
        return self.lines[self.number(self.error.context_at)]

    def mistake(
        self, rule: str, message: str, span: tuple[int, int], hint: str, cover: tuple[int, int] | None = None
    ) -> Mistake:
        """Return a mistake at ``span``; the characters of ``cover`` become letters to read on."""
        found = Diagnostic(rule, message, self.shown.between(*span), hint)
        return Mistake(found, cover[0], "x" * (cover[1] - cover[0])) if cover else Mistake(found)

    def needs_quotes(self, key: str, why: str, span: tuple[int, int], value: tuple[int, int]) -> Mistake:
        """Return the mistake of a text, from and to ``value``, that must stand in quotes."""
        message = f"the text {f'of {key!r} ' if key else ''}{why}, so it needs quotes"
        return self.mistake("unquoted-text", message, span, write(key, self.text[slice(*value)]), value)


def commented(text: str) -> str:
    """Return ``text`` with every line made a comment of the same length: so it does no further harm."""
    return re.sub("[^\\n]", "#", text)


def quoted(text: str) -> str:
    """Return ``text`` in the quotes that need no escapes in it, as far as there are such."""
    return "'" + text.replace("'", "''") + "'" if '"' in text or "\\" in text else f'"{text}"'


def write(key: str, text: str) -> str:
    """Return the hint that shows ``text`` in quotes after its key."""
    start = f"{key}: " if key else ""
    if len(text) > SHOWN:
        return f"put the whole text in quotes: {start}{quoted(text[:12].rstrip() + '…')}"
    return f"write {start}{quoted(text)}"
