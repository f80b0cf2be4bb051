"""``digest shoot``."""

from __future__ import annotations

from pathlib import Path

import click

from digest.cli.session import Command, Session, pass_session


@click.command(
    cls=Command, examples=["digest shoot 2026-11-22", "digest shoot issues/2026-11-22.yaml -o pictures"]
)
@click.argument("issue")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where to write [default: dist/<issue>/shots].",
)
@pass_session
def shoot(session: Session, issue: str, output: Path | None) -> None:
    """Take pictures of an edition with Chromium.

    They are PNG files of the whole edition: 700 and 375 pixels wide, light and dark, without pictures, and
    the text edition. Merge tags are filled with sample values.
    """
    from digest.diagnostics import shown_path
    from digest.edition import build_edition
    from digest.esp.profiles import PREVIEW
    from digest.files import write_file
    from digest.project import load_issue
    from digest.selection import select_issues
    from digest.shoot import shoot as take

    project = session.project((issue,))
    (path,) = select_issues(project, (issue,))
    edition = build_edition(load_issue(path, project), project, PREVIEW.name)
    folder = output or project.root / "dist" / edition.stem / "shots"
    for name, data in take(edition):
        write_file(folder / name, data)
        click.echo(shown_path(folder / name))
