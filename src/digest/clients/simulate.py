"""An edition as one mail client shows it: without what that client does not support.

A simulation by the data, good for seeing what goes; it draws with a browser, not with the client.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape

from digest.clients.catalogue import ELEMENTS
from digest.clients.conditions import certainly
from digest.clients.css import Rule, declarations, rules
from digest.clients.features import Use
from digest.clients.markup import PIECE, Element, Piece, Scope, element, pieces, seen_by, style_content
from digest.clients.selectors import selectors
from digest.clients.support import Gap, gaps_in, sees
from digest.clients.table import OUTLOOK_WINDOWS, Level, client, table

# Left alone, since removing them would show something else than the client does: it keeps the words of a link
# it opens its own way, and draws in its own page's mode.
_KEPT = frozenset({"html-doctype", "html-mailto-links", "html-target", "html-meta-color-scheme", "html-lang"})
# Elements of which nothing is left; of the others only the tags go and the content stays.
_DROPPED_WHOLE = frozenset({"audio", "object", "select", "svg", "textarea"})


def as_client(html: str, name: str) -> str:
    """Return ``html`` as the client with the id ``name`` gets to show it (``outlook.windows``).

    Raises:
        DigestError: there is no such client.
    """
    client(name)
    return "".join(_shown(html, name))


def _shown(html: str, name: str) -> Iterator[str]:
    tags = {piece.start: piece for piece in pieces(html)}
    scope, end, dropping = Scope.ALL, 0, ""
    for found in PIECE.finditer(html):
        visible = sees(name, scope) and not dropping
        if visible:
            yield html[end : found.start()]
        end, kind = found.end(), found.lastgroup
        if kind == "opens":
            scope = seen_by(found["condition"], revealed=bool(found["revealed"]))
        elif kind == "closes":
            scope = Scope.ALL
        elif kind == "end" and found["ended"].lower() == dropping:
            dropping = ""
        elif visible and kind == "end":
            yield "" if _strips(found["ended"].lower(), name) else found[0]
        elif visible and found.start() in tags:
            text = _as_shown(tags[found.start()], name)
            yield text
            dropping = "" if text else _dropped_with_content(found[0])
    if sees(name, scope) and not dropping:
        yield html[end:]


def _dropped_with_content(tag: str) -> str:
    """Return the name of the element that ``tag`` opens if nothing is left of its content either."""
    name = element(tag).name
    return name if name in _DROPPED_WHOLE and not tag.endswith("/>") else ""


def _strips(name: str, client_id: str) -> bool:
    """Say whether the client removes the tags of this element, or a browser cannot draw it: Word's VML."""
    if ":" in name:
        return True
    slug = ELEMENTS.get(name, "")
    if not slug or slug in _KEPT or name == "body":
        return False
    answer = table().features[slug].lacking.get(client_id)
    return answer is not None and answer.level is Level.NONE


@lru_cache(maxsize=4096)
def _as_shown(piece: Piece, client_id: str) -> str:
    """Return a start tag or style element without what the client removes from it."""
    if piece.text[:2] == "<!":
        return piece.text
    is_style = piece.text[:6].lower() == "<style"
    tag = element(piece.text.partition(">")[0] if is_style else piece.text)
    if _strips(tag.name, client_id):
        return ""
    gone = [gap.use for gap in gaps_in(piece) if gap.client == client_id and _goes(gap)]
    if is_style:
        if any(use.place.element for use in gone):  # the element or its media attribute, not a rule in it
            return ""
        return _style_element(piece.text, gone) if gone else piece.text
    outlook = client_id == OUTLOOK_WINDOWS and bool(_WORD_ONLY.search(piece.text))
    return _tag(piece.text, tag, gone, outlook=outlook) if gone or outlook else piece.text


def _goes(gap: Gap) -> bool:
    """Say whether the client drops the use, and not only draws it somewhat otherwise."""
    # The preheader's ways of hiding are many because each client knows another: it is hidden in all of them.
    if gap.use.feature in _KEPT or gap.fallback == "hidden-preheader":
        return False
    return gap.level is Level.NONE or certainly(gap.use, gap.notes)


def _tag(text: str, tag: Element, gone: list[Use], *, outlook: bool) -> str:
    attributes = dict(tag.attributes)
    for use in gone:
        if use.name in attributes and use.feature.startswith(("html-", "image-")):
            del attributes[use.name]
        elif use.feature == "html-body":
            attributes = {}
    if "style" in attributes:
        starts = {use.start - tag.offsets["style"] for use in gone if use.feature.startswith("css-")}
        attributes["style"] = _style(attributes["style"], starts, outlook=outlook)
        if not attributes["style"]:
            del attributes["style"]
    close = "/>" if text.endswith("/>") else ">"
    return f"<{tag.name}{''.join(_attribute(*each) for each in attributes.items())}{close}"


def _attribute(name: str, value: str) -> str:
    return f' {name}="{escape(value)}"'


def _style(css: str, gone: set[int], *, outlook: bool) -> str:
    kept = [css[each.start : each.end].strip() for each in declarations(css) if each.start not in gone]
    if outlook:
        kept = [_WORD_ONLY.sub(lambda found: _WORD_SAYS[found[0].lower()], each) for each in kept]
    return ";".join(kept)


# What Word reads where others read CSS.
_WORD_SAYS = {"mso-padding-alt:": "padding:", "mso-hide:all": "display:none"}
_WORD_ONLY = re.compile("|".join(_WORD_SAYS), re.IGNORECASE)


def _style_element(text: str, gone: list[Use]) -> str:
    offset, css = style_content(text)
    starts = {(use.start - offset, use.feature) for use in gone}
    kept = "\n".join(_rules(rules(css), css, starts))
    return f"{text[:offset]}\n{kept}\n{text[offset + len(css) :]}"


def _rules(found: tuple[Rule, ...], css: str, gone: set[tuple[int, str]]) -> Iterator[str]:
    for rule in found:
        prelude = _prelude(rule, gone)
        if prelude is None:
            continue
        if not rule.block:
            yield f"{prelude};"
            continue
        starts = {start for start, _ in gone}
        kept = [css[each.start : each.end].strip() for each in rule.declarations if each.start not in starts]
        yield f"{prelude} {{ {'; '.join(kept)} {' '.join(_rules(rule.rules, css, gone))}}}"


def _prelude(rule: Rule, gone: set[tuple[int, str]]) -> str | None:
    """Return what stands before the rule's braces, or None if the client drops the whole rule."""
    if rule.keyword:
        dropped = any(start == rule.start for start, _ in gone)
        return None if dropped else f"@{rule.keyword} {rule.prelude}".strip()
    if (rule.start, "css-selector-grouping") in gone or (rule.start, "css-nesting") in gone:
        return None
    kept = [
        selector.text
        for selector in selectors(rule.prelude)
        if not any((rule.start + selector.start, feature) in gone for feature in selector.features)
    ]
    return ", ".join(kept) or None
