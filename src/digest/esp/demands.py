"""What an ESP demands of an edition, and what it cannot do for it: the diagnostics that stop an export."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from digest.diagnostics import Diagnostic, Severity
from digest.esp.profile import Profile
from digest.esp.substitute import missing, used

_MEANINGS = {
    "first_name": "the recipient's first name",
    "email": "the recipient's address",
    "unsubscribe": "the link to unsubscribe",
    "web_view": "the link to the edition on the web",
    "preferences": "the link to the preferences page",
}


def tag_demands(neutral: Mapping[str, str], profile: Profile, own: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield what is wrong with the merge tags of a neutral edition for one ESP.

    ``neutral`` maps the names of the parts (subject, preheader, html, text) to their text with placeholders;
    ``own`` holds the newsletter's own addresses.
    """
    where = f"esps: {profile.name}: tags:"
    everything = "\n".join(neutral.values())
    found = used(everything)
    lacking = missing(everything, profile, own)
    for name in lacking:
        yield Diagnostic(
            "missing-merge-tag",
            f"{profile.title} has no merge tag for {_MEANINGS[name]}, which the edition uses",
            hint=f"write yours under {where} {name}: … in newsletter.yaml, or take [[{name}]] out",
        )
    for name in sorted(profile.required - set(lacking)):
        for part in ("html", "text"):
            if name not in used(neutral[part]):
                yield Diagnostic(
                    "missing-merge-tag",
                    f"the {part} edition lacks {_MEANINGS[name]}, which {profile.title} demands",
                    hint=f"put [[{name}]] back into the theme's footer",
                )
    for name in sorted(found.keys() & profile.tags.keys()):
        tag = profile.tags[name]
        if not tag.certainty.verified:
            yield Diagnostic(
                "unverified-merge-tag",
                f"nobody has verified that {profile.title} writes {_MEANINGS[name]} as {tag.value}",
                hint=f"look it up in your account, and write it under {where} {name}: … in newsletter.yaml",
                severity=Severity.ERROR if name == "unsubscribe" else Severity.WARNING,
            )
        elif found[name] and not tag.fallback and profile.syntax.opens:
            yield Diagnostic(
                "no-fallback",
                f"{profile.title} knows no fallback: recipients without a first name see a gap",
                hint="give every recipient a first name there, or take the merge tag out",
                severity=Severity.WARNING,
            )
        elif found[name] and not tag.verified_fallback:
            yield Diagnostic(
                "unverified-merge-tag",
                f"nobody has verified how {profile.title} writes the fallback of a first name",
                hint="send yourself a test from the ESP, to a recipient without a first name",
                severity=Severity.WARNING,
            )


def part_demands(profile: Profile, html: str, text: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with the finished parts: what the ESP refuses, and what is over its limits."""
    for sequence in profile.forbidden:
        if sequence in html:
            around = html[max(0, html.index(sequence) - 30) :][:70].replace("\n", " ")
            yield Diagnostic(
                "forbidden-sequence",
                f"{profile.title} refuses HTML that contains {sequence}",
                hint="take it out of the theme, or out of the text",
                notes=(f"it stands here: {around}",),
            )
    sizes = {"html": len(html.encode()), "text": len(text.encode())}
    for limit in profile.limits:
        if limit.part in sizes:
            yield from size_demands(profile, limit.part, sizes[limit.part])


def size_demands(profile: Profile, part: str, size: int) -> Iterator[Diagnostic]:
    """Yield a diagnostic where ``size``, in bytes, is over the ESP's limit for ``part``."""
    for limit in profile.limits:
        if limit.part == part and size > limit.size:
            yield Diagnostic(
                "over-limit",
                f"the {part} has {size:,} bytes; {profile.title} takes {limit.size:,}",
                hint="take out blocks or pictures, or make the pictures lighter",
            )
