"""What a rule looks at: an issue, its project and its edition, and what is read from them once for all."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from digest.checks.answers import Answer
from digest.checks.rendered import Rendered, Run
from digest.checks.rule import Place
from digest.clients import ClientFinding, unsupported
from digest.diagnostics import Location
from digest.edition import Edition, trace_mjml
from digest.issue import Block, Image, Issue, MoreFrom, Sponsor, Teaser
from digest.merge import PLACEHOLDER, WRITTEN
from digest.mjml_rules import MjmlFault, validate_mjml
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


@dataclass(frozen=True, slots=True)
class Placement:
    """A sponsor block where it appears in the HTML: indexes into the runs, None for what does not appear.

    ``starts`` is the first run of the block that is not its label: its headline or its picture.

    """

    place: Place
    sponsor: Sponsor
    headline: int | None
    label: int | None
    starts: int
    label_run: Run | None
    words: str


@dataclass(frozen=True)
class Checked:
    """One issue under examination; ``answers`` are what the servers of its links said, if they were asked."""

    issue: Issue
    project: Project
    edition: Edition
    answers: Mapping[str, Answer] = field(default_factory=dict)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every text of the issue, in reading order."""
        return tuple(_passages(self.issue))

    @cached_property
    def words(self) -> str:
        """Everything that the issue says, so that a rule can tell at once that it has nothing to look for."""
        return "\n".join(line for passage in self.passages for line in passage.lines)

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
    def picture_files(self) -> tuple[tuple[Place, Path, os.stat_result], ...]:
        """Every picture of the issue that is a file of the project, with its size and times."""
        found = []
        for place, image in self.images:
            path = os.path.join(self.project.root, image.src)  # noqa: PTH118 - five times as fast as Path's
            with suppress(OSError):  # one that is gone since the issue was read
                if "://" not in image.src:
                    found.append((place, Path(path), os.stat(path)))  # noqa: PTH116 - same
        return tuple(found)

    @cached_property
    def client_findings(self) -> tuple[ClientFinding, ...]:
        """What the edition loses in the clients that most newsletters are read in."""
        return unsupported(self.edition.html, major=True)

    @cached_property
    def rendered(self) -> Rendered:
        """The HTML edition as a reader meets it."""
        return Rendered(self.edition.html)

    @cached_property
    def text(self) -> str:
        """The plain-text edition on one line."""
        return " ".join(self.edition.text.split())

    @cached_property
    def placements(self) -> tuple[Placement, ...]:
        """Every sponsor block where it appears in the HTML edition."""
        # Runs are on one line already; pictures say nothing of their own.
        texts = ["" if run.is_picture else run.text.casefold() for run in self.rendered.runs]
        placed, after = [], 0
        for place, sponsor in self.sponsors:
            found = _placement((place, sponsor), self.label_of(sponsor), self.rendered.runs, texts, after)
            after = after if found.headline is None else found.headline + 1
            placed.append(found)
        return tuple(placed)

    @cached_property
    def mjml_faults(self) -> tuple[tuple[MjmlFault, Location | None, tuple[str, ...]], ...]:
        """What MJML says of the theme's output, and the template line that wrote it, with its includes."""
        if not validate_mjml(self.edition.mjml):
            return ()
        # The edition's own MJML has merge tags that are longer or shorter than the traced one's placeholders.
        traced, theme = trace_mjml(self.issue, self.project)
        starts = [0, *(at + 1 for at, char in enumerate(traced.text) if char == "\n")]
        return tuple(
            (fault, *theme.place(traced.locate(starts[fault.line - 1] + fault.column - 1)))
            for fault in validate_mjml(traced.text)
        )

    def label_of(self, sponsor: Sponsor) -> str:
        """Return the word that discloses ``sponsor``."""
        return sponsor.label or self.project.label()


# How far from its headline a block's label and name may stand, in runs of text.
_NEAR = 8


def _placement(
    block: tuple[Place, Sponsor], label: str, runs: tuple[Run, ...], texts: list[str], after: int
) -> Placement:
    place, sponsor = block
    wanted, word = _plain(sponsor.headline), _plain(label)
    headlines = [index for index in range(after, len(runs)) if wanted in texts[index]]
    if not headlines or not wanted:
        return Placement(place, sponsor, None, None, 0, None, "")
    labels = [index for index in range(after, len(runs)) if _starts_with(texts[index], word)]
    # A story may have the same headline: the block is where the label is nearest.
    pairs = [(abs(label_at - at), at, label_at) for at in headlines for label_at in labels]
    distance, headline, label_at = min(pairs, default=(_NEAR + 1, headlines[0], 0))
    if distance > _NEAR:
        headline = headlines[0]
    around = range(max(after, headline - _NEAR), min(len(runs), headline + _NEAR))
    alt = _plain(sponsor.image.alt or "") if sponsor.image else ""
    pictures = [i for i in around if alt and runs[i].is_picture and _plain(runs[i].text) == alt]
    words = " ".join(runs[index].text for index in around)
    starts = min([headline, *pictures])
    if distance > _NEAR:
        return Placement(place, sponsor, headline, None, starts, None, words)
    return Placement(place, sponsor, headline, label_at, starts, runs[label_at], words)


def _plain(text: str) -> str:
    return " ".join(shown(text).split()).casefold()


def _starts_with(text: str, word: str) -> bool:
    """Say whether ``text`` is ``word``, or goes on after it."""
    return text.startswith(word) and not text[len(word) : len(word) + 1].isalnum()


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
    if kind == "code_inline":
        return f"`{content}`"  # so that no rule takes it for prose
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


def web_links(issue: Issue) -> set[str]:
    """Return the addresses of web pages that ``issue`` links to, those with merge tags left out."""
    return {
        link.url
        for link in _links(issue)
        if link.url.lower().startswith(("http://", "https://")) and "[[" not in link.url and link.host
    }


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
