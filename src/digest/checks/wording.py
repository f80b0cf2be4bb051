"""Rules about how the text is written: left-overs, slips of the keyboard, words in links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.checks.checked import Checked, Passage
from digest.checks.rule import Finding, rule
from digest.diagnostics import Severity

# Where an editor writes sentences; names and credits follow their own rules.
_SENTENCES = frozenset({"subject", "preheader", "headline", "dek", "body", "caption", "alt", "title"})


@rule("placeholder-text", Severity.ERROR)
def placeholder_text(checked: Checked) -> Iterator[Finding]:
    """Text that was to be replaced before the issue goes out: TK, XXX, lorem ipsum.

    Why: readers see it, and show it to others.

    Wrong:
        subject: TK

    Right:
        subject: Is the alliance's door finally open?

    """
    if not any(hint in checked.words for hint in _HINTS_AT_PLACEHOLDER):
        return
    for passage in checked.passages:
        for line in passage.lines:
            found = _PLACEHOLDER.search(line)
            if found:
                yield Finding(f"'{found[0]}' is a placeholder", passage.place, found[0], "write the text")


# What the pattern below cannot match without, and what is found ten times as fast.
_HINTS_AT_PLACEHOLDER = (
    *(
        "TK",
        "XXX",
        "TODO",
        "TBD",
        "TBC",
        "FIXME",
        "ipsum",
        "IPSUM",
        "???",
        "goes here",
        "insert ",
        "dek here",
    ),
    *("dek here", "headline here", "text here", "copy here", "body here", "subject here", "caption here"),
)
# TK is an American newsroom's "to come": no English word has the two letters together in capitals.
_PLACEHOLDER = re.compile(
    r"\bTK(?:TK)*\b|\bX{3,}\b|\bTODO\b|\bTBD\b|\bTBC\b|\bFIXME\b|\b[Ll]orem ipsum\b|\bLOREM IPSUM\b"
    r"|\b(?:headline|text|copy|body|subject|dek|caption) (?:goes )?here\b|\binsert [a-z]+ here\b|\?\?\?+"
)


@rule("doubled-word", Severity.WARNING)
def doubled_word(checked: Checked) -> Iterator[Finding]:
    """A word that stands twice.

    Why: the eye of who wrote it skips it, the reader's does not.

    Wrong:
        text: { body: Ministers met in the the old customs house. }

    Right:
        text: { body: Ministers met in the old customs house. }

    """
    for passage, line in _lines(checked) if _DOUBLED.search(checked.words) else ():
        for found in _DOUBLED.finditer(line):
            if found[1].casefold() not in _RIGHTLY_DOUBLED and not found[1].isdigit():
                yield Finding(f"'{found[0]}' has a word twice", passage.place, found[0], "delete one of them")


_DOUBLED = re.compile(r"\b(\w{2,}) \1\b", re.IGNORECASE)
# "He had had enough", "that that is"; names; "sie, sie" in German takes a comma and is not matched.
_RIGHTLY_DOUBLED = frozenset(
    {"had", "that", "bora", "pago", "walla", "baden", "duran", "sing", "bye", "ha", "so", "no"}
)


@rule("doubled-space", Severity.ADVICE)
def doubled_space(checked: Checked) -> Iterator[Finding]:
    """Two spaces where one belongs.

    Why: HTML shows one, the plain-text edition both: the two look different, and the text careless.

    Wrong:
        subject: "Ministers  open the door"

    Right:
        subject: Ministers open the door

    """
    for passage, line in _lines(checked):
        found = re.search(r"(\S+)  +(\S+)", line.strip()) if "  " in line else None
        if found:
            yield Finding("there are two spaces in a row", passage.place, found[0], "delete one of them")


@rule("missing-space", Severity.WARNING)
def missing_space(checked: Checked) -> Iterator[Finding]:
    """A sentence that begins without a space after the one before.

    Why: mail clients take "door.Ministers" for an address, and make it a link.

    Wrong:
        text: { body: "They opened the door.Ministers went home." }

    Right:
        text: { body: "They opened the door. Ministers went home." }

    """
    for passage, line in _lines(checked) if _RUN_ON.search(checked.words) else ():
        for found in _RUN_ON.finditer(line):
            if not _is_address(line, found.start()):
                yield Finding(f"a space is missing in '{found[0]}'", passage.place, found[0], "add the space")


_RUN_ON = re.compile(r"\b[a-zà-ÿ]{2,}(?:[.!?]|[,;])[A-ZÀ-Þ][a-zà-ÿ]+\b")


def _is_address(line: str, offset: int) -> bool:
    """Say whether the characters around ``offset`` are an address or a file name, which have dots inside."""
    word = re.search(r"\S*$", line[:offset])
    return bool(word and re.search(r"://|@|www\.|/", word[0]))


@rule("run-together-words", Severity.ADVICE)
def run_together_words(checked: Checked) -> Iterator[Finding]:
    """Two words without a space between.

    Why: text that is pasted from a web page or a PDF loses the space at a line's end.

    Wrong:
        text: { body: The ministersOpened the door. }

    Right:
        text: { body: The ministers opened the door. }

    """
    for passage, line in _lines(checked) if _HUMP.search(checked.words) else ():
        for found in _CAMEL.finditer(line):
            word = found[0]
            if word not in _OWN_SPELLING and not word.startswith(
                ("Mc", "Mac", "iP", "De", "Van", "La", "Le", "Fitz")
            ):
                hint = "add the space, or allow it if that is how the name is spelt"
                yield Finding(f"'{word}' looks like two words", passage.place, word, hint)


_HUMP = re.compile("[a-zà-ÿ][A-ZÀ-Þ]")
_CAMEL = re.compile(
    r"(?<![\w@./#`-])[a-zà-ÿ]{3,}[A-ZÀ-Þ][a-zà-ÿ]{2,}(?![\w@./`])|(?<![\w@./#`-])[A-ZÀ-Þ][a-zà-ÿ]{4,}[A-ZÀ-Þ][a-zà-ÿ]{3,}(?![\w@./`])"
)
_OWN_SPELLING = frozenset(
    {
        *(
            "YouTube",
            "LinkedIn",
            "GitHub",
            "JavaScript",
            "TypeScript",
            "WordPress",
            "PayPal",
            "PowerPoint",
            "OpenAI",
        ),
        *(
            "DeepMind",
            "MasterCard",
            "SoundCloud",
            "WhatsApp",
            "TikTok",
            "BuzzFeed",
            "FedEx",
            "AirBnB",
            "HubSpot",
        ),
        *(
            "MailChimp",
            "SendGrid",
            "QuickBooks",
            "PlayStation",
            "BlackBerry",
            "BlackRock",
            "ExxonMobil",
            "SpaceX",
        ),
        *(
            "WeWork",
            "DoorDash",
            "HarperCollins",
            "AstraZeneca",
            "GlaxoSmithKline",
            "BioNTech",
            "UniCredit",
            "eBay",
        ),
    }
)


@rule("unbalanced-quotes", Severity.WARNING)
def unbalanced_quotes(checked: Checked) -> Iterator[Finding]:
    """A quotation that begins and does not end, or ends and never began.

    Why: the reader does not know where the quoted person stops and the newsletter goes on.

    Wrong:
        text: { body: "“A door is not open, said the minister." }

    Right:
        text: { body: "“A door is not open,” said the minister." }

    """
    for passage, line in _lines(checked):
        wrong = _unbalanced(line, "“", "”") or _unbalanced(line, "«", "»")
        if wrong and not _quotes_of_another_language(line):
            yield Finding("a quotation mark has no partner", passage.place, wrong, "add the other one")
        elif line.count('"') % 2 and not re.search(r'\d"', line):
            yield Finding("a quotation mark has no partner", passage.place, '"', "add the other one")


def _quotes_of_another_language(line: str) -> bool:
    """Say whether the line quotes as German („…“), Swedish (”…”) or Danish (»…«) do."""
    return "„" in line or ("“" not in line and line.count("”") % 2 == 0) or line.find("»") < line.find("«")


@rule("unbalanced-brackets", Severity.WARNING)
def unbalanced_brackets(checked: Checked) -> Iterator[Finding]:
    """A bracket without its partner.

    Why: something was cut off, or a link was mistyped: "[the report(https://…)".

    Wrong:
        text: { body: "Ministers met (in Lisbon and opened the door." }

    Right:
        text: { body: "Ministers met (in Lisbon) and opened the door." }

    """
    for passage, line in _lines(checked):
        plain = re.sub(r"[:;]-?[()]", "", line)  # smileys
        wrong = _unbalanced(plain, "(", ")") or _unbalanced(plain, "[", "]")
        if wrong:
            yield Finding(f"the bracket '{wrong}' has no partner", passage.place, wrong, "add the other one")


def _unbalanced(line: str, opening: str, closing: str) -> str:
    """Return the mark that has no partner in ``line``, or ""."""
    if opening not in line and closing not in line:
        return ""
    depth = 0
    for index, char in enumerate(line):
        if char == opening:
            depth += 1
        elif char == closing and depth:
            depth -= 1
        elif char == closing and not _LIST_MARK.search(line[:index]):
            return closing
    return opening if depth else ""


# What stands before the bracket of a list in a sentence: a) the date, 2) the money.
_LIST_MARK = re.compile(r"(?:^|\s)\w{1,2}$")


@rule("generic-link-text", Severity.WARNING)
def generic_link_text(checked: Checked) -> Iterator[Finding]:
    """A link in the text whose words say nothing: "here", "read more".

    Why: who jumps from link to link, with the eyes or with a screen reader, reads the words of links
    alone.

    Source: WCAG 2.2, success criterion 2.4.4.

    Wrong:
        text: { body: "The report is [here](https://meridian.example/report)." }

    Right:
        text: { body: "Read [the report on the straits](https://meridian.example/report)." }

    """
    for link in checked.links:
        if link.in_prose and link.words.casefold().strip(" .!…:»→>") in _SAYS_NOTHING:
            message = f"the link's words '{link.words}' do not say where it leads"
            yield Finding(message, link.place, f"[{link.words}]", "link the words that name the page")


_SAYS_NOTHING = frozenset(
    {
        *("here", "click here", "click", "this", "this link", "link", "read more", "more", "learn more"),
        *("see more", "find out more", "read on", "details", "this page", "this article", "website"),
        *("hier", "mehr", "weiterlesen", "ici", "cliquez ici", "en savoir plus", "lire la suite"),
        *("aquí", "leer más", "aqui", "leia mais", "тут", "далі"),
    }
)


def _lines(checked: Checked) -> Iterator[tuple[Passage, str]]:
    for passage in checked.passages:
        if passage.key in _SENTENCES:
            for line in passage.lines:
                yield passage, line
