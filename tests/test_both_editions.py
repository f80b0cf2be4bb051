"""Both editions of any valid issue: everything in each, paid things labelled, nothing mangled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hypothesis import Phase, given, settings
from lxml import html

from digest import Edition, build_edition
from digest.project import Project
from digest.text import WIDTH, display_width
from digest.urls import href
from tests.strategies import Draft, drafts, projects

# White space, and the places to break that are none to the eye.
_BLANK = re.compile(r"[\s\u200b]")
OPENING = "Paid-Advertisement[:：]"
# Whole issues take long to draw, and longer to shrink: an example is read more easily as it was found.
WHOLE = settings(max_examples=25, phases=[Phase.explicit, Phase.reuse, Phase.generate])


def squash(text: str) -> str:
    """Return the text without white space, which wrapping may move."""
    return _BLANK.sub("", text)


def read_html(edition: Edition) -> tuple[str, set[str]]:
    """Return what a reader of the HTML gets to see, and where the links lead."""
    root: Any = html.document_fromstring(edition.html)
    alts = " ".join(str(each) for each in root.xpath("//img/@alt"))
    return squash(f"{root.text_content()} {alts}"), {str(each) for each in root.xpath("//@href")}


def read_text(edition: Edition) -> str:
    """Return the text edition, with and without the indents and marks of quotes."""
    return squash(re.sub(r"^[ >]+", "", edition.text, flags=re.MULTILINE)) + "\f" + squash(edition.text)


def addresses(draft: Draft) -> Iterator[str]:
    """Yield each link as it must stand in an edition, up to where campaign tags may begin."""
    for url in draft.urls:
        yield href(url).partition("#")[0]


@WHOLE
@given(drafts(), projects())
def test_every_word_and_every_link_is_in_both(draft: Draft, project: Project) -> None:
    """Readers of either edition get the whole issue: each word, each alternative text, each address."""
    edition = build_edition(draft.issue(), project, "preview")
    page, hrefs = read_html(edition)
    plain = read_text(edition)
    for word in map(squash, draft.words + draft.alts):
        assert word in page, f"{word!r} is not in the HTML"
        assert word in plain, f"{word!r} is not in the text"
    for address in addresses(draft):
        assert any(each.startswith(address) for each in hrefs), f"{address} is not in the HTML"
        bare = address if "?" in address else re.sub("^(mailto|tel):", "", address)
        assert any(bare in line for line in edition.text.splitlines()), f"{address} is not in the text"


@WHOLE
@given(drafts(), projects())
def test_a_label_stands_before_what_it_discloses(draft: Draft, project: Project) -> None:
    """Between the headline before it and the advertiser's own copy, in reading order, stands the label."""
    edition = build_edition(draft.issue(), project, "preview")
    # In the text, a label also closes what it opened.
    for shown, label in ((read_html(edition)[0], "Paid-Advertisement"), (read_text(edition), OPENING)):
        places = sorted((shown.index(head), head) for head in draft.heads)
        assert [head for _, head in places] == draft.heads
        before = 0
        for at, head in places:
            assert bool(re.search(label, shown[before:at])) == (head in draft.paid)
            before = at


@WHOLE
@given(drafts(), projects())
def test_no_line_is_wider_than_a_reader_can_help(draft: Draft, project: Project) -> None:
    """72 columns, but for an address or a word that alone takes a line; no stray space or blank line."""
    text = build_edition(draft.issue(), project, "preview").text
    for line in text.splitlines():
        longest = max(map(display_width, line.split(" ")))
        assert display_width(line) <= WIDTH or longest > WIDTH - 16, line
        assert line == line.rstrip(" ")
    assert "\n\n\n" not in text
    assert text == text.strip("\n") + "\n"
    assert "\r" not in text


@WHOLE
@given(drafts(), projects())
def test_an_issue_builds_to_the_same_bytes(draft: Draft, project: Project) -> None:
    """Any valid issue builds, and building it again changes nothing."""
    once, again = (build_edition(draft.issue(), project) for _ in range(2))
    assert (once.html, once.text) == (again.html, again.text)
