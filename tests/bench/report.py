"""A row of the benchmark and how it is printed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.bench.content import Scratch

HEADINGS = ("what", "digest", "against", "ratio", "goal", "met")


@dataclass(frozen=True, slots=True)
class Bench:
    """What every group of rows may use: a scratch project, and why there are no JavaScript peers, if so."""

    scratch: Scratch
    folder: Path
    no_peers: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; ``met`` is None where there is no goal."""

    what: str
    ours: str
    against: str = ""
    ratio: str = ""
    goal: str = ""
    met: bool | None = None

    def cells(self) -> tuple[str, ...]:
        """Return the row's words, in the order of the headings."""
        met = "" if self.met is None else "yes" if self.met else "NO"
        return (self.what, self.ours, self.against, self.ratio, self.goal, met)


def times_faster(what: str, ours: float, theirs: float, goal: float) -> Row:
    """Say how many times faster than the other digest is; ``goal`` is the least that will do."""
    ratio = theirs / ours
    return Row(
        what, duration(ours), duration(theirs), f"{ratio:.1f} x faster", f"at least {goal:g} x", ratio >= goal
    )


def share(what: str, ours: float, theirs: float, goal: float | None) -> Row:
    """Say which part of the other's time digest takes; ``goal`` is the most that will do."""
    ratio = ours / theirs
    met = None if goal is None else ratio <= goal
    wanted = "" if goal is None else f"at most {goal:g}"
    return Row(what, duration(ours), duration(theirs), f"{ratio:.2f} of it", wanted, met)


def duration(seconds: float) -> str:
    """Write a time with the unit that suits it."""
    return f"{seconds * 1000:.2f} ms" if seconds < 0.1 else f"{seconds:.2f} s"


def table(rows: list[Row]) -> str:
    """Lay the rows out in columns."""
    lines = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
