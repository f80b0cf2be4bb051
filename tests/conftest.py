"""Fixtures that several test modules share."""

import pytest

from tests.chromium import browser
from tests.official import official_mjml

__all__ = ["browser", "official_mjml"]


@pytest.fixture(autouse=True)
def _unexpected_errors_fail_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a fault of our own end a test with its traceback, where the command would end with a line."""
    monkeypatch.setenv("DIGEST_DEBUG", "1")
