"""The models of an issue: frozen, and complete enough for an editor's language server to teach from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any, ClassVar, get_args

from pydantic import (
    BeforeValidator,
    Discriminator,
    Field,
    PrivateAttr,
    Tag,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import InitErrorDetails

from digest.diagnostics import Location
from digest.faults import again, fault
from digest.fields import (
    Body,
    Date,
    Filled,
    FilledBody,
    Inline,
    Line,
    Model,
    PictureSource,
    Url,
)
from digest.prose import Prose
from digest.source import Document

NO_PROSE = Prose("", ())
MAX_NUMBER = 2**31 - 1


class Image(Model):
    """A picture with what a reader needs when it does not load."""

    src: PictureSource = Field(
        description="A file of the project, or an https address.", examples=["images/summit.jpg"]
    )
    alt: Line | None = Field(
        default=None,
        description="What the picture shows, for readers who do not see it; empty when it only decorates.",
        examples=["Ministers at a long table in front of a row of flags"],
    )
    caption: Line = Field(default="", description="What the picture shows, printed under it.")
    credit: Line = Field(default="", description="Who made it.", examples=["Meridian / R. Sato"])


class Cta(Model):
    """A call to action: a button."""

    label: Filled = Field(description="The words on the button.", examples=["Read the full story"])
    url: Url | None = Field(default=None, description="Where it leads; default: the block's own address.")
    track: bool = Field(default=True, description="false keeps campaign tags off this link.")


def _cta(value: Any) -> Any:
    return {"label": value} if isinstance(value, str) else value


CtaField = Annotated[Cta, BeforeValidator(_cta, json_schema_input_type=str | Cta)]


class Allowing(Model):
    """What may keep a check from reporting it, for a stated reason."""

    reason: Line = Field(default="", description="Why 'allow' is right here, for whoever reads it next.")
    allow: tuple[Line, ...] = Field(
        default=(), description="Checks that do not report this.", examples=[["generic-link-text"]]
    )

    @field_validator("allow")
    @classmethod
    def _says_why(cls, allow: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if allow and not info.data.get("reason", "faulty"):
            raise fault("allow-without-reason", "'allow' stands without a reason", "add a line 'reason: …'")
        return allow


class Block(Allowing):
    """A unit of an issue in reading order."""

    kind: ClassVar[str]


class Lead(Block):
    """The top story."""

    kind = "lead"

    kicker: Line = Field(default="", description="The short label above the headline.", examples=["World"])
    headline: Filled = Field(
        description="The story's title.", examples=["Is the alliance's door finally open?"]
    )
    url: Url | None = Field(default=None, description="The story's address on the web.")
    track: bool = Field(default=True, description="false keeps campaign tags off the story's link.")
    dek: Inline = Field(default=NO_PROSE, description="One sentence under the headline.")
    byline: Line = Field(default="", description="Who wrote it.", examples=["Ana Prior"])
    image: Image | None = Field(default=None, description="The story's picture.")
    body: FilledBody = Field(description="The story in Markdown: paragraphs, lists, quotes, ### subheads.")
    cta: CtaField | None = Field(default=None, description="The button under the story.")

    @field_validator("cta")
    @classmethod
    def _cta_leads_somewhere(cls, cta: Cta | None, info: ValidationInfo) -> Cta | None:
        # A faulty address is missing from the data, and reported already.
        if cta and not cta.url and info.data.get("url", "faulty") is None:
            raise fault("cta-without-url", "the button leads nowhere", "give the lead or its cta a 'url'")
        return cta


class Sponsor(Block):
    """A paid block; it always carries a label."""

    kind = "sponsor"

    advertiser: Filled = Field(description="Who pays.", examples=["Northwind Grid"])
    label: Line | None = Field(
        default=None,
        description="The word that discloses it; default: the word of the newsletter's 'disclosure'.",
        examples=["Advertisement"],
    )
    headline: Filled = Field(description="The advertiser's headline.")
    body: Body = Field(default=NO_PROSE, description="The advertiser's text in Markdown.")
    url: Url = Field(description="Where it leads.")
    track: bool = Field(default=True, description="false keeps campaign tags off this link.")
    cta: CtaField | None = Field(default=None, description="The button: its words, or label and url.")
    image: Image | None = Field(default=None, description="The advertiser's picture.")
    slot: Line = Field(default="", description="The place that was sold.", examples=["top"])

    @field_validator("label")
    @classmethod
    def _is_labelled(cls, label: str | None) -> str | None:
        if label == "":
            raise fault(
                "unlabelled-sponsor",
                "the advertisement's label is empty",
                "delete the 'label' line to use the newsletter's own word, or write one",
            )
        return label


class Teaser(Allowing):
    """A short linked item of a "More from" section."""

    kind: ClassVar[str] = "teaser"

    kicker: Line = Field(default="", description="The short label above the headline.")
    headline: Filled = Field(description="The item's title.")
    url: Url = Field(description="Where it leads.")
    track: bool = Field(default=True, description="false keeps campaign tags off this link.")
    dek: Inline = Field(default=NO_PROSE, description="One or two sentences in inline Markdown.")
    image: Image | None = Field(default=None, description="A small picture.")
    source: Line = Field(default="", description="Where it leads, if elsewhere.", examples=["YouTube"])


def _inner(kind: str) -> BeforeValidator:
    """Unwrap ``{kind: {…}}``; an instance is taken as it is."""
    return BeforeValidator(lambda value: value.get(kind) if isinstance(value, dict) else value)


def _item_kind(value: Any) -> str:
    if isinstance(value, Sponsor) or (isinstance(value, dict) and set(value) == {"sponsor"}):
        return "sponsor"
    return "teaser"


TeaserOrSponsor = Annotated[
    Annotated[Teaser, Tag("teaser")] | Annotated[Sponsor, _inner("sponsor"), Tag("sponsor")],
    Discriminator(_item_kind),
]


class MoreFrom(Block):
    """A section of teasers, native sponsor blocks among them."""

    kind = "more_from"

    title: Line = Field(default="", description='The section\'s title; default: "More from {publisher}".')
    teasers: tuple[TeaserOrSponsor, ...] = Field(min_length=1, description="The items, in reading order.")


class Text(Block):
    """Free text: a greeting, a note, a correction."""

    kind = "text"

    body: FilledBody = Field(description="Markdown: paragraphs, lists, quotes, ### subheads.")


def _block_kind(value: Any) -> str | None:
    if isinstance(value, Block):
        return value.kind
    if isinstance(value, dict) and len(value) == 1:
        return str(next(iter(value)))
    return None


# A new block type is one model, one line here, and its two templates blocks/KIND.mjml.j2 and KIND.txt.j2.
AnyBlock = Annotated[
    Annotated[Lead, _inner("lead"), Tag("lead")]
    | Annotated[Sponsor, _inner("sponsor"), Tag("sponsor")]
    | Annotated[MoreFrom, _inner("more_from"), Tag("more_from")]
    | Annotated[Text, _inner("text"), Tag("text")],
    Discriminator(_block_kind),
]
BLOCK_KINDS = tuple(get_args(member)[0].kind for member in get_args(get_args(AnyBlock)[0]))


def _lead_faults(value: Any) -> list[InitErrorDetails]:
    """Return what is wrong with the number of leads among the blocks, as typed or as models."""
    if not isinstance(value, list | tuple):
        return []
    kinds = [_block_kind(block) for block in value]
    leads = [index for index, kind in enumerate(kinds) if kind == Lead.kind]
    if len(leads) > 1:
        message, hint = "the issue has a second lead", "make it a teaser of a more_from block"
        wrong = fault("several-leads", message, hint)
        return [
            InitErrorDetails(type=wrong, loc=(index, Lead.kind), input=value[index]) for index in leads[1:]
        ]
    # A block of no known type may be meant as the lead.
    if not leads and value and all(kind in BLOCK_KINDS for kind in kinds):
        wrong = fault("missing-lead", "the issue has no lead", "add a block '- lead:' with headline and body")
        return [InitErrorDetails(type=wrong, loc=(), input=value)]
    return []


class Issue(Model):
    """The content of one number of the newsletter."""

    date: Date = Field(description="The day it goes out.", examples=["2026-11-22"])
    number: int | None = Field(
        default=None, ge=0, le=MAX_NUMBER, description="The running number.", examples=[412]
    )
    subject: Filled = Field(description="The message's subject.")
    preheader: Line = Field(default="", description="The summary that inboxes show after the subject.")
    blocks: tuple[AnyBlock, ...] = Field(
        min_length=1, description="What stands in the issue, in reading order; exactly one lead."
    )

    _document: Document | None = PrivateAttr(default=None)

    @field_validator("blocks", mode="wrap")
    @classmethod
    def _has_one_lead(cls, value: Any, handler: Callable[[Any], Any]) -> Any:
        # Judged also where other blocks are faulty: every fault of a file is reported in one run.
        found = _lead_faults(value)
        try:
            blocks = handler(value)
        except ValidationError as error:
            if not found:
                raise
            raise again(error, found) from error
        if found:
            raise ValidationError.from_exception_data(cls.__name__, found)
        return blocks

    @property
    def lead(self) -> Lead:
        """The top story."""
        return next(block for block in self.blocks if isinstance(block, Lead))

    @property
    def stem(self) -> str:
        """The file's name without its ending; of an issue made in code, its date."""
        return self._document.path.stem if self._document else self.date.isoformat()

    def images(self) -> Iterator[tuple[tuple[str | int, ...], Image]]:
        """Yield each picture with its place in the issue, in reading order."""
        for place, block in self.placed():
            image = getattr(block, "image", None)
            if image is not None:
                yield (*place, "image"), image

    def placed(self) -> Iterator[tuple[tuple[str | int, ...], Block | Teaser]]:
        """Yield every block and every item inside a section, each with its place in the issue."""
        for index, block in enumerate(self.blocks):
            yield ("blocks", index, block.kind), block
            if isinstance(block, MoreFrom):
                for number, item in enumerate(block.teasers):
                    inner = ("sponsor",) if isinstance(item, Sponsor) else ()
                    yield ("blocks", index, block.kind, "teasers", number, *inner), item

    def attach(self, document: Document) -> Issue:
        """Remember the file this issue was read from, for ``locate``."""
        self._document = document
        return self

    def locate(self, *place: str | int, needle: str = "") -> Location | None:
        """Return where a field stands in the issue's file; None for an issue made in code."""
        return self._document.locate(place, needle) if self._document else None
