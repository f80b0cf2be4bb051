"""The components of MJML 5: where each may stand, which attributes it takes, which values they take."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

ANY_CHILD = frozenset({"*"})

# These two every component takes, though the table does not repeat them (mjml-validator, validAttributes).
COMMON_ATTRIBUTES = frozenset({"mj-class", "css-class"})


@dataclass(frozen=True, slots=True)
class Component:
    """One MJML tag: whether it holds raw HTML, the tags it may hold, and its attributes with their types.

    ``attributes`` is None where MJML checks none, on the root.
    """

    tag: str
    ending: bool
    children: frozenset[str]
    attributes: Mapping[str, str] | None

    def admits(self, child: str) -> bool:
        """Say whether the tag ``child`` may stand directly inside this one."""
        return self.children == ANY_CHILD or child in self.children


@dataclass(frozen=True, slots=True)
class Table:
    """All that MJML knows; ``bare`` are the tags that are allowed without being components."""

    components: Mapping[str, Component]
    bare: frozenset[str]
    colors: tuple[str, ...]

    def parents(self, child: str) -> tuple[str, ...]:
        """Return the tags that may hold ``child``, but for the one that holds defaults and not content."""
        return tuple(tag for tag, component in self.components.items() if child in component.children)


@dataclass(frozen=True, slots=True)
class ValueType:
    """What an attribute's value must look like: a test, words for the reader, and the words it may be."""

    pattern: re.Pattern[str]
    advice: str
    words: tuple[str, ...] = ()

    def accepts(self, value: str) -> bool:
        """Say whether MJML takes ``value``."""
        return self.pattern.search(value) is not None


@cache
def mjml_table() -> Table:
    """Read the table; once, and only when a theme is validated."""
    data = json.loads(files(__package__).joinpath("mjml5.json").read_text(encoding="utf-8"))
    return Table(
        components={tag: _component(tag, entry) for tag, entry in data["components"].items()},
        bare=frozenset(data["without_component"].split()),
        colors=tuple(data["colors"].split()),
    )


def _component(tag: str, entry: Mapping[str, Any]) -> Component:
    by_type = entry.get("attributes")
    return Component(
        tag=tag,
        ending=entry.get("ending", False),
        children=frozenset(entry["children"].split()),
        attributes=by_type and {name: type_ for type_, names in by_type.items() for name in names.split()},
    )


@cache
def value_type(name: str) -> ValueType:
    """Return the test for a type of the table, such as ``unit(px,%){1,4}`` or ``enum(ltr,rtl)``.

    The patterns are those of ``mjml-core/lib/types``, with their looseness: MJML takes ``1,5px`` for a length
    and looks for an ``rgb(…)`` anywhere in a colour.
    """
    kind, _, rest = name.partition("(")
    inside, _, count = rest.partition(")")
    match kind:
        case "unit" | "unitWithNegative":
            return _unit(inside.split(","), count or "{1}", negative=kind != "unit")
        case "enum":
            return _enum(inside.split(","))
        case "color":
            return _color()
        case "boolean":
            return ValueType(re.compile(r"\A(?:true|false)\Z"), "write 'true' or 'false'", ("true", "false"))
        case "integer":
            return ValueType(re.compile(r"[0-9]"), "write a whole number")
        case _:
            return ValueType(re.compile(""), "write any text")


def _unit(units: list[str], count: str, *, negative: bool) -> ValueType:
    suffixes = [unit for unit in units if unit != "auto"]
    alternatives = "|".join(re.escape(suffix) for suffix in suffixes)
    number = r"(?:-|[0-9]|,|\.)" if negative else r"(?:[0-9]|,|\.)"
    auto = "|auto" if "auto" in units else ""
    pattern = re.compile(rf"\A(?:(?:{number}+(?:{alternatives})|0{auto}) ?){count}\Z")
    named = " or ".join(suffix for suffix in suffixes if suffix)
    what = f"one to four lengths in {named}" if count == "{1,4}" else f"a length in {named}"
    example = "'10px 20px'" if count == "{1,4}" else "'16px'"
    bare = ", or a bare number such as '1.5'" if "" in suffixes else ""
    word = ", or 'auto'" if auto else ""
    return ValueType(pattern, f"write {what}, such as {example}{bare}{word}", ("auto",) if auto else ())


def _enum(words: list[str]) -> ValueType:
    pattern = re.compile(rf"\A(?:{'|'.join(re.escape(word) for word in words)})\Z")
    named = tuple(word for word in words if word)
    return ValueType(pattern, f"write {' or '.join(repr(word) for word in named)}", named)


def _color() -> ValueType:
    colors = mjml_table().colors
    number = r"[0-9]{1,3}"
    pattern = re.compile(
        rf"(?i:rgba\({number},\s?{number},\s?{number},\s?[0-9](?:\.{number})?\))"
        rf"|(?i:rgb\({number},\s?{number},\s?{number}\))"
        r"|\A(?i:#(?:[0-9a-f]{3}){1,2})\Z"
        rf"|\A(?:{'|'.join(colors)})\Z"
    )
    return ValueType(
        pattern, "write '#rrggbb', 'rgb(…)', 'rgba(…)' or a colour's name in small letters", colors
    )
