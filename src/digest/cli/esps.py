"""``digest esps``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from digest.cli.session import Command, Session, pass_session

if TYPE_CHECKING:
    from collections.abc import Mapping

    from digest.esp.settings import EspSettings


@click.command(cls=Command, examples=["digest esps", "digest esps mailchimp", "digest esps --json"])
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
@pass_session
def esps(session: Session, name: str | None, *, as_json: bool) -> None:
    """List the ESPs that digest knows, or explain one.

    Marked with ? are those whose merge tags for unsubscribe, web view or first name nobody has verified:
    confirm them, and write what you found under 'esps' in newsletter.yaml.
    """
    import json

    from digest.esp.describe import described, listed, summary
    from digest.esp.settings import all_profiles, find_profile
    from digest.push.services import explained

    own = _own(session)
    if name:
        profile = find_profile(name, own)
        based_on = own[name].based_on if name in own else ""
        if as_json:
            text = json.dumps(summary(profile), ensure_ascii=False, indent=2)
        else:
            text = "\n\n".join(filter(None, (described(profile), explained(based_on or name, name))))
    else:
        profiles = all_profiles(own)
        found = [summary(each) for each in profiles]
        text = json.dumps(found, ensure_ascii=False, indent=2) if as_json else listed(profiles)
    click.echo(text)


def _own(session: Session) -> Mapping[str, EspSettings]:
    """Return the project's own ESPs; the table can be read without a project, too."""
    from digest.diagnostics import ProjectError

    try:
        return session.project().settings.esps
    except ProjectError as error:
        if session.folder or error.diagnostics[0].rule != "no-project":
            raise
        return {}
