"""Every rule finds what it is for, and nothing in what is right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from digest.checks import CHECKS, FAMILIES, Rule
from digest.checks.manual import page
from tests.checks.documents import findings

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
IDS = [rule.id for rule in CHECKS]
# The size of an edition depends on the theme, which is not what is tested here.
_SIZE = re.compile(r"\d{2,3},\d{3} bytes")


def examples(kind: str) -> list[tuple[str, str]]:
    """Return each rule's id with its ``wrong`` or ``right`` example, and with its document in this folder."""
    file = {"wrong": "bad.yaml", "right": "good.yaml"}[kind]
    manuals = [(rule.id, getattr(rule, kind)) for rule in CHECKS]
    return manuals + [(path.parent.name, path.read_text(encoding="utf-8")) for path in HERE.glob(f"*/{file}")]


@pytest.mark.parametrize("name, example", examples("wrong"), ids=lambda value: value[:24])
def test_the_wrong_is_found(name: str, example: str, tmp_path: Path) -> None:
    """A rule that never fires protects nobody; the message is the one that its document promises."""
    found = [each for each in findings(example, tmp_path) if each.rule == name]
    assert found, f"{name} finds nothing in its example:\n{example}"
    promised = [
        line.removeprefix("# finds: ") for line in example.splitlines() if line.startswith("# finds: ")
    ]
    said = [_SIZE.sub("many", each.message) for each in found]
    assert [_SIZE.sub("many", line) for line in promised] in ([], said)


@pytest.mark.parametrize("name, example", examples("right"), ids=lambda value: value[:24])
def test_the_right_is_left_alone(name: str, example: str, tmp_path: Path) -> None:
    """What a rule's manual calls right must pass it, and no other rule may object to it either."""
    found = findings(example, tmp_path)
    assert [each for each in found if each.rule == name] == []
    assert [each.rule for each in found if each.severity != "advice"] == []


@pytest.mark.parametrize("rule", CHECKS, ids=IDS)
def test_every_rule_is_complete(rule: Rule) -> None:
    """A rule has a manual, a good document, and a bad one that says what is found."""
    assert rule.summary.endswith(".")
    assert rule.why
    assert rule.wrong != rule.right
    bad = (HERE / rule.id / "bad.yaml").read_text(encoding="utf-8")
    assert bad.startswith("# finds: ")
    assert (HERE / rule.id / "good.yaml").is_file()


def test_the_rules_are_many_and_their_ids_are_unique() -> None:
    """Two rules of one name could not be told apart in newsletter.yaml."""
    assert len(set(IDS)) == len(IDS)
    assert all(
        any(rule.family == family.__name__.rpartition(".")[2] for rule in CHECKS) for family in FAMILIES
    )


def test_no_document_is_left_over() -> None:
    """A folder without a rule would look like a test and be none."""
    folders = {path.name for path in HERE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == {*IDS, "varied"}


@pytest.mark.parametrize("path", sorted((HERE / "varied").glob("*.yaml")), ids=lambda path: path.stem)
def test_nothing_is_found_in_careful_issues(path: Path, tmp_path: Path) -> None:
    """What a careful editor writes, in seven languages and with every oddity of print, is left alone."""
    assert [(each.rule, each.message) for each in findings(path.read_text(encoding="utf-8"), tmp_path)] == []


def test_the_page_of_the_documentation_is_current() -> None:
    """docs/rules.md is made from the code by tools/rules_page.py."""
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == page()
