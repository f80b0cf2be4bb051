"""Rules about the labels of sponsor blocks as both editions show them."""

from __future__ import annotations

from collections.abc import Iterator

from digest.checks.checked import Checked, shown
from digest.checks.rule import Finding, rule
from digest.diagnostics import Severity

# Below this size, in CSS pixels, a label is fine print.
LABEL_SIZE = 12
READABLE = 4.5


@rule("label-lost", Severity.ERROR)
def label_lost(checked: Checked) -> Iterator[Finding]:
    """A sponsor block that appears without its label in the HTML edition.

    Why: an unlabelled advertisement misleads readers, and is against the law nearly everywhere.

    Source: FTC, Native Advertising: A Guide for Businesses.

    Wrong:
        sponsor: {}
        theme:
          blocks/sponsor.mjml.j2: |
            <mj-section><mj-column><mj-text>{{ block.headline }}</mj-text></mj-column></mj-section>

    Right:
        sponsor: {}

    """
    for placement in checked.placements:
        if placement.headline is not None and placement.label is None:
            sponsor = placement.sponsor
            message = f"the advertisement of '{sponsor.advertiser}' has no label in the HTML edition"
            yield Finding(message, placement.place, hint="the theme's template must write the label")


@rule("label-lost-in-text", Severity.ERROR)
def label_lost_in_text(checked: Checked) -> Iterator[Finding]:
    """A sponsor block that appears without its label in the plain-text edition.

    Why: whoever reads plain text is entitled to the same disclosure.

    Wrong:
        sponsor: {}
        theme:
          blocks/sponsor.txt.j2: "{{ block.headline }}"

    Right:
        sponsor: {}

    """
    text = checked.text
    for place, sponsor in checked.sponsors:
        headline, label = " ".join(shown(sponsor.headline).split()), checked.label_of(sponsor).casefold()
        starts = list(_places(headline, text))
        # The label stands in the line above, or in a rule of its own with the advertiser's name.
        reach = 200 + len(label) + len(sponsor.advertiser)
        if starts and not any(label in text[max(0, at - reach) : at].casefold() for at in starts):
            message = f"the advertisement of '{sponsor.advertiser}' has no label in the plain-text edition"
            yield Finding(message, place, hint="the theme's template must write the label above the headline")


@rule("label-not-first", Severity.ERROR)
def label_not_first(checked: Checked) -> Iterator[Finding]:
    """A label that stands after what it is to disclose.

    Why: readers go from the picture to the headline; a label under them is read after the advertisement,
    or never.

    Source: FTC, Native Advertising: A Guide for Businesses ("in front of or above the headline").

    Wrong:
        sponsor: {}
        theme:
          blocks/sponsor.mjml.j2: |
            <mj-section><mj-column><mj-text>
            <p>{{ block.headline }}</p><p>{{ block.label or default_label }}, {{ block.advertiser }}</p>
            </mj-text></mj-column></mj-section>

    Right:
        sponsor: {}

    """
    for placement in checked.placements:
        if placement.label is not None and placement.starts < placement.label:
            message = f"the label of '{placement.sponsor.advertiser}' stands after the advertisement begins"
            yield Finding(message, placement.place, hint="the theme's template must write the label first")


@rule("small-label", Severity.ERROR)
def small_label(checked: Checked) -> Iterator[Finding]:
    """A label in fine print.

    Why: a disclosure that is not noticed is none: a label in light, small type has failed.

    Source: National Advertising Division; FTC, .com Disclosures ("readable type").

    Wrong:
        sponsor: {}
        theme:
          blocks/sponsor.mjml.j2: |
            <mj-section><mj-column><mj-text font-size="9px">{{ block.label or default_label }}</mj-text>
            <mj-text>{{ block.advertiser }}: {{ block.headline }}</mj-text></mj-column></mj-section>

    Right:
        sponsor: {}

    """
    for placement in checked.placements:
        run = placement.label_run
        if run is not None and run.light.size < LABEL_SIZE:
            message = f"the label of '{placement.sponsor.advertiser}' is {run.light.size:g} px small"
            yield Finding(message, placement.place, hint=f"set it in at least {LABEL_SIZE} px")


@rule("faint-label", Severity.ERROR)
def faint_label(checked: Checked) -> Iterator[Finding]:
    """A label that is hard to see, in light or in dark mode.

    Why: a label in light type on a light ground has failed, and the advertiser's name beside it did not
    cure it.

    Source: National Advertising Division; WCAG 2.2, success criterion 1.4.3 (4.5:1).

    Wrong:
        sponsor: {}
        theme:
          blocks/sponsor.mjml.j2: |
            <mj-section><mj-column><mj-text color="#bbbbbb">{{ block.label or default_label }}</mj-text>
            <mj-text>{{ block.advertiser }}: {{ block.headline }}</mj-text></mj-column></mj-section>

    Right:
        sponsor: {}

    """
    for placement in checked.placements:
        run = placement.label_run
        for scheme, look in (("light", run.light), ("dark", run.dark)) if run else ():
            if look.contrast < READABLE and not look.hidden:
                name = placement.sponsor.advertiser
                message = f"the label of '{name}' has a contrast of {look.contrast:.1f}:1 in {scheme} mode"
                yield Finding(message, placement.place, hint=f"give it at least {READABLE}:1")


@rule("unnamed-advertiser", Severity.ERROR)
def unnamed_advertiser(checked: Checked) -> Iterator[Finding]:
    """A sponsor block that does not say who pays.

    Why: the law of the European Union asks that the party on whose behalf an advertisement is made can be
    identified; readers ask too.

    Source: Directive 2000/31/EC, article 6.

    Wrong:
        sponsor: {}
        theme:
          blocks/sponsor.mjml.j2: |
            <mj-section><mj-column><mj-text><p>{{ block.label or default_label }}</p>
            <p>{{ block.headline }}</p></mj-text></mj-column></mj-section>

    Right:
        sponsor: {}

    """
    for placement in checked.placements:
        name = " ".join(shown(placement.sponsor.advertiser).split())
        if placement.headline is not None and name.casefold() not in placement.words.casefold():
            message = f"the advertisement of '{name}' does not name its advertiser"
            yield Finding(message, placement.place, hint="the theme's template must write the name")


def _places(words: str, text: str) -> Iterator[int]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
