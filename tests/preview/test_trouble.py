"""Broken issues, templates and settings, files that go away, and a page that is left and found again."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.preview.page import Desktop, Hand
from tests.preview.studio import DAILY, SETTINGS, STEM, Studio

pytestmark = pytest.mark.browser

WORDS = "Two votes and a coin"


def _break_issue(desk: Studio) -> None:
    desk.write(DAILY.replace("headline: Two", "hedline: Two"))


def _break_settings(desk: Studio) -> None:
    (desk.root / "newsletter.yaml").write_text(SETTINGS.replace("name:", "nmae:", 1), "utf-8")


def _break_template(desk: Studio) -> None:
    template = desk.root / "templates" / "email" / "footer.mjml.j2"
    template.parent.mkdir(parents=True, exist_ok=True)
    template.write_text("<mj-section>{{ colors.tnit }}</mj-section>", "utf-8")


def _mend(desk: Studio) -> None:
    desk.write(DAILY)
    (desk.root / "newsletter.yaml").write_text(SETTINGS, "utf-8")
    (desk.root / "templates" / "email" / "footer.mjml.j2").unlink(missing_ok=True)


@pytest.mark.parametrize(
    "break_it, words",
    [(_break_issue, "Unknown key 'hedline'"), (_break_settings, "nmae"), (_break_template, "tnit")],
    ids=["issue", "settings", "template"],
)
def test_trouble_stands_over_the_last_good_edition(
    desk: Studio, desktop: Desktop, break_it: Callable[[Studio], None], words: str
) -> None:
    """What is broken shows why, with the lines of the file; mending it clears the page."""
    desktop.open(desk, STEM)
    expect(desktop.text()).to_contain_text(WORDS)
    trouble = desktop.id("trouble")
    try:
        break_it(desk)
        expect(trouble).to_contain_text(words)
        expect(trouble.locator(".frame-line.hit").first).to_be_visible()
        place = re.compile(f"^vscode://file{re.escape(str(desk.root))}/.+:\\d+:\\d+$")
        expect(trouble.locator("a.place").first).to_have_attribute("href", place)
        expect(desktop.page.locator(".pane").first).to_have_class("pane stale")
        expect(desktop.text()).to_contain_text(WORDS)
        desktop.press("5")  # there the checks say it
        expect(trouble).to_be_hidden()
        expect(desktop.id("panel-checks").locator(".check.error").first).to_be_visible()
        desktop.press("1")
        expect(trouble).to_be_visible()
    finally:
        _mend(desk)
    expect(trouble).to_be_hidden()
    expect(desktop.page.locator(".pane").first).to_have_class("pane")


def test_an_issue_that_never_was_good(desk: Studio, desktop: Desktop) -> None:
    """There is no edition to stand over; the place in the file is a click away all the same."""
    desktop.open(desk, "2026-11-20")
    expect(desktop.id("trouble")).to_contain_text("Unknown key 'prehader'")
    expect(desktop.id("trouble").locator(".check-hint")).to_contain_text("Did you mean 'preheader'?")
    expect(desktop.id("empty")).to_be_visible()
    expect(desktop.page.locator("iframe")).to_have_count(0)


def test_a_file_that_goes_and_comes_back(desk: Studio, desktop: Desktop) -> None:
    """The page says that it is gone, and shows it again when it is back."""
    desktop.open(desk, STEM)
    expect(desktop.text()).to_contain_text(WORDS)
    desk.file().rename(desk.file("2026-11-23"))
    expect(desktop.id("trouble")).to_contain_text("The file of 2026-11-22 is gone")
    expect(desktop.page.get_by_role("option")).to_have_count(3)
    desk.file("2026-11-23").rename(desk.file())
    expect(desktop.id("trouble")).to_be_hidden()
    expect(desktop.text()).to_contain_text(WORDS)


def test_another_issue_is_offered_for_one_that_is_gone(desk: Studio, desktop: Desktop, hand: Hand) -> None:
    """The newest of those that are there."""
    desktop.open(desk, STEM)
    expect(desktop.text()).to_contain_text(WORDS)
    desk.file().unlink()
    offer = desktop.id("trouble").get_by_role("button", name="Open Who counts the counters?")
    hand.use(offer)
    expect(desktop.id("subject")).to_have_text("Who counts the counters?")
    expect(desktop.id("trouble")).to_be_hidden()


def test_the_view_survives_a_reload(desk: Studio, desktop: Desktop) -> None:
    """Scroll position, tab, width and scheme are as they were."""
    desktop.open(desk, STEM)
    expect(desktop.text()).to_contain_text(WORDS)
    desktop.press("p", "s", "i")
    desktop.page.locator(".scroller").first.evaluate("e => e.scrollTo(0, 400)")
    desktop.settled()
    desktop.page.reload()
    expect(desktop.text()).to_contain_text(WORDS)
    expect(desktop.id("width")).to_have_value("375")
    for name in ("scheme-dark", "pictures"):
        expect(desktop.id(name)).to_have_attribute("aria-pressed", "true")
    expect(desktop.page.locator(".scroller").first).to_have_js_property("scrollTop", 400)
    desktop.press("2")
    desktop.settled()
    desktop.page.reload()
    expect(desktop.id("tab-text")).to_have_attribute("aria-selected", "true")
