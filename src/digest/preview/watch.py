"""Watching the project's files."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import suppress
from functools import partial
from pathlib import Path

from watchfiles import Change, DefaultFilter, awatch

# An editor saves in several steps (truncate, write, rename); this long a silence ends them.
QUIET_MS = 5
# While a file is written again and again, it is looked at this often.
LONGEST_MS = 120
# This long a silence is told of, too.
SILENCE_MS = 500
# A folder that takes another's place is watched from a moment later on; what was written in that moment is
# found by looking once more.
SECOND_LOOK_SECONDS = 0.3
# Folders that the preview or a build writes, or that are large and never shown.
IGNORED = ("dist", "build", ".git", ".venv", ".digest", "node_modules", "__pycache__")

Look = Callable[[Collection[Path]], Awaitable[None]]


class ProjectFilter(DefaultFilter):
    """Passes changes of what an edition can be made from."""

    def __init__(self, root: Path) -> None:
        super().__init__(ignore_dirs=())  # it would look for them in the path to the project, too
        self._root = root

    def __call__(self, change: Change, path: str) -> bool:
        """Say whether the change matters; temporary files of editors do not."""
        inside = Path(path).relative_to(self._root)
        if any(part in IGNORED for part in inside.parts):
            return False
        return super().__call__(change, path) and not path.endswith((".part", ".tmp"))


async def _batches(root: Path) -> AsyncIterator[set[tuple[Change, str]]]:
    """Yield what changed, each time that something did, and nothing after a silence."""
    watching = partial(
        awatch,
        root,
        watch_filter=ProjectFilter(root),
        step=QUIET_MS,
        debounce=LONGEST_MS,
        rust_timeout=SILENCE_MS,
        yield_on_timeout=True,
        ignore_permission_denied=True,
    )
    try:
        async for batch in watching():
            yield batch
    except OSError:  # the system tells of no more folders: then they are looked at again and again
        async for batch in watching(force_polling=True):
            yield batch


async def watch(root: Path, look: Look) -> None:
    """Call ``look`` with the files that changed below ``root``, until cancelled."""
    changes: set[Path] = set()
    again: asyncio.Task[None] | None = None
    begun = False

    async def look_again() -> None:
        await asyncio.sleep(SECOND_LOOK_SECONDS)
        seen = frozenset(changes)
        changes.clear()
        await look(seen)

    try:
        async for batch in _batches(root):
            if again and again.done():
                again.result()  # a fault in the second look is not kept to itself
            if not batch:
                if (
                    not begun
                ):  # an issue that was saved before the system began to tell is found by looking once
                    begun = True
                    await look(())
                continue
            found = {Path(path) for _, path in batch}
            changes |= found
            if again:
                again.cancel()
            await look(found)
            again = asyncio.create_task(look_again())
    finally:
        if again:
            again.cancel()
            with suppress(asyncio.CancelledError):
                await again
