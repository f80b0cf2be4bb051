"""What the page is told, as JSON."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from digest.checks import CHECKS
from digest.checks.checked import paragraphs, shown
from digest.clients import table
from digest.diagnostics import Diagnostic, Location, printable, shown_path
from digest.edition import Edition
from digest.issue import Block, Issue, MoreFrom, Teaser
from digest.preview.desk import Entry
from digest.preview.rendering import Snapshot
from digest.project import Project
from digest.prose import Prose
from digest.words import words

# Lines of the file that a code frame shows above and below the place.
AROUND = 2
# So many characters of a text find it again in the edition.
NEEDLE = 60


def entry_json(entry: Entry) -> dict[str, Any]:
    """Return an issue as the list shows it."""
    errors, warnings, advice = entry.counts
    return {
        "stem": entry.stem,
        "state": entry.state,
        "subject": entry.subject,
        "date": entry.date,
        "number": entry.number,
        "errors": errors,
        "warnings": warnings,
        "advice": advice,
    }


def issue_json(snapshot: Snapshot, root: Path) -> dict[str, Any]:
    """Return everything about one issue but the edition itself."""
    files = _Files()
    edition = snapshot.edition
    return {
        "stem": snapshot.path.stem,
        "file": snapshot.path.relative_to(root).as_posix(),
        "path": snapshot.path.as_posix(),
        "revision": snapshot.revision,
        "state": snapshot.state,
        "fresh": snapshot.fresh,
        "made_at": snapshot.made_at,
        "milliseconds": round(snapshot.seconds * 1000, 1),
        "diagnostics": [
            {**diagnostic_json(each, root, files), "block": _block_of(each.location, snapshot)}
            for each in snapshot.diagnostics
        ],
        "edition": _edition_json(edition) if edition else None,
        "blocks": list(_blocks(snapshot.issue, snapshot.project))
        if snapshot.issue and snapshot.project
        else [],
    }


def diagnostic_json(diagnostic: Diagnostic, root: Path, files: _Files | None = None) -> dict[str, Any]:
    """Return a diagnostic as the page shows it, with the lines around its place."""
    at = diagnostic.location
    rule = next((rule for rule in CHECKS if rule.id == diagnostic.rule), None)
    return {
        "rule": diagnostic.rule,
        "severity": str(diagnostic.severity),
        "message": printable(diagnostic.message),
        "hint": printable(diagnostic.hint),
        "notes": [printable(note) for note in diagnostic.notes],
        "why": rule.why if rule else "",
        "place": {
            "file": shown_path(at.path, root) if at.path.is_relative_to(root) else at.path.name,
            "path": at.path.as_posix(),
            "line": at.line,
            "column": at.column,
            "length": at.length,
            "frame": (files or _Files()).around(at),
        }
        if at
        else None,
    }


def clients_json() -> list[dict[str, Any]]:
    """Return the mail clients that can be simulated, those that most newsletters are read in first."""
    clients = [each for each in table().clients.values() if not each.retired]
    return [
        {"id": each.id, "name": each.name, "major": each.major}
        for each in sorted(clients, key=lambda each: (not each.major, each.name))
    ]


class _Files:
    """The lines of files that diagnostics point into, each file read once."""

    def __init__(self) -> None:
        self._lines: dict[Path, list[str]] = {}

    def around(self, at: Location) -> list[dict[str, Any]]:
        """Return the lines around a place; the line alone where the file has changed since."""
        lines = self._read(at.path)
        index = at.line - 1
        if not (0 <= index < len(lines) and lines[index].rstrip("\r") == at.text.rstrip("\r")):
            return [{"line": at.line, "text": at.text}] if at.text else []
        first = max(0, index - AROUND)
        return [
            {"line": number, "text": text}
            for number, text in enumerate(lines[first : index + AROUND + 1], first + 1)
        ]

    def _read(self, path: Path) -> list[str]:
        if path not in self._lines:
            try:
                self._lines[path] = path.read_text("utf-8").split("\n")
            except (OSError, ValueError):  # gone, or not text: the diagnostic still has its own line
                self._lines[path] = []
        return self._lines[path]


def _edition_json(edition: Edition) -> dict[str, Any]:
    return {
        "version": hashlib.sha256(edition.html.encode()).hexdigest()[:12],
        "subject": edition.subject,
        "preheader": edition.preheader,
        "date": edition.date,
        "lang": edition.lang,
        "html_bytes": len(edition.html.encode()),
    }


def _blocks(issue: Issue, project: Project) -> Iterator[dict[str, Any]]:
    """Yield each block and item with its place in the file and the texts by which the page finds it."""
    for place, block in issue.placed():
        at = issue.locate(*place)
        yield {
            "place": ".".join(str(step) for step in place),
            "kind": getattr(block, "kind", "teaser"),
            "inside": ".".join(str(step) for step in place[:3]) if "teasers" in place else "",
            "title": _title(block, project),
            "texts": [text[:NEEDLE] for text in _texts(block, project) if text],
            "line": at.line if at else 0,
            "column": at.column if at else 0,
        }


def _title(block: Block | Teaser, project: Project) -> str:
    if isinstance(block, MoreFrom):
        return _section_title(block, project)
    found = getattr(block, "headline", "")
    body = getattr(block, "body", None)
    if not found and isinstance(body, Prose):
        found = next(iter(paragraphs(body)), "")
    return shown(found)[:120]


def _section_title(block: MoreFrom, project: Project) -> str:
    default = words(project.settings.lang)["more_from"]
    return block.title or default.format(publisher=project.settings.publisher)


def _texts(block: Block | Teaser, project: Project) -> Iterator[str]:
    """Yield what a block shows, roughly in order."""
    if isinstance(block, MoreFrom):
        yield _section_title(block, project)
        return
    yield shown(getattr(block, "headline", ""))
    for name in ("dek", "body"):
        prose = getattr(block, name, None)
        if isinstance(prose, Prose):
            yield from paragraphs(prose)
    cta = getattr(block, "cta", None)
    if cta:
        yield cta.label


def _block_of(at: Location | None, snapshot: Snapshot) -> str:
    """Return the place of the innermost block that a diagnostic is about; empty: of none, or nobody knows."""
    if at is None or snapshot.issue is None or not snapshot.fresh or at.path != snapshot.path:
        return ""
    issue, found = snapshot.issue, ""
    for place, _ in issue.placed():
        start = issue.locate(*place)
        if start and _stands_by(start, at):
            found = ".".join(str(step) for step in place)
    first = issue.locate("blocks")
    keys = [key for key in (issue.locate(name) for name in type(issue).model_fields) if key and first]
    below = [key for key in keys if first and not _stands_by(key, first)]
    return "" if any(_stands_by(key, at) for key in below) else found


def _stands_by(start: Location, at: Location) -> bool:
    """Say whether something begins at a place or before it."""
    return (start.line, start.column) <= (at.line, at.column)
