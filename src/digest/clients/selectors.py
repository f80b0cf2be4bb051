"""What kinds of selectors a rule uses, as features of the Can I email data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from digest.clients.catalogue import PSEUDO_CLASSES, PSEUDO_ELEMENTS

_PART = re.compile(
    r"""
    (?P<attribute> \[(?:[^\]"']++|"[^"]*+"?|'[^']*+'?)*+\]? )
  | (?P<pseudo> ::?(?P<word>[\w-]+) (?P<inside>\((?:[^()]|\([^()]*\))*\))? )
  | (?P<class> \.[\w-]+ )
  | (?P<id> \#[\w-]+ )
  | (?P<child> \s*>\s* )
  | (?P<sibling> \s*\+\s* )
  | (?P<general> \s*~\s* )
  | (?P<comma> \s*,\s* )
  | (?P<descendant> \s+ )
  | (?P<universal> \* )
  | (?P<type> [\w-]+ )
    """,
    re.VERBOSE,
)

_FEATURES = {
    "attribute": "css-selector-attribute",
    "class": "css-selector-class",
    "id": "css-selector-id",
    "child": "css-selector-child",
    "sibling": "css-selector-adjacent-sibling",
    "general": "css-selector-general-sibling",
    "descendant": "css-selector-descendant",
    "universal": "css-selector-universal",
    "type": "css-selector-type",
}
_COMBINATORS = frozenset({"child", "sibling", "general", "descendant"})


@dataclass(frozen=True, slots=True)
class Selector:
    """One selector of a rule: its text, its offset in the rule's prelude and the features it uses."""

    text: str
    start: int
    features: frozenset[str]


@lru_cache(maxsize=1024)
def selectors(prelude: str) -> tuple[Selector, ...]:
    """Return the selectors of a rule's prelude, which commas separate."""
    found: list[Selector] = []
    features: set[str] = set()
    classes = start = 0
    for part in _PART.finditer(prelude):
        # lastgroup names the outermost group, which is closed last.
        kind = part.lastgroup or ""
        if kind == "comma":
            found.append(Selector(prelude[start : part.start()], start, frozenset(features)))
            features, classes, start = set(), 0, part.end()
            continue
        classes = 0 if kind in _COMBINATORS else classes + (kind == "class")
        if classes > 1:
            features.add("css-selector-chaining")
        features.update(_pseudo(part["word"].lower()) if kind == "pseudo" else (_FEATURES[kind],))
    found.append(Selector(prelude[start:], start, frozenset(features)))
    return tuple(found)


def _pseudo(word: str) -> tuple[str, ...]:
    if word in PSEUDO_ELEMENTS:
        return (f"css-pseudo-element-{word}",)
    return (f"css-pseudo-class-{word}",) if word in PSEUDO_CLASSES else ()
