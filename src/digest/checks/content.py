"""Rules about what the issue says: its subject, its headlines, its pictures' words, its dates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.checks.checked import Checked
from digest.checks.rule import Finding, rule
from digest.diagnostics import Severity
from digest.issue import Image

# Gmail on the web shows about this many characters of a subject in a window of 1,400 pixels; phones show
# about half of it.
SUBJECT_LIMIT = 70
PREHEADER_MINIMUM, PREHEADER_LIMIT = 35, 140
HEADLINE_LIMIT = 120
ALT_LIMIT = 180
# Below this many letters, capitals are an abbreviation.
SHORTEST_SHOUT = 12
# From so many words on, saying the same words is saying the same.
FEW_WORDS = 4


@rule("long-subject", Severity.ADVICE)
def long_subject(checked: Checked) -> Iterator[Finding]:
    """A subject that inboxes cut off.

    Why: phones show about 35 characters of a subject, and Gmail on the web about 70; what stands after
    that is read by nobody.

    Wrong:
        subject: After eleven years of waiting the ministers have finally promised Halvania a seat

    Right:
        subject: Is the alliance's door finally open?

    """
    length = len(checked.issue.subject)
    if length > SUBJECT_LIMIT:
        yield Finding(
            f"the subject has {length} characters; inboxes show up to {SUBJECT_LIMIT}",
            ("subject",),
            hint="put what matters first, and shorten the rest",
        )


@rule("missing-preheader", Severity.WARNING)
def missing_preheader(checked: Checked) -> Iterator[Finding]:
    """An issue without a preheader.

    Why: inboxes show the first words of the message after the subject; without a preheader that is the
    date or "View in browser".

    Wrong:
        preheader: ""

    Right:
        preheader: What ministers promised, what they left out, and three dates before spring

    """
    if not checked.issue.preheader:
        yield Finding(
            "there is no preheader",
            ("preheader",) if checked.issue.locate("preheader") != checked.issue.locate() else (),
            hint="add a line 'preheader: …' that goes on where the subject ends",
        )


@rule("preheader-length", Severity.ADVICE)
def preheader_length(checked: Checked) -> Iterator[Finding]:
    """A preheader that is too short to fill the row of an inbox, or longer than any shows.

    Why: what a short one leaves free is filled with the first words of the message; of a long one only
    the start is seen.

    Wrong:
        preheader: Good morning

    Right:
        preheader: What ministers promised, what they left out, and three dates before spring

    """
    length = len(checked.issue.preheader)
    if 0 < length < PREHEADER_MINIMUM:
        message = f"the preheader has {length} characters; an inbox has room for {PREHEADER_MINIMUM} or more"
        yield Finding(message, ("preheader",), hint="say what else is in the issue")
    elif length > PREHEADER_LIMIT:
        message = f"the preheader has {length} characters; inboxes show {PREHEADER_LIMIT} at most"
        yield Finding(message, ("preheader",), hint="shorten it")


@rule("preheader-repeats-subject", Severity.WARNING)
def preheader_repeats_subject(checked: Checked) -> Iterator[Finding]:
    """A preheader that says what the subject says.

    Why: the two stand side by side in the inbox; saying it twice wastes the line that could win the
    reader.

    Wrong:
        subject: Is the alliance's door finally open?
        preheader: The alliance's door is finally open?

    Right:
        subject: Is the alliance's door finally open?
        preheader: What ministers promised, what they left out, and three dates before spring

    """
    subject, preheader = _words(checked.issue.subject), _words(checked.issue.preheader)
    if subject and preheader and len(subject & preheader) >= 0.8 * len(preheader):
        yield Finding(
            "the preheader repeats the subject", ("preheader",), hint="go on where the subject ends"
        )


@rule("long-headline", Severity.ADVICE)
def long_headline(checked: Checked) -> Iterator[Finding]:
    """A headline that fills a phone's screen.

    Why: at the size of a headline a phone shows about 20 characters a line.

    Wrong:
        teaser:
          headline: >-
            Insurers doubled the premium for the short route in one week, so the grain ships are now taking
            the long way round, and bakers notice

    Right:
        teaser:
          headline: Why grain ships are taking the long way round

    """
    for passage in checked.passages:
        if passage.key == "headline" and len(passage.lines[0]) > HEADLINE_LIMIT:
            message = f"the headline has {len(passage.lines[0])} characters; {HEADLINE_LIMIT} fill a phone"
            yield Finding(message, passage.place, hint="say the rest in the dek")


@rule("capitals", Severity.WARNING)
def capitals(checked: Checked) -> Iterator[Finding]:
    """A subject or headline in capitals.

    Why: it reads as shouting, screen readers may spell it out, and spam filters count it.

    Source: SpamAssassin, rule SUBJ_ALL_CAPS.

    Wrong:
        subject: MINISTERS OPEN THE DOOR

    Right:
        subject: Ministers open the door

    """
    for passage in checked.passages:
        if passage.key in {"subject", "headline", "title"}:
            letters = [char for char in passage.lines[0] if char.isalpha()]
            cased = [char for char in letters if char.lower() != char.upper()]
            if len(cased) >= SHORTEST_SHOUT and all(char.isupper() for char in cased):
                hint = "write it as a sentence; the theme sets capitals where it wants them"
                yield Finding(f"the {passage.key} is in capitals", passage.place, hint=hint)


@rule("date-not-in-file-name", Severity.WARNING)
def date_not_in_file_name(checked: Checked) -> Iterator[Finding]:
    """An issue whose file is named for another day.

    Why: it was copied from an earlier one and half changed: the masthead, the archive and the campaign
    tags will disagree.

    Wrong:
        date: 2026-11-21

    Right:
        date: 2026-11-22

    """
    named = re.match(r"\d{4}-\d{2}-\d{2}(?!\d)", checked.issue.stem)
    if named and named[0] != checked.issue.date.isoformat():
        yield Finding(
            f"the date is {checked.issue.date}, but the file is named for {named[0]}",
            ("date",),
            hint="correct the date, or rename the file",
        )


@rule("stale-year", Severity.WARNING)
def stale_year(checked: Checked) -> Iterator[Finding]:
    """A year that the sentence takes for the present, and that is over.

    Why: text that was copied from an older issue keeps its year: "© 2025", "this year (2025)".

    Wrong:
        text:
          body: "© 2024 Meridian Media"

    Right:
        text:
          body: "© 2026 Meridian Media"

    """
    for passage in checked.passages:
        for line in passage.lines:
            for found in _PRESENT_YEAR.finditer(line):
                if int(found["year"]) < checked.issue.date.year:
                    message = f"'{found[0]}' is over in an issue of {checked.issue.date.year}"
                    yield Finding(message, passage.place, found["year"], "correct the year")


_PRESENT_YEAR = re.compile(
    r"(?:©|\(c\)|copyright|this year,? \(?|so far in|later in|coming in|by the end of|autumn of this)\s*"
    r"(?P<year>20\d\d)(?![\d-])",
    re.IGNORECASE,
)


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
        alt, caption = _words(image.alt or ""), _words(image.caption)
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


@rule("duplicate-teaser", Severity.WARNING)
def duplicate_teaser(checked: Checked) -> Iterator[Finding]:
    """A teaser that stands in the issue twice.

    Why: it was copied and not replaced, or the same story was picked by two editors.

    Wrong:
        teasers:
          - { headline: Three navies, url: "https://meridian.example/navies" }
          - { headline: Three navies and one cable, url: "https://meridian.example/navies" }

    Right:
        teasers:
          - { headline: Three navies, url: "https://meridian.example/navies" }
          - { headline: The glacier that moved a border, url: "https://meridian.example/glacier" }

    """
    seen: dict[str, str] = {}
    for place, teaser in checked.teasers:
        for key, value in (("url", _plain_address(teaser.url)), ("headline", teaser.headline.casefold())):
            if value in seen:
                message = f"the teaser '{teaser.headline}' has the same {key} as '{seen[value]}'"
                yield Finding(message, (*place, key), hint="delete one of the two")
                break
        seen.setdefault(_plain_address(teaser.url), teaser.headline)
        seen.setdefault(teaser.headline.casefold(), teaser.headline)


@rule("teaser-repeats-lead", Severity.WARNING)
def teaser_repeats_lead(checked: Checked) -> Iterator[Finding]:
    """A teaser for the story that is the lead.

    Why: the reader has just read it.

    Wrong:
        lead: { url: "https://meridian.example/door" }
        teaser: { url: "https://meridian.example/door" }

    Right:
        lead: { url: "https://meridian.example/door" }
        teaser: { url: "https://meridian.example/glacier" }

    """
    lead = checked.issue.lead
    for place, teaser in checked.teasers:
        key = _repeated(teaser.headline, teaser.url, lead.headline, lead.url or "")
        if key:
            message = f"the teaser '{teaser.headline}' repeats the lead's {key}"
            yield Finding(message, (*place, key), hint="choose another story")


def _repeated(headline: str, url: str, lead_headline: str, lead_url: str) -> str:
    if lead_url and _plain_address(url) == _plain_address(lead_url):
        return "url"
    return "headline" if headline.casefold() == lead_headline.casefold() else ""


def _plain_address(url: str) -> str:
    """Return an address without what does not change the page: tags, the fragment, a closing slash."""
    return re.sub(r"[?&]utm_[^&#]*|#.*", "", url).rstrip("/?").lower()


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w{2,}", text.casefold()))
