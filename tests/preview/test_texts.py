"""The tabs beside the edition: plain text, source and MJML as they go out, and the row in the inbox."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import expect

from tests.preview.page import Desktop, Hand
from tests.preview.studio import DAILY, STEM, Studio

pytestmark = pytest.mark.browser

TABS = {
    "edition": "",
    "text": "Power at one price",
    "source": "<!doctype html>",
    "mjml": "<mj-body",
    "checks": "Nothing to mend",
    "inbox": "Gmail on the web",
    "handover": "Copy and paste",
}


def part(desk: Studio, name: str) -> str:
    """Return a part of the daily's edition as the server has it."""
    return httpx.get(f"{desk.address}/api/issues/{STEM}/parts/{name}").text


def test_every_tab_shows_what_it_names(desk: Studio, desktop: Desktop, hand: Hand) -> None:
    """By mouse and by number; one at a time."""
    desktop.open(desk, STEM)
    for number, (name, words) in reversed(list(enumerate(TABS.items(), 1))):
        hand.use(desktop.id(f"tab-{name}"), str(number))
        expect(desktop.id(f"tab-{name}")).to_have_attribute("aria-selected", "true")
        expect(desktop.id(f"panel-{name}")).to_contain_text(words)
        expect(desktop.page.locator("[role=tab][aria-selected=true]")).to_have_count(1)
        expect(desktop.page.locator("[role=tabpanel]:not([hidden])")).to_have_count(1)


def test_arrows_lead_along_the_tabs(desk: Studio, desktop: Desktop) -> None:
    """As in every list of tabs: one of them takes part in the Tab order, arrows lead to the others."""
    desktop.open(desk, STEM)
    desktop.tab_to(desktop.id("tab-edition"))
    for key, name in (
        ("ArrowRight", "text"),
        ("End", "handover"),
        ("ArrowRight", "edition"),
        ("ArrowLeft", "handover"),
        ("Home", "edition"),
    ):
        desktop.page.keyboard.press(key)
        expect(desktop.id(f"tab-{name}")).to_be_focused()
        expect(desktop.id(f"panel-{name}")).to_be_visible()


def test_the_source_is_what_goes_out_in_colours(desk: Studio, desktop: Desktop) -> None:
    """With line numbers and its size; not a letter differs."""
    desktop.open(desk, STEM)
    for key, name, shown in (("3", "html", "source"), ("4", "mjml", "mjml")):
        desktop.press(key)
        panel = desktop.id(f"panel-{shown}")
        expect(panel.locator(".tag").first).to_be_visible()
        text = part(desk, name)
        expect(panel).to_contain_text(f"{len(text.encode()):,} bytes")
        assert "\n".join(panel.locator("code").all_text_contents()) == text


def test_the_text_is_shown_as_a_monospaced_reader_does(desk: Studio, desktop: Desktop) -> None:
    """Every column has the width of every other, and lines break where the edition breaks them."""
    desktop.open(desk, STEM)
    desktop.press("2")
    text = desktop.id("panel-text").locator("pre")
    expect(text).to_have_text(part(desk, "text"), use_inner_text=True)
    expect(text).to_have_css("white-space-collapse", "preserve")
    widths = text.evaluate(
        """pre => {
          const rule = document.createElement("span");
          pre.append(rule);
          const wide = (letter) => {
            rule.textContent = letter.repeat(40);
            return rule.getBoundingClientRect().width;
          };
          return [wide("i"), wide("W"), wide("=")];
        }"""
    )
    assert max(widths) - min(widths) < 0.5


def test_the_parts_are_copied(desk: Studio, desktop: Desktop, hand: Hand) -> None:
    """Text, HTML and MJML, each as the server has it."""
    desktop.open(desk, STEM)
    for tab, name, what in (
        ("text", "text", "Plain text"),
        ("source", "html", "HTML"),
        ("mjml", "mjml", "MJML"),
    ):
        desktop.id(f"tab-{tab}").click()
        hand.use(desktop.id(f"panel-{tab}").get_by_role("button", name="Copy"))
        expect(desktop.id("toasts")).to_have_text(f"{what} copied")
        assert desktop.clipboard().replace("\r\n", "\n") == part(desk, name)


def test_the_inbox_cuts_where_clients_cut(desk: Studio, desktop: Desktop) -> None:
    """Three clients' rows, with what each leaves of subject and preheader."""
    desktop.open(desk, STEM)
    desktop.press("6")
    panel = desktop.id("panel-inbox")
    expect(panel.locator(".ours")).to_have_count(3)
    for row in panel.locator(".ours").all():
        for words in ("Meridian Daily", "door finally open?", "What ministers promised"):
            expect(row).to_contain_text(words)
    expect(panel).to_contain_text("Subject 36 characters")
    desk.write(DAILY.replace("subject: Is the", "subject: " + "Word after word " * 8 + "is the"))
    expect(panel.locator(".cut").first).to_contain_text("The subject is cut after")
    desk.write(DAILY)
    expect(panel.locator(".cut").nth(1)).to_contain_text("The whole subject shows")
    desk.write(DAILY.replace("preheader:", "# preheader:"))
    expect(panel).to_contain_text("no preheader")


def test_the_inbox_is_light_or_dark(desk: Studio, desktop: Desktop, hand: Hand) -> None:
    """As people have it."""
    desktop.open(desk, STEM)
    desktop.press("6")
    panel = desktop.id("panel-inbox")
    for name in ("Dark", "Light"):
        button = panel.get_by_role("button", name=name)
        hand.use(button)
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(panel.locator(f".inbox.{name.lower()}")).to_have_count(3)
