"""From a check to its block and its place in the file, from a block to its lines, and what weighs most."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import Locator, expect

from tests.preview.page import LAPTOP, PHONE, Desktop, Hand
from tests.preview.studio import DAILY, FINDINGS, STEM, Studio, until

pytestmark = pytest.mark.browser

FINDINGS_STEM = "2026-11-21"
TWICE, LINK = "has a word twice", "'click here'"


def opened(desk: Studio, desktop: Desktop, stem: str = FINDINGS_STEM) -> None:
    """Open an issue and wait for its edition."""
    desktop.open(desk, stem)
    expect(desktop.text()).to_contain_text("Power at one price")


def check(desktop: Desktop, words: str) -> Locator:
    """Return a check of the panel."""
    return desktop.page.locator(".check", has_text=words).first


def outlined(desktop: Desktop, kind: str) -> Locator:
    """Return the line that is drawn into the edition."""
    return desktop.frame().locator(f"[data-digest={kind}]")


def test_a_check_shows_its_block_and_its_words(desk: Studio, desktop: Desktop, hand: Hand) -> None:
    """Choosing one scrolls to the block, outlines it and the words in it, and shows where to mend them."""
    opened(desk, desktop)
    found = check(desktop, LINK)
    hand.use(found.locator(".check-head"))
    expect(found).to_have_class("check warning open")
    expect(found.locator("mark")).to_have_text("[click here]")
    expect(outlined(desktop, "selected")).to_be_in_viewport()
    words = outlined(desktop, "words").bounding_box()
    link = desktop.frame().get_by_role("link", name="click here").bounding_box()
    assert words
    assert link
    assert words["x"] == pytest.approx(link["x"], abs=8)
    assert words["y"] == pytest.approx(link["y"], abs=8)
    expect(outlined(desktop, "words")).to_be_in_viewport()
    if not hand.mouse:
        expect(found.locator(".check-head")).to_be_focused()  # and the next Tab leads on from there
    hand.use(found.locator(".check-head"))
    expect(found).to_have_class("check warning")
    expect(outlined(desktop, "selected")).to_have_count(0)


def test_checks_stand_in_groups_and_are_walked_through(desk: Studio, desktop: Desktop) -> None:
    """Errors, warnings, advice; keys lead from one to the next, and around."""
    opened(desk, desktop)
    groups = [each.inner_text() for each in desktop.page.locator(".checks-group h3").all()]
    assert groups == [each for each in ("Errors", "Warnings", "Advice") if each in groups]
    assert "Warnings" in groups
    total = desktop.page.locator(".check").count()
    walked = []
    for _ in range(total):
        desktop.press("n")
        expect(desktop.page.locator(".check.open")).to_have_count(1)
        walked.append(desktop.page.locator(".check.open .check-head").inner_text())
    assert len(set(walked)) == total
    desktop.press("n")
    expect(desktop.page.locator(".check.open .check-head")).to_contain_text(walked[0].split("\n")[0])
    desktop.press("N")
    expect(desktop.page.locator(".check.open .check-head")).to_contain_text(walked[-1].split("\n")[0])
    desktop.press("Escape")
    expect(desktop.page.locator(".check.open")).to_have_count(0)


def test_a_mended_check_is_let_go(desk: Studio, desktop: Desktop) -> None:
    """Another one that takes its place in the list is not the one that was chosen."""
    opened(desk, desktop)
    check(desktop, TWICE).locator(".check-head").click()
    expect(outlined(desktop, "selected")).to_be_attached()
    desk.write(FINDINGS.replace("an an", "an"), FINDINGS_STEM)
    expect(check(desktop, TWICE)).to_have_count(0)
    expect(desktop.page.locator(".check.open")).to_have_count(0)
    check(desktop, LINK).locator(".check-head").click()
    desk.write("# One line more.\n" + FINDINGS, FINDINGS_STEM)  # what is chosen stays so when lines move
    expect(check(desktop, TWICE)).to_be_visible()
    expect(desktop.page.locator(".check.open")).to_contain_text(LINK)
    desk.write(FINDINGS, FINDINGS_STEM)
    expect(check(desktop, LINK).locator(".ways")).to_contain_text(":16:")


def test_severities_are_filtered(desk: Studio, desktop: Desktop, hand: Hand) -> None:
    """What is left out is counted."""
    opened(desk, desktop)
    warnings = desktop.page.locator(".check.warning")
    count = warnings.count()
    assert count
    hand.use(desktop.id("filter-warning"))
    expect(warnings).to_have_count(0)
    expect(desktop.id("checks")).to_contain_text(f"{count} check")
    hand.use(desktop.id("filter-warning"))
    expect(warnings).to_have_count(count)


def test_the_editor_opens_at_the_place_of_a_check(desk: Studio, desktop: Desktop, hand: Hand) -> None:
    """By its link, and by a key; the address is the one of the editor that was named."""
    opened(desk, desktop)
    asked = desktop.navigations()
    check(desktop, TWICE).locator(".check-head").click()
    hand.use(check(desktop, TWICE).locator("a.place"), "e")
    until(lambda: desktop.page.title() and asked)
    assert asked == [f"vscode://file{desk.file(FINDINGS_STEM)}:14:17"]


def test_the_editor_opens_at_a_block(desk: Studio, desktop: Desktop, hand: Hand) -> None:
    """By its link, clicked or walked to."""
    opened(desk, desktop, STEM)
    asked = desktop.navigations()
    desktop.press("]")
    hand.use(desktop.id("inspector").locator("a.place"))
    until(lambda: desktop.page.title() and asked)
    line = DAILY.splitlines().index("  - lead:") + 1
    assert asked == [f"vscode://file{desk.file()}:{line}:5"]


def test_the_editor_opens_at_the_issue(desk: Studio, desktop: Desktop) -> None:
    """Where nothing is selected, the key leads to the beginning of the file."""
    opened(desk, desktop, STEM)
    asked = desktop.navigations()
    desktop.press("e")
    until(lambda: desktop.page.title() and asked)
    assert asked == [f"vscode://file{desk.file()}:1:1"]


def test_the_place_of_a_check_is_copied(desk: Studio, desktop: Desktop, hand: Hand) -> None:
    """For editors that no address opens."""
    opened(desk, desktop)
    check(desktop, TWICE).locator(".check-head").click()
    hand.use(check(desktop, TWICE).get_by_role("button", name="Copy"), "y")
    assert desktop.clipboard() == f"issues/{FINDINGS_STEM}.yaml:14:17"


def test_the_place_of_a_block_is_copied(desk: Studio, desktop: Desktop, hand: Hand) -> None:
    """By its button, or walked to with the Tab key."""
    opened(desk, desktop, STEM)
    desktop.press("]", "]")
    hand.use(desktop.id("inspector").get_by_role("button", name="Copy"))
    line = DAILY.splitlines().index("  - sponsor:") + 1
    assert desktop.clipboard() == f"issues/{STEM}.yaml:{line}:5"


def test_checks_have_a_tab_of_their_own(desk: Studio, desktop: Desktop, hand: Hand) -> None:
    """With what weighs most beside them; choosing one there leads to the edition."""
    for size in (LAPTOP, PHONE):
        desktop.resize(size)
        opened(desk, desktop)
        hand.use(desktop.id("tab-checks"), "5")
        expect(desktop.id("panel")).to_be_hidden()
        expect(desktop.id("panel-checks").locator("#size")).to_be_visible()
        hand.use(desktop.id("panel-checks").locator(".check-head", has_text=TWICE))
        expect(desktop.id("panel-edition")).to_be_visible()
        expect(outlined(desktop, "selected")).to_be_in_viewport()
        desktop.press("Escape")


def test_where_there_is_no_panel_the_check_stands_over_the_edition(
    desk: Studio, desktop: Desktop, hand: Hand
) -> None:
    """With its place, and ways to the next one and the one before."""
    desktop.resize(PHONE)
    opened(desk, desktop)
    desktop.press("n")
    inspector = desktop.id("inspector")
    expect(inspector.locator("a.place")).to_have_attribute(
        "href", f"vscode://file{desk.file(FINDINGS_STEM)}:14:17"
    )
    first = inspector.locator(".inspector-title").inner_text()
    hand.use(inspector.get_by_role("button", name="Next check"))
    expect(inspector.locator(".inspector-title")).not_to_have_text(first)
    hand.use(inspector.get_by_role("button", name="Previous check"))
    expect(inspector.locator(".inspector-title")).to_have_text(first)
    hand.use(inspector.get_by_role("button", name="Close"))
    expect(inspector).to_be_hidden()


def test_the_checks_are_hidden_and_shown(desk: Studio, desktop: Desktop, hand: Hand) -> None:
    """Where there is room beside the edition; where there is none, the key leads to their tab and back."""
    opened(desk, desktop)
    for shown in (False, True):
        hand.use(desktop.id("toggle-panel"), "x")
        expect(desktop.id("panel")).to_be_visible(visible=shown)
    desktop.press("5")
    hand.use(desktop.id("toggle-panel"), "x")
    expect(desktop.id("panel-edition")).to_be_visible()
    expect(desktop.id("panel")).to_be_visible()
    desktop.resize(PHONE)
    hand.use(desktop.id("nav-checks"), "x")
    expect(desktop.id("panel-checks")).to_be_visible()
    hand.use(desktop.id("nav-edition"), "x")
    expect(desktop.id("panel-edition")).to_be_visible()


PLACES = {
    "Is the alliance's door finally open?": "- lead:",
    "Power at one price": "- sponsor:",
    "More from Meridian Media": "- more_from:",
    "Two votes and a coin": "- headline: Two votes",
    "A shelf by the sea": "- sponsor:",
    "The speech in full": "- headline: The speech",
    "See you tomorrow.": "- text:",
}


def test_a_block_shows_where_it_comes_from(desk: Studio, desktop: Desktop, hand: Hand) -> None:
    """Choosing a block in the edition leads to its lines of YAML; each block is found."""
    opened(desk, desktop, STEM)
    lines = DAILY.splitlines()
    inspector = desktop.id("inspector")
    for words, begins in PLACES.items():
        hand.use(desktop.frame().get_by_text(words, exact=True).last, "]")
        expect(inspector).to_contain_text(words)
        line = int((inspector.locator("a.place").text_content() or "").split(":")[1])
        assert lines[line - 1].strip().startswith(begins)
        assert lines[line - 1].strip() in inspector.locator(".frame-line.hit code").inner_text()
        expect(outlined(desktop, "selected")).to_be_attached()


def test_blocks_are_walked_through(desk: Studio, desktop: Desktop, hand: Hand) -> None:
    """From the inspector, forth, back and out; the focus stays where it was used."""
    opened(desk, desktop, STEM)
    desktop.press("]")
    inspector = desktop.id("inspector")
    expect(inspector).to_contain_text("Lead")
    following = inspector.get_by_role("button", name="Next block")
    hand.use(following)
    expect(inspector).to_contain_text("Power at one price")
    expect(following).to_be_focused()
    hand.use(inspector.get_by_role("button", name="Previous block"))
    expect(inspector).to_contain_text("Lead")
    hand.use(inspector.get_by_role("button", name="Close"))
    expect(inspector).to_be_hidden()


def test_a_link_of_the_edition_is_shown_and_copied(desk: Studio, desktop: Desktop, hand: Hand) -> None:
    """Nothing leads out of the frame; the address is there to be looked at, opened or copied."""
    opened(desk, desktop, STEM)
    hand.use(desktop.frame().get_by_role("link", name="the whole text of the promise"))
    row = desktop.id("inspector").locator(".link-row")
    expect(row.get_by_role("link")).to_have_attribute("href", "https://meridian.example/world/promise")
    expect(row.get_by_role("link")).to_have_attribute("rel", "noopener noreferrer")
    hand.use(row.get_by_role("button", name="Copy the link"))
    assert desktop.clipboard() == "https://meridian.example/world/promise"


def test_the_block_under_the_pointer_is_outlined(desk: Studio, desktop: Desktop) -> None:
    """So that one sees what a click would choose."""
    opened(desk, desktop, STEM)
    desktop.frame().get_by_text("A shelf by the sea").hover()
    line = outlined(desktop, "hovered").bounding_box()
    words = desktop.frame().get_by_text("A shelf by the sea").bounding_box()
    assert line
    assert words
    assert line["y"] <= words["y"] <= line["y"] + line["height"]
    desktop.id("subject").hover()
    expect(outlined(desktop, "hovered")).to_have_count(0)


def test_the_size_meter_says_what_weighs_most(desk: Studio, desktop: Desktop, hand: Hand) -> None:
    """Towards Gmail's clip, with the blocks that a shorter edition would leave out."""
    opened(desk, desktop, STEM)
    size = len(httpx.get(f"{desk.address}/edition/{STEM}/edition.html").content)
    expect(desktop.page.get_by_role("meter")).to_have_attribute("aria-valuenow", str(size))
    figures = [int(each.inner_text().replace(",", "")) for each in desktop.page.locator(".weight-size").all()]
    assert figures == sorted(figures, reverse=True)
    assert sum(figures) <= size
    hand.use(desktop.id("size").get_by_role("button", name="Lead"))
    expect(desktop.id("inspector")).to_contain_text("Lead")


@pytest.mark.parametrize("teasers, state", [(300, "over"), (190, "near")])
def test_the_size_meter_warns(desk: Studio, desktop: Desktop, teasers: int, state: str) -> None:
    """Before Gmail cuts, and when it does."""
    teaser = "        - headline: Two votes and a coin\n          url: https://meridian.example/votes\n"
    opened(desk, desktop, STEM)
    desk.write(DAILY.replace(teaser, teaser * teasers))
    expect(desktop.page.get_by_role("meter")).to_have_class(f"meter {state}")
    expect(desktop.id("size").locator(f".size-words.{state}")).to_be_visible()
