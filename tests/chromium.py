"""A real Chromium, for what only a browser can measure. Run as a program, says which one the tests use."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Without a sandbox, because tests run as root in containers; without networking, because pages are our own.
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


def find_chromium() -> Path | None:
    """Return the system's Chromium, else Playwright's own, if there is one that runs."""
    for path in filter(None, map(shutil.which, NAMES)):
        # Ubuntu's chromium-browser is a stub that asks for snap: take only one that can say its version.
        if subprocess.run([path, "--version"], check=False, capture_output=True).returncode == 0:
            return Path(path)
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return own if own.is_file() else None


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give a headless Chromium. One for each module: asyncio is not to be had while Playwright runs."""
    path = find_chromium()
    assert path, "there is no Chromium: run 'make browser'"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS])
        yield running
        running.close()


if __name__ == "__main__":
    chromium = find_chromium()
    sys.stdout.write(f"browser: {chromium or 'there is no Chromium'}\n")
    sys.exit(chromium is None)
