"""axe-core objects to nothing, on any view, light and dark, wide and narrow; each one is photographed too."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.preview.page import LAPTOP, PHONE, Desktop, new_context
from tests.preview.studio import Studio
from tests.preview.views import VIEWS

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
AXE = ROOT / "tests" / "peers" / "node_modules" / "axe-core" / "axe.min.js"
# To be looked at after a change of the page: build/screenshots/1280-dark/side-by-side.png and so on.
SCREENSHOTS = ROOT / "build" / "screenshots"
RUN = """async () => {
  const found = await axe.run(document, { iframes: false, resultTypes: ["violations"] });
  return found.violations.map((each) =>
    `${each.id}: ${each.nodes.map((node) => node.target.join(" ") + " " + node.failureSummary).join("; ")}`);
}"""


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not there: 'make peers' needs npm")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["1280", "390"])
def test_axe_has_no_objection(
    browser: Browser, desk: Studio, size: tuple[int, int], scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names, roles, contrast, keyboard: what a machine can see of accessibility."""
    monkeypatch.setenv("DIGEST_SMTP", "smtp://127.0.0.1:2525")
    monkeypatch.setenv("DIGEST_MAILCHIMP_KEY", "us6")
    context = new_context(browser, size, scheme)
    desktop = Desktop(context.new_page())
    desktop.prefer(desk, esp="mailchimp")
    desktop.open(desk, "2026-11-21")
    desktop.page.evaluate(AXE.read_text("utf-8"))
    found = {}
    for name, show in VIEWS.items():
        show(desktop)
        desktop.page.screenshot(path=SCREENSHOTS / f"{size[0]}-{scheme}" / f"{name}.png")
        objections = desktop.page.evaluate(RUN)
        if objections:
            found[name] = objections
    context.close()
    assert found == {}
    assert desktop.failures == []
