"""What the templates see: the issue, the newsletter, the interface words, and functions."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from digest.album import Album
from digest.contrast import readable
from digest.issue import Issue
from digest.links import Links
from digest.merge import end_when, when
from digest.project import Project
from digest.prose import Linker, Prose
from digest.sandbox import takes_place
from digest.words import direction, long_date, networks, words


def html_context(issue: Issue, project: Project, links: Links, album: Album) -> dict[str, Any]:
    """Return the names that the HTML templates may use."""
    settings = project.settings
    colors = settings.colors
    rtl = direction(settings.lang) == "rtl"
    return {
        **shared_context(issue, project, links),
        "prose": _prose(links),
        "inline": _inline(links),
        "picture": album.show,
        "colors": colors,
        "on_accent": readable(colors.accent, colors.background, colors.text),
        "on_accent_dark": readable(colors.accent_dark, colors.background_dark, colors.text_dark),
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

    @takes_place
    def link(place: str, url: str, track: bool = True) -> str:  # noqa: FBT001, FBT002  as templates write it
        return links.finish(url, place, track=track)

    return link


def _prose(links: Links) -> Any:
    """Return ``prose(text, level)``: Markdown as HTML in an element of class "prose", for the stylesheet."""

    @takes_place
    def prose(place: str, text: Prose, level: int = 2) -> Markup:
        return _element("div", text.html(_linker(links, place), level))

    return prose


def _inline(links: Links) -> Any:
    """Return ``inline(text)``: Markdown that has no paragraphs, otherwise as ``prose``."""

    @takes_place
    def inline(place: str, text: Prose) -> Markup:
        return _element("span", text.html(_linker(links, place)))

    return inline


def _linker(links: Links, place: str) -> Linker:
    return lambda url, track: links.finish(url, place, track=track)


def _element(tag: str, html: str) -> Markup:
    # The renderer escapes what the editor typed; the links are addresses that were judged.
    return Markup(f'<{tag} class="prose">{html}</{tag}>')  # noqa: S704
