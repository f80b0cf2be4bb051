"""What the templates see: the issue, the newsletter, the interface words, and the filters."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urljoin

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from digest.issue import Issue
from digest.links import Links
from digest.project import Project
from digest.prose import Prose
from digest.words import direction, long_date, words


def html_context(issue: Issue, project: Project, links: Links) -> dict[str, Any]:
    """Return the names that the HTML templates may use."""
    return {**_shared(issue, project, links), "prose": _html_prose(links)}


def text_context(issue: Issue, project: Project, links: Links) -> dict[str, Any]:
    """Return the names that the plain-text templates may use."""
    return {**_shared(issue, project, links)}


def _shared(issue: Issue, project: Project, links: Links) -> dict[str, Any]:
    settings = project.settings
    return {
        "issue": issue,
        "newsletter": settings,
        "colors": settings.colors,
        "lang": settings.lang,
        "dir": direction(settings.lang),
        "date": long_date(issue.date, settings.lang),
        "words": words(settings.lang),
        "default_label": project.label(),
        "link": _link(links),
        "picture": _picture(project),
        "web_url": (settings.web_url or "").replace("{stem}", quote(issue.stem)),
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

    def picture(source: str) -> str:
        if "://" in source:
            return source
        path = quote(source)
        return urljoin(base if base.endswith("/") else f"{base}/", path) if base else path

    return picture
