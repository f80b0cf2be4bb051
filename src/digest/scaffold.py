"""Beginning: a new project from the skeleton, and the next issue file of a project."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from digest.diagnostics import Diagnostic, IssueError, OutputError, ProjectError, shown_path
from digest.files import write_file
from digest.project import Project
from digest.schema import schema_files
from digest.source import read_source

SKELETON = Path(__file__).with_name("skeleton")

# A file name that every file system takes, and that is no path.
_STEM = re.compile(r"\w[\w.-]{0,99}")
# The number as a line says it. Earlier issues are not read as YAML for this: a broken one must not stop the
# next, nor may its number be given twice.
_NUMBER = re.compile(rb"""^number:[ ]*["']?(\d{1,18})\b""", re.MULTILINE)
# How a file of the skeleton is called in the project, where that differs: a .gitignore of its own would
# decide what the wheel carries.
_NAMES = {"gitignore": ".gitignore"}


def create_project(folder: Path, today: dt.date) -> tuple[Path, ...]:
    """Write a new project that builds at once into ``folder``; return its files.

    Raises:
        ProjectError: ``folder`` is a file or not empty; nothing was touched.
        OutputError: a file could not be written.
    """
    _require_empty(folder)
    files = {folder / name: data for name, data in _project_files(today)}
    for path, data in files.items():
        write_file(path, data)
    return tuple(files)


def create_issue(
    project: Project,
    date: dt.date,
    *,
    source: Path | None = None,
    stem: str = "",
    number: int | None = None,
) -> Path:
    """Write the next issue file and return its path.

    Args:
        project: whose issue it is.
        date: the day it goes out.
        source: an earlier issue to copy; without it the skeleton is.
        stem: the file's name without its ending; without it the date.
        number: the issue's number; without it the highest of all issues and one.

    Raises:
        ProjectError: ``stem`` is no file name, or there is such an issue already.
        IssueError: ``source`` cannot be read or has no date.
        OutputError: the file could not be written.
    """
    path = project.issues_dir / f"{_checked(stem or date.isoformat())}.yaml"
    twin = next(
        (each for each in project.issue_paths() if each.stem.casefold() == path.stem.casefold()), None
    )
    if twin:
        hint = "give the new one another name with --stem, or another day with --date"
        raise ProjectError.single("issue-exists", f"there is an issue {shown_path(twin)} already", hint=hint)
    if number is None:
        number = max(_numbers(project), default=0) + 1
    template = source or SKELETON / "next-issue.yaml"
    _write_new(path, _renewed(template, {"date": date.isoformat(), "number": str(number)}))
    return path


def _require_empty(folder: Path) -> None:
    where = shown_path(folder)
    try:
        if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
            return
    except OSError as error:
        raise ProjectError.single("unreadable-file", f"{where} cannot be read: {error.strerror}") from error
    what = "is not empty" if folder.is_dir() else "is a file"
    hint = "name a folder that does not exist yet, such as my-letter"
    raise ProjectError.single("folder-not-empty", f"{where} {what}; nothing was changed", hint=hint)


def _project_files(today: dt.date) -> Iterator[tuple[str, bytes]]:
    """Yield the path inside the project, and the bytes, of each file that a new project has."""
    # The other files name these in their first line.
    for schema, text in schema_files().items():
        yield schema, text.encode()
    base = SKELETON / "project"
    for file in sorted(base.rglob("*")):
        if file.is_file():
            name = file.relative_to(base).as_posix()
            yield _NAMES.get(name, name), file.read_bytes()
    stamp = {"date": today.isoformat(), "number": "1"}
    yield f"issues/{today.isoformat()}.yaml", _renewed(SKELETON / "first-issue.yaml", stamp)


def _checked(stem: str) -> str:
    if not _STEM.fullmatch(stem):
        hint = "use letters, digits, '-' and '_', such as 2026-11-22-weekly; the ending is added"
        raise ProjectError.single("bad-stem", f"an issue's file cannot be called '{stem}'", hint=hint)
    return stem.removesuffix(".yaml")


def _numbers(project: Project) -> Iterator[int]:
    for path in project.issue_paths():
        found = _NUMBER.search(_read(path))
        if found:
            yield int(found[1])


def _renewed(path: Path, values: Mapping[str, str]) -> bytes:
    """Return the issue file ``path`` with other values for some keys, and not a character else changed."""
    data = _read(path)
    document = read_source(path, data)
    root = document.root
    if root is None or document.faults:
        raise IssueError(document.faults)
    if "date" not in root.items:
        at = document.locate(["date"])
        raise IssueError([Diagnostic("missing-key", "the file has no 'date'", at, "add a line 'date: …'")])
    text = document.text
    places = [(root.items[key], value) for key, value in values.items() if key in root.items]
    for node, value in sorted(places, key=lambda place: place[0].start, reverse=True):
        text = text[: node.start] + value + text[node.end :]
    return text.replace("\n", "\r\n" if b"\r\n" in data else "\n").encode()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"{shown_path(path)} cannot be read: {error.strerror}"
        raise IssueError.single("unreadable-file", message) from error


def _write_new(path: Path, data: bytes) -> None:
    """Write a file that must not exist yet, whoever else may be making one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(data)
    except OSError as error:
        message = f"{shown_path(path)} cannot be written: {error.strerror}"
        raise OutputError.single("cannot-write", message, hint="check the folder's permissions") from error
