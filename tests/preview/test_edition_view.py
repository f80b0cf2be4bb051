"""The edition on the page: as new as its file, byte for byte what goes out, at any width and in any dress."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Response, expect

from tests.preview.page import Desktop, Hand
from tests.preview.studio import DAILY, STEM, Studio, until
from tests.projects import run_digest

pytestmark = pytest.mark.browser

WORDS = "Two votes and a coin"


def opened(desk: Studio, desktop: Desktop) -> None:
    """Open the daily and wait for its edition."""
    desktop.open(desk, STEM)
    expect(desktop.text()).to_contain_text(WORDS)


def test_a_saved_file_is_shown_at_once(desk: Studio, desktop: Desktop) -> None:
    """The heart of it: save the YAML, see the edition."""
    opened(desk, desktop)
    desk.write(DAILY.replace(WORDS, "Three votes and no coin"))
    expect(desktop.text()).to_contain_text("Three votes and no coin")
    desk.write(DAILY)
    expect(desktop.text()).to_contain_text(WORDS)


def test_the_frame_holds_the_bytes_that_a_build_writes(
    desk: Studio, desktop: Desktop, tmp_path: Path
) -> None:
    """What the editor sees is what ``digest build --esp preview`` writes, sample values and all."""
    documents: list[Response] = []
    desktop.page.on(
        "response", lambda answer: documents.append(answer) if "edition.html" in answer.url else None
    )
    opened(desk, desktop)
    built = run_digest("build", STEM, "--esp", "preview", "-o", tmp_path, "--project", desk.root)
    assert built.returncode == 0, built.stderr
    framed = desktop.page.locator("iframe:not(.waiting)").first.get_attribute("src")
    assert documents[-1].url == f"{desk.address}{framed}"
    assert documents[-1].body() == (tmp_path / STEM / "edition.html").read_bytes()


def test_an_edition_can_do_nothing(desk: Studio, desktop: Desktop) -> None:
    """A theme of unknown origin runs no script, sends no form, opens no window and leaves its frame never."""
    theme = desk.root / "templates" / "email" / "blocks" / "text.mjml.j2"
    theme.parent.mkdir(parents=True)
    theme.write_text(
        """<mj-section><mj-column><mj-raw>
        <meta http-equiv="refresh" content="0; url=https://evil.example/refresh" />
        <iframe src="https://evil.example/frame"></iframe>
        <object data="https://evil.example/object"></object>
        <link rel="stylesheet" href="https://evil.example/style" />
        <script src="https://evil.example/script"></script>
        <script>top.document.title = "taken"; document.title = "ran";</script>
        <img src="nothing.png" onerror="top.document.title = 'taken'">
        <form id="form" action="https://evil.example/" target="_top"><button id="submit">Send</button></form>
        <a style="font-size: 16px" id="top" href="https://evil.example/" target="_top">top</a>
        <a style="font-size: 16px" id="blank" href="https://evil.example/" target="_blank">blank</a>
        <a style="font-size: 16px" id="script" href="javascript:top.document.title='taken'">script</a>
        <a style="font-size: 16px" id="hostile" onclick="top.document.title='taken'" href="https://evil.example/">click</a>
        </mj-raw></mj-column></mj-section>""",
        "utf-8",
    )
    asked: list[str] = []
    desktop.page.route("https://evil.example/**", lambda route: asked.append(route.request.url))
    try:
        opened(desk, desktop)
        for name in ("submit", "top", "blank", "script", "hostile"):
            desktop.frame().locator(f"#{name}").click()
        for name in ("top", "blank", "hostile"):
            desktop.frame().locator(f"#{name}").press("Enter")
            desktop.frame().locator(f"#{name}").click(modifiers=["Control"])
            desktop.frame().locator(f"#{name}").click(button="middle")
        desktop.page.wait_for_timeout(200)
        assert "Meridian" in desktop.page.title()
        assert desktop.page.url.startswith(desk.address)
        assert len(desktop.page.context.pages) == 1
        assert asked == []
        expect(desktop.text()).to_contain_text(WORDS)
    finally:
        theme.unlink()


def test_widths_have_names(desk: Studio, desktop: Desktop, hand: Hand) -> None:
    """Desktop, tablet and phone: the frame is as wide as the inbox there."""
    opened(desk, desktop)
    frame = desktop.page.locator(".pane").first.locator("iframe:not(.waiting)")
    for name, key, width in (("phone", "p", 375), ("tablet", "t", 600), ("desktop", "d", 700)):
        hand.use(desktop.id(f"width-{name}"), key)
        expect(frame).to_have_css("width", f"{width}px")
        expect(desktop.id("width")).to_have_value(str(width))
        expect(desktop.id(f"width-{name}")).to_have_attribute("aria-pressed", "true")


def test_a_width_is_typed(desk: Studio, desktop: Desktop, hand: Hand) -> None:
    """As a number; what makes no sense is brought back into bounds."""
    opened(desk, desktop)
    for typed, shown in (("444", "444"), ("9999", "1200"), ("1", "280")):
        hand.write(desktop.id("width"), typed)
        desktop.page.keyboard.press("Enter")
        expect(desktop.id("width")).to_have_value(shown)
        expect(desktop.page.locator(".handle").first).to_have_attribute("aria-valuetext", f"{shown} pixels")


def test_the_edition_is_dragged_to_any_width(desk: Studio, desktop: Desktop) -> None:
    """With the mouse, and with the keys of a slider."""
    opened(desk, desktop)
    desktop.press("t")
    handle = desktop.page.locator(".handle").first
    expect(handle).to_have_attribute("aria-valuenow", "600")
    handle.hover()  # waits until it stands still, with nothing over it
    box = handle.bounding_box()
    assert box
    across, down = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    desktop.page.mouse.move(across, down)
    desktop.page.mouse.down()
    desktop.page.mouse.move(across - 50, down, steps=4)
    desktop.page.mouse.up()
    expect(desktop.id("width")).to_have_value("500")
    desktop.tab_to(handle)
    for key, width in (("ArrowLeft", 490), ("PageUp", 590), ("Home", 280), ("End", 1200)):
        desktop.page.keyboard.press(key)
        expect(handle).to_have_attribute("aria-valuenow", str(width))
    desktop.press("d", "+")
    expect(handle).to_have_attribute("aria-valuenow", "710")
    desktop.press("-", "-")
    expect(handle).to_have_attribute("aria-valuenow", "690")


def test_light_dark_and_inverted(desk: Studio, desktop: Desktop, hand: Hand) -> None:
    """As built, as the theme says, and as clients do it that say nothing of what they do."""
    opened(desk, desktop)
    colours = {"light": desktop.background()}
    for scheme in ("dark", "inverted", "light"):
        hand.use(desktop.id(f"scheme-{scheme}"), "s")
        expect(desktop.id(f"scheme-{scheme}")).to_have_attribute("aria-pressed", "true")
        assert colours.setdefault(scheme, desktop.background()) == desktop.background()
    assert len(set(colours.values())) == 3


def test_pictures_are_turned_off(desk: Studio, desktop: Desktop, hand: Hand) -> None:
    """As a client shows it that waits for leave to load them; then they come back as they were."""
    opened(desk, desktop)
    picture = desktop.frame().locator("img").first
    own = picture.get_attribute("src") or ""
    hand.use(desktop.id("pictures"), "i")
    expect(picture).to_have_attribute("src", "data:,")
    expect(picture).to_have_js_property("naturalWidth", 0)
    hand.use(desktop.id("pictures"), "i")
    expect(picture).to_have_attribute("src", own)


def test_two_panes_stand_side_by_side(desk: Studio, desktop: Desktop, hand: Hand) -> None:
    """Each has its own width, scheme and client; the toolbar is for the one that was chosen last."""
    opened(desk, desktop)
    hand.use(desktop.id("beside"), "b")
    expect(desktop.text(1)).to_contain_text(WORDS)
    assert desktop.background(0) != desktop.background(1)
    hand.use(desktop.page.locator(".pane-head").nth(1), "o")
    hand.use(desktop.id("width-tablet"), "t")
    expect(desktop.page.locator(".pane-head").nth(1)).to_contain_text("600 px")
    expect(desktop.page.locator(".pane-head").nth(0)).to_contain_text("700 px")
    hand.use(desktop.id("beside"), "b")
    expect(desktop.page.locator(".pane").nth(1)).to_be_hidden()


def _stands_at(desktop: Desktop, pane: int, share: float) -> bool:
    return abs(desktop.scrolled(pane) - share) < 0.01


def test_two_panes_scroll_together(desk: Studio, desktop: Desktop) -> None:
    """Each is as far through its edition as the other, whichever is scrolled, from the first moment."""
    opened(desk, desktop)
    desktop.scroll(0, 0.5)
    desktop.press("b")
    expect(desktop.text(1)).to_contain_text(WORDS)
    assert desktop.scrolled(0) > 0
    until(partial(_stands_at, desktop, 1, desktop.scrolled(0)))
    for pane, share in ((0, 1.0), (1, 0.25), (0, 0.75)):
        desktop.page.wait_for_timeout(200)  # the hand goes from one pane to the other
        desktop.scroll(pane, share)
        until(partial(_stands_at, desktop, 1 - pane, share))
        assert desktop.scrolled(pane) == pytest.approx(share, abs=0.01)


def test_an_edition_is_shown_as_a_client_gets_it(desk: Studio, desktop: Desktop, hand: Hand) -> None:
    """What the client does not support is gone, and the pane says that this is a simulation."""
    opened(desk, desktop)
    hand.use(desktop.id("client"), "c")
    if hand.mouse:
        desktop.page.get_by_role("option", name="Outlook for Windows", exact=True).click()
    else:
        desktop.page.keyboard.type("outlook for win")  # as fast as that, no letter may be lost
        desktop.page.keyboard.press("Enter")
    expect(desktop.page.locator(".badge")).to_have_text("Simulation: Outlook for Windows")
    expect(desktop.frame().locator("td[width='640px']").first).to_be_attached()
    hand.use(desktop.id("client"), "c")
    if hand.mouse:
        desktop.page.get_by_role("option", name="As built").click()
    else:
        for key in ("ArrowUp",) * 8:
            desktop.page.keyboard.press(key)
        desktop.page.keyboard.press("Enter")
    expect(desktop.page.locator(".badge")).to_have_count(0)
    expect(desktop.frame().locator("td[width='640px']")).to_have_count(0)
    expect(desktop.id("client")).to_be_focused()


def test_a_client_that_nobody_knows(desk: Studio, desktop: Desktop, hand: Hand) -> None:
    """The menu says so, and closes without a choice."""
    opened(desk, desktop)
    hand.use(desktop.id("client"), "c")
    hand.write(desktop.id("clients-search"), "lotus") if hand.mouse else desktop.page.keyboard.type("lotus")
    expect(desktop.id("clients-none")).to_be_visible()
    desktop.page.keyboard.press("Enter")
    desktop.page.keyboard.press("Escape")
    expect(desktop.id("clients")).to_be_hidden()
    expect(desktop.id("client-name")).to_have_text("As built")
