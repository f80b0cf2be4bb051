"""Markdown as plain text."""

from __future__ import annotations

from itertools import count
from textwrap import dedent

import pytest

from digest.merge import MergeTag, placeholder
from digest.prose import Prose
from digest.prose_text import Notes, prose_lines, shown_address
from digest.text import tidy

TAGS = "?utm_source=meridian"


def text(markdown: str, *, tags: str = "") -> str:
    """Return Markdown as plain text, with its notes under a blank line."""
    notes = Notes(count(1))
    lines = prose_lines(Prose.block(dedent(markdown).strip()), lambda url, track: url + tags * track, notes)
    return tidy("\n".join([*lines, "", *notes.lines()])).rstrip("\n")


def expect(markdown: str, expected: str) -> None:
    """Compare with the expected text."""
    assert text(markdown) == dedent(expected).strip("\n")


def test_paragraphs_are_wrapped_and_separated() -> None:
    """Line breaks that the editor typed are spaces; a blank line is a paragraph."""
    expect("one\ntwo\n\n\nthree", "one two\n\nthree")


def test_emphasis_is_typed_as_people_type_it() -> None:
    """Either strength becomes one pair of asterisks: underscores would join the word for some searches."""
    expect("an *answer* and a **question** and ***both***", "an *answer* and a *question* and *both*")
    expect("**bold *and slanted* words**", "*bold and slanted words*")


def test_emphasis_is_silent_inside_words_and_round_links() -> None:
    """An asterisk inside a word is noise, and beside an address it becomes part of it."""
    expect("un*frigging*believable", "unfriggingbelievable")
    expect("これは**重要**です", "これは重要です")
    expect("**[door](https://a.example/)**", "door [1]\n\n[1] https://a.example/")
    expect("**<https://a.example/>**", "https://a.example/")
    expect("[a](https://a.example/) **b**", "a [1] *b*\n\n[1] https://a.example/")


def test_links_are_numbered_and_listed() -> None:
    """The number stands by the words, the address below; the same address keeps its number."""
    expect(
        "[One](https://a.example/1), [two](https://a.example/2) and [one again](https://a.example/1).",
        """
        One [1], two [2] and one again [1].

        [1] https://a.example/1
        [2] https://a.example/2
        """,
    )


def test_numbers_run_on_through_the_edition() -> None:
    """A reader who searches for [2] finds one address."""
    numbers = count(1)
    first, second = Notes(numbers), Notes(numbers)
    assert (first.number("https://a.example/"), second.number("https://a.example/")) == (1, 2)


def test_an_address_that_is_its_own_text_is_not_repeated() -> None:
    """It is shown once, with its campaign tags where it has them."""
    expect("<https://a.example/> <desk@a.example>", "https://a.example/ desk@a.example")
    assert text("<https://a.example/>", tags=TAGS) == f"https://a.example/{TAGS}"
    assert text('[x](https://a.example/ "track: false")', tags=TAGS).endswith("[1] https://a.example/")
    expect("[](https://a.example/)", "https://a.example/")


def test_an_address_inside_a_link_is_its_text() -> None:
    """HTML has no links in links; the words stay, and the outer link leads."""
    expect(
        "[*see* <https://a.example/> *x*](https://b.example/) **y**",
        "*see* https://a.example/ *x* [1] *y*\n\n[1] https://b.example/",
    )
    expect(
        "[see <https://a.example/>](https://b.example/)",
        "see https://a.example/ [1]\n\n[1] https://b.example/",
    )
    prose = Prose.block("**[<a@b.example> *x* <https://a.example/>](https://b.example/)**")
    assert prose.html(lambda url, _track: url) == (
        '<p><strong><a href="https://b.example/">a@b.example <em>x</em> https://a.example/</a></strong></p>\n'
    )


def test_mail_and_telephone_links_show_what_people_use() -> None:
    """The scheme helps a program, not a reader; a subject line is kept, because it is part of the link."""
    expect("[the desk](mailto:desk@a.example)", "the desk [1]\n\n[1] desk@a.example")
    assert shown_address("tel:+351210000000") == "+351210000000"
    assert shown_address("mailto:a@b.example?subject=Hi") == "mailto:a@b.example?subject=Hi"
    assert shown_address("https://a.example/mailto:x") == "https://a.example/mailto:x"


def test_a_merge_tag_can_be_a_link() -> None:
    """The address that the ESP fills in is listed like any other."""
    tag = placeholder(MergeTag("unsubscribe"))
    expect("[Leave]([[unsubscribe]])", f"Leave [1]\n\n[1] {tag}")


def test_lists_hang() -> None:
    """The second line of an item stands under the first one's text, at every depth."""
    expect(
        """
        - short
        - an item that is long enough to be wrapped, so that its second line shows the indent
          - nested, and again long enough to be wrapped, so that the second indent is seen
            1. deep
        - last
        """,
        """
        - short
        - an item that is long enough to be wrapped, so that its second line
          shows the indent
          - nested, and again long enough to be wrapped, so that the second
            indent is seen
            1. deep
        - last
        """,
    )


def test_ordered_lists_keep_start_and_sign_and_line_up() -> None:
    """The numbers are the editor's, set flush right as printers do."""
    expect("9. nine\n10. ten\n11. eleven", " 9. nine\n10. ten\n11. eleven")
    expect("3) three\n3) four", "3) three\n4) four")


def test_loose_lists_keep_their_air() -> None:
    """Items that the editor set apart stay apart; further paragraphs hang with their item."""
    expect(
        """
        - one

          more of one

        - two
        """,
        """
        - one

          more of one

        - two
        """,
    )


def test_quotes_are_marked_on_every_line() -> None:
    """The empty line between two quoted paragraphs belongs to the quote."""
    expect(
        """
        > A door is not open because somebody has taken the trouble to paint it, he said.
        >
        > - a list
        >
        > > deeper
        """,
        """
        > A door is not open because somebody has taken the trouble to paint it,
        > he said.
        >
        > - a list
        >
        > > deeper
        """,
    )


def test_subheads_are_underlined() -> None:
    """Whatever their level in the Markdown, they are one kind."""
    expect(
        "### The price of a chair\n\nx\n\n##### 椅子",
        "The price of a chair\n--------------------\n\nx\n\n椅子\n----",
    )


def test_breaks_and_rules() -> None:
    """A hard break ends the line; a rule is a small one, because long ones mark off blocks."""
    expect("one  \ntwo\\\nthree", "one\ntwo\nthree")
    expect("a\n\n---\n\nb", "a\n\n* * *\n\nb")


def test_code_is_marked_and_untouched() -> None:
    """What looks like markup inside it stays as typed."""
    expect("write `*|FNAME|*` or `{{ x }}`", "write `*|FNAME|*` or `{{ x }}`")


def test_japanese_lines_are_joined_without_a_space() -> None:
    """A line break in the source is none in the text; between words of Latin letters it is a space."""
    expect("公表された文は、\n次のとおり。", "公表された文は、次のとおり。")
    expect("公表 a\nb 文", "公表 a b 文")
    expect("동맹의\n문은", "동맹의 문은")


def test_escapes_and_entities_are_what_they_stand_for() -> None:
    """The reader sees characters, not the way they were written."""
    expect(r"2 \* 3 &amp; &copy; &lt;b&gt; <b>x</b>", "2 * 3 & © <b> <b>x</b>")


@pytest.mark.parametrize("depth", [1, 4, 9])
def test_deep_nests_keep_room_for_words(depth: int) -> None:
    """However deep a list is nested, its words are not squeezed into one column."""
    markdown = "".join(f"{'  ' * n}- {'word ' * 20}\n" for n in range(depth))
    assert max(map(len, text(markdown).splitlines())) <= 72


def test_an_empty_item_is_a_bare_marker() -> None:
    """It has no text to hang, and is still one of the list."""
    expect("- a\n-\n- b", "- a\n-\n- b")
