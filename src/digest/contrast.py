"""The contrast of two colours."""

from __future__ import annotations

from functools import lru_cache

# The contrast that WCAG 2 asks of text (success criterion 1.4.3, level AA).
READABLE = 4.5


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio, 1 to 21, of two colours written as #rgb or #rrggbb (WCAG 2)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def readable(ground: str, *inks: str) -> str:
    """Return the first of ``inks`` that can be read on ``ground``, or else the one read best."""
    return max(inks, key=lambda ink: min(contrast(ink, ground), READABLE))


# An edition asks for the same few colours each time.
@lru_cache(maxsize=256)
def _luminance(color: str) -> float:
    digits = color.removeprefix("#")
    if len(digits) == len("rgb"):
        digits = "".join(2 * digit for digit in digits)
    red, green, blue = (_linear(int(digits[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    threshold = 0.04045  # of the sRGB transfer function
    return channel / 12.92 if channel <= threshold else ((channel + 0.055) / 1.055) ** 2.4
