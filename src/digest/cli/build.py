"""``digest build``."""

from __future__ import annotations

from pathlib import Path

import click

from digest.cli.session import Command, Session, exit_status, pass_session, report


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
@pass_session
def build(
    session: Session, issues: tuple[str, ...], esp: str | None, output: Path | None, *, mjml: bool
) -> None:
    """Build editions into dist/.

    Each issue becomes dist/<issue>/edition.html, edition.txt and edition.json, with its pictures beside them.

    ISSUE is a file or its name without the ending. Without any, all issues are built.
    """
    from digest.diagnostics import DigestError
    from digest.edition import build_edition
    from digest.output import write_edition
    from digest.project import load_issue
    from digest.selection import select_issues

    project = session.project(issues)
    status = 0
    for path in select_issues(project, issues):
        try:
            edition = build_edition(load_issue(path, project), project, esp)
            write_edition(edition, (output or project.root / "dist") / edition.stem, with_mjml=mjml)
        except DigestError as error:
            report(error.diagnostics)
            status = max(status, exit_status(error))
    click.get_current_context().exit(status)
