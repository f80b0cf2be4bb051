"""From a document to a model: every fault that the model finds becomes a diagnostic with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from digest.diagnostics import Diagnostic
from digest.faults import suggestion
from digest.issue import BLOCK_KINDS
from digest.source import Document

M = TypeVar("M", bound=BaseModel)
Place = tuple[str | int, ...]

# A file can hold a hundred thousand faults; an editor mends the first hundred and looks again.
MAX_FAULTS = 100
# Longer values are cut in messages.
MAX_SHOWN = 60
MAX_NAMED = 3

# What a reader is told in place of pydantic's words, by the start of pydantic's error type.
_KINDS: Mapping[str, tuple[str, str, str]] = {
    "int": ("not-a-number", "'{value}' is not a whole number", "write digits only, such as 412"),
    "bool": ("not-true-or-false", "'{value}' is neither true nor false", "write true or false"),
    "date": ("not-a-date", "'{value}' is not a date", "write year-month-day, such as 2026-11-22"),
    "greater_than": ("number-too-small", "{value} is too small for '{key}'", "write {ge} or more"),
    "less_than": ("number-too-large", "{value} is too large for '{key}'", "write {le} or less"),
    "too_short": ("empty-list", "the list '{key}' is empty", "give it at least one item"),
    "literal": ("unknown-word", "'{value}' is not one of the words for '{key}'", ""),
    "string": ("not-text", "'{key}' must be a text", "write the text after '{key}:'"),
    "model": (
        "not-a-mapping",
        "'{key}' must hold 'key: value' lines",
        "write its keys under it, each deeper than it",
    ),
    "dict": (
        "not-a-mapping",
        "'{key}' must hold 'key: value' lines",
        "write its keys under it, each deeper than it",
    ),
    "tuple": ("not-a-list", "'{key}' must be a list", "begin each item with '- ' on a line of its own"),
    "is_instance": (
        "not-text",
        "'{key}' must be a text",
        "write the text after '{key}:', or on the lines under '{key}: |'",
    ),
}


def validate(
    model: type[M], document: Document, context: Mapping[str, Any] | None = None
) -> tuple[M | None, list[Diagnostic]]:
    """Return the model that ``document`` holds, or None and every fault of the file.

    ``context`` goes to the validators of the fields.
    """
    faults = list(document.faults)
    if document.root is None:
        return None, faults
    if not isinstance(document.data, dict):
        at = document.locate(())
        hint = "begin with a line such as 'subject: …'"
        return None, [*faults, Diagnostic("not-a-mapping", "the file must hold 'key: value' lines", at, hint)]
    try:
        read = model.model_validate(document.data, context=context)
    except ValidationError as error:
        found = list(_real(error, document))
        faults += [_diagnostic(each, document, model) for each in found[:MAX_FAULTS]]
        if len(found) > MAX_FAULTS:
            message = f"the file has {len(found) - MAX_FAULTS:,} more faults"
            faults.append(Diagnostic("many-faults", message, faults[-1].location, "mend these first"))
        return None, faults
    return (None, faults) if faults else (read, [])


def _real(error: ValidationError, document: Document) -> Iterator[ErrorDetails]:
    """Yield the errors less the echoes.

    A list whose items are all faulty is also called too short; and of a part that could not be read, the
    model says that it is missing or wrong.
    """
    for each in error.errors(include_url=False):
        if each["type"] == "too_short" and each["input"]:
            continue
        if each["type"] == "missing" and document.mentions_unread(_key(each["loc"])):
            continue
        if each["type"] != "extra_forbidden" and document.covers(each["loc"]):
            continue
        yield each


def _diagnostic(error: ErrorDetails, document: Document, model: type[BaseModel]) -> Diagnostic:
    kind, place, context = error["type"], error["loc"], error.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_key(error, document, model)
    if kind == "missing":
        return _missing(place, document)
    if kind.startswith("union_tag"):
        return _block_fault(error, document)
    if "message" in context:
        at = document.locate(place, span=context["span"])
        return Diagnostic(kind, context["message"], at, context["hint"])
    key, value = _key(place), error["input"]
    other = "bad-value", f"'{{key}}': {error['msg']}", ""
    rule, message, hint = next((words for start, words in _KINDS.items() if kind.startswith(start)), other)
    words = {**context, "key": key, "value": _short(value)}
    if rule == "unknown-word" and isinstance(value, str):
        hint = suggestion(value, re.findall(r"'([^']*)'", context["expected"])).replace("{", "{{")
    if rule in {"not-text", "not-a-mapping", "not-a-list"}:
        return _wrong_shape(rule, message.format_map(words), hint.format_map(words), place, document)
    return Diagnostic(rule, message.format_map(words), document.locate(place), hint.format_map(words))


def _wrong_shape(rule: str, message: str, hint: str, place: Place, document: Document) -> Diagnostic:
    """Judge a list or keys where a text should be, or the other way round."""
    node, _ = document.node(place)
    key = _key(place)
    raw = document.text[node.start : node.start + 2]
    if rule == "not-text" and raw[:1] in {"[", "{"}:
        sign = raw if raw in {"[[", "{{"} else raw[:1]
        message = f"the text of '{key}' begins with '{sign}', so it needs quotes"
        line = document.text[node.start : node.end]
        hint = (
            f'write {key}: "{line}"'
            if len(line) <= MAX_SHOWN and '"' not in line
            else "put the whole text in quotes"
        )
        return Diagnostic("unquoted-text", message, document.source.at(node.start, len(sign)), hint)
    if node.data is None:
        hint = f"write its keys under it, each deeper than '{key}'"
        return Diagnostic("empty-value", f"'{key}' holds nothing", document.locate(place, key=True), hint)
    return Diagnostic(rule, message, document.locate(place), hint)


def _unknown_key(error: ErrorDetails, document: Document, model: type[BaseModel]) -> Diagnostic:
    place = error["loc"]
    key = str(place[-1])
    at = document.locate(place, key=True)
    if key == "<<":
        return Diagnostic("unknown-key", "'<<' cannot take over keys here", at, "write the keys out")
    if key.strip() != key:
        hint = "delete what stands before the key, and type plain spaces"
        return Diagnostic("special-space", f"a special space stands before '{key.strip()}'", at, hint)
    if error["input"] is None and _is_cut_by_comma(document, place):
        hint = "put the whole text in quotes: between { and } a comma ends a text"
        return Diagnostic(
            "unquoted-text", f"'{key}' is read as a key, because a comma stands before it", at, hint
        )
    owners = _owners(model, place[:-1])
    hint = suggestion(key, tuple(_fields(owners[-1])))
    if hint.startswith("use one of"):
        hint = _home(key, owners) or hint
    return Diagnostic("unknown-key", f"unknown key '{key}'", at, hint)


def _is_cut_by_comma(document: Document, place: Place) -> bool:
    """Say whether a key without a value is the rest of a text between brackets that a comma has cut."""
    node, label = document.node(place)
    text = document.text
    if label is None or text[label[1] : label[1] + 1] == ":":
        return False
    return text[: label[0]].rstrip().endswith(",") and node.data is None


def _home(key: str, owners: list[type[BaseModel]]) -> str:
    """Return the hint for a key that belongs one level deeper, or less deep."""
    for name, inner in _inner(owners[-1]).items():
        if key in _fields(inner):
            return f"'{key}' belongs under '{name}': indent it deeper"
    for name, owner in zip(_names(owners), owners, strict=True):
        if owner is not owners[-1] and key in _fields(owner):
            return f"'{key}' belongs to {name}: indent it less"
    return ""


def _names(owners: list[type[BaseModel]]) -> list[str]:
    return ["the file", *(f"'{getattr(each, 'kind', each.__name__.lower())}'" for each in owners[1:])]


def _missing(place: Place, document: Document) -> Diagnostic:
    key, parent = _key(place), _key(place[:-1])
    node, _ = document.node(place[:-1])
    if key in node.keys:
        at = document.locate(place, key=True)
        return Diagnostic("empty-value", f"'{key}' has no value", at, f"write it after '{key}:'")
    owner = f"'{parent}'" if parent else "the file"
    at = document.locate(place[:-1], key=True)
    return Diagnostic("missing-key", f"{owner} has no '{key}'", at, f"add a line '{key}: …'")


def _block_fault(error: ErrorDetails, document: Document) -> Diagnostic:
    at = document.locate(error["loc"])
    value = error["input"]
    if not isinstance(value, dict):
        hint = f"write '- lead:' and its keys under it; the types are {', '.join(BLOCK_KINDS)}"
        message = (
            "there is nothing after this '-'"
            if value is None
            else "a block must be a type with keys under it"
        )
        return Diagnostic("bad-block", message, at, hint)
    if len(value) != 1:
        names = tuple(value)
        hint = f"begin each block with '- {names[0] if names and names[0] in BLOCK_KINDS else 'lead'}:'"
        hint += " and indent its keys deeper than its type"
        listed = ", ".join(f"'{name}'" for name in names[:MAX_NAMED]) + (" …" if names[MAX_NAMED:] else "")
        return Diagnostic("bad-block", f"a block has one type, and this one has {listed or 'none'}", at, hint)
    (name,) = value
    at = document.locate((*error["loc"], name), key=True)
    return Diagnostic("unknown-block", f"unknown block type '{name}'", at, suggestion(name, BLOCK_KINDS))


def _key(place: Place) -> str:
    return next((step for step in reversed(place) if isinstance(step, str)), "")


def _short(value: Any) -> str:
    text = " ".join(str(value).split()) if isinstance(value, str | int) else "this"
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…"


def _owners(model: type[BaseModel], place: Place) -> list[type[BaseModel]]:
    """Return the models on the way to ``place``, outermost first."""
    found = [model]
    for step in place:
        inner = _inner(found[-1]).get(str(step))
        if inner is not None:
            found.append(inner)
    return found


@lru_cache(maxsize=64)
def _fields(model: type[BaseModel]) -> dict[str, Any]:
    """Return the fields of a model by the keys that an editor writes."""
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


@lru_cache(maxsize=64)
def _inner(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """Return the models inside ``model`` by the key, or the union's tag, that leads to them."""
    found: dict[str, type[BaseModel]] = {}
    for name, annotation in _fields(model).items():
        inside = list(_models_in(annotation))
        if len(inside) == 1:
            found[name] = inside[0]
        else:
            found |= {str(getattr(each, "kind", each.__name__.lower())): each for each in inside}
    return found


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)
