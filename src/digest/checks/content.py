"""Rules about what the issue says: its subject, its headlines, its pictures' words, its dates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.checks.checked import Checked
from digest.checks.rule import Finding, rule
from digest.diagnostics import Severity

# Gmail on the web shows about this many characters of a subject in a window of 1,400 pixels; phones show
# about half of it.
SUBJECT_LIMIT = 70
PREHEADER_MINIMUM, PREHEADER_LIMIT = 35, 140
HEADLINE_LIMIT = 120
# Below this many letters, capitals are an abbreviation.
SHORTEST_SHOUT = 12


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
    subject, preheader = words_of(checked.issue.subject), words_of(checked.issue.preheader)
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
    years = re.findall(r"20\d\d", checked.words)
    stale = any(int(year) < checked.issue.date.year for year in years)
    for passage in checked.passages if stale else ():
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


def words_of(text: str) -> frozenset[str]:
    """Return the words of ``text``, for comparing what two texts say."""
    return frozenset(re.findall(r"\w{2,}", text.casefold()))
