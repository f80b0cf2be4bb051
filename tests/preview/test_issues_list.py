"""The list of issues, the drawer that it is on a phone, and what helps to find one's way."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.preview.page import PHONE, Desktop, Hand
from tests.preview.studio import DAILY, STEM, SUBJECT, Studio, make_studio

pytestmark = pytest.mark.browser

OTHER = "Who counts the counters?"


def test_issues_are_listed_newest_first(desk: Studio, desktop: Desktop) -> None:
    """All of them, with date, number, subject and state; a new file comes to the list by itself."""
    desktop.open(desk, STEM)
    listed = desktop.page.get_by_role("option")
    expect(listed).to_have_count(3)
    expect(desktop.page.locator(".month")).to_have_text("November 2026")
    expect(listed.nth(0)).to_contain_text("Nov 22")
    expect(listed.nth(0)).to_contain_text("No. 412")
    expect(listed.nth(0)).to_contain_text(SUBJECT)
    expect(listed.nth(0)).to_contain_text("clean")
    expect(listed.nth(1)).to_contain_text("warning")
    expect(listed.nth(2)).to_contain_text("1 error")
    desk.write(DAILY.replace("2026-11-22", "2026-12-01"), "2026-12-01")
    expect(listed).to_have_count(4)
    expect(listed.nth(0)).to_contain_text("Dec 1")
    desk.file("2026-12-01").unlink()
    expect(listed).to_have_count(3)


def test_the_first_issue_of_a_project_is_shown_by_itself(tmp_path: Path, desktop: Desktop) -> None:
    """Before there is one, the page says how to begin."""
    root = make_studio(tmp_path / "letter")
    for path in (root / "issues").iterdir():
        path.unlink()
    with Studio(root) as desk:
        desktop.open(desk)
        expect(desktop.id("no-issues")).to_contain_text("digest new")
        desk.write(DAILY)
        expect(desktop.id("subject")).to_have_text(SUBJECT)
        expect(desktop.text()).to_contain_text("Power at one price")


def test_an_issue_is_chosen(desk: Studio, desktop: Desktop, hand: Hand) -> None:
    """Its edition is shown, and the address of the page names it."""
    desktop.open(desk, STEM)
    listed = desktop.page.get_by_role("option")
    for key, index, subject in (("j", 1, OTHER), ("k", 0, SUBJECT)):
        hand.use(listed.nth(index), key)
        expect(listed.nth(index)).to_have_attribute("aria-selected", "true")
        expect(desktop.id("subject")).to_have_text(subject)
        expect(desktop.text()).to_contain_text("Power at one price")
    assert desktop.page.url.endswith(f"#{STEM}")


def test_arrows_lead_along_the_issues(desk: Studio, desktop: Desktop) -> None:
    """The list is one stop of the Tab key; screen readers are told which issue is chosen."""
    desktop.open(desk, STEM)
    desktop.tab_to(desktop.id("issues"))
    for key, stem in (
        ("ArrowDown", "2026-11-21"),
        ("End", "2026-11-20"),
        ("ArrowUp", "2026-11-21"),
        ("Home", STEM),
    ):
        desktop.page.keyboard.press(key)
        expect(desktop.id("issues")).to_have_attribute("aria-activedescendant", f"issue-{stem}")


def test_issues_are_searched(desk: Studio, desktop: Desktop, hand: Hand) -> None:
    """By subject, number, date and state; Escape shows all again."""
    desktop.open(desk, STEM)
    listed = desktop.page.get_by_role("option")
    expect(listed.nth(1)).to_contain_text("warning")
    for words in ("counts", "411", "2026-11-21 counters", "warning"):
        hand.write(desktop.id("search"), words, "/")
        expect(listed).to_have_count(1)
        expect(listed).to_contain_text(OTHER)
    if hand.mouse:
        listed.click()
    else:
        desktop.page.keyboard.press("ArrowDown")
    expect(desktop.id("subject")).to_have_text(OTHER)
    desktop.id("search").focus()
    desktop.page.keyboard.press("Escape")
    expect(listed).to_have_count(3)
    desktop.page.keyboard.type("nothing like it")
    expect(desktop.id("no-issues")).to_contain_text("No issue matches")


def test_the_list_is_a_drawer_on_a_phone(desk: Studio, desktop: Desktop, hand: Hand) -> None:
    """It opens and closes without a choice, or with one."""
    desktop.resize(PHONE)
    desktop.open(desk, STEM)
    sidebar = desktop.id("sidebar")
    expect(sidebar).to_be_hidden()
    hand.use(desktop.id("open-issues"), "/")
    expect(sidebar).to_be_visible()
    expect(desktop.id("search")).to_be_focused()
    if hand.mouse:
        desktop.page.mouse.click(PHONE[0] - 10, 300)
    else:
        desktop.page.keyboard.press("Escape")
    expect(sidebar).to_be_hidden()
    expect(desktop.id("open-issues")).to_be_focused()
    hand.use(desktop.id("open-issues"))
    desktop.page.get_by_role("option", name=OTHER).click() if hand.mouse else desktop.page.keyboard.press(
        "ArrowDown"
    )
    expect(desktop.id("subject")).to_have_text(OTHER)


def test_the_bar_at_the_bottom_leads_to_views(desk: Studio, desktop: Desktop, hand: Hand) -> None:
    """On a phone: the edition, the checks, handing over."""
    desktop.resize(PHONE)
    desktop.open(desk, STEM)
    for name in ("checks", "handover", "edition"):
        hand.use(desktop.id(f"nav-{name}"))
        expect(desktop.id(f"panel-{name}")).to_be_visible()
        expect(desktop.id(f"nav-{name}")).to_have_class("current")


def test_the_first_stop_skips_the_list(desk: Studio, desktop: Desktop) -> None:
    """Who walks with the Tab key need not walk through all issues."""
    desktop.open(desk, STEM)
    desktop.page.keyboard.press("Tab")
    expect(desktop.page.locator(".skip")).to_be_in_viewport()
    desktop.page.keyboard.press("Enter")
    expect(desktop.id("main")).to_be_focused()


def test_the_sheet_lists_every_key(desk: Studio, desktop: Desktop, hand: Hand) -> None:
    """Single keys can be turned off, for those who dictate; the sheet's own key stays."""
    desktop.open(desk, STEM)
    sheet = desktop.id("sheet")
    hand.use(desktop.id("help"), "?")
    expect(sheet).to_be_visible()
    expect(sheet.locator("kbd")).to_have_count(32)
    desktop.id("single-keys").click() if hand.mouse else desktop.id("single-keys").press("Space")
    hand.use(desktop.id("sheet-close")) if hand.mouse else desktop.page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    desktop.press("p")
    expect(desktop.id("width")).to_have_value("700")
    hand.use(desktop.id("help"), "?")
    desktop.id("single-keys").check()
    desktop.page.keyboard.press("Escape")
    desktop.press("p")
    expect(desktop.id("width")).to_have_value("375")


def test_an_editor_is_chosen_and_remembered(tmp_path: Path, desktop: Desktop, hand: Hand) -> None:
    """Where the command line names none, the sheet does; places lead there at once and after a reload."""
    stem, line, column = "2026-11-21", 14, 17
    with Studio(make_studio(tmp_path / "letter"), editor=None) as desk:
        desktop.open(desk, stem)
        desktop.press("n")
        place = desktop.page.locator(".check.open .place").last
        expect(place).to_have_attribute("href", f"vscode://file{desk.file(stem)}:{line}:{column}")
        for title, address in (
            ("Zed", f"zed://file{desk.file(stem)}:{line}:{column}"),
            ("Sublime Text", f"subl://open?url=file://{desk.file(stem)}&line={line}&column={column}"),
        ):
            desktop.press("?")
            hand.choose(desktop.id("editor"), title)
            desktop.page.keyboard.press("Escape")
            expect(place).to_have_attribute("href", address)
        desktop.press("?")
        hand.choose(desktop.id("editor"), "None: copy the place")
        desktop.page.keyboard.press("Escape")
        expect(place).to_have_text(f"issues/{stem}.yaml:{line}:{column}")
        expect(desktop.page.locator("a.place")).to_have_count(0)
        desktop.settled()
        desktop.page.reload()
        desktop.open(desk, stem)
        desktop.press("n", "e")
        assert desktop.clipboard() == f"issues/{stem}.yaml:{line}:{column}"
