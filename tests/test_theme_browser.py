"""The default theme as a reader sees it: measured in Chromium, on phones and screens, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.editions import DAILY, NAMES, write

pytestmark = pytest.mark.browser

WIDTHS = (320, 375, 414, 600, 800, 1200)
MEASURES = (Path(__file__).parent / "data" / "measures.js").read_text("utf-8")


@dataclass(frozen=True)
class Opened:
    """An edition that is open in both colour schemes, and with its pictures blocked."""

    name: str
    light: Page
    dark: Page
    blocked: Page


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of every edition with its pictures."""
    made = tmp_path_factory.mktemp("editions")
    for name in NAMES:
        write(name, made)
    return made


@pytest.fixture(scope="module")
def windows(browser: Browser) -> Iterator[tuple[Page, Page, Page]]:
    """Give three windows: light, dark, and one where pictures are blocked."""
    with (
        browser.new_context(color_scheme="light") as light,
        browser.new_context(color_scheme="dark") as dark,
        browser.new_context() as blocked,
    ):
        for context in (light, dark, blocked):
            context.add_init_script(MEASURES)
        blocked.route("**/*.{jpg,png,gif,webp}", lambda route: route.abort())
        yield light.new_page(), dark.new_page(), blocked.new_page()


@pytest.fixture(scope="module", params=NAMES)
def opened(request: pytest.FixtureRequest, windows: tuple[Page, Page, Page], folder: Path) -> Opened:
    """Give every edition in turn, opened once for all tests."""
    for page in windows:
        show(page, folder, request.param)
    return Opened(request.param, *windows)


def show(page: Page, folder: Path, name: str, width: int = 375) -> Page:
    """Open an edition at that width."""
    resize(page, width)
    page.goto((folder / f"{name}.html").as_uri())
    return page


def resize(page: Page, width: int) -> None:
    """Give a window that many pixels."""
    page.set_viewport_size({"width": width, "height": 900})


def test_is_in_standards_mode_and_never_scrolls_sideways(opened: Opened) -> None:
    """Protects the layout at every width, with words and addresses of 300 letters and right-to-left too."""
    page = opened.light
    assert page.evaluate("document.compatMode") == "CSS1Compat"
    found = {}
    for width in WIDTHS:
        resize(page, width)
        found[width] = page.evaluate("[document.documentElement.scrollWidth, measures.outside()]")
    assert found == {width: [width, []] for width in WIDTHS}


@pytest.mark.parametrize("width", [320, 700])
def test_text_is_large_enough(opened: Opened, width: int) -> None:
    """Protects readers on phones: prose of 16 pixels or more, nothing under 12."""
    resize(opened.light, width)
    assert opened.light.evaluate("measures.smallText(12)") == []
    assert opened.light.evaluate("measures.smallText(16, '.prose *, .prose')") == []


def test_buttons_are_large_enough(opened: Opened) -> None:
    """Protects thumbs: a button is at least 44 pixels high."""
    assert all(height >= 44 for height in opened.light.evaluate("measures.buttons()"))


def test_text_contrasts(opened: Opened) -> None:
    """Protects readability: 4.5 to 1 on the ground that each text stands on, light and dark."""
    assert opened.light.evaluate("measures.faint(4.5)") == []
    assert opened.dark.evaluate("measures.faint(4.5)") == []


def test_the_dark_goes_on_below(opened: Opened) -> None:
    """Protects a short edition in a tall window: no light page shows under it."""
    for page in (opened.light, opened.dark):
        grounds = "['body', '.page'].map(s => getComputedStyle(document.querySelector(s)).backgroundColor)"
        body, edition = page.evaluate(grounds)
        assert body == edition


def test_outlook_com_looks_like_dark_mode(opened: Opened) -> None:
    """Protects Outlook.com, which knows no media query for dark: its rules give the same colours."""
    for page in (opened.light, opened.dark):
        resize(page, 700)
    expected = opened.dark.evaluate("measures.colours()")
    assert opened.light.evaluate("measures.colours()") != expected
    assert opened.light.evaluate("measures.asOutlookCom(measures.colours)") == expected


def test_blocked_pictures_leave_their_words(opened: Opened) -> None:
    """Protects readers whose client blocks pictures: the alternative text fits, and can be read."""
    assert opened.blocked.evaluate("document.documentElement.scrollWidth") == 375
    assert opened.blocked.evaluate("measures.smallText(12, 'img')") == []


def box(page: Page, selector: str) -> dict[str, Any]:
    """Return where the first element that ``selector`` finds stands."""
    found: dict[str, Any] = page.evaluate(
        "s => document.querySelector(s).getBoundingClientRect().toJSON()", selector
    )
    return found


@pytest.mark.parametrize("name", [DAILY, "arabic"])
def test_a_teaser_has_its_picture_beside_the_text(
    name: str, windows: tuple[Page, Page, Page], folder: Path
) -> None:
    """Protects the teasers: picture at the line's end on screens, a thumbnail on phones, mirrored too."""
    page = show(windows[0], folder, name)
    for width, most in ((700, 180), (375, 110)):
        resize(page, width)
        picture, headline = box(page, ".th img"), box(page, ".tx h3 a")
        assert 80 < picture["width"] <= most
        assert abs(picture["top"] - headline["top"]) < 60
        if name == "arabic":
            assert picture["right"] < headline["left"]
        else:
            assert headline["right"] < picture["left"]


def test_right_to_left_mirrors_everything(windows: tuple[Page, Page, Page], folder: Path) -> None:
    """Protects Arabic readers: lines, lists, quotes and buttons begin at the right."""
    page = show(windows[0], folder, "arabic", 700)
    paper = box(page, ".paper")

    def margins(selector: str) -> tuple[float, float]:
        found = box(page, selector)
        return found["left"] - paper["left"], paper["right"] - found["right"]

    for selector in ("h1 a", ".btn a"):
        left, right = margins(selector)
        assert right < left, selector
    left, right = margins(".prose li")
    assert right - left == 26
    assert page.evaluate("getComputedStyle(document.querySelector('blockquote')).borderRightWidth") == "3px"


def test_the_logo_follows_the_scheme(windows: tuple[Page, Page, Page], folder: Path) -> None:
    """Protects the masthead: one logo shows at a time, the one that was drawn for the ground."""
    logos = "[...document.images].filter(i => i.alt == 'Meridian Daily' && i.checkVisibility())"
    drawn_for_dark = logos + ".map(i => i.src.includes('dark'))"
    light, dark, _ = windows
    assert show(light, folder, DAILY, 700).evaluate(drawn_for_dark) == [False]
    assert show(dark, folder, DAILY, 700).evaluate(drawn_for_dark) == [True]


def test_a_logo_for_light_ground_alone_keeps_some(windows: tuple[Page, Page, Page], folder: Path) -> None:
    """Protects a newsletter with one logo, drawn for paper: in the dark it stands on a plate of it."""
    ground = "getComputedStyle(document.querySelector('.plate')).backgroundColor"
    light, dark, _ = windows
    assert show(light, folder, "every-field", 700).evaluate(ground) == "rgba(0, 0, 0, 0)"
    assert show(dark, folder, "every-field", 700).evaluate(ground) == "rgb(255, 255, 255)"


def test_nothing_is_fetched_but_pictures(browser: Browser, folder: Path) -> None:
    """Protects readers' privacy: opening an edition asks for its own pictures, and for nothing else."""
    asked: list[str] = []
    with browser.new_context() as context:
        context.on("request", lambda request: asked.append(request.url))
        show(context.new_page(), folder, DAILY)
    own = folder.as_uri()
    assert asked
    assert all(url.startswith(own) and url.endswith((".html", ".jpg", ".png")) for url in asked)
