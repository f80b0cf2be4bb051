"""What the preview knows of a project: every issue for the list, and those that are open, rendered.

All rendering happens on one worker thread, so that the web server answers while an issue is rendered, and
two saves never race for the same issue.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from stat import S_ISREG
from typing import Protocol, TypeVar

from digest.diagnostics import Severity
from digest.preview.rendering import Snapshot, render
from digest.template import forget_themes

T = TypeVar("T")

# Editions that stay in memory when nobody looks at them any more: going back to them is instant.
KEPT = 8
# What is told of the list while all issues are looked through comes in portions.
PORTION = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """An issue in the list. ``state`` is that of its snapshot, or "" before anybody has looked."""

    stem: str
    path: Path
    state: str = ""
    subject: str = ""
    date: str = ""
    number: int | None = None
    counts: tuple[int, int, int] = (0, 0, 0)


class Listener(Protocol):
    """Who is told what is new, and knows what somebody looks at."""

    @property
    def open_stems(self) -> frozenset[str]:
        """The issues that somebody looks at."""

    def issue_changed(self, stem: str, snapshot: Snapshot) -> None:
        """Hear of another state of an issue."""

    def list_changed(self, entries: Collection[Entry], gone: Collection[str]) -> None:
        """Hear of new and changed entries, and of issues whose file is gone."""


class Desk:
    """The issues of one project, kept as new as their files."""

    def __init__(self, root: Path, listener: Listener) -> None:
        self.root = root
        self.entries: dict[str, Entry] = {}
        self.renderings = 0
        self._states = 0
        self._listener = listener
        self._snapshots: OrderedDict[str, Snapshot] = OrderedDict()
        self._stamps: dict[str, tuple[int, int, int]] = {}
        self._stale: set[str] = set()
        self._waiting: set[str] = set()
        self._untold: dict[str, Entry] = {}
        self._work = asyncio.Event()
        self._turn = asyncio.Lock()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="digest-preview")

    async def keep_up(self) -> None:
        """Render what is waiting, what somebody looks at first, until cancelled."""
        await self.look(())
        while True:
            await self._work.wait()
            looked_at = self._listener.open_stems
            stem = max(self._waiting, key=lambda each: (each in looked_at, each), default="")
            if not stem:
                self._work.clear()
                self._tell()
                continue
            self._waiting.discard(stem)
            await self._renew(stem)
            if stem in looked_at or len(self._untold) >= PORTION:
                self._tell()
            await asyncio.sleep(0)  # requests come before what nobody waits for

    async def snapshot(self, stem: str) -> Snapshot | None:
        """Return the state of an issue as its files are now, or None if there is none of that name."""
        if stem not in self.entries:
            return None
        await self._renew(stem)
        return self._snapshots.get(stem)

    def last(self, stem: str) -> Snapshot | None:
        """Return the last state of an issue that was rendered, also of one whose file is gone."""
        return self._snapshots.get(stem)

    async def look(self, changed: Collection[Path]) -> None:
        """Find out what to render anew after a change of the files ``changed``.

        A change of anything but an issue's own file can show in every issue. Then only those that somebody
        looks at are rendered at once, and the others when they are opened.
        """
        for_all = any(_matters_to_all(path, self.root / "issues") for path in changed)
        stamps = await self.run(_stamps, self.root)
        if for_all:
            await self.run(forget_themes)
        # From here on nothing waits, so that being cancelled loses no change.
        saved = {stem for stem, stamp in stamps.items() if self._stamps.get(stem) != stamp}
        saved |= {path.stem for path in changed if path.parent == self.root / "issues"}
        self._stale |= saved
        if for_all:
            self._stale |= stamps.keys()
            saved |= self._listener.open_stems
        self._stamps = stamps
        self._stale &= stamps.keys()
        self._waiting = (self._waiting | saved) & stamps.keys()
        gone = self.entries.keys() - stamps.keys()
        for stem in gone:
            del self.entries[stem]
        for stem in stamps.keys() - self.entries.keys():
            self._set_entry(Entry(stem, self.root / "issues" / f"{stem}.yaml"))
        if gone:
            self._listener.list_changed((), gone)
        self._work.set()

    async def run(self, function: Callable[..., T], *arguments: object) -> T:
        """Call a function on the worker thread."""
        return await asyncio.get_running_loop().run_in_executor(self._worker, function, *arguments)

    def close(self) -> None:
        """End the worker."""
        self._worker.shutdown(wait=True, cancel_futures=True)

    async def _renew(self, stem: str) -> None:
        """Render an issue unless its snapshot shows the files as they are."""
        async with self._turn:
            if stem not in self._stale and stem in self._snapshots:
                self._snapshots.move_to_end(stem)
                return
            self._stale.discard(stem)  # a change that comes while it is rendered makes it stale again
            entry = self.entries.get(stem)
            if entry is None:
                return
            before = self._snapshots.get(stem) or Snapshot(entry.path)
            after = await self.run(render, self.root, before)
            self.renderings += 1
            if after.revision != before.revision:
                # Counted for all issues, so that one whose snapshot was let go does not begin anew.
                self._states += 1
                after = replace(after, revision=self._states)
            self._keep(stem, after)
        if after.revision != before.revision:
            self._listener.issue_changed(stem, after)

    def _keep(self, stem: str, snapshot: Snapshot) -> None:
        self._snapshots[stem] = snapshot
        self._snapshots.move_to_end(stem)
        looked_at = self._listener.open_stems
        for name in [name for name in self._snapshots if name not in looked_at][:-KEPT]:
            del self._snapshots[name]
        if stem in self.entries:
            self._set_entry(_entry(self.entries[stem], snapshot))

    def _set_entry(self, entry: Entry) -> None:
        if self.entries.get(entry.stem) != entry:
            self.entries[entry.stem] = self._untold[entry.stem] = entry

    def _tell(self) -> None:
        told = [entry for stem, entry in self._untold.items() if stem in self.entries]
        self._untold.clear()
        if told:
            self._listener.list_changed(told, ())


def _matters_to_all(path: Path, issues: Path) -> bool:
    """Say whether a file's change can show in every issue; the folder's own name tells of issues alone."""
    return path != issues and (path.parent != issues or path.suffix != ".yaml")


def _stamps(root: Path) -> dict[str, tuple[int, int, int]]:
    """Return what changes with each save of an issue file; a link that leads out of the project is none."""
    folder, found = root / "issues", {}
    for path in folder.glob("*.yaml") if folder.resolve().is_relative_to(root) else ():
        try:
            status = path.stat()
        except OSError:  # deleted since it was listed, or a link to nowhere
            continue
        if path.is_symlink() and not path.resolve().is_relative_to(root):
            continue
        if not _is_text(path.stem):
            continue
        if S_ISREG(status.st_mode):
            found[path.stem] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return found


def _is_text(name: str) -> bool:
    """Say whether a file's name is text: no address and no message can name one that is other bytes."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _entry(entry: Entry, snapshot: Snapshot) -> Entry:
    found = [each.severity for each in snapshot.diagnostics]
    errors, warnings, advice = (
        found.count(each) for each in (Severity.ERROR, Severity.WARNING, Severity.ADVICE)
    )
    issue = snapshot.issue
    if issue is not None:
        entry = replace(entry, subject=issue.subject, date=issue.date.isoformat(), number=issue.number)
    return replace(entry, state=snapshot.state, counts=(errors, warnings, advice))
