"""Pushing an edition as a draft; what it needs beyond the preview is an extra of its own."""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import Any

from digest.diagnostics import ProjectError
from digest.edition import Edition
from digest.esp.profile import Profile
from digest.export import ready_for
from digest.project import Project


def push_json(project: Project, profile: Profile) -> dict[str, Any] | None:
    """Return what the page shows of an ESP's draft API; None where there is none.

    ``variable`` names the environment variable that holds the secret, ``configured`` says whether it does.
    """
    if find_spec("httpx") is None:
        return None
    from digest.push.newsletter import base_of  # noqa: PLC0415  it needs the extra
    from digest.push.services import SERVICES  # noqa: PLC0415

    service = SERVICES.get(base_of(project, profile.name))
    if service is None:
        return None
    return {
        "makes": service.makes,
        "takes_text": service.takes_text,
        "variable": service.variable,
        "configured": bool(os.environ.get(service.variable, "").strip()),
    }


def push_draft(neutral: Edition, project: Project, profile: Profile, *, anew: bool) -> dict[str, Any]:
    """Make or update the draft of an edition; ``anew`` makes another one, whatever exists.

    Raises:
        DigestError: the account is not configured, the edition cannot go there, or the API refuses.
    """
    try:
        from digest.push.memory import recall  # noqa: PLC0415  it needs the extra
        from digest.push.newsletter import account_of, draft_of  # noqa: PLC0415
        from digest.push.pushing import push  # noqa: PLC0415
    except ModuleNotFoundError as error:
        hint = "run pip install 'newsletter-digest[push]'"
        raise ProjectError.single("missing-extra", "pushing drafts needs httpx", hint=hint) from error
    account = account_of(project, profile.name, os.environ)
    edition, _ = ready_for(neutral, profile)
    memory = recall(project.root / "dist" / edition.stem, profile.name)
    if anew:
        memory.forget()
    draft = draft_of(edition, project.settings)
    made = push(draft, account, memory)
    return {"made": made, "name": draft.name, "makes": account.service.makes, "ids": memory.ids}
