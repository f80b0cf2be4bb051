"""Read style attributes and style elements into declarations and rules, each with its place in the source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import tinycss2
from tinycss2 import ast
from tinycss2.color3 import parse_color


@dataclass(frozen=True, slots=True)
class Declaration:
    """One declaration. ``name`` is lower case, ``value`` as written, ``start`` and ``end`` are offsets.

    ``functions``, ``units`` and ``words`` are the function names, units (``%`` included) and keywords of the
    value in lower case; ``tight`` says that no space stands before its ``!important``.
    """

    name: str
    value: str
    important: bool
    tight: bool
    start: int
    end: int
    functions: frozenset[str]
    units: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its content: a style rule (``keyword`` is empty) or an at-rule (``media``, ``font-face``).

    ``prelude`` is what stands before the braces; ``block`` says whether there are braces.
    """

    keyword: str
    prelude: str
    start: int
    block: bool
    declarations: tuple[Declaration, ...] = ()
    rules: tuple[Rule, ...] = ()


# No client reads rules or brackets that are nested deeper, and a recursion must end somewhere.
MAX_DEPTH = 32


@lru_cache(maxsize=2048)
def declarations(css: str) -> tuple[Declaration, ...]:
    """Return the declarations of a style attribute; what is no declaration is left out, as clients do."""
    return tuple(_declarations(tinycss2.parse_blocks_contents(css, skip_comments=True), _Source(css)))


@lru_cache(maxsize=64)
def rules(css: str) -> tuple[Rule, ...]:
    """Return the rules of a style element; what is no rule is left out, as clients do."""
    nodes = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return tuple(_rules(nodes, _Source(css), MAX_DEPTH))


# What a declaration, or the part of a rule before its braces, runs over: strings, addresses and brackets, in
# which a semicolon or brace ends nothing. Possessive throughout, so that no input makes it try twice.
_STRING = r""""(?:[^"\\]++|\\.)*+"?|'(?:[^'\\]++|\\.)*+'?"""
_RUN = re.compile(rf"(?:[^;{{}}\"'(]++|{_STRING}|\((?:[^()\"']++|{_STRING}|\([^()]*+\))*+\)?)*+", re.DOTALL)
_IMPORTANT = re.compile(r"(\s*)!\s*important\s*$", re.IGNORECASE)
_LINE_BREAK = re.compile(r"\r\n|[\n\r\f]")


class _Source:
    """The text, and the offset in it for a line and column as tinycss2 counts them."""

    def __init__(self, css: str) -> None:
        self.css = css
        self.starts = [0, *(found.end() for found in _LINE_BREAK.finditer(css))]

    def offset(self, node: ast.Node) -> int:
        line = min(node.source_line, len(self.starts))
        return min(self.starts[line - 1] + node.source_column - 1, len(self.css))

    def run_end(self, start: int) -> int:
        found = _RUN.match(self.css, start)
        return found.end() if found else len(self.css)


def _declarations(nodes: Iterable[ast.Node], source: _Source) -> Iterator[Declaration]:
    for node in nodes:
        if isinstance(node, ast.Declaration):
            yield _declaration(node, source)


def _declaration(node: ast.Declaration, source: _Source) -> Declaration:
    start = source.offset(node)
    end = source.run_end(start)
    value = source.css[start:end].partition(":")[2].strip()
    important = _IMPORTANT.search(value) if node.important else None
    functions: set[str] = set()
    units: set[str] = set()
    words: set[str] = set()
    _collect(node.value, functions, units, words, MAX_DEPTH)
    return Declaration(
        node.lower_name,
        value[: important.start()] if important else value,
        node.important,
        bool(important and not important[1]),
        start,
        end,
        frozenset(functions),
        frozenset(units),
        frozenset(words),
    )


def _collect(
    nodes: Iterable[ast.Node], functions: set[str], units: set[str], words: set[str], depth: int
) -> None:
    for node in nodes:
        if isinstance(node, ast.IdentToken):
            words.add(node.lower_value)
        elif isinstance(node, ast.DimensionToken):
            units.add(node.lower_unit)
        elif isinstance(node, ast.PercentageToken):
            units.add("%")
        elif isinstance(node, ast.URLToken):
            functions.add("url")
        elif isinstance(node, ast.FunctionBlock):
            functions.add(node.lower_name)
            if depth:
                _collect(node.arguments, functions, units, words, depth - 1)
        elif isinstance(node, ast.ParenthesesBlock) and depth:
            _collect(node.content, functions, units, words, depth - 1)


# At-rules whose braces hold rules; those of the others (@font-face, @page) hold declarations.
_NESTING = frozenset({"media", "supports", "layer", "container", "document", "keyframes"})


def _rules(nodes: Iterable[ast.Node], source: _Source, depth: int) -> Iterator[Rule]:
    for node in nodes if depth else ():
        if isinstance(node, (ast.QualifiedRule, ast.AtRule)):
            yield _rule(node, source, depth)


def _rule(node: ast.QualifiedRule | ast.AtRule, source: _Source, depth: int) -> Rule:
    start = source.offset(node)
    prelude = source.css[start : source.run_end(start)].strip()
    keyword = node.lower_at_keyword if isinstance(node, ast.AtRule) else ""
    if keyword:
        prelude = prelude[len(keyword) + 1 :].strip()
    if node.content is None:
        return Rule(keyword, prelude, start, block=False)
    inside: Sequence[ast.Node]
    if keyword.rpartition("-")[2] in _NESTING:  # @-webkit-keyframes too
        inside = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
    else:
        inside = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
    found = tuple(_declarations(inside, source))
    nested = tuple(_rules(inside, source, depth - 1))
    return Rule(keyword, prelude, start, block=True, declarations=found, rules=nested)


@lru_cache(maxsize=512)
def color(text: str) -> tuple[float, float, float, float] | None:
    """Return red, green, blue and alpha, each 0 to 1, of a CSS colour; None if it is none or a keyword."""
    parsed = parse_color(text)
    return None if parsed is None or isinstance(parsed, str) else (parsed[0], parsed[1], parsed[2], parsed[3])
