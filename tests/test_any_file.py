"""Any file is an issue or an IssueError, a newsletter or a ProjectError, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from digest import DigestError, IssueError, Project, ProjectError, load_issue, load_project
from digest.diagnostics import format_text
from tests.projects import ISSUE, SETTINGS, make_project

ROOT = Path(__file__).parents[1]
SAMPLES = tuple(
    (ROOT / "tests" / "hard" / "issues" / f"{name}.yaml").read_text("utf-8")
    for name in ("only-required", "hostile", "no-pictures")
)
# What YAML gives a meaning to, and what slips in while typing and pasting.
PIECES = (
    *":-'\"[]{}#&*!|>%@`,?\\ ",
    ": ",
    "- ",
    "\n",
    "\n  ",
    "\t",
    "\u00a0",
    "\ufeff",
    "\u2028",
    "\u202e",
    "\x07",
    "[[",
    "{{",
    "''",
    "---\n",
    "...\n",
    "<<: *a\n",
    "&a ",
    "*a ",
    "|\n",
    "zqtag",
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project to load issues in."""
    return load_project(make_project(tmp_path_factory.mktemp("letter"), ()))


def _load(project: Project, data: bytes) -> None:
    """Load an issue; every fault of it can be shown, has its place and says more than nothing."""
    path = project.root / "issues" / "any.yaml"
    path.write_bytes(data)
    try:
        issue = load_issue(path, project)
    except IssueError as error:
        _are_shown(error, data)
    else:
        assert issue.lead.headline


def _are_shown(error: DigestError, data: bytes) -> None:
    lines = data.count(b"\n") + data.count(b"\r") + 1
    assert error.diagnostics
    for each in error.diagnostics:
        assert each.rule
        assert each.message
        assert each.location
        assert 1 <= each.location.line <= lines
        assert each.location.column <= len(each.location.text) + 1
        assert format_text(each).isprintable() or "\n" in format_text(each)


@given(st.binary(max_size=300))
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf")
@example(b"a: \xc3")
@example(b"- \x00")
def test_any_bytes(project: Project, data: bytes) -> None:
    """Whatever a disk or a download has made of a file."""
    _load(project, data)


@given(st.text(max_size=300))
def test_any_text(project: Project, text: str) -> None:
    """Whatever somebody saves under the name of an issue."""
    _load(project, text.encode("utf-8", "replace"))


@given(st.lists(st.sampled_from((*PIECES, "a", "headline", "lead", "blocks")), max_size=40))
def test_any_yaml(project: Project, pieces: list[str]) -> None:
    """Whatever YAML can mean, deep, recursive or broken off."""
    _load(project, "".join(pieces).encode())


@given(st.data())
def test_any_slip_of_the_hand(project: Project, data: st.DataObject) -> None:
    """A sample with characters and lines put in, left out, doubled or moved."""
    text = data.draw(st.sampled_from((ISSUE, *SAMPLES)))
    for _ in range(data.draw(st.integers(1, 4))):
        text = _slip(text, data)
    _load(project, text.encode())


def _slip(text: str, data: st.DataObject) -> str:
    at = data.draw(st.integers(0, len(text)))
    lines = text.split("\n")
    number = data.draw(st.integers(0, len(lines) - 1))
    kind = data.draw(st.sampled_from(("insert", "delete", "drop", "double", "indent", "outdent")))
    if kind == "insert":
        piece: str = data.draw(st.sampled_from(PIECES))
        return text[:at] + piece + text[at:]
    if kind == "delete":
        return text[:at] + text[at + data.draw(st.integers(1, 5)) :]
    line = lines[number]
    changed = {"drop": [], "double": [line, line], "indent": [f" {line}"], "outdent": [line[1:]]}
    return "\n".join([*lines[:number], *changed[kind], *lines[number + 1 :]])


@given(st.data())
def test_any_slip_in_the_settings(project: Project, data: st.DataObject) -> None:
    """The same for newsletter.yaml: a Project or a ProjectError."""
    text = SETTINGS
    for _ in range(data.draw(st.integers(1, 4))):
        text = _slip(text, data)
    root = project.root / "other"
    root.mkdir(exist_ok=True)
    (root / "newsletter.yaml").write_bytes(text.encode())
    try:
        loaded = load_project(root)
    except ProjectError as error:
        _are_shown(error, text.encode())
    else:
        assert loaded.settings.name
