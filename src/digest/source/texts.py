"""Mistakes in texts and keys: a colon, a space or a ``|`` that is missing, and texts out of their place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from digest.diagnostics import Diagnostic
from digest.source.case import Case, Mistake, commented
from digest.source.layout import deeper, entries_above
from digest.source.lines import Line

_TIGHT = re.compile(r" *(?:- +)*(?P<key>[A-Za-z_]\w*)(?P<colon>:)(?!//)(?P<value>\S.*)")
_WIDE = re.compile(r" *(?:- +)*(?P<key>[A-Za-z_]\w*) ?(?P<colon>\uff1a)(?P<value>.*)")
_TIGHT_DASH = re.compile(r" *(-)[a-z_]+:(?: |$)")
_SIGN_ALONE = re.compile(r" *(?:- +)*([a-z_]+) *[|>][+-]? *")


def unmarked_text(case: Case) -> Mistake | None:
    """Find a text of several lines whose key lacks the ``|``: paragraphs, lists and quotes read as YAML."""
    number = case.number(case.error.at)
    for at in range(number, -1, -1):
        owner = case.lines[at]
        sign = _SIGN_ALONE.fullmatch(owner.text)
        if owner.is_text or not (owner.key or sign) or owner.opens_text:
            continue
        text = list(deeper(case.lines[at + 1 :], owner.column))
        while text and not text[-1].text.strip():
            text.pop()
        if sign and at + len(text) >= number:
            return _needs_sign(case, owner, sign[1], text)
        prose = [each for each in text if each.text.strip() and not each.is_structure]
        if len(prose) > 1 and at + len(text) >= number > at and not _opens_block(text):
            return _needs_sign(case, owner, owner.key, text)
        if owner.is_structure and at < number:
            return None
    return None


def outdented_text(case: Case) -> Mistake | None:
    """Find lines left of the text under ``|`` that they belong to, most likely."""
    number = case.number(case.error.context_at if "simple key" in case.error.context else case.error.at)
    if case.lines[number].is_structure:
        return None
    owner_at = next((at for at in range(number, -1, -1) if case.lines[at].is_structure), -1)
    owner = case.lines[owner_at]
    if owner_at < 0 or not owner.opens_text:
        return None
    below = case.lines[owner_at + 1 :]
    text = list(takewhile(lambda line: line.is_text, below))
    rest = list(takewhile(lambda line: not line.is_structure, below[len(text) :]))
    first = next((line for line in rest if not line.is_blank), None)
    if first is None or number <= owner_at + len(text):
        return None
    start = first.start + first.indent
    message = f"this line is not 'key: value', and not indented like the text of '{owner.key}' above"
    hint = f"indent it deeper than '{owner.key}:' if it belongs to that text"
    found = Diagnostic("missing-colon", message, case.shown.between(start, first.end), hint)
    return Mistake(found, start, commented(case.text[start : rest[-1].end]))


def missing_space(case: Case) -> Mistake | None:
    """Find a dash that no space follows."""
    line = case.line
    found = None if line.is_text else _TIGHT_DASH.match(line.text)
    if found is None:
        return None
    at = line.start + found.start(1)
    hint = f"write - {line.text.strip()[1:]}"
    diagnostic = Diagnostic("missing-space", "a space must follow the '-'", case.shown.at(at), hint)
    return Mistake(diagnostic, at, f"- {case.text[at + 2 : line.end]}")


def missing_colon(case: Case) -> Mistake | None:
    """Find a line that should be ``key: value``."""
    line = _line_without_colon(case)
    if line is None:
        return None
    tight, wide = _TIGHT.match(line.text), _WIDE.match(line.text)
    if tight:
        return _without_space(case, line, tight, "no space follows the colon")
    if wide:
        return _without_space(case, line, wide, "this is a wide colon, which is no colon here")
    if line.dash >= 0:
        found = Diagnostic(
            "missing-colon",
            f"the colon after '{line.value}' is missing",
            case.shown.between(line.value_at, line.end),
            f"write - {line.value}:",
        )
        return Mistake(found, line.value_at, f"{line.value[:-1]}:")
    start = line.start + line.indent
    if case.text.startswith(":", start):
        return case.mistake(
            "bad-key", "a key is missing before ':'", (start, start + 1), "write 'key: value'"
        )
    owner = next((each for each in reversed(entries_above(case, line)) if each.key), None)
    text = line.text.strip()
    if owner is None or (re.fullmatch(r"[a-z_]+", text) and line.column <= owner.column):
        hint = f"write '{text}: ' and its value" if re.fullmatch(r"\w+", text) else "write 'key: value'"
    else:
        hint = f"indent it deeper than '{owner.key}:' if it belongs to that text, or write 'key: value'"
    found = Diagnostic(
        "missing-colon", "this line is not 'key: value'", case.shown.between(start, line.end), hint
    )
    below = case.lines[case.number(start) + 1 :]
    run = list(takewhile(lambda each: not each.is_structure and each.indent >= line.indent, below))
    # As comments the lines do no further harm.
    return Mistake(found, start, commented(case.text[start : run[-1].end if run else line.end]))


def _opens_block(text: Sequence[Line]) -> bool:
    """Say whether lines begin as keys or blocks do, and not as a text does."""
    first = next((each for each in text if not each.is_blank), None)
    return first is not None and first.is_structure


def _needs_sign(case: Case, owner: Line, key: str, text: Sequence[Line]) -> Mistake:
    """Return the mistake of a text of several lines under ``key``; its lines become comments."""
    start = owner.start + owner.column + len(key)
    span = (owner.value_at, owner.end) if owner.value else (start - len(key), start)
    message = f"the text of '{key}' has several lines, so it needs a '|'"
    hint = f"write '{key}: |' and all of the text on the lines below it, indented deeper"
    if not owner.key:
        message, hint = f"'{key}' is not read as a key: its colon is missing", f"write '{key}: |'"
    found = Diagnostic(
        "missing-sign" if owner.key else "missing-colon", message, case.shown.between(*span), hint
    )
    end = text[-1].end if text else owner.end
    return Mistake(found, start, (": " + commented(case.text[start + 2 : end]))[: end - start])


def _line_without_colon(case: Case) -> Line | None:
    """Return the line that made the engine give up because it is not ``key: value``."""
    if "simple key" in case.error.context:
        return case.context
    line = case.line
    if not line.key and line.dash < 0 and not line.is_text and not line.is_blank:
        return line
    above = entries_above(case, line)
    if (
        "mapping values" not in case.error.problem
        or case.error.at != line.colon
        or not above
        or above[-1].key
    ):
        return None
    # The line above was read as a text, and the key of this line as its second line.
    if above[-1].dash >= 0 and re.fullmatch(r"[a-z_]+", above[-1].value):
        return above[-1]
    owner = next((each for each in reversed(above) if each.key), None)
    return above[-1] if owner is None or not owner.value else None


def _without_space(case: Case, line: Line, found: re.Match[str], why: str) -> Mistake:
    at = line.start + found.start("colon")
    hint = f"write {found['key']}: {found['value'].strip()}"
    message = f"'{found['key']}' is not read as a key: {why}"
    return Mistake(Diagnostic("missing-colon", message, case.shown.at(at), hint), at, ": ")
