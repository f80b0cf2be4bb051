"""What the templates see: the issue, the newsletter, the interface words, and functions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urljoin

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from digest.issue import Issue
from digest.links import Links
from digest.merge import end_when, when
from digest.project import Project
from digest.prose import Prose
from digest.words import direction, long_date, networks, words

# The contrast that WCAG 2 asks of text (1.4.3, level AA).
READABLE = 4.5


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as an edition shows it: its address, and its size in CSS pixels, the height where known."""

    src: str
    width: int
    height: int | None = None


def html_context(issue: Issue, project: Project, links: Links) -> dict[str, Any]:
    """Return the names that the HTML templates may use."""
    settings = project.settings
    colors = settings.colors
    rtl = direction(settings.lang) == "rtl"
    return {
        **shared_context(issue, project, links),
        "prose": _html_prose(links),
        "picture": _picture(project),
        "colors": colors,
        "on_accent": _readable(colors.accent, colors.background, colors.text),
        "on_accent_dark": _readable(colors.accent_dark, colors.background_dark, colors.text_dark),
        # The side where a line begins, the side where it ends, and the direction that mirrors a table.
        "start": "right" if rtl else "left",
        "end": "left" if rtl else "right",
        "flipped": "ltr" if rtl else "rtl",
    }


def shared_context(issue: Issue, project: Project, links: Links) -> dict[str, Any]:
    """Return the names that the templates of either kind may use."""
    settings = project.settings
    return {
        "issue": issue,
        "newsletter": settings,
        "lang": settings.lang,
        "dir": direction(settings.lang),
        "date": long_date(issue.date, settings.lang),
        "words": words(settings.lang),
        "default_label": project.label(),
        "link": _link(links),
        "networks": networks(settings.lang),
        "when": when,
        "end_when": end_when,
        "web_url": project.web_address(issue.stem),
    }


def _link(links: Links) -> Any:
    """Return ``link(url, track)``; a template sets ``place`` to say which block the link stands in."""

    @pass_context
    def link(context: Context, url: str, track: bool = True) -> str:  # noqa: FBT001, FBT002  as templates write it
        return links.finish(url, str(context.get("place", "")), track=track)

    return link


def _html_prose(links: Links) -> Any:
    """Return ``prose(text, level)``: Markdown as HTML, its subheads at that level."""

    @pass_context
    def prose(context: Context, text: Prose, level: int = 2) -> Markup:
        place = str(context.get("place", ""))
        # The renderer escapes what the editor typed; the links are addresses that were judged.
        return Markup(text.html(lambda url, track: links.finish(url, place, track=track), level))  # noqa: S704

    return prose


def _picture(project: Project) -> Any:
    base = project.settings.assets_url

    def picture(source: str, width: int) -> Shown:
        """Return the picture ``source`` for a place that is ``width`` CSS pixels wide."""
        if "://" in source:
            return Shown(source, width)
        path = quote(source)
        return Shown(urljoin(base if base.endswith("/") else f"{base}/", path) if base else path, width)

    return picture


def _readable(ground: str, *inks: str) -> str:
    """Return the first of ``inks`` that is readable on ``ground``, or else the most readable."""
    return max(inks, key=lambda ink: min(contrast(ink, ground), READABLE))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21, as WCAG 2 defines it."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    digits = color[1:] if len(color) == 7 else "".join(2 * digit for digit in color[1:])  # noqa: PLR2004
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    # The linear part below this value is the sRGB transfer function's.
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]  # noqa: PLR2004
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
