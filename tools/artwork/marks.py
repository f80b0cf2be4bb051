"""The logos: letterforms and shapes of our own."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont

from .canvas import ACCENT, FLAME, INK, SKY

FONTS = Path("/usr/share/fonts/truetype")
SERIF = FONTS / "noto" / "NotoSerifDisplay-Bold.ttf"


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
