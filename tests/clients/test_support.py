"""What an edition loses in which client, and what is recognised as a fallback."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mjml import mjml2html

from digest.clients import Gap, Loss, as_client, gaps, table, unsupported, uses
from digest.clients.fallbacks import GENERAL, OUTLOOK

DATA = Path(__file__).parent / "data"


def found(html: str) -> dict[str, tuple[str, ...]]:
    """Return the findings about ``html``: feature and the clients without or with part of it."""
    return {each.feature.slug: (*each.unsupported, *each.partial) for each in unsupported(html)}


def gap(html: str, feature: str, client: str = "outlook.windows") -> Gap:
    """Return the one gap of ``html`` in ``feature`` for ``client``."""
    rows = [each for _, each in gaps(html) if each.use.feature == feature and each.client == client]
    assert len(rows) == 1, rows
    return rows[0]


@pytest.mark.parametrize(
    "html, feature, client",
    [
        ('<div style="display:grid">', "css-display-grid", "gmail.android"),
        ('<div style="position:absolute">', "css-position", "gmail.ios"),
        ('<div style="margin:-10px">', "css-margin", "gmail.desktop-webmail"),
        ('<div style="padding:10px">', "css-padding", "outlook.windows"),
        ('<div style="max-width:600px">', "css-max-width", "outlook.windows"),
        ('<div style="float:left">', "css-float", "outlook.windows"),
        ('<p style="width:50%">', "css-width", "outlook.windows"),
        ('<td style="color:red!important">', "css-important", "outlook.windows"),
        ("<svg>", "html-svg", "gmail.ios"),
        ("<form>", "html-form", "outlook.windows"),
        ('<img src="a.webp">', "image-webp", "outlook.windows"),
        ('<img src="a.svg">', "image-svg", "gmail.desktop-webmail"),
        ('<td style="background:url(a.png)">', "css-background", "outlook.windows"),
        ('<td style="background:url(a.png),url(b.png)">', "css-background", "yahoo.ios"),
        ('<table dir="rtl">', "html-dir", "orange.ios"),
        ('<td style="color:rgb(0 0 0)">', "css-rgb", "outlook.windows"),
        ("<style>.kicker{letter-spacing:1px}</style>", "html-style", "gmail.mobile-webmail"),
        ("<body><style>.kicker{color:red}</style>", "html-style", "gmail.desktop-webmail"),
        ("<div hidden>", "html-hidden", "gmail.ios"),
    ],
)
def test_what_is_lost(html: str, feature: str, client: str) -> None:
    """What e-mail developers avoid, and why: each is named with the client that lacks it."""
    assert client in found(html).get(feature, ())


@pytest.mark.parametrize(
    "html, feature, client, name",
    [
        ('<td style="border-radius:4px">', "css-border-radius", "outlook.windows", "graceful"),
        ("<style>@media x{.a{float:left}}</style>", "css-float", "outlook.windows", "media-query"),
        ('<p style="-webkit-hyphens:auto;mso-x:1vw">', "css-unit-vw", "outlook.windows", "prefixed"),
        ('<td style="width:9px;width:1vw">', "css-unit-vw", "outlook.windows", "declared-before"),
        ('<p style="float:none">', "css-float", "outlook.windows", "neutral-value"),
        (
            '<p style="display:none;max-height:0px;opacity:0">',
            "css-opacity",
            "outlook.windows",
            "hidden-preheader",
        ),
        ('<img width="9" style="width:9px">', "css-width", "outlook.windows", "picture-width"),
        ('<td width="9" style="width:9px">', "html-width", "hey.desktop-webmail", "style-beside-attribute"),
        ('<table align="left" style="float:left">', "css-float", "outlook.windows", "attribute-beside-style"),
        ('<div style="width:100%">', "css-width", "outlook.windows", "fills-the-line"),
        ('<div style="height:9px;line-height:9px">', "css-height", "outlook.windows", "spacer"),
        (
            '<td style="background:url(a.png) 0 / cover;background-size:cover">',
            "css-background",
            "yahoo.ios",
            "background-size",
        ),
        ('<p style="overflow:hidden;border-radius:9px">', "css-overflow", "outlook.windows", "rounded-clip"),
        ("<style>#outlook a{color:red}</style>", "css-selector-id", "gmail.mobile-webmail", "client-hook"),
        ("<style>table, td{color:red}</style>", "css-selector-grouping", "sfr.ios", "reset"),
        ("<style>.x{word-break:normal}</style>", "css-selector-class", "sfr.ios", "graceful-rule"),
        ("<style></style>", "html-style", "sfr.ios", "judged-by-rule"),
        (
            '<!--[if mso]><table width="9"><tr><td><![endif]--><div style="max-width:9px">',
            "css-max-width",
            "outlook.windows",
            "ghost-table",
        ),
        ('<a style="padding:9px;mso-padding-alt:0">', "css-padding", "outlook.windows", "mso-padding"),
        (
            "<!--[if mso]><style>ul,ol{margin-left:9px}</style><![endif]--><ol style='padding-left:9px'>",
            "css-padding",
            "outlook.windows",
            "outlook-style",
        ),
        (
            '<td bgcolor="#fff" style="background:url(a.png)">',
            "css-background",
            "outlook.windows",
            "drawn-background",
        ),
        ('<p style="border-top:solid 4px red;font-size:1px">', "css-border", "outlook.windows", "divider"),
        ('<table style="table-layout:fixed">', "css-table-layout", "outlook.windows", "fixed-table"),
    ],
)
def test_every_fallback_is_recognised(html: str, feature: str, client: str, name: str) -> None:
    """What makes up for a gap is named, and the gap is not reported in that client."""
    assert gap(html, feature, client).fallback == name
    assert client not in found(html).get(feature, ())


def test_every_fallback_has_a_case() -> None:
    """The list above is complete."""
    marks: list[pytest.Mark] = test_every_fallback_is_recognised.pytestmark  # type: ignore[attr-defined]
    assert {case[3] for case in marks[0].args[1]} == {*GENERAL, *OUTLOOK}


@pytest.mark.parametrize(
    "html",
    [
        '<table style="margin:0">',
        '<td style="padding:10px">',
        '<div style="display:inline-block">',
        '<img style="display:block">',
        '<td style="font-weight:600;font-size:15px;line-height:20px">',
        '<a target="_blank" style="text-decoration:none">',
        '<td style="color:rgb(1, 2, 3)">',
        "<style>@media (max-width:480px){.a{width:100% !important}}</style>",
        "<style>[data-ogsc] .a{color:red !important}</style>",
        '<table role="presentation" aria-hidden="true" lang="en">',
        "<ul><li>",
        '<!--[if lte mso 11]><div style="position:absolute"><![endif]-->',
    ],
)
def test_what_is_fine_in_the_major_clients(html: str) -> None:
    """A careful e-mail developer writes these every day; a report would be noise."""
    assert [each.feature.slug for each in unsupported(html) if each.major] == []


def test_findings_are_complete() -> None:
    """A finding carries what a diagnostic needs: clients, notes, places and the loss, the worst first."""
    first, *rest = unsupported('<p>\n<video src="a.mp4">\n<td style="letter-spacing:-1em">')
    assert first.feature.slug == "html-video"
    assert first.loss is Loss.CONTENT
    assert first.major
    assert "gmail.ios" in first.unsupported
    assert [(use.line, use.column) for use in first.uses] == [(2, 1)]
    assert [each.loss.rank for each in rest] == sorted(each.loss.rank for each in rest)


def test_retired_clients_are_not_reported() -> None:
    """Windows Mail was switched off: nobody mends an edition for it."""
    assert not any("outlook.windows-mail" in clients for clients in found('<p style="float:left">').values())


@pytest.mark.parametrize("name", ["daily", "weekly", "components"])
def test_mjml_loses_nothing_that_matters(name: str) -> None:
    """MJML's output is built for these clients: in the major ones its content and layout stand.

    ``components`` has one of each MJML component; its hero is positioned for Outlook by VML.
    """
    html = (DATA / f"{name}.html").read_text(encoding="utf-8")
    assert [
        each.feature.slug for each in unsupported(html) if each.major and each.loss is not Loss.LOOKS
    ] == []


def test_a_fault_in_mjml_output_is_found() -> None:
    """The recognised fallbacks do not hide what a theme author adds by mistake."""
    text = '<div style="display:flex;gap:8px"><span style="margin:-4px">x</span></div>'
    column = f"<mj-column><mj-text>{text}</mj-text></mj-column>"
    html = mjml2html(f"<mjml><mj-body><mj-section>{column}</mj-section></mj-body></mjml>")
    slugs = {each.feature.slug for each in unsupported(html) if each.major}
    assert {"css-display-flex", "css-gap", "css-margin"} <= slugs


FRAGMENTS = st.sampled_from(
    [
        *(
            "<",
            ">",
            "</",
            "<!--[if ",
            "mso",
            "]>",
            "<![endif]-->",
            "-->",
            "<!-->",
            "<style>",
            "</style>",
            "{",
            "}",
        ),
        *(
            "@media ",
            "(",
            ")",
            '"',
            "'",
            ";",
            ":",
            "table",
            "td",
            ' style="',
            "width",
            "!important",
            "\n",
            "\0",
        ),
        *(
            "&amp;",
            "url(",
            "/*",
            "*/",
            ".a",
            "#b",
            ",",
            ">",
            "~",
            "%",
            "1px",
            "-2em",
            "display",
            "none",
            "body",
        ),
    ]
)


@given(st.lists(FRAGMENTS | st.text(max_size=4), max_size=40).map("".join))
def test_no_html_makes_it_raise(html: str) -> None:
    """Whatever a theme or an editor produces, the checks and the preview go on."""
    assert isinstance(uses(html), tuple)
    assert isinstance(unsupported(html), tuple)
    for client in ("outlook.windows", "gmail.mobile-webmail"):
        assert isinstance(as_client(html, client), str)


@given(st.text(max_size=200))
def test_no_text_makes_it_raise(text: str) -> None:
    """The same for text of any alphabet, in every place of a document."""
    for html in (text, f"<p {text}>", f'<p style="{text}">', f"<style>{text}</style>", f"<!--[if {text}]>"):
        assert isinstance(unsupported(html), tuple)
        assert isinstance(as_client(html, "outlook.windows"), str)


def test_all_clients_and_features_are_read() -> None:
    """The data has the families that the checks promise."""
    families = {client.family for client in table().clients.values()}
    wanted = {"gmail", "outlook", "apple-mail", "yahoo", "aol", "samsung-email", "thunderbird", "protonmail"}
    assert wanted | {"fastmail", "hey", "orange", "gmx", "web-de"} <= families
