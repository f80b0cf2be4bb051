"""The rules of MJML 5's validator, each one function over one element."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from digest.mjml_rules.scan import COMMENT, Attribute, Element, Scanner
from digest.mjml_rules.table import COMMON_ATTRIBUTES, Component, Table, mjml_table, value_type

_ROOT = "mjml"


@dataclass(frozen=True, slots=True)
class MjmlFault:
    """One fault of a theme's MJML.

    ``rule`` is one of mjml-syntax, mjml-unknown-tag, mjml-misplaced-tag, mjml-unknown-attribute and
    mjml-invalid-attribute. ``line`` and ``column`` count from 1 in the MJML text, ``length`` is what is at
    fault, in characters.
    """

    rule: str
    message: str
    hint: str
    line: int
    column: int
    length: int


@dataclass(frozen=True, slots=True)
class _Finding:
    rule: str
    message: str
    hint: str
    offset: int
    length: int


def validate_mjml(source: str) -> tuple[MjmlFault, ...]:
    """Return every fault of ``source``, in the order of the text; none when MJML 5 accepts it."""
    table = mjml_table()
    ending = frozenset(tag for tag, component in table.components.items() if component.ending)
    scanner = Scanner(source, ending)
    found = [_Finding("mjml-syntax", f.message, f.hint, f.offset, f.length) for f in scanner.faults]
    found += _document(scanner.roots)
    for root in scanner.roots:
        found += _tree(root, table)
    if not found:  # as nearly always: the lines need not be counted
        return ()
    starts = [0, *(at + 1 for at, char in enumerate(source) if char == "\n")]
    return tuple(_placed(finding, starts) for finding in sorted(found, key=lambda each: each.offset))


def _placed(finding: _Finding, starts: list[int]) -> MjmlFault:
    line = bisect_right(starts, finding.offset)
    column = finding.offset - starts[line - 1] + 1
    return MjmlFault(finding.rule, finding.message, finding.hint, line, column, finding.length)


def _document(roots: list[Element]) -> Iterator[_Finding]:
    """Find what is wrong with the whole: the engine wants one mjml with a body in it."""
    elements = [root for root in roots if root.tag != COMMENT]
    if not elements:
        yield _Finding("mjml-syntax", "there is no MJML here", "begin with <mjml><mj-body>", 0, 1)
        return
    first, *others = elements
    if first.tag != _ROOT:
        hint = "put everything inside <mjml>"
        yield _about(first, "mjml-syntax", f"the document begins with {first.tag} and not with mjml", hint)
    elif not any(child.tag == "mj-body" for child in first.children):
        yield _about(first, "mjml-syntax", "there is no mj-body in mjml", "put the content inside <mj-body>")
    for other in others:
        yield _about(other, "mjml-syntax", f"{other.tag} stands after the end of mjml", "move it inside")


def _tree(root: Element, table: Table) -> Iterator[_Finding]:
    pending = [root]
    while pending:
        element = pending.pop()
        pending += reversed(element.children)
        component = table.components.get(element.tag)
        if component is None:
            yield from _unknown_tag(element, table)
            continue
        yield from _misplaced_children(element, component, table)
        for attribute in element.attributes:
            yield from _attribute(attribute, component)


def _unknown_tag(element: Element, table: Table) -> Iterator[_Finding]:
    if element.tag == COMMENT or element.tag in table.bare:
        return
    near = _near(element.tag, (*table.components, *table.bare))
    if element.tag == "mj-include":
        hint = "use {% include %} of the template language"
    elif near:
        hint = f"did you mean '{near}'?"
    elif element.tag.lower().startswith("mj"):
        hint = f"MJML has {', '.join(table.components)}"
    else:
        hint = "HTML stands inside mj-text, mj-table or mj-raw"
    yield _about(element, "mjml-unknown-tag", f"MJML has no tag '{element.tag}'", hint)


def _misplaced_children(element: Element, component: Component, table: Table) -> Iterator[_Finding]:
    for child in element.children:
        if child.tag == COMMENT:
            # The official parser keeps a comment as an mj-raw, which not every component can hold.
            if not component.admits("mj-raw"):
                message, hint = f"a comment cannot stand in {element.tag}", "move it before or after the tag"
                yield _Finding("mjml-misplaced-tag", message, hint, child.offset, len("<!--"))
        elif child.tag in table.components and not component.admits(child.tag):
            hint = f"put it in {' or '.join(table.parents(child.tag))}"
            yield _about(child, "mjml-misplaced-tag", f"{child.tag} cannot stand in {element.tag}", hint)


def _attribute(attribute: Attribute, component: Component) -> Iterator[_Finding]:
    name, known = attribute.name, component.attributes
    if known is None or name in COMMON_ATTRIBUTES:
        return
    if name not in known:
        near = _near(name, (*known, *COMMON_ATTRIBUTES))
        hint = (
            f"did you mean '{near}'?"
            if near
            else f"it takes {', '.join(sorted({*known, *COMMON_ATTRIBUTES}))}"
        )
        rule, message = "mjml-unknown-attribute", f"{component.tag} has no attribute '{name}'"
        yield _Finding(rule, message, hint, attribute.offset, len(name))
        return
    expected = value_type(known[name])
    if not expected.accepts(attribute.value):
        near = _near(attribute.value, expected.words)
        hint = f"did you mean '{near}'?" if near else expected.advice
        rule, message = (
            "mjml-invalid-attribute",
            f"{component.tag} does not take '{attribute.value}' for {name}",
        )
        yield _Finding(rule, message, hint, attribute.offset, len(name))


def _about(element: Element, rule: str, message: str, hint: str) -> _Finding:
    return _Finding(rule, message, hint, element.offset, len(element.tag))


def _near(word: str, known: tuple[str, ...]) -> str:
    return next(iter(get_close_matches(word.lower(), known, n=1, cutoff=0.75)), "")
