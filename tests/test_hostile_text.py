"""Text that some engine on the way would like to take for its own: it arrives as typed, or is an error."""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from pydantic import ValidationError

from digest import build_edition
from digest.diagnostics import Diagnostic
from digest.issue import Issue
from digest.project import load_project
from digest.prose import Prose
from digest.prose_text import Notes, prose_lines
from digest.reading import validate
from digest.source import read_source
from tests.strategies import HOSTILE, ROOT


def content(text: str, **more: Any) -> dict[str, Any]:
    """Return an issue that says ``text`` wherever an issue can say something."""
    image = {"src": "https://meridian.example/a.png", "alt": text, "caption": text, "credit": text}
    sponsor = {"advertiser": text, "headline": text, "url": "https://a.example/", "cta": text}
    teaser = {"headline": text, "kicker": text, "source": text, "url": "https://a.example/", "image": image}
    lead = {"headline": text, "kicker": text, "byline": text, "body": "x", "image": image, **more}
    return {
        "date": "2026-11-22",
        "subject": text,
        "preheader": text,
        "blocks": [
            {"lead": lead},
            {"sponsor": sponsor},
            {"more_from": {"title": text, "teasers": [teaser, {"sponsor": sponsor}]}},
        ],
    }


def read(data: dict[str, Any]) -> tuple[Issue | None, list[Diagnostic]]:
    """Read the issue as from a file."""
    document = read_source(Path("hostile.yaml"), yaml.safe_dump(data, allow_unicode=True).encode())
    return validate(Issue, document)


def both(data: dict[str, Any]) -> tuple[str, str]:
    """Return what readers of the HTML and of the text see, spaces made one."""
    issue, faults = read(data)
    assert issue is not None, faults
    edition = build_edition(issue, load_project(ROOT), "preview")
    root: Any = html.document_fromstring(edition.html)
    assert not root.xpath("//script|//iframe|//form|//*[@onclick or @onload or @onerror]")
    return " ".join(root.text_content().split()), " ".join(edition.text.split())


@pytest.mark.parametrize(
    "text", [*HOSTILE, "{{ 7*7 }}", "{% include 'x' %}", "{# note #}", "*|IF:X|* a *|END:IF|*", "%%=v(@x)=%%"]
)
def test_fields_arrive_as_typed(text: str) -> None:
    """In every plain field, in both editions: not evaluated, not swallowed, not escaped twice."""
    page, plain = both(content(f"so {text} then"))
    for shown in (page, plain):
        # subject, headline, kicker, …: caption and credit are left out of teasers' pictures in the HTML
        assert shown.count(f"so {text} then") >= 15


@pytest.mark.parametrize(
    "typed,shown",
    [
        ("a </mj-text> b", "a </mj-text> b"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("<b onclick=x>bold</b>", "<b onclick=x>bold</b>"),
        ("]]> and <![CDATA[", "]]> and <![CDATA["),
        ("<!-- hidden? -->", "<!-- hidden? -->"),
        ("{{ 7*7 }} is {{ a*b }}", "{{ 7*7 }} is {{ a*b }}"),
        ("{% include 'x' %}", "{% include 'x' %}"),
        ("*|FNAME|* and *|LNAME|*", "*|FNAME|* and *|LNAME|*"),
        ("%%first_name%%", "%%first_name%%"),
        ("fish &amp; chips &lt;here&gt;", "fish & chips <here>"),
        ("AT&T &notanentity;", "AT&T &notanentity;"),
        (r"\[\[email\]\] is written so", "[[email]] is written so"),
        ("a\u200fb \u061c c", "a\u200fb \u061c c"),
    ],
)
def test_prose_arrives_as_the_reader_should_see_it(typed: str, shown: str) -> None:
    """Markup other than Markdown is text."""
    data = content("x", body=f"Before. {typed}\n\n- in a list {typed}\n\n> quoted {typed}", dek=typed)
    for edition in both(data):
        assert edition.count(shown) == 4


@pytest.mark.parametrize(
    "char,rule",
    [
        ("\x00", "control-character"),
        ("\x0c", "control-character"),
        ("\x1b", "control-character"),
        ("\x1f", "control-character"),
        ("\x7f", "control-character"),
        ("\ufffe", "control-character"),
        ("\x85", "line-separator"),
        ("\u2028", "line-separator"),
        ("\u202e", "bidi-control"),
        ("\u202a", "bidi-control"),
    ],
)
def test_characters_that_hide_or_break_are_errors(char: str, rule: str) -> None:
    """Written in the file, as an escape, as an entity, or given by a program: named once, never built."""
    for data in (content(f"a{char}b"), content("x", body=f"a{char}b")):
        issue, faults = read(data)
        assert issue is None
        assert {each.rule for each in faults} == {rule}
        assert len({each.location for each in faults}) == len(faults)
    with pytest.raises(ValidationError, match=r"is not allowed|can disguise"):
        Issue.model_validate(content("x", body=f"a{char}b"))
    if char in "\x0c\u2028\u202e\u202a":  # of the others Markdown makes a replacement character
        issue, faults = read(content("x", body=f"a*b*&#{ord(char)};"))
        assert issue is None
        assert [each.rule for each in faults] == [rule]
        assert f"written as &#{ord(char)};," in faults[0].message


@pytest.mark.parametrize("body", ["#", "-", ">", "---", "&nbsp;", " \n\n "])
def test_a_body_without_a_word_is_an_error(body: str) -> None:
    """An editor who typed only marks forgot the text."""
    issue, faults = read(content("x", body=body))
    assert issue is None
    assert [each.rule for each in faults] == ["empty-value"]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "//a"]
)
def test_no_link_leads_to_a_program_or_a_file(url: str) -> None:
    """Neither as a field nor in Markdown, however it is written there."""
    for data in (content("x", url=url), content("x", body=f"[x]({url})"), content("x", body=f"[x](<{url}>)")):
        issue, faults = read(data)
        assert issue is None
        assert {each.rule for each in faults} == {"bad-link"}


# Markdown's marks are where its parser, and what is made of its tokens, can be led astray.
MARKS = st.sampled_from(
    [
        *("*", "**", "_", "`", "[", "]", "](", "](https://a.example/x)", "<https://b.example/>", "!"),
        *("> ", "- ", "10) ", "# ", "---", "\n", "\n\n", "  \n", "    ", "&amp;", "&#42;"),
        *("{{ x }}", "*|X|*", "[[email]]", "日本", "👩🏽‍🚀", "a b"),
    ]
)


@given(st.text(max_size=60), st.one_of(st.text(max_size=200), st.lists(MARKS, max_size=40).map("".join)))
def test_any_text_builds_or_is_an_error(line: str, body: str) -> None:
    """Whatever a program passes, control characters and half surrogates included, nothing breaks midway."""
    try:
        issue = Issue.model_validate(content(line, body=body, dek=body))
    except ValidationError:
        return
    edition = build_edition(issue, load_project(ROOT), "preview")
    assert html.document_fromstring(edition.html) is not None
    assert edition.text.encode().endswith(b"\n")


@given(st.lists(MARKS, max_size=40).map("".join).filter(lambda body: "[](" not in body))
def test_any_markdown_says_the_same_in_both(body: str) -> None:
    """Every word and every address of its HTML is in its plain text."""
    prose = Prose.block(body)
    root: Any = html.fragment_fromstring(prose.html(lambda url, _track: url), create_parent="div")
    notes = Notes(count(1))
    plain = "\n".join([*prose_lines(prose, lambda url, _track: url, notes), *notes.lines()])
    # A word may be parted by the number of a link, an ideograph's line end, or the mark of a quote.
    unmarked = re.sub(r"\[\d+\]|[*`>\s]", "", plain)
    assert all(word in unmarked for word in re.findall(r"[^\W_]+", root.text_content()))
    assert all(address in plain for address in root.xpath("//@href"))
