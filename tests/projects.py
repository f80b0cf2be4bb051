"""Small projects for tests that need files more than content."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

SETTINGS = """\
name: Meridian Daily
publisher: Meridian Media
from: { name: Meridian Daily, email: daily@meridian.example }
postal_address: 1 Harbour Row
"""
ISSUE = """\
date: 2026-11-22
subject: Is the door open?
preheader: Three ministers hold the key, and none of them says to which lock it belongs
blocks:
  - lead: { headline: A question?, body: "An *answer*." }
  - sponsor: { advertiser: Northwind, headline: A grid, url: "https://northwind.example/" }
"""


def make_project(
    folder: Path, stems: Iterable[str] = ("2026-11-21", "2026-11-22"), issue: str = ISSUE
) -> Path:
    """Write a project with an issue for each of ``stems`` and return its folder."""
    (folder / "issues").mkdir(parents=True)
    (folder / "newsletter.yaml").write_text(SETTINGS, "utf-8")
    for stem in stems:
        text = issue.replace("2026-11-22", stem) if stem.startswith("2026-") else issue
        (folder / "issues" / f"{stem}.yaml").write_text(text, "utf-8")
    return folder


def digest_command(*arguments: str | Path) -> list[str]:
    """Return the command line that runs digest in a process of its own."""
    return [sys.executable, "-m", "digest.cli", *map(str, arguments)]


def run_digest(
    *arguments: str | Path, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run digest in a process of its own; ``environment`` is added to this one's."""
    return subprocess.run(
        digest_command(*arguments),
        cwd=cwd,
        env={**os.environ, **environment},
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file under ``folder`` by its relative path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
