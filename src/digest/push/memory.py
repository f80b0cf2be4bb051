"""Which drafts exist: ids kept beside an issue's outputs, so that a second push updates the first draft."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from digest.diagnostics import OutputError
from digest.files import write_file

FILE = "drafts.json"


@dataclass(slots=True)
class Memory:
    """What is known of one issue's draft with one ESP.

    ``pending`` is what was being created when the last push was cut off: it may exist or not.
    """

    path: Path
    esp: str
    ids: dict[str, str] = field(default_factory=dict)
    pending: str = ""

    def forget(self) -> None:
        """Begin anew, whatever exists."""
        self.ids, self.pending = {}, ""

    def adopt(self, identity: str, name: str) -> None:
        """Take the draft with this id of the account for ours, under ``name`` unless another was pending."""
        self.ids[self.pending or name] = identity
        self.pending = ""

    def save(self) -> None:
        """Write it, beside what is known of other ESPs.

        Raises:
            OutputError: the file could not be written.
        """
        known = _read(self.path)
        known[self.esp] = {"ids": self.ids, "pending": self.pending}
        write_file(self.path, (json.dumps(known, indent=2, sort_keys=True) + "\n").encode())


def recall(folder: Path, esp: str) -> Memory:
    """Return what is known of the draft of the issue whose outputs are in ``folder``.

    Raises:
        OutputError: what is kept there cannot be read, so that a push could make a second draft.
    """
    path = folder / FILE
    known = _read(path).get(esp, {})
    return Memory(path, esp, dict(known.get("ids", {})), str(known.get("pending", "")))


def _read(path: Path) -> dict[str, dict[str, Any]]:
    if not path.is_file():
        return {}
    try:
        known = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise OutputError.single(
            "unreadable-drafts",
            f"{path} cannot be read, so it is not known which drafts exist: {error}",
            hint="mend it, or delete it once you have deleted its drafts in your accounts",
        ) from error
    return known if isinstance(known, dict) else {}
