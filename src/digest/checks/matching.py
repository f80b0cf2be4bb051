"""Whether a selector matches an element."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml.html import HtmlElement


@dataclass(frozen=True, slots=True)
class Compound:
    """One step of a selector: what the element must be. ``combinator`` leads to it from the step before."""

    combinator: str
    tag: str
    id: str
    classes: frozenset[str]
    attributes: tuple[tuple[str, str | None], ...]
    pseudo: frozenset[str]


def needs(steps: Iterable[Compound]) -> Iterator[str]:
    """Yield the tags, .classes, #ids and [attributes] without which the steps match nothing."""
    for step in steps:
        yield from (f".{name}" for name in step.classes)
        yield from (f"[{name}]" for name, _ in step.attributes)
        if step.tag != "*":
            yield step.tag
        if step.id:
            yield f"#{step.id}"


def split_selectors(prelude: str) -> list[str]:
    """Return the selectors that commas separate; a comma in brackets separates nothing."""
    return [
        part.strip() for part in re.findall(r"(?:[^,(\[]|\([^)]*\)?|\[[^\]]*\]?)+", prelude) if part.strip()
    ]


_STEP = re.compile(
    r"""(?P<combinator>\s*[>+~]\s*|\s+)
      | \#(?P<id>[\w-]+) | \.(?P<class>[\w-]+) | (?P<tag>\*|[\w-]+)
      | \[\s*(?P<attribute>[\w:-]+)\s*(?:(?P<operator>[~|^$*]?=)\s*["']?(?P<value>[^"'\]]*)["']?)?\s*\]
      | ::?(?P<pseudo>[\w-]+)(?:\([^)]*\))?""",
    re.VERBOSE,
)
# Pseudo-classes that hold of a message as it is first shown; an element with any other does not match.
_HOLDING = frozenset({"root", "first-child", "last-child", "link", "any-link"})


@lru_cache(maxsize=512)
def steps_of(selector: str) -> tuple[Compound, ...]:
    """Return the steps of a selector, the last one first; none if it cannot match in a message."""
    steps: list[Compound] = []
    combinator, at = "", 0
    parts: dict[str, list[str]] = {}
    attributes: list[tuple[str, str | None]] = []

    def close() -> None:
        tag, name = (parts.get("tag") or ["*"])[0].lower(), (parts.get("id") or [""])[0]
        pseudo = frozenset(parts.get("pseudo", ()))
        steps.append(
            Compound(combinator, tag, name, frozenset(parts.get("class", ())), tuple(attributes), pseudo)
        )

    for found in _STEP.finditer(selector):
        if found.start() != at:
            return ()
        at = found.end()
        if found["combinator"]:
            close()
            combinator, parts, attributes = found["combinator"].strip() or " ", {}, []
        elif found["attribute"]:
            if found["operator"] not in {None, "="}:
                return ()
            attributes.append((found["attribute"].lower(), found["value"]))
        else:
            kind = found.lastgroup or ""
            parts.setdefault(kind, []).append(found[kind])
    close()
    if at != len(selector) or any(step.pseudo - _HOLDING for step in steps):
        return ()
    return tuple(reversed(steps))


def specificity(steps: Iterable[Compound]) -> tuple[int, int, int]:
    """Return how specific a selector is: its ids, its classes and the like, its tags."""
    ids = classes = tags = 0
    for step in steps:
        ids += bool(step.id)
        classes += len(step.classes) + len(step.attributes) + len(step.pseudo)
        tags += step.tag != "*"
    return ids, classes, tags


def matches(steps: tuple[Compound, ...], element: HtmlElement) -> bool:
    """Say whether a selector, its last step first, matches ``element``."""
    if not _is(steps[0], element):
        return False
    if len(steps) == 1:
        return True
    return any(matches(steps[1:], other) for other in _related(steps[0].combinator, element))


def _related(combinator: str, element: HtmlElement) -> Iterator[HtmlElement]:
    if combinator == " ":
        yield from element.iterancestors()
        return
    if combinator == "~":
        yield from element.itersiblings(preceding=True)
        return
    other = element.getparent() if combinator == ">" else element.getprevious()
    if other is not None:
        yield other


def _is(step: Compound, element: HtmlElement) -> bool:
    if step.tag not in {"*", element.tag}:
        return False
    if step.classes and not step.classes <= set((element.get("class") or "").split()):
        return False
    if step.id and element.get("id") != step.id:
        return False
    for name, value in step.attributes:
        actual = element.get(name)
        if actual is None or (value is not None and actual != value):
            return False
    return all(_in_state(element, state) for state in step.pseudo)


def _in_state(element: HtmlElement, state: str) -> bool:
    if state == "root":
        return element.getparent() is None
    if state == "first-child":
        return element.getprevious() is None
    if state == "last-child":
        return element.getnext() is None
    return element.tag == "a" and element.get("href") is not None
