"""The official MJML validator, for tests that hold our MJML against it."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

PEERS = Path(__file__).parent / "peers"

OfficialMjml = Callable[[Sequence[str]], list[list[str]]]


@pytest.fixture(scope="session")
def official_mjml() -> OfficialMjml:
    """Give a function from MJML texts to what MJML 5 finds in each at its strict level, empty where nothing.

    All texts of a call are validated in one Node process, so ask once for many.
    """
    if shutil.which("node") is None:
        pytest.skip("the official MJML validator needs node")
    if not (PEERS / "node_modules/mjml").exists():
        pytest.skip("the official MJML validator is not installed: run 'make peers'")
    return _validate


def _validate(sources: Sequence[str]) -> list[list[str]]:
    command = ["node", str(PEERS / "validate_mjml.mjs")]
    asked = json.dumps(list(sources))
    done = subprocess.run(
        command, input=asked, capture_output=True, encoding="utf-8", check=True, timeout=300
    )
    return [
        [f"line {found['line']}, {found['tag']}: {found['message']}" for found in findings]
        for findings in json.loads(done.stdout)
    ]
