"""Diagnostics for machines: our own JSON, GitHub's annotations, and SARIF 2.1.0."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from digest.checks.rule import CHECKS
from digest.diagnostics import Diagnostic, Severity, format_text, shown_path

# The schema of ``to_json``, as docs/rules.md prints it: a list of these.
JSON_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "What digest check --format json writes",
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["rule", "severity", "message", "hint", "notes", "path", "line", "column", "length"],
        "properties": {
            "rule": {"type": "string", "description": "The rule's id, such as missing-preheader."},
            "severity": {"enum": ["error", "warning", "advice"]},
            "message": {"type": "string"},
            "hint": {"type": "string", "description": "What to write instead; may be empty."},
            "notes": {"type": "array", "items": {"type": "string"}},
            "path": {"type": ["string", "null"], "description": "From the working directory, with /."},
            "line": {"type": ["integer", "null"], "minimum": 1},
            "column": {"type": ["integer", "null"], "minimum": 1, "description": "In characters."},
            "length": {"type": ["integer", "null"], "minimum": 0, "description": "In characters."},
        },
    },
}

_SARIF_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}
_GITHUB_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}


def to_text(diagnostics: Iterable[Diagnostic], base: Path) -> str:
    """Return the diagnostics as people read them."""
    return "\n".join(format_text(each, base) for each in diagnostics)


def to_json(diagnostics: Iterable[Diagnostic], base: Path) -> str:
    """Return the diagnostics as a JSON list; its schema is JSON_SCHEMA."""
    return json.dumps([_plain(each, base) for each in diagnostics], ensure_ascii=False, indent=2)


def to_github(diagnostics: Iterable[Diagnostic], base: Path) -> str:
    """Return the workflow commands that GitHub turns into annotations, one a line."""
    return "\n".join(_annotation(each, base) for each in diagnostics)


def to_sarif(diagnostics: Sequence[Diagnostic], base: Path) -> str:
    """Return a SARIF 2.1.0 log, for code scanning services."""
    return json.dumps(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {"driver": {"name": "digest", "rules": _sarif_rules(diagnostics)}},
                    "columnKind": "unicodeCodePoints",
                    "results": [_sarif_result(each, base) for each in diagnostics],
                }
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


FORMATS = {"text": to_text, "json": to_json, "github": to_github, "sarif": to_sarif}


def _plain(each: Diagnostic, base: Path) -> dict[str, Any]:
    at = each.location
    return {
        "rule": each.rule,
        "severity": str(each.severity),
        "message": each.message,
        "hint": each.hint,
        "notes": list(each.notes),
        "path": shown_path(at.path, base) if at else None,
        "line": at.line if at else None,
        "column": at.column if at else None,
        "length": at.length if at else None,
    }


def _annotation(each: Diagnostic, base: Path) -> str:
    at = each.location
    place = {"title": each.rule}
    if at:
        place |= {"file": shown_path(at.path, base), "line": str(at.line), "col": str(at.column)}
        place |= {"endColumn": str(at.column + at.length)}
    properties = ",".join(f"{name}={_escaped(value, property_value=True)}" for name, value in place.items())
    message = each.message + (f" ({each.hint})" if each.hint else "")
    return f"::{_GITHUB_COMMANDS[each.severity]} {properties}::{_escaped(message)}"


def _escaped(text: str, *, property_value: bool = False) -> str:
    """Escape what would end a workflow command, as the runner unescapes it."""
    pairs = [("%", "%25"), ("\r", "%0D"), ("\n", "%0A")]
    for char, code in [*pairs, (":", "%3A"), (",", "%2C")] if property_value else pairs:
        text = text.replace(char, code)
    return text


def _sarif_rules(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    manuals = {rule.id: rule for rule in CHECKS}
    described = []
    for name in sorted({each.rule for each in diagnostics}):
        entry: dict[str, Any] = {"id": name}
        if name in manuals:
            entry |= {
                "shortDescription": {"text": manuals[name].summary},
                "fullDescription": {"text": manuals[name].why},
                "defaultConfiguration": {"level": _SARIF_LEVELS[manuals[name].severity]},
            }
        described.append(entry)
    return described


def _sarif_result(each: Diagnostic, base: Path) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": each.rule,
        "level": _SARIF_LEVELS[each.severity],
        "message": {"text": each.message + (f"\n{each.hint}" if each.hint else "")},
    }
    at = each.location
    if at:
        region = {"startLine": at.line, "startColumn": at.column, "endColumn": at.column + at.length}
        artifact = {"uri": shown_path(at.path, base)}
        result["locations"] = [{"physicalLocation": {"artifactLocation": artifact, "region": region}}]
    return result
