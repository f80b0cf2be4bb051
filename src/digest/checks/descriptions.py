"""Rules about the words that go with a picture: its alternative text, caption and credit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.checks.checked import Checked
from digest.checks.content import words_of
from digest.checks.rule import Finding, rule
from digest.diagnostics import Severity
from digest.issue import Image

ALT_LIMIT = 180
# From so many words on, saying the same words is saying the same.
FEW_WORDS = 4


@rule("weak-alt", Severity.WARNING)
def weak_alt(checked: Checked) -> Iterator[Finding]:
    """An alternative text that says nothing: a file name, or "image".

    Why: it is all that readers get who do not see the picture, and half of them have pictures switched
    off.

    Source: WCAG 2.2, failure F30.

    Wrong:
        lead:
          image: { src: images/picture.png, alt: IMG_2041.jpg }

    Right:
        lead:
          image: { src: images/picture.png, alt: Ministers at a long table in front of a row of flags }

    """
    for place, image in checked.images:
        alt = (image.alt or "").strip()
        if alt and (_FILE_NAME.search(alt) or alt.lower().rstrip(".") in _EMPTY_WORDS):
            hint = "say what the picture shows, in the words you would use on the telephone"
            yield Finding(f"the alternative text '{alt}' says nothing", (*place, "alt"), hint=hint)


_FILE_NAME = re.compile(
    r"\.(?:jpe?g|png|gif|webp|heic|svg|tiff?)$|^(?:img|dsc|dscn|pxl|screenshot)[-_ ]?\d+", re.IGNORECASE
)
_EMPTY_WORDS = frozenset(
    {
        "image",
        "picture",
        "photo",
        "photograph",
        "graphic",
        "logo",
        "icon",
        "banner",
        "illustration",
        "alt",
        "alt text",
    }
)


@rule("long-alt", Severity.ADVICE)
def long_alt(checked: Checked) -> Iterator[Finding]:
    """An alternative text that is longer than a listener's patience.

    Why: screen readers read it in one breath, and where pictures are blocked it spills out of its place.

    Wrong:
        lead:
          image:
            src: images/picture.png
            alt: >-
              Ministers of all the seventeen countries of the pact are sitting on both sides of a very
              long wooden table in front of a row of flags, one of which fell, while two interpreters look on

    Right:
        lead:
          image: { src: images/picture.png, alt: Ministers at a long table in front of a row of flags }

    """
    for place, image in checked.images:
        if image.alt and len(image.alt) > ALT_LIMIT:
            message = f"the alternative text has {len(image.alt)} characters; {ALT_LIMIT} are enough"
            yield Finding(
                message, (*place, "alt"), hint="keep what the story needs; the caption can say more"
            )


@rule("alt-repeats-caption", Severity.WARNING)
def alt_repeats_caption(checked: Checked) -> Iterator[Finding]:
    """An alternative text and a caption that say the same.

    Why: who listens to the newsletter hears it twice, and who does not see the picture learns nothing of
    it.

    Source: W3C, An alt Decision Tree.

    Wrong:
        lead:
          image: { src: images/picture.png, alt: Ministers in Lisbon., caption: Ministers in Lisbon. }

    Right:
        lead:
          image:
            src: images/picture.png
            alt: Ministers at a long table in front of a row of flags
            caption: Ministers on the last morning of the summit in Lisbon.

    """
    for place, image in checked.images:
        alt, caption = words_of(image.alt or ""), words_of(image.caption)
        if alt and caption and (alt == caption or (len(alt) >= FEW_WORDS and alt <= caption)):
            yield Finding(
                "the alternative text repeats the caption",
                (*place, "alt"),
                hint="let the alternative text say what is seen, and the caption who, where and when",
            )


@rule("missing-credit", Severity.ADVICE)
def missing_credit(checked: Checked) -> Iterator[Finding]:
    """A lead picture without a credit.

    Why: agencies and photographers ask for it in their licences, and bill for its absence.

    Wrong:
        lead:
          image: { src: images/picture.png, alt: Ministers at a long table }

    Right:
        lead:
          image: { src: images/picture.png, alt: Ministers at a long table, credit: Meridian / R. Sato }

    """
    for place, image in checked.images:
        if place[-2] == "lead" and not image.credit:
            yield Finding("the lead picture has no credit", place, hint="add 'credit: …': who made it")


@rule("source-as-caption", Severity.WARNING)
def source_as_caption(checked: Checked) -> Iterator[Finding]:
    """A caption that only says who made the picture.

    Why: the credit has its own place and form; a caption tells what the picture shows.

    Wrong:
        lead:
          image: { src: images/picture.png, alt: Ministers at a table, caption: "Photo: R. Sato / Farlight" }

    Right:
        lead:
          image:
            src: images/picture.png
            alt: Ministers at a table
            caption: The last morning of the summit.
            credit: R. Sato / Farlight

    """
    for place, image in checked.images:
        if _is_credit(image):
            hint = "move it to 'credit', and let the caption say what the picture shows"
            yield Finding("the caption is a credit", (*place, "caption"), hint=hint)


def _is_credit(image: Image) -> bool:
    caption = image.caption.strip()
    return bool(_CREDIT.match(caption)) or (bool(caption) and caption == image.credit)


_CREDIT = re.compile(
    r"(?:photos?|picture|image|source|credit|courtesy)(?: by| of)?[:/]|©|\(c\) ", re.IGNORECASE
)
