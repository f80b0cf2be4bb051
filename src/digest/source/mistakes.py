"""What an editor did wrong where the YAML engine gave up.

The engine says "mapping values are not allowed in this context", often a line too late. The functions in
LOOKS search the lines around that place for the mistakes that people make; the first that recognises one says
it in plain words, with its place and remedy, and how to cover it up so that the rest can be read.
"""

from __future__ import annotations

from digest.source.case import Case, Mistake
from digest.source.layout import after_the_end, indentation
from digest.source.lines import scan
from digest.source.nodes import YamlSyntaxError
from digest.source.quoting import bad_escape, in_brackets, plain_value, special_sign, unclosed_quote
from digest.source.text import Text
from digest.source.texts import missing_colon, missing_space, outdented_text, unmarked_text

# Quotes come early: one that is not closed makes the engine misread all lines up to the next.
LOOKS = (
    after_the_end,
    bad_escape,
    unclosed_quote,
    missing_space,
    in_brackets,
    unmarked_text,
    outdented_text,
    missing_colon,
    special_sign,
    plain_value,
    indentation,
)


def explain(text: Text, readable: str, error: YamlSyntaxError) -> Mistake:
    """Return what is wrong where the engine gave up on ``readable``, the covered-up copy of ``text``."""
    case = Case(text, readable, scan(readable), error)
    for look in LOOKS:
        found = look(case)
        if found is not None:
            return found
    line = case.line
    words = " ".join(part for part in (error.context, error.problem) if part)
    hint = "look also at the line above: a quote, a bracket or a colon may be missing there"
    message = f"this line cannot be read ({words})"
    return case.mistake("yaml-syntax", message, (line.start + line.indent, line.end), hint)
