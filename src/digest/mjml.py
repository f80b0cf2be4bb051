"""The only importer of the MJML engine."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category
from xml.parsers import expat

import mjml

_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9A-Fa-f]+);)[A-Za-z][A-Za-z0-9]*;")
# Two comments of Outlook's without anything between them are one, 33 octets lighter.
_TWO_COMMENTS = "<![endif]--><!--[if mso | IE]>"


# What the engine says, which is where in octets, and what at most in general.
_REFUSAL = re.compile(r"(?P<reason>.*) in root template(?: at position (?P<start>\d+):(?P<end>\d+))?$")
NOT_WELL_FORMED = "close every element, <br /> too, and write & and < in text as &amp; and &lt;"


class MjmlSyntaxError(ValueError):
    """The engine refused the MJML; ``offset`` is where, as far as it or an XML parser can tell."""

    def __init__(self, message: str, offset: int | None, hint: str = "") -> None:
        self.offset = offset
        self.hint = hint
        super().__init__(message)


def compile_mjml(source: str) -> str:
    """Return the HTML document that the MJML ``source`` describes.

    Raises:
        MjmlSyntaxError: the source is not well-formed.
    """
    protected = _protected(source)
    try:
        # Without fonts={} the engine would link web fonts from a third party.
        html = mjml.mjml2html(protected, fonts={})
    except (ValueError, OSError) as error:
        message, offset = _explain(source)
        if message:
            raise MjmlSyntaxError(message, offset, NOT_WELL_FORMED) from error
        raise MjmlSyntaxError(*_refusal(str(error), protected, source)) from error
    return html.replace(_TWO_COMMENTS, "")


# The engine writes attribute values as Rust prints strings when debugging: a backslash is doubled, and what
# Rust finds unprintable there, such as a joiner, a no-break space or a vowel sign, becomes \\u{301}.
# Most attributes hold none of it: they are passed over character by character, without a step back.
_ATTRIBUTE = re.compile(r'="[\x00-\x08\x0b\x0c\x0e-!#-;=?-\[\]-~]*+(?!["<>])[^"<>]*"')
_MANGLED = re.compile(r"[^\x00-\x08\x0b\x0c\x0e-\[\]-~]")


def _protected(source: str) -> str:
    """Return ``source`` with references in its attributes for what the engine would mangle."""
    if source.isascii() and "\\" not in source:
        return source
    return _ATTRIBUTE.sub(_with_references, source)


def _with_references(found: re.Match[str]) -> str:
    return _MANGLED.sub(lambda char: _reference(char[0]), found[0])


@lru_cache(maxsize=4096)
def _reference(char: str) -> str:
    # Letters, digits, punctuation and symbols pass, less the halfwidth voice marks and the Hangul fillers.
    if category(char)[0] in "LNPS" and char not in "\\\uff9e\uff9f\u115f\u1160\u3164\uffa0":
        return char
    return " " if char in "\t\n\r" else f"&#{ord(char)};"


def _refusal(said: str, protected: str, source: str) -> tuple[str, int | None]:
    """Return what the engine objects to in well-formed MJML, and the offset in ``source`` of the line."""
    found = _REFUSAL.match(said)
    if not (found and found["start"]):
        return (found["reason"] if found else said), None
    octets = protected.encode()
    before = octets[: int(found["start"])].decode("utf-8", "ignore")
    what = octets[int(found["start"]) : int(found["end"])].decode("utf-8", "ignore")
    # References in attributes move what follows them, but lines stay lines.
    lines = source.split("\n")[: before.count("\n")]
    return f"{found['reason']} '{what}'", sum(len(line) + 1 for line in lines)


def _explain(source: str) -> tuple[str, int | None]:
    """Say what is wrong and where: the engine tells neither tag nor line."""
    # HTML's named entities are unknown to an XML parser; blanks of the same length keep the offsets.
    plain = _ENTITY.sub(lambda found: " " * len(found[0]), source)
    parser = expat.ParserCreate()
    open_tags: list[str] = []
    parser.StartElementHandler = lambda name, _attributes: open_tags.append(name)
    parser.EndElementHandler = lambda _name: open_tags.pop()
    try:
        parser.Parse(plain.encode(), True)  # noqa: FBT003  expat takes it by position
    except expat.ExpatError as error:
        lines = plain.split("\n")[: error.lineno]
        column = len(lines[-1].encode()[: error.offset].decode("utf-8", "ignore"))
        offset = sum(len(line) + 1 for line in lines[:-1]) + column
        inside = f" inside <{open_tags[-1]}>" if open_tags else ""
        return f"{expat.ErrorString(error.code)}{inside}", offset
    return "", None
