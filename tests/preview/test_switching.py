"""Going from one issue to another and on: nothing of the last one stays, and each is found as it was left."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.preview.page import LAPTOP, PHONE, Desktop, new_context
from tests.preview.studio import DAILY, STEM, SUBJECT, Studio, until

pytestmark = pytest.mark.browser

BROKEN, FINDINGS = "2026-11-20", "2026-11-21"
WORDS = "door finally open?"  # those of the daily's subject that look the same in HTML


@pytest.mark.parametrize("tab", ["text", "source", "mjml", "inbox"])
def test_a_tab_shows_nothing_of_another_issue(desk: Studio, desktop: Desktop, tab: str) -> None:
    """Who copies from it would send yesterday's edition under today's subject."""
    desktop.open(desk, STEM)
    desktop.id(f"tab-{tab}").click()
    panel = desktop.id(f"panel-{tab}")
    expect(panel).not_to_be_empty()
    desktop.press("j")
    expect(panel).not_to_contain_text(WORDS)
    desktop.press("j")
    expect(desktop.id("trouble")).to_contain_text("prehader")
    expect(panel).to_be_empty()
    desktop.press("k", "k")
    expect(panel).to_contain_text(WORDS)


def test_handing_over_shows_nothing_of_another_issue(desk: Studio, desktop: Desktop) -> None:
    """Neither what is copied nor what is downloaded."""
    desktop.open(desk, STEM)
    desktop.press("7")
    cards = desktop.id("handover-cards")
    expect(cards).to_contain_text(SUBJECT)
    desktop.press("j", "j")
    expect(cards).to_contain_text("Unknown key 'prehader'")
    expect(cards).not_to_contain_text("Copy and paste")


def test_an_issue_is_scrolled_as_it_was_left(desk: Studio, desktop: Desktop) -> None:
    """Also when one that cannot be rendered was looked at in between."""
    desktop.open(desk, STEM)
    expect(desktop.text()).to_contain_text("Two votes and a coin")
    desktop.scroll(0, 0.6)
    top = desktop.page.locator(".scroller").first.evaluate("e => e.scrollTop")
    desktop.page.wait_for_timeout(200)
    for stem in (BROKEN, STEM):
        desktop.page.locator(f"[id='issue-{stem}']").click()
        expect(desktop.page.locator(f"[id='issue-{stem}']")).to_have_attribute("aria-selected", "true")
        desktop.page.wait_for_timeout(200)
    expect(desktop.text()).to_contain_text("Two votes and a coin")
    expect(desktop.page.locator(".scroller").first).to_have_js_property("scrollTop", top)


def test_the_address_of_the_page_leads_to_an_issue(desk: Studio, desktop: Desktop) -> None:
    """Typed, followed from a message, or nonsense."""
    desktop.open(desk, STEM)
    desktop.page.evaluate(f"location.hash = '{FINDINGS}'")
    expect(desktop.id("subject")).to_have_text("Who counts the counters?")
    for nonsense in ("100%", "nothing"):
        desktop.page.goto("about:blank")
        desktop.page.goto(f"{desk.address}/#{nonsense}")
        desktop.page.wait_for_selector("body.started")
        expect(desktop.id("subject")).not_to_have_text("Preview")


STRANGE = ["with space", "percent%20", "hash#1", "quote'\"", "Ελλάδα", "rtl-العربية"]


@pytest.mark.parametrize("stem", STRANGE)
def test_any_name_of_a_file_will_do(desk: Studio, desktop: Desktop, stem: str) -> None:
    """It is listed, shown, its source read, and its export downloaded."""
    desk.write(DAILY, stem)
    try:
        desktop.open(desk)
        row = desktop.page.get_by_title(stem, exact=True)
        row.click()
        expect(row).to_have_attribute("aria-selected", "true")
        expect(desktop.text()).to_contain_text("Two votes and a coin")
        desktop.press("3")
        expect(desktop.id("panel-source")).to_contain_text("<!doctype html>")
        desktop.press("7")
        with desktop.page.expect_download() as download:
            desktop.page.get_by_role("link", name=".html").click()
        assert download.value.suggested_filename.endswith(".html")
    finally:
        desk.file(stem).unlink()


def test_lines_around_a_block_follow_it(desk: Studio, desktop: Desktop) -> None:
    """When the edition becomes narrower, what stands around a block moves with it."""
    desktop.open(desk, STEM)
    expect(desktop.text()).to_contain_text("Two votes and a coin")
    words = desktop.frame().get_by_text("See you tomorrow.")
    words.click()
    line = desktop.frame().locator("[data-digest=selected]")
    for key in ("p", "d"):
        desktop.press(key)

        def around() -> bool:
            outer, inner = line.bounding_box(), words.bounding_box()
            assert outer
            assert inner
            return outer["y"] <= inner["y"] and inner["y"] + inner["height"] <= outer["y"] + outer["height"]

        until(around)


def test_a_click_moves_nothing(desk: Studio, desktop: Desktop) -> None:
    """What was clicked stays under the pointer, though its block begins above the window."""
    desktop.resize((1280, 500))
    desktop.open(desk, STEM)
    words = desktop.frame().get_by_text("Ministers argued for two days.")
    words.scroll_into_view_if_needed()
    before = words.bounding_box()
    words.click()
    expect(desktop.id("inspector")).to_contain_text("Lead")
    desktop.page.wait_for_timeout(100)
    assert words.bounding_box() == before


def test_a_finding_of_no_block_is_read_in_the_tab(desk: Studio, desktop: Desktop) -> None:
    """Where the panel is not shown, choosing it leads there."""
    desktop.resize(PHONE)
    desk.write(DAILY.replace("preheader: What ministers promised", "preheader: What what ministers promised"))
    desktop.open(desk, STEM)
    expect(desktop.id("nav-checks").locator(".count")).to_have_text("1")
    desktop.press("n")
    expect(desktop.id("panel-checks").locator(".check.open")).to_contain_text("what")


def test_what_stands_below_the_blocks_is_in_none(desk: Studio, desktop: Desktop) -> None:
    """A file may end with its subject; a finding there is not one of the last block."""
    line = f"subject: {SUBJECT}\n"
    desk.write(DAILY.replace(line, "") + line.replace("finally", "finally finally"))
    desktop.open(desk, STEM)
    check = desktop.page.locator(".check", has_text="has a word twice")
    check.locator(".check-head").click()
    expect(check).to_have_class("check warning open")
    expect(desktop.frame().locator("[data-digest=selected]")).to_have_count(0)


def test_a_block_is_found_where_it_stands_now(desk: Studio, desktop: Desktop) -> None:
    """A comment more in the file changes nothing of the edition, and yet where its blocks come from."""
    desktop.open(desk, STEM)
    desktop.press("]")
    place = desktop.id("inspector").locator("a.place")
    expect(place).to_have_text(f"issues/{STEM}.yaml:6:5")
    desk.write("# One line more.\n" + DAILY)
    expect(place).to_have_text(f"issues/{STEM}.yaml:7:5")


def test_of_two_alike_no_check_stays_chosen(desk: Studio, desktop: Desktop) -> None:
    """When one of them is mended, nobody can tell which one is left."""
    twice = DAILY.replace("See you tomorrow.", "See [click here](https://meridian.example/a).")
    desk.write(twice)
    desktop.open(desk, STEM)
    desktop.page.locator(".check-head", has_text="click here").click()
    expect(desktop.frame().locator("[data-digest=words]")).to_be_attached()
    above = "  - text:\n      body: A word before. See [click here](https://meridian.example/b).\n"
    desk.write(twice.replace("  - sponsor:\n      adv", above + "  - sponsor:\n      adv", 1))
    expect(desktop.text()).to_contain_text("A word before.")
    expect(desktop.page.locator(".check.open")).to_have_count(1)
    desk.write(twice)
    expect(desktop.text()).not_to_contain_text("A word before.")
    expect(desktop.page.locator(".check.open")).to_have_count(0)
    expect(desktop.frame().locator("[data-digest]")).to_have_count(0)


def test_a_chosen_check_moves_with_its_block(desk: Studio, desktop: Desktop) -> None:
    """Another block above it makes its own the next one; its words stay outlined."""
    found = DAILY.replace("See you tomorrow.", "See [click here](https://meridian.example/a).")
    desk.write(found)
    desktop.open(desk, STEM)
    desktop.page.locator(".check-head", has_text="click here").click()
    words = desktop.frame().locator("[data-digest=words]")
    expect(words).to_be_attached()
    above = "  - text:\n      body: A word before.\n"
    moved = found.replace("  - sponsor:\n      adv", above + "  - sponsor:\n      adv", 1)
    desk.write(moved)
    expect(desktop.text()).to_contain_text("A word before.")
    expect(words).to_be_attached()
    line = next(number for number, text in enumerate(moved.splitlines(), 1) if "click here" in text)
    expect(desktop.page.locator(".check.open .place").first).to_contain_text(f":{line}:")


def test_a_click_takes_the_words_of_a_check_away(desk: Studio, desktop: Desktop) -> None:
    """Choosing a block is another thing than choosing what is wrong in it."""
    desktop.open(desk, FINDINGS)
    desktop.page.locator(".check-head", has_text="click here").click()
    expect(desktop.frame().locator("[data-digest=words]")).to_be_attached()
    desktop.frame().get_by_text("The pact has promised a seat.").click()
    expect(desktop.frame().locator("[data-digest=words]")).to_have_count(0)
    expect(desktop.frame().locator("[data-digest=selected]")).to_be_attached()


def test_words_are_found_as_words(desk: Studio, desktop: Desktop) -> None:
    """'here' also stands in 'there', which is not what the check is about."""
    desk.write(DAILY.replace("Read [the whole text of the promise]", "There it stands. Read it [here]"))
    desktop.open(desk, STEM)
    desktop.page.locator(".check-head", has_text="'here'").click()
    marked = desktop.frame().locator("[data-digest=words]").bounding_box()
    link = desktop.frame().get_by_role("link", name="here", exact=True).bounding_box()
    assert marked
    assert link
    assert marked["x"] == pytest.approx(link["x"], abs=8)
    assert marked["y"] == pytest.approx(link["y"], abs=8)


@pytest.mark.parametrize("key, code, width", [("з", "KeyP", "375"), ("ε", "KeyT", "600")])
def test_keys_are_found_on_keyboards_with_other_letters(
    desk: Studio, desktop: Desktop, key: str, code: str, width: str
) -> None:
    """By where they stand: Cyrillic, Greek."""
    desktop.open(desk, STEM)
    desktop.page.evaluate(
        "init => document.body.dispatchEvent(new KeyboardEvent('keydown', init))",
        {"key": key, "code": code, "bubbles": True, "cancelable": True},
    )
    expect(desktop.id("width")).to_have_value(width)


def test_blocks_have_keys_that_every_keyboard_has(desk: Studio, desktop: Desktop) -> None:
    """Brackets need a second key in much of Europe; comma and full stop need none."""
    desktop.open(desk, STEM)
    desktop.press(".", ".")
    expect(desktop.id("inspector")).to_contain_text("Power at one price")
    desktop.press(",")
    expect(desktop.id("inspector")).to_contain_text("Lead")


def test_the_focus_stays_inside_an_edition_that_is_saved(desk: Studio, desktop: Desktop) -> None:
    """Who reads through it with keys is not thrown out by every save."""
    desktop.open(desk, STEM)
    desktop.tab_to(desktop.frame().get_by_role("link", name="Read the full story"))
    desk.write(DAILY.replace("Two votes and a coin", "Three votes and no coin"))
    expect(desktop.text()).to_contain_text("Three votes and no coin")
    expect(desktop.page.locator("iframe:not(.waiting)")).to_be_focused()


def test_motion_is_no_other_page(desk: Studio, desktop: Desktop) -> None:
    """Where motion is welcome, the drawer slides and the edition scrolls smoothly, to the same places."""
    browser = desktop.page.context.browser
    assert browser
    context = new_context(browser, PHONE)
    moving = Desktop(context.new_page())
    moving.page.emulate_media(reduced_motion="no-preference")
    moving.open(desk, FINDINGS)
    expect(moving.text()).to_contain_text("Power at one price")
    moving.press("/")
    expect(moving.id("search")).to_be_focused()
    expect(moving.id("main")).to_have_js_property("inert", value=True)
    moving.page.keyboard.press("Escape")
    expect(moving.id("sidebar")).to_be_hidden()
    moving.resize(LAPTOP)
    moving.page.locator(".check-head", has_text="click here").click()
    expect(moving.frame().locator("[data-digest=words]")).to_be_in_viewport()
    context.close()
    assert moving.failures == []
