"""Writing editions into their folders."""

from __future__ import annotations

import json
from pathlib import Path

from digest.edition import Edition
from digest.files import Staging, sweep

SUMMARY = "edition.json"


def write_edition(edition: Edition, folder: Path, *, with_mjml: bool = False) -> bool:
    """Write ``edition`` and its pictures into ``folder``; say whether anything changed.

    What an earlier build has written there and this edition does not have is deleted: pictures that it no
    longer shows, and ``edition.mjml`` unless it is asked for again.

    Raises:
        OutputError: a file could not be written; every file is then whole, old or new.
    """
    pictures = () if edition.assets_url else edition.pictures
    wanted = {picture.name for picture in pictures}
    for place in {folder, *(folder / Path(name).parent for name in wanted)}:
        sweep(place)
    with Staging() as staging:
        changes = [staging.copy(folder / picture.name, picture.path) for picture in pictures]
        changes.append(staging.add(folder / "edition.html", edition.html.encode()))
        changes.append(staging.add(folder / "edition.txt", edition.text.encode()))
        if with_mjml:
            changes.append(staging.add(folder / "edition.mjml", edition.mjml.encode()))
        else:
            staging.remove(folder / "edition.mjml")
        for name in sorted(_pictures_of(folder) - wanted):
            if (folder / name).resolve().is_relative_to(folder.resolve()):  # for others may write there too
                staging.remove(folder / name)
        # Last, because it says what the others hold.
        changes.append(staging.add(folder / SUMMARY, edition.summary_json().encode()))
    return any(changes)


def _pictures_of(folder: Path) -> set[str]:
    """Return the pictures that the last build has written into ``folder``."""
    try:
        names = json.loads((folder / SUMMARY).read_text("utf-8"))["pictures"]
        return {name for name in names if isinstance(name, str)}
    except (OSError, ValueError, KeyError, TypeError):
        return set()  # nothing was built there, or by another version; what is not known to be ours stays
