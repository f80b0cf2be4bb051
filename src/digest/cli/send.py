"""``digest send``."""

from __future__ import annotations

import click

from digest.cli.session import Command, Session, pass_session


@click.command(
    cls=Command,
    examples=[
        "digest send 2026-11-22 --to ana@meridian.example",
        "digest send 2026-11-22 --to ana@meridian.example --to bo@meridian.example --smtp smtp://localhost:25",
    ],
)
@click.argument("issue")
@click.option("--to", "recipients", multiple=True, required=True, metavar="ADDRESS", help="Once for each.")
@click.option(
    "--smtp",
    envvar="DIGEST_SMTP",
    show_envvar=True,
    metavar="URL",
    default="smtp://localhost:25",
    help="The mail server: smtp://USER:PASSWORD@HOST:587 (STARTTLS) or smtps://… (TLS). "
    "Keep passwords in the environment, not on the command line.",
)
@pass_session
def send(session: Session, issue: str, recipients: tuple[str, ...], smtp: str) -> None:
    """Send a test message to at most ten people.

    Its subject begins with [TEST], and its merge tags are filled with sample values.
    """
    import datetime as dt

    from digest.edition import build_edition
    from digest.esp.profiles import PREVIEW
    from digest.message import Envelope
    from digest.project import load_issue
    from digest.selection import select_issues
    from digest.send import SUBJECT_PREFIX, check_recipients, send_test, smtp_server

    check_recipients(recipients)
    server = smtp_server(smtp)
    project = session.project((issue,))
    (path,) = select_issues(project, (issue,))
    edition = build_edition(load_issue(path, project), project, PREVIEW.name)
    sender = project.settings.from_
    envelope = Envelope(
        sender_name=sender.name,
        sender=sender.email,
        recipients=recipients,
        date=dt.datetime.now(dt.UTC).replace(microsecond=0),
        unsubscribe_url=project.settings.unsubscribe_url or "",
        subject_prefix=SUBJECT_PREFIX,
    )
    send_test(edition, envelope, server)
    click.echo(f"sent to {', '.join(recipients)} through {server.host}:{server.port}")
