"""``digest push``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from digest.cli.session import Command, Session, pass_session, report

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

    from digest.push.pushing import Account
    from digest.push.service import Request


@click.command(
    cls=Command,
    examples=[
        "digest push 2026-11-22 --esp mailchimp",
        "digest push 2026-11-22 --esp mailchimp --dry-run",
    ],
)
@click.argument("issue")
@click.option("--esp", metavar="NAME", help="To which ESP [default: the newsletter's].")
@click.option("--dry-run", is_flag=True, help="Print the requests, and make none.")
@click.option("--new", is_flag=True, help="Make a new draft, whatever exists.")
@click.option("--draft", "known", metavar="ID", help="Update this draft of the account.")
@pass_session
def push(
    session: Session, issue: str, esp: str | None, known: str | None, *, dry_run: bool, new: bool
) -> None:
    """Make or update a draft in the ESP's account; never send.

    A second push updates the same draft. The key is read from the environment, DIGEST_<ESP>_KEY, such as
    DIGEST_MAILCHIMP_KEY; lists and the like stand under esps: <esp>: push in newsletter.yaml.
    """
    import os

    pushing = _pushing()
    from digest.esp.settings import find_profile
    from digest.export import ready_for, unhosted
    from digest.handover import checked_edition
    from digest.push.memory import recall
    from digest.push.newsletter import account_of, draft_of
    from digest.selection import select_issues

    project = session.project((issue,))
    name = esp or project.settings.esp
    profile = find_profile(name, project.settings.esps)
    account = account_of(project, name, os.environ, dry=dry_run)
    (path,) = select_issues(project, (issue,))
    neutral, checked = checked_edition(path, project, profile)
    edition, found = ready_for(neutral, profile)
    report((*checked, *found, *unhosted(edition)))
    memory = recall(project.root / "dist" / edition.stem, name)
    if new:
        memory.forget()
    if known:
        memory.adopt(known, account.service.id)
    draft = draft_of(edition, project.settings)
    if dry_run:
        _print(pushing.rehearse(draft, account, memory), account)
        return
    made = pushing.push(draft, account, memory)
    ids = ", ".join(f"{key} {value}" for key, value in memory.ids.items())
    verb = "made" if made else "updated"
    click.echo(
        f"{verb} the {account.service.makes} '{draft.name}' in {profile.title}" + (f": {ids}" if ids else "")
    )
    if not account.service.takes_text:
        click.echo(f"{profile.title} takes no text part through its API; it makes its own", err=True)


def _pushing() -> ModuleType:
    """Return the module that pushes; it needs an HTTP client, which other commands do without."""
    from digest.diagnostics import ProjectError

    try:
        from digest.push import pushing
    except ModuleNotFoundError as error:
        hint = "run pip install 'newsletter-digest[push]'"
        raise ProjectError.single("missing-extra", "pushing drafts needs httpx", hint=hint) from error
    return pushing


def _print(requests: Iterable[Request], account: Account) -> None:
    """Print requests without their headers, which hold the key, and with long texts cut short."""
    import json

    for request in requests:
        click.echo(f"{request.method} {account.url}{request.path}")
        if request.body is not None:
            click.echo(json.dumps(_shortened(request.body), ensure_ascii=False, indent=2))


def _shortened(value: object) -> object:
    if isinstance(value, dict):
        return {key: _shortened(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_shortened(each) for each in value]
    if isinstance(value, str) and len(value) > 200:  # noqa: PLR2004  a line or two of a terminal
        return f"{value[:60]}… ({len(value):,} characters)"
    return value
