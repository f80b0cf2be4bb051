"""Writing files: each takes its place whole or not at all, and only when it changed."""

from __future__ import annotations

import errno
import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from digest.diagnostics import Diagnostic, OutputError, shown_path

# What waits to take its place is named by the process that writes it, so that a later run can tell what a
# killed one has left. It does not contain the file's own name, which may already be as long as names can be.
_WAITING = re.compile(r"\.(?P<process>\d+)-[0-9a-f]{8}\.part")

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


class Staging:
    """Files that take their places together, when the ``with`` block ends without an error.

    All of them are written beside their places first, so that a full disk leaves every file as it was; then
    each is renamed, which a file system does whole or not at all.

    They are not synchronised with the disk: that takes 3 ms for a file, where building a whole issue takes
    2 ms, and guards only against a power failure; the next build compares contents and mends that.
    """

    def __init__(self) -> None:
        self._waiting: list[tuple[Path, Path]] = []
        self._obsolete: list[Path] = []

    def add(self, path: Path, data: bytes) -> bool:
        """Have ``path`` hold ``data``; say whether it changes. An unchanged file keeps its time.

        Raises:
            OutputError: the file could not be written.
        """
        if _holds(path, data):
            return False
        self._write(path, data)
        return True

    def copy(self, path: Path, source: Path) -> bool:
        """Have ``path`` hold what ``source`` holds; say whether it changes.

        A copy keeps its source's time, so that one of the same size and time is known without reading it.

        Raises:
            OutputError: the source could not be read, or the file not be written.
        """
        try:
            status = source.stat()
            if _stamp(path) == (status.st_size, status.st_mtime_ns):
                return False
            data = source.read_bytes()
        except OSError as error:
            message = f"{shown_path(source)} cannot be read: {error.strerror or error}"
            raise OutputError([Diagnostic("unreadable-file", message)]) from error
        if _holds(path, data):
            return False
        os.utime(self._write(path, data), ns=(status.st_atime_ns, status.st_mtime_ns))
        return True

    def remove(self, path: Path) -> None:
        """Have ``path`` deleted, if it is there."""
        self._obsolete.append(path)

    def _write(self, path: Path, data: bytes) -> Path:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            waiting = path.parent / f".{os.getpid()}-{secrets.token_hex(4)}.part"
            self._waiting.append((waiting, path))
            # Not tempfile's, which nobody else may read: an edition is for the web server too.
            with waiting.open("xb") as file:
                file.write(data)
        except OSError as error:
            raise _translated(error, path) from error
        return waiting

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._take_places()
        finally:
            for waiting, _ in self._waiting:
                with suppress(OSError):  # it has taken its place, or was never made
                    waiting.unlink()

    def _take_places(self) -> None:
        for waiting, path in self._waiting:
            try:
                waiting.replace(path)
            except OSError as error:
                raise _translated(error, path) from error
        for path in self._obsolete:
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise _translated(error, path) from error


def write_file(path: Path, data: bytes) -> bool:
    """Replace ``path`` by ``data``; say whether it changed. An unchanged file keeps its time.

    Raises:
        OutputError: the file could not be written.
    """
    with Staging() as staging:
        return staging.add(path, data)


def sweep(folder: Path) -> None:
    """Delete what writers that were killed have left in ``folder``; those that still run keep theirs."""
    with suppress(FileNotFoundError, NotADirectoryError):
        for entry in os.scandir(folder):
            found = _WAITING.fullmatch(entry.name)
            if found and not _runs(int(found["process"])):
                with suppress(OSError):  # another run has swept it
                    Path(entry).unlink()


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:  # there is none, or none that can be read
        return False


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def _runs(process: int) -> bool:
    if os.name == "nt":  # there a file that is being written cannot be deleted, so that trying does no harm
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _translated(error: OSError, path: Path) -> OutputError:
    reason, hint = error.strerror or str(error), "check the folder; the file is as it was before"
    blocking = next((parent for parent in path.parents if parent.exists() and not parent.is_dir()), None)
    if error.errno in _FULL:
        reason, hint = "there is no room for it", "make room on the disk; the file is as it was before"
    elif error.errno in _FORBIDDEN:
        reason = "that is not permitted"
        hint = "check the folder's permissions, or write elsewhere with -o; the file is as it was before"
    elif blocking:
        reason = f"{shown_path(blocking)} is a file where a folder is needed"
        hint = "rename or delete it, or write elsewhere with -o"
    elif path.is_dir():
        reason, hint = "a folder has that name", "rename or delete it, or write elsewhere with -o"
    message = f"{shown_path(path)} cannot be written: {reason}"
    return OutputError([Diagnostic("cannot-write", message, hint=hint)])
