"""Worker processes: every task is answered, whatever becomes of a worker, and none outlives its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from digest.workers import Lost, run_on_workers

TASKS = list(range(100))


def double(common: int, task: int) -> int:
    """Answer a task; ``common`` is added to show that it arrives."""
    return common + 2 * task


def fall_at_thirteen(_common: None, task: int) -> int:
    """Answer a task, except that the process is killed at two of them, as for want of memory."""
    if task in {13, 99}:
        os.kill(os.getpid(), signal.SIGKILL)
    if task == 50:
        os._exit(3)
    return task


@pytest.mark.parametrize("processes", [1, 2, 3, 200])
def test_every_task_is_answered_once(processes: int) -> None:
    """However many workers there are, nothing is lost and nothing done twice."""
    answers = sorted(run_on_workers(double, 1, TASKS, processes))
    assert answers == [(n, 1 + 2 * n) for n in TASKS]


def test_forked_and_spawned_workers_answer_alike() -> None:
    """Where threads make forking unsafe, fresh processes do the same work."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        answers = sorted(run_on_workers(double, 1, TASKS[:3], 2))
    finally:
        done.set()
        thread.join()
    assert answers == [(n, 1 + 2 * n) for n in TASKS[:3]]


def test_a_killed_worker_loses_one_task() -> None:
    """The task that killed its worker is named with the reason; all others are answered."""
    answers = dict(run_on_workers(fall_at_thirteen, None, TASKS, 2))
    assert answers.keys() == set(TASKS)
    lost = {index: answer for index, answer in answers.items() if isinstance(answer, Lost)}
    assert lost == {13: Lost("signal 9"), 50: Lost("status 3"), 99: Lost("signal 9")}


def test_no_tasks_need_no_workers() -> None:
    """Nothing to do is done at once."""
    assert list(run_on_workers(double, 1, [], 4)) == []


ABANDONED = """
import os, time
from digest.workers import run_on_workers

def slow(common, task):
    os.write(1, b"%d\\n" % os.getpid())
    time.sleep(0.2)

if __name__ == "__main__":
    for _ in run_on_workers(slow, None, list(range(1000)), 2):
        pass
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_worker_outlives_its_parent(tmp_path: Path, how: signal.Signals) -> None:
    """A killed build leaves no process behind, whatever killed it."""
    script = tmp_path / "script.py"
    script.write_text(ABANDONED, "utf-8")
    with subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as parent:
        assert parent.stdout
        workers = {int(parent.stdout.readline()) for _ in range(2)}
        parent.send_signal(how)
        parent.wait(timeout=20)
    deadline = time.monotonic() + 20
    while alive := {each for each in workers if Path(f"/proc/{each}").exists()}:
        assert time.monotonic() < deadline, alive
        time.sleep(0.05)
