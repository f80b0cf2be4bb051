"""Rules about the addresses that the issue links to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from digest.checks.addresses import is_one_off, is_private, mixes_alphabets, same_site
from digest.checks.checked import Checked, Link
from digest.checks.rule import Finding, rule
from digest.diagnostics import Location, Severity

SHORTENERS = frozenset(
    {
        *(
            "bit.ly",
            "tinyurl.com",
            "t.co",
            "goo.gl",
            "ow.ly",
            "is.gd",
            "buff.ly",
            "rebrand.ly",
            "cutt.ly",
            "t.ly",
        ),
        *(
            "rb.gy",
            "shorturl.at",
            "tiny.cc",
            "bl.ink",
            "dlvr.it",
            "lnkd.in",
            "amzn.to",
            "trib.al",
            "s.id",
            "v.gd",
        ),
    }
)
_NO_USER = "delete what stands before the @"
_TRACKING = re.compile(
    r"[?&](utm_[a-z]+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|mc_cid|mc_eid|igshid|igsh|yclid|twclid|ttclid|li_fat_id"
    r"|_hsenc|_hsmi|mkt_tok|vero_id|wickedid|oly_enc_id|oly_anon_id|s_cid|ref_src|spm)=",
    re.IGNORECASE,
)


@rule("insecure-link", Severity.WARNING)
def insecure_link(checked: Checked) -> Iterator[Finding]:
    """A link to an address without encryption.

    Why: browsers warn of such pages, and anyone on the way can read and change them.

    Wrong:
        lead: { url: "http://meridian.example/door" }

    Right:
        lead: { url: "https://meridian.example/door" }

    """
    for link in checked.links:
        if link.url.lower().startswith("http://") and not is_private(link.host):
            yield _about(link, f"'{link.url}' is not encrypted", "write https://, and see that it opens")


@rule("link-shortener", Severity.WARNING)
def link_shortener(checked: Checked) -> Iterator[Finding]:
    """A link through a shortening service.

    Why: spam filters distrust them, since they hide where a link leads, and the link dies with the
    service.

    Source: Spamhaus and SURBL list shorteners that spammers use.

    Wrong:
        lead: { url: "https://bit.ly/3xYz" }

    Right:
        lead: { url: "https://meridian.example/door" }

    """
    for link in checked.links:
        if link.host.removeprefix("www.") in SHORTENERS:
            yield _about(link, f"'{link.host}' shortens addresses", "write the address that it leads to")


@rule("space-in-link", Severity.WARNING)
def space_in_link(checked: Checked) -> Iterator[Finding]:
    """An address with a space in it.

    Why: it was copied with a piece of the text, or cut in the middle; mail clients end the link at the
    space.

    Wrong:
        lead: { url: "https://meridian.example/open door" }

    Right:
        lead: { url: "https://meridian.example/open-door" }

    """
    for link in checked.links:
        if re.search(r"\s|%20(?:$|[/?#])", link.url) and not link.url.startswith(("mailto:", "tel:")):
            yield _about(link, f"the address '{link.url}' has a space in it", "copy the address again")


@rule("credentials-in-link", Severity.ERROR)
def credentials_in_link(checked: Checked) -> Iterator[Finding]:
    """An address with a user name or a password in it.

    Why: every recipient could use them; and mail clients block such links as deceit.

    Wrong:
        lead: { url: "https://ana:secret@meridian.example/door" }

    Right:
        lead: { url: "https://meridian.example/door" }

    """
    for link in checked.links:
        if re.match(r"https?://[^/?#]*@", link.url, re.IGNORECASE):
            # The line is not shown: diagnostics travel through logs, and passwords must not.
            at = checked.issue.locate(*link.place)
            place = Location(at.path, at.line, at.column) if at else None
            yield Finding("the address has a user name in it", link.place, hint=_NO_USER, at=place)


@rule("pasted-tracking", Severity.WARNING)
def pasted_tracking(checked: Checked) -> Iterator[Finding]:
    """An address with somebody else's campaign tags, copied from a browser.

    Why: your readers are counted as visitors of that campaign, and your own tags are not added.

    Wrong:
        lead: { url: "https://meridian.example/door?fbclid=IwAR0abc" }

    Right:
        lead: { url: "https://meridian.example/door" }

    """
    for link in checked.links:
        found = _TRACKING.search(link.url)
        own = checked.project.settings.tracking
        if found and not (own and f"utm_source={own.source}" in link.url):
            hint = "delete it from the address; 'tracking' in newsletter.yaml adds your own"
            yield _about(link, f"the address carries the tag '{found[1]}'", hint)


@rule("private-link", Severity.ERROR)
def private_link(checked: Checked) -> Iterator[Finding]:
    """A link that opens on your computer or in your office only.

    Why: to readers it is dead.

    Wrong:
        lead: { url: "http://localhost:3000/door" }

    Right:
        lead: { url: "https://meridian.example/door" }

    """
    for link in checked.links:
        if is_private(link.host):
            yield _about(link, f"'{link.host}' cannot be reached by readers", "write the public address")


@rule("placeholder-link", Severity.ERROR)
def placeholder_link(checked: Checked) -> Iterator[Finding]:
    """A link that was to be filled in.

    Why: it leads nowhere, or to a page that is not yours.

    Source: RFC 2606 reserves example.com for documentation.

    Wrong:
        lead: { url: "https://example.com/" }

    Right:
        lead: { url: "https://meridian.example/door" }

    """
    for link in checked.links:
        host = link.host.removeprefix("www.")
        if (
            link.url == "#"
            or host in _NOBODYS
            or re.search(r"\b(?:TK|XXX+|your-?link|link-?here)\b", link.url)
        ):
            yield _about(link, f"the link '{link.url}' leads nowhere", "write the address")


_NOBODYS = frozenset(
    {
        "example.com",
        "example.org",
        "example.net",
        "yoursite.com",
        "yourdomain.com",
        "domain.com",
        "website.com",
    }
)


@rule("lookalike-link", Severity.WARNING)
def lookalike_link(checked: Checked) -> Iterator[Finding]:
    """A link to a host that looks like another: letters of two alphabets, or one letter off your own site.

    Why: it is a typing error, or somebody's trap; filters treat both as phishing.

    Source: Unicode Technical Standard 39, Unicode Security Mechanisms.

    Wrong:
        lead: { url: "https://meridain.example/door" }

    Right:
        lead: { url: "https://meridian.example/door" }

    """
    own = urlsplit(checked.project.settings.homepage or "").hostname or ""
    for link in checked.links:
        if mixes_alphabets(link.host):
            yield _about(link, f"'{link.host}' mixes alphabets", "type the address anew")
        elif own and link.host != own and is_one_off(link.host, own):
            yield _about(link, f"'{link.host}' looks like '{own}'", f"did you mean {own}?")


@rule("link-text-mismatch", Severity.ERROR)
def link_text_mismatch(checked: Checked) -> Iterator[Finding]:
    """A link whose words are one address and that leads to another.

    Why: that is how phishing works, and how filters recognise it.

    Source: SpamAssassin, rule URI_PHISH; Microsoft Defender's mismatched-link heuristics.

    Wrong:
        text: { body: "See [meridian.example](https://northwind.example/offer)." }

    Right:
        text: { body: "See [meridian.example](https://meridian.example/)." }

    """
    for link in checked.links:
        shown = _ADDRESS.fullmatch(link.words)
        if shown and link.host and not same_site(shown["host"].lower(), link.host):
            message = f"the link shows '{shown['host']}' and leads to '{link.host}'"
            yield _about(link, message, "let the words say what the page is, or correct the address")


@rule("same-words-two-links", Severity.ADVICE)
def same_words_two_links(checked: Checked) -> Iterator[Finding]:
    """Two links with the same words that lead to different pages.

    Why: who goes from link to link cannot tell them apart.

    Source: WCAG 2.2, success criterion 2.4.9.

    Wrong:
        text:
          body: "[The report](https://meridian.example/a) is out, and so is [the report](https://meridian.example/b)."

    Right:
        text:
          body: "[The report](https://meridian.example/a) is out, and so is [the answer](https://meridian.example/b)."

    """
    seen: dict[str, str] = {}
    for link in checked.links:
        words = link.words.casefold()
        if link.in_prose and words and seen.setdefault(words, link.url) != link.url:
            message = f"'{link.words}' leads to two pages: {seen[words]} and {link.url}"
            yield _about(link, message, "give each link words of its own")


@rule("risky-download", Severity.WARNING)
def risky_download(checked: Checked) -> Iterator[Finding]:
    """A link to a file that mail filters take for an attack: a program, an archive, an Office document.

    Why: the message may be held back for all recipients.

    Source: Gmail Help, File types blocked in Gmail.

    Wrong:
        lead: { url: "https://meridian.example/report.zip" }

    Right:
        lead: { url: "https://meridian.example/report" }

    """
    for link in checked.links:
        found = _DOWNLOAD.search(link.url.partition("?")[0].partition("#")[0])
        if found and link.host and not link.url.endswith(f"//{link.host}"):
            yield _about(link, f"the link leads to a {found[0]} file", "link a page that offers the download")


_DOWNLOAD = re.compile(
    r"\.(?:exe|msi|scr|bat|cmd|com|js|vbs|jar|ps1|apk|dmg|iso|zip|rar|7z|tar|gz|doc|docm|xls|xlsm|ppt|pptm)$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://)?(?P<host>(?:[a-z0-9-]+\.)+[a-z]{2,})(?:[/?#]\S*)?", re.IGNORECASE)


def _about(link: Link, message: str, hint: str) -> Finding:
    return Finding(message, link.place, link.url, hint)
