"""From an example of wrong or right to an issue, its project and its edition.

An example says only what matters. It is laid over a small issue that no rule objects to: keys of the issue;
under ``lead``, ``teaser``, ``sponsor``, ``text`` and ``newsletter`` keys of the block or file of that name;
under ``theme`` templates by their names; under ``pictures`` sizes of picture files, such as ``1200x600``;
under ``answers`` what the servers of linked pages say.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from PIL import Image

from digest.checks import check
from digest.checks.answers import Answer
from digest.diagnostics import Diagnostic
from digest.edition import build_edition
from digest.project import load_issue, load_project

# Text as typed, as the issue format has it: "No" stays "No".
_LOADER = yaml.BaseLoader

NEWSLETTER = """
name: Meridian Daily
publisher: Meridian Media
homepage: https://meridian.example/
from: { name: Meridian Daily, email: daily@meridian.example }
postal_address: Meridian Media, 1 Harbour Row, 1100-001 Lisbon, Portugal
lang: en
web_url: https://meridian.example/daily/{stem}/
"""
ISSUE = """
date: 2026-11-22
number: 412
subject: Is the alliance's door finally open?
preheader: What ministers promised Halvania, what they left out, and three dates before spring
"""
LEAD = """
headline: Is the alliance's door finally open?
url: https://meridian.example/world/open-door
byline: Ana Prior
image: { src: images/picture.png, alt: Ministers at a long table, credit: Meridian / R. Sato }
body: |
  For two days in Port Anselm, ministers of the seventeen countries of the Harbour Pact argued over one
  sentence. On Saturday evening they published it. The applause lasted longer than it takes to read.

  Halvania has waited eleven years. In that time it has rebuilt its coast guard, rewritten its procurement law
  twice and [opened its arms depots to foreign inspectors](https://meridian.example/world/depots). Karsen, its
  neighbour across the river, has spent the same years moving two brigades closer to the bank.
"""
TEASERS = """
- { headline: The glacier that moved a border, url: "https://meridian.example/glacier" }
- { headline: Three navies and one cable, url: "https://meridian.example/navies" }
- { headline: Why grain ships take the long way round, url: "https://meridian.example/grain" }
"""
SPONSOR = """
advertiser: Northwind Grid
headline: Power at one price, from wind you can visit
body: Fix your office's electricity price for three years.
url: https://northwind.example/offices
"""


def make(example: str, folder: Path) -> Path:
    """Write the project that ``example`` describes into ``folder``; return its issue."""
    said: dict[str, Any] = yaml.load(example, _LOADER) or {}  # noqa: S506 - BaseLoader makes strings only
    said.pop("answers", None)
    newsletter = _base(NEWSLETTER) | said.pop("newsletter", {})
    pictures = {"images/picture.png": "1300x700"} | said.pop("pictures", {})
    for name, text in said.pop("theme", {}).items():
        _write(folder / "templates" / "email" / name, text)
    for name, size in pictures.items():
        _draw(folder / name, size)
    lead = _base(LEAD) | said.pop("lead", {})
    teasers = said.pop("teasers", _base(TEASERS))
    teasers[0] |= said.pop("teaser", {})
    blocks = [{"lead": {key: value for key, value in lead.items() if value != ""}}]
    if "sponsor" in said:
        blocks.append({"sponsor": _base(SPONSOR) | said.pop("sponsor")})
    blocks.append({"more_from": {"teasers": teasers}})
    if "text" in said:
        blocks.append({"text": said.pop("text")})
    issue = _base(ISSUE) | {"blocks": blocks} | said
    _write(folder / "newsletter.yaml", yaml.safe_dump(newsletter, allow_unicode=True, sort_keys=False))
    path = folder / "issues" / "2026-11-22.yaml"
    _write(path, yaml.safe_dump(issue, allow_unicode=True, sort_keys=False, width=1000))
    return path


def findings(example: str, folder: Path) -> tuple[Diagnostic, ...]:
    """Return what the checks find in the issue that ``example`` describes."""
    path = make(example, folder)
    project = load_project(folder)
    issue = load_issue(path, project)
    said = (yaml.load(example, _LOADER) or {}).get("answers", {})  # noqa: S506 - same
    answers = {url: _answer(url, row) for url, row in said.items()}
    return check(issue, project, build_edition(issue, project), answers)


def _answer(url: str, row: dict[str, str]) -> Answer:
    final = row.get("final", url)
    return Answer(url, int(row.get("status", 0)), final, "permanent" in row, row.get("error", ""))


def _base(text: str) -> Any:
    return yaml.load(text, _LOADER)  # noqa: S506 - same


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _draw(path: Path, size: str) -> None:
    width, height = map(int, size.removesuffix(" noise").split("x"))
    path.parent.mkdir(parents=True, exist_ok=True)
    if "noise" in size:
        picture = Image.effect_noise((width, height), 100).convert("RGB")
    else:
        picture = Image.new("RGB", (width, height), (11, 87, 208))
    frames = [picture.rotate(180)] if path.suffix == ".gif" else []
    picture.save(path, save_all=bool(frames), append_images=frames)
