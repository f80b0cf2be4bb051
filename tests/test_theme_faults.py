"""Faults in a project's own theme: each is named by template and line, as its author sees it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from digest import build_edition, load_issue, load_project
from digest.diagnostics import ThemeError, format_text
from digest.template import forget_themes
from tests.projects import make_project

CASES = sorted(path for path in (Path(__file__).parent / "bad_themes").iterdir() if path.is_dir())
TEXT = "blocks/text.mjml.j2"
ISSUE = """\
date: 2026-11-22
subject: Is the door open?
blocks:
  - lead: { headline: A question?, body: "An *answer*." }
  - text: { body: "A note." }
"""


def build(folder: Path, theme: Path) -> str:
    """Build a project with the templates in ``theme`` in its own theme, and return its HTML."""
    project = make_project(folder / "letter", ["one"], ISSUE)
    shutil.copytree(theme, project / "templates" / "email")
    loaded = load_project(project)
    return build_edition(load_issue(project / "issues" / "one.yaml", loaded), loaded).html


def with_templates(folder: Path, templates: dict[str, str]) -> Path:
    """Write templates into ``folder`` and return it."""
    for name, source in templates.items():
        path = folder / "theme" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, "utf-8")
    return folder / "theme"


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_a_faulty_theme(
    case: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    """Protects theme authors: template, line, reason, remedy, and how the template was reached; no noise."""
    with pytest.raises(ThemeError) as caught:
        build(tmp_path, case)
    assert caught.value.__cause__ is not None
    own = tmp_path / "letter" / "templates" / "email"
    said = "\n".join(format_text(each, own) for each in caught.value.diagnostics)
    said = re.sub(r"(edition\.\w+\.j2):\d+", r"\1:N", said) + "\n"
    expected = case / "expected.txt"
    if request.config.getoption("--update-golden"):
        expected.write_text(said, "utf-8")
    assert said == expected.read_text("utf-8")
    assert capfd.readouterr() == ("", "")


def test_properties_that_only_outlook_knows_pass(tmp_path: Path) -> None:
    """Protects what cssutils is too old or too pure to know: Outlook's properties, calc(), newer ones."""
    css = "p { mso-line-height-rule: exactly; overflow-wrap: anywhere; width: calc(100% - 2px); -x-y: 1 }"
    html = build(tmp_path, with_templates(tmp_path, {"inline.css.j2": css}))
    assert "mso-line-height-rule:exactly; overflow-wrap:anywhere; width:calc(100% - 2px); -x-y:1" in html


def test_templates_are_overridden_one_by_one(tmp_path: Path) -> None:
    """Protects a project's small change: one file of its own, and the default theme for the rest."""
    own = "<mj-section><mj-column><mj-text>OUR OWN</mj-text></mj-column></mj-section>"
    html = build(tmp_path, with_templates(tmp_path, {TEXT: own}))
    assert "OUR OWN" in html
    assert "A note." not in html
    assert "<h1" in html


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    """Protects authors on Windows, whose editors begin a file with one."""
    theme = with_templates(tmp_path, {})
    theme.mkdir()
    default = Path(__file__).parents[1] / "templates" / "email" / "edition.mjml.j2"
    (theme / "edition.mjml.j2").write_bytes(b"\xef\xbb\xbf" + default.read_bytes())
    assert build(tmp_path, theme).startswith("<!doctype html>")


def test_forgets_themes_on_demand(tmp_path: Path) -> None:
    """A build reads each template once; a preview shows a saved template, which it asks for anew."""
    project = load_project(make_project(tmp_path / "letter", ["one"], ISSUE))
    issue = load_issue(project.root / "issues" / "one.yaml", project)
    theme = with_templates(tmp_path, {TEXT: "<mj-raw>First words</mj-raw>"})
    shutil.copytree(theme, project.root / "templates" / "email")
    assert "First words" in build_edition(issue, project).html
    (project.root / "templates" / "email" / TEXT).write_text("<mj-raw>Second words</mj-raw>", "utf-8")
    assert "First words" in build_edition(issue, project).html
    forget_themes()
    assert "Second words" in build_edition(issue, project).html
