"""Every view of the page, one after another: each begins where the one before ended."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.preview.page import Desktop

View = Callable[[Desktop], None]


def _press(*keys: str, shows: str = "", says: str = "") -> View:
    """Return a view that keys lead to; ``shows`` is what is to be seen then, ``says`` what stands there."""

    def show(desktop: Desktop) -> None:
        desktop.page.keyboard.press("Escape")
        desktop.press(*keys)
        if shows:
            expect(desktop.page.locator(shows).first).to_be_visible()
        if says:
            expect(desktop.page.locator("[role=tabpanel]:not([hidden])")).to_contain_text(says)

    return show


def _client(desktop: Desktop) -> None:
    desktop.page.keyboard.type("outlook for win")
    desktop.page.keyboard.press("Enter")
    expect(desktop.page.locator(".badge")).to_be_visible()


def _as_built(desktop: Desktop) -> None:
    desktop.press("c")
    desktop.page.keyboard.type("as built")
    desktop.page.keyboard.press("Enter")
    expect(desktop.page.locator(".badge")).to_be_hidden()


def _issues(desktop: Desktop) -> None:
    desktop.page.keyboard.press("Escape")
    desktop.press("/")
    expect(desktop.id("search")).to_be_focused()


def _push(desktop: Desktop) -> None:
    _press("k", "7", says="Copy and paste")(desktop)
    desktop.page.get_by_role("button", name="Push to Mailchimp").click()
    expect(desktop.page.get_by_role("dialog")).to_be_visible()


def _lost(desktop: Desktop) -> None:
    desktop.page.keyboard.press("Escape")
    desktop.id("lost").evaluate("bar => bar.hidden = false")


# They begin with the newsroom's issue that has findings; the one after it cannot be read.
VIEWS: dict[str, View] = {
    "edition": _press("1", shows=".pane iframe:not(.waiting)"),
    "check": _press("n", shows="#inspector:visible, .check.open:visible"),
    "block": _press("]", shows="#inspector"),
    "dark": _press("s"),
    "inverted": _press("s"),
    "pictures-off": _press("s", "i"),
    "phone": _press("i", "p"),
    "side-by-side": _press("d", "b", shows=".pane:nth-child(2) iframe:not(.waiting)"),
    "clients": _press("b", "c", shows="#clients"),
    "as-outlook": _client,
    "as-built": _as_built,
    "text": _press("2", says="Power at one price"),
    "source": _press("3", says="doctype"),
    "mjml": _press("4", says="mj-body"),
    "checks": _press("5", says="click here"),
    "inbox": _press("6", says="Gmail on the web"),
    "hand-over": _press("7", says="Copy and paste"),
    "sheet": _press("1", "?", shows="#sheet"),
    "issues": _issues,
    "broken": _press("j", shows="#trouble"),
    "push": _push,
    "lost": _lost,
}
