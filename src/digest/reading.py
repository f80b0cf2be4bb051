"""From a document to a model: every fault that the model finds becomes a diagnostic with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from digest.diagnostics import Diagnostic
from digest.fields import suggestion
from digest.issue import BLOCK_KINDS
from digest.source import Document

M = TypeVar("M", bound=BaseModel)

# What a reader is told in place of pydantic's words, by the start of pydantic's error type.
_KINDS: Mapping[str, tuple[str, str, str]] = {
    "int": ("not-a-number", "'{value}' is not a whole number", "write digits only, such as 412"),
    "bool": ("not-true-or-false", "'{value}' is neither true nor false", "write true or false"),
    "date": ("not-a-date", "'{value}' is not a date", "write year-month-day, such as 2026-11-22"),
    "greater_than": ("number-too-small", "{value} is too small", "write a number of {ge} or more"),
    "less_than": ("number-too-large", "{value} is too large", "write a number of {le} or less"),
    "too_short": ("empty-list", "'{key}' is empty", "give it at least one item"),
    "literal": ("unknown-word", "'{value}' is not one of the words for '{key}'", "use one of: {expected}"),
    "enum": ("unknown-word", "'{value}' is not one of the words for '{key}'", "use one of: {expected}"),
    "string_pattern": ("bad-value", "'{value}' is not valid for '{key}'", ""),
    "string": ("not-text", "'{key}' is not a text", "write it on the same line, without '-' or nested keys"),
    "model": ("not-a-mapping", "'{key}' must hold keys", "write 'key: value' lines under it"),
    "dict": ("not-a-mapping", "'{key}' must hold keys", "write 'key: value' lines under it"),
    "tuple": ("not-a-list", "'{key}' must be a list", "begin each item with '- '"),
}


def validate(model: type[M], document: Document) -> tuple[M | None, list[Diagnostic]]:
    """Return the model that ``document`` holds, or None and every fault."""
    if not isinstance(document.root.data, dict):
        found = Diagnostic(
            "not-a-mapping", "the file must hold 'key: value' lines", document.at(document.root.start)
        )
        return None, [found]
    try:
        return model.model_validate(document.root.data), []
    except ValidationError as error:
        return None, [_diagnostic(each, document, model) for each in _real(error)]


def _real(error: ValidationError) -> Iterator[ErrorDetails]:
    """Yield the errors less pydantic's echo: a list whose items are all faulty is also called too short."""
    for each in error.errors(include_url=False):
        if not (each["type"] == "too_short" and each["input"]):
            yield each


def _diagnostic(error: ErrorDetails, document: Document, model: type[BaseModel]) -> Diagnostic:
    kind, place, context = error["type"], error["loc"], error.get("ctx", {})
    key = _key(place)
    if kind == "extra_forbidden":
        known = _siblings(model, place)
        at = document.locate(place, key=True)
        return Diagnostic("unknown-key", f"unknown key '{key}'", at, suggestion(key, known))
    if kind == "missing":
        return _missing(key, place, document)
    if kind.startswith("union_tag"):
        return _block_fault(error, document)
    if "message" in context:
        at = document.locate(place, context["needle"])
        return Diagnostic(kind, context["message"], at, context["hint"])
    at = document.locate(place)
    value = error["input"]
    for start, (rule, message, hint) in _KINDS.items():
        if kind.startswith(start):
            words = {**context, "key": key, "value": value if isinstance(value, str | int) else "this"}
            return Diagnostic(rule, message.format_map(words), at, hint.format_map(words))
    return Diagnostic("bad-value", f"'{key}': {error['msg']}", at)


def _missing(key: str, place: tuple[str | int, ...], document: Document) -> Diagnostic:
    blank = document.locate(place)
    parent = _key(place[:-1])
    owner = f"'{parent}'" if parent else "the file"
    if blank.text.lstrip(" -").startswith(f"{key}:"):
        return Diagnostic("empty-value", f"'{key}' has no value", blank, f"write it after '{key}:'")
    return Diagnostic("missing-key", f"{owner} has no '{key}'", blank, f"add a line '{key}: …'")


def _block_fault(error: ErrorDetails, document: Document) -> Diagnostic:
    at = document.locate(error["loc"])
    value = error["input"]
    if not isinstance(value, dict):
        hint = f"write '- lead:' and its keys under it; the types are {', '.join(BLOCK_KINDS)}"
        return Diagnostic("bad-block", "a block must be a type with keys under it", at, hint)
    if len(value) != 1:
        hint = "begin each block with '- ' and indent its keys deeper than its type"
        names = ", ".join(f"'{name}'" for name in value) or "no value"
        return Diagnostic("bad-block", f"a block has exactly one type; this one has {names}", at, hint)
    (name,) = value
    at = document.locate((*error["loc"], name), key=True)
    return Diagnostic("unknown-block", f"unknown block type '{name}'", at, suggestion(name, BLOCK_KINDS))


def _key(place: tuple[str | int, ...]) -> str:
    return next((step for step in reversed(place) if isinstance(step, str)), "")


def _siblings(model: type[BaseModel], place: tuple[str | int, ...]) -> tuple[str, ...]:
    """Return the keys that may stand where the unknown one does."""
    inside = next((step for step in reversed(place[:-1]) if isinstance(step, str)), "")
    return tuple(_models(model).get(inside, model).model_fields)


@lru_cache(maxsize=8)
def _models(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """Return every model inside ``model`` by the key, or the union's tag, that leads to it."""
    found: dict[str, type[BaseModel]] = {}
    for name, field in model.model_fields.items():
        for inner in _models_in(field.annotation):
            found |= {name: inner, inner.__name__.lower(): inner, **_models(inner)}
    return found


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)
