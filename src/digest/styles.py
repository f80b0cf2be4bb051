"""The theme's head styles: of its rules, an edition keeps those that something in it uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

# A theme marks its own style element with this comment; MJML's are left as they are, since clients such as
# Thunderbird set some of their classes only when they show the message.
_THEME = re.compile(r"<style[^>]*>\s*/\*theme\*/(?P<css>.*?)</style>", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CLASSES = re.compile(r' class="([^"]*)"')
# The same in elements alone, which takes longer to find: the words of an issue may look like one.
_IN_ELEMENTS = re.compile(r'(<[a-z][^<>]*?) class="([^"]*)"')
_NAMED = re.compile(r"\.([A-Za-z_][\w-]*)")
_TAGS = re.compile(r"<([a-z][a-z0-9]*)")
# What the editor wrote holds no div, and no span but its own.
_PROSE = re.compile(r' class="(?:[^"]* )?prose(?: [^"]*)?">(.*?)</(?:div|span)>', re.DOTALL)
_IN_PROSE = re.compile(r"\.prose [a-z][a-z0-9]*$")
# In a selector: a class or a tag, or what says nothing about either.
_NEEDS = re.compile(r"\.(?P<class>[A-Za-z_][\w-]*)|[#:]+[\w-]+|\[[^\]]*\]|(?P<tag>[a-z][a-z0-9]*)")
# At-rules that hold rules; all others are kept as they are.
_GROUPS = ("@media", "@supports")


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule, or an at-rule that holds rules; ``needs`` has the classes and tags of each selector.

    An at-rule of another kind is a rule that needs nothing.
    """

    selectors: tuple[str, ...]
    needs: tuple[frozenset[str], ...]
    declarations: str
    inner: tuple[_Rule, ...] = ()

    def used(self, present: frozenset[str]) -> str:
        """Return the rule as far as it applies to a document in which these classes and tags are present."""
        if self.inner:
            inside = "".join(rule.used(present) for rule in self.inner)
            return f"{self.selectors[0]}{{\n{inside}}}\n" if inside else ""
        if self.selectors[0].endswith(";"):
            return f"{self.selectors[0]}\n"
        kept = [
            selector for selector, needs in zip(self.selectors, self.needs, strict=True) if needs <= present
        ]
        return f"{','.join(kept)}{{{self.declarations}}}\n" if kept else ""


def drop_unused_styles(html: str) -> str:
    """Return ``html`` without the theme's rules that apply to nothing, and classes that nothing refers to."""
    found = _THEME.search(html)
    if not found:
        return html
    at = html.find("<body")
    body = html[at:]
    classes = {name for names in set(_CLASSES.findall(body)) for name in names.split()}
    in_prose = {f".prose {tag}" for inner in _PROSE.findall(body) for tag in _TAGS.findall(inner)}
    tags = {tag for tag in _tags_named(found["css"]) if _has_tag(body, tag)}
    present = frozenset({f".{name}" for name in classes}.union(tags, in_prose))
    css = _applying(found["css"], present)
    head = f'{html[: found.start()]}<style type="text/css">\n{css}</style>{html[found.end() : at]}'
    named = {*_NAMED.findall(head), *(name for name in classes if name.endswith("-outlook"))}
    return head + (
        body if classes <= named else _IN_ELEMENTS.sub(lambda each: each[1] + _kept(each[2], named), body)
    )


# Issues of one theme mostly use the same parts of it.
@lru_cache(maxsize=64)
def _applying(css: str, present: frozenset[str]) -> str:
    return "".join(rule.used(present) for rule in _parse(css))


@lru_cache(maxsize=64)
def _tags_named(css: str) -> frozenset[str]:
    names = (need for rule in _flat(_parse(css)) for needs in rule.needs for need in needs)
    return frozenset(name for name in names if not name.startswith("."))


def _flat(rules: Iterable[_Rule]) -> Iterator[_Rule]:
    for rule in rules:
        yield rule
        yield from _flat(rule.inner)


def _has_tag(html: str, tag: str) -> bool:
    """Say whether there is such an element; the first one ends the search."""
    return f"<{tag}" in html and any(f"<{tag}{end}" in html for end in " >/\n")


def _kept(names: str, named: set[str]) -> str:
    kept = " ".join(name for name in names.split() if name in named)
    return f' class="{kept}"' if kept else ""


@lru_cache(maxsize=64)
def _parse(css: str) -> tuple[_Rule, ...]:
    css = _COMMENT.sub("", css)
    rules, at = [], 0
    while (opening := css.find("{", at)) >= 0:
        # Before a rule, statements such as @import may stand.
        statements, _, selector = css[at:opening].rpartition(";")
        rules += [
            _Rule((f"{each.strip()};",), (frozenset(),), "") for each in statements.split(";") if each.strip()
        ]
        closing = _closing(css, opening)
        rules.append(_rule(" ".join(selector.split()), css[opening + 1 : closing]))
        at = closing + 1
    return tuple(rules)


def _rule(selector: str, inside: str) -> _Rule:
    if selector.startswith(_GROUPS):
        return _Rule((selector,), (), "", _parse(inside))
    declarations = " ".join(inside.split())
    if selector.startswith("@") or "(" in selector:
        return _Rule((selector,), (frozenset(),), declarations)
    selectors = tuple(each.strip() for each in selector.split(","))
    return _Rule(selectors, tuple(map(_needed, selectors)), declarations)


def _closing(css: str, opening: int) -> int:
    """Return where the brace at ``opening`` is closed, or the end."""
    depth = 0
    for found in re.finditer(r"[{}]", css[opening:]):
        depth += 1 if found[0] == "{" else -1
        if depth == 0:
            return opening + found.start()
    return len(css)


def _needed(selector: str) -> frozenset[str]:
    bare = selector.removeprefix("[data-ogsc] ").removeprefix("[data-ogsb] ")
    if _IN_PROSE.match(bare):
        return frozenset({bare})
    found = _NEEDS.finditer(selector)
    return frozenset(f".{each['class']}" if each["class"] else each["tag"] or "" for each in found) - {""}
