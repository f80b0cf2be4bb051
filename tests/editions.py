"""Every sample and hard issue, built once for all the tests that look at editions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from digest import build_edition, load_issue, load_project
from digest.edition import Edition, render_edition
from digest.issue import Issue
from digest.project import Project

ROOT = Path(__file__).parents[1]
HARD = ROOT / "tests" / "hard"


def _paths() -> dict[str, Path]:
    found = {path.stem: path for path in sorted((ROOT / "issues").glob("*.yaml"))}
    for path in sorted(HARD.rglob("issues/*.yaml")):
        project = path.parents[1]
        found[path.stem if project == HARD else project.name] = path
    return found


PATHS = _paths()
NAMES = tuple(PATHS)
DAILY = "2026-11-22"


@dataclass(frozen=True)
class Built:
    """An issue with its edition, and that edition before it was finished for an ESP."""

    issue: Issue
    project: Project
    edition: Edition
    neutral: Edition


@lru_cache
def built(name: str) -> Built:
    """Build the sample or hard issue of that name."""
    path = PATHS[name]
    project = load_project(path.parents[1])
    issue = load_issue(path, project)
    return Built(issue, project, build_edition(issue, project), render_edition(issue, project))


def write(name: str, folder: Path) -> Path:
    """Write the edition's HTML into ``folder`` with its pictures beside it, and return the file."""
    edition = built(name).edition
    for picture in edition.pictures:
        target = folder / picture.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(picture.path.read_bytes())
    page = folder / f"{name}.html"
    page.write_text(edition.html, "utf-8")
    return page
