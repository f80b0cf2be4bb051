"""What the engines do behind one's back, measured, and that editions do not show it.

Where an engine's habit is the reason for something in our code, a test says so: when it goes, so can that.
"""

from __future__ import annotations

import re
from pathlib import Path

import mjml
import pytest
from premailer import Premailer

from digest import build_edition, load_issue, load_project
from digest.inline import inline_css
from digest.lines import LIMIT, in_lines
from digest.merge import MergeTag, placeholder
from digest.mjml import MjmlSyntaxError, compile_mjml
from digest.styles import drop_unused_styles
from tests.editions import DAILY, NAMES, built
from tests.projects import make_project

THEME = Path(__file__).parents[1] / "templates" / "email"
CSS = "p { margin: 0 0 18px; } p:last-child { margin: 0; } a { color: #0b57d0; }"


def in_body(content: str, head: str = "") -> str:
    """Return an MJML document around ``content``."""
    return f"<mjml><mj-head>{head}</mj-head><mj-body>{content}</mj-body></mjml>"


def in_text(content: str) -> str:
    """Return an MJML document with ``content`` in a text."""
    return in_body(f"<mj-section><mj-column><mj-text>{content}</mj-text></mj-column></mj-section>")


def build(folder: Path, lead: str) -> str:
    """Return the HTML of an issue with these fields in its lead, in a folder of its own."""
    issue = f"date: 2026-11-22\nsubject: S\nblocks:\n  - lead:\n{lead}"
    project = make_project(folder / "letter", ["one"], issue)
    loaded = load_project(project)
    return build_edition(load_issue(project / "issues" / "one.yaml", loaded), loaded).html


def test_the_engine_does_not_inline() -> None:
    """Says why inlining is our step: the engine leaves an inline stylesheet in the head."""
    html = mjml.mjml2html(
        in_text("<p>A</p>").replace("<mj-head>", "<mj-head><mj-style inline='inline'>p{color:red}</mj-style>")
    )
    assert "<p>A</p>" in html
    assert "p{color:red}" in html.partition("</head>")[0]


def test_the_engine_validates_nothing() -> None:
    """Says why our templates are held against the official validator: the engine passes misspelt MJML."""
    assert mjml.mjml2html(
        in_body(
            '<mj-section paddin="0"><mj-column><mj-text colour="red">A</mj-text></mj-column></mj-section>'
        )
    )


def test_a_bare_angle_bracket_is_fatal_and_content_cannot_write_one(tmp_path: Path) -> None:
    """Protects an issue with < and & in every field: content is escaped before the engine sees it."""
    with pytest.raises(MjmlSyntaxError):
        compile_mjml(in_text("1 < 2"))
    fields = ("kicker", "headline", "dek", "byline", "body")
    html = build(
        tmp_path, "".join(f"      {name}: '{name} 1 < 2 & 3 <mj-text> </mj-text>'\n" for name in fields)
    )
    for name in fields:
        assert f"{name} 1 &lt; 2 &amp; 3 &lt;mj-text&gt; &lt;/mj-text&gt;" in html


def test_templates_escape_whatever_their_name_ends_in() -> None:
    """Says why autoescape is on by hand: Jinja's own choice leaves the ending of our templates out."""
    from jinja2 import select_autoescape  # noqa: PLC0415  shown here, used nowhere

    assert select_autoescape()("edition.mjml.j2") is False


def test_the_engine_has_no_language_of_its_own() -> None:
    """Says why the language is written out: the engine's default is "undetermined"."""
    assert 'lang="und"' in mjml.mjml2html(in_text("A"))


def test_the_engine_links_fonts_from_elsewhere_unless_told_not_to() -> None:
    """Protects readers' privacy: our call tells it."""
    source = in_body(
        "<mj-section><mj-column><mj-text font-family='Roboto'>A</mj-text></mj-column></mj-section>"
    )
    assert "fonts.googleapis.com" in mjml.mjml2html(source)
    assert "googleapis" not in compile_mjml(source)


def test_an_image_without_alternative_text_has_no_attribute() -> None:
    """Says why the theme writes its pictures by hand: the engine leaves an empty alt out."""
    image = "<mj-section><mj-column><mj-image src='a.png' width='10px' /></mj-column></mj-section>"
    assert " alt=" not in mjml.mjml2html(in_body(image))


def test_the_engine_takes_no_gutter_off_a_column_if_it_is_written_in_short() -> None:
    """Says why the theme's gutters are written by side: Outlook's columns would be wider than their place."""

    def column(padding: str) -> str:
        section = f"<mj-section {padding}><mj-column><mj-text>A</mj-text></mj-column></mj-section>"
        (width,) = re.findall(r"<td[^>]*vertical-align:top;width:(\d+)px", mjml.mjml2html(in_body(section)))
        return str(width)

    assert column('padding="0 32px"') == "600"
    assert column('padding-left="32px" padding-right="32px"') == "536"


@pytest.mark.parametrize("path", sorted(THEME.rglob("*.mjml.j2")), ids=lambda path: path.name)
def test_the_theme_uses_nothing_that_the_engine_gets_wrong(path: Path) -> None:
    """Protects the theme: no includes or inlining by the engine, no attribute rules, no social elements."""
    source = path.read_text("utf-8")
    assert not re.search(r"mj-include|mj-html-attributes|mj-social|mj-font|inline=.inline", source)


@pytest.mark.parametrize("name", NAMES)
def test_lines_are_broken(name: str) -> None:
    """Protects transport: the engine writes one line, mail allows 998 octets in each; no word is lost."""
    raw = compile_mjml(built(name).neutral.mjml)
    assert max(map(len, raw.split("\n"))) > LIMIT
    assert max(len(line.encode()) for line in in_lines(raw).split("\n")) <= LIMIT
    assert re.sub(r"\s", "", in_lines(raw)) == re.sub(r"\s", "", raw)


def test_comments_for_outlook_are_not_broken() -> None:
    """Protects Outlook: a condition stays whole, however long the line is."""
    line = "<p>" + "word " * 196 + "<!--[if mso | IE]><b>x</b><![endif]--> and more " + "word " * 50 + "</p>"
    broken = in_lines(line)
    assert "<!--[if mso | IE]>" in broken
    assert "\n" in broken
    assert broken.split() == line.split()


def test_a_line_without_white_space_stays_whole() -> None:
    """Protects addresses and words: nothing is broken where it would show."""
    line = f'<a href="https://x.example/{"a" * 2000}">{"b" * 2000}</a>'
    assert in_lines(line) == f"<a\n{line.removeprefix('<a ')}"


def test_adjacent_comments_for_outlook_become_one() -> None:
    """Protects the weight: what opens again at once was never closed."""
    assert "<![endif]--><!--[if mso | IE]>" not in compile_mjml(built(DAILY).neutral.mjml)


def test_premailer_over_a_whole_document_would_break_it() -> None:
    """Says why only the prose is inlined: doctype, ``!important`` and &nbsp; would be lost."""
    head = "<head><style>@media (x){.p{color:red!important}}</style></head>"
    html = f"<!doctype html><html>{head}<body>&nbsp;</body></html>"
    whole = Premailer(html, allow_network=False).transform()
    assert "<!doctype" not in whole.lower()
    assert "!important" not in whole
    assert "&nbsp;" not in whole


def test_only_the_prose_is_inlined() -> None:
    """Protects all else: not a byte changes outside the elements of class "prose"."""
    html = '<!doctype html><p>a&nbsp;b</p><div class="prose"><p>c&nbsp;d</p><p>e</p></div><p>f</p>'
    assert inline_css(html, CSS) == (
        '<!doctype html><p>a&nbsp;b</p><div class="prose">'
        '<p style="margin:0 0 18px">c&nbsp;d</p><p style="margin:0">e</p></div><p>f</p>'
    )


def test_resets_of_the_engine_are_not_inlined() -> None:
    """Protects the weight: MJML's resets stay in the head, where they stand once."""
    body = built(DAILY).edition.html.partition("</head>")[2]
    assert "mso-table-lspace" not in body
    assert "-ms-interpolation-mode" not in body


def test_placeholders_come_through_unchanged() -> None:
    """Says why merge tags wait as placeholders: premailer and the engine rewrite braces in addresses."""
    tagged = '<a href="{{ url }}">x</a>'
    assert "{{ url }}" not in Premailer(tagged, allow_network=False).transform()
    tag = placeholder(MergeTag("unsubscribe"))
    html = inline_css(f'<div class="prose"><p><a href="{tag}">{tag}</a></p></div>', CSS)
    assert html.count(tag) == 2


STYLE = """<!doctype html><style type="text/css">/*theme*/
.used,.unused{{color:red}}
.unused{{color:red}}
@media (x){{.used{{color:red!important}} .unused{{color:red}}}}
@media (y){{.unused{{color:red}}}}
.prose a{{color:red}}
[data-ogsc] .prose em{{color:red}}
</style><body>{body}</body>"""


def test_styles_that_nothing_uses_go() -> None:
    """Protects the weight: rules, selectors and media queries that apply to nothing, and idle classes."""
    prose = '<div class="prose"><p><em>z</em></p></div><a href="#">w</a>'
    html = drop_unused_styles(STYLE.format(body=f'<p class="used stray">x</p><p class="stray">y</p>{prose}'))
    assert html == (
        '<!doctype html><style type="text/css">\n'
        ".used{color:red}\n"
        "@media (x){\n.used{color:red!important}\n}\n"
        "[data-ogsc] .prose em{color:red}\n"
        f'</style><body><p class="used">x</p><p>y</p>{prose}</body>'
    )


@pytest.mark.parametrize(
    "rule",
    [
        '@import "more.css";',
        "@font-face{font-family:X; src:url(x)}",
        "@keyframes k{from{color:red} 50%{color:blue}}",
        "@supports (x){\np{color:red}\n}",
        "#outlook a{padding:0}",
        "p:is(.a,.b){color:red}",
        "*{color:red}",
        'p[class^="stray"]{color:red}',
        "p::before{content:none}",
    ],
)
def test_what_cannot_be_judged_is_kept(rule: str) -> None:
    """Protects a theme author's own CSS: only what certainly applies to nothing goes."""
    body = '<p class="x">x</p><a href="#">y</a>'
    css = f"/*theme*/{rule} .x{{color:red}} .gone{{color:red}}"
    kept = drop_unused_styles(f"<style>{css}</style><body>{body}</body>")
    assert kept == f'<style type="text/css">\n{rule}\n.x{{color:red}}\n</style><body>{body}</body>'


def test_words_that_look_like_classes_stay() -> None:
    """Protects what the editor wrote: only attributes of elements are looked at."""
    body = '<p class="x">it says class="stray" here</p>'
    assert body in drop_unused_styles(f"<style>/*theme*/.x{{color:red}}</style><body>{body}</body>")


def test_a_theme_without_marked_styles_is_left_alone() -> None:
    """Protects a theme of one's own: only styles that begin with its mark are looked through."""
    html = "<style>.unused{color:red}</style><body><p class='x'>x</p></body>"
    assert drop_unused_styles(html) == html


def test_unbalanced_styles_do_no_harm() -> None:
    """Protects a theme author in the middle of typing: what is not closed ends with the sheet."""
    assert "p{color:red}" in drop_unused_styles("<style>/*theme*/p{color:red</style><body><p>x</p></body>")
