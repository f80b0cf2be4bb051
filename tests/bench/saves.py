"""The live preview: from a saved file to the new edition painted in Chromium."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from threading import Timer

from playwright.sync_api import Page, sync_playwright

from tests.bench.report import Bench, Row, duration
from tests.chromium import ARGUMENTS, find_chromium
from tests.preview.studio import Studio

ROOT = Path(__file__).parents[2]
DAILY = "2026-11-22"
SAVES = 100
MEDIAN_SECONDS, P95_SECONDS = 0.150, 0.300
# Resolves when the words stand in the shown document and the frame with them was painted.
PAINTED = """(words) => new Promise((resolve) => {
  const look = () => {
    const frame = document.querySelector(".pane iframe:not(.waiting)");
    if (frame?.contentDocument?.body?.textContent.includes(words))
      requestAnimationFrame(() => setTimeout(() => resolve(Date.now() / 1000), 0));
    else requestAnimationFrame(look);
  };
  look();
})"""


def saves(bench: Bench) -> Iterator[Row]:
    """Save the daily a hundred times, each time with other words, and see when they are painted."""
    chromium = find_chromium()
    if chromium is None:
        return
    root = bench.folder / "daily"
    for name in ("issues", "images"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "newsletter.yaml", root)
    with Studio(root, first=DAILY) as studio, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*ARGUMENTS])
        page = browser.new_page()
        page.goto(studio.address)
        page.evaluate(PAINTED, "Halvania")
        text = studio.file(DAILY).read_text("utf-8")
        took = [_took(page, studio.file(DAILY), text, f"Save {number} of many") for number in range(SAVES)]
        browser.close()
    p95 = quantiles(took, n=20)[-1]
    yield Row(
        f"the daily, saved to painted in Chromium: median of {SAVES}",
        duration(median(took)),
        goal=f"under {MEDIAN_SECONDS * 1000:.0f} ms",
        met=median(took) < MEDIAN_SECONDS,
    )
    yield Row(
        f"the daily, saved to painted in Chromium: 95th percentile of {SAVES}",
        duration(p95),
        goal=f"under {P95_SECONDS * 1000:.0f} ms",
        met=p95 < P95_SECONDS,
    )


def _took(page: Page, path: Path, text: str, words: str) -> float:
    saved: list[float] = []

    def save() -> None:
        saved.append(time.time())
        path.write_text(text.replace("What is an invitation worth", words), "utf-8")

    Timer(0.05, save).start()  # Playwright waits meanwhile
    painted: float = page.evaluate(PAINTED, words)
    return painted - saved[0]
