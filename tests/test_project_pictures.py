"""The pictures that an issue names are files of the project, wherever links lead."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest import IssueError, load_issue, load_project

NEWSLETTER = """\
name: The Letter
publisher: Meridian Media
from: { name: The Letter, email: letter@meridian.example }
postal_address: 1 Harbour Row, Lisbon
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a project with a picture, beside a folder that is none of its business."""
    root = tmp_path / "letter"
    (root / "images").mkdir(parents=True)
    (root / "issues").mkdir()
    (root / "newsletter.yaml").write_text(NEWSLETTER)
    (root / "images/harbour.png").write_bytes(b"picture")
    (tmp_path / "letters-of-others").mkdir()
    (tmp_path / "letters-of-others/secret.png").write_bytes(b"secret")
    return root


def rules(root: Path, source: str) -> list[str]:
    """Return the rules that an issue with this picture breaks."""
    path = root / "issues/one.yaml"
    path.write_text(
        "date: 2026-11-22\nsubject: One\nblocks:\n  - lead:\n      headline: One\n      body: Words.\n"
        f"      image: {{ src: {source}, alt: A harbour }}\n"
    )
    try:
        load_issue(path, load_project(root))
    except IssueError as error:
        (found,) = error.diagnostics
        assert found.location
        assert found.location.text[found.location.column - 1 :].startswith(source)
        return [found.rule]
    return []


def test_a_file_of_the_project_is_found(root: Path) -> None:
    """A picture, and a link to one inside the project, may be named."""
    (root / "images/linked.png").symlink_to("harbour.png")
    (root / "pictures").symlink_to("images")
    for source in ("images/harbour.png", "images/linked.png", "pictures/harbour.png"):
        assert rules(root, source) == []


def test_what_is_no_file_is_missing(root: Path) -> None:
    """A wrong name, a folder and a link to nothing are told apart from nothing."""
    (root / "images/broken.png").symlink_to("nowhere.png")
    for source in ("images/harbor.png", "images", "images/broken.png"):
        assert rules(root, source) == ["missing-picture"]


def test_no_link_leads_out_of_the_project(root: Path) -> None:
    """Neither a linked file nor a linked folder opens what lies beside the project to its editions."""
    (root / "images/linked.png").symlink_to(root.parent / "letters-of-others/secret.png")
    (root / "others").symlink_to(root.parent / "letters-of-others")
    for source in ("images/linked.png", "others/secret.png"):
        assert rules(root, source) == ["path-outside-project"]
