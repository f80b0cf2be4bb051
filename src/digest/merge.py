"""Merge tags: how an editor writes them, and the inert placeholders that carry them through the pipeline.

Jinja, Markdown, MJML and premailer each rewrite the syntax of some ESP: they percent-encode braces in
addresses, escape quotes, drop asterisks. So an edition is built with placeholders that consist of ASCII
letters and digits alone, which none of them touches, and the ESP's own syntax is put in at the very end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

# What each merge tag stands for; the keys are the names an editor may write between [[ and ]].
MERGE_TAGS = {
    "first_name": "the recipient's first name",
    "email": "the recipient's address",
    "unsubscribe": "the address of the page that ends the subscription",
    "web_view": "the address of the edition on the web",
    "preferences": "the address of the page where a recipient sets preferences",
}
# These stand for an address, so they can be a link's target.
LINK_TAGS = frozenset({"unsubscribe", "web_view", "preferences"})

# As written in content: [[name]] or [[name|fallback]]. The name is taken loosely, so that a misspelt one is
# found and reported instead of being shown to readers. A backslash before it shows it as it is; two of them
# are a backslash in Markdown.
WRITTEN = re.compile(
    r"(?:(?<!\\)|(?<=\\\\))\[\[ *(?P<name>[A-Za-z][\w-]*) *(?:\|(?P<fallback>[^\[\]|\n]*))?\]\]"
)

_OPEN, _CLOSE = "zqtag", "zq"
_WHEN, _END_WHEN = "zqwhen", "zqendwhen"


def when(name: str) -> str:
    """Return the inert text after which everything up to ``end_when(name)`` depends on that merge tag.

    A theme uses it for what makes no sense where an ESP lacks the tag: the link "View in browser".
    """
    return f"{_WHEN}{name.replace('_', '')}{_CLOSE}"


def end_when(name: str) -> str:
    """Return the inert text that ends what ``when(name)`` began."""
    return f"{_END_WHEN}{name.replace('_', '')}{_CLOSE}"


def resolve_optional(text: str, has: Callable[[str], bool]) -> str:
    """Keep what stands between ``when`` and ``end_when`` if ``has`` says so of the tag, else drop it."""
    kept, *rest = text.split(_WHEN)  # plain searches, because this is done for every ESP
    parts = [kept]
    for each in rest:
        code, _, body = each.partition(_CLOSE)
        inside, _, after = body.partition(f"{_END_WHEN}{code}{_CLOSE}")
        parts += [inside if has(_BY_CODE[code]) else "", after]
    return "".join(parts) if rest else text


# What content may not hold, because it would be taken for one of our placeholders.
RESERVED = re.compile(r"zq(?:tag|when|endwhen)\w*")
_BY_CODE = {name.replace("_", ""): name for name in MERGE_TAGS}
PLACEHOLDER = re.compile(rf"{_OPEN}(?P<name>{'|'.join(_BY_CODE)})z(?P<fallback>(?:[0-9a-f]{{2}})*){_CLOSE}")


@dataclass(frozen=True, slots=True)
class MergeTag:
    """One merge tag of an issue: its name and what a recipient without that datum sees."""

    name: str
    fallback: str = ""


def placeholder(tag: MergeTag) -> str:
    """Return the inert text that stands for ``tag`` until the ESP is known."""
    return f"{_OPEN}{tag.name.replace('_', '')}z{tag.fallback.encode().hex()}{_CLOSE}"


def mark(text: str) -> str:
    """Replace every merge tag in a plain text by its placeholder; brackets after a backslash lose it."""
    if "[[" not in text:
        return text
    return WRITTEN.sub(_marked, text).replace("\\[[", "[[")


def mark_prose(text: str) -> str:
    """Replace every merge tag in a Markdown text by its placeholder; Markdown itself reads backslashes."""
    return WRITTEN.sub(_marked, text) if "[[" in text else text


def fill(text: str, value: Callable[[MergeTag], str]) -> str:
    """Replace every placeholder in ``text`` by what ``value`` returns for its merge tag."""
    parts: list[str] = []
    position = 0
    for start, end, tag in find(text):
        parts += [text[position:start], value(tag)]
        position = end
    return "".join([*parts, text[position:]]) if parts else text


def find(text: str) -> Iterator[tuple[int, int, MergeTag]]:
    """Yield the start, end and merge tag of every placeholder in ``text``."""
    start = text.find(_OPEN)  # a regular expression would take ten times as long
    while start >= 0:
        found = PLACEHOLDER.match(text, start)
        if found:
            yield start, found.end(), _tag(found)
        start = text.find(_OPEN, found.end() if found else start + 1)


def _marked(found: re.Match[str]) -> str:
    name = found["name"]
    if name not in MERGE_TAGS:
        return found[0]
    return placeholder(MergeTag(name, (found["fallback"] or "").strip()))


def _tag(found: re.Match[str]) -> MergeTag:
    return MergeTag(_BY_CODE[found["name"]], bytes.fromhex(found["fallback"]).decode("utf-8", "replace"))
