"""The faults of one value: how a validator reports them, and which ones any text can have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from html import unescape
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from digest.diagnostics import Location
from digest.merge import MERGE_TAGS, RESERVED, WRITTEN
from digest.prose import Prose
from digest.source.text import FORBIDDEN, forbidden
from digest.urls import UrlError, check_url, is_ordinary

Span = tuple[int, int]

# No reader needs more of one value.
MAX_FAULTS = 100

_TAG_START = re.compile(r"(?<!\\)\[\[ *([A-Za-z]\w*(?:[ -]\w+)?)")
_ENTITY = re.compile(r"&#?\w+;")
_OPENINGS = ("(", "<", "")


def fault(rule: str, message: str, hint: str = "", span: Span | None = None) -> PydanticCustomError:
    """Return an error whose type is a diagnostic's rule id.

    ``span`` is the part of the value that is at fault, for the caret.
    """
    return PydanticCustomError(rule, "{message}", {"message": message, "hint": hint, "span": span})


def suggestion(word: str, known: Sequence[str]) -> str:
    """Return the hint that names the nearest known word, or all of them."""
    near = get_close_matches(word.strip().lower(), known, n=1, cutoff=0.6)
    return f"did you mean '{near[0]}'?" if near else f"use one of: {', '.join(known)}"


def joined(hint: str, more: str) -> str:
    """Return two hints as one."""
    return f"{hint} Else {more}" if hint.endswith("?") else f"{hint}; {more}"


def raise_all(faults: Iterable[PydanticCustomError], value: Any) -> None:
    """Raise the faults of one value together; pydantic merges them into its own report."""
    found = list(islice(faults, MAX_FAULTS))
    if found:
        details = [InitErrorDetails(type=each, loc=(), input=value) for each in found]
        raise ValidationError.from_exception_data("value", details)


def again(error: ValidationError, more: Sequence[InitErrorDetails]) -> ValidationError:
    """Return ``error`` with further faults."""
    details = [_initial(each) for each in error.errors(include_url=False)]
    return ValidationError.from_exception_data(error.title, [*details, *more])


def _initial(each: ErrorDetails) -> InitErrorDetails:
    """Return a reported fault in the form in which pydantic takes it."""
    context = each.get("ctx", {})
    kind = PydanticCustomError(each["type"], "{message}", context) if "message" in context else each["type"]
    return InitErrorDetails(type=kind, loc=each["loc"], input=each["input"], ctx=context)


def is_innocent(text: str) -> bool:
    """Say at once of most texts that they have no faults: they stand on one line and hold no tags."""
    return text.isprintable() and "[[" not in text and "zq" not in text


def text_faults(text: str) -> Iterator[PydanticCustomError]:
    """Yield what no text may hold: unknown merge tags, words that digest itself uses, control characters."""
    if not text.replace("\n", "").isprintable():
        for found in FORBIDDEN.finditer(text):
            yield _character_fault(found[0], "", found.span())
    if "[[" in text:
        yield from _tag_faults(text)
    for found in RESERVED.finditer(text) if "zq" in text else ():
        message = f"the word '{found[0]}' is used by digest itself"
        yield fault("reserved-word", message, "write it in another way", found.span())


def entity_faults(source: str, prose: Prose) -> Iterator[PydanticCustomError]:
    """Yield the characters that no text may hold and that Markdown made of entities such as ``&#x202e;``."""
    made = {char for token in prose.leaves() for char in FORBIDDEN.findall(token.content)} - set(source)
    for found in _ENTITY.finditer(source) if made else ():
        if unescape(found[0]) in made:
            yield _character_fault(unescape(found[0]), f", written as {found[0]},", found.span())


def _character_fault(char: str, where: str, span: Span) -> PydanticCustomError:
    found = forbidden(char, Location(Path(), 1, 1), where)
    return fault(found.rule, found.message, found.hint, span)


def _tag_faults(text: str) -> Iterator[PydanticCustomError]:
    names = tuple(MERGE_TAGS)
    show = "to show [[ itself write \\[["
    known = set()
    for found in WRITTEN.finditer(text):
        known.add(found.start())
        if found["name"] not in MERGE_TAGS:
            hint = joined(suggestion(found["name"], names), show)
            yield fault("unknown-merge-tag", f"unknown merge tag '{found['name']}'", hint, found.span())
    for found in _TAG_START.finditer(text):
        near = get_close_matches(re.sub(r"[ -]", "_", found[1].lower()), names, n=1, cutoff=0.8)
        if found.start() not in known and near:
            hint = joined(f"write [[{near[0]}]] or [[{near[0]}|…]]", show)
            yield fault("unknown-merge-tag", f"'{found[0]}' is not a whole merge tag", hint, found.span())


def url_fault(url: str) -> PydanticCustomError | None:
    """Return what is wrong with an address, if anything is."""
    if is_ordinary(url):
        return None
    try:
        check_url(url)
    except UrlError as error:
        return fault("bad-link", str(error), error.hint, error.span)
    return None


def link_faults(source: str, prose: Prose) -> Iterator[PydanticCustomError]:
    """Yield what is wrong with the links of a Markdown text, each where it was typed in ``source``."""
    links = [url for url, _ in prose.links()]
    faults = {url: url_fault(url) for url in links}
    if not any(faults.values()):
        return
    at = 0
    for url in links:
        span = _place(source, url, at)
        wrong = faults[url]
        if wrong and wrong.context:
            part = wrong.context["span"] if span and span[1] - span[0] == len(url) else None
            inner = (span[0] + part[0], span[0] + part[1]) if span and part else span
            yield fault(wrong.type, wrong.context["message"], wrong.context["hint"], inner)
        at = span[1] if span else at


def _place(source: str, url: str, at: int) -> Span | None:
    """Return where a link's address was typed, looking from ``at``; None where it was typed otherwise."""
    tag = re.compile(r"\]\(\s*<?(\[\[[^\]]*\]\])").search(source, at) if RESERVED.match(url) else None
    if tag:
        return tag.span(1)
    for opening in _OPENINGS:
        start = source.find(opening + url, at)
        if start >= 0:
            return start + len(opening), start + len(opening) + len(url)
    return None


def overlaps(each: PydanticCustomError, spans: Sequence[Span]) -> bool:
    """Say whether a fault stands where another was found already."""
    span = each.context["span"] if each.context else None
    return span is not None and any(span[0] < end and start < span[1] for start, end in spans)


def picture_faults(source: str, prose: Prose) -> Iterator[PydanticCustomError]:
    """Yield the pictures of a Markdown text, which cannot hold any."""
    at = 0
    for token in prose.leaves():
        if token.type == "image":
            at = source.find("![", at)
            span = (at, at + 2) if at >= 0 else None
            hint = "give the block an 'image', or split the text into two blocks"
            yield fault("picture-in-prose", "a picture cannot stand in the text", hint, span)
            at += 2
