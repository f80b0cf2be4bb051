"""How somebody left the preview: what was open, how wide, where it was scrolled to.

The browser keeps that for each address, and a preview on another port has another one; so it stands in the
project's folder too, beside the prepared pictures, which are not for the repository either.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from digest.diagnostics import OutputError
from digest.files import Staging

FILE = ".digest/preview.json"
# A view is a few dozen words; more than this is not from our page.
MAX_BYTES = 64_000


def load_prefs(root: Path) -> dict[str, Any]:
    """Return what was saved last; empty where nothing was, or nothing that can be read."""
    try:
        found = json.loads((root / FILE).read_text("utf-8"))
    except (OSError, ValueError):  # a view that is lost costs a click
        return {}
    return found if isinstance(found, dict) else {}


def save_prefs(root: Path, prefs: dict[str, Any]) -> None:
    """Save a view.

    Raises:
        OutputError: the file could not be written, or would be written outside the project.
    """
    if not (root / FILE).resolve().is_relative_to(root.resolve()):
        raise OutputError.single("path-outside-project", f"'{FILE}' leads out of the project")
    with Staging() as staging:
        staging.add(root / ".digest" / ".gitignore", b"*\n")
        staging.add(root / FILE, json.dumps(prefs, indent=1).encode())
