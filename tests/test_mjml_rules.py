"""The MJML validator: agreement with the official one, and what it tells a theme's author."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import digest.mjml_rules
from digest.mjml_rules import validate_mjml
from tests.official import OfficialMjml

DOCUMENTS = json.loads((Path(__file__).parent / "data/mjml/documents.json").read_text(encoding="utf-8"))[
    "documents"
]

# Documents that MJML 5 takes and digest does not, and why. In each, MJML.js mends or drops something in
# silence that the engine which compiles our themes refuses or reads in another way.
STRICTER = {
    "tag in capitals": "MJML.js reads tags in any case; mrml drops what is not in small letters",
    "section beside the body": "MJML.js drops what stands beside mj-body; mrml refuses it",
    "column left open": "MJML.js closes it; mrml refuses it",
    "attribute given twice": "MJML.js takes the first value, mrml the last",
    "include": "MJML.js ignores mj-include unless told otherwise; mrml refuses it, themes include with Jinja",
}

KINDS = {
    "mjml-unknown-tag": "doesn't exist",
    "mjml-misplaced-tag": "cannot be used inside",
    "mjml-unknown-attribute": "illegal",
    "mjml-invalid-attribute": "has invalid value",
    "mjml-syntax": "refused",
}


def page(body: str) -> str:
    """Wrap content for mj-body into a document; it stands on line 2."""
    return f"<mjml><mj-body>\n{body}\n</mj-body></mjml>"


def column(content: str) -> str:
    """Wrap content for a column into a document; it stands on line 3."""
    return page(f"<mj-section><mj-column>\n{content}\n</mj-column></mj-section>")


@pytest.mark.parametrize("document", DOCUMENTS, ids=[document["name"] for document in DOCUMENTS])
def test_agrees_with_the_official_validator(document: dict[str, object]) -> None:
    """A theme that passes here passes MJML 5 and the other way round, but for the five explained above."""
    faults = validate_mjml(str(document["source"]))
    if document["name"] in STRICTER:
        assert faults
        assert not document["official"]
    else:
        assert bool(faults) == bool(document["official"]), (faults, document["official"])


COMPARABLE = [document for document in DOCUMENTS if document["name"] not in STRICTER]


@pytest.mark.parametrize("document", COMPARABLE, ids=[document["name"] for document in COMPARABLE])
def test_finds_the_same_kinds_of_fault_on_the_same_lines(document: dict[str, object]) -> None:
    """The author is sent to the lines that MJML names, for the reasons that MJML gives."""
    official = document["official"]
    assert isinstance(official, list)
    theirs = {(_kind(each["message"]), each["line"]) for each in official if each["line"]}
    ours = {(fault.rule, fault.line) for fault in validate_mjml(str(document["source"]))}
    assert {each for each in ours if each[0] != "mjml-syntax"} == theirs


def _kind(message: str) -> str:
    return next(kind for kind, words in KINDS.items() if words in message)


def test_the_recorded_findings_are_still_those_of_the_official_validator(official_mjml: OfficialMjml) -> None:
    """What is kept as data is what MJML says: where it is installed, all documents are put to it again."""
    recorded = [bool(document["official"]) for document in DOCUMENTS]
    assert [
        bool(found) for found in official_mjml([document["source"] for document in DOCUMENTS])
    ] == recorded


def test_the_corpus_is_what_it_claims() -> None:
    """Agreement means something only on two hundred documents, good and bad, of which at most five differ."""
    assert len(DOCUMENTS) == 200
    assert 80 <= sum(bool(document["official"]) for document in DOCUMENTS) <= 120
    assert len(STRICTER) <= 5


MESSAGES = [
    (
        column("<mj-txt>x</mj-txt>"),
        "3:2+6 mjml-unknown-tag: MJML has no tag 'mj-txt'",
        "did you mean 'mj-text'?",
    ),
    (
        column("<div>x</div>"),
        "3:2+3 mjml-unknown-tag: MJML has no tag 'div'",
        "HTML stands inside mj-text, mj-table or mj-raw",
    ),
    (
        page("<mj-include path='a.mjml'/>"),
        "2:2+10 mjml-unknown-tag: MJML has no tag 'mj-include'",
        "use {% include %} of the template language",
    ),
    (
        page("<mj-text>x</mj-text>"),
        "2:2+7 mjml-misplaced-tag: mj-text cannot stand in mj-body",
        "put it in mj-column or mj-hero",
    ),
    (
        column("<mj-carousel><!-- x --></mj-carousel>"),
        "3:14+4 mjml-misplaced-tag: a comment cannot stand in mj-carousel",
        "move it before or after the tag",
    ),
    (
        column("<mj-text\n  colour='#111'>x</mj-text>"),
        "4:3+6 mjml-unknown-attribute: mj-text has no attribute 'colour'",
        "did you mean 'color'?",
    ),
    (
        page("<mj-raw lang='en'>x</mj-raw>"),
        "2:9+4 mjml-unknown-attribute: mj-raw has no attribute 'lang'",
        "it takes css-class, mj-class, position",
    ),
    (
        column("<mj-text align='centre'>x</mj-text>"),
        "3:10+5 mjml-invalid-attribute: mj-text does not take 'centre' for align",
        "did you mean 'center'?",
    ),
    (
        column("<mj-text font-size='17'>x</mj-text>"),
        "3:10+9 mjml-invalid-attribute: mj-text does not take '17' for font-size",
        "write a length in px, such as '16px'",
    ),
    (
        column("<mj-text line-height='normal'>x</mj-text>"),
        "3:10+11 mjml-invalid-attribute: mj-text does not take 'normal' for line-height",
        "write a length in px or %, such as '16px', or a bare number such as '1.5'",
    ),
    (
        column("<mj-text padding='1em'>x</mj-text>"),
        "3:10+7 mjml-invalid-attribute: mj-text does not take '1em' for padding",
        "write one to four lengths in px or %, such as '10px 20px'",
    ),
    (
        column("<mj-image height='tall'/>"),
        "3:11+6 mjml-invalid-attribute: mj-image does not take 'tall' for height",
        "write a length in px, such as '16px', or 'auto'",
    ),
    (
        column("<mj-text color='hsl(0,0%,0%)'>x</mj-text>"),
        "3:10+5 mjml-invalid-attribute: mj-text does not take 'hsl(0,0%,0%)' for color",
        "write '#rrggbb', 'rgb(…)', 'rgba(…)' or a colour's name in small letters",
    ),
    (
        column("<mj-text align='middle-ish'>x</mj-text>"),
        "3:10+5 mjml-invalid-attribute: mj-text does not take 'middle-ish' for align",
        "write 'left' or 'right' or 'center' or 'justify'",
    ),
    (
        column("<mj-image fluid-on-mobile='1'/>"),
        "3:11+15 mjml-invalid-attribute: mj-image does not take '1' for fluid-on-mobile",
        "write 'true' or 'false'",
    ),
    (
        column("<mj-table cellpadding='none'></mj-table>"),
        "3:11+11 mjml-invalid-attribute: mj-table does not take 'none' for cellpadding",
        "write a whole number",
    ),
]


@pytest.mark.parametrize("source, said, hint", MESSAGES)
def test_says_what_is_wrong_where_and_what_to_write(source: str, said: str, hint: str) -> None:
    """The author mends the theme from the message alone."""
    (fault,) = validate_mjml(source)
    place = f"{fault.line}:{fault.column}+{fault.length}"
    assert f"{place} {fault.rule}: {fault.message}" == said
    assert fault.hint == hint


@pytest.mark.parametrize(
    "source, message, hint",
    [
        ("", "there is no MJML here", "begin with <mjml><mj-body>"),
        (
            "<mj-body></mj-body>",
            "the document begins with mj-body and not with mjml",
            "put everything inside <mjml>",
        ),
        ("<mjml></mjml>", "there is no mj-body in mjml", "put the content inside <mj-body>"),
        (page("") + "<mj-raw/>", "mj-raw stands after the end of mjml", "move it inside"),
        (page("<!-- x"), "a comment is not closed", "end it with '-->'"),
        (page("<mj-section "), "the tag mj-section has no end", "look for a missing quote or '>'"),
        (page("</mj-section>"), "mj-section is closed but was not opened", "remove the closing tag"),
        (column("<mj-text>x"), "mj-text is not closed", "write </mj-text> after its content"),
        (column("<mj-image alt='a' alt='b'/>"), "the attribute alt is given twice", "remove one of the two"),
        (column("<mj-image alt=a />"), "the value of alt is not quoted", 'write alt="a"'),
    ],
)
def test_reports_markup_that_the_engine_refuses(source: str, message: str, hint: str) -> None:
    """The engine's own words for broken markup are byte offsets; these are a place and a remedy."""
    assert (message, hint) in {
        (fault.message, fault.hint) for fault in validate_mjml(source) if fault.rule == "mjml-syntax"
    }


def test_reports_every_fault_in_the_order_of_the_text() -> None:
    """One run names everything there is to mend, from top to bottom."""
    source = column("<mj-text colour='1' align='up'>x</mj-text>\n<mj-section/>\n<mj-oops/>")
    assert [(fault.line, fault.rule) for fault in validate_mjml(source)] == [
        (3, "mjml-unknown-attribute"),
        (3, "mjml-invalid-attribute"),
        (4, "mjml-misplaced-tag"),
        (5, "mjml-unknown-tag"),
    ]


def test_goes_on_after_a_forgotten_closing_tag() -> None:
    """A text left open does not swallow the faults that follow it."""
    source = page(
        "<mj-section><mj-column><mj-text>a</mj-column></mj-section>\n"
        "<mj-section><mj-column><mj-text colour='1'>b</mj-text></mj-column></mj-section>"
    )
    assert [fault.rule for fault in validate_mjml(source)] == ["mjml-syntax", "mjml-unknown-attribute"]


def test_reads_over_mjml_that_stands_inside_html() -> None:
    """MJML inside a raw block is passed on as it is, even where it looks like the tags around it."""
    assert not validate_mjml(
        page("<mj-wrapper><mj-raw><mj-wrapper></mj-wrapper><b>x</b></mj-raw></mj-wrapper>")
    )


def test_the_table_says_where_it_comes_from() -> None:
    """Data from elsewhere carries its source, version, licence and date."""
    table = Path(digest.mjml_rules.__file__).with_name("mjml5.json")
    source = json.loads(table.read_text(encoding="utf-8"))["source"]
    assert source["package"] == "mjml"
    assert source["licence"] == "MIT"
    assert source["version"].startswith("5.")
    assert source["made"] >= "2026"


FRAGMENTS = (
    "<mjml> </mjml> <mj-body> <mj-text </mj-text> <mj-raw> > /> <!-- --> = ' \" < & align \x00 "
    "<![CDATA[ ]]> <? </ <br> mj-image <mj-section>"
)
MARKUP = st.lists(st.sampled_from([*FRAGMENTS.split(" "), " ", "\n"]), max_size=60).map("".join)


@given(st.one_of(MARKUP, st.text(max_size=300)))
def test_no_text_makes_it_raise(source: str) -> None:
    """A check never fails: whatever the theme produces, the answer is a list of faults inside the text."""
    lines = source.split("\n")
    for fault in validate_mjml(source):
        assert 1 <= fault.line <= len(lines)
        assert 1 <= fault.column <= len(lines[fault.line - 1]) + 1
        assert fault.message
        assert fault.hint


def test_a_long_unclosed_quote_costs_one_pass() -> None:
    """A stray quote in a large edition must not freeze the preview."""
    validate_mjml(column("<mj-text align='" + 'a " b > ' * 20_000))
