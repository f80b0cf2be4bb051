"""Run the benchmark and print its table: python -m tests.bench [GROUP…]."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from tests.bench import peers
from tests.bench.commands import cold, hundred, thousands
from tests.bench.content import Scratch
from tests.bench.esps import esps
from tests.bench.parts import parts
from tests.bench.report import Bench, Row, table
from tests.bench.saves import saves
from tests.bench.warm import warm

# A new row is one function here.
GROUPS: tuple[Callable[[Bench], Iterator[Row]], ...] = (warm, esps, parts, cold, hundred, thousands, saves)


def main(wanted: list[str]) -> None:
    """Measure the groups that are wanted, all by default."""
    no_peers = peers.missing()
    if no_peers:
        click.echo(f"No rows against the JavaScript tools: {no_peers}.\n")
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="digest-bench-") as name:
        folder = Path(name)
        bench = Bench(Scratch(folder / "project"), folder, no_peers)
        for group in GROUPS:
            if group.__name__ in wanted or not wanted:
                click.echo(f"measuring: {group.__name__} …", err=True)
                rows += group(bench)
    click.echo(table(rows))


if __name__ == "__main__":
    main(sys.argv[1:])
