"""What digest knows about an e-mail service provider, as data: its merge tags, its syntax, its limits.

A profile is one entry of the table in `digest.esp.profiles`. Nothing in it is code that belongs to one ESP,
so a project can define an ESP of its own in newsletter.yaml with the same fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from digest.esp.syntax import Syntax

# Where the fallback of a merge tag stands in a tag's pattern.
FALLBACK = "FALLBACK"


class Certainty(StrEnum):
    """How well a fact about an ESP is known."""

    DOCUMENTED = "V"  # read in the vendor's own documentation, API description, SDK or source
    REPORTED = "S"  # read in a secondary source that uses or quotes it
    REMEMBERED = "M"  # from memory: to be confirmed before anything depends on it
    CONFIGURED = "C"  # written in this project's newsletter.yaml

    @property
    def verified(self) -> bool:
        """Whether an export may rely on it."""
        return self is not Certainty.REMEMBERED


V, S, M = Certainty.DOCUMENTED, Certainty.REPORTED, Certainty.REMEMBERED


@dataclass(frozen=True, slots=True)
class Tag:
    """How an ESP writes one merge tag.

    ``value`` is written where no fallback is given. ``text`` is its form in the text part where that
    differs. ``fallback`` is the pattern with a fallback, in which the word ``FALLBACK`` stands for it; empty
    where the ESP has none. Double quotes in a pattern become single ones inside an HTML attribute.
    ``escapes`` says that the ESP escapes the fallback for HTML itself.
    """

    value: str
    certainty: Certainty
    source: str
    fallback: str = ""
    fallback_certainty: Certainty | None = None
    text: str = ""
    escapes: bool = False

    @property
    def verified_fallback(self) -> bool:
        """Whether the way to write a fallback may be relied on."""
        return (self.fallback_certainty or self.certainty).verified


@dataclass(frozen=True, slots=True)
class Limit:
    """The most bytes that the ESP takes of a part: ``html``, ``text`` or ``zip``."""

    part: str
    size: int
    certainty: Certainty
    source: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Something else worth knowing about an ESP, with where it comes from."""

    says: str
    certainty: Certainty
    source: str


class Packaging(StrEnum):
    """In which form an export is handed to the ESP."""

    FILES = "an HTML file and a text file, pasted or uploaded"
    FLAT_ZIP = "a zip with one HTML file and its pictures beside it"
    FOLDER_ZIP = "a zip with one HTML file and its pictures in images/"


class Comments(StrEnum):
    """What becomes of HTML comments, which carry what Outlook for Windows needs."""

    KEPT = "kept"
    STRIPPED = "removed"
    GO_SAFE = "removed unless printed by the template function Safe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One ESP.

    ``body_end`` is what the ESP demands in every message and digest can add: it goes before ``</body>``.
    ``forbidden`` are sequences that make the ESP refuse the HTML. ``local_pictures`` says that pictures are
    always addressed beside the edition, even where the newsletter has an ``assets_url``. ``takes_text``
    says whether its import takes our text part; where it does not, the text file can only be pasted by hand,
    or not at all.
    """

    name: str
    title: str
    syntax: Syntax
    tags: Mapping[str, Tag]
    required: frozenset[str] = frozenset({"unsubscribe"})
    packaging: Packaging = Packaging.FILES
    takes_text: bool = True
    comments: Comments = Comments.KEPT
    body_end: str = ""
    forbidden: tuple[str, ...] = ()
    local_pictures: bool = False
    limits: tuple[Limit, ...] = ()
    facts: tuple[Fact, ...] = field(default=())

    def has(self, tag: str) -> bool:
        """Return whether the ESP has a merge tag for ``tag``, one of `digest.merge.MERGE_TAGS`."""
        return tag in self.tags

    @property
    def verified(self) -> bool:
        """Whether unsubscribe, web view and first name may be relied on, as far as the ESP has them."""
        known = [self.tags[name] for name in ("unsubscribe", "web_view", "first_name") if name in self.tags]
        return self.has("unsubscribe") and all(tag.certainty.verified for tag in known)
