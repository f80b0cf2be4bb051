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
        "digest export 2026-11-22 --esp klaviyo --upload s3://letters/daily",
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
@click.option(
    "--upload",
    "target",
    metavar="TARGET",
    help="Put the pictures where 'assets_url' serves them: a folder, or an address that fsspec knows.",
)
@pass_session
def export(
    session: Session, issue: str, esp: str | None, output: Path | None, target: str | None, *, eml: bool
) -> None:
    """Write what an ESP imports.

    That is an HTML file or a zip, as the ESP documents it, with the text part beside it. Subject and
    preheader are shown, to be pasted. Errors that 'digest check' finds, what the ESP would refuse, and an
    unsubscribe tag that nobody has verified stop the export.
    """
    from digest.diagnostics import shown_path
    from digest.esp.settings import find_profile
    from digest.export import make_package, ready_for
    from digest.files import Staging
    from digest.handover import checked_edition
    from digest.selection import select_issues

    project = session.project((issue,))
    profile = find_profile(esp or project.settings.esp, project.settings.esps)
    (path,) = select_issues(project, (issue,))
    neutral, checked = checked_edition(path, project, profile)
    if eml:
        edition, found = ready_for(neutral, profile)
        files = {f"{edition.stem}.eml": _message(edition, project.settings)}
    else:
        package = make_package(neutral, profile)
        edition, files, found = package.edition, dict(package.files), package.diagnostics
    report((*checked, *found))
    if target:
        _upload(neutral, target)
    folder = output or project.root / "dist" / edition.stem / profile.name
    with Staging() as staging:
        for name, data in files.items():
            staging.add(folder / name, data)
    click.echo(f"subject: {edition.subject}\npreheader: {edition.preheader}")
    for name in files:
        click.echo(shown_path(folder / name))


def _upload(edition: Edition, target: str) -> None:
    """Upload before anything is written, so that no package names pictures that are not there."""
    from digest.diagnostics import ProjectError
    from digest.pictures.upload import shown_target, upload

    if not edition.assets_url:
        message = "pictures are uploaded to where 'assets_url' serves them, and newsletter.yaml has none"
        raise ProjectError.single("no-assets-url", message, hint="add a line 'assets_url: https://…'")
    done = upload([(picture.name, picture.path) for picture in edition.pictures], target)
    click.echo(f"pictures at {shown_target(target)}: {len(done.new)} new, {len(done.present)} there already")


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
