"""The last step of the pipeline: from an ESP-neutral edition to the bytes that one ESP takes.

First everything that only looks like the ESP's syntax is made inert, then the merge tags' placeholders are
filled. All of it is pure text replacement in a few passes, so that an edition, rendered once, costs next to
nothing per ESP.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from types import MappingProxyType

from digest.esp.profile import FALLBACK, Comments, Profile, Tag
from digest.merge import MERGE_TAGS, MergeTag, fill, find, placeholder, resolve_optional

NO_ADDRESSES: Mapping[str, str] = MappingProxyType({})


def for_html(html: str, profile: Profile, own: Mapping[str, str] = NO_ADDRESSES) -> str:
    """Return the neutral ``html`` as ``profile`` takes it.

    ``own`` maps merge tags to addresses of the project's own, for what the ESP has no tag for, such as the
    web edition. What the theme marked as depending on a merge tag that is in neither goes away.
    """
    html = _resolved(html, frozenset(name for name in MERGE_TAGS if profile.has(name) or own.get(name)))
    html = profile.syntax.in_html(html)
    if profile.comments is Comments.GO_SAFE:
        html = _COMMENT.sub(_printed_by_go, html)
    if profile.body_end:
        head, body, tail = html.rpartition("</body>")
        html = f"{head}{profile.body_end}{body}{tail}" if body else html + profile.body_end
    return _filled(html, profile, own)


# Most ESPs have the same merge tags, and so share this.
@lru_cache(maxsize=8)
def _resolved(html: str, names: frozenset[str]) -> str:
    return resolve_optional(html, names.__contains__)


def for_text(text: str, profile: Profile, own: Mapping[str, str] = NO_ADDRESSES) -> str:
    """Return the neutral plain ``text``, subject or preheader as ``profile`` takes it."""
    text = resolve_optional(text, lambda name: profile.has(name) or bool(own.get(name)))
    return fill(profile.syntax.in_text(text), lambda tag: _in_text(tag, profile, own))


def missing(neutral: str, profile: Profile, own: Mapping[str, str] = NO_ADDRESSES) -> tuple[str, ...]:
    """Return the merge tags that ``neutral`` uses and nothing stands for, in the order of their names."""
    kept = resolve_optional(neutral, lambda name: profile.has(name) or bool(own.get(name)))
    return tuple(sorted(name for name in used(kept) if not profile.has(name) and not own.get(name)))


def used(neutral: str) -> dict[str, bool]:
    """Return the merge tags that ``neutral`` uses, each with whether some use has a fallback."""
    found: dict[str, bool] = {}
    for _, _, tag in find(neutral):
        found[tag.name] = found.get(tag.name, False) or bool(tag.fallback)
    return found


def _filled(html: str, profile: Profile, own: Mapping[str, str]) -> str:
    parts: list[str] = []
    position = 0
    for start, end, tag in find(html):
        value = _in_html(tag, profile, own)
        if '"' in value and html.rfind("<", 0, start) > html.rfind(">", 0, start):
            value = value.replace('"', "'")  # inside an attribute
        parts += [html[position:start], value]
        position = end
    return "".join([*parts, html[position:]])


def _in_html(tag: MergeTag, profile: Profile, own: Mapping[str, str]) -> str:
    known = profile.tags.get(tag.name)
    if known is None:
        return profile.syntax.in_html(escape(own.get(tag.name, tag.fallback)))
    if tag.fallback and known.fallback and not known.escapes:
        # References need no escaping in any ESP's strings and are decoded by the reader's mail client.
        return known.fallback.replace(FALLBACK, _UNSAFE.sub(lambda char: f"&#{ord(char[0])};", tag.fallback))
    return _with_plain_fallback(tag, known) or known.value


def _in_text(tag: MergeTag, profile: Profile, own: Mapping[str, str]) -> str:
    known = profile.tags.get(tag.name)
    if known is None:
        return profile.syntax.in_text(own.get(tag.name, tag.fallback))
    return _with_plain_fallback(tag, known) or known.text or known.value


_UNSAFE = re.compile(r"[!-,/:-@\[-`{-~]")  # ASCII punctuation other than the hyphen and the full stop

# Plain text knows no references, and no ESP documents how to escape in its strings: these look the same or
# nearly so to a reader and mean nothing to a template language.
_LOOKALIKES = str.maketrans("{}%*$@#<>\\", "()\uff05\u2217\uff04\uff20\uff03\u2039\u203a/")


def _with_plain_fallback(tag: MergeTag, known: Tag) -> str:
    """Return the ESP's pattern with the fallback in it, or nothing where either is missing."""
    if not (tag.fallback and known.fallback):
        return ""
    before, fallback = known.fallback.partition(FALLBACK)[0], tag.fallback
    for quote, typographic in (("'", "\u2019"), ('"', "\u201d")):
        if before.count(quote) % 2:  # it stands in a string
            fallback = fallback.replace(quote, typographic)
    return known.fallback.replace(FALLBACK, fallback.translate(_LOOKALIKES))


_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def _printed_by_go(found: re.Match[str]) -> str:
    """Print a comment from Go string literals, with its merge tags between them so that they still work."""
    parts: list[str] = []
    position = 0
    for start, end, tag in find(found[0]):
        parts += [_safe(found[0][position:start]), placeholder(tag)]
        position = end
    return "".join([*parts, _safe(found[0][position:])])


def _safe(html: str) -> str:
    return f'{{{{ Safe "{html.translate(_GO_STRING)}" }}}}'


_GO_STRING = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})
