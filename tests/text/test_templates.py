"""Plain-text templates of a project's own: as short as the README says, and their faults named."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest import ThemeError, build_edition, load_issue, load_project
from digest.diagnostics import format_text
from tests.projects import make_project

SPONSOR = "blocks/sponsor.txt.j2"


def build(folder: Path, name: str, source: str) -> str:
    """Return the text edition of a small project with a template of its own."""
    project = load_project(make_project(folder / "letter", ["one"]))
    path = project.theme_dir / name
    path.parent.mkdir(parents=True)
    path.write_text(source, "utf-8")
    return build_edition(load_issue(project.issues_dir / "one.yaml", project), project, "preview").text


def test_a_block_can_be_set_in_another_way(tmp_path: Path) -> None:
    """One template of the project's own takes the default one's place, spaced as its author likes."""
    source = """

{% set notes = footnotes() %}
{{ rule("~", pair(block.label or default_label, block.advertiser)) }}



{{ underline(block.headline, "^") }}
   {{ prose(block.body, notes) }}
{{ entry(words.read_more, link(block.url)) }}
{{ notes }}
{{ rule("~") }}
"""
    shown = build(tmp_path, SPONSOR, source)
    assert "\n\n~~~ Advertisement: Northwind ~~~" in shown
    assert "~~~~\n\nA grid\n^^^^^^\n\nRead more: https://northwind.example/\n\n~~~" in shown
    assert shown.startswith("Meridian Daily\n")


@pytest.mark.parametrize(
    "source,place,message",
    [
        ("a\n{{ wrapp(block.headline) }}", "2:1", "'wrapp' is undefined"),
        ("{{ underline(block.headlin) }}", "1:1", "headlin"),
        ("\n\n{{ prose(block.body) }}", "3:1", "notes"),
        ("{% if %}", "1:1", "Expected an expression"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, source: str, place: str, message: str) -> None:
    """A theme author learns template, line and reason, as for the HTML."""
    with pytest.raises(ThemeError) as caught:
        build(tmp_path, SPONSOR, source)
    (found,) = caught.value.diagnostics
    shown = format_text(found, tmp_path / "letter")
    assert shown.startswith(f"templates/email/{SPONSOR}:{place}: error: ")
    assert message in shown.splitlines()[0]
    if "{% if" not in source:
        assert any(note.startswith("included from edition.txt.j2:") for note in found.notes)
