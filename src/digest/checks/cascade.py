"""The part of the CSS cascade that the checks need: which rules apply, and which declaration wins.

A browser would tell exactly, and takes seconds; this takes milliseconds, and a test holds it against
Chromium.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from lxml.html import HtmlElement

from digest.checks.matching import Compound, matches, needs, specificity, split_selectors, steps_of
from digest.clients.css import Declaration, Rule, color, declarations, rules

# The width at which the checks look, in CSS pixels: a message pane on a computer.
WIDTH = 700


# What a declaration sets: property, value, whether it is important.
Setting = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class Style:
    """A rule ready to be applied.

    ``steps`` are its selector's, the last one first; ``needs`` the names that a document must have for
    it, ``light`` and ``dark`` the schemes in which it applies; ``looks_aside`` says that it asks for
    siblings, which may have the names instead of what is around.
    """

    steps: tuple[Compound, ...]
    specificity: tuple[int, int, int]
    sets: tuple[Setting, ...]
    needs: frozenset[str]
    light: bool
    dark: bool
    looks_aside: bool


class Said(NamedTuple):
    """What is declared for an element itself, as far as the checks ask; "" for what is not."""

    color: str = ""
    background: str = ""
    size: str = ""
    display: str = ""
    visibility: str = ""


NOTHING_SAID = Said()


class Sheet:
    """The rules of a document, found by what their last step names."""

    def __init__(self, styles: Iterable[Style]) -> None:
        self._by_key: dict[str, list[tuple[int, Style]]] = {}
        ordered = list(enumerate(styles))
        for order, style in ordered:
            self._by_key.setdefault(_key(style.steps[0]), []).append((order, style))
        self._names: frozenset[str] = frozenset().union(*(style.needs for _, style in ordered))
        self._attributes = [name[1:-1] for name in self._names if name[0] == "["]
        # The elements of a document are alike: what was found for one is kept for the others.
        self._found: dict[tuple[Any, ...], tuple[frozenset[str], tuple[tuple[int, Style], ...]]] = {}
        self._said: dict[tuple[Any, ...], tuple[Said, Said]] = {}

    def declared(self, element: HtmlElement, around: frozenset[str]) -> tuple[Said, Said, frozenset[str]]:
        """Return what is declared for ``element`` itself, light and dark, and the names on the path to it.

        ``around`` is that path to its parent: the names that rules ask for; without them most need no trying.
        """
        path, candidates = self._candidates(element, around)
        matched = [each for each in candidates if matches(each[1].steps, element)] if candidates else ()
        inline = element.get("style") or ""
        if not matched:
            return *_inline_alone(inline), path
        key = (inline, *(order for order, _ in matched))
        if key not in self._said:
            light = _winners([*(style.sets for _, style in matched if style.light), inline_sets(inline)])
            dark = _winners([*(style.sets for _, style in matched if style.dark), inline_sets(inline)])
            self._said[key] = light, dark
        return *self._said[key], path

    def _candidates(
        self, element: HtmlElement, around: frozenset[str]
    ) -> tuple[frozenset[str], tuple[tuple[int, Style], ...]]:
        """Return the path to the element, and the rules that may match it in the order of the cascade."""
        present = (
            tuple(name for name in self._attributes if name in element.attrib) if self._attributes else ()
        )
        tag, classes, name = element.tag, element.get("class"), element.get("id")
        key = (tag, classes, name, around, present)
        if key not in self._found:
            dotted = [f".{each}" for each in (classes or "").split()]
            own = {tag, f"#{name}", *dotted, *(f"[{each}]" for each in present)} & self._names
            path = around if own <= around else around | own
            found = [
                each
                for key_name in ("*", tag, *dotted, f"#{name}")
                for each in self._by_key.get(key_name, ())
                if each[1].looks_aside or each[1].needs <= path
            ]
            self._found[key] = path, tuple(sorted(found, key=lambda each: (each[1].specificity, each[0])))
        return self._found[key]


@lru_cache(maxsize=2048)
def _inline_alone(style: str) -> tuple[Said, Said]:
    said = _winners([inline_sets(style)])
    return said, said


def _winners(said: Iterable[tuple[Setting, ...]]) -> Said:
    won: dict[str, str] = {}
    important: set[str] = set()
    for name, value, is_important in chain.from_iterable(said):
        if is_important or name not in important:
            won[name] = value
        if is_important:
            important.add(name)
    return Said(*(won.get(name, "") for name in _ASKED)) if won else NOTHING_SAID


@lru_cache(maxsize=2048)
def inline_sets(css: str) -> tuple[Setting, ...]:
    """Return what a style attribute sets: property, value, whether it is important."""
    return _sets(declarations(css)) if css else ()


def _sets(found: Iterable[Declaration]) -> tuple[Setting, ...]:
    return tuple((name, value, each.important) for each in found for name, value in _longhands(each))


# What the checks ask about; nothing else needs to be cascaded.
_ASKED = ("color", "background-color", "font-size", "display", "visibility")


_SIZE = re.compile(r"(?<![\w#.-])(\d*\.?\d+(?:px|pt|em|rem|%)|(?:xx?-)?small|medium|(?:xx?-)?large)(?![\w-])")


def _longhands(each: Declaration) -> Iterator[tuple[str, str]]:
    """Yield what a declaration sets, of the shorthands only the part that the checks ask for."""
    value = each.value.lower()
    if each.name == "background":
        bare = re.sub(r"url\([^)]*\)", "", value)
        found = next(
            (word for word in re.findall(r"#\w+|rgba?\([^)]*\)|[a-z]+", bare) if _is_color(word)), ""
        )
        yield "background-color", found or "transparent"
    elif each.name == "font":
        size = _SIZE.search(value)
        if size:
            yield "font-size", size[1]
    elif each.name in _ASKED:
        yield each.name, value


def _is_color(word: str) -> bool:
    return color(word) is not None


def _key(step: Compound) -> str:
    if step.id:
        return f"#{step.id}"
    return f".{min(step.classes)}" if step.classes else step.tag


def sheet(css: Iterable[tuple[str, str]], body: str) -> Sheet:
    """Return the rules of style elements (media attribute and text) that ``body`` has the names for.

    Most rules of a theme are hooks for one client, or for blocks that an issue does not have.
    """
    classes = frozenset(name for names in _CLASSES.findall(body) for name in names.split())
    known: dict[str, bool] = {}
    styles = [style for media, text in css for style in _styles_of(media, text)]
    for name in frozenset().union(*(style.needs for style in styles)):
        known[name] = name[1:] in classes if name[0] == "." else _shows(name, body)
    return Sheet(style for style in styles if all(known[name] for name in style.needs))


_CLASSES = re.compile(r"""class=["']([^"']*)""")


def _shows(name: str, body: str) -> bool:
    """Say whether a tag, #id or [attribute] may be in ``body``; a yes may be wrong, a no may not."""
    if name in {"html", "body"}:
        return True
    return {"[": name[1:-1], "#": name[1:]}.get(name[0], f"<{name}") in body


@lru_cache(maxsize=64)
def _styles_of(media: str, text: str) -> tuple[Style, ...]:
    schemes = applies(media, dark=False), applies(media, dark=True)
    return tuple(_styles(rules(text), *schemes)) if any(schemes) else ()


def _styles(found: Iterable[Rule], light: bool, dark: bool) -> Iterator[Style]:  # noqa: FBT001 - a recursion
    for rule in found:
        if rule.keyword == "media":
            here = light and applies(rule.prelude, dark=False), dark and applies(rule.prelude, dark=True)
            if any(here):
                yield from _styles(rule.rules, *here)
        sets = () if rule.keyword else _sets(rule.declarations)
        for selector in split_selectors(rule.prelude) if sets else ():
            steps = steps_of(selector)
            if steps:
                yield Style(
                    steps,
                    specificity(steps),
                    sets,
                    frozenset(needs(steps)),
                    light,
                    dark,
                    looks_aside=any(step.combinator in {"+", "~"} for step in steps),
                )


_FEATURE = re.compile(r"\(\s*([\w-]+)\s*:\s*([^)]*?)\s*\)")


def applies(media: str, *, dark: bool) -> bool:
    """Say whether a media query holds on a screen of the checks' width in a scheme."""
    return (
        any(_query_holds(query.strip().lower(), dark=dark) for query in media.split(",")) if media else True
    )


def _query_holds(query: str, *, dark: bool) -> bool:
    if query.startswith(("print", "only print", "speech", "not")):
        return False
    scheme = "dark" if dark else "light"
    for name, value in _FEATURE.findall(query):
        pixels = float(value.removesuffix("px")) if re.fullmatch(r"[\d.]+px", value) else 0.0
        held = {
            "prefers-color-scheme": value == scheme,
            "max-width": pixels >= WIDTH,
            "min-width": pixels <= WIDTH,
        }
        if not held.get(name, False):
            return False
    return True
