"""Lines of plain text: as wide as they look, broken where a reader would break them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import iter_graphemes, wcswidth

from digest.merge import MergeTag, placeholder
from digest.text import _NARROW, GLUE, WIDTH, display_width, rule, tidy, underline, wrap

URL = "https://meridian.example/" + "a-very-long-path/" * 6
CJK = "二日間にわたり、十七か国の閣僚は「たった一つの文」をめぐって議論した。" * 5


@pytest.mark.parametrize(
    "text,columns",
    [
        ("Grid", 4),
        ("日本", 4),
        ("e\u0301te\u0301", 3),
        ("👨‍👩‍👧‍👦", 2),
        ("🇵🇹", 2),
        ("👋🏽", 2),
        ("1️⃣", 2),
        ("إعلان", 5),
        ("किताब", wcswidth("किताब")),
        ("\u200bno\u200bwidth", 7),
        (f"two{GLUE}words", 9),
    ],
)
def test_width_is_what_a_terminal_shows(text: str, columns: int) -> None:
    """Ideographs and emoji take two columns, marks and joiners none."""
    assert display_width(text) == columns


def test_a_merge_tag_is_as_wide_as_what_readers_will_see() -> None:
    """The placeholder's own length would break lines far too early."""
    assert display_width(f"Hello, {placeholder(MergeTag('first_name', 'dear reader'))}!") == 19
    assert display_width(placeholder(MergeTag("first_name"))) < 12
    assert display_width(placeholder(MergeTag("email"))) > 12


def test_lines_are_filled_up_to_the_last_column() -> None:
    """72 columns are used, not 71 and not 73."""
    exact = "x" * 35 + " " + "y" * 36
    assert wrap(exact) == [exact]
    assert wrap(exact + "z") == ["x" * 35, "y" * 36 + "z"]
    assert wrap("é" + exact[1:] + "z") == ["é" + "x" * 34, "y" * 36 + "z"]


def test_spaces_and_line_breaks_become_single_spaces() -> None:
    """As in HTML; the characters that break lines by themselves must not."""
    assert wrap(" a  b\tc\n\n d\u2028e\u0085f\u2003g ") == ["a b c d e f g"]
    assert wrap("") == wrap(" \n") == []


def test_a_no_break_space_holds_words_together() -> None:
    """French sets one before a colon and between figure and unit."""
    assert wrap("x" * 70 + " 25\u00a0%") == ["x" * 70, "25\u00a0%"]
    assert wrap("日" * 35 + " 25\u00a0%") == ["日" * 35, "25\u00a0%"]


@pytest.mark.parametrize("before", ["", "See ", "参照：", "انظر "])
def test_an_address_is_never_broken(before: str) -> None:
    """A broken address is a dead link; a long line is merely long."""
    lines = wrap(f"{before}{URL} and more")
    assert any(URL in line for line in lines)
    assert all(display_width(line) <= WIDTH for line in lines if URL not in line)


def test_a_merge_tag_is_never_broken() -> None:
    """Half a placeholder would never be filled."""
    tag = placeholder(MergeTag("first_name", "dear and most esteemed reader of this letter"))
    assert tag in "\n".join(wrap(f"{'word ' * 12}{tag} {tag}")).replace("\n", "\x00")
    assert any(line.endswith(tag) for line in wrap(f"{'日' * 30}{tag}"))


def test_ideographs_break_without_spaces() -> None:
    """Chinese and Japanese lines are full, and nothing is lost at their ends."""
    lines = wrap(CJK)
    assert "".join(lines) == CJK
    assert all(WIDTH - 6 <= display_width(line) <= WIDTH for line in lines[:-1])


@pytest.mark.parametrize("shift", range(12))
def test_punctuation_stays_with_its_character(shift: int) -> None:
    """Kinsoku: no line begins with closing punctuation or a small kana, none ends with an opening bracket."""
    for line in wrap("あ" * shift + CJK + "シャーッ、" * 30):
        assert line[0] not in "、。」』）！？ーャッ"
        assert line[-1] not in "「『（"


def test_emoji_are_broken_between_but_not_inside() -> None:
    """Half of a family is another family."""
    family = "👨‍👩‍👧‍👦"
    lines = wrap(family * 50)
    assert [display_width(line) for line in lines] == [72, 28]
    assert all(set(iter_graphemes(line)) == {family} for line in lines)


def test_korean_breaks_at_its_spaces() -> None:
    """A word is broken inside only when it alone is longer than a line."""
    sentence = "동맹의 문은 마침내 열렸는가 " * 6
    assert all(word in sentence.split() for line in wrap(sentence) for word in line.split())
    assert all(display_width(line) <= WIDTH for line in wrap("가" * 100))


def test_a_zero_width_space_is_a_place_to_break() -> None:
    """It is in the text for nothing else."""
    assert len(wrap("ab\u200b" * 60)) == 2


def test_an_ideographic_space_does_not_dangle() -> None:
    """It indents a paragraph, and it is invisible at a line's end."""
    assert wrap("　字下げ")[0].startswith("　")
    assert not any(line.endswith("　") for line in wrap(("文" * 5 + "　") * 20))


def test_glue_holds_a_note_to_its_word() -> None:
    """A line must not begin with a bare [1]."""
    assert wrap("x" * 66 + f" word{GLUE}[1] on") == ["x" * 66, "word [1] on"]
    assert wrap("日" * 35 + f"{GLUE}[1]")[-1] == "日 [1]"


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn"]), max_size=400))
def test_nothing_is_lost_and_nothing_too_wide(text: str) -> None:
    """Wrapping moves white space and nothing else; only what has no break in it is wider than a line."""
    lines = wrap(text)
    blank = r"[\s\u200b]"
    assert re.sub(blank, "", "".join(lines)) == re.sub(blank, "", text)
    for line in lines:
        assert line
        assert display_width(line) <= WIDTH or " " not in line.strip(" ")


@given(st.lists(st.text(alphabet="abcdefgh—“”éжф", min_size=1, max_size=90), max_size=60))
def test_one_regular_expression_wraps_like_a_loop(words: list[str]) -> None:
    """The fast way and the plain greedy one agree on narrow text."""
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word) <= WIDTH:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    assert wrap(" ".join(words)) == lines


def test_only_characters_of_one_column_take_the_fast_way() -> None:
    """What len() counts for a line must be what a terminal shows."""
    fast = [char for char in map(chr, range(0x20, 0x3000)) if _NARROW.fullmatch(char)]
    assert len(fast) > 800
    assert all(wcswidth(char) == 1 for char in fast)


def test_a_headline_is_underlined_to_its_width() -> None:
    """The rule is as long as the longest line, in columns, and never wider than the page."""
    assert underline("Is the door open?") == ["Is the door open?", "================="]
    assert underline("扉は開いたか", "-")[-1] == "-" * 12
    assert underline("word " * 30)[-1] == "=" * 69
    assert underline("x" * 300)[-1] == "=" * WIDTH


def test_a_rule_carries_its_label() -> None:
    """The label stands first, and the line is filled to the page's width whatever the script."""
    assert rule("=") == ["=" * WIDTH]
    assert rule("-", "Advertisement: Northwind Grid") == [
        "--- Advertisement: Northwind Grid --------------------------------------"
    ]
    (line,) = rule("-", "広告：ノースウィンド")
    assert display_width(line) == WIDTH


def test_a_long_label_takes_several_lines() -> None:
    """An advertiser with a long name is still named in full, inside the rule."""
    lines = rule("-", "Advertisement: " + "Northwind Grid and Daughters " * 4)
    assert lines[0].startswith("--- Advertisement: Northwind")
    assert lines[1].startswith("    ")
    assert lines[-1].endswith("---")
    assert all(display_width(line) <= WIDTH for line in lines)


def test_tidy_leaves_single_blank_lines_and_one_last_line_break() -> None:
    """Templates can be spaced to be read; the edition is clean."""
    assert tidy("\n\n a  \n\n \n\n\nb\n\n\n") == " a\n\nb\n"
