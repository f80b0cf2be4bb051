"""The text of a file: how its bytes are decoded, which characters it may hold, and where an offset stands.

What may not stand in a file, raw or as an escape, and why:

- Control characters and noncharacters: no mail client shows them, and XML forbids most of them.
- Line and paragraph separators (U+0085, U+2028, U+2029): YAML takes them for line breaks, text editors do
  not, so that an editor would not see where a value ends. A byte order mark inside the text is as invisible.
- Bidirectional embeddings and overrides (U+202A to U+202E): they display letters in another order than they
  are read, which disguises addresses, and their effect leaks out of the value.

What may: the marks LRM, RLM and ALM, which Arabic and Hebrew need beside Latin names, and isolates (U+2066 to
U+2069), which Unicode recommends for that, as long as each is closed in the value that opens it.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from digest.diagnostics import Diagnostic, Location

MAX_BYTES = 1 << 20
# A pasted page can hold thousands of the same bad character; the first ones tell enough.
MAX_OF_A_KIND = 20

_NONCHARACTERS = "".join(
    f"{chr(plane + 0xFFFE)}-{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u206a-\u206f\ufdd0-\ufdef\ufeff"
    f"\ufff9-\ufffb\ud800-\udfff{_NONCHARACTERS}]"
)
_TABS = re.compile(r"\t+")
ISOLATES = "\u2066\u2067\u2068\u2069"
_ISOLATES = re.compile(f"[{ISOLATES}]")
_CLOSE_ISOLATE = "\u2069"
# What the bytes of Western Europe's older encoding look like to a reader, for the hint.
_LEGACY = "cp1252"


@dataclass(frozen=True)
class Text:
    """A file's path and text; offsets count characters from 0."""

    path: Path
    text: str

    def at(self, offset: int, length: int = 1) -> Location:
        """Return the location of a character offset, the caret kept on one line."""
        number = bisect_right(self._starts, offset) - 1
        start = self._starts[number]
        end = self.text.find("\n", start)
        line = self.text[start : end if end >= 0 else len(self.text)]
        visible = max(1, min(length, len(line) - (offset - start)))
        return Location(self.path, number + 1, offset - start + 1, visible, line)

    def between(self, start: int, end: int) -> Location:
        """Return the location of the characters from ``start`` up to ``end``."""
        return self.at(start, end - start)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]


def decode(path: Path, data: bytes) -> tuple[Text, list[Diagnostic]]:
    """Return the text of a file, its line breaks made uniform, and what is wrong with its encoding.

    Bytes that are not UTF-8 become replacement characters, so that the rest can be read.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in data[:4]:
        hint = "save it as UTF-8: text editors offer this as 'Encoding' when saving"
        message = "the file is saved as UTF-16 or UTF-32, not as UTF-8"
        return Text(path, ""), [Diagnostic("not-utf-8", message, Location(path, 1, 1), hint)]
    try:
        return Text(path, _uniform(data.decode("utf-8-sig"))), []
    except UnicodeDecodeError as error:
        text = Text(path, _uniform(data.decode("utf-8-sig", "replace")))
        # The error counts from after a byte order mark, as its own copy of the bytes does.
        bad = error.object[error.start]
        before = error.object[: error.start].decode("utf-8", "replace")
        legacy = bytes([bad]).decode(_LEGACY, "replace")
        looks = (
            f"; in Windows-1252 it would be '{legacy}'" if legacy.isprintable() and legacy != "\ufffd" else ""
        )
        message = f"the byte 0x{bad:02x} is not UTF-8 text{looks}"
        hint = "save the file as UTF-8: text editors offer this as 'Encoding' when saving"
        return text, [Diagnostic("not-utf-8", message, text.at(len(_uniform(before))), hint)]


def too_large(path: Path, size: int) -> Diagnostic:
    """Return the fault of a file that is too large to be an issue."""
    message = f"the file has {size:,} bytes; the limit is 1 MiB ({MAX_BYTES:,} bytes)"
    return Diagnostic("file-too-large", message, Location(path, 1, 1), "keep one issue in one file")


def covered(text: str) -> str:
    """Return ``text`` with every character that may not stand in it covered up, all offsets kept."""
    return FORBIDDEN.sub("?", text).replace("\t", " ")


def character_faults(text: Text) -> Iterator[Diagnostic]:
    """Yield the characters of a file that may not stand in it."""
    if text.text.replace("\n", "").isprintable():
        return  # none of them is printable, and this is the quick way to see it
    yield from _few(FORBIDDEN, text, forbidden)
    if "\t" in text.text:
        hint = "write spaces in its place"
        yield from _few(_TABS, text, lambda _, at: Diagnostic("tab", "a tab stands here", at, hint))


def forbidden(char: str, at: Location, where: str = "") -> Diagnostic:
    """Return the fault of a character that may not stand in a file."""
    name = f"U+{ord(char):04X}"
    if "\u202a" <= char <= "\u202e":
        message = f"the invisible direction character {name}{where} can disguise the text"
        return Diagnostic(
            "bidi-control", message, at, "delete it; direction follows from the letters themselves"
        )
    if char in "\x85\u2028\u2029":
        hint = "delete it, or press Enter in its place"
        return Diagnostic(
            "line-separator", f"the invisible line separator {name}{where} is not allowed", at, hint
        )
    kind = "invisible" if char == "\ufeff" else "control"
    return Diagnostic(
        "control-character", f"the {kind} character {name}{where} is not allowed", at, "delete it"
    )


def open_isolate(value: str) -> int | None:
    """Return the offset of an isolate in ``value`` that is not closed there, or of a close without one."""
    opened: list[int] = []
    for found in _ISOLATES.finditer(value):
        if found[0] != _CLOSE_ISOLATE:
            opened.append(found.start())
        elif opened:
            opened.pop()
        else:
            return found.start()
    return opened[0] if opened else None


def _few(
    pattern: re.Pattern[str], text: Text, fault: Callable[[str, Location], Diagnostic]
) -> Iterator[Diagnostic]:
    """Yield a fault for each match; after the first ones, one fault that counts the rest."""
    for count, found in enumerate(pattern.finditer(text.text), 1):
        made = fault(found[0], text.at(found.start(), len(found[0])))
        if count == MAX_OF_A_KIND:
            left = sum(1 for _ in pattern.finditer(text.text, found.end()))
            yield replace(made, notes=(f"and {left:,} more below",)) if left else made
            return
        yield made


def _uniform(text: str) -> str:
    """Return ``text`` with every line break a line feed."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
