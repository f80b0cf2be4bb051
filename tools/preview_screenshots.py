"""Take the pictures of the live preview that the README shows, with this machine's Chromium and fonts.

Run it from the project's folder: ``python tools/preview_screenshots.py``. It writes the preview's into
docs/screenshots. The tests leave a picture of every other view in build/screenshots.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import expect, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.chromium import ARGUMENTS, find_chromium  # noqa: E402  of the checkout, not of the package
from tests.preview.page import LAPTOP, Desktop, new_context  # noqa: E402
from tests.preview.studio import Studio, until  # noqa: E402

SCREENSHOTS = ROOT / "docs" / "screenshots"
DAILY, FAULTY, BROKEN = "2026-11-22", "2026-11-21", "2026-11-19"
# What stands in the daily, and what an editor in a hurry would write.
HURRY = {
    "date: 2026-11-22": "date: 2026-11-21",
    "number: 412": "number: 411",
    "subject: Is the alliance's door finally open?": "subject: The map of the quiet harbours",
    "has waited eleven years": "has waited waited eleven years",
    "[opened its arms depots to foreign inspectors]": "[click here]",
    "        credit: Rin Sato / Farlight Agency\n": "",
}


def make_project(root: Path) -> None:
    """Copy the sample newsletter, and add an issue with findings and one that cannot be read."""
    for name in ("issues", "images"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "newsletter.yaml", root)
    daily = (root / "issues" / f"{DAILY}.yaml").read_text("utf-8")
    hurried = daily
    for old, new in HURRY.items():
        if old not in hurried:
            sys.exit(f"the daily has no '{old}' any more")
        hurried = hurried.replace(old, new, 1)
    (root / "issues" / f"{FAULTY}.yaml").write_text(hurried, "utf-8")
    broken = daily.replace("2026-11-22", BROKEN, 1).replace("preheader:", "prehader:", 1)
    (root / "issues" / f"{BROKEN}.yaml").write_text(broken, "utf-8")


def keep(desktop: Desktop, name: str) -> None:
    """Write what the page shows into docs/screenshots."""
    target = SCREENSHOTS / f"{name}.png"
    desktop.page.mouse.move(0, 0)
    Image.open(io.BytesIO(desktop.page.screenshot())).convert("RGB").save(target, optimize=True)
    sys.stdout.write(f"{target.relative_to(ROOT)}  {target.stat().st_size:,} bytes\n")


def main() -> None:
    """Take both pictures."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder) / "newsletter"
        root.mkdir()
        make_project(root)
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*ARGUMENTS])
        with Studio(root) as studio:
            until(lambda: all(entry["state"] for entry in studio.get("/api/issues")))
            desktop = Desktop(new_context(browser, LAPTOP).new_page())
            desktop.open(studio, FAULTY)
            expect(desktop.text()).to_contain_text("Halvania")
            desktop.page.locator(".check-head", has_text="click here").click()
            expect(desktop.frame().locator("[data-digest=words]")).to_be_in_viewport()
            keep(desktop, "preview-checks")
            desktop = Desktop(new_context(browser, LAPTOP, "dark").new_page())
            desktop.open(studio, DAILY)
            desktop.press("b")
            expect(desktop.text(1)).to_contain_text("Halvania")
            keep(desktop, "preview-dark")
        browser.close()


if __name__ == "__main__":
    main()
