"""Whole commands in processes of their own: one issue, a hundred, a thousand, four thousand."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from tests.bench.clock import Run, run
from tests.bench.peers import MJML, REACT_BUILD
from tests.bench.report import Bench, Row, duration, share, times_faster

DIGEST = (sys.executable, "-m", "digest.cli")
REPEATS = 5
HELP_SECONDS = 0.15
MEMORY_BYTES = 300_000_000
# Linear: an issue among four thousand costs no more than this times one among a thousand.
GROWTH = 1.15


def cold(bench: Bench) -> Iterator[Row]:
    """Compare ``digest build`` of one issue with the ``mjml`` command, and time ``digest --help``."""
    (path,) = bench.scratch.write_issues(1)
    commands: dict[str, Callable[[], Run]] = {
        "help": lambda: run([*DIGEST, "--help"], bench.scratch.root),
        "digest": lambda: _digest(bench, [path]),
    }
    if not bench.no_peers:
        source = _mjml_files(bench, [path])
        (content,) = bench.scratch.write_react_contents(1)
        commands["mjml"] = lambda: run([MJML, *source, "-o", bench.folder / "one.html"], bench.folder)
        commands["react"] = lambda: run([*REACT_BUILD, bench.folder / "react", content], bench.folder)
    took = _medians(commands)
    if not bench.no_peers:
        yield share("one issue, cold: the mjml command", took["digest"], took["mjml"], 0.6)
        yield share("one issue, cold: a React Email script", took["digest"], took["react"], None)
    met = took["help"] < HELP_SECONDS
    yield Row("digest --help", duration(took["help"]), goal=f"under {HELP_SECONDS:g} s", met=met)


def hundred(bench: Bench) -> Iterator[Row]:
    """Compare a hundred issues in one call with ``mjml a/*.mjml``."""
    if bench.no_peers:
        return
    paths = bench.scratch.write_issues(100)
    sources = _mjml_files(bench, paths)
    contents = bench.scratch.write_react_contents(100)
    out = bench.folder / "hundred"
    out.mkdir()
    took = _medians(
        {
            "digest": lambda: _digest(bench, paths),
            "mjml": lambda: run([MJML, *sources, "-o", out], bench.folder),
            "react": lambda: run([*REACT_BUILD, bench.folder / "react", *contents], bench.folder),
        }
    )
    yield share("100 issues in one call: the mjml command", took["digest"], took["mjml"], 0.25)
    yield share("100 issues in one call: a React Email script", took["digest"], took["react"], 1)


def thousands(bench: Bench) -> Iterator[Row]:
    """Measure how digest uses two cores, how much it holds, and how its time grows."""
    paths = bench.scratch.write_issues(4000)
    cores = sorted(os.sched_getaffinity(0))[:2]
    one = _digest(bench, paths[:1000], {cores[0]})
    runs = {count: _digest(bench, paths[:count], set(cores)) for count in (100, 1000, 4000)}
    two = runs[1000]
    if len(cores) > 1:
        what = "1,000 issues: two cores against one"
        yield times_faster(what, two.seconds, one.seconds, 1.7)
    peak = max(each.peak for each in runs.values())
    yield Row(
        "1,000 and 4,000 issues: peak memory of all processes",
        f"{peak / 1e6:.0f} MB",
        goal=f"under {MEMORY_BYTES / 1e6:.0f} MB",
        met=0 < peak < MEMORY_BYTES,
    )
    each = {count: done.seconds / count for count, done in runs.items()}
    growth = each[4000] / each[1000]
    yield Row(
        "an issue among 100, 1,000, 4,000",
        ", ".join(duration(seconds) for seconds in each.values()),
        ratio=f"{growth:.2f} of it at 4,000",
        goal=f"linear: at most {GROWTH:g}",
        met=growth <= GROWTH,
    )


def _digest(bench: Bench, paths: list[Path], cpus: set[int] | None = None) -> Run:
    bench.scratch.clear()
    names = [path.relative_to(bench.scratch.root) for path in paths]
    # Building only: no peer checks what it builds.
    return run([*DIGEST, "build", "--no-check", *names], bench.scratch.root, cpus)


def _mjml_files(bench: Bench, paths: list[Path]) -> list[Path]:
    """Return files with the MJML of the issues, as digest renders it, where no build clears them away."""
    run([*DIGEST, "build", "--mjml", *paths], bench.scratch.root)
    sources = [bench.folder / "mjml" / f"{path.stem}.mjml" for path in paths]
    sources[0].parent.mkdir(exist_ok=True)
    for path, source in zip(paths, sources, strict=True):
        (bench.scratch.root / "dist" / path.stem / "edition.mjml").replace(source)
    return sources


def _medians(commands: dict[str, Callable[[], Run]]) -> dict[str, float]:
    """Return median seconds; the commands take turns, and a first turn fills the caches of the disk."""
    taken = [{name: command().seconds for name, command in commands.items()} for _ in range(REPEATS + 1)]
    return {name: median(turn[name] for turn in taken[1:]) for name in commands}
