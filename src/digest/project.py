"""A newsletter project: its settings, its folder, and how its files are found and loaded."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import quote

from pydantic import AfterValidator, Field

from digest.diagnostics import Diagnostic, IssueError, ProjectError
from digest.esp.settings import EspSettings
from digest.fields import Filled, Line, Model, PictureSource, WebUrl, fault
from digest.issue import Issue
from digest.reading import validate
from digest.source import SourceError, read_source
from digest.words import default_label, known_language

SETTINGS_FILE = "newsletter.yaml"

Color = Annotated[str, Field(pattern=r"^#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$")]


def _email(value: str) -> str:
    name, at, host = value.strip().rpartition("@")
    if not (name and at and "." in host) or any(char.isspace() for char in value.strip()):
        raise fault("bad-address", f"'{value}' is not an e-mail address", "write name@example.com")
    return value.strip()


def _language(value: str) -> str:
    if not known_language(value):
        hint = "write a code such as en, de, fr, es, pt, uk, ar or pt-BR"
        raise fault("unknown-language", f"'{value}' is not a language code", hint)
    return value


class Sender(Model):
    """Who the message comes from."""

    name: Filled = Field(description="The name that inboxes show.")
    email: Annotated[str, AfterValidator(_email)] = Field(description="The address it comes from.")


class Logo(Model):
    """The masthead's picture."""

    src: PictureSource = Field(description="A file of the project, or an https address.")
    alt: Filled = Field(description="The newsletter's name.")
    width: int = Field(default=180, ge=16, le=600, description="Display width in CSS pixels.")
    dark_src: PictureSource | None = Field(default=None, description="The logo for dark backgrounds.")


class Colors(Model):
    """The theme's colours, light and dark."""

    accent: Color = Field(default="#0b57d0", description="Kickers, links and buttons.")
    accent_dark: Color = Field(default="#8ab4f8", description="The accent on a dark background.")
    text: Color = Field(default="#1f1f1f", description="Body text.")
    text_dark: Color = Field(default="#e8e6e3", description="Body text on a dark background.")
    muted: Color = Field(default="#5a5f66", description="Captions, credits and the footer.")
    muted_dark: Color = Field(default="#b0b4ba", description="The same on a dark background.")
    background: Color = Field(default="#ffffff", description="The paper.")
    background_dark: Color = Field(default="#16181b", description="The paper in the dark.")
    page: Color = Field(default="#f3f1ec", description="Around the paper.")
    page_dark: Color = Field(default="#0e0f11", description="Around the paper in the dark.")
    tint: Color = Field(default="#f4f1e8", description="Behind sponsor blocks.")
    tint_dark: Color = Field(default="#24272b", description="Behind sponsor blocks in the dark.")
    rule: Color = Field(default="#d9d6cf", description="Lines.")
    rule_dark: Color = Field(default="#3a3e44", description="Lines in the dark.")


class Social(Model):
    """A link to the publisher on a social network."""

    network: Literal[
        "bluesky",
        "facebook",
        "instagram",
        "linkedin",
        "mastodon",
        "rss",
        "threads",
        "tiktok",
        "website",
        "x",
        "youtube",
    ] = Field(description="Which network; it chooses the words of the link.")
    url: WebUrl = Field(description="The publisher's page there.")


class Tracking(Model):
    """Campaign tags (utm_*) for every content link; ``{stem}`` stands for the issue's file name."""

    source: Line = Field(default="", description="utm_source.")
    medium: Line = Field(default="email", description="utm_medium.")
    campaign: Line = Field(default="{stem}", description="utm_campaign.")


class Settings(Model):
    """What ``newsletter.yaml`` says."""

    name: Filled = Field(description="The newsletter's name.", examples=["Meridian Daily"])
    publisher: Filled = Field(description="Who publishes it.", examples=["Meridian Media"])
    homepage: WebUrl | None = Field(default=None, description="The publisher's site.")
    from_: Sender = Field(alias="from", description="Who the message comes from.")
    postal_address: Filled = Field(description="The sender's postal address; the law asks for it.")
    lang: Annotated[str, AfterValidator(_language)] = Field(
        default="en", description="Language of the interface words and of the html lang attribute."
    )
    logo: Logo | None = Field(default=None, description="The masthead's picture.")
    colors: Colors = Field(default_factory=Colors, description="The theme's colours.")
    social: tuple[Social, ...] = Field(default=(), description="Links in the footer.")
    esp: Line = Field(default="generic", description="Default ESP of build and export.")
    esps: dict[str, EspSettings] = Field(
        default_factory=dict, description="Other merge tags for an ESP, or an ESP of your own."
    )
    disclosure: Literal["us", "uk", "de", "eu"] = Field(
        default="us", description="Whose words a label may use."
    )
    checks: dict[str, Literal["error", "warning", "advice", "off"]] = Field(
        default_factory=dict, description="How much each check matters here; 'digest rules' lists them."
    )
    tracking: Tracking | None = Field(default=None, description="Campaign tags for content links.")
    assets_url: WebUrl | None = Field(default=None, description="Where local pictures are served from.")
    unsubscribe_url: WebUrl | None = Field(
        default=None,
        description="Where readers unsubscribe without the help of an ESP; also for List-Unsubscribe.",
    )
    web_url: WebUrl | None = Field(
        default=None, description="Where the web edition lives; {stem} is filled in."
    )


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with a ``newsletter.yaml``."""

    root: Path
    settings: Settings

    @property
    def issues_dir(self) -> Path:
        """Where issues are."""
        return self.root / "issues"

    @property
    def theme_dir(self) -> Path:
        """Where the project's own templates are; each takes the place of the default theme's."""
        return self.root / "templates" / "email"

    @property
    def assets_url(self) -> str:
        """Where pictures are served from, with a final slash; empty: they travel beside the edition."""
        base = self.settings.assets_url or ""
        return base if base.endswith("/") or not base else f"{base}/"

    def issue_paths(self) -> tuple[Path, ...]:
        """Return the issue files, oldest name first."""
        return tuple(sorted(path for path in self.issues_dir.glob("*.yaml") if path.is_file()))

    def web_address(self, stem: str) -> str:
        """Return where the edition of the issue ``stem`` stands on the web; empty: nowhere."""
        return (self.settings.web_url or "").replace("{stem}", quote(stem))

    def own_addresses(self, stem: str) -> dict[str, str]:
        """Return the newsletter's own pages, by the merge tag that they stand in for."""
        own = {"web_view": self.web_address(stem), "unsubscribe": self.settings.unsubscribe_url or ""}
        return {name: address for name, address in own.items() if address}

    def label(self) -> str:
        """Return the word that discloses advertising where the newsletter does not choose its own."""
        return default_label(self.settings.disclosure, self.settings.lang)


def find_project(start: Path) -> Path:
    """Return the nearest folder, from ``start`` upwards, that holds ``newsletter.yaml``.

    Raises:
        ProjectError: there is none.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / SETTINGS_FILE).is_file():
            return folder
    raise ProjectError.single(
        "no-project",
        f"there is no {SETTINGS_FILE} in {start.resolve()} or any folder above it",
        hint="run 'digest init my-letter' to begin a newsletter, or give its folder with --project",
    )


def load_project(root: Path) -> Project:
    """Read the ``newsletter.yaml`` in ``root``.

    Raises:
        ProjectError: it is missing or faulty; carries every fault.
    """
    path = root / SETTINGS_FILE
    try:
        document = read_source(path, path.read_bytes())
    except SourceError as error:
        raise ProjectError(error.diagnostics) from error
    except OSError as error:
        raise ProjectError.single("unreadable-file", f"{path} cannot be read: {error.strerror}") from error
    settings, faults = validate(Settings, document)
    if settings is None:
        raise ProjectError(faults)
    return Project(root.resolve(), settings)


def load_issue(path: Path, project: Project) -> Issue:
    """Read one issue file and check that the project's pictures it names exist.

    Raises:
        IssueError: it is missing or faulty; carries every fault.
    """
    try:
        document = read_source(path, path.read_bytes())
    except SourceError as error:
        raise IssueError(error.diagnostics) from error
    except OSError as error:
        raise IssueError.single(
            "unreadable-file", f"{path} cannot be read: {error.strerror or error}"
        ) from error
    issue, faults = validate(Issue, document)
    if issue is None:
        raise IssueError(faults)
    issue.attach(document)
    missing = list(_missing_pictures(issue, project))
    if missing:
        raise IssueError(missing)
    return issue


def _missing_pictures(issue: Issue, project: Project) -> list[Diagnostic]:
    inside = os.path.join(project.root, "")  # noqa: PTH118  paths as objects take ten times as long
    real_folder = cache(os.path.realpath)
    found = []
    for place, image in issue.images():
        if "://" in image.src:
            continue
        folder, name = os.path.split(inside + image.src)
        file = os.path.join(real_folder(folder), name)  # noqa: PTH118  see above
        if os.path.islink(file):  # noqa: PTH114  see above
            file = os.path.realpath(file)
        if not file.startswith(inside):
            message = f"the path '{image.src}' leads out of the project"
            found.append(Diagnostic("path-outside-project", message, issue.locate(*place, "src")))
        elif not os.path.isfile(file):  # noqa: PTH113  see above
            hint = f"put the file at {image.src}, or correct the name"
            message = f"there is no picture '{image.src}'"
            found.append(Diagnostic("missing-picture", message, issue.locate(*place, "src"), hint))
    return found
