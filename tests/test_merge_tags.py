"""Merge tags in content: which ones there are, and how brackets are shown as brackets."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest import build_edition, load_issue, load_project
from digest.merge import mark, mark_prose
from digest.source.spans import span_in_source
from tests.projects import make_project

ISSUE = r"""
date: 2026-11-22
subject: Write \[[email]] as it is
blocks:
  - lead:
      kicker: Not \[[unsubscribe]]
      headline: How to write \[[first_name|there]]
      body: |
        A tag is \[[first_name]], and a backslash before one is \\[[email]].
"""


def test_brackets_after_a_backslash_reach_the_reader(tmp_path: Path) -> None:
    r"""``\[[`` shows brackets in every kind of field and in both editions; nothing takes them for a tag."""
    project = load_project(make_project(tmp_path / "letter", ("one",), ISSUE))
    edition = build_edition(load_issue(project.root / "issues" / "one.yaml", project), project)
    assert edition.subject == "Write [[email]] as it is"
    for part in (edition.html, edition.text):
        assert "[[unsubscribe]]" in part
        assert "[[first_name|there]]" in part
        assert "[[first_name]]," in part
        assert "\\[[" not in part
        assert "zqtag" not in part


@pytest.mark.parametrize(
    "typed, plain, prose",
    [
        ("[[email]]", "zqtagemailzzq", "zqtagemailzzq"),
        (r"\[[email]]", "[[email]]", r"\[[email]]"),
        (r"\\[[email]]", r"\\zqtagemailzzq", r"\\zqtagemailzzq"),
        ("[[ email ]]", "zqtagemailzzq", "zqtagemailzzq"),
        ("[[nothing]]", "[[nothing]]", "[[nothing]]"),
        ("no brackets", "no brackets", "no brackets"),
    ],
)
def test_marking(typed: str, plain: str, prose: str) -> None:
    """Tags become placeholders; Markdown keeps its backslashes for Markdown."""
    assert mark(typed) == plain
    assert mark_prose(typed) == prose


@pytest.mark.parametrize(
    "source, value, part",
    [
        ("one two", "one two", "two"),
        ("'it''s two'", "it's two", "two"),
        (r'"a \"b\" \x41\n two"', 'a "b" A\n two', "two"),
        ('"one \\\n  two"', "one two", "two"),
        ('"one\n\n  two"', "one\ntwo", "two"),
        ("|\n  one\n\n  two\n", "one\n\ntwo\n", "two"),
        (">-\n  one\n  two", "one two", "two"),
        ("one\n  two", "one two", "two"),
    ],
)
def test_a_part_is_found_where_it_was_typed(source: str, value: str, part: str) -> None:
    """Folding, quotes and escapes move a value away from its source, and the caret follows."""
    at = value.index(part)
    start, end = span_in_source(source, 0, len(source), value, (at, at + len(part)))
    assert source[start:end] == part


@pytest.mark.parametrize("source, value", [("one", "two"), ("'it''s'", 'it"s'), (r'"\x41"', "B")])
def test_what_does_not_match_is_shown_whole(source: str, value: str) -> None:
    """A caret under everything is right where one under a part would be a guess."""
    assert span_in_source(source, 0, len(source), value, (0, len(value))) == (0, len(source))
