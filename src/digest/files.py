"""Writing files: each is replaced atomically or not at all, and only when it changed."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from digest.diagnostics import OutputError


def write_file(path: Path, data: bytes) -> bool:
    """Replace ``path`` by ``data``; say whether it changed. An unchanged file keeps its time.

    Raises:
        OutputError: the file could not be written.
    """
    try:
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")
        try:
            # Not by tempfile, whose files nobody else may read: an edition is often served from where it is.
            with part.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise
    except OSError as error:
        hint = "make room or check the folder's permissions; the file is as it was before"
        raise OutputError.single(
            "cannot-write", f"{path} cannot be written: {error.strerror}", hint=hint
        ) from error
    return True
