"""Pictures in an edition: prepared, addressed, and reported where the issue names them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from digest import IssueError, build_edition, load_issue, load_project

SETTINGS = """
name: Meridian Daily
publisher: Meridian Media
from: { name: Meridian Daily, email: daily@meridian.example }
postal_address: 1 Harbour Row
"""
ISSUE = """
date: 2026-11-22
subject: Is the door open?
blocks:
  - lead:
      headline: A question?
      body: An answer.
      image: { src: images/a.jpg, alt: A door }
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with one issue and one large picture."""
    for name in ("issues", "images"):
        (tmp_path / name).mkdir()
    (tmp_path / "newsletter.yaml").write_text(SETTINGS, "utf-8")
    (tmp_path / "issues" / "one.yaml").write_text(ISSUE, "utf-8")
    Image.linear_gradient("L").resize((3000, 1500)).convert("RGB").save(tmp_path / "images" / "a.jpg")
    return tmp_path


def sources(html: str) -> list[str]:
    """Return the addresses of the pictures in an edition."""
    return re.findall(r'<img[^>]* src="([^"]+)"', html)


def test_pictures_travel_beside_the_edition(root: Path) -> None:
    """Without ``assets_url`` the edition addresses its prepared pictures relatively."""
    project = load_project(root)
    edition = build_edition(load_issue(root / "issues" / "one.yaml", project), project)
    (picture,) = edition.pictures
    assert sources(edition.html) == [picture.name]
    assert (picture.width, picture.height) == (1280, 640)
    with Image.open(picture.path) as prepared:
        assert prepared.size == (1280, 640)


def test_pictures_are_served_from_assets_url(root: Path) -> None:
    """With ``assets_url`` the addresses are absolute, but the newsroom's own copy stays whole."""
    (root / "newsletter.yaml").write_text(f"{SETTINGS}assets_url: https://cdn.meridian.example/d\n", "utf-8")
    project = load_project(root)
    issue = load_issue(root / "issues" / "one.yaml", project)
    edition = build_edition(issue, project)
    (picture,) = edition.pictures
    assert sources(edition.html) == [f"https://cdn.meridian.example/d/{picture.name}"]
    assert sources(build_edition(issue, project, "preview").html) == [picture.name]


def test_a_picture_on_the_web_stays_where_it_is(root: Path) -> None:
    """An https picture is neither fetched nor renamed."""
    text = ISSUE.replace("images/a.jpg", "https://agency.example/a.jpg")
    (root / "issues" / "one.yaml").write_text(text, "utf-8")
    project = load_project(root)
    edition = build_edition(load_issue(root / "issues" / "one.yaml", project), project)
    assert sources(edition.html) == ["https://agency.example/a.jpg"]
    assert edition.pictures == ()


def test_a_damaged_picture_is_reported_where_it_is_named(root: Path) -> None:
    """The editor is sent to the line that names the file."""
    (root / "images" / "a.jpg").write_bytes((root / "images" / "a.jpg").read_bytes()[:5000])
    project = load_project(root)
    issue = load_issue(root / "issues" / "one.yaml", project)
    with pytest.raises(IssueError) as caught:
        build_edition(issue, project)
    (found,) = caught.value.diagnostics
    assert found.rule == "damaged-picture"
    assert found.location
    assert (found.location.line, found.location.column) == (8, 21)


def test_a_questionable_picture_is_a_finding(root: Path) -> None:
    """What an edition survives is said beside it."""
    Image.new("RGB", (10, 10)).save(root / "images" / "a.jpg", "PNG")
    project = load_project(root)
    edition = build_edition(load_issue(root / "issues" / "one.yaml", project), project)
    assert [found.rule for found in edition.diagnostics] == ["mislabelled-picture"]


def test_a_second_build_opens_no_picture(root: Path) -> None:
    """In a new process, too, an unchanged picture is not opened: Python's audit log of the build tells."""
    program = (
        "import sys; opened = []\n"
        "sys.addaudithook(lambda name, given: opened.append(str(given[0])) if name == 'open' else None)\n"
        "from pathlib import Path\n"
        "from digest import build_edition, load_issue, load_project\n"
        "project = load_project(Path('.'))\n"
        "build_edition(load_issue(Path('issues/one.yaml'), project), project)\n"
        "print(sum(name.endswith('.jpg') for name in opened), 'PIL' in sys.modules)\n"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=root,
            env=os.environ,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        for _ in range(2)
    ]
    assert int(runs[0][0]) > 0
    assert runs[1] == ["0", "False"]
