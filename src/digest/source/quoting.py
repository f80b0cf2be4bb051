"""Mistakes inside one value: quotes, brackets, and texts that YAML takes for something else."""

from __future__ import annotations

import re
from dataclasses import replace

from digest.diagnostics import Diagnostic
from digest.source.case import SHOWN, Case, Mistake, commented, write
from digest.source.lines import Line, without_comment

QUOTES = ('"', "'")
# Signs that a text without quotes cannot begin with.
_SIGNS = "*&@`%!,]}[{?-"
_SIGN_FAULT = re.compile(
    r"alias|anchor|a tag|directive|next token|node content|mapping keys|sequence entries|tag prefix"
)
_CLOSED_BY = {"{": "}", "[": "]"}
_COLON = re.compile(r":(?= |$)")
_KEY_FIRST = re.compile(r"[a-z_]+: +\S")
_KEY_BEFORE = re.compile(r".*?([\w-]+) *: +$", re.DOTALL)
_QUOTE_OPENS = re.compile(r"(?:^|[,{\[:] +|[{\[])([\"'])")
_CODE = re.compile(r"\\(?:[xuU][0-9A-Fa-f]*|.?)")


def unclosed_quote(case: Case) -> Mistake | None:
    """Find a quote that is never closed, or only by the quote of a later line."""
    last = case.number(case.error.at)
    for number, line in enumerate(case.lines[: last + 1]):
        opening = -1 if line.is_text else _unclosed(line.value)
        if opening < 0:
            continue
        quote = line.value[opening]
        below = (each for each in case.lines[number + 1 :] if each.has_word_as_key or quote in each.text)
        closed_in = next(below, None)
        if closed_in is None or closed_in.has_word_as_key:
            return _not_closed(case, line, opening)
    if "quoted scalar" in case.error.context and "unexpected" in case.error.problem:
        at = case.error.context_at
        message = "the quote that opens here is not closed"
        found = Diagnostic(
            "unclosed-quote", message, case.shown.at(at), "close it at the end of the text, or delete it"
        )
        rest = case.text[at + 1 : case.context.end]
        return Mistake(found, at, f"{rest.lstrip():{len(rest) + 1}}")
    return None


def _unclosed(value: str) -> int:
    """Return the offset of a quote that opens a text in ``value`` and does not close it there, or -1."""
    if value[:1] not in {*QUOTES, *_CLOSED_BY}:
        return -1
    found = _QUOTE_OPENS.search(value)
    while found:
        close = closing(value[found.start(1) :])
        if close < 0:
            return found.start(1)
        found = _QUOTE_OPENS.search(value, found.start(1) + close + 1)
    return -1


def _not_closed(case: Case, line: Line, opening: int) -> Mistake:
    text = line.value[opening:]
    before = _KEY_BEFORE.match(line.value, 0, opening) if opening else None
    key = before[1] if before else "" if opening else line.key
    if opening:  # the bracket around it is most likely closed
        text = text.rstrip(" }]")
    meant = text.rstrip("\"'")
    at = line.value_at + opening
    ending = f"{meant}{text[0]}" if len(text) <= SHOWN else f"…{meant[-20:]}{text[0]}"
    message = f"the quote that opens {f'the text of {key!r}' if key else 'here'} is not closed"
    hint = f"close it at the end: {ending}"
    return case.mistake("unclosed-quote", message, (at, at + 1), hint, (at, at + len(text)))


def bad_escape(case: Case) -> Mistake | None:
    """Find a backslash between double quotes that begins no code."""
    if "quoted scalar" not in case.error.context or "unexpected" in case.error.problem:
        return None
    start = case.text.rfind("\\", case.error.context_at, case.error.at + 1)
    code = _CODE.match(case.text, start) if start >= 0 else None
    if code is None:
        return None
    end = case.text.find('"', code.end())
    line = case.lines[case.number(start)]
    cover = case.error.context_at, min(line.end, end + 1) if end >= 0 else line.end
    hint = "write \\\\ for a backslash, or put the text in '…' in place of \"…\""
    message = f'between "…" a backslash begins a code, and {code[0]} is not one'
    return case.mistake("bad-escape", message, code.span(), hint, cover)


def in_brackets(case: Case) -> Mistake | None:
    """Find what is wrong between ``{ }`` or ``[ ]``."""
    if "flow" not in case.error.context:
        return None
    at = case.error.at
    opening = _open_bracket(case.text, at)
    if opening < 0:
        return None
    close = _CLOSED_BY[case.text[opening]]
    first = case.lines[case.number(opening)]
    left = case.line is not first and case.line.indent <= first.indent
    if left or at >= len(case.text.rstrip()):
        message = f"the '{case.text[opening]}' that opens here is not closed"
        at_bracket = case.shown.at(opening)
        found = Diagnostic("unclosed-bracket", message, at_bracket, f"write '{close}' at the end")
        below = case.text[first.end : _block_end(case, first)]
        # The lines that were meant to stand in the brackets become comments.
        return Mistake(found, opening, "x" * (first.end - opening) + commented(below))
    value = re.compile(r".*[{,\[]\s*(?:([\w-]+):\s+)?([^\n]*)$", re.DOTALL).match(case.text, opening, at)
    if value is None or value[2][:1] in QUOTES or not value[2].strip():
        line_start = max(opening + 1, case.line.start + case.line.indent)
        return _missing_comma(case, value.start(2) if value else line_start, close)
    why = "holds a colon followed by a space" if case.text[at] == ":" else f"holds '{case.text[at]}'"
    return case.needs_quotes(value[1] or "", why, (at, at + 1), (value.start(2), flow_end(case.text, at)))


def special_sign(case: Case) -> Mistake | None:
    """Find a text that begins with a sign which means something else in YAML."""
    if not _SIGN_FAULT.search(f"{case.error.context} {case.error.problem}"):
        return None
    at = case.error.context_at if case.error.context else case.error.at
    sign = case.text[at : at + 1]
    if not sign or sign not in _SIGNS:
        return None
    line = case.lines[case.number(at)]
    if sign == "%" and case.text[at - 1 : at] == "{":
        at, sign = at - 1, "{%"
    if sign == "%" and at == line.start:
        found = case.mistake("unquoted-text", "a line cannot begin with '%'", (at, at + 1), "delete the line")
        return replace(found, at=at, cover="#" * len(line.text))
    before = _KEY_BEFORE.match(case.text, line.start, at)
    key = before[1] if before else ""
    if sign == "-":
        message = f"a list cannot begin on the line of its key '{key}'"
        hint = f"write each '- ' on a line of its own under '{key}:', or put a text in quotes"
        return case.mistake("list-after-key", message, (at, at + 1), hint, (at, line.end))
    bracketed = re.search(r"[{\[]", case.text[line.start : at])
    end = (
        flow_end(case.text, at + len(sign))
        if bracketed
        else at + len(without_comment(case.text[at : line.end]))
    )
    return case.needs_quotes(key, f"begins with '{sign}'", (at, at + len(sign)), (at, end))


def _missing_comma(case: Case, start: int, close: str) -> Mistake:
    word = re.compile(r"[^\s,:{}\[\]]*$").search(case.text, start, case.error.at)
    at = word.start() if word else case.error.at
    whole = re.compile(r"[^\s,:{}\[\]]+|.").match(case.text, at)
    found = whole[0] if whole else ""
    hint = f"write a comma between two values, and '{close}' after the last"
    span = at, at + len(found)
    return case.mistake(
        "missing-comma",
        f"a comma is missing before '{found}'",
        span,
        hint,
        (start, flow_end(case.text, span[1])),
    )


def plain_value(case: Case) -> Mistake | None:
    """Find what is wrong with the value of the line where the engine gave up."""
    line = case.line
    value, start = line.value, line.value_at
    if line.is_text or not value or case.error.at < start:
        return None
    whole = start, start + len(value)
    if value[0] in QUOTES or value[0] in _CLOSED_BY:
        return _after_quote(case, line) if value[0] in QUOTES else _after_bracket(case, line)
    if line.begins_text:
        message = f"the text must begin on the line after the '{value[0]}'"
        hint = f"write it there, indented deeper than '{line.key}', or all of it in quotes"
        return case.mistake("text-after-sign", message, (start, start + 1), hint, whole)
    if value[0] in "*&!":
        return case.needs_quotes(line.key, f"begins with '{value[0]}'", (start, start + 1), whole)
    colon = _COLON.search(value)
    return _colon_inside(case, line, start + colon.start()) if colon else None


def _colon_inside(case: Case, line: Line, at: int) -> Mistake:
    """Judge a colon inside a value: a text that needs quotes, or a second key."""
    whole = line.value_at, line.value_at + len(line.value)
    if not _KEY_FIRST.match(line.value):
        return case.needs_quotes(line.key, "holds a colon followed by a space", (at, at + 1), whole)
    message = f"a second key stands on the line of '{line.key}'"
    hint = f"write it on the next line, indented deeper than '{line.key}'; or put a text in quotes"
    return case.mistake("two-keys", message, (line.value_at, at), hint, whole)


def _after_quote(case: Case, line: Line) -> Mistake | None:
    """Find text after the closing quote of a value."""
    value, start = line.value, line.value_at
    close = closing(value)
    rest = value[close + 1 :]
    if close < 0 or not rest.strip():
        return None
    at = start + close + 1 + len(rest) - len(rest.lstrip())
    inner = value[1:-1] if value[-1] == value[0] else value
    hint = write(line.key, inner)
    if value[0] == '"' and len(value) > SHOWN:
        hint = 'write \\" for a quote inside "…", or put the whole text in \'…\''
    message = f"the text goes on after its closing {value[0]}"
    span = at, start + len(value)
    return case.mistake("text-after-quote", message, span, hint, (start, start + len(value)))


def _after_bracket(case: Case, line: Line) -> Mistake | None:
    """Find text after a closing bracket: most likely all of it is meant as text."""
    value, start = line.value, line.value_at
    whole = start, start + len(value)
    rest = value[_bracket_end(value) :].strip()
    if rest and not rest.strip("]}") and not value.startswith(("[[", "{{")):
        at = start + len(value) - 1
        message = f"there is one '{value[-1]}' too many"
        return case.mistake("stray-bracket", message, (at, at + 1), "delete it", whole)
    sign = value[:2] if value[:2] in {"[[", "{{", "{%"} else value[0]
    return case.needs_quotes(line.key, f"begins with '{sign}'", (start, start + len(sign)), whole)


def _block_end(case: Case, first: Line) -> int:
    """Return where the lines end that are indented deeper than ``first``."""
    below = case.lines[case.number(first.start) + 1 :]
    after = next((line for line in below if line.text.strip() and line.indent <= first.indent), None)
    return after.start if after else len(case.text)


def _open_bracket(text: str, at: int) -> int:
    """Return the offset of the last bracket before ``at`` that is still open there, or -1."""
    depth = 0
    for offset in range(min(at, len(text)) - 1, -1, -1):
        depth += (text[offset] in "]}") - (text[offset] in "[{")
        if depth < 0:
            return offset
    return -1


def _bracket_end(value: str) -> int:
    """Return the offset after the bracket that closes the first one of ``value``."""
    depth = 0
    for offset, char in enumerate(value):
        depth += (char in "[{") - (char in "]}")
        if depth == 0:
            return offset + 1
    return len(value)


def closing(value: str) -> int:
    """Return the offset of the quote that closes the one ``value`` begins with, or -1."""
    pattern = r'"(?:[^"\\]|\\.)*(")' if value.startswith('"') else r"'(?:[^']|'')*(')(?!')"
    found = re.match(pattern, value)
    return found.start(1) if found else -1


def flow_end(text: str, at: int) -> int:
    """Return where a value between brackets ends: before a comma, a closing bracket or the line's end.

    Brackets that open and close inside the value belong to it.
    """
    depth = 0
    while at < len(text) and text[at] != "\n":
        depth += (text[at] in "[{") - (text[at] in "]}")
        if depth < 0 or (depth == 0 and text[at] == ","):
            break
        at += 1
    return len(text[:at].rstrip())
