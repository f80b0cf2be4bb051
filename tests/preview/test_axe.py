"""axe-core finds nothing to object to, on any view, light and dark, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.preview.page import LAPTOP, PHONE, Desktop, new_context
from tests.preview.studio import STEM, Studio, studio

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[1] / "peers" / "node_modules" / "axe-core" / "axe.min.js"
RUN = """async () => {
  const found = await axe.run(document, { iframes: false, resultTypes: ["violations"] });
  return found.violations.map((each) =>
    `${each.id}: ${each.nodes.map((node) => node.target.join(" ") + " " + node.failureSummary).join("; ")}`);
}"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """Give a preview of a newsroom's project."""
    with studio(tmp_path_factory.mktemp("axe") / "letter") as running:
        yield running


def _check(desktop: Desktop) -> None:
    desktop.press("n")


def _block(desktop: Desktop) -> None:
    desktop.press("Escape", "]")
    expect(desktop.id("inspector")).to_be_visible()


def _clients(desktop: Desktop) -> None:
    desktop.press("Escape", "c")
    expect(desktop.id("clients")).to_be_visible()


def _sheet(desktop: Desktop) -> None:
    desktop.page.keyboard.press("Escape")
    desktop.press("?")
    expect(desktop.id("sheet")).to_be_visible()


def _beside(desktop: Desktop) -> None:
    desktop.page.keyboard.press("Escape")
    desktop.press("b")
    expect(desktop.page.locator(".pane").nth(1)).to_be_visible()


def _checks_drawer(desktop: Desktop) -> None:
    desktop.press("b")
    if desktop.id("open-checks").is_visible():
        desktop.id("open-checks").click()


def _issues_drawer(desktop: Desktop) -> None:
    desktop.press("Escape")
    if desktop.id("open-issues").is_visible():
        desktop.id("open-issues").click()


def _broken(desktop: Desktop) -> None:
    desktop.press("Escape", "j")
    expect(desktop.id("trouble")).to_be_visible()


def _handover(desktop: Desktop) -> None:
    desktop.press("k", "6")
    expect(desktop.id("panel-handover")).to_contain_text("Copy and paste")


def _tab(key: str, words: str) -> Callable[[Desktop], None]:
    def show(desktop: Desktop) -> None:
        desktop.press(key)
        expect(desktop.page.locator("[role=tabpanel]:not([hidden])")).to_contain_text(words)

    return show


# One after another: each begins where the one before ended.
VIEWS: dict[str, Callable[[Desktop], None]] = {
    "a check": _check,
    "a block": _block,
    "clients": _clients,
    "sheet": _sheet,
    "side by side": _beside,
    "checks": _checks_drawer,
    "issues": _issues_drawer,
    "broken": _broken,
    "hand over": _handover,
    "text": _tab("2", "Power at one price"),
    "source": _tab("3", "doctype"),
    "mjml": _tab("4", "mj-body"),
    "inbox": _tab("5", "Gmail on the web"),
}


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not there: 'make peers' needs npm")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["1280", "390"])
def test_axe_has_no_objection(browser: Browser, desk: Studio, size: tuple[int, int], scheme: str) -> None:
    """Names, roles, contrast, keyboard: what a machine can see of accessibility."""
    context = new_context(browser, size, scheme)
    desktop = Desktop(context.new_page())
    desktop.open(desk, "2026-11-21")
    desktop.page.evaluate(AXE.read_text("utf-8"))
    found = {}
    for name, show in VIEWS.items():
        show(desktop)
        objections = desktop.page.evaluate(RUN)
        if objections:
            found[name] = objections
    context.close()
    assert found == {}
    assert desktop.failures == []
    assert STEM in desk.preview.desk.entries
