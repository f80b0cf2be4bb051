"""Mistakes in how lines stand under each other: missing colons, indentation, a second document."""

from __future__ import annotations

import re

from digest.diagnostics import Diagnostic
from digest.source.case import Case, Mistake
from digest.source.lines import Line

_TIGHT = re.compile(r" *(?:- +)*(?P<key>[A-Za-z_]\w*)(?P<colon>:)(?!//)(?P<value>\S.*)")
_WIDE = re.compile(r" *(?:- +)*(?P<key>[A-Za-z_]\w*) ?(?P<colon>\uff1a)(?P<value>.*)")
_SPECIAL_SPACE = re.compile(r"[ -]*([\u00a0\u2000-\u200b\u202f\u3000]+)")


def special_space(case: Case) -> Mistake | None:
    """Find a no-break or wide space in an indentation: it looks like a space and is none to YAML."""
    for line in (case.line, case.context):
        found = _SPECIAL_SPACE.match(line.text)
        if found and not line.is_text:
            at = line.start + found.start(1)
            message = f"the line is indented with the special space U+{ord(found[1][0]):04X}"
            place = case.shown.between(at, line.start + found.end(1))
            return Mistake(
                Diagnostic("special-space", message, place, "write plain spaces"), at, " " * len(found[1])
            )
    return None


def missing_colon(case: Case) -> Mistake | None:
    """Find a line that should be ``key: value``, or that belongs to the text above it."""
    if "simple key" in case.error.context:
        line = case.context
    elif "expected key" in case.error.problem and case.line.colon < 0 and case.line.dash < 0:
        line = case.line
    else:
        return None
    tight, wide = _TIGHT.match(line.text), _WIDE.match(line.text)
    if tight:
        return _without_space(case, line, tight, "no space follows the colon")
    if wide:
        return _without_space(case, line, wide, "this is a wide colon, which is no colon here")
    start = line.start + line.indent
    if line.text[line.indent] == ":":
        return case.mistake(
            "bad-key", "a key is missing before ':'", (start, start + 1), "write 'key: value'"
        )
    owner = next((each for each in reversed(_entries_above(case, line)) if each.key), None)
    text = line.text.strip()
    if owner is None or (re.fullmatch(r"[a-z_]+", text) and line.column <= owner.column):
        hint = f"write '{text}: ' and its value" if re.fullmatch(r"\w+", text) else "write 'key: value'"
    else:
        hint = f"indent it deeper than '{owner.key}:' if it belongs to that text, or write 'key: value'"
    found = Diagnostic(
        "missing-colon", "this line is not 'key: value'", case.shown.between(start, line.end), hint
    )
    # As a comment the line does no further harm.
    return Mistake(found, start, "#" * (line.end - start))


def indentation(case: Case) -> Mistake | None:
    """Find a line that stands too far left or right for the lines above it."""
    line = case.line
    if line.is_text or line.is_blank or case.error.at > max(line.colon, line.start + line.indent):
        return None
    above = _entries_above(case, line)
    before = above[-1] if above else line
    if _stands(line) > before.column and before.value and not before.opens_text:
        return _under_a_value(case, line, before)
    peers = [each for each in _open(above) if (each.dash >= 0) == (line.dash >= 0)]
    peer = min(peers, key=lambda each: abs(_stands(each) - _stands(line)), default=None)
    if peer is None or _stands(peer) == _stands(line):
        return _list_among_keys(case, line)
    name = f"'{peer.key}'" if peer.key else "the '-'"
    above_at = f"{name} on line {case.shown.at(peer.start).line} by {_stands(peer)}"
    return _moved(case, line, peer, f"this line is indented by {_spaces(_stands(line))}, but {above_at}")


def after_the_end(case: Case) -> Mistake | None:
    """Find content after a line that ends the document."""
    if "document start" not in case.error.problem:
        return None
    span = case.line.start + case.line.indent, case.line.end
    message = "this stands after the '...' that ends the file"
    return case.mistake("several-documents", message, span, "delete the line '...' above it")


def _entries_above(case: Case, line: Line) -> list[Line]:
    above = case.lines[: case.number(line.start)]
    return [each for each in above if not each.is_blank and not each.is_text]


def _list_among_keys(case: Case, line: Line) -> Mistake:
    """Judge a list item among keys, or a key among list items."""
    start = line.start + line.indent
    if line.dash >= 0:
        hint = "delete the '-', or indent the line deeper than the key that the list belongs to"
        return case.mistake("list-among-keys", "a list item stands among keys", (start, start + 1), hint)
    hint = "begin the line with '- ', or indent it deeper than the item that it belongs to"
    end = start + max(1, len(line.key))
    return case.mistake("key-among-items", "a key stands among list items", (start, end), hint)


def _without_space(case: Case, line: Line, found: re.Match[str], why: str) -> Mistake:
    at = line.start + found.start("colon")
    hint = f"write {found['key']}: {found['value'].strip()}"
    message = f"'{found['key']}' is not read as a key: {why}"
    return Mistake(Diagnostic("missing-colon", message, case.shown.at(at), hint), at, ": ")


def _under_a_value(case: Case, line: Line, before: Line) -> Mistake:
    """Judge an entry under a line that has its value already: text that goes on, or a key too far right."""
    if line.has_word_as_key or line.dash >= 0:
        message = (
            f"this line is indented deeper than '{before.key or '-'}' above, which has its value already"
        )
        return _moved(case, line, before, message)
    message = f"the text of '{before.key}' holds a colon followed by a space, so it needs quotes"
    hint = f"put the whole text in quotes, or write '{before.key}: >-' and the text below it"
    return case.mistake(
        "unquoted-text", message, (line.colon, line.colon + 1), hint, (line.colon, line.colon + 1)
    )


def _moved(case: Case, line: Line, peer: Line, message: str) -> Mistake:
    """Return the mistake of a line that should stand where ``peer`` stands."""
    target = _stands(peer) if line.dash >= 0 else peer.column
    start = line.start + line.indent
    end = start + len(line.key) if line.key and line.dash < 0 else start + 1
    where = f"indent it by {_spaces(target)}" if target else "begin it at the left edge"
    hint = f"{where}, as '{peer.key or '-'}' is"
    moved = " " * target + line.text.lstrip(" ")
    found = Diagnostic("bad-indent", message, case.shown.between(start, end), hint)
    return Mistake(found, line.start, moved.ljust(len(line.text))[: len(line.text)])


def _open(above: list[Line]) -> list[Line]:
    """Return the lines above whose block is still open, nearest first."""
    found: list[Line] = []
    limit = 1 << 30
    for line in reversed(above):
        if line.column < limit and (line.key or line.dash >= 0):
            found.append(line)
            limit = _stands(line) if line.dash >= 0 else line.column
    return found


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count} spaces"


def _stands(line: Line) -> int:
    return line.dash if line.dash >= 0 else line.column
