"""Pictures of an edition, taken in a real Chromium: for those who approve it, and for those who file it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from digest.diagnostics import DigestError
from digest.edition import Edition
from digest.output import write_edition

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserType

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
# As the widths of a mail program's window and of a phone; the height is the whole edition's.
WIDTHS = (700, 375)
_HEIGHT = 900
_HINT = (
    "install Chromium or Google Chrome, or run 'playwright install chromium', "
    "or name one with the environment variable DIGEST_CHROMIUM"
)


class ShootError(DigestError):
    """Pictures cannot be taken."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One way to look at an edition."""

    name: str
    width: int
    dark: bool = False
    pictures: bool = True
    page: str = "edition.html"


SHOTS = (
    *(
        Shot(f"{width}-{'dark' if dark else 'light'}", width, dark=dark)
        for width in WIDTHS
        for dark in (False, True)
    ),
    *(Shot(f"{width}-pictures-off", width, pictures=False) for width in WIDTHS),
    Shot("text", WIDTHS[0], page="text.html"),
)


def shoot(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the PNG of each picture of ``edition``.

    Raises:
        ShootError: Playwright or a Chromium is missing, or the Chromium fails.
        OutputError: the edition cannot be written where the browser reads it.
    """
    try:
        from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415  an extra, and slow to import
    except ModuleNotFoundError as error:
        hint = "run pip install 'newsletter-digest[shoot]'"
        raise ShootError.single("missing-extra", "taking pictures needs Playwright", hint=hint) from error
    with TemporaryDirectory(prefix="digest-shoot-") as name:
        folder = Path(name)
        write_edition(edition, folder)
        (folder / "text.html").write_text(_text_page(edition), "utf-8")
        try:
            with sync_playwright() as playwright:
                browser = _launched(playwright.chromium)
                for shot in SHOTS:
                    yield f"{edition.stem}-{shot.name}.png", _taken(browser, folder, shot)
                browser.close()
        except Error as error:
            raise ShootError.single(
                "chromium-failed", f"Chromium failed: {error.message}", hint=_HINT
            ) from error


def find_chromium(own: str = "") -> str:
    """Return the Chromium to use: the one that DIGEST_CHROMIUM names, the system's, or Playwright's ``own``.

    Raises:
        ShootError: there is none.
    """
    chosen = os.environ.get("DIGEST_CHROMIUM")
    if chosen and not shutil.which(chosen):
        message = f"DIGEST_CHROMIUM names '{chosen}', which is no program"
        raise ShootError.single("no-chromium", message, hint=_HINT)
    places = (chosen, *map(shutil.which, NAMES), *PLACES, own)
    found = next((place for place in places if place and shutil.which(place)), None)
    if found is None:
        raise ShootError.single("no-chromium", "there is no Chromium to take pictures with", hint=_HINT)
    return found


def _launched(chromium: BrowserType) -> Browser:
    return chromium.launch(
        executable_path=find_chromium(chromium.executable_path),
        # Chromium refuses its sandbox to root, which is who runs in a container.
        chromium_sandbox=getattr(os, "geteuid", lambda: 1)() != 0,
        args=["--disable-gpu", "--hide-scrollbars", "--font-render-hinting=none"],
    )


def _taken(browser: Browser, folder: Path, shot: Shot) -> bytes:
    context = browser.new_context(
        viewport={"width": shot.width, "height": _HEIGHT},
        color_scheme="dark" if shot.dark else "light",
        java_script_enabled=False,
    )
    try:
        if not shot.pictures:
            context.route(
                "**/*",
                lambda route: route.abort() if route.request.resource_type == "image" else route.continue_(),
            )
        page = context.new_page()
        page.goto((folder / shot.page).as_uri())
        return page.screenshot(full_page=True)
    finally:
        context.close()


def _text_page(edition: Edition) -> str:
    """Return the text edition as a monospaced reader shows it."""
    return (
        f'<!doctype html><html lang="{edition.lang}"><meta charset="utf-8"><title>text</title>'
        '<body style="margin: 24px; background: #fff; color: #111"><pre dir="auto" style="margin: 0; '
        f'font: 13px/1.5 monospace; white-space: pre-wrap">{escape(edition.text)}</pre></body></html>'
    )
