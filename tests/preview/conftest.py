"""What the tests of the preview's page share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.preview.page import Desktop, new_context


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Give an empty browser profile as wide as a laptop."""
    made = new_context(browser)
    yield made
    made.close()


@pytest.fixture
def desktop(context: BrowserContext) -> Desktop:
    """Give a page that says when something fails in it."""
    return Desktop(context.new_page())
