"""Prose as plain text: the same tokens as the HTML, set for a monospaced reader.

Emphasis of either strength is typed ``*so*``, as people type it in mail; links are numbered ``so [1]`` and
their addresses listed under the block.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from typing import ClassVar

from markdown_it.token import Token

from digest.prose import Linker, Prose, is_tracked
from digest.text import GLUE, WIDTH, join_soft_breaks, underline, wrap

# Text in a nest of lists keeps at least this many columns, whatever the indents take.
_NARROWEST = 24


class Notes:
    """The numbered links of one block. The numbers run on through the edition, so each is found once."""

    def __init__(self, numbers: count[int]) -> None:
        self._numbers = numbers
        self._known: dict[str, int] = {}

    def number(self, address: str) -> int:
        """Return the number of ``address``: a new one, or the one it has in this block."""
        if address not in self._known:
            self._known[address] = next(self._numbers)
        return self._known[address]

    def lines(self) -> list[str]:
        """Return the list that stands under the block."""
        return [f"[{number}] {address}" for address, number in self._known.items()]


def shown_address(address: str) -> str:
    """Return ``address`` as a reader of plain text wants it: a mail or telephone address without scheme."""
    scheme, _, rest = address.partition(":")
    return rest if scheme.lower() in {"mailto", "tel"} and "?" not in rest else address


def prose_lines(prose: Prose, link: Linker, notes: Notes) -> list[str]:
    """Return the lines of ``prose``; ``link`` finishes each address, ``notes`` collects them."""
    return _Setter(prose.tokens, link, notes).blocks(WIDTH)


class _Setter:
    """Sets a run of tokens, block by block, each container in the width that its own indent leaves."""

    def __init__(self, tokens: Sequence[Token], link: Linker, notes: Notes) -> None:
        self._tokens = tokens
        self._at = 0
        self._link = link
        self._notes = notes

    def blocks(self, width: int) -> list[str]:
        """Return the lines of all blocks up to the end of their container."""
        lines: list[str] = []
        was_tight = False
        while self._at < len(self._tokens):
            token = self._next()
            if token.nesting < 0:
                break
            made = self.SETTERS[token.type](self, token, width)
            if lines and made and not (token.hidden or was_tight):
                lines.append("")
            lines += made
            was_tight = token.hidden
        return lines

    def _next(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _paragraph(self, _opening: Token, width: int) -> list[str]:
        return self._until_closed(self._wrapped(self._next(), width))

    def _subhead(self, _opening: Token, width: int) -> list[str]:
        return self._until_closed(underline(self._inline(self._next()).replace("\n", " "), "-", width))

    def _until_closed(self, lines: list[str]) -> list[str]:
        self._next()
        return lines

    def _quote(self, _opening: Token, width: int) -> list[str]:
        return [f"> {line}" for line in self.blocks(max(_NARROWEST, width - 2))]

    def _list(self, opening: Token, width: int) -> list[str]:
        inside = self._inside(opening)
        items = sum(token.type == "list_item_open" for token in inside)
        loose = any(token.type == "paragraph_open" and not token.hidden for token in inside)
        markers = ["- "] * items
        if opening.type == "ordered_list_open":
            first = int(opening.attrs.get("start", 1))
            size = len(str(first + items - 1))
            markers = [f"{first + n:>{size}}{opening.markup} " for n in range(items)]
        lines: list[str] = []
        for marker in markers:
            self._next()
            made = self.blocks(max(_NARROWEST, width - len(marker))) or [""]
            indent = " " * len(marker)
            lines += [""] if loose and lines else []
            lines += [f"{indent if number else marker}{line}" for number, line in enumerate(made)]
        return self._until_closed(lines)

    def _inside(self, opening: Token) -> list[Token]:
        """Return the tokens of a list's own items, not those of the lists inside it."""
        found: list[Token] = []
        for token in self._tokens[self._at :]:
            if token.level == opening.level:
                break
            if token.level <= opening.level + 2:
                found.append(token)
        return found

    def _wrapped(self, token: Token, width: int) -> list[str]:
        text = self._inline(token)
        if "\n" not in text:
            return wrap(text, width)
        return [line for part in text.split("\n") for line in wrap(part, width)]

    def _rule(self, _token: Token, _width: int) -> list[str]:
        return ["* * *"]

    def _inline(self, token: Token) -> str:
        return _Run(self._link, self._notes).set(token.children or [])

    SETTERS: ClassVar[dict[str, Callable[[_Setter, Token, int], list[str]]]] = {
        "bullet_list_open": _list,
        "ordered_list_open": _list,
        "blockquote_open": _quote,
        "heading_open": _subhead,
        "paragraph_open": _paragraph,
        "inline": _wrapped,
        "hr": _rule,
    }


class _Run:
    r"""Sets one run of text, in which every hard break is ``\n`` and every soft one ``\r``."""

    def __init__(self, link: Linker, notes: Notes) -> None:
        self._finish = link
        self._notes = notes
        self._parts: list[str] = []
        self._address = ""
        self._link_start = self._stress_start = 0
        self._last_link = -1
        self._depth = 0

    def set(self, tokens: Sequence[Token]) -> str:
        """Return the text of ``tokens``."""
        parts = self._parts
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "text":
                parts.append(token.content)
            elif kind == "softbreak":
                parts.append("\r")
            elif kind == "hardbreak":
                parts.append("\n")
            elif kind == "code_inline":
                parts.append(f"`{token.content}`")
            elif kind == "link_open":
                self._link_start = len(parts)
                self._address = shown_address(self._finish(str(token.attrs["href"]), is_tracked(token)))
            elif kind == "link_close":
                parts[self._link_start :] = [self._noted("".join(parts[self._link_start :]))]
                self._last_link = self._link_start
            elif token.nesting > 0:
                self._open_stress()
            else:
                following = tokens[index + 1].content if index + 1 < len(tokens) else ""
                self._close_stress(following)
        return join_soft_breaks("".join(parts))

    def _noted(self, label: str) -> str:
        address = self._address
        if not label or label == address:
            return address
        if "://" in label and address.startswith(label):  # the address as typed, less its campaign tags
            return address
        return f"{label}{GLUE}[{self._notes.number(address)}]"

    def _open_stress(self) -> None:
        if self._depth == 0:
            self._stress_start = len(self._parts)
            self._parts.append("")
        self._depth += 1

    def _close_stress(self, following: str) -> None:
        """Put the marks, but not inside a word, nor round a link: they would stick to its address."""
        self._depth -= 1
        start = self._stress_start
        if self._depth or self._last_link > start:
            return
        before = "".join(self._parts[:start])[-1:]
        if not (before.isalnum() or following[:1].isalnum()):
            self._parts[start] = "*"
            self._parts.append("*")
