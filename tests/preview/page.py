"""The preview's page as its user has it: what is shown, clicked and pressed, in a real Chromium."""

from __future__ import annotations

from dataclasses import dataclass, field

import httpx
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Locator, Page, expect

from tests.preview.studio import PATIENCE, Newsroom, Studio

WAIT = PATIENCE * 1000
LAPTOP, PHONE = (1280, 800), (390, 844)
# Milliseconds; the page waits that long, and a little, for more changes before it saves its view.
SAVED_AFTER = 600
# More controls than a page has.
MANY = 150

expect.set_options(timeout=WAIT)


def new_context(browser: Browser, size: tuple[int, int] = LAPTOP, scheme: str = "light") -> BrowserContext:
    """Return an empty browser profile."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        accept_downloads=True,
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.set_default_timeout(WAIT)
    return context


class Desktop:
    """One tab with the preview."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.failures: list[str] = []
        page.on("pageerror", lambda error: self.failures.append(str(error)))

    def open(self, studio: Newsroom, stem: str = "") -> None:
        """Open the preview and wait until its edition is painted."""
        self.page.goto(f"{studio.address}/#{stem}")
        self.page.wait_for_selector("body.started")
        if stem:
            expect(self.page.locator(f"[id='issue-{stem}']")).to_have_attribute("aria-selected", "true")

    def prefer(self, studio: Studio, **view: object) -> None:
        """Let the page be found as if somebody had left it so."""
        headers = {"x-digest-token": studio.token}
        httpx.post(f"{studio.address}/api/prefs", json=view, headers=headers).raise_for_status()

    def frame(self, pane: int = 0) -> FrameLocator:
        """The shown document of a pane."""
        return self.page.locator(".pane").nth(pane).frame_locator("iframe:not(.waiting)")

    def text(self, pane: int = 0) -> Locator:
        """What the shown document says."""
        return self.frame(pane).locator("body")

    def id(self, name: str) -> Locator:
        """An element of the page."""
        return self.page.locator(f"#{name}")

    def press(self, *keys: str) -> None:
        """Press keys where nothing in particular has the focus."""
        self.page.locator("#main").focus()
        for key in keys:
            self.page.keyboard.press(key)

    def background(self, pane: int = 0) -> str:
        """The colour behind the edition's text, as painted."""
        found = self.frame(pane).locator(".paper").first.evaluate("e => getComputedStyle(e).backgroundColor")
        return str(found)

    def scroll(self, pane: int, share: float) -> None:
        """Scroll a pane to this share of its way, as its user does."""
        go = "(e, share) => e.scrollTo(0, share * (e.scrollHeight - e.clientHeight))"
        self.page.locator(".scroller").nth(pane).evaluate(go, share)

    def scrolled(self, pane: int) -> float:
        """How far a pane is scrolled: 0 at the top, 1 at the end."""
        far = "e => e.scrollTop / Math.max(1, e.scrollHeight - e.clientHeight)"
        return float(self.page.locator(".scroller").nth(pane).evaluate(far))

    def clipboard(self) -> str:
        """What was copied last, once the page says that it was."""
        expect(self.id("toasts")).to_contain_text("copied")
        return str(self.page.evaluate("navigator.clipboard.readText()"))

    def resize(self, size: tuple[int, int]) -> None:
        """Make the window another size."""
        self.page.set_viewport_size({"width": size[0], "height": size[1]})

    def settled(self) -> None:
        """Wait until the page has told the server how it is left."""
        self.page.wait_for_timeout(SAVED_AFTER)

    def tab_to(self, control: Locator) -> None:
        """Walk to a control with the Tab key."""
        expect(control).to_be_visible()
        self.page.locator("#main").focus()
        for _ in range(MANY):
            if control.evaluate("control => control === control.ownerDocument.activeElement"):
                return
            self.page.keyboard.press("Tab")
        message = f"no key leads to {control}"
        raise AssertionError(message)

    def held(self) -> dict[str, float]:
        """What the tab holds without its garbage: documents, nodes, listeners, bytes of JavaScript."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("HeapProfiler.collectGarbage")
        session.send("Performance.enable")
        found = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
        session.detach()
        return {name: found[name] for name in ("Documents", "Nodes", "JSEventListeners", "JSHeapUsedSize")}

    def navigations(self) -> list[str]:
        """Return a list that grows by each address that the page asks the browser to open."""
        asked: list[str] = []
        session = self.page.context.new_cdp_session(self.page)
        session.on("Page.frameRequestedNavigation", lambda event: asked.append(event["url"]))
        session.send("Page.enable")
        return asked


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody who uses the page with the mouse alone, or with keys alone."""

    desktop: Desktop = field(repr=False)
    mouse: bool

    def reach(self, control: Locator, key: str = "") -> None:
        """Click a control, or press its key; where it has none, walk there."""
        if self.mouse:
            control.click()
        elif key:
            self.desktop.press(key)
        else:
            self.desktop.tab_to(control)

    def use(self, control: Locator, key: str = "") -> None:
        """Use a control: one that was walked to is pressed with Enter."""
        self.reach(control, key)
        if not self.mouse and not key:
            self.desktop.page.keyboard.press("Enter")

    def write(self, control: Locator, text: str, key: str = "") -> None:
        """Put the cursor into a field and type."""
        self.reach(control, key)
        self.desktop.page.keyboard.press("Control+a")
        self.desktop.page.keyboard.type(text)

    def choose(self, select: Locator, title: str) -> None:
        """Choose from a list that drops down; what the browser draws for the mouse, a test cannot click."""
        if self.mouse:
            select.select_option(label=title)
            return
        select.focus()
        self.desktop.page.keyboard.type(title)
