"""Parser events into nodes: the only importer of the YAML engine.

The nodes are built on a stack that is bounded here, from the parser's events, so that depth, aliases and
duplicate keys are ours to judge.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from digest.diagnostics import Diagnostic
from digest.source.spans import span_in_source
from digest.source.text import FORBIDDEN, Text, covered, forbidden, open_isolate

MAX_DEPTH = 32
# An honest issue has a few thousand values; aliases can multiply them, and their characters, without bound.
MAX_REPEATED = 1 << 20

# A comment begins with "# "; a "#" before a letter or digit is most likely meant as text.
_HASH = re.compile(r"[ \t]+(#[^\s#!]+)")

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


_NOTHING: Mapping[Any, Any] = MappingProxyType({})


class Node:
    """One value of the file: ``start`` and ``end`` are character offsets, ``data`` is plain Python.

    ``items`` holds the values inside it by key or index, ``keys`` the places of the keys. A key without a
    value holds None.
    """

    __slots__ = ("data", "end", "items", "keys", "start")

    items: Mapping[Any, Node]
    keys: Mapping[str, tuple[int, int]]

    def __init__(self, start: int, end: int, data: Any) -> None:
        self.start = start
        self.end = end
        self.data = data
        self.items = _NOTHING
        self.keys = _NOTHING


class YamlSyntaxError(Exception):
    """The text is not YAML: what the engine says, where it noticed, and what it was reading then."""

    def __init__(self, error: yaml.MarkedYAMLError) -> None:
        super().__init__(error.problem)
        self.problem = error.problem or ""
        self.context = error.context or ""
        self.at = error.problem_mark.index if error.problem_mark else 0
        self.context_at = error.context_mark.index if error.context_mark else self.at


class _TooMuchError(Exception):
    """Reading on is pointless; the fault is recorded. It never leaves this module."""


class Builder:
    """Builds the nodes of one file; ``faults`` collects what is wrong with its structure.

    ``text`` is what the editor wrote, for showing; ``readable`` is the same with faulty parts covered up.
    ``unread`` are the parts of the file that were not taken as they mean to be.
    """

    def __init__(self, text: Text, readable: str) -> None:
        self.text = text
        self.readable = readable
        self.faults: list[Diagnostic] = []
        self.unread: list[tuple[int, int]] = []
        self._next: Callable[[], Any] = _Loader(readable).get_event
        self._anchors: dict[str, tuple[Node, Any]] = {}
        self._open: set[str] = set()
        self._used: set[str] = set()
        self._repeated = 0
        self._has_hash = " #" in readable

    def build(self) -> Node | None:
        """Return the root of the file, or None if it holds nothing or cannot be read to its end.

        Raises:
            YamlSyntaxError: the text is not YAML.
        """
        root: Node | None = None
        try:
            while True:
                event = self._next()
                kind = type(event)
                if kind is StreamEndEvent:
                    break
                if kind is DocumentStartEvent:
                    if root is not None:
                        hint = "one file holds one issue: delete this line, or move the rest to its own file"
                        self._fault("several-documents", "a second YAML document begins here", event, hint)
                        break
                    root = self._node(self._next(), 0)
        except yaml.MarkedYAMLError as error:
            raise YamlSyntaxError(error) from error
        except _TooMuchError:
            return None
        self._judge_anchors()
        return root

    def _node(self, event: Any, depth: int) -> Node:
        kind = type(event)
        if kind is ScalarEvent:
            return self._scalar(event)
        if kind is AliasEvent:
            return self._alias(event)
        if depth == MAX_DEPTH:
            hint = "close a bracket that is still open, or indent less"
            self._fault("too-deep", f"values are nested more than {MAX_DEPTH} deep", event, hint)
            raise _TooMuchError
        if event.tag is not None:
            self._tag(event)
        collect = self._mapping if kind is MappingStartEvent else self._sequence
        if event.anchor is None:
            return collect(event, depth + 1)
        self._open.add(event.anchor)
        node = collect(event, depth + 1)
        self._open.discard(event.anchor)
        self._anchors[event.anchor] = node, event
        return node

    def _scalar(self, event: Any) -> Node:
        value: str = event.value
        node = Node(event.start_mark.index, event.end_mark.index, value)
        style = event.style
        if not style:
            if not value:
                node.data = None
            elif self._has_hash:
                self._judge_hash(node.start, node.end)
        elif style == '"' and not value.isprintable():
            self._judge_escapes(node)
        if not value.isascii() and (offset := open_isolate(value)) is not None:
            self._isolate(node, offset)
        if event.tag is not None:
            self._tag(event)
        if event.anchor is not None:
            self._anchors[event.anchor] = node, event
        return node

    def _mapping(self, opening: Any, depth: int) -> Node:
        data: dict[str, Any] = {}
        items: dict[str, Node] = {}
        keys: dict[str, tuple[int, int]] = {}
        node = Node(opening.start_mark.index, opening.end_mark.index, data)
        node.items, node.keys = items, keys
        while True:
            event = self._next()
            if type(event) is MappingEndEvent:
                return self._closed(node, event)
            key = self._node(event, depth)
            value = self._node(self._next(), depth)
            name = key.data
            if type(name) is not str:
                self._bad_key(node, key, event)
            elif name in data:
                self._duplicate(node, key)
            else:
                data[name] = value.data
                items[name] = value
                keys[name] = key.start, key.end
                if value.data is None and self._has_hash:
                    self._judge_hash(key.start, key.end + 1, name)

    def _sequence(self, opening: Any, depth: int) -> Node:
        data: list[Any] = []
        items: dict[int, Node] = {}
        node = Node(opening.start_mark.index, opening.end_mark.index, data)
        node.items = items
        while True:
            event = self._next()
            if type(event) is SequenceEndEvent:
                return self._closed(node, event)
            item = self._node(event, depth)
            items[len(data)] = item
            data.append(item.data)

    def _closed(self, node: Node, event: Any) -> Node:
        """Return a node that ends at ``event``, which may be where the next one begins."""
        node.end = max(node.end, event.end_mark.index)
        return node

    def _alias(self, event: Any) -> Node:
        name = event.anchor
        if name in self._open:
            self._fault(
                "endless-alias", f"the alias '*{name}' repeats itself without end", event, "write it out"
            )
            raise _TooMuchError
        if name not in self._anchors:
            message = f"there is nothing named '&{name}' above for '*{name}' to repeat"
            self._fault("unknown-alias", message, event, "to begin a text with '*', put the text in quotes")
            node = Node(event.start_mark.index, event.end_mark.index, "")
            self.unread.append((node.start, node.end))
            return node
        self._used.add(name)
        node = self._anchors[name][0]
        self._count(node, event)
        return node

    def _count(self, node: Node, event: Any) -> None:
        """Count what an alias repeats, as if it were written out: values and characters."""
        stack = [node]
        while stack:
            each = stack.pop()
            self._repeated += 1 + (len(each.data) if isinstance(each.data, str) else 0)
            if self._repeated > MAX_REPEATED:
                message = "the aliases of this file would repeat more than a million characters"
                self._fault("alias-bomb", message, event, "write out what you mean")
                raise _TooMuchError
            stack.extend(each.items.values())

    def _bad_key(self, node: Node, key: Node, event: Any) -> None:
        sign = self.readable[node.start : node.start + 2]
        if sign in {"{{", "{["}:
            end = self.readable.find("\n", node.start)
            self.unread.append((node.start, end if end >= 0 else len(self.readable)))
            message = f"the text begins with '{sign}', so it needs quotes"
            at = self.text.at(node.start, 2)
            self.faults.append(Diagnostic("unquoted-text", message, at, "put the whole text in quotes"))
            return
        what = "a key is missing before ':'" if key.data is None else "a key must be a word"
        self._fault("bad-key", what, event, "write 'key: value'")

    def _duplicate(self, node: Node, key: Node) -> None:
        first = self.text.at(node.keys[key.data][0]).line
        message = f"'{key.data}' stands here a second time (first on line {first})"
        at = self.text.between(key.start, key.end)
        self.faults.append(Diagnostic("duplicate-key", message, at, "delete one of the two"))

    def _judge_hash(self, start: int, end: int, key: str = "") -> None:
        """Find the text that YAML drops as a comment although it is none, such as ``#1`` or a colour."""
        found = _HASH.match(self.readable, end)
        if found is None:
            return
        lost = self.readable[found.start(1) : self.readable.find("\n", found.end())].strip()
        cut = f"'{key}' has no value" if key else "the text ends here"
        message = f"{cut}: from '{found[1]}' on, the rest of the line counts as a comment"
        hint = "put the whole text in quotes; a comment has a space after its #"
        at = self.text.between(found.start(1), found.start(1) + len(lost))
        self.faults.append(Diagnostic("hash-in-text", message, at, hint))
        self.unread.append((start, found.start(1) + len(lost)))

    def _judge_escapes(self, node: Node) -> None:
        found = FORBIDDEN.search(node.data)
        if found is None:
            return
        place = span_in_source(self.readable, node.start, node.end, node.data, found.span())
        self.faults.append(forbidden(found[0], self.text.between(*place), ", written as an escape,"))
        node.data = covered(node.data)  # reported once is enough

    def _isolate(self, node: Node, offset: int) -> None:
        place = span_in_source(self.readable, node.start, node.end, node.data, (offset, offset + 1))
        name = f"U+{ord(node.data[offset]):04X}"
        message = f"the invisible direction character {name} has no partner in this text"
        at = self.text.between(*place)
        self.faults.append(Diagnostic("bidi-control", message, at, "delete it, or close it with U+2069"))

    def _tag(self, event: Any) -> None:
        word = self._word(event)
        message = f"'{word}' would be dropped: a word that begins with '!' has a meaning of its own here"
        at = self.text.at(event.start_mark.index, len(word))
        hint = "to begin a text with '!', put the text in quotes; else delete the word"
        self.faults.append(Diagnostic("yaml-tag", message, at, hint))

    def _judge_anchors(self) -> None:
        """Find names that nothing repeats: most are texts that begin with ``&``, which YAML would drop."""
        for name, (_, event) in self._anchors.items():
            if name not in self._used:
                message = (
                    f"'&{name}' would be dropped: a word that begins with '&' has a meaning of its own here"
                )
                at = self.text.at(event.start_mark.index, len(name) + 1)
                hint = "to begin a text with '&', put the text in quotes; else delete the word"
                self.faults.append(Diagnostic("unused-anchor", message, at, hint))

    def _word(self, event: Any) -> str:
        """Return the first word of what an event stands for."""
        found = re.compile(r"\S+").match(self.readable, event.start_mark.index)
        return found[0] if found else ""

    def _fault(self, rule: str, message: str, event: Any, hint: str = "") -> None:
        at = self.text.between(event.start_mark.index, event.end_mark.index)
        self.faults.append(Diagnostic(rule, message, at, hint))
