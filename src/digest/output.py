"""Writing editions: each file is replaced atomically or not at all, and only when it changed."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from digest.diagnostics import OutputError
from digest.edition import Edition


def write_edition(edition: Edition, folder: Path, *, with_mjml: bool = False) -> None:
    """Write ``edition`` and its pictures into ``folder``.

    Raises:
        OutputError: a file could not be written; every file is then whole, old or new.
    """
    for picture in edition.pictures:
        write_file(folder / picture.name, _read(picture.path))
    write_file(folder / "edition.html", edition.html.encode())
    write_file(folder / "edition.txt", edition.text.encode())
    if with_mjml:
        write_file(folder / "edition.mjml", edition.mjml.encode())
    write_file(folder / "edition.json", edition.summary_json().encode())


def write_file(path: Path, data: bytes) -> bool:
    """Replace ``path`` by ``data``; say whether it changed. An unchanged file keeps its time.

    Raises:
        OutputError: the file could not be written.
    """
    try:
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        hint = "make room or check the folder's permissions; the file is as it was before"
        raise OutputError.single(
            "cannot-write", f"{path} cannot be written: {error.strerror}", hint=hint
        ) from error
    return True


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OutputError.single("unreadable-file", f"{path} cannot be read: {error.strerror}") from error
