"""The edition's HTML as a reader meets it: runs of text and pictures with their colours and sizes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from digest.checks.cascade import NOTHING_SAID, Said, Sheet, sheet
from digest.clients.css import color as parse_color

Color = tuple[float, float, float]

BLACK, WHITE = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)
# Chromium's own colours: the page's ground, its text and its links, light, and dark where a page asks for it.
_OWN = {
    False: (WHITE, BLACK, (0.0, 0.0, 238 / 255)),
    True: ((18 / 255,) * 3, WHITE, (158 / 255, 158 / 255, 1.0)),
}
_ROOT_SIZE = 16.0
# How browsers enlarge and reduce these elements, in em of the text around.
_OWN_SIZES = {
    "h1": 2.0,
    "h2": 1.5,
    "h3": 1.17,
    "h5": 0.83,
    "h6": 0.67,
    "small": 5 / 6,
    "big": 1.2,
    "sub": 5 / 6,
    "sup": 5 / 6,
}
_KEYWORDS = {
    "xx-small": 9.0,
    "x-small": 10.0,
    "small": 13.0,
    "medium": 16.0,
    "large": 18.0,
    "x-large": 24.0,
    "xx-large": 32.0,
}
# Elements that look like the text around them unless something is said of them.
_PLAIN = frozenset(
    {
        "html",
        "body",
        "div",
        "p",
        "span",
        "table",
        "tbody",
        "tr",
        "td",
        "strong",
        "em",
        "ul",
        "li",
        "img",
        "br",
    }
)
_LOOKS = frozenset({"bgcolor", "color", "hidden"})
_UNREAD = frozenset({"head", "style", "script", "title", "noscript", "template"})
# Below this value the transfer function of sRGB is a straight line.
_SRGB_LINEAR = 0.04045
_LENGTH = re.compile(r"(\d*\.?\d+)(px|pt|em|rem|%)")


class Look(NamedTuple):
    """How text looks: its colour, the colour behind it, its size in CSS pixels, and whether it is shown."""

    color: Color
    background: Color
    size: float
    hidden: bool = False

    @property
    def contrast(self) -> float:
        """The contrast ratio of text and ground, 1 to 21, as WCAG 2 defines it."""
        return _contrast(self.color, self.background)


class Run(NamedTuple):
    """A run of text in one element, or a picture (``text`` is its alternative text)."""

    text: str
    element: HtmlElement
    light: Look
    dark: Look
    is_picture: bool = False


# Not the parser of lxml.html, which asks Python for the class of each element.
_PARSER = etree.HTMLParser(remove_comments=True, remove_pis=True)


class Rendered:
    """One edition's HTML, read once."""

    def __init__(self, html: str) -> None:
        self.html = html

    @cached_property
    def root(self) -> HtmlElement | None:
        """The document's tree; None where there is nothing to read."""
        try:
            return document_fromstring(self.html, parser=_PARSER)
        except (etree.ParserError, ValueError):
            return None

    @cached_property
    def elements(self) -> tuple[HtmlElement, ...]:
        """Every element in order."""
        return tuple(self.root.iter()) if self.root is not None else ()

    @cached_property
    def by_tag(self) -> Mapping[str, Sequence[HtmlElement]]:
        """The elements of each tag, in order."""
        found: dict[str, list[HtmlElement]] = {}
        for each in self.elements:
            found.setdefault(str(each.tag), []).append(each)
        return found

    def tagged(self, *tags: str) -> Iterator[HtmlElement]:
        """Yield the elements with one of ``tags``."""
        for tag in tags:
            yield from self.by_tag.get(tag, ())

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """What is shown, in reading order; what is hidden, such as the preheader, is left out."""
        if self.root is None:
            return ()
        styles = sheet(self._css, self.html[max(0, self.html.find("<body")) :])
        looks = [Look(text, ground, _ROOT_SIZE) for ground, text, _ in (_OWN[False], _OWN[self._knows_dark])]
        return tuple(_runs(self.root, (looks[0], looks[1]), styles, self._knows_dark))

    @cached_property
    def _css(self) -> list[tuple[str, str]]:
        return [(each.get("media") or "", each.text or "") for each in self.tagged("style")]

    @cached_property
    def _knows_dark(self) -> bool:
        """Whether the page asks for a dark ground of the browser's own."""
        metas = [each for each in self.tagged("meta") if each.get("name") == "color-scheme"]
        return any("dark" in (each.get("content") or "") for each in metas)

    def text_of(self, element: HtmlElement) -> str:
        """Return the words inside an element, pictures as their alternative texts."""
        words = [element.text or ""]
        for child in element:
            words += [child.get("alt") or "" if child.tag == "img" else self.text_of(child), child.tail or ""]
        return " ".join("".join(words).split())


Pair = tuple[Look, Look]


# It calls itself for every element, so its arguments go by position.
def _runs(root: HtmlElement, around: Pair, styles: Sheet, knows_dark: bool) -> Iterator[Run]:  # noqa: FBT001
    # A stack of our own: hostile markup is nested deeper than Python recurses.
    stack: list[tuple[HtmlElement, Pair, frozenset[str], bool]] = [(root, around, frozenset(), False)]
    while stack:
        each, looks, path, is_tail = stack.pop()
        if is_tail:
            parent = each.getparent()
            yield from _text(each.tail or "", each if parent is None else parent, looks)
            continue
        tag, text, tail = each.tag, each.text, each.tail
        if tail and not tail.isspace() and each is not root:
            stack.append((each, looks, path, True))
        if tag in _UNREAD or not isinstance(tag, str):
            continue
        light, dark, here = styles.declared(each, path)
        if light is dark is NOTHING_SAID and tag in _PLAIN and _LOOKS.isdisjoint(each.attrib):
            own = looks
        else:
            own = (_look(each, looks[0], light, dark=False), _look(each, looks[1], dark, dark=knows_dark))
        if tag == "img" and not (own[0].hidden and own[1].hidden):
            yield Run(each.get("alt") or "", each, *own, is_picture=True)
        if text and not text.isspace():
            yield from _text(text, each, own)
        stack += [(child, own, here, False) for child in reversed(each)]


def _text(text: str, element: HtmlElement, looks: Pair) -> Iterator[Run]:
    words = " ".join(text.split())
    if words and not (looks[0].hidden and looks[1].hidden):
        yield Run(words, element, *looks)


def _look(element: HtmlElement, around: Look, said: Said, *, dark: bool) -> Look:
    is_link = element.tag == "a" and element.get("href") is not None
    attributes = element.get("bgcolor") or "", element.get("color") or "" if element.tag == "font" else ""
    if element.get("hidden") is not None and not said.display:
        said = said._replace(display="none")
    return _looks(element.tag, around, said, attributes, _OWN[dark][2] if is_link else None)


@lru_cache(maxsize=4096)
def _looks(tag: str, around: Look, said: Said, attributes: tuple[str, str], own: Color | None) -> Look:
    background = _over(said.background or attributes[0], around.background)
    return Look(
        _over(said.color or attributes[1], background, own or around.color),
        background,
        _size(said.size, around.size, tag),
        hidden=around.hidden or said.display == "none" or said.visibility == "hidden",
    )


def _over(text: str, ground: Color, otherwise: Color | None = None) -> Color:
    """Return the colour that ``text`` makes on ``ground``, or ``otherwise`` if it names none."""
    parsed = parse_color(text) if text else None
    if parsed is None:
        return ground if otherwise is None else otherwise
    *channels, alpha = parsed
    mixed = [alpha * ink + (1 - alpha) * paper for ink, paper in zip(channels, ground, strict=True)]
    return mixed[0], mixed[1], mixed[2]


def _size(text: str, around: float, tag: str) -> float:
    found = _LENGTH.fullmatch(text)
    if not found:
        return _KEYWORDS.get(text, around * (_OWN_SIZES.get(tag, 1.0) if not text else 1.0))
    factors = {"px": 1.0, "pt": 96 / 72, "em": around, "rem": _ROOT_SIZE, "%": around / 100}
    return float(found[1]) * factors[found[2]]


@lru_cache(maxsize=512)
def _contrast(one: Color, other: Color) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: Color) -> float:
    linear = [
        channel / 12.92 if channel <= _SRGB_LINEAR else ((channel + 0.055) / 1.055) ** 2.4
        for channel in (color[0], color[1], color[2])
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
