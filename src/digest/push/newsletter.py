"""What a push takes from a newsletter: whose account the draft goes to, and what it says."""

from __future__ import annotations

from collections.abc import Mapping

from digest.edition import Edition
from digest.esp.settings import find_profile
from digest.project import Project
from digest.push.pushing import Account, open_account
from digest.push.service import Draft
from digest.settings import Settings


def account_of(project: Project, esp: str, environment: Mapping[str, str], *, dry: bool = False) -> Account:
    """Return the account that the newsletter's drafts for an ESP go to.

    Raises:
        ProjectError: there is no such ESP, no draft API for it, or what it needs is missing.
    """
    settings = project.settings.esps
    title = find_profile(esp, settings).title
    own = settings.get(esp)
    return open_account(base_of(project, esp), title, own.push if own else {}, environment, dry=dry)


def base_of(project: Project, esp: str) -> str:
    """Return the name of the ESP whose draft API a newsletter's own ESP shares."""
    own = project.settings.esps.get(esp)
    return own.based_on if own and own.based_on else esp


def draft_of(edition: Edition, settings: Settings) -> Draft:
    """Return an edition as a draft API wants it."""
    return Draft(
        name=f"{settings.name} {edition.stem}",
        subject=edition.subject,
        preheader=edition.preheader,
        html=edition.html,
        text=edition.text,
        sender_name=settings.from_.name,
        sender=settings.from_.email,
        lang=edition.lang,
    )
