"""``digest export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.cli.session import Command, Session, pass_session, report

if TYPE_CHECKING:
    from digest.edition import Edition
    from digest.project import Settings


@click.command(
    cls=Command,
    examples=[
        "digest export 2026-11-22 --esp mailchimp",
        "digest export 2026-11-22 --esp klaviyo -o out",
        "digest export 2026-11-22 --esp preview --eml",
    ],
)
@click.argument("issue")
@click.option("--esp", metavar="NAME", help="For which ESP; see 'digest esps' [default: the newsletter's].")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to write [default: dist/<issue>/<esp>].",
)
@click.option("--eml", is_flag=True, help="Write one complete message instead, for mail programs.")
@pass_session
def export(session: Session, issue: str, esp: str | None, output: Path | None, *, eml: bool) -> None:
    """Write what an ESP imports.

    That is an HTML file or a zip, as the ESP documents it, with the text part beside it. Subject and
    preheader are shown, to be pasted. What the ESP would refuse, or an unsubscribe tag that nobody has
    verified, stops the export.
    """
    from digest.diagnostics import shown_path
    from digest.edition import render_edition
    from digest.esp.settings import find_profile
    from digest.export import make_package, ready_for
    from digest.files import Staging
    from digest.project import load_issue
    from digest.selection import select_issues

    project = session.project((issue,))
    profile = find_profile(esp or project.settings.esp, project.settings.esps)
    (path,) = select_issues(project, (issue,))
    neutral = render_edition(load_issue(path, project), project)
    if eml:
        edition, found = ready_for(neutral, profile)
        files = {f"{edition.stem}.eml": _message(edition, project.settings)}
    else:
        package = make_package(neutral, profile)
        edition, files, found = package.edition, dict(package.files), package.diagnostics
    report(found)
    folder = output or project.root / "dist" / edition.stem / profile.name
    with Staging() as staging:
        for name, data in files.items():
            staging.add(folder / name, data)
    click.echo(f"subject: {edition.subject}\npreheader: {edition.preheader}")
    for name in files:
        click.echo(shown_path(folder / name))


def _message(edition: Edition, settings: Settings) -> bytes:
    from digest.message import Envelope, issue_date, make_message

    sender = settings.from_
    envelope = Envelope(
        sender_name=sender.name,
        sender=sender.email,
        recipients=(sender.email,),
        date=issue_date(edition),
        unsubscribe_url=settings.unsubscribe_url or "",
    )
    return make_message(edition, envelope).as_bytes()
