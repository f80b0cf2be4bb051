"""The logos and the small icons of social networks: letterforms and shapes of our own, in one grey."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont

from .canvas import ACCENT, FLAME, INK, SKY

FONTS = Path("/usr/share/fonts/truetype")
SERIF = FONTS / "noto" / "NotoSerifDisplay-Bold.ttf"
SANS = FONTS / "noto" / "NotoSans-Bold.ttf"

_SCALE = 8
# 4.5:1 on white and over 4:1 on the dark theme's background.
_GREY = "#767d88"
_ICON = 48

_Draw = ImageDraw.ImageDraw


def logo(*, dark: bool = False) -> Image.Image:
    """Return the wordmark of Meridian Daily at twice its 180 pixels, for light or for dark ground."""
    ink = "#ffffff" if dark else INK
    return _wordmark("Meridian Daily", ink, _globe(SKY if dark else ACCENT), 360)


def skeleton_logo() -> Image.Image:
    """Return the wordmark that a new project starts with, which reads on light and on dark ground."""
    return _wordmark("My Letter", "#2f6fdc", _envelope(FLAME), 280)


def _wordmark(name: str, ink: str, mark: Image.Image, width: int) -> Image.Image:
    font = ImageFont.truetype(str(SERIF), 400)
    left, top, right, bottom = font.getbbox(name)
    cap_top = font.getbbox("M")[1]
    cap = font.getbbox("M")[3] - cap_top
    side = round(cap * 1.42)
    gap = round(cap * 0.36)
    picture = Image.new("RGBA", (side + gap + round(right - left), round(bottom - top) + side), (0, 0, 0, 0))
    base = side
    draw = ImageDraw.Draw(picture)
    draw.text((side + gap - left, base - cap - cap_top), name, font=font, fill=ink)
    centre = base - cap / 2
    picture.alpha_composite(
        mark.resize((side, side), Image.Resampling.LANCZOS), (0, round(centre - side / 2))
    )
    box = picture.getbbox()
    if box is None:
        raise ValueError(name)
    picture = picture.crop(box)
    return picture.resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)


def _globe(colour: str) -> Image.Image:
    side = 1024
    picture = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((16, 16, 1008, 1008), fill=colour)
    holes = Image.new("L", (side, side), 0)
    line = ImageDraw.Draw(holes)
    for half in (210, 420):
        line.ellipse((512 - half, 16, 512 + half, 1008), outline=255, width=46)
    for y in (330, 694):
        line.rectangle((16, y - 23, 1008, y + 23), fill=255)
    picture.putalpha(ImageChops.subtract(picture.getchannel("A"), holes))
    needle = ImageDraw.Draw(picture)
    needle.rectangle((476, 0, 548, 1024), fill=FLAME)
    return picture


def _envelope(colour: str) -> Image.Image:
    picture = Image.new("RGBA", (1024, 1024), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((16, 150, 1008, 874), radius=120, fill=colour)
    holes = Image.new("L", picture.size, 0)
    line = ImageDraw.Draw(holes)
    line.line([(60, 250), (512, 590), (964, 250)], fill=255, width=84, joint="curve")
    picture.putalpha(ImageChops.subtract(picture.getchannel("A"), holes))
    return picture


def icons() -> dict[str, Image.Image]:
    """Return the icon of each network by its name: a grey disc with the glyph cut out, 48 pixels for 24."""
    glyphs: dict[str, Callable[[_Draw], None]] = {
        "linkedin": lambda d: _letters(d, "in", 25, -1),
        "facebook": lambda d: _letters(d, "f", 33, 0),
        "instagram": _camera,
        "x": lambda d: _strokes(d, [(16, 15), (32, 33)], [(32, 15), (16, 33)], width=3.6),
        "youtube": _film,
        "mastodon": _elephant_speech,
        "bluesky": _butterfly,
        "threads": lambda d: _letters(d, "@", 27, -1),
        "tiktok": _note,
        "rss": _waves,
        "website": _meridians,
    }
    return {name: _icon(glyph) for name, glyph in glyphs.items()}


def _icon(glyph: Callable[[_Draw], None]) -> Image.Image:
    size = _ICON * _SCALE
    disc = Image.new("L", (size, size), 0)
    ImageDraw.Draw(disc).ellipse((0, 0, size - 1, size - 1), fill=255)
    hole = Image.new("L", (size, size), 0)
    glyph(ImageDraw.Draw(hole))
    alpha = ImageChops.subtract(disc, hole).resize((_ICON, _ICON), Image.Resampling.LANCZOS)
    picture = Image.new("RGBA", (_ICON, _ICON), _GREY)
    picture.putalpha(alpha)
    return picture


def _at(*values: float) -> list[float]:
    return [value * _SCALE for value in values]


def _letters(draw: _Draw, text: str, size: int, lift: float) -> None:
    font = ImageFont.truetype(str(SANS), size * _SCALE)
    left, top, right, bottom = font.getbbox(text)
    middle = _ICON * _SCALE / 2
    draw.text(
        (middle - (left + right) / 2, middle - (top + bottom) / 2 + lift * _SCALE), text, font=font, fill=255
    )


def _strokes(draw: _Draw, *lines: list[tuple[float, float]], width: float) -> None:
    for points in lines:
        draw.line(
            [(x * _SCALE, y * _SCALE) for x, y in points],
            fill=255,
            width=round(width * _SCALE),
            joint="curve",
        )
        for x, y in (points[0], points[-1]):
            draw.ellipse(_at(x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=255)


def _camera(draw: _Draw) -> None:
    draw.rounded_rectangle(_at(13, 13, 35, 35), radius=6.5 * _SCALE, outline=255, width=round(2.8 * _SCALE))
    draw.ellipse(_at(18.6, 18.6, 29.4, 29.4), outline=255, width=round(2.8 * _SCALE))
    draw.ellipse(_at(29, 15.9, 32.2, 19.1), fill=255)


def _film(draw: _Draw) -> None:
    draw.rounded_rectangle(_at(11, 15, 37, 33), radius=5 * _SCALE, fill=255)
    draw.polygon(_at(21, 19, 21, 29, 29.5, 24), fill=0)


def _elephant_speech(draw: _Draw) -> None:
    draw.rounded_rectangle(_at(12, 12, 36, 32), radius=7 * _SCALE, fill=255)
    draw.polygon(_at(17, 30, 17, 38, 26, 30), fill=255)
    font = ImageFont.truetype(str(SANS), 19 * _SCALE)
    left, top, right, bottom = font.getbbox("m")
    draw.text((24 * _SCALE - (left + right) / 2, 22 * _SCALE - (top + bottom) / 2), "m", font=font, fill=0)


def _butterfly(draw: _Draw) -> None:
    for side in (-1, 1):
        for x, y, reach, across, tilt in ((7.2, -4.2, 8.6, 5.4, 38), (5.2, 6.4, 5.8, 4.2, -35)):
            turn = math.radians(tilt * -side)
            outline = []
            for step in range(60):
                a = math.tau * step / 60
                dx, dy = reach * math.cos(a), across * math.sin(a)
                outline += _at(
                    24 + side * x + dx * math.cos(turn) - dy * math.sin(turn),
                    23.5 + y + dx * math.sin(turn) + dy * math.cos(turn),
                )
            draw.polygon(outline, fill=255)
    draw.rounded_rectangle(_at(23, 15, 25, 35), radius=_SCALE, fill=0)


def _note(draw: _Draw) -> None:
    draw.ellipse(_at(14, 25.4, 24.4, 35), fill=255)
    draw.rectangle(_at(21, 12, 24.4, 31), fill=255)
    draw.polygon(_at(24.4, 12, 27.5, 17.5, 33, 20, 33, 23.6, 27.4, 21.8, 24.4, 18.6), fill=255)


def _waves(draw: _Draw) -> None:
    draw.ellipse(_at(14.4, 28.4, 19.6, 33.6), fill=255)
    for radius in (10.5, 18.5):
        draw.arc(
            _at(15 - radius, 33 - radius, 15 + radius, 33 + radius),
            270,
            360,
            fill=255,
            width=round(3.2 * _SCALE),
        )


def _meridians(draw: _Draw) -> None:
    wide = round(2.3 * _SCALE)
    draw.ellipse(_at(12, 12, 36, 36), outline=255, width=wide)
    draw.ellipse(_at(18.4, 12, 29.6, 36), outline=255, width=wide)
    draw.rectangle(_at(12.6, 22.9, 35.4, 25.1), fill=255)
