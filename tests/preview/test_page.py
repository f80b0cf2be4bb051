"""The preview's page, driven in Chromium: what an editor does in a morning."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import expect

from digest import build_edition, load_issue, load_project
from tests.preview.page import Desktop
from tests.preview.studio import DAILY, STEM, Studio, studio

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """Give a preview of a newsroom's project; tests leave its files as they were."""
    with studio(tmp_path_factory.mktemp("page") / "letter") as running:
        yield running


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
