"""Which issues a command works on: as named on its command line, or all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path

from digest.diagnostics import Diagnostic, ProjectError, shown_path
from digest.project import Project


def select_issues(project: Project, names: Sequence[str]) -> tuple[Path, ...]:
    """Return the files of the issues that ``names`` mean, each once, in order; without names, all issues.

    A name is a path (from the working directory or from the project's folder), or a file's name without its
    ending.

    Raises:
        ProjectError: carries each name that means no issue of the project; or there are no issues at all;
            or two of them share a name, so that their editions would overwrite each other.
    """
    if not names:
        return _all(project)
    found: dict[Path, None] = {}
    faults: list[Diagnostic] = []
    for name in names:
        path = _find(project, name)
        if path is None:
            faults.append(_unknown(project, name))
        elif not path.is_relative_to(project.root):
            faults.append(_outside(project, name))
        else:
            found[path] = None
    faults += _collisions(found)
    if faults:
        raise ProjectError(faults)
    return tuple(found)


def _all(project: Project) -> tuple[Path, ...]:
    paths = project.issue_paths()
    if paths:
        return paths
    folder = shown_path(project.issues_dir)
    hint = "run 'digest new' to write the first"
    if any(project.issues_dir.glob("*.yml")):
        hint = "issues end in .yaml: rename those that end in .yml"
    raise ProjectError.single("no-issues", f"there are no issues in {folder}/", hint=hint)


def _find(project: Project, name: str) -> Path | None:
    places = (Path(name), project.root / name, project.issues_dir / name, project.issues_dir / f"{name}.yaml")
    # os.path.isfile, unlike Path.is_file, takes names that are too long for a file as names of no file. Links
    # in issues/ stay issues: only the folder's path is resolved.
    files = [each.parent.resolve() / each.name for each in places if os.path.isfile(each)]  # noqa: PTH113
    inside = (file for file in files if file.is_relative_to(project.root))
    return next(inside, files[0] if files else None)


def _unknown(project: Project, name: str) -> Diagnostic:
    stems = [path.stem for path in project.issue_paths()]
    near = get_close_matches(Path(name).stem, stems, n=1)
    if os.path.isdir(name):  # noqa: PTH112  as above
        hint = "name a file in it, or no issue at all to build every one"
    elif near:
        hint = f"did you mean '{near[0]}'?"
    else:
        hint = f"the newest is '{stems[-1]}'" if stems else "run 'digest new' to write the first"
    return Diagnostic("unknown-issue", f"there is no issue '{name}'", hint=hint)


def _outside(project: Project, name: str) -> Diagnostic:
    message = f"the issue '{name}' is not in the project {shown_path(project.root)}"
    return Diagnostic("outside-project", message, hint="name its own project with --project")


def _collisions(paths: Iterable[Path]) -> list[Diagnostic]:
    first: dict[str, Path] = {}
    faults = []
    for path in paths:
        # Some file systems do not tell "A" from "a".
        other = first.setdefault(path.stem.casefold(), path)
        if other is not path:
            message = f"'{shown_path(other)}' and '{shown_path(path)}' would both be written to '{path.stem}'"
            faults.append(
                Diagnostic("same-name", message, hint="rename one, or build them with different -o")
            )
    return faults
