"""YAML text into plain data whose every part knows its place in the file.

Scalars stay strings, exactly as typed: ``No``, ``012`` and ``12:30`` mean what they show. The data is built
from the parser's events on a stack of our own, so depth, aliases and duplicates are ours to bound.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from digest.diagnostics import Diagnostic, DigestError, Location

MAX_BYTES = 1 << 20
MAX_DEPTH = 32
# An honest issue has a few thousand nodes; aliases can multiply them without bound.
MAX_NODES = 100_000

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_TAB_INDENT = re.compile(r"^ *(\t)", re.MULTILINE)


class SourceError(DigestError):
    """The file cannot be read as YAML at all."""


@dataclass(slots=True)
class Node:
    """One value of the file: ``start`` and ``end`` are character offsets, ``data`` is plain Python."""

    start: int
    end: int
    data: Any
    items: dict[Any, Node] = field(default_factory=dict)
    keys: dict[str, Node] = field(default_factory=dict)
    # Keys written without a value: absent as far as the format goes, but their place is known.
    blank: dict[str, Node] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file that was read: its text, its path and its root."""

    path: Path
    text: str
    root: Node

    def locate(self, place: Sequence[str | int], needle: str = "", *, key: bool = False) -> Location:
        """Return where the value at ``place`` stands, or the nearest parent that is in the file.

        Steps that are not in the file are skipped. ``needle`` narrows the place to its first occurrence
        inside the value; ``key`` asks for the key in place of the value.
        """
        node, label = self.root, None
        for step in place:
            label = node.keys.get(str(step)) or node.blank.get(str(step)) if step not in node.items else None
            if step in node.items:
                label = node.keys.get(str(step))
                node = node.items[step]
            elif label is not None:
                return self.at(label.start, label.end - label.start)
        if key and label is not None:
            return self.at(label.start, label.end - label.start)
        if needle:
            found = self.text.find(needle, node.start, node.end)
            if found >= 0:
                return self.at(found, len(needle))
        if label is not None and not isinstance(node.data, str):
            return self.at(label.start, label.end - label.start)
        return self.at(node.start, node.end - node.start)

    def at(self, offset: int, length: int = 1) -> Location:
        """Return the location of a character offset, the caret kept on one line."""
        return _location(self.path, self.text, offset, length)


def read_source(path: Path, data: bytes) -> Document:
    """Read the bytes of a YAML file.

    Raises:
        SourceError: with every fault that makes the file unreadable.
    """
    text = _decode(path, data)
    faults = list(_character_faults(path, text))
    if faults:
        raise SourceError(faults)
    builder = _Builder(path, text)
    root = builder.build()
    if builder.faults:
        raise SourceError(builder.faults)
    return Document(path, text, root)


def _decode(path: Path, data: bytes) -> str:
    top = Location(path, 1, 1)
    if len(data) > MAX_BYTES:
        size = f"{len(data):,} bytes"
        raise SourceError.single("file-too-large", f"the file has {size}; the limit is 1 MiB", top)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in data[:2]:
        raise SourceError.single(
            "not-utf-8", "the file is written in UTF-16", top, "save it as UTF-8 in your editor"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        bad = data[error.start]
        raise SourceError.single(
            "not-utf-8",
            f"the byte 0x{bad:02x} is not UTF-8 text",
            Location(path, line, column),
            "save the file as UTF-8 in your editor",
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _character_faults(path: Path, text: str) -> Iterator[Diagnostic]:
    for found in _CONTROL.finditer(text):
        name = f"U+{ord(found[0]):04X}"
        place = _location(path, text, found.start(), 1)
        yield Diagnostic(
            "control-character", f"the control character {name} is not allowed", place, "delete it"
        )
    for found in _BIDI.finditer(text):
        name = f"U+{ord(found[0]):04X}"
        place = _location(path, text, found.start(), 1)
        hint = "delete it; the direction of the text follows from 'lang'"
        yield Diagnostic(
            "bidi-control", f"the invisible direction character {name} can disguise text", place, hint
        )


class _Builder:
    """Builds nodes from parser events."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text
        self.faults: list[Diagnostic] = []
        self.anchors: dict[str, Node] = {}
        self.open_anchors: set[str] = set()
        self.count = 0

    def build(self) -> Node:
        events: Iterator[Any] = yaml.parse(self.text, Loader=_Loader)
        root: Node | None = None
        try:
            for event in events:
                if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                    hint = "one file holds one issue; delete the '---' line"
                    self._fault("several-documents", "a second YAML document begins here", event, hint)
                    break
                if isinstance(event, yaml.NodeEvent):
                    root = self._node(event, events, 0)
        except yaml.MarkedYAMLError as error:
            self.faults.append(self._syntax(error))
        except yaml.YAMLError as error:
            self.faults.append(Diagnostic("yaml-syntax", str(error), Location(self.path, 1, 1)))
        except _TooMuch:
            pass  # the fault is recorded; reading on would only repeat it
        if root is None and not self.faults:
            self.faults.append(
                Diagnostic("empty-file", "the file is empty", Location(self.path, 1, 1), "run 'digest new'")
            )
        return root or Node(0, 0, {})

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        if depth > MAX_DEPTH:
            self._fault("too-deep", f"values are nested more than {MAX_DEPTH} deep", event)
            raise _TooMuch
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        start = _start(event)
        anchor = event.anchor
        if event.tag not in {None, "!"}:
            self._fault("yaml-tag", f"the YAML tag '{event.tag}' has no meaning here", event, "delete it")
        if isinstance(event, yaml.ScalarEvent):
            node = self._counted(Node(start, _end(event), event.value))
            if event.style in {"|", ">"}:
                node.end = self._trimmed(_end(event))
            elif event.value == "" and event.style is None:
                node.data = None
        else:
            if anchor:
                self.open_anchors.add(anchor)
            collect = self._mapping if isinstance(event, yaml.MappingStartEvent) else self._sequence
            node = collect(start, events, depth)
            self.open_anchors.discard(anchor)
        if anchor:
            self.anchors[anchor] = node
        return node

    def _mapping(self, start: int, events: Iterator[Any], depth: int) -> Node:
        node = self._counted(Node(start, start, {}))
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                node.end = self._trimmed(_end(event))
                return node
            key = self._node(event, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            self._enter(node, key, value, event)
        raise AssertionError("the parser closes every mapping")  # pragma: no cover

    def _enter(self, node: Node, key: Node, value: Node, event: Any) -> None:
        if not isinstance(key.data, str):
            self._fault("bad-key", "a key must be a word", event, "quote it if it holds {, [ or ?")
        elif key.data in node.keys or key.data in node.blank:
            first = (node.keys.get(key.data) or node.blank[key.data]).start
            line = self.text.count("\n", 0, first) + 1
            self._fault(
                "duplicate-key",
                f"the key '{key.data}' stands here a second time (first on line {line})",
                event,
                "delete one of the two",
            )
        elif value.data is None:
            node.blank[key.data] = key
        else:
            node.keys[key.data] = key
            node.items[key.data] = value
            node.data[key.data] = value.data

    def _sequence(self, start: int, events: Iterator[Any], depth: int) -> Node:
        node = self._counted(Node(start, start, []))
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                node.end = self._trimmed(_end(event))
                return node
            item = self._node(event, events, depth + 1)
            node.items[len(node.data)] = item
            node.data.append("" if item.data is None else item.data)
        raise AssertionError("the parser closes every sequence")  # pragma: no cover

    def _alias(self, event: Any) -> Node:
        name = event.anchor
        if name in self.open_anchors:
            self._fault("endless-alias", f"the alias '*{name}' contains itself", event, "write it out")
            raise _TooMuch
        node = self.anchors.get(name)
        if node is None:
            self._fault("unknown-alias", f"there is no anchor '&{name}' above this alias", event)
            raise _TooMuch
        self._count(node, event)
        return node

    def _count(self, node: Node, event: Any) -> None:
        """Count what an alias repeats, as if it were written out."""
        stack = [node]
        while stack:
            self.count += 1
            if self.count > MAX_NODES:
                self._fault("alias-bomb", f"aliases expand to more than {MAX_NODES:,} values", event)
                raise _TooMuch
            stack.extend(stack.pop().items.values())

    def _counted(self, node: Node) -> Node:
        self.count += 1
        return node

    def _trimmed(self, end: int) -> int:
        """Return the offset after the last visible character: block values end at the next token."""
        return len(self.text[:end].rstrip())

    def _fault(self, rule: str, message: str, event: Any, hint: str = "") -> None:
        start, end = _start(event), _end(event)
        self.faults.append(
            Diagnostic(rule, message, _location(self.path, self.text, start, end - start), hint)
        )

    def _syntax(self, error: yaml.MarkedYAMLError) -> Diagnostic:
        mark = error.problem_mark or error.context_mark
        problem = " ".join(part for part in (error.context, error.problem) if part)
        offset = mark.index if mark else 0
        tab = _TAB_INDENT.search(self.text)
        if (
            tab
            and "token" in problem
            and self.text.count("\n", 0, tab.start(1)) <= (mark.line if mark else 0)
        ):
            place = _location(self.path, self.text, tab.start(1), 1)
            return Diagnostic("tab-indent", "a tab cannot indent YAML", place, "indent with spaces")
        place = _location(self.path, self.text, offset, 1)
        return Diagnostic("yaml-syntax", f"not valid YAML: {problem}", place)


def _start(event: Any) -> int:
    return int(event.start_mark.index)


def _end(event: Any) -> int:
    return int(event.end_mark.index)


class _TooMuch(Exception):  # noqa: N818  it ends the reading of one file and never leaves this module
    """Reading on is pointless."""


def _location(path: Path, text: str, offset: int, length: int) -> Location:
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    line = text[start : end if end >= 0 else len(text)]
    visible = max(1, min(length, len(line) - (offset - start)))
    return Location(path, text.count("\n", 0, offset) + 1, offset - start + 1, visible, line)
