"""MJML text to elements with their places.

MJML is not XML: its ending tags (mj-text, mj-raw, …) hold HTML that is passed on unread, ``&`` stands for
itself, and the official parser, htmlparser2, mends what is not closed. This scanner reads the same documents,
mends them the same way, and reports what it mended, because the engine that compiles the theme mends nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

# The quantifiers are possessive so that a stray quote costs one pass over the text and not many.
_TOKEN = re.compile(
    r"<!--(?P<comment>.*?)(?P<comment_end>-->|\Z)"
    r"|<!\[CDATA\[.*?(?:\]\]>|\Z)"
    r"|<[!?][^>]*+>?"
    r"|</(?P<close>[A-Za-z][^\s/>]*+)[^>]*+(?P<close_end>>|\Z)"
    r"""|<(?P<open>[A-Za-z][^\s/>]*+)(?P<attributes>(?:[^"'<>]++|"[^"]*+"|'[^']*+')*+)(?P<open_end>>?)""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""(?P<name>[^\s=/>"']++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'>]++))?""")
_RAW = re.compile(r"<!--.*?(?:-->|\Z)|<(?P<slash>/?)(?P<tag>mj[a-z-]*+)(?P<rest>[^>]*+)>", re.DOTALL)

# HTML's elements without content: they need no closing tag even where they are misplaced.
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)

COMMENT = "#comment"


@dataclass(frozen=True, slots=True)
class Attribute:
    """A name and a value as written, entities unread, and where the name begins."""

    name: str
    value: str
    offset: int


@dataclass(slots=True)
class Element:
    """An element or a comment (its tag is ``COMMENT``), where its name begins, and what it holds."""

    tag: str
    offset: int
    attributes: tuple[Attribute, ...] = ()
    children: list[Element] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SyntaxFault:
    """What had to be mended, and where; ``length`` counts the characters that are at fault."""

    message: str
    hint: str
    offset: int
    length: int = 1


class Scanner:
    """Reads one document; afterwards ``roots`` are its outermost elements and ``faults`` what was mended."""

    def __init__(self, source: str, ending: frozenset[str]) -> None:
        self.roots: list[Element] = []
        self.faults: list[SyntaxFault] = []
        self._source = source
        self._ending = ending
        self._open: list[Element] = []
        position = 0
        while token := _TOKEN.search(source, position):
            position = self._read(token)
        while self._open:
            self._unclosed(self._open.pop())

    def _read(self, token: re.Match[str]) -> int:
        """Take one token in and return where the next may begin."""
        if token["comment"] is not None:
            self._add(Element(COMMENT, token.start()))
            if not token["comment_end"]:
                self._fault("a comment is not closed", "end it with '-->'", token.start(), len("<!--"))
        elif token["close"] is not None:
            self._close(token["close"], token.start("close"))
        elif token["open"] is not None:
            return self._enter(token)
        return token.end()

    def _enter(self, token: re.Match[str]) -> int:
        tag, offset = token["open"], token.start("open")
        if not token["open_end"]:
            self._fault(f"the tag {tag} has no end", "look for a missing quote or '>'", offset, len(tag))
        written = token["attributes"]
        element = Element(tag, offset, self._attributes(written, token.start("attributes")))
        self._add(element)
        if written.rstrip().endswith("/") or tag in _VOID or not token["open_end"]:
            return token.end()
        self._open.append(element)
        return self._skip_html(token.end()) if tag in self._ending else token.end()

    def _attributes(self, written: str, start: int) -> tuple[Attribute, ...]:
        found: dict[str, Attribute] = {}
        for match in _ATTRIBUTE.finditer(written):
            name, value = match["name"], match[2]
            at = start + match.start()
            if name in found:
                self._fault(f"the attribute {name} is given twice", "remove one of the two", at, len(name))
            elif value and value[0] not in "\"'":
                self._fault(f"the value of {name} is not quoted", f'write {name}="{value}"', at, len(name))
            found.setdefault(name, Attribute(name, (value or "").strip("\"'"), at))
        return tuple(found.values())

    def _skip_html(self, position: int) -> int:
        """Return where the ending tag that was just opened is closed, over whatever is nested in it."""
        depth = 1
        inner: list[str] = []
        for match in _RAW.finditer(self._source, position):
            tag, closes = match["tag"], bool(match["slash"])
            if tag is None or match["rest"].endswith("/"):
                continue
            if tag in self._ending:
                depth += -1 if closes else 1
                if depth == 0:
                    return match.start()
            elif not closes:
                inner.append(tag)
            elif tag in inner:
                inner.remove(tag)
            elif any(element.tag == tag for element in self._open):
                return match.start()  # an outer tag closes: the inner one was forgotten
        return len(self._source)

    def _close(self, tag: str, offset: int) -> None:
        if not any(element.tag == tag for element in self._open):
            self._fault(f"{tag} is closed but was not opened", "remove the closing tag", offset, len(tag))
            return
        while (element := self._open.pop()).tag != tag:
            self._unclosed(element)

    def _unclosed(self, element: Element) -> None:
        hint = f"write </{element.tag}> after its content"
        self._fault(f"{element.tag} is not closed", hint, element.offset, len(element.tag))

    def _add(self, element: Element) -> None:
        (self._open[-1].children if self._open else self.roots).append(element)

    def _fault(self, message: str, hint: str, offset: int, length: int) -> None:
        self.faults.append(SyntaxFault(message, hint, offset, length))
