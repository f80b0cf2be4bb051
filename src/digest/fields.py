"""The field types of the formats: plain lines, prose, addresses, and the words their faults use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    InstanceOf,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from digest.merge import MERGE_TAGS, WRITTEN
from digest.prose import Prose
from digest.urls import UrlError, check_url, is_web


class Model(BaseModel):
    """Base of every part of the formats: frozen, and closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def fault(rule: str, message: str, hint: str = "", needle: str = "") -> PydanticCustomError:
    """Return an error whose type is a diagnostic's rule id.

    ``needle`` is the part of the value that is at fault, for the caret.
    """
    context = {"message": message, "hint": hint, "needle": needle}
    return PydanticCustomError(rule, "{message}", context)


def suggestion(word: str, known: Sequence[str]) -> str:
    """Return the hint that names the nearest known word, or all of them."""
    near = get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    return f"did you mean '{near[0]}'?" if near else f"use one of: {', '.join(known)}"


def _raise_all(found: Sequence[PydanticCustomError], value: Any) -> None:
    """Raise every fault of one value together; pydantic merges them into its own report."""
    if found:
        details = [InitErrorDetails(type=each, loc=(), input=value) for each in found]
        raise ValidationError.from_exception_data("value", details)


def _tag_faults(text: str) -> Iterator[PydanticCustomError]:
    for found in WRITTEN.finditer(text):
        if found["name"] not in MERGE_TAGS:
            yield fault(
                "unknown-merge-tag",
                f"unknown merge tag '{found['name']}'",
                suggestion(found["name"], tuple(MERGE_TAGS)),
                found[0],
            )


def _url_fault(url: str) -> PydanticCustomError | None:
    try:
        check_url(url)
    except UrlError as error:
        return fault("bad-link", str(error), error.hint, url)
    return None


def _line(value: str) -> str:
    text = " ".join(value.split("\n")).strip()
    _raise_all(list(_tag_faults(text)), value)
    return text


def _filled(value: str) -> str:
    if not value:
        raise fault("empty-value", "the value is empty", "write the text, or delete the key")
    return value


def _url(value: str) -> str:
    text = value.strip()
    wrong = _url_fault(text)
    if wrong:
        raise wrong
    return text


def _web_url(value: str) -> str:
    text = value.strip()
    wrong = _url_fault(text)
    if wrong:
        raise wrong
    if not is_web(text):
        raise fault("bad-link", f"the address {text!r} is not a web address", "write https://…", text)
    return text


def _picture_source(value: str) -> str:
    text = value.strip()
    if is_web(text):
        wrong = _url_fault(text)
        if wrong:
            raise wrong
        return text
    if re.match(r"[A-Za-z][\w+.-]*:", text) or text.startswith(("/", "\\")):
        hint = "write a path inside the project, such as images/summit.jpg, or an https address"
        raise fault("bad-picture-source", f"the picture source {text!r} is not a file of the project", hint)
    if "\\" in text:
        raise fault("bad-picture-source", "a path is written with '/'", f"write {text.replace(chr(92), '/')}")
    if ".." in text.split("/"):
        hint = "keep pictures inside the project's folder"
        raise fault("path-outside-project", f"the path {text!r} leads out of the project", hint)
    return text


def _prose(parse: Callable[[str], Prose]) -> Callable[[Any], Any]:
    def validate(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        prose = parse(value)
        found = list(_tag_faults(value))
        for url, _ in prose.links():
            wrong = _url_fault(url)
            if wrong:
                found.append(wrong)
        found += [
            fault(
                "picture-in-prose",
                "a picture cannot stand in the text",
                "give the block an 'image', or split the text into two blocks",
                "![",
            )
            for token in prose.leaves()
            if token.type == "image"
        ]
        _raise_all(found, value)
        return prose

    return validate


def _filled_prose(value: Prose) -> Prose:
    if not value:
        raise fault("empty-value", "the text is empty", "write at least one paragraph, or delete the key")
    return value


_PROSE_SCHEMA = WithJsonSchema({"type": ["string", "number", "boolean"]})

Line = Annotated[str, AfterValidator(_line)]
"""Plain text on one line; merge tags may stand in it."""
Filled = Annotated[Line, AfterValidator(_filled)]
"""A line that must not be empty."""
Url = Annotated[str, AfterValidator(_url)]
"""An address that content may link to."""
WebUrl = Annotated[str, AfterValidator(_web_url)]
"""An http or https address."""
PictureSource = Annotated[str, AfterValidator(_picture_source)]
"""A file of the project, or an http or https address."""
Body = Annotated[InstanceOf[Prose], BeforeValidator(_prose(Prose.block)), _PROSE_SCHEMA]
"""Markdown: paragraphs, lists, quotes, subheads."""
FilledBody = Annotated[Body, AfterValidator(_filled_prose)]
"""Markdown that must not be empty."""
Inline = Annotated[InstanceOf[Prose], BeforeValidator(_prose(Prose.inline)), _PROSE_SCHEMA]
"""Markdown on one line: emphasis and links."""
