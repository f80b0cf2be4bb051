"""The data about mail clients, and the words with which this package reads it."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from digest.clients import catalogue, losses, table
from digest.clients.conditions import CONDITIONS
from digest.clients.losses import Loss
from digest.clients.table import Level, client
from digest.diagnostics import DigestError

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """The script that makes the table."""
    spec = importlib.util.spec_from_file_location("caniemail_table", ROOT / "tools" / "caniemail_table.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_feature_of_the_data_can_be_found() -> None:
    """A newer table with a feature that nothing looks for would silently report less than it knows."""
    features = set(table().features)
    assert features - catalogue.named() == set(catalogue.NOT_IN_MARKUP)
    assert catalogue.named() <= features


def test_every_condition_quotes_a_note() -> None:
    """A note that was reworded would make its condition dead, and its exception would be reported again."""
    notes = {
        (feature.slug, note)
        for feature in table().features.values()
        for answer in feature.lacking.values()
        for note in answer.notes
    }
    dead = [
        (slug, part)
        for slug, part, _ in CONDITIONS
        if not any(part in note and slug in {"", of} for of, note in notes)
    ]
    assert dead == []


def test_losses_name_features_of_the_data() -> None:
    """A misspelt feature would fall into the wrong class of loss."""
    listed = losses.CONTENT | losses.LAYOUT | losses.NOTHING
    assert listed <= set(table().features)
    assert len(listed) == len(losses.CONTENT) + len(losses.LAYOUT) + len(losses.NOTHING)
    assert losses.loss("css-letter-spacing") is Loss.LOOKS


def test_the_table_says_where_it_comes_from() -> None:
    """The licence asks that its notice travels with the data."""
    data = table()
    assert data.source.startswith("npm package caniemail ")
    assert data.date >= "2025-09-09"
    assert "MIT License" in data.licence
    assert "HTeuMeuLeu" in data.licence


def test_known_answers() -> None:
    """Spot checks of the compact form against facts that every e-mail developer knows."""
    features = table().features
    assert features["css-border-radius"].lacking["outlook.windows"].level is Level.NONE
    assert features["css-padding"].lacking["outlook.windows"].level is Level.PARTIAL
    assert "gmail.ios" not in features["css-padding"].lacking
    assert features["html-video"].url == "https://www.caniemail.com/features/html-video/"


def test_client_names_are_for_people() -> None:
    """Diagnostics name clients as their users do."""
    names = {name: each.name for name, each in table().clients.items()}
    assert names["outlook.windows"] == "Outlook for Windows"
    assert names["gmail.ios"] == "Gmail on iPhone"
    assert not [name for name in names.values() if "desktop" in name.lower() or "-" in name]


def test_an_unknown_client_is_an_error_with_a_suggestion() -> None:
    """The preview's address bar and the library take client ids from people."""
    with pytest.raises(DigestError) as caught:
        client("gmail.io")
    assert "did you mean 'gmail.ios'?" in caught.value.diagnostics[0].hint
    with pytest.raises(DigestError) as caught:
        client("zzzz")
    assert "outlook.windows" in caught.value.diagnostics[0].hint


@pytest.mark.parametrize(
    "answers, newest",
    [
        ({"2019-10": "n", "16.80": "y"}, "y"),
        ({"2024-04": "a #1", "2024-01": "n"}, "a #1"),
        ({"2007": "y", "2019": "n"}, "n"),
        ({"60.3": "y", "102.11": "n"}, "n"),
    ],
)
def test_the_newest_answer_counts(tool: ModuleType, answers: dict[str, str], newest: str) -> None:
    """Versions and months stand mixed; compared as text, Outlook for Mac would go back to 2019."""
    assert tool.newest(answers) == newest


def test_the_tool_makes_the_table(tool: ModuleType, tmp_path: Path) -> None:
    """Anyone can make the table anew from the npm package; its shape is what the reader expects."""
    (tmp_path / "data").mkdir()
    (tmp_path / "LICENSE").write_text("MIT License\n")
    (tmp_path / "package.json").write_text('{"version": "9.9.9"}')
    feature = (
        '{"slug": "css-x", "title": " X ", "stats": {"gmail": {"ios": {"2020-01": "a #1"}}},'
        ' "notes_by_num": {"1": "Half.", "2": "Unused."}}'
    )
    (tmp_path / "data" / "caniemail.json").write_text(
        f'{{"last_update_date": "2026-01-02 03:04:05 +0000", "data": [{feature}]}}'
    )
    tool.write(tmp_path, tmp_path / "out.json")
    made = (tmp_path / "out.json").read_text()
    assert '"source": "npm package caniemail 9.9.9"' in made
    assert '"date": "2026-01-02"' in made
    assert '"css-x": {"title":"X","support":"a","marks":{"0":"1"},"notes":{"1":"Half."}}' in made
