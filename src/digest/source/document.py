"""A YAML file that was read: its data, where each part of it stands, and everything that is wrong with it."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from digest.diagnostics import Diagnostic, Location
from digest.source.judge import Judge
from digest.source.layout import special_spaces
from digest.source.mistakes import explain
from digest.source.nodes import Builder, Node, YamlSyntaxError
from digest.source.spans import span_in_source
from digest.source.text import MAX_BYTES, Text, character_faults, covered, decode, too_large

_TAB_INDENT = re.compile(r"^ *\t", re.MULTILINE)
# How much may be read again after faults of syntax: an issue fifty times, a file of 1 MiB once.
MAX_REPAIRS = 50
MAX_REREAD = 1_500_000


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file that was read.

    ``root`` is None where nothing of it could be read; ``faults`` says why. ``unread`` are the parts that
    were covered up to read the rest: what the model says about them is an echo.
    """

    source: Text
    root: Node | None
    faults: tuple[Diagnostic, ...] = ()
    unread: tuple[tuple[int, int], ...] = ()

    @property
    def path(self) -> Path:
        """The file."""
        return self.source.path

    @property
    def text(self) -> str:
        """What the editor wrote, its line breaks made uniform."""
        return self.source.text

    @property
    def data(self) -> Any:
        """The file as plain dicts, lists and strings."""
        return self.root.data if self.root else None

    def locate(
        self,
        place: Sequence[str | int],
        needle: str = "",
        *,
        span: tuple[int, int] | None = None,
        key: bool = False,
    ) -> Location:
        """Return where the value at ``place`` stands, or the nearest parent that is in the file.

        Steps that are not in the file are skipped. ``needle`` narrows the place to its first occurrence in
        the value and ``span`` to a range of the value's characters; ``key`` asks for the key of the value.
        """
        start, end = self._range(place, needle, span, key=key)
        return self.source.between(start, end)

    def covers(self, place: Sequence[str | int]) -> bool:
        """Say whether the value at ``place`` is a part of the file that could not be read."""
        if not self.unread:
            return False
        node, label = self.node(place)
        spans = (node.start, max(node.end, node.start + 1)), label or (0, 0)
        return any(start < last and first < end for first, last in self.unread for start, end in spans)

    def mentions_unread(self, word: str) -> bool:
        """Say whether a part of the file that could not be read holds ``word``."""
        word_there = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
        return any(word_there.search(self.text, start, end) for start, end in self.unread)

    def node(self, place: Sequence[str | int]) -> tuple[Node, tuple[int, int] | None]:
        """Return the value at ``place``, or its nearest parent, and where its key stands if it has one."""
        node, label = self.root or Node(0, 0, {}), None
        for step in place:
            if step in node.items:
                label = node.keys.get(str(step))
                node = node.items[step]
        return node, label

    def _range(
        self,
        place: Sequence[str | int],
        needle: str = "",
        span: tuple[int, int] | None = None,
        *,
        key: bool = False,
    ) -> tuple[int, int]:
        node, label = self.node(place)
        value = node.data
        if label and (key or not isinstance(value, str)):
            return label
        if not isinstance(value, str):
            return node.start, self._first_line(node)
        if needle and (found := value.find(needle)) >= 0:
            span = found, found + len(needle)
        if span:
            return span_in_source(self.text, node.start, node.end, value, span)
        return node.start, node.end

    def _first_line(self, node: Node) -> int:
        """Return where the first line of a value of many lines ends."""
        end = self.text.find("\n", node.start)
        return min(node.end, end) if end >= 0 else node.end


def read_file(path: Path) -> Document:
    """Read a YAML file.

    Raises:
        OSError: there is no such file, or it cannot be read.
    """
    with path.open("rb") as file:
        # A buffer for the largest file that may come would cost more than the reading.
        size = min(os.fstat(file.fileno()).st_size, MAX_BYTES)
        data = file.read(size + 1)
        if len(data) > size:  # it has grown meanwhile, or does not know its size, as a pipe
            data += file.read(MAX_BYTES + 1 - len(data))
    return read_source(path, data, path.stat().st_size if len(data) > MAX_BYTES else None)


def read_source(path: Path, data: bytes, size: int | None = None) -> Document:
    """Read the bytes of a YAML file; what is wrong with it stands in the document's ``faults``.

    ``size`` is the size of the file where ``data`` is only its beginning.
    """
    if len(data) > MAX_BYTES:
        return Document(Text(path, ""), None, (too_large(path, size or len(data)),))
    text, faults = decode(path, data)
    faults += character_faults(text)
    if not text.text and faults:
        return Document(text, None, tuple(faults))
    root, found, unread = _read(text, covered(text.text) if faults else text.text)
    if "\t" in text.text and _TAB_INDENT.search(text.text):
        # How deep a tab indents is anyone's guess, and so is what the lines mean.
        return Document(text, None, tuple(faults))
    faults += found
    if root is None and not faults:
        hint = "'digest init' and 'digest new' write files to begin from"
        faults.append(Diagnostic("empty-file", "the file is empty", Location(path, 1, 1), hint))
    return Document(text, root, tuple(faults), tuple(unread))


def _read(text: Text, readable: str) -> tuple[Node | None, list[Diagnostic], list[tuple[int, int]]]:
    """Read as much as can be read: cover up each fault of syntax and begin again."""
    faults: list[Diagnostic] = []
    unread: list[tuple[int, int]] = []
    # Plain spaces in their place may not be as many as were meant.
    spaced = set()
    for mistake in special_spaces(text, readable):
        faults.append(mistake.diagnostic)
        spaced.add(mistake.at)
        readable = mistake.written_over(readable)
    places: set[Location | None] = set()
    root = None
    for _ in range(1 + min(MAX_REPAIRS, MAX_REREAD // (1 + len(text.text)))):
        judge = Judge(text, readable)
        try:
            root = Builder(judge).build()
        except YamlSyntaxError as error:
            mistake = explain(text, readable, error)
            if mistake.diagnostic.location not in places:
                if mistake.at not in spaced:
                    faults.append(mistake.diagnostic)
                places.add(mistake.diagnostic.location)
                if mistake.cover:
                    unread.append((mistake.at, mistake.at + len(mistake.cover)))
                    readable = mistake.written_over(readable)
                    continue
        break
    return root, faults + judge.faults, unread + judge.unread
