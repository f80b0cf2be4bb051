"""Mistakes in how lines stand under each other: missing colons, indentation, a second document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from digest.diagnostics import Diagnostic
from digest.source.case import Case, Mistake, commented
from digest.source.lines import Line, scan
from digest.source.text import MAX_OF_A_KIND, Text

_TIGHT = re.compile(r" *(?:- +)*(?P<key>[A-Za-z_]\w*)(?P<colon>:)(?!//)(?P<value>\S.*)")
_WIDE = re.compile(r" *(?:- +)*(?P<key>[A-Za-z_]\w*) ?(?P<colon>\uff1a)(?P<value>.*)")
_SIGN_ALONE = re.compile(r" *(?:- +)*([a-z_]+) *[|>][+-]? *")
_SPECIAL = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u3000"
_SPECIAL_SPACE = re.compile(f"^[ -]*([{_SPECIAL}]+)", re.MULTILINE)


def special_spaces(shown: Text, readable: str) -> list[Mistake]:
    """Return the no-break and wide spaces in indentations: they look like spaces and are none to YAML."""
    if readable.isascii() or not any(each in readable for each in _SPECIAL):
        return []
    found: list[Mistake] = []
    for line in scan(readable):
        spaces = _SPECIAL_SPACE.match(line.text)
        if spaces and not line.is_text:
            at = line.start + spaces.start(1)
            message = f"the line is indented with the special space U+{ord(spaces[1][0]):04X}"
            place = shown.between(at, line.start + spaces.end(1))
            diagnostic = Diagnostic("special-space", message, place, "write plain spaces in its place")
            found.append(Mistake(diagnostic, at, " " * len(spaces[1])))
            if len(found) == MAX_OF_A_KIND:
                break
    return found


def unmarked_text(case: Case) -> Mistake | None:
    """Find a text of several lines whose key lacks the ``|``: paragraphs, lists and quotes read as YAML."""
    number = case.number(case.error.at)
    for at in range(number, -1, -1):
        owner = case.lines[at]
        sign = _SIGN_ALONE.fullmatch(owner.text)
        if owner.is_text or not (owner.key or sign) or owner.opens_text:
            continue
        text = list(_deeper(case.lines[at + 1 :], owner.column))
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
    start = line.start + line.indent
    if case.text.startswith(":", start):
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
    below = case.lines[case.number(start) + 1 :]
    run = list(takewhile(lambda each: not each.is_structure and each.indent >= line.indent, below))
    # As comments the lines do no further harm.
    return Mistake(found, start, commented(case.text[start : run[-1].end if run else line.end]))


def _deeper(lines: Sequence[Line], column: int) -> Iterator[Line]:
    """Yield the lines that are indented deeper than ``column``, up to the first that is not."""
    return takewhile(lambda each: not each.text.strip() or each.indent > column, lines)


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
    above = _entries_above(case, line)
    if (
        "mapping values" not in case.error.problem
        or case.error.at != line.colon
        or not above
        or above[-1].key
    ):
        return None
    # The line above was read as a text, and the key of this line as its second line.
    owner = next((each for each in reversed(above) if each.key), None)
    return above[-1] if owner is None or not owner.value else None


def indentation(case: Case) -> Mistake | None:
    """Find a line that stands too far left or right for the lines above it."""
    line = case.line
    if line.is_text or line.is_blank or case.error.at > max(line.colon, line.start + line.indent):
        return None
    above = _entries_above(case, line)
    before = above[-1] if above else line
    if _stands(line) > before.column and before.value and not before.opens_text:
        return _under_a_value(case, line, above)
    peer = _peer(line, above)
    if peer is None or _beside(line, peer) == _stands(line) or (line.dash < 0 and not peer.key):
        return _list_among_keys(case, line)
    if peer is before and _stands(line) < peer.column and _is_lone(peer, above) and _agrees(case, line):
        return _moved(case, peer, line)
    return _moved(case, line, peer)


def after_the_end(case: Case) -> Mistake | None:
    """Find content after a line that ends the document, or a first line that is indented."""
    if "document start" not in case.error.problem:
        return None
    line = case.line
    above = _entries_above(case, line)
    if above and above[0].indent > line.indent:
        message = f"the file begins with {_spaces(above[0].indent)}, but later lines do not"
        return _moved(case, above[0], line, message)
    span = line.start + line.indent, line.end
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


def _under_a_value(case: Case, line: Line, above: Sequence[Line]) -> Mistake:
    """Judge an entry deeper than a line that has its value already: text that goes on, or a wrong indent."""
    before = above[-1]
    if line.dash < 0 and not line.has_word_as_key:
        message = f"the text of '{before.key}' holds a colon followed by a space, so it needs quotes"
        hint = f"put the whole text in quotes, or write '{before.key}: >-' and the text below it"
        colon = line.colon, line.colon + 1
        return case.mistake("unquoted-text", message, colon, hint, colon)
    beside = [each for each in _open(above[:-1]) if _beside(line, each) == _stands(line)]
    if beside or _agrees(case, line):
        # The lines around it agree with this one: the one above stands wrong.
        return _moved(case, before, beside[0] if beside else line)
    message = f"this line is indented deeper than '{before.key or '-'}' above, which has its value already"
    return _moved(case, line, before, message)


def _agrees(case: Case, line: Line) -> bool:
    """Say whether the next line that is not inside ``line`` stands where it stands."""
    below = case.lines[case.number(line.start) + 1 :]
    later = next((each for each in below if each.key and each.indent <= line.indent), None)
    return later is not None and _stands(later) == _stands(line)


def _is_lone(line: Line, above: Sequence[Line]) -> bool:
    """Say whether ``line``, the last of ``above``, is the first in its block."""
    return line.dash < 0 and above[-2:-1] != [] and above[-2].column < line.column


def _moved(case: Case, line: Line, peer: Line, message: str = "") -> Mistake:
    """Return the mistake of a line that should stand where ``peer`` stands."""
    target = _beside(line, peer)
    start = line.start + line.indent
    name = f"'{peer.key}'" if peer.key else "the '-'"
    where = f"indent it by {_spaces(target)}" if target else "begin it at the left edge"
    if not message:
        message = f"this line is indented by {_spaces(_stands(line))}"
        message += f", but {name} on line {case.shown.at(peer.start).line} by {target}"
    place = case.shown.between(start, start + len(line.key) if line.key and line.dash < 0 else start + 1)
    found = Diagnostic("bad-indent", message, place, f"{where}, as {name} is")
    inside = list(_deeper(case.lines[case.number(line.start) + 1 :], line.indent))
    first = next((each for each in inside if not each.is_blank), None)
    if first and first.indent <= target:
        # Moved alone, it would leave what is in it behind.
        return Mistake(found, start, commented(case.text[start : inside[-1].end]))
    moved = " " * target + line.text.lstrip(" ")
    return Mistake(found, line.start, moved.ljust(len(line.text))[: len(line.text)])


def _peer(line: Line, above: Sequence[Line]) -> Line | None:
    """Return the line above, of a block that is still open, that ``line`` most likely belongs beside."""
    peers = [each for each in _open(above) if each.dash >= 0 or line.dash < 0]
    return min(peers, key=lambda each: abs(_beside(line, each) - _stands(line)), default=None)


def _open(above: Sequence[Line]) -> list[Line]:
    """Return the lines above whose block is still open, nearest first."""
    found: list[Line] = []
    limit = 1 << 30
    for line in reversed(above):
        if line.column < limit and (line.key or line.dash >= 0):
            found.append(line)
            limit = _stands(line)
    return found


def _beside(line: Line, peer: Line) -> int:
    """Return the column where ``line`` would stand beside ``peer``: with its dash, or with its key."""
    return peer.dash if line.dash >= 0 and peer.dash >= 0 else peer.column


def _stands(line: Line) -> int:
    return line.dash if line.dash >= 0 else line.column


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count} spaces"
