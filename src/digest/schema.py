"""JSON Schemas of the two formats, from the models: for completion and checks while an editor types.

They are as strict as a schema can be without being stricter than the reader: a text may look like a number or
a truth value, because the reader takes it as typed, and an optional key may be left blank.
"""

from __future__ import annotations

import json
from typing import Any

from digest.issue import BLOCK_KINDS, Issue, MoreFrom, Sponsor, Teaser
from digest.settings import Settings

# The files, by name, that `digest schema` writes.
ISSUE_SCHEMA, NEWSLETTER_SCHEMA = "issue.schema.json", "newsletter.schema.json"

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT = ["string", "number", "boolean"]
# The pattern of a text that must not be empty; other patterns are those of addresses.
_FILLED = r"\S"

_ISSUE_EXAMPLE = {
    "date": "2026-11-22",
    "number": 412,
    "subject": "Is the alliance's door finally open?",
    "preheader": "What ministers promised, and what they left out",
    "blocks": [
        {"lead": {"headline": "Is the alliance's door finally open?", "body": "Ministers met."}},
        {"more_from": {"teasers": [{"headline": "Grain ships", "url": "https://meridian.example/grain"}]}},
    ],
}
_NEWSLETTER_EXAMPLE = {
    "name": "Meridian Daily",
    "publisher": "Meridian Media",
    "from": {"name": "Meridian Daily", "email": "daily@meridian.example"},
    "postal_address": "Meridian Media, 1 Harbour Row, 1100-001 Lisbon, Portugal",
}


def schema_files() -> dict[str, str]:
    """Return the text of each schema by the name of its file."""
    issue = _schema(Issue.model_json_schema(), "issue", "An issue", _ISSUE_EXAMPLE)
    models = issue["$defs"]
    issue["properties"]["blocks"]["items"] = _one_of_the_blocks(models)
    models[MoreFrom.__name__]["properties"]["teasers"]["items"] = {
        "anyOf": [_reference(Teaser.__name__), _one_key(Sponsor.kind, Sponsor.__name__)]
    }
    newsletter = _schema(Settings.model_json_schema(), "newsletter", "A newsletter", _NEWSLETTER_EXAMPLE)
    schemas = {ISSUE_SCHEMA: issue, NEWSLETTER_SCHEMA: newsletter}
    return {name: json.dumps(each, ensure_ascii=False, indent=2) + "\n" for name, each in schemas.items()}


def _schema(body: dict[str, Any], name: str, title: str, example: dict[str, Any]) -> dict[str, Any]:
    described = {**body, "title": f"{title} of a newsletter" if name == "issue" else title}
    loose = {key: _loosened(value) for key, value in described.items()}
    return {
        "$schema": _DIALECT,
        "$id": f"urn:newsletter-digest:{name}",
        **_with_blanks(loose),
        "examples": [example],
    }


def _one_of_the_blocks(models: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a mapping with exactly one key, a block's type."""
    by_kind = {kind: "".join(word.title() for word in kind.split("_")) for kind in BLOCK_KINDS}
    return {
        "type": "object",
        "description": "A block: its type, and its keys under it.",
        "properties": {
            kind: {**_reference(name), "description": models[name]["description"]}
            for kind, name in by_kind.items()
        },
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": False,
    }


def _one_key(key: str, model: str) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {key: _reference(model)},
        "required": [key],
        "additionalProperties": False,
    }


def _reference(model: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{model}"}


def _loosened(part: Any) -> Any:
    """Return a part of a schema that takes what the reader takes."""
    if isinstance(part, list):
        return [_loosened(each) for each in part]
    if not isinstance(part, dict):
        return part
    # An empty default says nothing, and one that is a model cannot be written.
    found = {
        key: _loosened(value)
        for key, value in part.items()
        if key != "default" or (value != "" and isinstance(value, str | int))
    }
    kind = found.get("type")
    if kind == "string" and not found.keys() & {"enum", "const", "format"}:
        found["type"] = _TEXT if found.get("pattern", _FILLED) == _FILLED else kind
    elif kind == "integer":
        found["type"] = ["integer", "string"]
        found["pattern"] = r"^\s*-?[0-9]+\s*$"
    elif kind == "object" and "properties" in found:
        return _with_blanks(found)
    return found


def _with_blanks(model: dict[str, Any]) -> dict[str, Any]:
    """Let the optional keys of a model be left blank."""
    properties = {
        name: each if name in model.get("required", ()) else _or_blank(each)
        for name, each in model["properties"].items()
    }
    return {**model, "properties": properties}


def _or_blank(part: dict[str, Any]) -> dict[str, Any]:
    if "anyOf" in part:
        blank = {"type": "null"}
        return {**part, "anyOf": [*(each for each in part["anyOf"] if each != blank), blank]}
    if "type" in part:
        kinds = part["type"] if isinstance(part["type"], list) else [part["type"]]
        values = {"enum": [*part["enum"], None]} if "enum" in part else {}
        return {**part, **values, "type": [*kinds, "null"] if "null" not in kinds else kinds}
    reference = {key: value for key, value in part.items() if key in {"$ref", "oneOf", "allOf"}}
    rest = {key: value for key, value in part.items() if key not in reference}
    return {**rest, "anyOf": [reference, {"type": "null"}]}
