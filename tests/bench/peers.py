"""The JavaScript peers: a Node process that does their work and says how long it took."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any, Self

FOLDER = Path(__file__).parents[1] / "peers"
MJML = FOLDER / "node_modules" / ".bin" / "mjml"
REACT_BUILD = ("node", FOLDER / "react_build.mjs")


def missing() -> str:
    """Return why the peers cannot be measured, or nothing when they can."""
    if shutil.which("node") is None:
        return "node is not installed"
    if not MJML.exists():
        return "the npm packages are not installed ('make peers' could not)"
    return ""


class Worker:
    """A warm Node process with MJML.js, juice and React Email loaded, React in production mode."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            ["env", "NODE_ENV=production", "node", FOLDER / "worker.mjs"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def mjml_and_juice(self, mjml: str) -> float:
        """Return the seconds that MJML.js and juice take for one document."""
        return self._ask({"do": "mjml-juice", "mjml": mjml})

    def react_email(self, content: dict[str, Any]) -> float:
        """Return the seconds that React Email takes to render HTML and plain text."""
        return self._ask({"do": "react-email", "content": content})

    def _ask(self, request: dict[str, Any]) -> float:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return float(json.loads(self._process.stdout.readline())["ms"]) / 1000
