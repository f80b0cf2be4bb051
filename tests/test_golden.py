"""Golden editions: what the samples came to when somebody last looked, and what they must come to still.

Text is compared exactly; HTML by its meaning, so that another way of writing the same tags is no change, but
comments for Outlook exactly. ``pytest --update-golden`` writes what has changed, for its diff to be read.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.editions import built

GOLDEN = Path(__file__).parent / "golden"
NAMES = ("2026-11-22", "2026-11-20-weekly", "every-field", "only-required", "arabic", "japanese")
# A picture's name ends in a hash of what Pillow made of it, which differs from one version to the next.
HASH = re.compile(r"-[0-9a-f]{10}(?=\.(?:jpg|png|gif)\b)")


class Meaning(HTMLParser):
    """Reads HTML into what it says: elements with their attributes, words, comments."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[tuple[object, ...]] = []
        self.feed(source)
        self.close()

    def handle_decl(self, decl: str) -> None:
        """Note the doctype."""
        self.said.append(("doctype", decl.lower()))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element; the order of its attributes and the spaces of its style mean nothing."""
        self.said.append((tag, *sorted((name, self._value(name, value or "")) for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Note where an element ends, unless it never has anything in it."""
        if tag not in {"br", "hr", "img", "meta"}:
            self.said.append(("end", tag))

    def handle_data(self, data: str) -> None:
        """Note words; how they are spaced and broken into lines means nothing."""
        words = " ".join(data.split())
        if words:
            self.said.append(("text", words))

    def handle_comment(self, data: str) -> None:
        """Note a comment as it is, for Outlook reads it."""
        self.said.append(("comment", data))

    @staticmethod
    def _value(name: str, value: str) -> str:
        if name != "style":
            return value
        return ";".join(
            ":".join(map(str.strip, part.split(":", 1))) for part in value.split(";") if part.strip()
        )


def meaning(source: str) -> list[tuple[object, ...]]:
    """Return what HTML says."""
    return Meaning(source).said


@pytest.mark.parametrize("name", NAMES)
def test_html(name: str, request: pytest.FixtureRequest) -> None:
    """Protects what was looked at and found good: a change of the HTML is made on purpose."""
    source = HASH.sub("-HASH", built(name).edition.html)
    golden = GOLDEN / f"{name}.html"
    known = meaning(golden.read_text("utf-8")) if golden.exists() else []
    if request.config.getoption("--update-golden") and meaning(source) != known:
        golden.write_text(source, "utf-8")
        known = meaning(source)
    assert meaning(source) == known


@pytest.mark.parametrize("name", NAMES)
def test_text(name: str, request: pytest.FixtureRequest) -> None:
    """Protects the plain text, to the last space."""
    golden = GOLDEN / f"{name}.txt"
    if request.config.getoption("--update-golden"):
        golden.write_bytes(built(name).edition.text.encode())
    assert built(name).edition.text.encode() == golden.read_bytes()


@pytest.mark.parametrize(
    "one, other",
    [
        ('<p class="a" id="b">x</p>', '<p id="b" class="a">x</p>'),
        ('<p style="margin:0;color:red">x</p>', '<p style="margin: 0; color: red;">x</p>'),
        ("<p>x y</p><br>", "<p>\nx\n  y</p>\n<br />"),
        ("<p>&nbsp;&#233;</p>", "<p>\u00a0é</p>"),
    ],
)
def test_what_is_the_same(one: str, other: str) -> None:
    """Protects the comparison from noise: these say the same."""
    assert meaning(one) == meaning(other)


@pytest.mark.parametrize(
    "one, other",
    [
        ('<p style="margin:0;margin:1px">x</p>', '<p style="margin:1px;margin:0">x</p>'),
        ("<p>x</p>", "<p>X</p>"),
        ("<p>x</p>", "<div>x</div>"),
        ("<!--[if mso]><td><![endif]-->", "<!--[if mso]> <td><![endif]-->"),
        ("<!doctype html><p>x</p>", "<p>x</p>"),
    ],
)
def test_what_is_not(one: str, other: str) -> None:
    """Protects the comparison from blindness: these do not."""
    assert meaning(one) != meaning(other)
