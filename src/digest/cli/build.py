"""``digest build``."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.cli.session import CONTENT_ERRORS, USAGE_ERRORS, Command, Session, pass_session, report

if TYPE_CHECKING:
    from digest.building import Result

# A progress bar for less than this many seconds only flickers.
PATIENCE = 1.0
# Up to so many issues, everything that the checks find is told in every build.
MANY = 30


@click.command(
    cls=Command,
    examples=[
        "digest build",
        "digest build 2026-11-22",
        "digest build issues/2026-11-22.yaml --esp mailchimp -o out",
    ],
)
@click.argument("issues", nargs=-1, metavar="[ISSUE]...")
@click.option("--esp", metavar="NAME", help="Whose merge tags to write [default: the newsletter's].")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to write [default: the project's dist].",
)
@click.option("--mjml", is_flag=True, help="Write edition.mjml too.")
@click.option("--no-check", is_flag=True, help="Only build: do not say what the checks find.")
@click.option("--json", "as_json", is_flag=True, help="Print the results as JSON.")
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="How many processes to use [default: every core]."
)
@pass_session
def build(
    session: Session,
    issues: tuple[str, ...],
    esp: str | None,
    output: Path | None,
    jobs: int | None,
    *,
    mjml: bool,
    no_check: bool,
    as_json: bool,
) -> None:
    """Build editions into dist/.

    Each issue becomes dist/<issue>/edition.html, edition.txt and edition.json, with its pictures beside them.
    What has not changed is left as it is.

    ISSUE is a file or its name without the ending. Without any, all issues are built.
    """
    from digest.building import Job, build_issues, cores
    from digest.cli.results import as_document, as_table
    from digest.selection import select_issues

    start = time.perf_counter()
    project = session.project(issues)
    paths = select_issues(project, issues)
    job = Job(project, output.resolve() if output else project.root / "dist", esp, mjml, not no_check)
    with closing(build_issues(job, paths, jobs or cores())) as results:
        done = [result for _, result in sorted(_shown(results, len(paths)), key=lambda each: each[0])]
    seconds = time.perf_counter() - start
    _report(done)
    if session.debug:
        for result in done:
            click.echo(result.trace, nl=False, err=True)
    click.echo(as_document(done, seconds) if as_json else as_table(done, seconds))
    click.get_current_context().exit(_status(done))


def _shown(results: Iterable[tuple[int, Result]], total: int) -> Iterator[tuple[int, Result]]:
    """Pass the results on; show a progress bar on a terminal once it has taken a while."""
    start = time.perf_counter()
    count = 0
    bar = click.progressbar(length=total, label="building", file=sys.stderr, show_pos=True)
    waiting = sys.stderr.isatty()
    try:
        for each in results:
            yield each
            count += 1
            if waiting and time.perf_counter() - start > PATIENCE:
                bar.update(count - bar.pos)
    finally:
        if bar.pos:
            bar.render_finish()


def _report(results: Sequence[Result]) -> None:
    """Say what is wrong; of many issues only what keeps one from going out, and what is new."""
    from digest.cli.check import summary
    from digest.diagnostics import Severity

    changed = [result for result in results if result.changed]
    told = results if len(results) <= MANY else changed if len(changed) <= MANY else []
    new = {each for result in told for each in result.diagnostics}
    found = dict.fromkeys(each for result in results for each in result.diagnostics)
    shown = [each for each in found if each in new or each.severity is Severity.ERROR]
    report(shown)
    if len(shown) < len(found):
        rest = summary([each for each in found if each not in set(shown)])
        click.echo(f"and {rest}: 'digest check' lists all", err=True)


def _status(results: Sequence[Result]) -> int:
    """Return 2 where the keeper of the project has something to mend, 1 where only editors have."""
    from digest.diagnostics import Severity

    if any(result.failed and not result.at_fault for result in results):
        return USAGE_ERRORS
    errors = (each for result in results for each in result.diagnostics if each.severity is Severity.ERROR)
    return CONTENT_ERRORS if any(errors) else 0
