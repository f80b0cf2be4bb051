"""The table of all draft APIs; a new one is one more entry, and the requests that make its draft."""

from __future__ import annotations

from digest.push.campaigns import SERVICES as CAMPAIGNS
from digest.push.posts import SERVICES as POSTS

SERVICES = {service.name: service for service in (*CAMPAIGNS, *POSTS)}


def explained(base: str, name: str) -> str:
    """Return what a push to ``base``, called ``name`` here, makes and needs; empty without an API."""
    service = SERVICES.get(base)
    if service is None:
        return ""
    part = "" if service.takes_text else ", without our text part"
    lines = [
        f"Draft: 'digest push' makes a {service.makes}{part}",
        f"  {service.variable} in the environment: {service.key}",
    ]
    for setting, meaning in service.settings.items():
        needed = "" if setting in service.required else " (optional)"
        lines.append(f"  esps: {name}: push: {setting}: in newsletter.yaml: {meaning}{needed}")
    return "\n".join(lines)
