"""The benchmark measures what it says: varied content, interleaved rounds, and ratios with their goals."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from digest import load_issue, load_project
from tests.bench.clock import interleaved, run
from tests.bench.content import Scratch, react_content, variant
from tests.bench.report import Row, share, table, times_faster


@pytest.fixture
def scratch(tmp_path: Path) -> Scratch:
    """Give a benchmark project."""
    return Scratch(tmp_path / "project")


def test_variants_are_good_issues_that_share_no_sentence(scratch: Scratch) -> None:
    """The benchmark builds real issues, and no cache of ours can flatter it."""
    project = load_project(scratch.root)
    first, second = (load_issue(path, project) for path in scratch.write_issues(2))
    assert first.lead.body.source.count("\n") == second.lead.body.source.count("\n")
    assert not set(first.lead.body.source.split("\n\n")) & set(second.lead.body.source.split("\n\n"))
    assert first.lead.url != second.lead.url


def test_react_gets_the_same_content(scratch: Scratch) -> None:
    """React Email renders all that digest renders: every headline, address and word of prose."""
    issue = variant(7)
    written = json.dumps(react_content(issue, scratch.settings))
    for block in issue["blocks"]:
        ((_, fields),) = block.items()
        for item in (fields, *fields.get("teasers", [])):
            inner = item.get("sponsor", item)
            assert {inner[name] for name in ("headline", "url") if name in inner} <= set(_strings(written))


def _strings(written: str) -> list[str]:
    found: list[str] = []
    json.loads(written, object_hook=lambda node: found.extend(v for v in node.values() if isinstance(v, str)))
    return found


def test_rounds_are_interleaved_and_the_warm_up_is_thrown_away() -> None:
    """What else the machine does falls on all tasks alike, and cold rounds do not count."""
    order: list[str] = []

    def task(name: str, seconds: float) -> float:
        order.append(name)
        return seconds

    took = interleaved({"a": lambda n: task("a", n), "b": lambda n: task("b", 10 * n)}, rounds=3, warm_up=2)
    assert order == ["a", "b"] * 5
    assert took == {"a": 4, "b": 40}


def test_a_process_is_measured_with_what_it_started(tmp_path: Path) -> None:
    """Peak memory counts the workers too: here a child holds 60 MB and its parent next to nothing."""
    child = "import time; held = b'x' * 60_000_000; time.sleep(0.5)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    done = run([sys.executable, "-c", parent], tmp_path)
    assert done.seconds > 0.5
    assert done.peak > 60_000_000


def test_a_command_that_fails_stops_the_benchmark(tmp_path: Path) -> None:
    """A figure for a command that did nothing would be worse than none."""
    with pytest.raises(RuntimeError, match="status 3: oh no"):
        run([sys.executable, "-c", "import sys; print('oh no'); sys.exit(3)"], tmp_path)


def test_the_table_shows_ratios_and_whether_goals_are_met() -> None:
    """The reader sees figure, goal and verdict in one line."""
    rows = [times_faster("warm", 0.002, 0.020, 8), share("cold", 0.5, 0.5, 0.6), Row("help", "90.00 ms")]
    assert [re.split(r"  +", line) for line in table(rows).splitlines()] == [
        ["what", "digest", "against", "ratio", "goal", "met"],
        ["warm", "2.00 ms", "20.00 ms", "10.0 x faster", "at least 8 x", "yes"],
        ["cold", "0.50 s", "0.50 s", "1.00 of it", "at most 0.6", "NO"],
        ["help", "90.00 ms"],
    ]
