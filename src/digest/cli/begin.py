"""``digest init`` and ``digest new``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from digest.cli.session import Command, Session, pass_session


@click.command(cls=Command, examples=["digest init my-letter"])
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
def init(target: Path) -> None:
    """Begin a newsletter in a new folder.

    DIR is made, with settings, a first issue and pictures to look at and to change. It builds at once.
    """
    from digest.diagnostics import shown_path
    from digest.scaffold import create_project

    for path in create_project(target, _today()):
        click.echo(shown_path(path))
    click.echo(f"\nNext: cd {shown_path(target)}, then digest build", err=True)


@click.command(
    cls=Command,
    examples=["digest new", "digest new --date 2026-11-23", "digest new --from 2026-11-22 --stem weekly-48"],
)
@click.option("--from", "source", metavar="ISSUE", help="An earlier issue to copy.")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="[default: today]")
@click.option("--number", type=click.IntRange(min=0), help="[default: the highest of all issues and one]")
@click.option(
    "--stem", metavar="NAME", default="", help="The file's name without its ending [default: the date]."
)
@pass_session
def new(
    session: Session, source: str | None, date: dt.datetime | None, number: int | None, stem: str
) -> None:
    """Make the next issue file and print its path.

    It comes from a skeleton, or from an earlier issue with another date and number. No file is overwritten.
    """
    from digest.diagnostics import shown_path
    from digest.scaffold import create_issue
    from digest.selection import select_issues

    project = session.project()
    earlier = select_issues(project, [source])[0] if source else None
    day = date.date() if date else _today()
    click.echo(shown_path(create_issue(project, day, source=earlier, stem=stem, number=number)))


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()
