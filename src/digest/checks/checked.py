"""What a rule looks at: an issue, its project and its edition, and what is read from them once for all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from digest.checks.rule import Place
from digest.clients import ClientFinding, unsupported
from digest.edition import Edition
from digest.issue import Block, Image, Issue, MoreFrom, Sponsor, Teaser
from digest.merge import PLACEHOLDER, WRITTEN
from digest.project import Project
from digest.prose import Prose

# What a merge tag reads like where it matters only that something stands there.
SOMEBODY = "Reader"


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of the issue: ``key`` is its last step, ``lines`` its lines or paragraphs without markup."""

    place: Place
    key: str
    lines: tuple[str, ...]
    is_prose: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the issue as typed; ``in_prose`` says that the words stand inside a text."""

    place: Place
    url: str
    words: str
    in_prose: bool

    @property
    def host(self) -> str:
        """The host in lower case, "" where the address has none or cannot be read."""
        try:
            return (urlsplit(self.url).hostname or "").lower()
        except ValueError:  # such as an unclosed [ of an IPv6 address
            return ""


@dataclass(frozen=True)
class Checked:
    """One issue under examination."""

    issue: Issue
    project: Project
    edition: Edition

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every text of the issue, in reading order."""
        return tuple(_passages(self.issue))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every link of the issue, in reading order."""
        return tuple(_links(self.issue))

    @cached_property
    def sponsors(self) -> tuple[tuple[Place, Sponsor], ...]:
        """Every sponsor block with its place."""
        return tuple((place, block) for place, block in self.issue.placed() if isinstance(block, Sponsor))

    @cached_property
    def teasers(self) -> tuple[tuple[Place, Teaser], ...]:
        """Every teaser with its place."""
        return tuple((place, block) for place, block in self.issue.placed() if isinstance(block, Teaser))

    @cached_property
    def images(self) -> tuple[tuple[Place, Image], ...]:
        """Every picture with its place."""
        return tuple(self.issue.images())

    @cached_property
    def client_findings(self) -> tuple[ClientFinding, ...]:
        """What the edition loses in the clients that most newsletters are read in."""
        return tuple(found for found in unsupported(self.edition.html) if found.major)

    def label_of(self, sponsor: Sponsor) -> str:
        """Return the word that discloses ``sponsor``."""
        return sponsor.label or self.project.label()


def shown(text: str) -> str:
    """Return ``text`` with a word in place of each merge tag."""
    if "[[" in text:
        text = WRITTEN.sub(lambda found: (found["fallback"] or SOMEBODY).strip(), text)
    return PLACEHOLDER.sub(SOMEBODY, text) if "zqtag" in text else text


def paragraphs(prose: Prose) -> tuple[str, ...]:
    """Return the paragraphs, items and subheads of ``prose`` without markup."""
    return tuple(
        shown("".join(_word(token.type, token.content) for token in outer.children or ()))
        for outer in prose.tokens
        if outer.type == "inline"
    )


def _word(kind: str, content: str) -> str:
    return " " if kind in {"softbreak", "hardbreak"} else content


def _passages(issue: Issue) -> Iterator[Passage]:
    yield _line(("subject",), issue.subject)
    yield _line(("preheader",), issue.preheader)
    for place, block in issue.placed():
        yield from _block_passages(place, block)


def _block_passages(place: Place, block: Block | Teaser) -> Iterator[Passage]:
    if isinstance(block, MoreFrom):
        yield _line((*place, "title"), block.title)
        return
    for key in ("kicker", "headline", "dek", "byline", "source", "label", "body"):
        value = getattr(block, key, None)
        if isinstance(value, Prose):
            if value:
                yield Passage((*place, key), key, paragraphs(value), is_prose=True)
        elif value:
            yield _line((*place, key), value)
    image = getattr(block, "image", None)
    if image is not None:
        for key in ("alt", "caption", "credit"):
            yield _line((*place, "image", key), getattr(image, key) or "")
    cta = getattr(block, "cta", None)
    if cta is not None:
        yield _line((*place, "cta"), cta.label)


def _line(place: Place, text: str) -> Passage:
    return Passage(place, str(place[-1]), (shown(text),), is_prose=False)


def _links(issue: Issue) -> Iterator[Link]:
    for place, block in issue.placed():
        url, headline = getattr(block, "url", None), getattr(block, "headline", "")
        if url:
            yield Link((*place, "url"), url, shown(headline), in_prose=False)
        for key in ("dek", "body"):
            prose = getattr(block, key, None)
            if isinstance(prose, Prose):
                yield from _prose_links((*place, key), prose)
        cta = getattr(block, "cta", None)
        if cta is not None and cta.url:
            yield Link((*place, "cta", "url"), cta.url, shown(cta.label), in_prose=False)


def _prose_links(place: Place, prose: Prose) -> Iterator[Link]:
    url, words = "", ""
    for token in prose.leaves():
        if token.type == "link_open":
            url, words = str(token.attrs["href"]), ""
        elif token.type == "link_close":
            yield Link(place, shown(url), shown(words).strip(), in_prose=True)
        else:
            words += _word(token.type, token.content)
