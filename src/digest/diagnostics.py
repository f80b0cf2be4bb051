"""What digest has to say about an issue, a template or an edition, and where."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Self
from unicodedata import category

# A source line is shown through a window of this many characters, so that a body of 2,000 characters on
# one line does not flood the terminal.
WINDOW = 120


class Severity(StrEnum):
    """How much a diagnostic matters: errors stop an export, warnings fail --strict, advice never fails."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a text file.

    ``line`` and ``column`` count from 1, ``length`` is what the caret underlines; both in characters.
    ``text`` is the source line without its line break, kept so that a diagnostic can be shown after the
    file has changed.
    """

    path: Path
    line: int
    column: int
    length: int = 1
    text: str = ""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    ``rule`` is a stable kebab-case id named for the fault. ``message`` names the object and the reason,
    ``hint`` says what to write instead. ``notes`` are further lines, such as a chain of includes.
    """

    rule: str
    message: str
    location: Location | None = None
    hint: str = ""
    severity: Severity = Severity.ERROR
    notes: tuple[str, ...] = field(default=())

    def sort_key(self) -> tuple[str, int, int, str]:
        """Order diagnostics as a reader meets them: by file, line and column."""
        at = self.location
        return (str(at.path), at.line, at.column, self.rule) if at else ("", 0, 0, self.rule)

    def as_data(self) -> dict[str, Any]:
        """Return what machine-readable results say of it; without a place, path, line and column are None."""
        at = self.location
        return {
            "rule": self.rule,
            "severity": str(self.severity),
            "message": self.message,
            "hint": self.hint,
            "notes": list(self.notes),
            "path": shown_path(at.path) if at else None,
            "line": at.line if at else None,
            "column": at.column if at else None,
        }


class DigestError(Exception):
    """Base of every error that a user can cause; it carries all diagnostics of the run that failed."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(sorted(diagnostics, key=Diagnostic.sort_key))
        super().__init__("\n".join(d.message for d in self.diagnostics))

    @classmethod
    def single(cls, rule: str, message: str, location: Location | None = None, hint: str = "") -> Self:
        """Make an error of this class with one diagnostic."""
        return cls([Diagnostic(rule, message, location, hint)])


class ProjectError(DigestError):
    """``newsletter.yaml`` or the project's layout is faulty."""


class IssueError(DigestError):
    """An issue file is faulty."""


class ThemeError(DigestError):
    """A template or stylesheet of the theme is faulty."""


class OutputError(DigestError):
    """An edition could not be written."""


def shown_path(path: Path, base: Path | None = None) -> str:
    """Return ``path`` as seen from ``base`` (default: the working directory), with forward slashes."""
    here = base or Path.cwd()
    try:
        return Path(os.path.relpath(path, here)).as_posix()
    except ValueError:  # another drive on Windows
        return path.as_posix()


def printable(text: str) -> str:
    """Make a source text safe for a terminal: control and formatting characters are shown as escapes."""
    return "".join(_escaped(char) for char in text)


def format_text(diagnostic: Diagnostic, base: Path | None = None) -> str:
    """Return the diagnostic as the lines an editor reads, without a final line break."""
    at = diagnostic.location
    head = f"{diagnostic.severity}: {printable(diagnostic.message)} [{diagnostic.rule}]"
    lines = [f"{shown_path(at.path, base)}:{at.line}:{at.column}: {head}"] if at else [head]
    if at and at.text.strip():
        lines += _frame(at)
    lines += [f"  note: {printable(note)}" for note in diagnostic.notes]
    if diagnostic.hint:
        lines.append(f"  hint: {printable(diagnostic.hint)}")
    return "\n".join(lines)


def _frame(at: Location) -> list[str]:
    """Return the source line and the caret line under it, cut to a window around the caret."""
    start = max(0, at.column - 1 - WINDOW // 2) if len(at.text) > WINDOW else 0
    before = at.text[start : at.column - 1]
    marked = at.text[at.column - 1 : at.column - 1 + at.length][: WINDOW - len(before)]
    after = at.text[at.column - 1 + len(marked) : start + WINDOW]
    lead = "…" if start else ""
    tail = "…" if start + WINDOW < len(at.text) else ""
    gutter = str(at.line)
    shown = printable(before), printable(marked), printable(after)
    indent = " " * _width(lead + shown[0])
    return [
        f"  {gutter} | {lead}{''.join(shown).rstrip()}{tail}",
        f"  {' ' * len(gutter)} | {indent}{'^' * max(1, _width(shown[1]))}",
    ]


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth  # noqa: PLC0415  it takes 20 ms to load, and most text does not need it

    return max(0, wcswidth(text))


def _escaped(char: str) -> str:
    if char == "\t":
        return " "
    # Cc: terminal escapes; Cf: bidirectional overrides, which reorder what the reader sees; Zl, Zp: line
    # breaks. The joiners of emoji and Arabic are Cf too, harmless, and part of the writing.
    # Noncharacters have no form that a terminal could show.
    if category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and char not in "\u200c\u200d":
        return f"\\u{ord(char):04x}"
    if "\ufdd0" <= char <= "\ufdef" or ord(char) & 0xFFFE == 0xFFFE:  # noqa: PLR2004  the last two of each plane
        return f"\\u{ord(char):04x}"
    return char
