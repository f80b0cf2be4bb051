"""Prepared pictures and their cache: an unchanged picture is neither read nor decoded again.

A prepared picture's name holds a hash of the source's bytes, of its display width and of the recipe, so a
changed picture gets a new address and no mail client shows an old one. The hash is of the source, not of the
result: two machines with different JPEG encoders give the same address.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from digest.diagnostics import Diagnostic, IssueError, Location, Severity
from digest.files import sweep, write_file
from digest.pictures.convert import RECIPE, PictureFaultError, convert

CACHE_DIR = ".digest/pictures"
FOLDER = "images"
# A source above this is not a picture for a newsletter; reading it would only exhaust the memory.
MAX_SOURCE_BYTES = 100_000_000

_HINTS = {
    "mislabelled-picture": "rename the file so that its ending tells what it holds",
    "animated-picture": "make sure that its first frame says what the picture has to say",
    "heavy-picture": "choose a calmer picture, or crop it",
}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture ready for mail.

    ``name`` is its address relative to the edition, ``path`` the prepared file, ``width`` and ``height`` its
    size in pixels, ``warnings`` pairs of rule id and message.
    """

    name: str
    path: Path
    width: int
    height: int
    warnings: tuple[tuple[str, str], ...] = ()

    def findings(self, at: Location | None) -> tuple[Diagnostic, ...]:
        """Return the warnings as diagnostics at a place."""
        return tuple(
            Diagnostic(rule, message, at, _HINTS[rule], Severity.WARNING) for rule, message in self.warnings
        )


# Tells where an issue names a picture; only asked when there is a fault.
Place = Callable[[str], Location | None]


def _nowhere(_source: str) -> Location | None:
    return None


class PictureStore:
    """The pictures of one project."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._temporary: TemporaryDirectory[str] | None = None
        if os.access(root, os.W_OK):
            self.cache = root / CACHE_DIR
            sweep(self.cache)
        else:  # a checkout that may only be read: prepared anew by every run
            self._temporary = TemporaryDirectory(prefix="digest-pictures-")
            self.cache = Path(self._temporary.name)
        self._known: dict[tuple[str, int], tuple[tuple[int, int], Prepared]] = {}

    def prepare(self, source: str, display_width: int, place: Place = _nowhere) -> Prepared:
        """Return the picture ``source`` (a path inside the project), ready for ``display_width`` CSS pixels.

        Raises:
            IssueError: it is missing, no picture, damaged, or too large; ``place`` tells where it is named.
        """
        path = os.path.join(self.root, source)  # noqa: PTH118  every picture of every issue comes by here
        try:
            status = os.stat(path)  # noqa: PTH116  as above
            stamp = status.st_size, status.st_mtime_ns
            known = self._known.get((source, display_width))
            if known and known[0] == stamp and os.path.isfile(known[1].path):  # noqa: PTH113  as above
                return known[1]
            if status.st_size > MAX_SOURCE_BYTES:
                raise IssueError.single(
                    "picture-too-large",
                    f"'{source}' has {status.st_size:,} bytes; the limit is {MAX_SOURCE_BYTES:,}",
                    place(source),
                    "save it at no more than 4,000 pixels wide",
                )
            prepared = self._cached(source, display_width, stamp) or self._make(
                Path(path), source, display_width, stamp, place
            )
        except OSError as error:
            message = f"the picture '{source}' cannot be read: {error.strerror or error}"
            raise IssueError.single("unreadable-file", message, place(source)) from error
        self._known[source, display_width] = (stamp, prepared)
        return prepared

    def _index(self, source: str, display_width: int) -> Path:
        key = hashlib.sha256(f"{source}\0{display_width}\0{RECIPE}".encode()).hexdigest()[:20]
        return self.cache / f"{key}.json"

    def _cached(self, source: str, display_width: int, stamp: tuple[int, int]) -> Prepared | None:
        try:
            entry: dict[str, Any] = json.loads(self._index(source, display_width).read_text("utf-8"))
            if tuple(entry.pop("stamp")) != stamp:
                return None
            path = self.cache / PurePosixPath(entry["name"]).name
            found = tuple((rule, message) for rule, message in entry.pop("warnings"))
            prepared = Prepared(**entry, path=path, warnings=found)
        except (OSError, ValueError, KeyError, TypeError):
            return None  # no entry, or one that another version wrote: the picture is prepared anew
        return prepared if path.is_file() and {rule for rule, _ in found} <= set(_HINTS) else None

    def _make(
        self, path: Path, source: str, display_width: int, stamp: tuple[int, int], place: Place
    ) -> Prepared:
        data = path.read_bytes()
        try:
            picture = convert(data, source, display_width)
        except PictureFaultError as error:
            raise IssueError.single(error.rule, str(error), place(source), error.hint) from error
        key = hashlib.sha256(f"{RECIPE}\0{display_width}\0".encode() + data).hexdigest()[:10]
        name = f"{_slug(PurePosixPath(source).stem)}-{key}{picture.suffix}"
        if self._temporary is None:
            # What is made from other files has no place in a repository.
            write_file(self.cache.parent / ".gitignore", b"*\n")
        write_file(self.cache / name, picture.data)
        prepared = Prepared(
            f"{FOLDER}/{name}", self.cache / name, picture.width, picture.height, picture.warnings
        )
        entry = {**asdict(prepared), "stamp": stamp}
        del entry["path"]
        write_file(self._index(source, display_width), json.dumps(entry).encode())
        return prepared


@lru_cache(maxsize=16)
def open_store(root: Path) -> PictureStore:
    """Return the picture store of a project; it is shared, so that many issues prepare a picture once."""
    return PictureStore(root)


def _slug(stem: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:40] or "picture"
