"""Rules about advertising: that it is labelled, in words and in a place that readers notice.

The facts and their sources stand in docs/disclosure.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.checks.checked import Checked
from digest.checks.rule import Finding, rule
from digest.diagnostics import Severity
from digest.issue import Lead, MoreFrom, Sponsor

# Words for paid content that each jurisdiction's authority accepts, in lower case. Where an authority has
# spoken of English or German only, every clear word of another language is taken.
ACCEPTED = {
    "us": frozenset(
        {"ad", "advertisement", "paid advertisement", "sponsored advertising content", "paid ad", "sponsored"}
    ),
    "uk": frozenset({"ad", "advert", "advertising", "advertisement", "advertisement feature", "ad feature"}),
    "de": frozenset({"anzeige"}),
}
# What the same authorities call ambiguous: readers take it for support of the newsletter's own work.
AMBIGUOUS = {
    "us": ("promoted", "presented by", "brought to you by", "sponsored by", "partner", "in association with"),
    "uk": (
        "sponsored",
        "in association with",
        "promotion",
        "promoted",
        "brand publisher",
        "thanks to",
        "partner",
    ),
    "de": ("sponsored", "gesponsert", "sponsored by", "promotion", "partner", "präsentiert von", "werbung"),
    "eu": ("partner", "presented by", "in association with", "recommended"),
}
SOURCES = {
    "us": "FTC, .com Disclosures, and Native Advertising: A Guide for Businesses",
    "uk": "CAP Code, rule 2.4, and the ASA's advice on recognising advertising",
    "de": "BGH, judgement I ZR 2/11 (GOOD NEWS II)",
    "eu": "Directive 2000/31/EC, article 6",
}
# The share of blocks and items above which readers take a newsletter for an advertising sheet.
PAID_SHARE = 1 / 3


@rule("ambiguous-label", Severity.ERROR)
def ambiguous_label(checked: Checked) -> Iterator[Finding]:
    """A label whose words the newsletter's jurisdiction does not accept for advertising.

    Why: the authority judges by what readers understand, and of these words it has said that they do not.

    Source: FTC, .com Disclosures; CAP Code 2.4; BGH I ZR 2/11.

    Wrong:
        sponsor: { label: Presented by }

    Right:
        sponsor: { label: Advertisement }

    """
    law = checked.project.settings.disclosure
    for place, sponsor in checked.sponsors:
        label = checked.label_of(sponsor).casefold().strip(" :.·|-")
        accepted = ACCEPTED.get(law, frozenset())
        if label in accepted:
            continue
        doubtful = next((word for word in AMBIGUOUS[law] if label.startswith(word)), "")
        if doubtful or (law == "de" and accepted):
            yield Finding(
                f"the label '{checked.label_of(sponsor)}' does not disclose advertising ({law})",
                (*place, "label"),
                hint=f"delete the 'label' line to use '{checked.project.label()}'",
                notes=(SOURCES[law],),
            )


@rule("sponsor-in-subject", Severity.ERROR)
def sponsor_in_subject(checked: Checked) -> Iterator[Finding]:
    """A subject or preheader that names an advertiser and does not disclose it.

    Why: in the inbox the advertisement reads as the newsletter's own news.

    Source: FTC, Native Advertising: A Guide for Businesses (disclosure where the advertisement is first
    met).

    Wrong:
        subject: Northwind Grid fixes the price of power
        sponsor: {}

    Right:
        subject: "Advertisement: Northwind Grid fixes the price of power"
        sponsor: {}

    """
    for key in ("subject", "preheader"):
        text = getattr(checked.issue, key)
        for _, sponsor in checked.sponsors:
            label = checked.label_of(sponsor)
            if _names(text, sponsor.advertiser) and not _names(text, label):
                message = f"the {key} names the advertiser '{sponsor.advertiser}' without a label"
                yield Finding(
                    message, (key,), sponsor.advertiser, f"write '{label}: …', or leave the name out"
                )


@rule("undisclosed-advertising", Severity.ADVICE)
def undisclosed_advertising(checked: Checked) -> Iterator[Finding]:
    """A teaser that looks like advertising: it leads to an advertiser, carries a paid campaign, or sells.

    Why: an advertisement among teasers, without a label, reads as one more story.

    Source: FTC, Native Advertising: A Guide for Businesses.

    Wrong:
        teaser:
          headline: Save 30% on your electricity today
          url: https://northwind.example/offer?utm_medium=paid
        sponsor: {}

    Right:
        teaser:
          headline: What wind power costs an office
          url: https://meridian.example/economy/wind-power-costs
        sponsor: {}

    """
    hosts = {_site(sponsor.url): sponsor.advertiser for _, sponsor in checked.sponsors}
    for place, teaser in checked.teasers:
        evidence = []
        if hosts.get(_site(teaser.url)):
            evidence.append(f"it leads to {_site(teaser.url)}, the site of '{hosts[_site(teaser.url)]}'")
        evidence += [
            f"it names the advertiser '{sponsor.advertiser}'"
            for _, sponsor in checked.sponsors
            if _names(f"{teaser.headline} {teaser.dek}", sponsor.advertiser)
        ]
        paid = _PAID.search(teaser.url)
        if paid:
            evidence.append(f"its address carries '{paid[0].strip('?&')}'")
        sells = _SELLS.search(f"{teaser.headline} {teaser.dek}")
        if sells:
            evidence.append(f"it says '{sells[0]}'")
        if evidence:
            hint = "if it is paid for, make it a 'sponsor' block; if not, allow it with the reason"
            message = f"the teaser '{teaser.headline}' looks like advertising"
            yield Finding(message, (*place, "headline"), hint=hint, notes=tuple(evidence))


_PAID = re.compile(
    r"[?&](?:utm_medium=(?:paid|cpc|ppc|affiliate|sponsored|native|display)[\w-]*|gclid=|aff(?:iliate)?(?:_?id)?="
    r"|irclickid=|tag=[\w-]+-2\d|ref_?id=|partner_?id=|clickid=)",
    re.IGNORECASE,
)
_SELLS = re.compile(
    r"\b(?:save|get|up to) \d+ ?%|\b\d+ ?% off\b|\bbuy (?:now|one)\b|\bshop now\b|\blimited[- ]time offer\b"
    r"|\bfree trial\b|\buse (?:the )?code\b|\bspecial offer\b|\border (?:now|today)\b|\bexclusive deal\b",
    re.IGNORECASE,
)


@rule("advertising-above-lead", Severity.ADVICE)
def advertising_above_lead(checked: Checked) -> Iterator[Finding]:
    """A sponsor block above the lead.

    Why: the first screen decides whether a reader takes the message for a newsletter or for advertising;
    some readers report the second as spam.

    Wrong:
        blocks:
          - sponsor:
              advertiser: Northwind Grid
              headline: Power at one price
              url: https://northwind.example/offices
          - lead: { headline: Is the door open, body: It is not. }

    Right:
        sponsor: {}

    """
    for index, block in enumerate(checked.issue.blocks):
        if isinstance(block, Lead):
            return
        if isinstance(block, Sponsor):
            message = f"the advertisement of '{block.advertiser}' stands above the lead"
            yield Finding(message, ("blocks", index, "sponsor"), hint="move it below the lead, or allow it")


@rule("paid-share", Severity.WARNING)
def paid_share(checked: Checked) -> Iterator[Finding]:
    """An issue of which more than a third is paid for.

    Why: readers unsubscribe from advertising sheets.

    Wrong:
        teasers:
          - sponsor: { advertiser: A, headline: One, url: "https://a.example/" }
          - sponsor: { advertiser: B, headline: Two, url: "https://b.example/" }
          - { headline: Three navies and one cable, url: "https://meridian.example/navies" }

    Right:
        sponsor: {}

    """
    items = [block for _, block in checked.issue.placed() if not isinstance(block, MoreFrom)]
    paid = len(checked.sponsors)
    if paid > 1 and paid > PAID_SHARE * len(items):
        yield Finding(
            f"{paid} of {len(items)} blocks and items are paid for",
            checked.sponsors[-1][0],
            hint="add stories, or move an advertisement to another issue",
        )


def _names(text: str, name: str) -> bool:
    """Say whether ``text`` has ``name`` in it as words of its own."""
    if not name or name.casefold() not in text.casefold():
        return False
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE))


def _site(url: str) -> str:
    found = re.match(r"https?://(?:[^/@]*@)?(?:www\.)?([^/:?#]+)", url, re.IGNORECASE)
    return found[1].lower() if found else ""
