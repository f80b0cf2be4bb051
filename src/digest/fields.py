"""The field types of the formats: plain lines, prose, addresses, dates and pictures."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from itertools import chain, islice
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    InstanceOf,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)

from digest.faults import (
    MAX_FAULTS,
    entity_faults,
    fault,
    is_innocent,
    link_faults,
    overlaps,
    picture_faults,
    raise_all,
    text_faults,
    url_fault,
)
from digest.prose import Prose
from digest.urls import is_ordinary, is_web

_SCHEME = re.compile(r"[A-Za-z][\w+.-]*:")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ANY_DATE = re.compile(r"([0-9]{1,4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,4})\.?")


class Model(BaseModel):
    """Base of every part of the formats: frozen, and closed to unknown keys."""

    # Deferred, an issue's model builds those inside it into itself, and not each of them twice.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, value: Any) -> Any:
        """Take a known key without a value as absent; an unknown one is still reported."""
        if type(value) is dict and None in value.values():
            return {key: each for key, each in value.items() if each is not None or key not in _keys(cls)}
        return value


def _keys(model: type[BaseModel]) -> Mapping[str, Any]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _line(value: str) -> str:
    if is_innocent(value):
        return value.strip()
    raise_all(text_faults(value), value)
    return " ".join(value.split("\n")).strip()


def _filled(value: str) -> str:
    if not value:
        raise fault("empty-value", "the text is empty", "write the text")
    return value


def _url(value: str) -> str:
    text = value.strip()
    if is_ordinary(text):
        return text
    found = list(text_faults(value))
    wrong = None if found else url_fault(text)
    raise_all([wrong] if wrong else found, value)
    return text


def _web_url(value: str) -> str:
    text = _url(value)
    if not is_web(text):
        raise fault("bad-link", f"'{text}' is not the address of a web page", "write https://…")
    return text


def _date(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = value.strip()
    form = "write year-month-day, such as 2026-11-22"
    if not _ISO_DATE.fullmatch(text):
        raise fault("not-a-date", f"'{text}' is not a date", _date_hint(text) or form)
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise fault("not-a-date", f"there is no day '{text}' in the calendar", form) from error


def _date_hint(text: str) -> str:
    """Return the hint for a date written in another order, where only one reading is possible."""
    found = _ANY_DATE.fullmatch(text)
    if found is None:
        return ""
    first, middle, last = (int(part) for part in found.groups())
    readings = {_day(first, middle, last), _day(last, middle, first), _day(last, first, middle)} - {""}
    return f"write {readings.pop()}" if len(readings) == 1 else ""


def _day(year: int, month: int, day: int) -> str:
    """Return a date as it is written here; empty where there is no such day in our time."""
    try:
        return dt.date(year, month, day).isoformat() if year > dt.MINYEAR + 1000 else ""
    except ValueError:
        return ""


def _picture_source(value: str, info: ValidationInfo) -> str:
    text = _filled(value.strip())
    if is_web(text):
        return _url(text)
    if _SCHEME.match(text) or text.startswith(("/", "\\")):
        hint = "write a path inside the project, such as images/summit.jpg, or an https address"
        raise fault("bad-picture-source", f"'{text}' is not a file of the project", hint)
    if "\\" in text:
        raise fault("bad-picture-source", "a path is written with '/'", f"write {text.replace(chr(92), '/')}")
    if ".." in text.split("/"):
        hint = "keep pictures inside the project's folder"
        raise fault("path-outside-project", f"the path '{text}' leads out of the project", hint)
    # Whoever reads a file of a project says in the context how to find its pictures; code need not.
    if info.context:
        info.context["find_picture"](text)
    return text


def _prose(parse: Callable[[str], Prose]) -> Callable[[Any], Any]:
    def validate(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        prose = parse(value)
        found = list(islice(text_faults(value), MAX_FAULTS))
        bad_tags = [each.context["span"] for each in found if each.context]
        links = (each for each in link_faults(value, prose) if not overlaps(each, bad_tags))
        pictures = picture_faults(value, prose) if "![" in value else ()
        entities = entity_faults(value, prose) if "&" in value else ()
        raise_all(chain(found, islice(links, MAX_FAULTS), entities, pictures), value)
        return prose

    return validate


def _filled_prose(value: Prose) -> Prose:
    if not value:
        raise fault("empty-value", "the text is empty", "write at least one paragraph")
    return value


# What the JSON Schemas say of fields that functions judge.
_LINK_SCHEMA = Field(json_schema_extra={"pattern": r"^\s*(?:[hH][tT]{2}[pP][sS]?://|mailto:|tel:|#|\[\[)"})
_WEB_SCHEMA = Field(json_schema_extra={"pattern": r"^\s*[hH][tT]{2}[pP][sS]?://"})
_FILLED_SCHEMA = Field(json_schema_extra={"pattern": r"\S"})
_DATE_SCHEMA = WithJsonSchema({"type": "string", "format": "date"})
_PROSE_SCHEMA = WithJsonSchema({"type": "string"})

Line = Annotated[str, AfterValidator(_line)]
"""Plain text on one line; merge tags may stand in it."""
Filled = Annotated[Line, AfterValidator(_filled), _FILLED_SCHEMA]
"""A line that must not be empty."""
Url = Annotated[str, AfterValidator(_url), _LINK_SCHEMA]
"""An address that content may link to."""
WebUrl = Annotated[str, AfterValidator(_web_url), _WEB_SCHEMA]
"""An http or https address."""
Date = Annotated[dt.date, BeforeValidator(_date), _DATE_SCHEMA]
"""A day, written year-month-day."""
PictureSource = Annotated[str, AfterValidator(_picture_source)]
"""A file of the project, or an http or https address."""
Body = Annotated[InstanceOf[Prose], BeforeValidator(_prose(Prose.block)), _PROSE_SCHEMA]
"""Markdown: paragraphs, lists, quotes, subheads."""
FilledBody = Annotated[Body, AfterValidator(_filled_prose)]
"""Markdown that must not be empty."""
Inline = Annotated[InstanceOf[Prose], BeforeValidator(_prose(Prose.inline)), _PROSE_SCHEMA]
"""Markdown on one line: emphasis and links."""
