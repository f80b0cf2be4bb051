"""Take the pictures of the daily that the README shows, with this machine's Chromium and fonts.

Run it from the project's folder: ``python tools/screenshots.py``. It writes docs/screenshots/.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from digest import build_edition, load_issue, load_project

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.chromium import ARGUMENTS, find_chromium  # noqa: E402  of the checkout, not of the package

ISSUE = ROOT / "issues" / "2026-11-22.yaml"
SCREENSHOTS = ROOT / "docs" / "screenshots"
Scheme = Literal["light", "dark"]
WIDTHS = (700, 375)
# Each scheme shows another part of the edition: where its picture begins, and how far above.
PARTS: Mapping[Scheme, tuple[str, int]] = {"light": ("body", 0), "dark": (".tint", 24)}
HEIGHT = 1300
# A palette is enough for drawn pictures and type, and a third of the weight.
PALETTE = 192


def write_edition(folder: Path) -> Path:
    """Build the daily into ``folder`` with its pictures, as the preview shows it; return the HTML file."""
    project = load_project(ROOT)
    edition = build_edition(load_issue(ISSUE, project), project, esp="preview")
    for picture in edition.pictures:
        target = folder / picture.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(picture.path.read_bytes())
    page = folder / "edition.html"
    page.write_text(edition.html, "utf-8")
    return page


def shoot(browser: Browser, page: Path, width: int, scheme: Scheme) -> Path:
    """Write one picture of a part of the page and return its file."""
    selector, above = PARTS[scheme]
    window = browser.new_page(viewport={"width": width, "height": HEIGHT}, color_scheme=scheme)
    window.goto(page.as_uri())
    begin = window.evaluate("s => document.querySelector(s).getBoundingClientRect().top", selector)
    window.evaluate("top => window.scrollTo(0, top)", begin - above)
    shot = Image.open(io.BytesIO(window.screenshot())).convert("RGB")
    window.close()
    target = SCREENSHOTS / f"daily-{width}-{scheme}.png"
    shot.quantize(PALETTE, dither=Image.Dither.NONE).save(target, optimize=True)
    return target


def main() -> None:
    """Take all pictures."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = write_edition(Path(folder))
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*ARGUMENTS])
        for width, scheme in product(WIDTHS, PARTS):
            target = shoot(browser, page, width, scheme)
            sys.stdout.write(f"{target.relative_to(ROOT)}  {target.stat().st_size:,} bytes\n")
        browser.close()


if __name__ == "__main__":
    main()
