"""digest turns newsletter issues written in YAML into e-mail editions.

The names below are imported when they are first used, so that ``digest --help`` answers at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from digest.checks import check
    from digest.diagnostics import (
        Diagnostic,
        DigestError,
        IssueError,
        Location,
        OutputError,
        ProjectError,
        Severity,
        ThemeError,
    )
    from digest.edition import Edition, build_edition
    from digest.issue import Issue
    from digest.project import Project, load_issue, load_project

_HOMES = {
    "Diagnostic": "diagnostics",
    "DigestError": "diagnostics",
    "Edition": "edition",
    "Issue": "issue",
    "IssueError": "diagnostics",
    "Location": "diagnostics",
    "OutputError": "diagnostics",
    "Project": "project",
    "ProjectError": "diagnostics",
    "Severity": "diagnostics",
    "ThemeError": "diagnostics",
    "build_edition": "edition",
    "check": "checks",
    "load_issue": "project",
    "load_project": "project",
}

__all__ = [
    "Diagnostic",
    "DigestError",
    "Edition",
    "Issue",
    "IssueError",
    "Location",
    "OutputError",
    "Project",
    "ProjectError",
    "Severity",
    "ThemeError",
    "build_edition",
    "check",
    "load_issue",
    "load_project",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'digest' has no attribute {name!r}")
    return getattr(import_module(f"digest.{_HOMES[name]}"), name)
