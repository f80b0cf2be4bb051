"""What the tests of the preview's page share."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.preview.page import Desktop, Hand, new_context
from tests.preview.studio import Studio, studio


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """Give a preview of a newsroom's project."""
    with studio(tmp_path_factory.mktemp("preview") / "letter") as running:
        yield running


@pytest.fixture
def desk(newsroom: Studio) -> Iterator[Studio]:
    """Give the newsroom's preview as it was in the beginning, whatever another test left."""
    newsroom.restore()
    (newsroom.root / ".digest" / "preview.json").unlink(missing_ok=True)
    yield newsroom
    time.sleep(0.1)  # a page that closes still tells how it was left


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Give a browser profile as wide as a laptop; each of its tabs remembers its own view."""
    made = new_context(browser)
    yield made
    made.close()


@pytest.fixture
def desktop(context: BrowserContext) -> Iterator[Desktop]:
    """Give a tab in which nothing may fail."""
    made = Desktop(context.new_page())
    yield made
    made.page.close()
    assert made.failures == []


@pytest.fixture(params=["mouse", "keys"])
def hand(request: pytest.FixtureRequest, desktop: Desktop) -> Hand:
    """Give somebody who uses the page with the mouse alone, then somebody who uses keys alone."""
    return Hand(desktop, mouse=request.param == "mouse")
