"""Attribute values pass the MJML engine unchanged."""

from __future__ import annotations

import html
import re

from digest.mjml import compile_mjml


def test_alternative_text_of_every_script_survives() -> None:
    """The engine prints attributes as debug output: their escapes in an alt text would be read aloud."""
    ranges = [
        (0x20, 0x7F),
        (0xA0, 0x3100),
        (0xA960, 0xABFF),
        (0xD7B0, 0xD7FF),
        (0xFB00, 0xFDD0),
        (0xFDF0, 0xFFFE),
    ]
    beyond = [(0x1F1E6, 0x1F200), (0x1F3FB, 0x1F400), (0xE0020, 0xE0080)]
    characters = [chr(code) for low, high in ranges + beyond for code in range(low, high)]
    images = "".join(
        f'<mj-image src="x" alt="{html.escape(char)}" /><mj-image src="x" alt="a{html.escape(char)}b" />'
        for char in characters
    )
    document = f"<mjml><mj-body><mj-section><mj-column>{images}</mj-column></mj-section></mj-body></mjml>"
    alts = [html.unescape(alt) for alt in re.findall('alt="([^"]*)"', compile_mjml(document))]
    wanted = [text for char in characters for text in (char, f"a{char}b")]
    assert [pair for pair in zip(wanted, alts, strict=True) if pair[0] != pair[1]] == []
