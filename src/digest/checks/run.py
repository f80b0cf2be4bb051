"""Run the rules over an issue: findings become diagnostics, with the severities that the newsletter chose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches

from digest.checks.answers import Answer
from digest.checks.checked import Checked
from digest.checks.rule import CHECKS, Finding, Place, Rule
from digest.diagnostics import Diagnostic, Location, Severity
from digest.edition import Edition
from digest.issue import Issue
from digest.project import SETTINGS_FILE, Project
from digest.source import read_source

# What the preparing of pictures notices; newsletter.yaml may set these too.
FOUND_WHILE_BUILDING = ("animated-picture", "heavy-picture", "mislabelled-picture")


def check(
    issue: Issue, project: Project, edition: Edition, answers: Mapping[str, Answer] | None = None
) -> tuple[Diagnostic, ...]:
    """Return everything that the rules find in ``issue`` and its ``edition``, in the order of the file.

    What newsletter.yaml switches off and what a block allows is left out. ``answers`` are what the servers of
    linked pages said, by address (see ``digest.checks.asking``); without them links are judged by their text.
    """
    checked = Checked(issue, project, edition, answers or {})
    chosen = project.settings.checks
    found = list(_unknown_rules(issue, chosen))
    for rule in CHECKS:
        level = chosen.get(rule.id)
        if level != "off":
            found += [
                (rule.id, _severity(rule, level, finding), finding)
                for finding in rule.check(checked)
                if not _allowed(issue, rule.id, finding.place)
            ]
    placed = [_diagnostic(*each, checked) for each in found]
    return tuple(sorted([*placed, *_of_building(edition, chosen)], key=Diagnostic.sort_key))


def _of_building(edition: Edition, chosen: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield what was found while the edition was built: a picture named for another format."""
    for each in edition.diagnostics:
        level = chosen.get(each.rule, str(each.severity))
        if level != "off":
            yield replace(each, severity=Severity(level))


def _severity(rule: Rule, level: str | None, finding: Finding) -> Severity:
    return Severity(level) if level else finding.severity or rule.severity


def _allowed(issue: Issue, name: str, place: Place) -> bool:
    return any(name in getattr(block, "allow", ()) and place[: len(at)] == at for at, block in issue.placed())


def _unknown_rules(issue: Issue, chosen: Mapping[str, str]) -> Iterator[tuple[str, Severity, Finding]]:
    known = [*(rule.id for rule in CHECKS), *FOUND_WHILE_BUILDING]
    for name in chosen:
        if name not in known:
            finding = Finding(
                f"there is no rule '{name}'", hint=_nearest(name, known), setting=("checks", name)
            )
            yield "unknown-rule", Severity.WARNING, finding
    for place, block in issue.placed():
        for name in getattr(block, "allow", ()):
            if name not in known:
                finding = Finding(
                    f"there is no rule '{name}'", (*place, "allow"), name, _nearest(name, known)
                )
                yield "unknown-rule", Severity.WARNING, finding


def _nearest(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"did you mean '{near[0]}'?" if near else "'digest rules' lists them"


def _diagnostic(name: str, severity: Severity, finding: Finding, checked: Checked) -> Diagnostic:
    at = finding.at or _location(finding, checked)
    return Diagnostic(name, finding.message, at, finding.hint, severity, finding.notes)


def _location(finding: Finding, checked: Checked) -> Location | None:
    if finding.setting:
        path = checked.project.root / SETTINGS_FILE
        return read_source(path, path.read_bytes()).locate(finding.setting) if path.is_file() else None
    at = checked.issue.locate(*finding.place, needle=finding.needle)
    if at and not finding.place:
        return Location(at.path, 1, 1)  # of the edition as a whole: no line of the file is to blame
    return at
