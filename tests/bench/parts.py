"""What stands around a build, against the build itself: the checks, and every ESP at once."""

from __future__ import annotations

from collections.abc import Iterator

from digest import build_edition, load_issue, load_project
from digest.checks import check
from digest.edition import render_edition
from digest.esp.settings import all_profiles
from tests.bench.clock import Task, interleaved, timed
from tests.bench.report import Bench, Row, share

WARM_UP, ROUNDS = 10, 50


def parts(bench: Bench) -> Iterator[Row]:
    """Compare the checks of an issue, and its editions for all ESPs, with building it for one."""
    project = load_project(bench.scratch.root)
    issues = [load_issue(path, project) for path in bench.scratch.write_issues(WARM_UP + ROUNDS)]
    editions = [build_edition(issue, project) for issue in issues]
    profiles = all_profiles(project.settings.esps)

    def for_all(number: int) -> None:
        neutral = render_edition(issues[number - 1], project)
        for profile in profiles:
            neutral.for_esp(profile)

    tasks: dict[str, Task] = {
        "build": lambda number: timed(lambda: build_edition(issues[number - 1], project)),
        "check": lambda number: timed(lambda: check(issues[number - 1], project, editions[number - 1])),
        "esps": lambda number: timed(lambda: for_all(number)),
    }
    took = interleaved(tasks, ROUNDS, WARM_UP)
    yield share("12 teasers, warm: all checks against building", took["check"], took["build"], 2)
    what = f"12 teasers, warm: {len(profiles)} ESPs against one"
    yield share(what, took["esps"], took["build"], 2)
