"""The main job, end to end: files in, editions out."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from digest.cli import main

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
  - lead: { headline: A question?, body: "An *answer*." }
  - sponsor: { advertiser: Northwind, headline: A grid, url: "https://northwind.example/" }
"""


def test_build_writes_every_edition(tmp_path: Path) -> None:
    """``digest build`` makes the three files of each issue."""
    (tmp_path / "issues").mkdir()
    (tmp_path / "newsletter.yaml").write_text(SETTINGS, "utf-8")
    (tmp_path / "issues" / "one.yaml").write_text(ISSUE, "utf-8")
    result = CliRunner().invoke(main, ["--project", str(tmp_path), "build"])
    assert result.exit_code == 0, result.output
    written = {path.name for path in (tmp_path / "dist" / "one").iterdir()}
    assert written == {"edition.html", "edition.txt", "edition.json"}
    assert "<em>answer</em>" in (tmp_path / "dist" / "one" / "edition.html").read_text("utf-8")
