"""Profiles in words, for people and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from digest.esp.profile import FALLBACK, Certainty, Comments, Profile, Tag
from digest.merge import MERGE_TAGS


def listed(profiles: Sequence[Profile]) -> str:
    """Return one line for each profile."""
    width = max(len(profile.name) for profile in profiles)
    return "\n".join(
        f"{'  ' if profile.verified else '? '}{profile.name:<{width}}  {profile.title}"
        for profile in profiles
    )


def described(profile: Profile) -> str:
    """Return everything that is known about one ESP, with where it comes from."""
    lines = [f"{profile.title} ({profile.name})", "", "Merge tags"]
    for name, meaning in MERGE_TAGS.items():
        tag = profile.tags.get(name)
        lines += [f"  [[{name}]], {meaning}:", *(_tag_lines(tag) if tag else ["    none"])]
    lines += ["", f"Language: {profile.syntax.name}", f"Import: {profile.packaging}"]
    lines.append(
        f"Text part: {'taken' if profile.takes_text else 'not taken; paste it by hand where you can'}"
    )
    if profile.comments is not Comments.KEPT:
        lines.append(f"HTML comments: {profile.comments}")
    if profile.body_end:
        lines.append(f"Added before </body>: {profile.body_end}")
    if profile.forbidden:
        lines.append(f"Refused in HTML: {' '.join(profile.forbidden)}")
    lines += [
        f"Limit: {limit.size:,} bytes of {limit.part} {_origin(limit.certainty, limit.source)}"
        for limit in profile.limits
    ]
    if profile.facts:
        lines += ["", "Good to know"]
        lines += [f"  {fact.says} {_origin(fact.certainty, fact.source)}" for fact in profile.facts]
    if not profile.verified:
        hint = (
            f"Confirm the merge tags, then write them under esps: {profile.name}: tags: in newsletter.yaml."
        )
        lines += ["", hint]
    return "\n".join(lines)


def summary(profile: Profile) -> dict[str, Any]:
    """Return the profile as plain data."""
    return {
        "name": profile.name,
        "title": profile.title,
        "verified": profile.verified,
        "language": profile.syntax.name,
        "packaging": profile.packaging.name.lower(),
        "takes_text": profile.takes_text,
        "tags": {name: asdict(tag) for name, tag in profile.tags.items()},
        "required": sorted(profile.required),
        "forbidden": list(profile.forbidden),
        "limits": [asdict(limit) for limit in profile.limits],
        "facts": [asdict(fact) for fact in profile.facts],
    }


def _tag_lines(tag: Tag) -> list[str]:
    lines = [f"    {tag.value}  {_origin(tag.certainty, tag.source)}"]
    if tag.text:
        lines.append(f"    {tag.text}  in the text part")
    if tag.fallback:
        doubt = "" if tag.verified_fallback else "  (unverified)"
        lines.append(f"    {tag.fallback.replace(FALLBACK, 'there')}  with a fallback{doubt}")
    return lines


def _origin(certainty: Certainty, source: str) -> str:
    if certainty is Certainty.REMEMBERED:
        return "(unverified)"
    return f"({source})"
