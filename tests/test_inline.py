"""The stylesheet in the prose: the quick way and premailer's agree, and what neither knows is named."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from digest.full_css import inline_all
from digest.inline import inline_css
from digest.plain_css import read_plain
from digest.prose import Prose
from digest.stylesheet import StylesheetError

SHEET = """
/* as the default theme's */
p { margin: 0 0 18px; }
p:last-child { margin: 0; }
p:first-child { padding-top: 2px }
h2, h3 { margin: 32px 0 12px; font: bold 22px/1.3 Georgia,'Times New Roman',serif; color: #1F1F1f; }
ul, ol { margin: 0 0 18px; padding-left: 26px; }
li { margin: 0 0 10px }
li ul, li ol { margin: 10px 0 0; }
blockquote li p { color: #abc; }
blockquote { border-left: 3px solid #0b57d0; font: italic 20px/24px -apple-system, serif }
blockquote { letter-spacing: .5px }
.small p { font-size: 12px; line-height: 1.5 }
a { color: #0b57d0; text-decoration: underline; font-weight: 600 }
em { font-style: normal; font-weight: bold; }
hr { margin: 28px 0; border: 0; border-top: 1px solid #d9d6cf; }
"""

PIECES = (
    "Words &amp; <more>, [a *link*](https://a.example/?b=1&c=2) and **strong *both***.",
    "- one\n- two\n\n  more of two\n  - inner *one*\n    1. deep\n- three",
    "> quoted\n>\n> - item\n>\n>   item's paragraph\n>\n> end",
    "### Subhead with `code`",
    "***",
    "line  \nbreak\nsoft",
    "1. one\n2. two\n\n\n3. three",
)


def seen(fragment: str) -> list[tuple[str, dict[str, str], dict[str, str], str]]:
    """Return each element: tag, attributes, declarations, text; white space and quotes do not count."""
    found = []
    for element in lxml_html.fragment_fromstring(fragment, create_parent="section").iter():
        attributes = dict(element.attrib)
        parts = [part.partition(":") for part in attributes.pop("style", "").split(";") if part.strip()]
        style = {name.strip(): _plain_value(value) for name, _, value in parts}
        text = " ".join(f"{element.text or ''} {element.tail or ''}".split())
        found.append((str(element.tag), attributes, style, text))
    return found


def _plain_value(value: str) -> str:
    value = re.sub(r"\s*,\s*", ",", value.strip().replace('"', "'").lower())
    return re.sub(r"(?<![\d.])0\.", ".", value)


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6), st.sampled_from(["prose", "prose small"]))
def test_the_quick_way_agrees_with_premailer(pieces: list[str], names: str) -> None:
    """Whatever an editor writes, the quick inliner gives every element the styles that premailer gives it."""
    prose = Prose.block("\n\n".join(pieces)).html(lambda url, _track: url)
    plain = read_plain(SHEET)
    assert plain is not None
    (wanted,) = inline_all([(names, prose)], SHEET)
    assert seen(plain.inline(prose, names)) == seen(wanted)


def test_only_prose_is_touched() -> None:
    """The engine's own elements stay as they are, and one that was there for the styles alone goes."""
    html = '<p>a</p><div class="prose"><p>b</p></div><span class="prose">c</span><div class="prose">d</div>'
    assert inline_css(html, "p { margin: 0 }") == (
        '<p>a</p><div class="prose"><p style="margin:0">b</p></div>c<div class="prose">d</div>'
    )


def test_the_theme_has_the_last_word() -> None:
    """What a template writes into a style attribute stands after the stylesheet's declarations."""
    html = '<div class="prose"><p style="margin:1px">b</p></div>'
    assert 'style="margin:0;margin:1px"' in inline_css(html, "p { margin: 0 }")


@pytest.mark.parametrize(
    "stylesheet",
    [
        "p > a { color: #000 }",
        "p { color: navy }",
        "a[href] { color: #000 }",
        "#id { color: #000 }",
        "p { background-color: #fff }",
        "p { margin: 0 !important }",
        "p:nth-child(2) { margin: 0 }",
    ],
)
def test_what_is_not_plain_is_left_to_premailer(stylesheet: str) -> None:
    """A theme may use all of CSS that premailer inlines; it only takes longer."""
    assert read_plain(stylesheet) is None
    html = '<div class="prose"><p id="id">a</p><p><a href="#">b</a></p></div>'
    assert '<p id="id"' in inline_css(html, stylesheet)


@pytest.mark.parametrize(
    "stylesheet, fault",
    [
        ("p { colour: #000 }", "colour"),
        ("p { margin: 12 }", "margin"),
        ("p { color: #00 }", "'color: #00' cannot be understood"),
    ],
)
def test_what_css_does_not_know_is_named(
    stylesheet: str, fault: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A misspelt property or an impossible value would be dropped, with a log line at best."""
    with pytest.raises(StylesheetError) as caught:
        inline_css('<div class="prose"><p>a</p></div>', stylesheet)
    assert fault in str(caught.value)
    assert capsys.readouterr() == ("", "")


def test_no_break_spaces_stay_visible_to_maintainers() -> None:
    """A no-break space is written as an entity, which survives editors and transports that trim."""
    assert "&nbsp;" in inline_css('<div class="prose"><p>10\u00a0km</p></div>', SHEET)
