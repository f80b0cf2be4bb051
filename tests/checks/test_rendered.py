"""The cascade of the checks against a real browser."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from digest.checks.cascade import applies
from digest.checks.matching import split_selectors, steps_of
from digest.checks.rendered import Rendered
from digest.edition import build_edition
from digest.project import load_issue, load_project
from tests.chromium import browser

__all__ = ["browser"]

ROOT = Path(__file__).parents[2]
PLAIN = Path(__file__).parent / "cascade.html"

# What Chromium computes for each run of text: its colour, the ground behind it, its size.
MEASURE = """() => {
  const seen = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const parse = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const over = (ink, paper) => {
    const alpha = ink[3] ?? 1;
    return ink.slice(0, 3).map((channel, i) => alpha * channel + (1 - alpha) * paper[i]);
  };
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const asks = document.querySelector('meta[name="color-scheme"]')?.content.includes("dark");
  while (walk.nextNode()) {
    const words = walk.currentNode.data.split(/[ \\t\\n\\f\\r\\v\\u00a0]+/).filter(Boolean).join(" ");
    const element = walk.currentNode.parentElement;
    if (!words || !element.checkVisibility({ visibilityProperty: true })) continue;
    const grounds = [];
    for (let at = element; at; at = at.parentElement)
      grounds.push(parse(getComputedStyle(at).backgroundColor));
    let ground = dark && asks ? [18, 18, 18] : [255, 255, 255];
    for (const each of grounds.reverse()) ground = over(each, ground);
    const style = getComputedStyle(element);
    seen.push([words, over(parse(style.color), ground), ground, parseFloat(style.fontSize)]);
  }
  return seen;
}"""


Row = tuple[str, list[int], list[int], float]


def measured(browser: Browser, html: str, scheme: Literal["light", "dark"]) -> list[Row]:
    """Return text, colour, ground and size of each run as Chromium computes them."""
    page = browser.new_page(viewport={"width": 700, "height": 900}, color_scheme=scheme)
    page.set_content(html, wait_until="domcontentloaded")
    found: list[tuple[str, list[float], list[float], float]] = page.evaluate(MEASURE)
    page.close()
    return [(words, _bytes(ink), _bytes(ground), round(size, 1)) for words, ink, ground, size in found]


def computed(html: str, scheme: Literal["light", "dark"]) -> list[Row]:
    """Return the same by our own cascade."""
    rows = []
    for run in Rendered(html).runs:
        look = run.light if scheme == "light" else run.dark
        if not run.is_picture and not look.hidden:
            ink, ground = _bytes([255 * c for c in look.color]), _bytes([255 * c for c in look.background])
            rows.append((run.text, ink, ground, round(look.size, 1)))
    return rows


def _bytes(channels: Sequence[float]) -> list[int]:
    return [round(channel) for channel in channels]


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["2026-11-22", "2026-11-20-weekly", "cascade"])
def test_the_cascade_agrees_with_chromium(
    browser: Browser, name: str, scheme: Literal["light", "dark"]
) -> None:
    """Contrast and size are judged by these figures: each run of text, as the browser has it."""
    if name == "cascade":
        html = PLAIN.read_text(encoding="utf-8")
    else:
        project = load_project(ROOT)
        html = build_edition(load_issue(ROOT / "issues" / f"{name}.yaml", project), project).html
    ours, theirs = computed(html, scheme), measured(browser, html, scheme)
    assert len(ours) > 20
    assert ours == theirs


def test_media_queries() -> None:
    """Only what holds on a computer's screen is applied."""
    assert applies("", dark=False)
    assert applies("screen and (min-width:480px)", dark=False)
    assert not applies("(max-width:479px)", dark=True)
    assert applies("(max-width:479px), (prefers-color-scheme: dark)", dark=True)
    assert not applies("print", dark=False)
    assert not applies("(hover: hover)", dark=False)


def test_selectors() -> None:
    """A comma in brackets separates nothing; what cannot match in a message has no steps."""
    assert split_selectors("a, b:not(.c, .d)") == ["a", "b:not(.c, .d)"]
    assert steps_of("a:hover") == ()
    assert steps_of("a[href^='x']") == ()
    assert steps_of("a{") == ()
    assert [step.tag for step in steps_of("a > b + i u")] == ["u", "i", "b", "a"]


def test_nothing_to_read() -> None:
    """A theme that writes nothing is no crash."""
    assert Rendered("").runs == ()
    assert Rendered("<!-- -->").elements == ()


def test_deep_markup() -> None:
    """Markup that is nested a hundred thousand deep is no recursion error."""
    assert isinstance(Rendered("<b>x" * 100_000).runs, tuple)
