"""Puts the theme's stylesheet into the style attributes of the prose, and of nothing else.

Over the whole document premailer would drop the doctype, strip ``!important`` from the media queries, and
inline MJML's own resets into every element, at ten times the cost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.plain_css import read_plain

_PROSE = re.compile(r'<(?P<tag>div|span) class="(?P<names>prose[^"]*)">(?P<inner>.*?)</(?P=tag)>', re.DOTALL)


def inline_css(html: str, stylesheet: str) -> str:
    """Return ``html`` with ``stylesheet`` inlined into every element of class ``prose``.

    Raises:
        StylesheetError: the stylesheet holds what cannot be inlined.
    """
    found = list(_PROSE.finditer(html))
    # What holds no element has nothing to inline, and its element, if it was only there for that, goes.
    styled = [(each["names"], each["inner"]) for each in found if "<" in each["inner"]]
    fragments = iter(_inlined(styled, stylesheet) if styled else ())
    parts, position = [], 0
    for each in found:
        parts += [html[position : each.start()], _element(each, fragments)]
        position = each.end()
    return "".join([*parts, html[position:]])


def _element(found: re.Match[str], fragments: Iterator[str]) -> str:
    if "<" not in found["inner"]:
        return found["inner"] if found["tag"] == "span" else found[0]
    inner = next(fragments).replace("\u00a0", "&nbsp;")
    return f'<{found["tag"]} class="{found["names"]}">{inner}</{found["tag"]}>'


def _inlined(fragments: list[tuple[str, str]], stylesheet: str) -> list[str]:
    plain = read_plain(stylesheet)
    if plain is not None:
        return [plain.inline(inner, names) for names, inner in fragments]
    from digest.full_css import inline_all  # noqa: PLC0415  it takes 0.2 s to load

    return inline_all(fragments, stylesheet)
