"""The edition: an issue rendered. The whole pipeline stands in ``build_edition`` and ``render_edition``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from digest.album import ASSETS, Album, Picture
from digest.diagnostics import Diagnostic, ThemeError
from digest.esp.profile import Profile
from digest.esp.settings import find_profile
from digest.esp.substitute import for_html, for_text
from digest.inline import inline_css
from digest.issue import Issue, Sponsor
from digest.lines import in_lines
from digest.links import Links
from digest.merge import mark
from digest.mjml import MjmlSyntaxError, compile_mjml
from digest.project import Project
from digest.styles import drop_unused_styles
from digest.stylesheet import StylesheetError
from digest.template import STYLESHEET, Theme, open_theme
from digest.text import tidy
from digest.text_view import text_context
from digest.trace import TracedText
from digest.view import html_context


@dataclass(frozen=True, slots=True)
class Placement:
    """A sponsor block as it ran; ``position`` counts all blocks and items in reading order from 1."""

    advertiser: str
    label: str
    headline: str
    url: str
    position: int
    slot: str


@dataclass(frozen=True, slots=True)
class Edition:
    """An issue rendered. Until ``for_esp`` it carries inert placeholders for merge tags.

    ``own_addresses`` are the newsletter's own pages by merge tag, for what an ESP has no merge tag for.
    ``assets_url`` is where its pictures are served from, with a final slash; empty: they travel beside it.
    ``diagnostics`` is what was noticed while rendering.
    """

    stem: str
    date: str
    number: int | None
    lang: str
    esp: str
    subject: str
    preheader: str
    html: str
    text: str
    neutral_mjml: str
    own_addresses: Mapping[str, str]
    assets_url: str
    pictures: tuple[Picture, ...]
    diagnostics: tuple[Diagnostic, ...]
    sponsors: tuple[Placement, ...]
    profile: Profile | None = None

    def summary(self) -> dict[str, Any]:
        """Return what ``edition.json`` holds."""
        return {
            "stem": self.stem,
            "date": self.date,
            "number": self.number,
            "subject": self.subject,
            "preheader": self.preheader,
            "lang": self.lang,
            "esp": self.esp,
            "html": _figures(self.html),
            "text": _figures(self.text),
            "pictures": [picture.name for picture in self.pictures],
            "sponsors": [
                {name: getattr(each, name) for name in Placement.__slots__} for each in self.sponsors
            ],
        }

    def summary_json(self) -> str:
        """Return ``summary`` as a file's text."""
        return json.dumps(self.summary(), ensure_ascii=False, indent=2) + "\n"

    def for_esp(self, profile: Profile) -> Edition:
        """Return the edition as ``profile`` takes it: with its merge tags, all else that looks so inert."""
        own = self.own_addresses
        assets = "" if profile.local_pictures else self.assets_url
        return replace(
            self,
            esp=profile.name,
            assets_url=assets,
            subject=for_text(self.subject, profile, own),
            preheader=for_text(self.preheader, profile, own),
            html=for_html(_addressed(self.html, assets), profile, own),
            text=for_text(self.text, profile, own),
            profile=profile,
        )

    @property
    def mjml(self) -> str:
        """The MJML that the HTML was made from; made ready for the ESP only when somebody asks for it."""
        if self.profile is None:
            return self.neutral_mjml
        return for_html(self.neutral_mjml.replace(ASSETS, self.assets_url), self.profile, self.own_addresses)


@lru_cache(maxsize=4)
def _addressed(html: str, assets: str) -> str:
    """Return ``html`` with its pictures at ``assets``, for every ESP the same object."""
    return html.replace(ASSETS, assets)


def build_edition(issue: Issue, project: Project, esp: str | None = None) -> Edition:
    """Render ``issue`` for an ESP (default: the newsletter's).

    Raises:
        ProjectError: there is no such ESP.
        IssueError: a picture cannot be prepared.
        ThemeError: a template or the stylesheet is faulty.
    """
    profile = find_profile(esp or project.settings.esp, project.settings.esps)
    return render_edition(issue, project).for_esp(profile)


def render_edition(issue: Issue, project: Project) -> Edition:
    """Render ``issue`` once, for every ESP: merge tags stay placeholders.

    Raises:
        IssueError: a picture cannot be prepared.
        ThemeError: a template or the stylesheet is faulty.
    """
    theme = open_theme(project.theme_dir)
    links = Links(project.settings.tracking, issue.stem)
    album = Album(issue, project)
    context = html_context(issue, project, links, album)
    mjml = theme.render_mjml(context)
    html = _inline(_compile(mjml, theme, context), theme, context)
    html = in_lines(drop_unused_styles(html))
    text = tidy(theme.render_text(text_context(issue, project, links)))
    return Edition(
        stem=issue.stem,
        date=issue.date.isoformat(),
        number=issue.number,
        lang=project.settings.lang,
        esp="",
        subject=mark(issue.subject),
        preheader=mark(issue.preheader),
        html=html,
        text=text,
        neutral_mjml=mjml,
        own_addresses=project.own_addresses(issue.stem),
        assets_url=project.assets_url,
        pictures=album.pictures,
        diagnostics=album.findings,
        sponsors=tuple(_placements(issue, project, links)),
    )


def trace_mjml(issue: Issue, project: Project) -> tuple[TracedText, Theme]:
    """Render the MJML of ``issue`` once more, knowing which template line each part comes from.

    Raises:
        IssueError: a picture cannot be prepared.
        ThemeError: a template is faulty.
    """
    theme = open_theme(project.theme_dir)
    links = Links(project.settings.tracking, issue.stem)
    return theme.trace(html_context(issue, project, links, Album(issue, project))), theme


def _compile(mjml: str, theme: Theme, context: Mapping[str, Any]) -> str:
    try:
        return compile_mjml(mjml)
    except MjmlSyntaxError as error:
        traced = theme.trace(context)
        place, notes = theme.place(traced.locate(error.offset) if error.offset is not None else None)
        message = f"the MJML is faulty: {error}"
        raise ThemeError([Diagnostic("mjml-syntax", message, place, error.hint, notes=notes)]) from error


def _inline(html: str, theme: Theme, context: Mapping[str, Any]) -> str:
    try:
        return inline_css(html, theme.stylesheet(context))
    except StylesheetError as error:
        traced = theme.trace(context, STYLESHEET)
        raise ThemeError(
            Diagnostic("stylesheet", fault.message, theme.place(traced.line(fault.line))[0], fault.hint)
            for fault in error.faults
        ) from error


def _placements(issue: Issue, project: Project, links: Links) -> list[Placement]:
    return [
        Placement(
            advertiser=block.advertiser,
            label=block.label or project.label(),
            headline=block.headline,
            url=links.finish(block.url, track=False),
            position=position,
            slot=block.slot,
        )
        for position, (_, block) in enumerate(issue.placed(), 1)
        if isinstance(block, Sponsor)
    ]


def _figures(text: str) -> dict[str, Any]:
    data = text.encode()
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
