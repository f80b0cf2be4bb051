"""Puts the theme's stylesheet into the style attributes of the prose, and of nothing else.

Over the whole document premailer would drop the doctype, strip ``!important`` from the media queries, and
inline MJML's own resets into every element, at ten times the cost.
"""

from __future__ import annotations

import re

from digest.plain_css import read_plain

_PROSE = re.compile(r'<(?P<tag>div|span) class="(?P<names>prose[^"]*)">(?P<inner>.*?)</(?P=tag)>', re.DOTALL)


def inline_css(html: str, stylesheet: str) -> str:
    """Return ``html`` with ``stylesheet`` inlined into every element of class ``prose``.

    Raises:
        StylesheetError: the stylesheet holds what cannot be inlined.
    """
    # What holds no element has nothing to inline, and its element, if it was only there for that, goes.
    found = [(each["names"], each["inner"]) for each in _PROSE.finditer(html) if "<" in each["inner"]]
    fragments = iter(_inlined(found, stylesheet) if found else ())

    def replaced(match: re.Match[str]) -> str:
        if "<" not in match["inner"]:
            return match["inner"] if match["tag"] == "span" else match[0]
        inner = next(fragments).replace("\u00a0", "&nbsp;")
        return f'<{match["tag"]} class="{match["names"]}">{inner}</{match["tag"]}>'

    return _PROSE.sub(replaced, html)


def _inlined(fragments: list[tuple[str, str]], stylesheet: str) -> list[str]:
    plain = read_plain(stylesheet)
    if plain is not None:
        return [plain.inline(inner, names) for names, inner in fragments]
    from digest.full_css import inline_all  # noqa: PLC0415  it takes 0.2 s to load

    return inline_all(fragments, stylesheet)
