"""What the plain-text templates see: what the HTML ones do, and the functions that set plain text."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

from digest.issue import Image, Issue
from digest.links import Links
from digest.merge import mark
from digest.project import Project
from digest.prose import Prose
from digest.prose_text import Notes, prose_lines, shown_address
from digest.sandbox import takes_place
from digest.text import rule, underline, wrap
from digest.view import shared_context
from digest.words import end_of, labelled


class Laid(str):
    """Text whose merge tags and lines are final: a template prints it as it is."""

    __slots__ = ()


def text_context(issue: Issue, project: Project, links: Links) -> dict[str, Any]:
    """Return the names that the plain-text templates may use.

    Beside the shared ones these are ``wrap(text)``, ``underline(text, mark)``, ``rule(mark, label)``,
    ``entry(label, text)``, ``pair(label, text)``, ``end_of(label)``, ``picture(image)``, and for prose
    ``footnotes()`` and ``prose(text, notes)``.
    """
    context = shared_context(issue, project, links)
    words = context["words"]
    numbers = count(1)

    def entry(label: str, text: str) -> str:
        return _laid(wrap(mark(labelled(label, text, words))))

    def pair(label: str, text: str) -> str:
        return labelled(label, text, words)

    def picture(image: Image) -> str:
        return _laid(_picture_lines(image, words))

    return {
        **context,
        "wrap": _wrap,
        "underline": _underline,
        "rule": _rule,
        "end_of": lambda label: end_of(label, project.settings.lang),
        "entry": entry,
        "pair": pair,
        "picture": picture,
        "link": _link(links),
        "prose": _prose(links),
        "footnotes": lambda: _Footnotes(numbers),
    }


class _Footnotes(Notes):
    def __str__(self) -> str:
        return _laid(self.lines())


def _laid(lines: list[str]) -> Laid:
    return Laid("\n".join(lines))


def _wrap(text: str) -> str:
    return _laid(wrap(mark(text)))


def _underline(text: str, sign: str = "=") -> str:
    return _laid(underline(mark(text), sign))


def _rule(sign: str = "-", label: str = "") -> str:
    return _laid(rule(sign, mark(label)))


def _picture_lines(image: Image, words: Mapping[str, str]) -> list[str]:
    parts = []
    if image.alt:
        parts.append(f"[{labelled(words['picture'], image.alt, words)}]")
    if image.credit:
        parts.append(f"({labelled(words['photo'], image.credit, words)})")
    lines = wrap(mark(" ".join(parts)))
    return lines + wrap(mark(image.caption)) if image.caption != image.alt else lines


def _link(links: Links) -> Any:
    """Return ``link(url, track)``: an address as a reader of plain text wants it."""

    @takes_place
    def link(place: str, url: str, track: bool = True) -> str:  # noqa: FBT001, FBT002  as templates write it
        return shown_address(links.finish(url, place, track=track))

    return link


def _prose(links: Links) -> Any:
    """Return ``prose(text, notes)``: Markdown as plain text, its links numbered in ``notes``."""

    @takes_place
    def prose(place: str, text: Prose, notes: Notes) -> str:
        return _laid(prose_lines(text, lambda url, track: links.finish(url, place, track=track), notes))

    return prose
