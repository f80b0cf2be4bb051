"""From a document to a model: every fault that the model finds becomes a diagnostic with its place."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from digest.diagnostics import Diagnostic
from digest.faults import suggestion
from digest.issue import BLOCK_KINDS
from digest.source import Document, write

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
    "model": ("not-a-mapping", "'{key}' must hold 'key: value' lines", ""),
    "dict": ("not-a-mapping", "'{key}' must hold 'key: value' lines", ""),
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
        return None, [*faults, *_reported(error, document, model)]
    return (None, faults) if faults else (read, [])


def _reported(error: ValidationError, document: Document, model: type[BaseModel]) -> Iterator[Diagnostic]:
    """Yield what the model found, less the echoes."""
    errors = error.errors(include_url=False)
    unknown = [each for each in errors if each["type"] == "extra_forbidden"]
    meant = {_meant(each, model) for each in unknown[:MAX_FAULTS]}
    shown = 0
    for number, each in enumerate(errors):
        if shown == MAX_FAULTS:
            message = f"the file has {len(errors) - number:,} more faults"
            yield Diagnostic(
                "many-faults", message, document.locate(errors[-1]["loc"]), "mend the first ones"
            )
            return
        if not _is_echo(each, document, meant):
            shown += 1
            yield _diagnostic(each, document, model)


def _is_echo(error: ErrorDetails, document: Document, meant: Collection[Place]) -> bool:
    """Say whether a fault only follows from another one.

    A list whose items are all faulty is also called too short; of a part that could not be read, the model
    says that it is missing or wrong; where a key is misspelt, the right one is missing; and of a text that
    commas have cut, every part is an unknown key.
    """
    kind, place = error["type"], error["loc"]
    if kind == "missing":
        written = place[-1] in document.node(place[:-1])[0].keys
        return place in meant or document.mentions_unread(_key(place)) or (written and document.covers(place))
    if kind == "extra_forbidden":
        return error["input"] is None and _follows_a_cut(document, place)
    if kind == "union_tag_invalid" and isinstance(error["input"], dict):
        place = (*place, *error["input"])
    return (kind == "too_short" and bool(error["input"])) or document.covers(place)


def _meant(error: ErrorDetails, model: type[BaseModel]) -> Place:
    """Return the place of the key that an unknown one most likely stands for."""
    *above, key = error["loc"]
    known = _fields(_owners(model, tuple(above))[-1])
    near = get_close_matches(str(key).strip().lower(), known, n=1, cutoff=0.6)
    return (*above, near[0] if near else key)


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
    at = document.locate(place)
    found = Diagnostic(rule, message.format_map(words), at, hint.format_map(words))
    if rule in {"not-text", "not-a-mapping", "not-a-list"}:
        found = _wrong_shape(found, place, document, model)
    return found


def _wrong_shape(found: Diagnostic, place: Place, document: Document, model: type[BaseModel]) -> Diagnostic:
    """Judge a list or keys where a text should be, or the other way round."""
    rule, hint = found.rule, found.hint
    node, _ = document.node(place)
    key = _key(place)
    raw = document.text[node.start : node.start + 2]
    if rule == "not-text" and raw[:1] in {"[", "{"}:
        sign = raw if raw in {"[[", "{{"} else raw[:1]
        message = f"the text of '{key}' begins with '{sign}', so it needs quotes"
        hint = write(key, document.text[node.start : node.end])
        return Diagnostic("unquoted-text", message, document.source.at(node.start, len(sign)), hint)
    if rule == "not-a-mapping":
        hint = f"write its keys under it, such as '{_first_key(_owners(model, place)[-1])}: …'"
        if node.data is None:
            return Diagnostic("empty-value", f"'{key}' holds nothing", document.locate(place, key=True), hint)
    return replace(found, hint=hint)


def _unknown_key(error: ErrorDetails, document: Document, model: type[BaseModel]) -> Diagnostic:
    place = error["loc"]
    key = str(place[-1])
    at = document.locate(place, key=True)
    if key == "<<":
        return Diagnostic("unknown-key", "'<<' cannot take over keys here", at, "write the keys out")
    if _is_cut(document, place):
        message = f"the text ends at the comma before '{key}', because it stands between brackets"
        return Diagnostic("unquoted-text", message, at, _uncut(document, place))
    owners = _owners(model, place[:-1])
    hint = suggestion(key, tuple(_fields(owners[-1])))
    if hint.startswith("use one of"):
        hint = _home(key, owners) or hint
    return Diagnostic("unknown-key", f"unknown key '{key}'", at, hint)


def _first_key(model: type[BaseModel]) -> str:
    """Return the key to begin with: one that is required, or the first."""
    required = [field.alias or name for name, field in model.model_fields.items() if field.is_required()]
    return next(iter((*required, *_fields(model))))


def _is_cut(document: Document, place: Place) -> bool:
    """Say whether a key without a value is the rest of a text between brackets that a comma has cut."""
    node, label = document.node(place)
    text = document.text
    if node.data is not None or label is None or text.startswith(":", label[1]):
        return False
    return text[max(0, label[0] - MAX_SHOWN) : label[0]].rstrip().endswith(",")


def _follows_a_cut(document: Document, place: Place) -> bool:
    """Say whether a key is the second part, or a later one, that commas have cut off a text."""
    keys = list(document.node(place[:-1])[0].keys)
    before = keys[keys.index(place[-1]) - 1 :][:1] if place[-1] in keys[1:] else []
    return bool(before) and _is_cut(document, place) and _is_cut(document, (*place[:-1], before[0]))


def _uncut(document: Document, place: Place) -> str:
    """Return the hint with the whole text, of which commas have cut off the keys at and after ``place``."""
    parent = document.node(place[:-1])[0]
    keys = list(parent.keys)
    first = keys.index(str(place[-1]))
    owner = keys[first - 1]
    end = parent.keys[keys[first]][1]
    for key in keys[first:]:
        if not _is_cut(document, (*place[:-1], key)):
            break
        end = parent.keys[key][1]
    return write(owner, document.text[parent.items[owner].start : end])


def _home(key: str, owners: list[type[BaseModel]]) -> str:
    """Return the hint for a key that belongs into a list, one level deeper, or less deep."""
    listed = _inner(owners[-1])
    if key in listed and key not in _fields(owners[-1]):
        name = next(name for name, each in _fields(owners[-1]).items() if listed[key] in _models_in(each))
        return f"write '- {key}:' as an item of the list '{name}'"
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
    at = document.locate(place[:-1], key=True) if parent else document.source.at(node.start)
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
    """Return the fields of a model by the keys that an editor writes, its own before those of its bases."""
    fields = model.model_fields.items()
    ordered = sorted(fields, key=lambda item: item[0] not in model.__annotations__)
    return {field.alias or name: field.annotation for name, field in ordered}


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
