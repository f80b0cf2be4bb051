"""The JSON Schemas: what a text editor knows of the formats while somebody types."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from digest.cli import main
from digest.schema import ISSUE_SCHEMA, NEWSLETTER_SCHEMA, schema_files
from tests.projects import make_project

ROOT = Path(__file__).parents[1]
FILES = {name: json.loads(text) for name, text in schema_files().items()}
SAMPLES = sorted(
    path
    for folder in (ROOT / "issues", ROOT / "tests" / "hard", ROOT / "src" / "digest" / "skeleton", ROOT)
    for path in (folder.rglob("*.yaml") if folder != ROOT else folder.glob("*.yaml"))
    if "dist" not in path.parts
)
# Faulty files whose fault is in the structure, where a schema can see it.
VISIBLE = [
    "bad-block-flat",
    "bad-block-text",
    "bad-link",
    "bad-link-scheme",
    "empty-block",
    "empty-list",
    "empty-value",
    "empty-value-spaces",
    "key-of-the-picture",
    "missing-key",
    "missing-key-nested",
    "missing-key-teaser",
    "not-a-list",
    "not-a-mapping",
    "not-a-mapping-image",
    "not-a-number",
    "not-text",
    "not-text-body",
    "not-true-or-false",
    "number-too-large",
    "number-too-small",
    "unknown-block",
    "unknown-key",
    "unknown-key-nested",
    "unquoted-bracket-alone",
    "unquoted-comma-in-braces",
    "unquoted-merge-tag-alone",
]


class CoreLoader(yaml.SafeLoader):
    """Reads YAML as language servers do: by YAML 1.2's core schema, which knows no dates and no ``No``."""

    yaml_implicit_resolvers = {  # noqa: RUF012  the library's way
        first: [(tag, pattern) for tag, pattern in resolvers if tag.endswith((":int", ":float", ":null"))]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


CoreLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), "tf")


def _faults(path: Path) -> list[str]:
    name = NEWSLETTER_SCHEMA if "newsletter" in path.as_posix().rpartition("tests/bad")[2] else ISSUE_SCHEMA
    if path.name == "newsletter.yaml":
        name = NEWSLETTER_SCHEMA
    data = yaml.load(path.read_bytes(), Loader=CoreLoader)  # noqa: S506  a safe loader, less its dates
    return [each.message for each in Draft202012Validator(FILES[name]).iter_errors(data)]


@pytest.mark.parametrize("name", FILES)
def test_schema_is_valid_and_names_itself(name: str) -> None:
    """An editor's language server takes it for what it is."""
    schema = FILES[name]
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"]
    assert not [each.message for each in Draft202012Validator(schema).iter_errors(schema["examples"][0])]


@pytest.mark.parametrize("name", FILES)
def test_every_key_is_described(name: str) -> None:
    """Who points at a key reads what it is for."""
    assert [place for place, part in _properties(FILES[name]) if not part.get("description")] == []


def _properties(part: Any, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(part, dict):
        for key, value in part.items():
            if key == "properties":
                yield from ((f"{place}/{name}", each) for name, each in value.items())
            yield from _properties(value, f"{place}/{key}")


@pytest.mark.parametrize("name", FILES)
def test_schema_in_the_repository_is_current(name: str) -> None:
    """The samples name the files beside them; 'digest schema' writes them anew."""
    assert (ROOT / name).read_text("utf-8") == schema_files()[name]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_sample_is_marked_as_wrong(path: Path) -> None:
    """A schema stricter than the reader would teach people to ignore it."""
    assert _faults(path) == []


@pytest.mark.parametrize("stem", VISIBLE)
def test_structural_faults_are_seen_while_typing(stem: str) -> None:
    """What is wrong in structure need not wait for a build."""
    assert _faults(ROOT / "tests" / "bad" / "issues" / f"{stem}.yaml")


@pytest.mark.parametrize("stem", ["missing-keys", "unknown-key", "unknown-key-from", "unknown-word"])
def test_faulty_settings_are_seen_while_typing(stem: str) -> None:
    """The same for the newsletter's settings."""
    assert _faults(ROOT / "tests" / "bad" / "newsletters" / f"{stem}.yaml")


def test_texts_that_look_like_other_things_are_texts() -> None:
    """The reader takes them as typed, so the schema must."""
    text = (
        "date: 2026-11-22\nnumber: 012\nsubject: 12\npreheader:\nblocks:\n"
        "  - lead: { headline: true, body: 1.5, kicker: 7, cta: 3, url: 'https://a.example/' }\n"
    )
    data = yaml.load(text, Loader=CoreLoader)  # noqa: S506  as above
    assert not list(Draft202012Validator(FILES[ISSUE_SCHEMA]).iter_errors(data))


def test_the_command_writes_both(tmp_path: Path) -> None:
    """``digest schema`` puts them where the files of a project look for them."""
    root = make_project(tmp_path / "letter", ())
    result = CliRunner().invoke(main, ["schema", "--project", str(root), "--json"])
    assert result.exit_code == 0, result.output
    assert len(json.loads(result.stdout)["written"]) == 2
    for name, text in schema_files().items():
        assert (root / name).read_text("utf-8") == text
    result = CliRunner().invoke(main, ["schema", "-o", str(tmp_path / "else")])
    assert result.exit_code == 0, result.output
    assert (tmp_path / "else" / ISSUE_SCHEMA).is_file()
