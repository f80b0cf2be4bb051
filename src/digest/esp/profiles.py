"""The table of all ESPs that digest knows; a new one is one more entry, in its language family's module."""

from __future__ import annotations

from digest.esp import braces, delimited, handlebars, syntax
from digest.esp.profile import Fact, Profile, Tag, V

_OWN = "digest"

GENERIC = Profile(
    name="generic",
    title="Any other ESP",
    syntax=syntax.GENERIC,
    tags={
        "unsubscribe": Tag("{{ unsubscribe_url }}", V, _OWN),
        "web_view": Tag("{{ web_view_url }}", V, _OWN),
        "preferences": Tag("{{ preferences_url }}", V, _OWN),
        "first_name": Tag("{{ first_name }}", V, _OWN, fallback="{{ first_name | default: 'FALLBACK' }}"),
        "email": Tag("{{ email }}", V, _OWN),
    },
    facts=(
        Fact(
            "Plain names in braces, for your own program to search and replace; all else is as typed.",
            V,
            _OWN,
        ),
    ),
)

SAMPLE_NAME, SAMPLE_EMAIL = "Alex", "alex@reader.example"
PREVIEW = Profile(
    name="preview",
    title="Preview, with sample values for the merge tags",
    local_pictures=True,
    syntax=syntax.NONE,
    tags={
        "unsubscribe": Tag("#unsubscribe", V, _OWN),
        "web_view": Tag("#web-view", V, _OWN),
        "preferences": Tag("#preferences", V, _OWN),
        "first_name": Tag(SAMPLE_NAME, V, _OWN),
        "email": Tag(SAMPLE_EMAIL, V, _OWN),
    },
    facts=(Fact("For the eyes of the newsroom; test messages use it too.", V, _OWN),),
)

PROFILES = {
    profile.name: profile
    for profile in (
        *sorted(
            (*braces.PROFILES, *handlebars.PROFILES, *delimited.PROFILES), key=lambda profile: profile.name
        ),
        GENERIC,
        PREVIEW,
    )
}
