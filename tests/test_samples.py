"""The samples are what a reader of the repository meets first: whole, and light enough to mail."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from digest import build_edition, load_issue, load_project
from digest.issue import MoreFrom, Sponsor, Teaser

ROOT = Path(__file__).parents[1]
DAILY = "2026-11-22"
KILO = 1000
HARD = sorted((ROOT / "tests" / "hard").rglob("issues/*.yaml"))


def test_the_daily_shows_every_kind_of_content() -> None:
    """Protects the sample as a demonstration: each thing the formats offer is seen at least once."""
    issue = load_issue(ROOT / "issues" / f"{DAILY}.yaml", load_project(ROOT))
    kinds = [block.kind for block in issue.blocks]
    assert kinds == ["lead", "sponsor", "more_from", "text"]
    assert issue.lead.headline.endswith("?")
    assert issue.lead.image is not None
    assert issue.lead.image.caption
    assert issue.lead.image.credit
    (section,) = (block for block in issue.blocks if isinstance(block, MoreFrom))
    teasers = [item for item in section.teasers if isinstance(item, Teaser)]
    assert len(teasers) == 6
    assert [item.source for item in teasers if item.source] == ["YouTube"]
    assert [item.headline for item in teasers if item.image is None] == ["Stop calling them frozen conflicts"]
    assert len([item for item in section.teasers if isinstance(item, Sponsor)]) == 1


@pytest.mark.parametrize("path", sorted((ROOT / "issues").glob("*.yaml")), ids=lambda path: path.stem)
def test_subjects_and_pictures_are_fit_to_send(path: Path) -> None:
    """Protects the samples: lengths that inboxes show whole, every picture described and credited."""
    issue = load_issue(path, load_project(ROOT))
    assert len(issue.subject) <= 60
    assert 60 <= len(issue.preheader) <= 100
    for _, image in issue.images():
        assert image.alt
        assert image.alt != image.caption
    for _, block in issue.placed():
        if not isinstance(block, Sponsor) and (picture := getattr(block, "image", None)):
            assert picture.credit


def test_pictures_are_light() -> None:
    """Protects the inbox on a slow line: each picture is sharp at twice its width, and light."""
    limits = {1280: 120 * KILO, 1200: 80 * KILO, 560: 35 * KILO, 360: 20 * KILO}
    pictures = sorted((ROOT / "images").iterdir())
    assert pictures
    for path in pictures:
        with Image.open(path) as picture:
            assert path.stat().st_size <= limits[picture.width], path.name


@pytest.mark.parametrize("path", HARD, ids=lambda path: f"{path.parents[1].name}-{path.stem}")
def test_hard_issues_build(path: Path) -> None:
    """Protects the hard issues as test material: each is valid, so that what fails on one is the engine."""
    project = load_project(path.parents[1])
    edition = build_edition(load_issue(path, project), project)
    assert edition.html
    assert edition.text
