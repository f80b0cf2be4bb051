"""Rules about arriving: size, sender, what the law asks of bulk mail, and what filters count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from digest.checks.checked import Checked, shown
from digest.checks.rule import Finding, rule
from digest.diagnostics import Severity
from digest.esp.profile import Profile
from digest.esp.settings import find_profile

# Gmail cuts a message off after this many bytes of HTML, counted after the ESP's own link tracking.
GMAIL_CLIP = 102_400
CLIP_NEAR = 80_000
# Providers whose DMARC policy makes others refuse mail in their name from anywhere else.
FREE_MAIL = frozenset(
    {
        *(
            "gmail.com",
            "googlemail.com",
            "yahoo.com",
            "ymail.com",
            "aol.com",
            "icloud.com",
            "me.com",
            "mac.com",
        ),
        *(
            "hotmail.com",
            "outlook.com",
            "live.com",
            "msn.com",
            "gmx.de",
            "gmx.net",
            "web.de",
            "mail.ru",
            "yandex.ru",
        ),
    }
)
# SpamAssassin's HTML_IMAGE_ONLY_* rules count messages with a picture and fewer than 3,200 bytes of words.
FEW_WORDS = 600


@rule("clipped-edition", Severity.ERROR)
def clipped_edition(checked: Checked) -> Iterator[Finding]:
    """An edition that Gmail cuts off.

    Why: what stands after 102,400 bytes is hidden behind "View entire message": the last stories, the
    unsubscribe link, and the picture by which opens are counted.

    Source: measured by the trade since 2012; Gmail itself does not document it.

    Wrong:
        lead:
          body: Halvania waits.
        theme:
          blocks/lead.mjml.j2: |
            <mj-section><mj-column>
            <mj-text><h1>{{ block.headline }}</h1>{% for i in range(4000) %}<p>Halvania waits.
            Halvania waits.</p>{% endfor %}</mj-text></mj-column></mj-section>

    Right:
        lead: {}

    """
    size = len(checked.edition.html.encode())
    if size > GMAIL_CLIP:
        message = f"the HTML has {size:,} bytes; Gmail cuts it off at {GMAIL_CLIP:,}"
        yield Finding(message, hint="move stories to the web, or to the next issue", notes=_heaviest(checked))


@rule("nearly-clipped", Severity.WARNING)
def nearly_clipped(checked: Checked) -> Iterator[Finding]:
    """An edition that comes near the size at which Gmail cuts messages off.

    Why: the ESP makes every link longer by its tracking, which can add a quarter.

    Source: measured by the trade since 2012; Gmail itself does not document it.

    Wrong:
        lead:
          body: Halvania waits.
        theme:
          blocks/lead.mjml.j2: |
            <mj-section><mj-column>
            <mj-text><h1>{{ block.headline }}</h1>{% for i in range(2200) %}<p>Halvania waits.
            Halvania waits.</p>{% endfor %}</mj-text></mj-column></mj-section>

    Right:
        lead: {}

    """
    size = len(checked.edition.html.encode())
    if CLIP_NEAR <= size <= GMAIL_CLIP:
        message = f"the HTML has {size:,} bytes; Gmail cuts messages off at {GMAIL_CLIP:,}"
        yield Finding(message, hint="leave room for the ESP's link tracking", notes=_heaviest(checked))


@rule("missing-postal-address", Severity.ERROR)
def missing_postal_address(checked: Checked) -> Iterator[Finding]:
    """An edition without the sender's postal address.

    Why: the law asks for it in bulk mail, and ESPs refuse to send without.

    Source: CAN-SPAM Act, 15 U.S.C. 7704(a)(5)(A)(iii); Directive 2000/31/EC, article 5.

    Wrong:
        theme: { footer.txt.j2: "" }

    Right:
        newsletter: { postal_address: "Meridian Media, 1 Harbour Row, Lisbon" }

    """
    wanted = _squeezed(checked.project.settings.postal_address)
    for part, text in _parts(checked):
        if wanted not in text:
            message = f"the {part} edition does not show the postal address"
            yield Finding(message, hint="the theme's footer must write it", setting=("postal_address",))


@rule("missing-unsubscribe", Severity.ERROR)
def missing_unsubscribe(checked: Checked) -> Iterator[Finding]:
    """An edition from which nobody can unsubscribe, in HTML or in plain text.

    Why: the law demands the link, Gmail and Yahoo demand it of bulk senders, and who cannot find it
    presses "spam".

    Source: CAN-SPAM Act, 15 U.S.C. 7704(a)(3); Gmail, Email sender guidelines.

    Wrong:
        theme: { footer.txt.j2: "" }

    Right:
        text: { body: "You can [leave any time]([[unsubscribe]])." }

    """
    profile = _profile(checked)
    tag = profile.tags.get("unsubscribe") if profile else None
    if tag is None:
        return
    parts = (
        ("HTML", checked.edition.html, tag.value),
        ("plain-text", checked.edition.text, tag.text or tag.value),
    )
    for part, text, value in parts:
        if not _has_tag(text, value):
            hint = "write [[unsubscribe]] as a link's target, or mend the theme's footer"
            yield Finding(f"the {part} edition has no unsubscribe link", hint=hint)


@rule("free-mail-sender", Severity.ERROR)
def free_mail_sender(checked: Checked) -> Iterator[Finding]:
    """A sender's address at a free mail provider.

    Why: these providers tell the world (by DMARC) to refuse mail in their name that others send, and an
    ESP is another.

    Source: Gmail, Email sender guidelines; Yahoo, Sender best practices.

    Wrong:
        newsletter: { from: { name: Meridian Daily, email: meridian.daily@gmail.com } }

    Right:
        newsletter: { from: { name: Meridian Daily, email: daily@meridian.example } }

    """
    host = checked.project.settings.from_.email.rpartition("@")[2].lower()
    if host in FREE_MAIL:
        message = f"mail from an address at {host} that an ESP sends is refused"
        yield Finding(message, hint="send from an address at your own domain", setting=("from", "email"))


@rule("no-reply-sender", Severity.ADVICE)
def no_reply_sender(checked: Checked) -> Iterator[Finding]:
    """A sender's address that takes no answers.

    Why: readers who answer are the best ones, and answers teach inboxes that the mail is wanted.

    Wrong:
        newsletter: { from: { name: Meridian Daily, email: no-reply@meridian.example } }

    Right:
        newsletter: { from: { name: Meridian Daily, email: daily@meridian.example } }

    """
    email = checked.project.settings.from_.email
    if re.match(r"(?:no|do-?not)[-_.]?reply", email, re.IGNORECASE):
        message = f"'{email}' takes no answers"
        yield Finding(message, hint="use an address that somebody reads", setting=("from", "email"))


@rule("spam-phrase", Severity.ADVICE)
def spam_phrase(checked: Checked) -> Iterator[Finding]:
    """A phrase that raises a spam score.

    Why: filters add up small suspicions; an honest newsletter can spare them this one.

    Source: SpamAssassin's rules (subject and body phrases), the few that editors meet.

    Wrong:
        subject: "Act now: 100% free money"

    Right:
        subject: What free power costs

    """
    everything = checked.words.lower()
    for phrase in _SPAM:
        for passage in checked.passages if phrase in everything else ():
            for line in passage.lines:
                at = line.lower().find(phrase)
                if at >= 0:
                    said = line[at : at + len(phrase)]
                    yield Finding(
                        f"'{said}' raises spam scores", passage.place, said, "say it in other words"
                    )


# In lower case, since they are looked for in lower case.
_SPAM = (
    *("act now", "100% free", "dear friend", "risk-free", "risk free", "no obligation", "click below"),
    *("free money", "once in a lifetime", "this is not spam", "you have been selected", "cheap meds"),
    *("double your money", "double your income", "earn extra cash", "$$$", "!!!"),
)


@rule("few-words", Severity.WARNING)
def few_words(checked: Checked) -> Iterator[Finding]:
    """An edition of pictures with hardly any words.

    Why: that is what spam looks like that hides its words from filters; and where pictures are blocked,
    nothing is left.

    Source: SpamAssassin, rules HTML_IMAGE_ONLY_04 to _32 and HTML_IMAGE_RATIO_02.

    Wrong:
        lead: { body: Look., dek: "", byline: "" }
        teasers:
          - { headline: A, url: "https://a.example/1", image: { src: images/picture.png, alt: Ice } }
          - { headline: B, url: "https://a.example/2", image: { src: images/picture.png, alt: Snow } }

    Right:
        lead: {}

    """
    pictures = len(checked.images)
    words = sum(len(line) for passage in checked.passages if passage.key != "alt" for line in passage.lines)
    if pictures > 1 and words < FEW_WORDS:
        message = f"{pictures} pictures stand beside {words} characters of text"
        yield Finding(message, hint="write what the pictures show, and why it matters")


@rule("text-edition-differs", Severity.ERROR)
def text_edition_differs(checked: Checked) -> Iterator[Finding]:
    """A plain-text edition that lacks a story of the HTML one.

    Why: filters compare the two parts, and who reads plain text misses the story.

    Source: SpamAssassin, rule MPART_ALT_DIFF.

    Wrong:
        theme: { blocks/more_from.txt.j2: "" }

    Right:
        teaser: { headline: The glacier that moved a border }

    """
    text = _squeezed(checked.text)
    for place, block in checked.issue.placed():
        headline = getattr(block, "headline", "")
        if headline and _squeezed(shown(headline)) not in text and "[[" not in headline:
            message = f"the plain-text edition lacks '{headline}'"
            yield Finding(message, (*place, "headline"), hint="the theme's template (.txt.j2) must write it")


def _parts(checked: Checked) -> Iterator[tuple[str, str]]:
    words = " ".join(run.text for run in checked.rendered.runs if not run.is_picture)
    yield "HTML", _squeezed(words)
    yield "plain-text", _squeezed(checked.text)


@lru_cache(maxsize=256)
def _squeezed(text: str) -> str:
    """Return ``text`` without white space and in lower case, so that only its words are compared."""
    return "".join(text.split()).casefold()


def _profile(checked: Checked) -> Profile | None:
    name = checked.edition.esp
    return find_profile(name, checked.project.settings.esps) if name else None


def _has_tag(text: str, value: str) -> bool:
    """Say whether ``text`` holds a merge tag, its quotes in either form."""
    return any(form in text for form in {value, value.replace('"', "'"), value.replace('"', "&quot;")})


def _heaviest(checked: Checked) -> tuple[str, ...]:
    """Return what weighs most in the HTML, in three lines."""
    html = checked.edition.html
    parts = {
        "style elements": sum(map(len, re.findall(r"<style.*?</style>", html, re.DOTALL))),
        "style attributes": sum(map(len, re.findall(r'style="[^"]*"', html))),
        "links": sum(map(len, re.findall(r'href="[^"]*"', html))),
        "what only Outlook reads": sum(map(len, re.findall(r"<!--\[if.*?<!\[endif\]-->", html, re.DOTALL))),
        "words": sum(len(run.text) for run in checked.rendered.runs),
    }
    heaviest = sorted(parts.items(), key=lambda each: -each[1])[:3]
    return tuple(f"{name}: {size:,} characters" for name, size in heaviest)
