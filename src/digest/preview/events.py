"""Server-sent events: a queue for each browser that listens, told of what changes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

# A line now and then tells the page that the server lives, and the server that the page is gone.
HEARTBEAT_SECONDS = 5.0
# A page that does not read (a laptop asleep) is not worth memory: it loads everything anew when it wakes.
MAX_WAITING = 100


@dataclass(eq=False, slots=True)
class _Ear:
    """One that listens: which issues it shows, and what it has not been told yet; None ends it."""

    stems: frozenset[str]
    queue: asyncio.Queue[str | None] = field(default_factory=asyncio.Queue)


class Events:
    """Who listens, and what they have not been told yet."""

    def __init__(self, run: str) -> None:
        """Make an empty circle; ``run`` names this run of the server, so that pages notice a restart."""
        self._run = run
        self._ears: set[_Ear] = set()

    @property
    def open_stems(self) -> frozenset[str]:
        """The issues that somebody looks at."""
        return frozenset().union(*(ear.stems for ear in self._ears))

    @property
    def listening(self) -> int:
        """How many listen."""
        return len(self._ears)

    def send(self, name: str, data: Any, stem: str = "") -> None:
        """Tell everybody, or those who show the issue ``stem``."""
        text = _event(name, data)
        for ear in tuple(self._ears):
            if stem and stem not in ear.stems:
                continue
            if ear.queue.qsize() >= MAX_WAITING:
                self._ears.discard(ear)
                ear.queue.put_nowait(None)
            else:
                ear.queue.put_nowait(text)

    async def stream(self, stems: frozenset[str]) -> AsyncIterator[str]:
        """Yield events for one that shows the issues ``stems``, until it goes away."""
        ear = _Ear(stems)
        self._ears.add(ear)
        try:
            yield _event("hello", {"run": self._run})
            while True:
                try:
                    text = await asyncio.wait_for(ear.queue.get(), HEARTBEAT_SECONDS)
                except TimeoutError:
                    yield _event("alive", {})
                    continue
                if text is None:
                    return
                yield text
        finally:
            self._ears.discard(ear)

    def close(self) -> None:
        """End every stream."""
        for ear in tuple(self._ears):
            ear.queue.put_nowait(None)


def _event(name: str, data: Any) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"
