"""Measuring: medians over interleaved rounds, and processes with the memory of all that they start."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from threading import Event, Thread
from typing import Self

SAMPLE_SECONDS = 0.05

# Does one piece of work, different for each number, and returns the seconds it took.
Task = Callable[[int], float]


def interleaved(tasks: Mapping[str, Task], rounds: int, warm_up: int) -> dict[str, float]:
    """Return each task's median seconds.

    Every round runs each task once, so that what else the machine does falls on all of them alike; the rounds
    of the warm-up are thrown away.
    """
    taken: dict[str, list[float]] = {name: [] for name in tasks}
    for number in range(1, warm_up + rounds + 1):
        for name, task in tasks.items():
            seconds = task(number)
            if number > warm_up:
                taken[name].append(seconds)
    return {name: median(seconds) for name, seconds in taken.items()}


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that ``work`` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


@dataclass(frozen=True, slots=True)
class Run:
    """A finished process: its seconds, and the most bytes that it and its children held at once."""

    seconds: float
    peak: int


def run(command: Sequence[str | Path], folder: Path, cpus: set[int] | None = None) -> Run:
    """Run ``command`` in ``folder``, on ``cpus`` alone if they are given, and measure it.

    Raises:
        RuntimeError: it failed; the error says what the command said.
    """
    allowed = os.sched_getaffinity(0)
    with tempfile.TemporaryFile("w+") as said:
        os.sched_setaffinity(0, cpus or allowed)  # the child inherits it
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=_environment(), stdout=said, stderr=said)
        os.sched_setaffinity(0, allowed)
        with _Watch(process.pid) as watch:
            status = process.wait()
            seconds = time.perf_counter() - start
        said.seek(0)
        if status:
            raise RuntimeError(f"{command[0]} ended with status {status}: {said.read()[-2000:]}")
    return Run(seconds, watch.peak)


def _environment() -> dict[str, str]:
    """Return an environment in which modules stay compiled, as those of an installed program are."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class _Watch:
    """Samples the memory of a process and of all that it started, for as long as the block runs."""

    def __init__(self, pid: int) -> None:
        self.peak = 0
        self._pid = pid
        self._done = Event()
        self._thread = Thread(target=self._sample)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _sample(self) -> None:
        while not self._done.wait(SAMPLE_SECONDS):
            self.peak = max(self.peak, sum(_held(pid) for pid in _tree(self._pid)))


def _tree(pid: int) -> list[int]:
    """Return ``pid`` and its descendants (Linux)."""
    children: list[int] = []
    with suppress(OSError):  # it ended between two looks
        for tasks in Path(f"/proc/{pid}/task").iterdir():
            children += [int(child) for child in (tasks / "children").read_text().split()]
    return [pid, *(each for child in children for each in _tree(child))]


def _held(pid: int) -> int:
    """Return the bytes that a process holds; pages that several share count in parts (Linux)."""
    with suppress(OSError):  # it ended between two looks
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
