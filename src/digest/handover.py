"""What every way out of digest does first: render an issue once, and see that nothing keeps it at home."""

from __future__ import annotations

from pathlib import Path

from digest.checks import check
from digest.diagnostics import Diagnostic, Severity
from digest.edition import Edition, render_edition
from digest.esp.profile import Profile
from digest.export import ExportError
from digest.issue import Issue
from digest.project import Project, load_issue


def checked_edition(path: Path, project: Project, profile: Profile) -> tuple[Edition, tuple[Diagnostic, ...]]:
    """Return the neutral edition of the issue at ``path``, with what the checks find in it for one ESP.

    Raises:
        IssueError: the issue is faulty.
        ThemeError: a template or the stylesheet is faulty.
        ExportError: a check finds an error; carries everything that the checks find.
    """
    issue = load_issue(path, project)
    neutral = render_edition(issue, project)
    return neutral, checked_for(issue, project, neutral, profile)


def checked_for(issue: Issue, project: Project, neutral: Edition, profile: Profile) -> tuple[Diagnostic, ...]:
    """Return what the checks find in the neutral edition of ``issue`` for one ESP.

    Raises:
        ExportError: a check finds an error; carries everything that the checks find.
    """
    found = (*neutral.diagnostics, *check(issue, project, neutral.for_esp(profile)))
    unique = tuple(dict.fromkeys(found))
    if any(each.severity is Severity.ERROR for each in unique):
        raise ExportError(unique)
    return unique
