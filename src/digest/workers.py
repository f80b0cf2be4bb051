"""Processes that share a list of tasks, and survive each other.

The pools of the standard library end all work when one process is killed, and leave processes behind when
the parent is. Here each worker has a pipe of its own: the end of either side is seen by the other at once,
and the task that a lost worker was at is known.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.context import ForkContext, SpawnContext

Common = TypeVar("Common")
Task = TypeVar("Task")
Answer = TypeVar("Answer")

# Tasks that a worker holds: one that it does and one that is there when it is done.
HELD = 2


@dataclass(frozen=True, slots=True)
class Lost:
    """Stands for the answer of a task whose worker ended before it answered."""

    reason: str


class _Worker:
    """One process, its pipe, and the indexes of the tasks that it holds, in the order it does them."""

    def __init__(
        self, context: ForkContext | SpawnContext, others: Sequence[_Worker], work: Any, common: Any
    ) -> None:
        self.pipe, theirs = context.Pipe()
        # A forked process inherits the parent's ends of all pipes; it closes them, or nobody would see the
        # parent's end.
        inherited = [self.pipe, *(other.pipe for other in others)]
        closing = inherited if context.get_start_method() == "fork" else []
        self.process = context.Process(target=_serve, args=(theirs, closing, work, common), daemon=True)
        self.process.start()
        theirs.close()
        self.held: deque[int] = deque()

    def give(self, tasks: Sequence[Any], waiting: deque[int]) -> None:
        """Hand over as many of the waiting tasks as a worker holds."""
        with suppress(OSError):  # it has ended: that is seen where its answer is awaited
            while waiting and len(self.held) < HELD:
                self.held.append(waiting.popleft())
                self.pipe.send(tasks[self.held[-1]])

    def end(self) -> None:
        """Close the pipe, which ends the process after what it is at, and wait for that."""
        self.pipe.close()
        self.process.join()

    def reason(self) -> str:
        """Say how the process ended."""
        code = self.process.exitcode or 0
        return f"signal {-code}" if code < 0 else f"status {code}"


def run_on_workers(
    work: Callable[[Common, Task], Answer], common: Common, tasks: Sequence[Task], processes: int
) -> Iterator[tuple[int, Answer | Lost]]:
    """Yield index and answer of ``work(common, task)`` for each task as it is done, in any order.

    ``work``, ``common``, tasks and answers must be picklable; ``work`` must not raise. When the iteration is
    abandoned, by an interrupt for instance, the workers end after what they are at.
    """
    waiting = deque(range(len(tasks)))
    context = _context()
    workers: list[_Worker] = []
    try:
        while waiting or workers:
            while waiting and len(workers) < min(processes, len(tasks)):
                workers.append(_Worker(context, workers, work, common))
                workers[-1].give(tasks, waiting)
            ready = wait([worker.pipe for worker in workers])
            for worker in [worker for worker in workers if worker.pipe in ready]:
                try:
                    answer = worker.pipe.recv()
                except (EOFError, OSError):
                    workers.remove(worker)
                    yield from _written_off(worker, waiting)
                else:
                    yield worker.held.popleft(), answer
                    worker.give(tasks, waiting)
                    if not worker.held:
                        workers.remove(worker)
                        worker.end()
    finally:
        for worker in workers:
            worker.end()


def _written_off(worker: _Worker, waiting: deque[int]) -> Iterator[tuple[int, Lost]]:
    """Give back the tasks that a lost worker had not begun; the one that it was at is lost with it."""
    worker.end()
    at = worker.held.popleft()
    waiting.extendleft(reversed(worker.held))
    yield at, Lost(worker.reason())


def _serve(pipe: Connection, inherited: Sequence[Connection], work: Any, common: Any) -> None:
    """Answer tasks until the parent closes the pipe, or ends."""
    # Ctrl-C reaches every process of a terminal; the parent's answer to it is to close the pipes.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for each in inherited:
        each.close()
    with suppress(EOFError, OSError):
        while True:
            pipe.send(work(common, pipe.recv()))


def _context() -> ForkContext | SpawnContext:
    """Fork where that is safe: on Linux, with one thread. A forked worker has everything loaded."""
    if sys.platform == "linux" and threading.active_count() == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")
