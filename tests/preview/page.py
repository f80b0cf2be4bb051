"""The preview's page as its user has it: what is shown, clicked and pressed, in a real Chromium."""

from __future__ import annotations

from playwright.sync_api import Browser, BrowserContext, FrameLocator, Locator, Page, expect

from tests.preview.studio import PATIENCE, Studio

WAIT = PATIENCE * 1000
LAPTOP, PHONE = (1280, 800), (390, 844)

expect.set_options(timeout=WAIT)


def new_context(browser: Browser, size: tuple[int, int] = LAPTOP, scheme: str = "light") -> BrowserContext:
    """Return an empty browser profile."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        accept_downloads=True,
    )
    context.set_default_timeout(WAIT)
    return context


class Desktop:
    """One tab with the preview."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.failures: list[str] = []
        page.on("pageerror", lambda error: self.failures.append(str(error)))

    def open(self, studio: Studio, stem: str = "") -> None:
        """Open the preview and wait until its edition is painted."""
        self.page.goto(f"{studio.address}/#{stem}")
        self.page.wait_for_selector("body.started")
        if stem:
            expect(self.page.locator(f"[id='issue-{stem}']")).to_have_attribute("aria-selected", "true")

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
        """What was copied last."""
        return str(self.page.evaluate("navigator.clipboard.readText()"))
