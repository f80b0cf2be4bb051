"""Finding the files of a project: pictures that content names, and files that a command reads."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from digest.faults import fault

# Endings that a picture is likely to have when its name was typed without one.
_ENDINGS = (".jpg", ".jpeg", ".png", ".gif", ".webp")


class PictureFinder:
    """Looks for the pictures of one project; made for reading one file, so that it sees the disk as it is."""

    def __init__(self, root: Path) -> None:
        self._root = os.path.realpath(root)
        self._folders: dict[str, bool] = {}

    def __call__(self, source: str) -> None:
        """Raise a fault unless ``source`` is a file inside the project."""
        path = os.path.join(self._root, source)  # noqa: PTH118  a hundred pictures are looked for in a millisecond
        folder = os.path.dirname(path)  # noqa: PTH120  as above
        if folder not in self._folders:
            self._folders[folder] = self._is_inside(folder)
        try:
            mode = os.lstat(path).st_mode
            inside = self._folders[folder] and (not stat.S_ISLNK(mode) or self._is_inside(path))
            is_file = stat.S_ISREG(mode) or Path(path).is_file()
        except (OSError, ValueError):  # no such file, or no name that a file could have
            raise fault("missing-picture", f"there is no picture '{source}'", self._hint(source)) from None
        if not inside:
            hint = "put a copy of the picture into the project's folder"
            raise fault("path-outside-project", f"'{source}' leads out of the project", hint)
        if not is_file:
            raise fault("missing-picture", f"'{source}' is not a file", "write the name of a picture in it")

    def _is_inside(self, path: str) -> bool:
        return Path(os.path.realpath(path)).is_relative_to(self._root)

    def _hint(self, source: str) -> str:
        wanted = source.lower()
        names = sorted(self._names(Path(source).parent.as_posix()))
        same = [name for name in names if name.lower() == wanted or name.lower() in _with_endings(wanted)]
        by_name = {Path(name).name.lower(): name for name in names}
        near = same or [
            by_name[name] for name in get_close_matches(Path(wanted).name, by_name, n=1, cutoff=0.75)
        ]
        if near:
            return f"did you mean {near[0]}?"
        return f"put the file at {source}, or correct the name"

    def _names(self, folder: str) -> Iterator[str]:
        """Yield the files beside the one that is missing, and those of the folder ``images``."""
        for each in dict.fromkeys((folder, "images")):
            place = Path(self._root, each)
            if place.is_dir() and self._is_inside(str(place)):
                yield from (
                    file.relative_to(self._root).as_posix() for file in place.iterdir() if file.is_file()
                )


def _with_endings(source: str) -> set[str]:
    return {source + ending for ending in _ENDINGS}
