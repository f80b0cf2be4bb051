"""Building many issues: each on its own, so that one broken issue stops no other, on every core."""

from __future__ import annotations

import os
import time
import traceback
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from digest.diagnostics import Diagnostic, DigestError, IssueError
from digest.edition import Edition, build_edition
from digest.issue import Issue
from digest.output import write_edition
from digest.project import Project, load_issue

# Below this many issues, starting processes takes as long as they save: an issue takes 5 to 20 ms, without
# checks and with them, and two processes some 50 ms to start.
WORTH_PROCESSES = 20


@dataclass(frozen=True, slots=True)
class Job:
    """What to build of every issue, and where."""

    project: Project
    output: Path
    esp: str | None = None
    with_mjml: bool = False
    with_checks: bool = True


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one issue.

    ``folder`` is where its edition is, ``html_bytes`` and ``text_bytes`` its sizes, ``seconds`` what it took,
    ``changed`` says whether a file was written. Of an issue that ``failed`` these are empty, and ``at_fault``
    is True where its own content is the reason. ``diagnostics`` say why it failed, or what the checks find in
    it. ``trace`` is the traceback of an unexpected error.
    """

    path: Path
    folder: Path
    subject: str = ""
    html_bytes: int = 0
    text_bytes: int = 0
    seconds: float = 0.0
    changed: bool = False
    failed: bool = False
    at_fault: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()
    trace: str = ""


def build_issues(job: Job, paths: Sequence[Path], processes: int) -> Generator[tuple[int, Result]]:
    """Build the issues at ``paths``; yield the index and the result of each as it is done.

    The first is built here, so that the processes start with everything loaded.
    """
    here = len(paths) if processes == 1 or len(paths) < WORTH_PROCESSES else 1
    for index in range(here):
        yield index, build_issue(job, paths[index])
    if here < len(paths):
        yield from _build_on_workers(job, paths, here, processes)


def build_issue(job: Job, path: Path) -> Result:
    """Build one issue and write its edition."""
    folder = job.output / path.stem
    start = time.perf_counter()
    try:
        issue = load_issue(path, job.project)
        edition = build_edition(issue, job.project, job.esp)
        changed = write_edition(edition, folder, with_mjml=job.with_mjml)
        found = _check(issue, job.project, edition) if job.with_checks else ()
    except DigestError as error:
        at_fault = isinstance(error, IssueError)
        return Result(path, folder, failed=True, at_fault=at_fault, diagnostics=error.diagnostics)
    except Exception as error:  # noqa: BLE001  a fault of ours in one issue must not keep the others from going out
        message = f"'{path.name}' cannot be built: {type(error).__name__}: {error}"
        hint = "this is a fault of digest; 'digest --debug build' shows where: please report it"
        unexpected = Diagnostic("unexpected", message, hint=hint)
        return Result(path, folder, failed=True, diagnostics=(unexpected,), trace=traceback.format_exc())
    return Result(
        path,
        folder,
        subject=edition.subject,
        html_bytes=len(edition.html.encode()),
        text_bytes=len(edition.text.encode()),
        seconds=time.perf_counter() - start,
        changed=changed,
        diagnostics=tuple(dict.fromkeys((*edition.diagnostics, *found))),
    )


def _build_on_workers(
    job: Job, paths: Sequence[Path], first: int, processes: int
) -> Iterator[tuple[int, Result]]:
    from digest.workers import Lost, run_on_workers  # noqa: PLC0415  one issue needs no processes

    for index, answer in run_on_workers(build_issue, job, paths[first:], processes):
        path = paths[first + index]
        yield first + index, _lost(job, path, answer.reason) if isinstance(answer, Lost) else answer


def _check(issue: Issue, project: Project, edition: Edition) -> tuple[Diagnostic, ...]:
    from digest.checks import check  # noqa: PLC0415  loading them takes a quarter of a cold build

    return check(issue, project, edition)


def cores() -> int:
    """Return how many processes can run at once here."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _lost(job: Job, path: Path, reason: str) -> Result:
    message = f"'{path.name}' was not built: its process ended before it was done ({reason})"
    hint = "look for a lack of memory; '--jobs 1' builds without further processes"
    found = Diagnostic("lost-process", message, hint=hint)
    return Result(path, job.output / path.stem, failed=True, diagnostics=(found,))
