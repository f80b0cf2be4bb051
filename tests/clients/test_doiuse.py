"""Agreement with the npm package @jsx-email/doiuse-email on what is unsupported.

``tools/doiuse_record.mjs`` made the records. Both read the same source; every difference must have one of the
reasons that docs/clients.md explains.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from digest.clients import gaps, table
from digest.clients.fallbacks import GENERAL, OUTLOOK
from digest.clients.table import Level

DATA = Path(__file__).parent / "data"

# Features that it does not look for, or not in that place.
UNSEEN = frozenset(
    {"<style> element", "HTML5 doctype", "color-scheme meta tag", "Grouping selectors", "max-height property"}
    | {"@media (prefers-color-scheme)", "cursor", "color-scheme CSS property"}
)
# Features that the theme uses in media queries alone, into which it does not look.
IN_MEDIA_QUERIES = frozenset({"float"})
# Its data is of October 2024; ours has these answers from 2025.
NEWER = frozenset(
    {
        ("<body> element", "outlook.android"),
        ("<body> element", "outlook.ios"),
        ("@media", "laposte.desktop-webmail"),
    }
    | {("@media", "sfr.desktop-webmail"), ("overflow", "outlook.android"), ("overflow", "yahoo.android")}
    | {("word-spacing", "yahoo.android"), ("<body> element", "laposte.desktop-webmail")}
    | {("opacity", f"yahoo.{platform}") for platform in ("android", "desktop-webmail", "ios")}
    | {("aria-label attribute", "thunderbird.macos"), ("@media", "thunderbird.macos")}
    | {("overflow-wrap", "apple-mail.ios"), ("overflow-wrap", "apple-mail.macos")}
)
# It sorts versions as text, by which Outlook for Mac's 16.80 is older than 2019-10.
SORTED_AS_TEXT = frozenset({("table-layout", "outlook.macos"), ("overflow-wrap", "outlook.macos")})


def reason_only_ours(title: str, client: str, asked: list[str]) -> str:
    """Say why we call it unsupported and it does not."""
    if client not in asked:
        return "a client that it does not know"
    if title in UNSEEN:
        return "a feature that it does not look for"
    if title in IN_MEDIA_QUERIES:
        return "a use in a media query"
    if (title, client) in NEWER:
        return "newer data"
    return "versions sorted as text" if (title, client) in SORTED_AS_TEXT else ""


def reason_only_theirs(title: str, client: str) -> str:
    """Say why it calls it unsupported and we do not."""
    if table().clients[client].retired:
        return "a client that was switched off"
    if title == "Chaining selectors":
        return "it takes '.a .b' for '.a.b'"
    if title == "!important keyword" and client.startswith("orange."):
        return "the note says: only without a space before it"
    return "newer data" if (title, client) in NEWER else ""


def test_the_documentation_explains_every_difference_and_fallback() -> None:
    """docs/clients.md is what a theme author reads when a report, or its absence, surprises."""
    text = (DATA.parents[2] / "docs" / "clients.md").read_text(encoding="utf-8")
    assert [name for name in (*GENERAL, *OUTLOOK, "looks-partly") if f"| `{name}` |" not in text] == []
    for reason in ("a client that it does not know", "newer data", "versions sorted as text", "switched off"):
        assert reason in text


@pytest.mark.parametrize("name", ["daily", "weekly", "components"])
def test_agreement(name: str) -> None:
    """An independent reading of the same data finds the same, apart from what is explained."""
    record = json.loads((DATA / f"{name}.doiuse.json").read_text(encoding="utf-8"))
    theirs = {(title, client) for title, clients in record["unsupported"].items() for client in clients}
    html = (DATA / f"{name}.html").read_text(encoding="utf-8")
    features = table().features
    ours = {(features[gap.use.feature].title, gap.client) for _, gap in gaps(html) if gap.level is Level.NONE}
    assert len(theirs & ours) > 100
    assert [pair for pair in sorted(ours - theirs) if not reason_only_ours(*pair, record["asked"])] == []
    assert [pair for pair in sorted(theirs - ours) if not reason_only_theirs(*pair)] == []
