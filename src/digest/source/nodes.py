"""Parser events into nodes: the only importer of the YAML engine.

The nodes are built on a stack that is bounded here, from the parser's events, so that depth, aliases and
duplicate keys are ours to judge.
"""

from __future__ import annotations

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

from digest.source.judge import Judge

MAX_DEPTH = 32
# An honest issue has a few thousand values; aliases can multiply them, and their characters, without bound.
MAX_REPEATED = 1 << 20
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
    """Builds the nodes of one file; ``judge`` collects what is wrong with it."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._has_doubts = judge.has_doubts
        self._next: Callable[[], Any] = _Loader(judge.readable).get_event
        self._anchors: dict[str, tuple[Node, Any]] = {}
        self._open: set[str] = set()
        self._used: set[str] = set()
        self._repeated = 0

    def build(self) -> Node | None:
        """Return the root of the file, or None if it holds nothing or cannot be read to its end.

        Raises:
            YamlSyntaxError: the text is not YAML.
        """
        try:
            root = self._document()
        except yaml.MarkedYAMLError as error:
            raise YamlSyntaxError(error) from error
        except _TooMuchError:
            return None
        for name, (_, event) in self._anchors.items():
            if name not in self._used:
                self._judge.unused_anchor(event)
        return root

    def _document(self) -> Node | None:
        root: Node | None = None
        while True:
            event = self._next()
            if type(event) is StreamEndEvent:
                return root
            if type(event) is DocumentStartEvent:
                if root is not None:
                    hint = "one file holds one issue: delete this line, or move the rest to its own file"
                    self._judge.event("several-documents", "a second YAML document begins here", event, hint)
                    return root
                root = self._node(self._next(), 0)

    def _node(self, event: Any, depth: int) -> Node:
        kind = type(event)
        if kind is ScalarEvent:
            return self._scalar(event)
        if kind is AliasEvent:
            return self._alias(event)
        if depth == MAX_DEPTH:
            hint = "close a bracket that is still open, or indent less"
            self._judge.event("too-deep", f"values are nested more than {MAX_DEPTH} deep", event, hint)
            raise _TooMuchError
        if event.tag is not None:
            self._judge.tag(event)
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
        if not value and not event.style:
            node.data = None
        elif self._has_doubts:
            self._judge.value(node, event.style)
        if event.tag is not None:
            self._judge.tag(event)
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
                self._judge.bad_key(node, key, event)
            elif name in data:
                self._judge.duplicate(name, keys[name], key)
            else:
                data[name] = value.data
                items[name] = value
                keys[name] = key.start, key.end
                if value.data is None:
                    self._judge.blank(name, keys[name])

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
            self._judge.event(
                "endless-alias", f"the alias '*{name}' repeats itself without end", event, "write it out"
            )
            raise _TooMuchError
        if name not in self._anchors:
            message = f"there is nothing named '&{name}' above for '*{name}' to repeat"
            self._judge.event(
                "unknown-alias", message, event, "to begin a text with '*', put the text in quotes"
            )
            node = Node(event.start_mark.index, event.end_mark.index, "")
            self._judge.unread.append((node.start, node.end))
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
                self._judge.event("alias-bomb", message, event, "write out what you mean")
                raise _TooMuchError
            stack.extend(each.items.values())
