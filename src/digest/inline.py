"""The only importer of premailer: puts the theme's stylesheet into the style attributes of the prose.

Only the prose is touched. Over the whole document premailer would drop the doctype, strip ``!important``
from the media queries, and inline MJML's own resets into every element, at ten times the cost.
"""

from __future__ import annotations

import logging
import re
from io import StringIO

from premailer import Premailer

_PROSE = re.compile(r'<(?P<tag>div|span) class="(?P<names>prose[^"]*)">(?P<inner>.*?)</(?P=tag)>', re.DOTALL)
_MARKER = re.compile(r'<div data-prose="\d+" class="[^"]*">(.*?)</div>', re.DOTALL)


class StylesheetError(ValueError):
    """The stylesheet holds what the CSS parser does not know; premailer would have dropped it in silence."""


def inline_css(html: str, stylesheet: str) -> str:
    """Return ``html`` with ``stylesheet`` inlined into every element of class ``prose``.

    Raises:
        StylesheetError: a rule or property of the stylesheet is unknown.
    """
    found = list(_PROSE.finditer(html))
    if not found:
        return html
    fragments = iter(_inlined([(each["names"], each["inner"]) for each in found], stylesheet))
    head = html.partition("</head>")[0]

    def replaced(match: re.Match[str]) -> str:
        # A class is kept only where a rule of the head, such as one for dark mode, refers to it.
        names = " ".join(name for name in match["names"].split() if f".{name}" in head)
        attribute = f' class="{names}"' if names else ""
        return f"<{match['tag']}{attribute}>{next(fragments)}</{match['tag']}>"

    return _PROSE.sub(replaced, html)


def _inlined(fragments: list[tuple[str, str]], stylesheet: str) -> list[str]:
    """Inline all fragments in one call: premailer costs more per document than per element."""
    body = "".join(
        f'<div data-prose="{number}" class="{names}">{inner}</div>'
        for number, (names, inner) in enumerate(fragments)
    )
    log = StringIO()
    document = Premailer(
        f"<html><head></head><body>{body}</body></html>",
        css_text=stylesheet,
        allow_network=False,
        disable_link_rewrites=True,
        disable_validation=False,
        disable_leftover_css=True,
        cssutils_logging_handler=logging.StreamHandler(log),
        cssutils_logging_level=logging.WARNING,
    ).transform()
    if log.getvalue():
        raise StylesheetError(log.getvalue().strip().splitlines()[0])
    return [found[1].replace("\u00a0", "&nbsp;") for found in _MARKER.finditer(document)]
