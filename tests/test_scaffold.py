"""``digest init`` and ``digest new``: the first five minutes, and every morning after."""

from __future__ import annotations

import datetime as dt
import os
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from digest import build_edition, load_issue, load_project
from digest.cli import main
from digest.diagnostics import IssueError, OutputError, ProjectError
from digest.files import write_file
from digest.scaffold import create_issue, create_project

DAY = dt.date(2027, 3, 5)
LATER = dt.date(2027, 3, 12)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a new project."""
    create_project(tmp_path / "letter", DAY)
    return tmp_path / "letter"


def run(*arguments: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, arguments)


def test_a_new_project_builds_at_once(tmp_path: Path) -> None:
    """Protects the first impression: init, build, and there is an edition to look at."""
    folder = tmp_path / "letter"
    made = run("init", str(folder))
    assert made.exit_code == 0, made.output
    assert "newsletter.yaml" in made.stdout
    built = run("--project", str(folder), "build")
    assert (built.exit_code, built.stderr) == (0, "")
    (edition,) = (folder / "dist").glob("*/edition.html")
    assert "What should a good letter bring?" in edition.read_text("utf-8")


def test_a_new_project_is_complete(folder: Path) -> None:
    """Protects the skeleton: all an editor needs is there, and its issue is that of the day."""
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {"newsletter.yaml", "README.md", ".gitignore", "images/logo.png"} <= names
    project = load_project(folder)
    (path,) = project.issue_paths()
    issue = load_issue(path, project)
    assert (issue.stem, issue.date, issue.number) == ("2027-03-05", DAY, 1)
    assert len(list(issue.images())) == 2
    assert build_edition(issue, project).html


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_written_files_can_be_read_by_others(folder: Path) -> None:
    """Protects shared folders and web servers: files get the permissions that the user's umask asks for."""
    before = os.umask(0o022)
    try:
        write_file(folder / "shared.html", b"<p>Read me</p>")
    finally:
        os.umask(before)
    assert stat.S_IMODE((folder / "shared.html").stat().st_mode) == 0o644


def test_init_takes_an_empty_folder(tmp_path: Path) -> None:
    """Protects who makes the folder first, as with a fresh clone of an empty repository."""
    create_project(tmp_path, DAY)
    assert load_project(tmp_path).settings.name == "My Letter"


def test_init_refuses_a_folder_with_anything_in_it(tmp_path: Path) -> None:
    """Protects files that are there already: nothing is written beside or over them."""
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    refused = run("init", str(tmp_path))
    assert refused.exit_code == 2
    assert "[folder-not-empty]" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_init_refuses_a_file(tmp_path: Path) -> None:
    """Protects a file of that name: it is not replaced by a folder."""
    (tmp_path / "letter").write_text("mine", "utf-8")
    with pytest.raises(ProjectError, match="is a file"):
        create_project(tmp_path / "letter", DAY)
    assert (tmp_path / "letter").read_text("utf-8") == "mine"


def test_new_is_dated_and_numbered(folder: Path) -> None:
    """Protects the routine: the next issue has the day's name, the next number, and builds."""
    made = run("--project", str(folder), "new", "--date", "2027-03-12")
    assert made.exit_code == 0, made.output
    assert made.stdout.strip().endswith("issues/2027-03-12.yaml")
    project = load_project(folder)
    issue = load_issue(project.issues_dir / "2027-03-12.yaml", project)
    assert (issue.date, issue.number) == (LATER, 2)
    assert build_edition(issue, project).text


def test_new_counts_past_broken_issues(folder: Path) -> None:
    """Protects the numbers: an issue that cannot be read still keeps its own."""
    (folder / "issues" / "broken.yaml").write_text("number: '40'\nblocks: [\n", "utf-8")
    project = load_project(folder)
    path = create_issue(project, LATER)
    assert load_issue(path, project).number == 41


def test_new_from_keeps_every_other_character(folder: Path) -> None:
    """Protects the editor's own layout: comments, order, quotes and line breaks stay as they are."""
    text = (
        "# my comment\r\nnumber:   7   # seven\r\nsubject: 'It''s here'\r\n\r\n"
        'date: "2027-03-05"  # a Friday\r\nblocks:\r\n  - lead: {headline: On 2027-03-05, body: No. 7 }\r\n'
    )
    (folder / "issues" / "friday.yaml").write_bytes(text.encode())
    result = run(
        "--project", str(folder), "new", "--from", "friday", "--date", "2027-03-12", "--stem", "next"
    )
    assert result.exit_code == 0, result.output
    written = (folder / "issues" / "next.yaml").read_bytes().decode()
    assert written == text.replace("number:   7 ", "number:   8 ").replace('"2027-03-05"', "2027-03-12")


def test_new_takes_a_number(folder: Path) -> None:
    """Protects newsletters with a second series, whose numbers are their own."""
    result = run("--project", str(folder), "new", "--date", "2027-03-12", "--number", "300")
    assert result.exit_code == 0, result.output
    assert "number: 300\n" in (folder / "issues" / "2027-03-12.yaml").read_text("utf-8")


@pytest.mark.parametrize("stem", ["2027-03-05", "2027-03-05.yaml"])
def test_new_never_overwrites(folder: Path, stem: str) -> None:
    """Protects what was written: an issue of that name stays as it is."""
    before = (folder / "issues" / "2027-03-05.yaml").read_bytes()
    with pytest.raises(ProjectError, match="already"):
        create_issue(load_project(folder), LATER, stem=stem)
    assert (folder / "issues" / "2027-03-05.yaml").read_bytes() == before


@pytest.mark.parametrize("stem", ["../evil", "a/b", ".hidden", "a b", "x" * 101, ".yaml"])
def test_new_refuses_what_is_no_file_name(folder: Path, stem: str) -> None:
    """Protects the folder: an issue is made in issues/ and nowhere else."""
    with pytest.raises(ProjectError, match="cannot be called"):
        create_issue(load_project(folder), LATER, stem=stem)


def test_new_from_an_issue_without_date_says_so(folder: Path) -> None:
    """Protects the reader of the message: the file to mend is named, and nothing is written."""
    source = folder / "issues" / "bare.yaml"
    source.write_text("subject: No date\n", "utf-8")
    with pytest.raises(IssueError, match="has no 'date'"):
        create_issue(load_project(folder), LATER, source=source)
    assert not (folder / "issues" / "2027-03-12.yaml").exists()


@pytest.mark.parametrize("text", ["date: [", "- a list", "\x00"])
def test_new_from_a_broken_issue_says_what_is_wrong(folder: Path, text: str) -> None:
    """Protects the copy: a file that cannot be read is not copied blindly."""
    source = folder / "issues" / "broken.yaml"
    source.write_text(text, "utf-8")
    with pytest.raises(IssueError):
        create_issue(load_project(folder), LATER, source=source)


def test_new_from_a_vanished_issue_says_so(folder: Path) -> None:
    """Protects against a file that goes away between being named and being read."""
    with pytest.raises(IssueError, match="cannot be read"):
        create_issue(load_project(folder), LATER, source=folder / "issues" / "gone.yaml")


def test_new_says_when_the_folder_takes_no_file(folder: Path) -> None:
    """Protects the user of a full or locked disk: the message names the file."""
    project = load_project(folder)
    for path in project.issue_paths():
        path.unlink()
    project.issues_dir.rmdir()
    project.issues_dir.write_text("a file in the folder's place", "utf-8")
    with pytest.raises(OutputError, match=r"2027-03-12\.yaml cannot be written"):
        create_issue(project, LATER)
