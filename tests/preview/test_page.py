"""The preview's page, driven in Chromium: what an editor does in a morning."""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import expect

from digest import build_edition, load_issue, load_project
from tests.preview.page import LAPTOP, PHONE, Desktop
from tests.preview.studio import DAILY, STEM, Studio, studio, until

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """Give a preview of a newsroom's project; tests leave its files as they were."""
    with studio(tmp_path_factory.mktemp("page") / "letter") as running:
        yield running


@pytest.fixture(autouse=True)
def _as_it_was(desk: Studio) -> Iterator[None]:
    """Let no test see what another one left; a page that closes still tells how it was left."""
    desk.restore()
    yield
    time.sleep(0.15)
    (desk.root / ".digest" / "preview.json").unlink(missing_ok=True)


def test_a_saved_file_is_shown_at_once(desk: Studio, desktop: Desktop) -> None:
    """The heart of it: save the YAML, see the edition."""
    desktop.open(desk, STEM)
    expect(desktop.text()).to_contain_text("Two votes and a coin")
    desk.write(DAILY.replace("Two votes and a coin", "Three votes and no coin"))
    expect(desktop.text()).to_contain_text("Three votes and no coin")
    desk.write(DAILY)
    expect(desktop.text()).to_contain_text("Two votes and a coin")
    assert desktop.failures == []


def test_the_frame_holds_the_bytes_that_a_build_writes(desk: Studio, desktop: Desktop) -> None:
    """What the editor sees is what goes out, with sample values for merge tags."""
    desktop.open(desk, STEM)
    expect(desktop.text()).to_contain_text("Two votes and a coin")
    address = desktop.page.locator("iframe:not(.waiting)").first.get_attribute("src")
    project = load_project(desk.root)
    edition = build_edition(load_issue(desk.file(), project), project, "preview")
    assert httpx.get(f"{desk.address}{address}").content == edition.html.encode()


def test_an_edition_can_do_nothing(desk: Studio, desktop: Desktop) -> None:
    """A theme of unknown origin runs no script, sends no form, opens no window and leaves its frame never."""
    theme = desk.root / "templates" / "email" / "blocks" / "text.mjml.j2"
    theme.parent.mkdir(parents=True)
    theme.write_text(
        """<mj-section><mj-column><mj-raw>
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
    try:
        desktop.open(desk, STEM)
        for name in ("submit", "top", "blank", "script", "hostile"):
            desktop.frame().locator(f"#{name}").click()
        for name in ("top", "blank", "hostile"):
            desktop.frame().locator(f"#{name}").press("Enter")
            desktop.frame().locator(f"#{name}").click(modifiers=["Control"])
        desktop.page.wait_for_timeout(200)
        assert "Meridian" in desktop.page.title()
        assert desktop.page.url.startswith(desk.address)
        assert len(desktop.page.context.pages) == 1
        expect(desktop.text()).to_contain_text("Two votes and a coin")
    finally:
        theme.unlink()


def test_widths_schemes_and_pictures_by_mouse_and_by_key(desk: Studio, desktop: Desktop) -> None:
    """The edition is shown as wide, as dark and as bare as inboxes show it."""
    desktop.open(desk, STEM)
    expect(desktop.text()).to_contain_text("Two votes and a coin")
    frame = desktop.page.locator(".pane").first.locator("iframe:not(.waiting)")
    for name, key, width in (("phone", "p", 375), ("tablet", "t", 600), ("desktop", "d", 700)):
        for act in (desktop.id(f"width-{name}").click, lambda key=key: desktop.press(key)):
            desktop.press("+")
            act()
            expect(frame).to_have_css("width", f"{width}px")
            expect(desktop.id("width")).to_have_value(str(width))
            expect(desktop.id(f"width-{name}")).to_have_attribute("aria-pressed", "true")
    light = desktop.background()
    desktop.press("s")
    dark = desktop.background()
    desktop.press("s")
    inverted = desktop.background()
    assert len({light, dark, inverted}) == 3
    desktop.id("scheme-light").click()
    assert desktop.background() == light
    desktop.id("scheme-dark").click()
    assert desktop.background() == dark
    desktop.id("scheme-inverted").click()
    assert desktop.background() == inverted
    desktop.id("scheme-light").click()
    picture = desktop.frame().locator("img").first
    own = picture.get_attribute("src")
    desktop.press("i")
    expect(picture).to_have_attribute("src", "data:,")
    desktop.id("pictures").click()
    expect(picture).to_have_attribute("src", own or "")
    assert desktop.failures == []


def test_the_edition_is_dragged_to_any_width(desk: Studio, desktop: Desktop) -> None:
    """With the mouse, with the keys of a slider, and with a number."""
    desktop.open(desk, STEM)
    expect(desktop.text()).to_contain_text("Two votes and a coin")
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
    handle.press("ArrowLeft")
    expect(handle).to_have_attribute("aria-valuenow", "490")
    handle.press("Home")
    expect(desktop.id("width")).to_have_value("280")
    desktop.id("width").fill("444")
    desktop.id("width").press("Enter")
    expect(handle).to_have_attribute("aria-valuetext", "444 pixels")
    desktop.id("width").fill("9999")
    desktop.id("width").press("Enter")
    expect(desktop.id("width")).to_have_value("1200")


def test_two_panes_stand_side_by_side(desk: Studio, desktop: Desktop) -> None:
    """Each has its own width, scheme and client; the toolbar is for the one that was chosen last."""
    desktop.open(desk, STEM)
    desktop.press("b")
    expect(desktop.text(1)).to_contain_text("Two votes and a coin")
    assert desktop.background(0) != desktop.background(1)
    desktop.press("o", "t")
    expect(desktop.page.locator(".pane-head").nth(1)).to_contain_text("600 px")
    expect(desktop.page.locator(".pane-head").nth(0)).to_contain_text("700 px")
    desktop.id("beside").click()
    expect(desktop.page.locator(".pane").nth(1)).to_be_hidden()


def _wait_for_scroll(desktop: Desktop, pane: int, share: float) -> None:
    until(lambda: abs(desktop.scrolled(pane) - share) < 0.01)


def test_two_panes_scroll_together(desk: Studio, desktop: Desktop) -> None:
    """Each is as far through its edition as the other, whichever is scrolled, from the first moment."""
    desktop.open(desk, STEM)
    expect(desktop.text()).to_contain_text("Two votes and a coin")
    desktop.scroll(0, 0.5)
    desktop.press("b")
    expect(desktop.text(1)).to_contain_text("Two votes and a coin")
    assert desktop.scrolled(0) > 0
    _wait_for_scroll(desktop, 1, desktop.scrolled(0))
    for pane, share in ((0, 1.0), (1, 0.25), (0, 0.75)):
        desktop.page.wait_for_timeout(200)  # the hand goes from one pane to the other
        desktop.scroll(pane, share)
        _wait_for_scroll(desktop, 1 - pane, share)
        assert desktop.scrolled(pane) == pytest.approx(share, abs=0.01)


def test_places_are_copied(desk: Studio, desktop: Desktop) -> None:
    """Of the chosen check, by its key."""
    desktop.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desktop.open(desk, "2026-11-21")
    expect(desktop.text()).to_contain_text("Power at one price")
    desktop.press("n", "y")
    expect(desktop.id("toasts")).to_contain_text("Place copied")
    check = desktop.page.locator(".check.open .place")
    assert desktop.clipboard() == check.text_content()


def test_the_editor_opens_at_a_place(desk: Studio, desktop: Desktop) -> None:
    """The key opens the issue in the editor that was chosen."""
    opened: list[str] = []
    desktop.page.on(
        "request", lambda request: opened.append(request.url) if request.url.startswith("vscode:") else None
    )
    desktop.open(desk, "2026-11-21")
    expect(desktop.text()).to_contain_text("Power at one price")
    desktop.press("e")
    until(lambda: desktop.page.title() and opened == [f"vscode://file{desk.file('2026-11-21')}:1:1"])
    assert desktop.failures == []


def test_the_checks_are_hidden_and_shown(desk: Studio, desktop: Desktop) -> None:
    """By key and by mouse, where there is room for them and where they come in from the side."""
    desktop.open(desk, STEM)
    for size in (LAPTOP, PHONE):
        desktop.page.set_viewport_size({"width": size[0], "height": size[1]})
        panel = desktop.id("panel")
        if size is LAPTOP:
            expect(panel).to_be_visible()
            desktop.press("x")
        expect(panel).to_be_hidden()
        desktop.press("x")
        expect(panel).to_be_visible()
        desktop.press("x")
        expect(panel).to_be_hidden()
        desktop.id("toggle-panel" if size is LAPTOP else "open-checks").click()
        expect(panel).to_be_visible()


def test_tabs_show_text_source_and_mjml(desk: Studio, desktop: Desktop) -> None:
    """By mouse, by number, and by the arrow keys of a tab list."""
    desktop.open(desk, STEM)
    desktop.id("tab-text").click()
    expect(desktop.id("panel-text")).to_contain_text("Power at one price")
    desktop.press("3")
    expect(desktop.id("panel-source")).to_contain_text("<!doctype html>")
    expect(desktop.id("panel-source").locator(".tag").first).to_be_visible()
    size = len(httpx.get(f"{desk.address}/edition/{STEM}/edition.html").content)
    expect(desktop.id("panel-source")).to_contain_text(f"{size:,} bytes")
    desktop.id("tab-source").focus()
    desktop.id("tab-source").press("ArrowRight")
    expect(desktop.id("panel-mjml")).to_contain_text("<mj-body")
    shown = desktop.id("panel-source").locator("code").all_text_contents()
    assert "\n".join(shown) == httpx.get(f"{desk.address}/edition/{STEM}/edition.html").text
    assert desktop.failures == []


def test_the_inbox_cuts_where_clients_cut(desk: Studio, desktop: Desktop) -> None:
    """Three clients' rows, with what each leaves of subject and preheader."""
    desktop.open(desk, STEM)
    desktop.press("5")
    panel = desktop.id("panel-inbox")
    expect(panel.locator(".ours")).to_have_count(3)
    expect(panel).to_contain_text("Subject 36 characters")
    desk.write(DAILY.replace("subject: Is the", "subject: " + "Word after word " * 8 + "is the"))
    expect(panel.locator(".cut").first).to_contain_text("The subject is cut after")
    desk.write(DAILY)
    expect(panel.locator(".cut").nth(1)).to_contain_text("The whole subject shows")
    panel.get_by_role("button", name="Dark").click()
    expect(panel.locator(".inbox.dark")).to_have_count(3)


def test_an_edition_is_shown_as_a_client_gets_it(desk: Studio, desktop: Desktop) -> None:
    """What the client does not support is gone, and the pane says that this is a simulation."""
    desktop.open(desk, STEM)
    desktop.press("c")
    desktop.page.keyboard.type("outlook for win")
    desktop.page.keyboard.press("Enter")
    expect(desktop.page.locator(".badge")).to_have_text("Simulation: Outlook for Windows")
    expect(desktop.frame().locator("td[width='640px']").first).to_be_attached()
    desktop.id("client").click()
    desktop.page.get_by_role("option", name="As built").click()
    expect(desktop.page.locator(".badge")).to_have_count(0)
    expect(desktop.frame().locator("td[width='640px']")).to_have_count(0)


def test_a_check_shows_its_block_and_its_place(desk: Studio, desktop: Desktop) -> None:
    """Choosing one scrolls to the block, outlines it, and says where to mend it."""
    desktop.open(desk, "2026-11-21")
    check = desktop.page.locator(".check", has_text="has a word twice").first
    check.locator("button").first.click()
    expect(check.locator("a.place")).to_have_attribute(
        "href", f"vscode://file{desk.file('2026-11-21')}:14:17"
    )
    expect(check.locator("mark")).to_have_text("an an")
    expect(desktop.frame().locator("[data-digest=selected]")).to_be_attached()
    expect(desktop.id("inspector")).to_contain_text("Lead")
    desktop.press("Escape")
    expect(desktop.id("inspector")).to_be_hidden()
    desktop.press("n")
    expect(desktop.page.locator(".check.open")).to_have_count(1)
    desktop.id("filter-warning").click()
    expect(desktop.page.locator(".check.warning")).to_have_count(0)
    desktop.id("filter-warning").click()


def test_a_block_shows_where_it_comes_from(desk: Studio, desktop: Desktop) -> None:
    """Choosing a block in the edition leads to its lines of YAML; each block is found."""
    desktop.open(desk, STEM)
    lines = DAILY.splitlines()
    places = {
        "Is the alliance's door finally open?": "lead",
        "Power at one price": "sponsor",
        "Two votes and a coin": "headline: Two votes",
        "A shelf by the sea": "sponsor",
        "The speech in full": "headline: The speech",
        "See you tomorrow.": "text",
    }
    for words, begins in places.items():
        desktop.frame().get_by_text(words, exact=True).last.click()
        place = desktop.id("inspector").locator(".place")
        expect(desktop.id("inspector")).to_contain_text(words)
        line = int((place.text_content() or "").split(":")[1])
        assert begins in lines[line - 1]
    desktop.press("[")
    expect(desktop.id("inspector")).to_contain_text("The speech in full")


def test_the_size_meter_says_what_weighs_most(desk: Studio, desktop: Desktop) -> None:
    """Towards Gmail's clip, with the blocks that a shorter edition would leave out."""
    desktop.open(desk, STEM)
    size = len(httpx.get(f"{desk.address}/edition/{STEM}/edition.html").content)
    expect(desktop.page.get_by_role("meter")).to_have_attribute("aria-valuenow", str(size))
    desktop.id("size").get_by_role("button", name="Lead").click()
    expect(desktop.id("inspector")).to_contain_text("Lead")


def test_issues_are_listed_searched_and_chosen(desk: Studio, desktop: Desktop) -> None:
    """All of them, newest first, with date, number, subject and state."""
    desktop.open(desk, STEM)
    listed = desktop.page.get_by_role("option")
    expect(listed).to_have_count(3)
    expect(listed.nth(0)).to_contain_text("Nov 22")
    expect(listed.nth(0)).to_contain_text("No. 412")
    expect(listed.nth(2)).to_contain_text("1 error")
    desktop.press("j")
    expect(listed.nth(1)).to_have_attribute("aria-selected", "true")
    desktop.press("k", "/")
    desktop.page.keyboard.type("counts")
    expect(listed).to_have_count(1)
    desktop.page.keyboard.press("ArrowDown")
    expect(desktop.id("subject")).to_have_text("Who counts the counters?")
    desktop.page.keyboard.press("Escape")
    expect(listed).to_have_count(3)


def test_trouble_stands_over_the_last_good_edition(desk: Studio, desktop: Desktop) -> None:
    """A broken issue, template or newsletter.yaml shows why; mending it clears the page."""
    desktop.open(desk, STEM)
    expect(desktop.text()).to_contain_text("Two votes and a coin")
    settings, template = desk.root / "newsletter.yaml", desk.root / "templates" / "email" / "footer.mjml.j2"
    template.parent.mkdir(parents=True, exist_ok=True)
    good = settings.read_text("utf-8")
    faults = (
        (lambda: desk.write(DAILY.replace("headline: Two", "hedline: Two")), "Unknown key 'hedline'"),
        (
            lambda: settings.write_text(good.replace("name:", "nmae:", 1), "utf-8"),
            "nmae",
        ),
        (lambda: template.write_text("<mj-section>{{ colors.tnit }}</mj-section>", "utf-8"), "tnit"),
    )
    for make, words in faults:
        make()
        expect(desktop.id("trouble")).to_contain_text(words)
        expect(desktop.id("trouble").locator(".frame-line.hit").first).to_be_visible()
        expect(desktop.page.locator(".pane").first).to_have_class("pane stale")
        expect(desktop.text()).to_contain_text("Two votes and a coin")
        desk.write(DAILY)
        settings.write_text(good, "utf-8")
        template.unlink(missing_ok=True)
        expect(desktop.id("trouble")).to_be_hidden()
    assert desktop.failures == []


def test_a_file_that_goes_and_comes_back(desk: Studio, desktop: Desktop) -> None:
    """The page says that it is gone, offers another issue, and shows it again when it is back."""
    desktop.open(desk, STEM)
    expect(desktop.text()).to_contain_text("Two votes and a coin")
    desk.file().rename(desk.file("2026-11-23"))
    expect(desktop.id("trouble")).to_contain_text("The file of 2026-11-22 is gone")
    expect(desktop.page.get_by_role("option")).to_have_count(3)
    desk.file("2026-11-23").rename(desk.file())
    expect(desktop.id("trouble")).to_be_hidden()
    expect(desktop.text()).to_contain_text("Two votes and a coin")


def test_the_view_survives_a_reload(desk: Studio, desktop: Desktop) -> None:
    """Scroll position, tab, width and scheme are as they were."""
    desktop.open(desk, STEM)
    expect(desktop.text()).to_contain_text("Two votes and a coin")
    desktop.press("p", "s")
    desktop.page.locator(".scroller").first.evaluate("e => e.scrollTo(0, 400)")
    desktop.page.wait_for_timeout(600)
    desktop.page.reload()
    expect(desktop.text()).to_contain_text("Two votes and a coin")
    expect(desktop.id("width")).to_have_value("375")
    expect(desktop.id("scheme-dark")).to_have_attribute("aria-pressed", "true")
    expect(desktop.page.locator(".scroller").first).to_have_js_property("scrollTop", 400)
    desktop.press("2")
    desktop.page.wait_for_timeout(600)
    desktop.page.reload()
    expect(desktop.id("tab-text")).to_have_attribute("aria-selected", "true")
    desktop.press("1", "d")


def test_the_sheet_lists_every_key(desk: Studio, desktop: Desktop) -> None:
    """It opens with ?, and single keys can be turned off for those who dictate."""
    desktop.open(desk, STEM)
    desktop.press("?")
    expect(desktop.id("sheet")).to_be_visible()
    expect(desktop.id("sheet").locator("kbd")).to_have_count(29)
    desktop.id("single-keys").uncheck()
    desktop.page.keyboard.press("Escape")
    expect(desktop.id("sheet")).to_be_hidden()
    desktop.press("p")
    expect(desktop.id("width")).to_have_value("700")
    desktop.id("help").click()
    desktop.id("single-keys").check()
    desktop.id("sheet-close").click()
    desktop.press("p")
    expect(desktop.id("width")).to_have_value("375")
    desktop.press("d")
