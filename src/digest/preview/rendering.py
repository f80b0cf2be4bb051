"""One issue as it is now: read, rendered and checked, by the functions that every command calls."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path

from digest.checks import check
from digest.diagnostics import Diagnostic, DigestError, Severity
from digest.edition import Edition, render_edition
from digest.esp.profiles import PREVIEW
from digest.esp.settings import find_profile
from digest.issue import Issue
from digest.project import Project, load_issue, load_project


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state of one issue.

    ``neutral`` is its last good edition before it was finished for an ESP, ``edition`` the same with sample
    values for merge tags, ``issue`` and ``project`` what both were made from. ``fresh`` says whether they
    show the files as they are now. ``revision`` is another one for each state that differs from the one
    before, ``seconds`` is what making this one took, and ``made_at`` when that was, in seconds since 1970; of
    one that cannot be rendered, when it last could not for the first time.
    """

    path: Path
    revision: int = 0
    issue: Issue | None = None
    project: Project | None = None
    neutral: Edition | None = None
    edition: Edition | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    fresh: bool = False
    seconds: float = 0.0
    made_at: float = 0.0

    @property
    def state(self) -> str:
        """Return ``errors``, ``warnings`` or ``clean``."""
        severities = {each.severity for each in self.diagnostics}
        if Severity.ERROR in severities or not self.fresh:
            return "errors"
        return "warnings" if Severity.WARNING in severities else "clean"


def render(root: Path, before: Snapshot) -> Snapshot:
    """Return the issue's state as its files are now; an equal state is ``before`` itself.

    What cannot be rendered keeps its last good edition, with the reasons as diagnostics.
    """
    start = time.perf_counter()
    try:
        after = _rendered(root, before)
    except DigestError as error:
        after = replace(before, diagnostics=error.diagnostics, fresh=False)
    except Exception as error:  # noqa: BLE001  a fault of ours in one issue must not end the preview
        message = f"'{before.path.name}' cannot be shown: {type(error).__name__}: {error}"
        hint = "this is a fault of digest; 'digest --debug build' shows where: please report it"
        after = replace(before, diagnostics=(Diagnostic("unexpected", message, hint=hint),), fresh=False)
    if before.revision and _shown(after) == _shown(before):
        return replace(before, issue=after.issue, project=after.project)
    seconds = time.perf_counter() - start
    still_broken = before.revision and not before.fresh and not after.fresh
    made_at = before.made_at if still_broken else time.time()
    return replace(after, revision=before.revision + 1, seconds=seconds, made_at=made_at)


def _rendered(root: Path, before: Snapshot) -> Snapshot:
    project = load_project(root)
    issue = load_issue(before.path, project)
    neutral = render_edition(issue, project)
    default = find_profile(project.settings.esp, project.settings.esps)
    found = check(issue, project, neutral.for_esp(default))
    return replace(
        before,
        issue=issue,
        project=project,
        neutral=neutral,
        edition=neutral.for_esp(PREVIEW),
        diagnostics=tuple(dict.fromkeys((*neutral.diagnostics, *found))),
        fresh=True,
    )


def _shown(snapshot: Snapshot) -> tuple[object, ...]:
    issue = snapshot.issue
    # A comment more in the file changes nothing but where the blocks stand in it.
    places = [issue.locate(*place) for place, _ in issue.placed()] if issue else []
    return (snapshot.neutral, snapshot.diagnostics, snapshot.fresh, places)
