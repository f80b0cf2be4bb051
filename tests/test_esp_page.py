"""The page for marketing tells the truth: its commands print what it shows, its tags are those written."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from digest.esp.profile import FALLBACK, Packaging
from digest.esp.profiles import PROFILES
from digest.push.services import SERVICES
from tests.test_readme import CONSOLE, Reader

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "from-dist-to-your-esp.md").read_text("utf-8")
ROWS = [
    [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
    for line in re.findall(r"^\| [A-Z].*$", PAGE, re.MULTILINE)
    if " `" in line
][1:]


def written(name: str, tag: str) -> str:
    """Return what an attribute of the edition holds for a merge tag, "none" where there is none."""
    known = PROFILES[name].tags.get(tag)
    if known is None:
        return "none"
    pattern = known.fallback.replace(FALLBACK, "there") if tag == "first_name" else ""
    return f"`{(pattern or known.value).replace(chr(34), chr(39))}`"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[1].strip("`"))
def test_the_table_shows_what_is_written(row: list[str]) -> None:
    """Nobody compares an account with a tag that the export does not write."""
    _, option, unsubscribe, web_view, first_name, pictures, text, push = row
    profile = PROFILES[option.strip("`")]
    assert unsubscribe == written(profile.name, "unsubscribe")
    assert web_view == written(profile.name, "web_view")
    assert first_name.replace('"', "'") == written(profile.name, "first_name")
    assert (pictures == "in the zip") == (profile.packaging is not Packaging.FILES)
    assert (text == "yes") == profile.takes_text
    assert (push == "yes") == (profile.name in SERVICES)


def test_ten_esps_have_a_row_and_a_section() -> None:
    """Each row's ESP is explained below the table."""
    assert len(ROWS) == 10
    sections = re.findall(r"^### (.*)$", PAGE, re.MULTILINE)
    assert sections == [row[0] for row in ROWS]


def test_the_settings_of_push_exist() -> None:
    """What the page says to put under ``push`` is what ``digest push`` reads."""
    for section in re.split(r"^### ", PAGE, flags=re.MULTILINE)[1:]:
        found = re.search(r"For `push`: (.*?)DIGEST_(\w+)_KEY", section, re.DOTALL)
        if found:
            service = SERVICES[found[2].lower()]
            named = set(re.findall(r"`(\w+)`", found[1])) | set(re.findall(r"push: \{ (\w+):", found[1]))
            assert named
            assert named <= set(service.settings), found[2]


def test_every_command_prints_what_the_page_shows(tmp_path: Path) -> None:
    """The export of the sample daily is followed in a copy of the project."""
    project = tmp_path / "letter"
    for name in ("newsletter.yaml", "issues", "images"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        project.mkdir(exist_ok=True)
        copy(ROOT / name, project / name)
    reader = Reader(project)
    for block in CONSOLE.findall(PAGE):
        reader.follow(block)
    assert reader.commands
