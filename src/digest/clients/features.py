"""Every use of a feature of HTML or CSS in an edition, and where it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from digest.clients import catalogue
from digest.clients.css import Declaration, Rule, declarations, rules
from digest.clients.markup import Element, Scope, element, pieces, style_content
from digest.clients.selectors import selectors


@dataclass(frozen=True, slots=True)
class Place:
    """What a use stands in: a start tag, or a rule of a style element.

    ``owner`` is shown to people: the element's name or the rule's selectors. ``element`` and ``attributes``
    are empty in a style element. ``block`` holds all the declarations there by name, ``at_rules`` the
    conditions around them, outermost first.
    """

    owner: str
    element: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    block: Mapping[str, str] = field(default_factory=dict)
    at_rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Use:
    """One use of one feature.

    ``feature`` is the slug of the data, ``text`` what is written there (``border-radius:8px``), ``start``
    its offset in the piece of HTML, ``name`` and ``value`` those of the declaration or attribute.
    ``covered`` says that the block declares the same property before, without the feature.
    """

    feature: str
    text: str
    start: int
    place: Place
    name: str = ""
    value: str = ""
    covered: bool = False
    important: bool = False
    tight: bool = False


@dataclass(frozen=True, slots=True)
class PlacedUse:
    """A use with its place in the document, line and column counted from 1, and who sees it."""

    use: Use
    line: int
    column: int
    scope: Scope


class Places:
    """Lines and columns for offsets in a text."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def of(self, offset: int) -> tuple[int, int]:
        """Return line and column of ``offset``, counted from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def uses(html: str) -> tuple[PlacedUse, ...]:
    """Return every use of a feature in ``html`` that some client sees, in document order."""
    places = Places(html)
    return tuple(
        PlacedUse(use, *places.of(piece.start + use.start), piece.scope)
        for piece in pieces(html)
        if piece.scope is not Scope.NOBODY
        for use in uses_in(piece.text)
    )


@lru_cache(maxsize=4096)
def uses_in(text: str) -> tuple[Use, ...]:
    """Return the uses in the text of one piece: a start tag, a style element, a doctype.

    What the tags of an edition look like repeats, so this remembers its answers.
    """
    if text[:2] == "<!":
        html5 = text.lower().startswith("<!doctype html")
        return (Use("html-doctype", text, 0, Place("doctype")),) if html5 else ()
    tag = element(text.partition(">")[0] if text[:6].lower() == "<style" else text)
    if (
        ":" in tag.name
    ):  # <v:rect>, <o:AllowPNG>, <w:anchorlock>: written for Word, which reads them its own way
        return ()
    style = tag.attributes.get("style", "")
    place = Place(tag.name, tag.name, tag.attributes, _block(declarations(style)) if style else {})
    found = [*_element_uses(tag, place)]
    if tag.name == "style":
        found += _style_element_uses(text, tag)
    elif style:
        found += _inline_uses(tag, place)
    return tuple(found)


def _element_uses(tag: Element, place: Place) -> Iterator[Use]:
    if tag.name in catalogue.ELEMENTS:
        yield Use(catalogue.ELEMENTS[tag.name], f"<{tag.name}>", 0, place)
    for name, value in tag.attributes.items():
        for slug in _attribute_features(tag.name, name, value.strip()):
            yield Use(slug, f'{name}="{value}"', tag.offsets[name], place, name, value)


def _attribute_features(tag: str, name: str, value: str) -> Iterator[str]:
    if name in catalogue.ATTRIBUTES:
        yield catalogue.ATTRIBUTES[name]
    lowered = value[:16].lower()
    if (tag, name, lowered) in catalogue.PAIRS:
        yield catalogue.PAIRS[tag, name, lowered]
    for on, attribute, start, slug in catalogue.ADDRESSES:
        # A "#" alone leads nowhere in every client, so it is no local anchor.
        if tag == on and name == attribute and lowered.startswith(start) and value != "#":
            yield slug
    if name in {"src", "background"} and not lowered.startswith("data:"):
        suffix = catalogue.PICTURE_SUFFIX.search(value)
        if suffix:
            yield catalogue.PICTURES[suffix[1].lower()]


def _inline_uses(tag: Element, place: Place) -> Iterator[Use]:
    css, offset = tag.attributes["style"], tag.offsets["style"]
    yield from _declared_uses(declarations(css), css, offset, place)
    if "/*" in css:
        yield Use("css-comments", "/*", offset + css.index("/*"), place)


def _declared_uses(found: tuple[Declaration, ...], css: str, offset: int, place: Place) -> Iterator[Use]:
    for index, declared in enumerate(found):
        text, value = css[declared.start : declared.end], declared.value.lower()
        for slug in declaration_features(declared):
            yield Use(
                slug,
                text,
                offset + declared.start,
                place,
                declared.name,
                value,
                _covered(slug, declared, found[:index]),
                declared.important,
                declared.tight,
            )


def _block(found: tuple[Declaration, ...]) -> Mapping[str, str]:
    return MappingProxyType({declared.name: declared.value.lower() for declared in found})


def declaration_features(declared: Declaration) -> list[str]:
    """Return the features that one declaration uses: of its property, its value and its ``!important``."""
    found = [*catalogue.PROPERTIES.get(declared.name, ())]
    found += [catalogue.FUNCTIONS[name] for name in declared.functions if name in catalogue.FUNCTIONS]
    found += [catalogue.UNITS[unit] for unit in declared.units if unit in catalogue.UNITS]
    for word in declared.words:
        if (declared.name, word) in catalogue.VALUES:
            found.append(catalogue.VALUES[declared.name, word])
        if word in catalogue.WORDS:
            found.append(catalogue.WORDS[word])
    if declared.important:
        found.append("css-important")
    if declared.name.startswith("--"):
        found.append("css-variables")
    return sorted(set(found))


def _covered(slug: str, declared: Declaration, earlier: tuple[Declaration, ...]) -> bool:
    """Say whether an earlier declaration of the property stays when a client drops this one."""
    shorthand = declared.name.partition("-")[0]
    return any(
        before.name in {declared.name, shorthand} and slug not in declaration_features(before)
        for before in earlier
    )


def _style_element_uses(text: str, tag: Element) -> Iterator[Use]:
    offset, css = style_content(text)
    media = tag.attributes.get("media", "")
    conditions = (f"@media {media}",) if media else ()
    if media:
        yield Use(
            "css-at-media", f'media="{media}"', tag.offsets["media"], Place("style", "style"), "media", media
        )
    for rule in rules(css):
        yield from _rule_uses(rule, css, offset, conditions)
    if "/*" in css:
        yield Use("css-comments", "/*", offset + css.index("/*"), Place("style"))


def _rule_uses(rule: Rule, css: str, offset: int, conditions: tuple[str, ...]) -> Iterator[Use]:
    shown = f"@{rule.keyword} {rule.prelude}".strip() if rule.keyword else rule.prelude
    place = Place(shown, block=_block(rule.declarations), at_rules=conditions)
    for slug, start, text in _prelude_features(rule):
        yield Use(slug, text, offset + rule.start + start, place, value=text.lower())
    if not rule.keyword:
        yield Use("html-style", shown, offset + rule.start, place)
    if conditions and not rule.keyword and not conditions[-1].startswith("@"):
        yield Use("css-nesting", shown, offset + rule.start, place)
    yield from _declared_uses(rule.declarations, css, offset, place)
    for nested in rule.rules:
        yield from _rule_uses(nested, css, offset, (*conditions, shown))


def _prelude_features(rule: Rule) -> Iterator[tuple[str, int, str]]:
    """Yield feature, offset in the rule, and text for what stands before a rule's braces."""
    if rule.keyword:
        shown = f"@{rule.keyword} {rule.prelude}".strip()
        keyword = rule.keyword.removeprefix("-webkit-").removeprefix("-moz-")
        if keyword in catalogue.AT_RULES:
            yield catalogue.AT_RULES[keyword], 0, shown
        if keyword == "media":
            lowered = rule.prelude.lower()
            yield from (
                (slug, 0, shown) for name, slug in catalogue.MEDIA_FEATURES.items() if name in lowered
            )
        return
    listed = selectors(rule.prelude)
    for selector in listed:
        for slug in sorted(selector.features):
            yield slug, selector.start, selector.text
    if len(listed) > 1:
        yield "css-selector-grouping", 0, rule.prelude
