"""Cut an edition's HTML into the pieces whose support can be judged, and say which clients see each.

A tree is not needed for that, and its building would cost more than everything else here; what is needed,
and what HTML libraries drop, are exact offsets and the insides of Outlook's conditional comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from html import unescape
from types import MappingProxyType
from typing import NamedTuple

# Every alternative matches to the end of the document when its own end is missing, so that no input makes
# the search start over: the time is linear in the length.
_PATTERN = r"""<(?:
    (?P<tag> NAMED (?:[^>"']++|"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))*+ >? )
  | (?P<end> /(?P<ended>ENDED)[^>]*+>? )
  | (?P<opens> !--\[if\ (?P<condition>[^\]]*)\]>(?P<revealed>(?:<!--|\s*--)>)? )
  | (?P<closes> !--\s*<!\[endif\]\s*--> | !\[endif\]\s*(?:--)?> )
  | (?P<comment> !--.*?(?:-->|\Z) )
  | (?P<style> style\b (?:[^>"']++|"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))*+ (?:>|\Z) .*? (?:</style[^>]*+>?|\Z) )
  | (?P<doctype> !doctype[^>]*+>? )
)""".replace("NAMED", r"(?!style\b)[a-z]")
_FLAGS = re.IGNORECASE | re.DOTALL | re.VERBOSE
PIECE = re.compile(_PATTERN.replace("ENDED", r"[a-z][^\s/>]*+"), _FLAGS)
# Of the end tags, those of tables are enough to know what stands inside one.
_STARTS = re.compile(_PATTERN.replace("ENDED", r"table(?=[\s/>])"), _FLAGS)

_NAME = re.compile(r"<\s*([a-zA-Z][^\s/>]*)")
_ATTRIBUTE = re.compile(r"""([^\s=>/"']+)(?:\s*=\s*(?:"([^"]*)("|\Z)|'([^']*)|([^\s>"']+)))?""")


class Scope(StrEnum):
    """Who sees a piece, given the conditional comments around it."""

    ALL = "all"
    OUTLOOK = "Outlook for Windows only"
    OTHERS = "all but Outlook for Windows"
    NOBODY = "nobody"


class Piece(NamedTuple):
    """A start tag, a style element or a doctype as it stands in the document.

    ``ghosted`` says that a table written for Outlook alone is open around it, the frame in which Outlook
    gets the widths that it does not read from CSS; ``in_body`` that the body has begun.
    """

    text: str
    start: int
    scope: Scope
    ghosted: bool
    in_body: bool


class Element(NamedTuple):
    """A start tag: its name in lower case, its attributes by name, and where each value begins in the tag."""

    name: str
    attributes: Mapping[str, str]
    offsets: Mapping[str, int]


def pieces(html: str) -> Iterator[Piece]:
    """Yield the start tags, style elements and doctype of ``html`` in order."""
    scope, ghosts, in_body = Scope.ALL, 0, False
    for found in _STARTS.finditer(html):
        kind = found.lastgroup  # the outermost group, which is closed last
        if kind == "tag" or kind == "style" or kind == "doctype":  # noqa: PLR1714 - the hot path
            text = found[0]
            if scope is Scope.OUTLOOK and text[:6].lower() == "<table":
                ghosts += 1
            in_body = in_body or text[:5].lower() == "<body"
            yield Piece(text, found.start(), scope, ghosts > 0, in_body)
        elif kind == "end":
            ghosts -= scope is Scope.OUTLOOK
        elif kind == "opens":
            scope = seen_by(found["condition"], revealed=bool(found["revealed"]))
        elif kind == "closes":
            scope = Scope.ALL


def style_content(text: str) -> tuple[int, str]:
    """Return the CSS of a style element, and where it begins in it."""
    start = text.find(">") + 1
    end = text.lower().rfind("</style")
    return start, text[start:end] if end >= start else text[start:]


# Attributes whose values differ from story to story.
_PARTICULAR = re.compile(r"""\s(href|src|alt|title|aria-label)="([^"]*)""")
# Links and pictures: the tags that each story has its own of.
_STORY_TAGS = frozenset({"<a ", "<im"})
_SCHEME = re.compile(r"#|\w+:")
_SUFFIX = re.compile(r"\.\w{1,4}$")


def generalised(tag: str) -> str:
    """Return a tag with only as much of its addresses and words as decides which features it uses.

    So the tags of all stories become a few, and what is known of one holds for the next.
    """
    if tag[:3] not in _STORY_TAGS or "mailto:" in tag:
        return tag
    return _PARTICULAR.sub(_general, tag)


def _general(found: re.Match[str]) -> str:
    name, value = found.groups()
    if name not in {"href", "src"}:
        return f' {name}="x'
    scheme, suffix = _SCHEME.match(value), _SUFFIX.search(value)
    return f' {name}="{scheme[0] if scheme else ""}x{suffix[0] if suffix else ""}'


@lru_cache(maxsize=4096)
def element(tag: str) -> Element:
    """Read a start tag. Of an attribute that is written twice, the first counts, as in browsers."""
    named = _NAME.match(tag)
    name = named[1].lower() if named else ""
    values: dict[str, str] = {}
    offsets: dict[str, int] = {}
    for found in _ATTRIBUTE.finditer(tag, named.end() if named else 0):
        key = found[1].lower()
        if key not in values:
            index = next((index for index in (2, 4, 5) if found[index] is not None), 0)
            value = found[index] if index else ""
            values[key] = unescape(value) if "&" in value else value
            offsets[key] = found.start(index) if index else found.end()
    return Element(name, MappingProxyType(values), MappingProxyType(offsets))


@lru_cache(maxsize=64)
def seen_by(condition: str, *, revealed: bool) -> Scope:
    """Say who sees the content of a conditional comment.

    ``revealed`` is the form that other clients read too: ``<!--[if !mso]><!-->``.
    """
    outlook = _holds(condition)
    if revealed:
        return Scope.ALL if outlook else Scope.OTHERS
    return Scope.OUTLOOK if outlook else Scope.NOBODY


_TERM = re.compile(r"(?:(gte?|lte?)\s+)?(\w+)(?:\s+([\d.]+))?")

# Outlook 2016, 2019, 2021, 2024 and Microsoft 365 with the classic Outlook all call themselves version 16.
_VERSIONS = {"mso": 16.0, "vml": 1.0}


def _holds(condition: str) -> bool:
    """Say whether Outlook for Windows takes ``condition`` for true: ``mso | IE``, ``gte mso 9``, ``!mso``.

    ``!`` binds before ``&``, and ``&`` before ``|``, as in Microsoft's documentation of conditional comments;
    parentheses, which no e-mail framework needs, are read over.
    """
    plain = condition.replace("(", " ").replace(")", " ")
    return any(all(_term_holds(term) for term in either.split("&")) for either in plain.split("|"))


def _term_holds(term: str) -> bool:
    text = term.strip()
    if text.startswith("!"):
        return not _term_holds(text[1:])
    found = _TERM.fullmatch(text)
    if not found or found[2].lower() not in _VERSIONS:
        return text.lower() == "true"
    actual = _VERSIONS[found[2].lower()]
    if not found[3]:
        return True
    wanted = float(found[3]) if found[3].replace(".", "", 1).isdecimal() else actual
    compared = {
        "gt": actual > wanted,
        "gte": actual >= wanted,
        "lt": actual < wanted,
        "lte": actual <= wanted,
    }
    return compared.get((found[1] or "").lower(), actual == wanted)
