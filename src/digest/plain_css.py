"""The plain part of CSS: what the stylesheet of an e-mail's prose usually is, quick to read and to apply.

A full CSS parser takes 0.2 s to load and read a stylesheet, half of what building an issue takes. This one
knows rules of tags and classes, ``:first-child``, ``:last-child``, and the properties of text and boxes; of a
stylesheet that holds anything else it says so, and the full parser is asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"\s*(?P<selectors>[^{}]+?)\s*\{(?P<declarations>[^{}]*)\}\s*")
_COMPOUND = re.compile(
    r"(?P<tag>[a-z][a-z0-9]*)?(?P<classes>(?:\.[A-Za-z][\w-]*)*)(?::(?P<place>first|last)-child)?"
)
_SIDES = "(?:-(?:top|right|bottom|left))?"
_LENGTH = r"(?:0|-?(?:\d+(?:\.\d+)?|\.\d+)(?:px|em|%))"
_COLOR = "#(?:[0-9A-Fa-f]{3}){1,2}"
_FAMILIES = r"(?:[A-Za-z-]+|'[A-Za-z -]+')(?:\s*,\s*(?:[A-Za-z-]+|'[A-Za-z -]+'))*"
_WIDE = "inherit"
# Each property with all values that are known to be right; others are for the full parser to judge.
_PROPERTIES = [
    (re.compile(name), re.compile(value))
    for name, value in {
        f"margin{_SIDES}": rf"{_LENGTH}(?:\s+{_LENGTH}){{0,3}}|auto",
        f"padding{_SIDES}": rf"{_LENGTH}(?:\s+{_LENGTH}){{0,3}}",
        f"border{_SIDES}": rf"0|none|{_LENGTH}\s+(?:solid|dashed|dotted)\s+{_COLOR}",
        "color": f"{_COLOR}|{_WIDE}",
        "font": rf"(?:italic\s+)?(?:bold\s+)?{_LENGTH}(?:/(?:{_LENGTH}|\d+(?:\.\d+)?))?\s+{_FAMILIES}",
        "font-family": _FAMILIES,
        "font-size": _LENGTH,
        "font-style": f"normal|italic|{_WIDE}",
        "font-weight": f"normal|bold|[1-9]00|{_WIDE}",
        "letter-spacing": f"normal|{_LENGTH}",
        "line-height": rf"{_LENGTH}|\d+(?:\.\d+)?",
        "text-decoration": f"none|underline|{_WIDE}",
        "text-transform": f"none|uppercase|{_WIDE}",
    }.items()
]
_TAG = re.compile(r"<(?P<closing>/?)(?P<tag>[a-z][a-z0-9]*)(?P<attributes>[^<>]*?)(?P<empty> ?/)?>")
_CLASS = re.compile(r'(?:^| )class="([^"]*)"')
_VOID = frozenset({"br", "hr", "img"})


class _Element(NamedTuple):
    """What selectors may ask of an element."""

    tag: str
    classes: frozenset[str]
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class _Compound:
    """One step of a selector; an empty ``tag`` or ``place`` asks for nothing."""

    tag: str
    classes: frozenset[str]
    place: str

    def matches(self, element: _Element) -> bool:
        return (
            self.tag in {"", element.tag}
            and self.classes <= element.classes
            and (not self.place or (element.first if self.place == "first" else element.last))
        )


@dataclass(frozen=True, slots=True)
class _Rule:
    steps: tuple[_Compound, ...]
    declarations: Mapping[str, str]

    def matches(self, path: Sequence[_Element]) -> bool:
        """Say whether the rule applies to the last element of ``path``, which begins at the outermost."""
        *outer, own = self.steps
        if not own.matches(path[-1]):
            return False
        ancestors = reversed(path[:-1])
        return all(any(step.matches(each) for each in ancestors) for step in reversed(outer))

    def weight(self) -> tuple[int, int]:
        """Return the rule's rank as premailer counts it: classes, then tags."""
        return sum(len(step.classes) for step in self.steps), sum(bool(step.tag) for step in self.steps)


class PlainSheet:
    """A stylesheet whose rules are all plain."""

    def __init__(self, rules: Sequence[_Rule]) -> None:
        self._rules = sorted(rules, key=_Rule.weight)
        self._styles: dict[tuple[_Element, ...], str] = {}

    def inline(self, html: str, names: str) -> str:
        """Return ``html``, the inside of an element of the classes ``names``, with the styles in it."""
        root = _Element("div", frozenset(names.split()), first=True, last=True)
        paths = iter(_paths(html, root))

        def styled(match: re.Match[str]) -> str:
            if match["closing"]:
                return match[0]
            style, attributes = self._style(next(paths)), match["attributes"]
            if not style:
                return f"<{match['tag']}{attributes}>"
            if ' style="' in attributes:  # what the theme writes itself comes last, and so wins
                merged = attributes.replace(' style="', f' style="{style};', 1)
                return f"<{match['tag']}{merged}>"
            return f'<{match["tag"]}{attributes} style="{style}">'

        return _TAG.sub(styled, html)

    def _style(self, path: tuple[_Element, ...]) -> str:
        """Return the style of the last element of ``path``; it is worked out once for each such place."""
        known = self._styles.get(path)
        if known is None:
            merged: dict[str, str] = {}
            for rule in self._rules:
                if rule.matches(path):
                    merged |= rule.declarations
            known = self._styles[path] = ";".join(f"{name}:{value}" for name, value in merged.items())
        return known


@lru_cache(maxsize=16)
def read_plain(css: str) -> PlainSheet | None:
    """Return the stylesheet, or None if it holds anything that is not plain."""
    css = _COMMENT.sub("", css)
    rules: list[_Rule] = []
    at = 0
    while at < len(css):
        found = _RULE.match(css, at)
        declarations = _declarations(found["declarations"]) if found else None
        if not found or declarations is None:
            return None
        for selector in found["selectors"].split(","):
            steps = [_COMPOUND.fullmatch(step) for step in selector.split()]
            if not steps or None in steps:
                return None
            rules.append(_Rule(tuple(_compound(step) for step in steps if step), declarations))
        at = found.end()
    return PlainSheet(rules)


def _compound(step: re.Match[str]) -> _Compound:
    return _Compound(step["tag"] or "", frozenset(step["classes"].split(".")) - {""}, step["place"] or "")


def _declarations(text: str) -> dict[str, str] | None:
    found: dict[str, str] = {}
    for declaration in filter(None, (part.strip() for part in text.split(";"))):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        known = next((values for names, values in _PROPERTIES if names.fullmatch(name)), None)
        if known is None or not known.fullmatch(value):
            return None
        found.pop(name, None)
        found[name] = value
    return found


def _paths(html: str, root: _Element) -> list[tuple[_Element, ...]]:
    """Return, for every element in ``html`` in order, the elements from the outermost to itself."""
    parents: list[int] = []
    tags: list[re.Match[str]] = []
    open_, children = [-1], {-1: list[int]()}
    for match in _TAG.finditer(html):
        if match["closing"]:
            open_ = open_[:-1] or [-1]
            continue
        number = len(tags)
        tags.append(match)
        parents.append(open_[-1])
        children[open_[-1]].append(number)
        children[number] = []
        if not (match["empty"] or match["tag"] in _VOID):
            open_.append(number)
    paths: list[tuple[_Element, ...]] = []
    for number, match in enumerate(tags):
        siblings = children[parents[number]]
        classes = _CLASS.search(match["attributes"])
        element = _Element(
            match["tag"],
            frozenset(classes[1].split()) if classes else frozenset(),
            first=number == siblings[0],
            last=number == siblings[-1],
        )
        paths.append((*(paths[parents[number]] if parents[number] >= 0 else (root,)), element))
    return paths
