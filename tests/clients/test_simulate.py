"""The edition as a client shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.clients import as_client, table
from digest.diagnostics import DigestError

DATA = Path(__file__).parent / "data"


@pytest.mark.parametrize(
    "client, html, shown",
    [
        ("outlook.windows", "a<!--[if mso]><b>x</b><![endif]-->c", "a<b>x</b>c"),
        ("gmail.ios", "a<!--[if mso]><b>x</b><![endif]-->c", "ac"),
        ("outlook.windows", "<!--[if !mso]><!--><i>x</i><!--<![endif]-->y", "y"),
        ("gmail.ios", "<!--[if !mso]><!--><i>x</i><!--<![endif]-->y", "<i>x</i>y"),
        ("gmail.ios", "a<!-- note -->b", "ab"),
        ("outlook.windows", '<td style="border-radius:4px;color:red">', '<td style="color:red">'),
        ("gmail.ios", '<td style="border-radius:4px;color:red">', '<td style="border-radius:4px;color:red">'),
        ("outlook.windows", '<div style="max-width:9px">', "<div>"),
        ("outlook.windows", '<table style="max-width:9px">', '<table style="max-width:9px">'),
        ("outlook.windows", '<td style="mso-padding-alt:9px">', '<td style="padding:9px">'),
        ("outlook.windows", '<p style="mso-hide:all">', '<p style="display:none">'),
        ("outlook.windows", '<v:rect style="x:y">a</v:rect>', "a"),
        ("gmail.mobile-webmail", "<head><style>a{color:red}</style></head>", "<head></head>"),
        ("outlook.windows", "<style>a{color:red;opacity:0}</style>", "<style>\na { color:red }\n</style>"),
        ("outlook.windows", "<style>@media x{a{color:red}}</style>", "<style>\n\n</style>"),
        ("gmail.ios", "<style>a{color:red}@import 'x';</style>", "<style>\na { color:red }\n</style>"),
        ("outlook.windows", "<style>a, a:focus{color:red}</style>", "<style>\na { color:red }\n</style>"),
        ("hey.desktop-webmail", '<td width="9" title="a &quot; b">', '<td title="a &quot; b">'),
        ("gmail.ios", "<p><svg><path d='x'/>y</svg>z</p>", "<p>z</p>"),
        ("gmail.ios", "<form><b>x</b></form>", "<form><b>x</b></form>"),
        ("outlook.windows", "<section>x</section>", "x"),
        ("outlook.windows", '<img src="a.webp" alt="A">', '<img alt="A">'),
        ("gmail.desktop-webmail", "<body><style>a{color:red}</style>x", "<body>x"),
        ("sfr.ios", '<body style="color:red">x</body>', "<body>x</body>"),
        ("outlook.windows", '<style media="(x)">a{color:red}</style>', ""),
        ("gmail.ios", '<link rel="stylesheet" href="x">y', "y"),
        ("thunderbird.macos", "<!doctype html><p>x", "<!doctype html><p>x"),
        (
            "yahoo.ios",
            '<p style="display:none;max-height:0;opacity:0">',
            '<p style="display:none;max-height:0;opacity:0">',
        ),
    ],
)
def test_what_is_shown(client: str, html: str, shown: str) -> None:
    """What the client drops is gone, and nothing else is."""
    assert as_client(html, client) == shown


def test_an_unknown_client_is_an_error() -> None:
    """A misspelt client must not show the edition as it is."""
    with pytest.raises(DigestError):
        as_client("<p>", "outlook.widnows")


@pytest.mark.parametrize("name", ["daily", "components"])
def test_every_client_shows_every_word(name: str) -> None:
    """Clients drop styles and attributes, not an edition's words."""
    html = (DATA / f"{name}.html").read_text(encoding="utf-8")
    words = ["Meridian"] if name == "components" else ["alliance", "Advertisement", "Halvania"]
    for client in table().clients:
        shown = as_client(html, client)
        assert all(word in shown for word in words), client
