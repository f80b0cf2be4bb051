"""A newsletter project: its settings, its folder, and how its files are found and loaded."""

from __future__ import annotations

import os
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import quote

from digest.diagnostics import DigestError, IssueError, Location, ProjectError, shown_path
from digest.issue import Issue
from digest.paths import PictureFinder
from digest.reading import validate
from digest.settings import Settings, Tracking
from digest.source import Document, read_file
from digest.words import default_label

__all__ = [
    "SETTINGS_FILE",
    "Project",
    "Settings",
    "Tracking",
    "find_project",
    "load_issue",
    "load_project",
]

SETTINGS_FILE = "newsletter.yaml"


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
    document = _read(root / SETTINGS_FILE, ProjectError)
    settings, faults = validate(Settings, document, _context(root))
    if settings is None:
        raise ProjectError(faults)
    return Project(root.resolve(), settings)


def load_issue(path: Path, project: Project) -> Issue:
    """Read one issue file and check that the project's pictures it names exist.

    Raises:
        IssueError: it is missing or faulty; carries every fault.
    """
    document = _read(path, IssueError)
    issue, faults = validate(Issue, document, _context(project.root))
    if issue is None:
        raise IssueError(faults)
    return issue.attach(document)


def _context(root: Path) -> dict[str, Any]:
    return {"find_picture": PictureFinder(root)}


def _read(path: Path, kind: type[DigestError]) -> Document:
    try:
        return read_file(path)
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL character
        raise _unreadable(path, error, kind) from error


def _unreadable(path: Path, error: OSError | ValueError, kind: type[DigestError]) -> DigestError:
    """Return the error of a file that cannot be opened, with what the editor can do about it."""
    name, at = shown_path(path), Location(path, 1, 1)
    if os.path.isdir(path):  # noqa: PTH112  unlike Path.is_dir, it takes names that no file can have
        return kind.single("not-a-file", f"{name} is a folder, not a file", at, "name a file in it")
    if os.path.islink(path) and not os.path.exists(path):  # noqa: PTH110, PTH114  as above
        target = shown_path(path.parent / path.readlink())
        return kind.single("missing-file", f"{name} is a link to {target}, which is not there", at)
    if isinstance(error, PermissionError):
        hint = "change the file's permissions"
        return kind.single("unreadable-file", f"you have no permission to read {name}", at, hint)
    if isinstance(error, FileNotFoundError):
        return kind.single("missing-file", f"there is no file {name}", at, _near(path))
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return kind.single("unreadable-file", f"{name} cannot be read: {reason}", at)


def _near(path: Path) -> str:
    """Return the hint that names the file which is called most like ``path``."""
    beside = [each.name for each in path.parent.iterdir()] if path.parent.is_dir() else []
    near = get_close_matches(path.name, sorted(beside), n=1)
    return f"did you mean {shown_path(path.parent / near[0])}?" if near else "check the name"
