"""Writing editions into their folders."""

from __future__ import annotations

from pathlib import Path

from digest.diagnostics import OutputError
from digest.edition import Edition
from digest.files import write_file


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


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OutputError.single("unreadable-file", f"{path} cannot be read: {error.strerror}") from error
