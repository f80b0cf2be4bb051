"""Faulty files: what an editor is told about each, to the letter.

``tests/bad`` is a project of its own. Each file in ``issues`` and ``newsletters`` has one fault, which its
name says, and beside it stands what digest says of it.
"""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from digest import DigestError, Project, load_issue, load_project
from digest.diagnostics import format_text

ROOT = Path(__file__).parents[1]
BAD = ROOT / "tests" / "bad"
ISSUES = sorted((BAD / "issues").glob("*.yaml"))
NEWSLETTERS = sorted((BAD / "newsletters").glob("*.yaml"))
# The modules that read files; every rule they can report has a file here.
READING = (
    "source",
    "faults",
    "fields",
    "issue",
    "paths",
    "project",
    "reading",
    "settings",
    "urls",
    "esp/settings",
)
# These are about files that cannot lie in a repository, and tested in test_reading.
ELSEWHERE = {
    "bad-value",
    "file-too-large",
    "many-faults",
    "missing-file",
    "no-project",
    "not-a-file",
    "unreadable-file",
    "yaml-syntax",
}
# The functions that take a rule id first.
REPORTERS = {"Diagnostic", "fault", "mistake", "single", "report", "event", "_dropped"}
REPORTED = re.compile(r"^\S.*: error: .*\[([a-z0-9-]+)\]$", re.MULTILINE)


@pytest.fixture(scope="module")
def project() -> Project:
    """Return the project around the faulty issues."""
    return load_project(BAD)


def _said(error: DigestError, base: Path) -> str:
    return "\n".join(format_text(each, base) for each in error.diagnostics) + "\n"


@pytest.mark.parametrize("path", ISSUES, ids=lambda path: path.stem)
def test_faulty_issue(path: Path, project: Project, golden: Callable[[Path, str], None]) -> None:
    """An editor reads exactly these words about this mistake, with the caret under it."""
    with pytest.raises(DigestError) as caught:
        load_issue(path, project)
    golden(path.with_suffix(".expected"), _said(caught.value, BAD))


@pytest.mark.parametrize("path", NEWSLETTERS, ids=lambda path: path.stem)
def test_faulty_newsletter(path: Path, tmp_path: Path, golden: Callable[[Path, str], None]) -> None:
    """The keeper of a newsletter reads exactly these words about this mistake in its settings."""
    shutil.copy(path, tmp_path / "newsletter.yaml")
    with pytest.raises(DigestError) as caught:
        load_project(tmp_path)
    golden(path.with_suffix(".expected"), _said(caught.value, tmp_path))


def test_there_are_enough_of_them() -> None:
    """Sixty is what was promised; each expectation belongs to a file."""
    assert len(ISSUES) + len(NEWSLETTERS) >= 60
    written = {path.with_suffix(".yaml") for path in BAD.rglob("*.expected")}
    assert written == {*ISSUES, *NEWSLETTERS}


def test_ten_faults_report_ten(project: Project) -> None:
    """Nobody mends a file ten times."""
    with pytest.raises(DigestError) as caught:
        load_issue(BAD / "issues" / "ten-faults.yaml", project)
    assert len(caught.value.diagnostics) == 10


@pytest.mark.parametrize("path", [*ISSUES, *NEWSLETTERS], ids=lambda path: path.stem)
def test_message_names_place_reason_and_remedy(path: Path) -> None:
    """No message without its line, its caret where the line shows any, its rule and a hint."""
    text = path.with_suffix(".expected").read_text("utf-8")
    for block in re.split(r"^(?=\S)", text, flags=re.MULTILINE)[1:]:
        assert re.match(r"[\w./-]+:[0-9]+:[0-9]+: error: \S.*\[[a-z0-9-]+\]\n", block), block
        assert "\n  hint: " in block, block


def test_every_rule_of_reading_has_a_file() -> None:
    """A new rule comes with an example of its message."""
    shown = {rule for path in BAD.rglob("*.expected") for rule in REPORTED.findall(path.read_text("utf-8"))}
    assert set(_rules()) - ELSEWHERE == shown


def _rules() -> Iterator[str]:
    """Yield the rule ids that the modules which read files can report."""
    for name in READING:
        place = ROOT / "src" / "digest" / name
        files = sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
        for file in files:
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call):
                    yield from _rule_of(node)
                elif isinstance(node, ast.Tuple) and len(node.elts) == 3:
                    yield from _text(node.elts[0])


def _rule_of(call: ast.Call) -> Iterator[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in REPORTERS and call.args:
        yield from _text(call.args[0])


def _text(node: ast.expr) -> Iterator[str]:
    """Yield the constants that have the form of a rule id."""
    for each in ast.walk(node):
        value = each.value if isinstance(each, ast.Constant) else None
        if isinstance(value, str) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+|tab", value):
            yield value
