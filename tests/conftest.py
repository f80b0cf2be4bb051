"""Fixtures that several test modules share."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.chromium import browser
from tests.official import official_mjml

__all__ = ["browser", "official_mjml"]

# Enough to find faults on the way; on CI the same examples every time: a red build is about the change.
settings.register_profile(
    "digest",
    deadline=None,
    max_examples=50,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("digest")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes expected outputs anew, to be looked at in the diff."""
    parser.addoption("--update-golden", action="store_true", help="write the expected outputs anew")


@pytest.fixture(autouse=True)
def _unexpected_errors_fail_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a fault of our own end a test with its traceback, where the command would end with a line."""
    monkeypatch.setenv("DIGEST_DEBUG", "1")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Return ``golden(path, text)``: compare a text with the file it must equal, or write the file anew."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            path.write_text(text, "utf-8", newline="\n")
        assert text == path.read_text("utf-8")

    return compare
