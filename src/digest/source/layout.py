"""Mistakes in how lines stand under each other: indentation, lists and keys, the end of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from digest.diagnostics import Diagnostic
from digest.source.case import Case, Mistake, commented
from digest.source.lines import Line, scan
from digest.source.text import MAX_OF_A_KIND, Text

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


def deeper(lines: Sequence[Line], column: int) -> Iterator[Line]:
    """Yield the lines that are indented deeper than ``column``, up to the first that is not."""
    return takewhile(lambda each: not each.text.strip() or each.indent > column, lines)


def indentation(case: Case) -> Mistake | None:
    """Find a line that stands too far left or right for the lines above it."""
    line = case.line
    if line.is_text or line.is_blank or case.error.at > max(line.colon, line.start + line.indent):
        return None
    above = entries_above(case, line)
    before = above[-1] if above else line
    if _stands(line) > before.column and before.value and not before.opens_text:
        return _under_a_value(case, line, above)
    peer = _peer(line, above)
    if peer is None or _beside(line, peer) == _stands(line) or (line.dash < 0 and not peer.key):
        return _list_among_keys(case, line)
    item = next((each for each in _open(above) if each.dash == line.column and each.key), None)
    if item and line.dash < 0 and line.is_structure and not line.value and not line.opens_text:
        return _without_dash(case, line, item)
    if peer is before and _stands(line) < peer.column and _is_lone(peer, above) and _agrees(case, line):
        return _moved(case, peer, line)
    return _moved(case, line, peer)


def after_the_end(case: Case) -> Mistake | None:
    """Find content after a line that ends the document, or a first line that is indented."""
    if "document start" not in case.error.problem:
        return None
    line = case.line
    above = entries_above(case, line)
    if above and above[0].indent > line.indent:
        message = f"the file begins with {_spaces(above[0].indent)}, but later lines do not"
        return _moved(case, above[0], line, message)
    span = line.start + line.indent, line.end
    message = "this stands after the '...' that ends the file"
    return case.mistake("several-documents", message, span, "delete the line '...' above it")


def entries_above(case: Case, line: Line) -> list[Line]:
    """Return the lines above ``line`` that are keys or list items."""
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


def _without_dash(case: Case, line: Line, item: Line) -> Mistake:
    """Return the mistake of a block among blocks that does not begin with a dash."""
    start = line.start + line.indent
    place = case.shown.between(start, start + len(line.key))
    message = f"this line stands among list items such as '- {item.key}:', but without a '-'"
    found = Diagnostic(
        "key-among-items", message, place, f"write - {line.text.strip()}, and indent what is under it"
    )
    return Mistake(found, start, f"- {line.text[line.indent + 2 :]}")


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
    inside = list(deeper(case.lines[case.number(line.start) + 1 :], line.indent))
    first = next((each for each in inside if not each.is_blank), None)
    if first and first.indent <= target:
        # Moved alone, it would leave what is in it behind.
        return Mistake(found, start, commented(case.text[start : inside[-1].end]))
    text = line.text.lstrip(" ")
    if not line.value:  # the key gives way, so that its colon stays
        text = text[: -1 - max(0, target - line.indent)].rstrip() + ":" if line.key else text
    moved = " " * target + text
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
