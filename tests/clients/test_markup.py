"""Cutting HTML into pieces: who sees what, and where it stands."""

from __future__ import annotations

import pytest

from digest.clients.markup import Scope, element, generalised, pieces, seen_by


@pytest.mark.parametrize(
    "condition, revealed, scope",
    [
        ("mso", False, Scope.OUTLOOK),
        ("mso | IE", False, Scope.OUTLOOK),
        ("IE", False, Scope.NOBODY),
        ("(gte mso 9)|(IE)", False, Scope.OUTLOOK),
        ("lte mso 11", False, Scope.NOBODY),
        ("mso 16", False, Scope.OUTLOOK),
        ("mso 12", False, Scope.NOBODY),
        ("gt mso 15", False, Scope.OUTLOOK),
        ("lt mso 16", False, Scope.NOBODY),
        ("mso & !vml", False, Scope.NOBODY),
        ("true", False, Scope.OUTLOOK),
        ("gte mso 1.2.3", False, Scope.OUTLOOK),
        ("nonsense here and there", False, Scope.NOBODY),
        ("!mso", True, Scope.OTHERS),
        ("gte mso 9", True, Scope.ALL),
    ],
)
def test_conditions(condition: str, revealed: bool, scope: Scope) -> None:  # noqa: FBT001 - a table's column
    """Outlook's conditions decide who sees a piece: what Word gets must not be held against Gmail."""
    assert seen_by(condition, revealed=revealed) is scope


def test_scopes_in_a_document() -> None:
    """Both forms of conditional comments end where they end."""
    html = "<a><!--[if mso]><b><![endif]--><i><!--[if !mso]><!--><u><!--<![endif]--><s><![endif]><em>"
    assert [(piece.text, piece.scope) for piece in pieces(html)] == [
        ("<a>", Scope.ALL),
        ("<b>", Scope.OUTLOOK),
        ("<i>", Scope.ALL),
        ("<u>", Scope.OTHERS),
        ("<s>", Scope.ALL),
        ("<em>", Scope.ALL),
    ]


def test_ghost_tables() -> None:
    """Only what stands inside a table that Outlook alone sees gets its width from it."""
    html = "<div><!--[if mso]><table><tr><td><![endif]--><p><!--[if mso]></td></table><![endif]--><i>"
    ghosted = {piece.text: piece.ghosted for piece in pieces(html)}
    assert ghosted["<p>"]
    assert not ghosted["<i>"]
    assert not ghosted["<div>"]


def test_comments_and_quotes_hide_markup() -> None:
    """A tag in a comment or in an attribute's value is no tag."""
    html = """<!-- <x> --><a title="<b>" alt='>'><style>a{b:">"}</style><!-- open <y>"""
    style = """<style>a{b:">"}</style>"""
    assert [piece.text for piece in pieces(html)] == ["""<a title="<b>" alt='>'>""", style]


def test_element() -> None:
    """Attributes in all spellings, the first of two counting, with the offsets that diagnostics need."""
    tag = """<TD Width=20 nowrap class='a' title="x &amp; y" width=30 style=""/>"""
    read = element(tag)
    assert read.name == "td"
    assert dict(read.attributes) == {"width": "20", "nowrap": "", "class": "a", "title": "x & y", "style": ""}
    assert tag[read.offsets["title"] :].startswith("x &amp;")
    assert tag[read.offsets["class"] :].startswith("a'")


@pytest.mark.parametrize(
    "tag, general",
    [
        ('<a href="https://a.example/b?c=1#d" title="x y">', '<a href="https:x" title="x">'),
        ('<a href="#top">', '<a href="#x">'),
        ('<img src="images/ice.1a2b.webp" alt="A: tongue. Of ice">', '<img src="x.webp" alt="x">'),
        ('<img src="data:image/png;base64,AA">', '<img src="data:x">'),
        ('<td style="color:red">', '<td style="color:red">'),
        ('<a href="mailto:a@b.example?cc=c">', '<a href="mailto:a@b.example?cc=c">'),
    ],
)
def test_generalised(tag: str, general: str) -> None:
    """What differs from story to story is left out, and what decides about features stays."""
    assert generalised(tag) == general


def test_no_opening_takes_quadratic_time() -> None:
    """Half a megabyte of openings that never end is read in one pass."""
    for opening in ("<a ", "<!--", "<style>", "<!--[if mso]>", '<a b="', "</a "):
        assert list(pieces(opening * (500_000 // len(opening)))) is not None
