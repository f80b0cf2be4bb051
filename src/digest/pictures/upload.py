"""Puts prepared pictures where ``assets_url`` serves them: only what is missing there, and verified."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from digest.diagnostics import OutputError


@dataclass(frozen=True, slots=True)
class Upload:
    """What an upload did: the names that are new at the target, and those that were there already."""

    new: tuple[str, ...]
    present: tuple[str, ...]


def upload(pictures: Iterable[tuple[str, Path]], target: str) -> Upload:
    """Copy each picture (its name below ``target``, its file) to ``target``, an address that fsspec knows.

    A name holds a hash of the content, so a file of that name and size at the target is the same picture.

    Raises:
        OutputError: the target cannot be reached or written, or holds something else afterwards.
    """
    system, root = _open(target)
    new: list[str] = []
    present: list[str] = []
    for name, path in sorted(set(pictures)):
        remote = f"{root.rstrip('/')}/{name}"
        try:
            if _size(system, remote) == path.stat().st_size:
                present.append(name)
                continue
            system.makedirs(remote.rpartition("/")[0], exist_ok=True)
            system.put_file(str(path), remote)
            arrived = system.cat_file(remote) == path.read_bytes()
        except Exception as error:  # each of fsspec's backends raises exceptions of its own
            raise _failed(target, name, error) from error
        if not arrived:
            message = f"'{name}' arrived at {shown_target(target)} with other bytes than it was sent with"
            raise OutputError.single("upload-differs", message, hint="run the upload again")
        new.append(name)
    return Upload(tuple(new), tuple(present))


def shown_target(target: str) -> str:
    """Return the target without user name, password and query, which may be secrets."""
    parts = urlsplit(target)
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{parts.path}" if parts.scheme else target


def _open(target: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415  an extra
    except ImportError as error:
        hint = "run pip install 'newsletter-digest[upload]'"
        raise OutputError.single("missing-extra", "uploading needs fsspec", hint=hint) from error
    try:
        system, root = url_to_fs(target)
    except ImportError as error:
        hint = f"install what fsspec needs for it: {error}"
        message = f"no backend for {shown_target(target)} is installed"
        raise OutputError.single("missing-extra", message, hint=hint) from error
    except Exception as error:  # each of fsspec's backends raises exceptions of its own
        raise _failed(target, "", error) from error
    return system, str(root)


def _size(system: Any, remote: str) -> int | None:
    try:
        # A listing that was cached before the last upload would call a picture missing.
        system.invalidate_cache(remote.rpartition("/")[0])
        return int(system.info(remote)["size"])
    except FileNotFoundError:
        return None


def _failed(target: str, name: str, error: Exception) -> OutputError:
    what = f"'{name}' cannot be uploaded to" if name else "cannot open"
    # The backend's own words may repeat the address with its secrets, so only its kind is told.
    message = f"{what} {shown_target(target)}: {type(error).__name__}"
    hint = "check the address, your credentials for it, and the connection"
    return OutputError.single("upload-failed", message, hint=hint)
