"""One issue for every ESP: it is rendered once, whatever the number of ESPs that it goes to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from digest import Edition, Project, load_issue, load_project
from digest.edition import render_edition
from digest.esp.profile import Profile
from digest.esp.profiles import PROFILES
from tests.bench.clock import interleaved, timed
from tests.bench.report import Bench, Row, share

MANY = 25
WARM_UP, ROUNDS = 10, 40


def esps(bench: Bench) -> Iterator[Row]:
    """Compare an issue for 25 ESPs with the same issue for one."""
    project = load_project(bench.scratch.root)
    paths = bench.scratch.write_issues(WARM_UP + ROUNDS)
    profiles = [profile for name, profile in PROFILES.items() if name not in {"generic", "preview"}][:MANY]
    tasks = {
        "one": lambda number: timed(lambda: _built(paths[number - 1], project, profiles[:1])),
        "many": lambda number: timed(lambda: _built(paths[number - 1], project, profiles)),
    }
    took = interleaved(tasks, ROUNDS, WARM_UP)
    yield share(f"12 teasers, warm: {MANY} ESPs against one", took["many"], took["one"], 2)


def _built(path: Path, project: Project, profiles: list[Profile]) -> list[Edition]:
    neutral = render_edition(load_issue(path, project), project)
    return [neutral.for_esp(profile) for profile in profiles]
