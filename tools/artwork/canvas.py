"""A canvas in the units of the finished picture, painted larger and scaled down for smooth edges."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Point = tuple[float, float]
Box = tuple[float, float, float, float]
Field = Callable[[float, float], float]

# One palette for all: deep blue, warm paper, and one warm contrast.
INK = "#0a1a3f"
NAVY = "#0d2f7a"
ACCENT = "#0b57d0"
SKY = "#5d93ee"
MIST = "#bcd3f7"
PAPER = "#f7f0e2"
SAND = "#ead9b9"
FLAME = "#ea5b2a"
APRICOT = "#f7a667"

# A field is worked out on every eighth pixel and enlarged: it is smooth, so nobody can tell.
_FIELD_STEP = 8


@dataclass(frozen=True)
class Fade:
    """Two colours, and the field that says how much of the second shows (0 to 1) at a point."""

    start: str
    end: str
    field: Field


def along(start: Point, end: Point) -> Field:
    """Return the field that rises from 0 at ``start`` to 1 at ``end``, and stays there beyond."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    return lambda x, y: min(1.0, max(0.0, ((x - start[0]) * dx + (y - start[1]) * dy) / length))


def around(centre: Point, radius: float) -> Field:
    """Return the field that falls from 1 at ``centre`` to 0 at ``radius``."""
    return lambda x, y: max(0.0, 1 - math.hypot(x - centre[0], y - centre[1]) / radius)


def curve(start: Point, first: Point, second: Point, end: Point, steps: int = 40) -> list[Point]:
    """Return points along a cubic Bézier curve."""
    points = []
    for step in range(steps + 1):
        t = step / steps
        a, b, c, d = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3
        points.append(
            (
                a * start[0] + b * first[0] + c * second[0] + d * end[0],
                a * start[1] + b * first[1] + c * second[1] + d * end[1],
            )
        )
    return points


def ring(centre: Point, radius: float, start: float = 0, end: float = 360, squash: float = 1) -> list[Point]:
    """Return points along an arc, in degrees clockwise from the right."""
    steps = max(8, int(abs(end - start) / 3))
    angles = (math.radians(start + (end - start) * step / steps) for step in range(steps + 1))
    return [(centre[0] + radius * math.cos(a), centre[1] + radius * squash * math.sin(a)) for a in angles]


class Canvas:
    """A picture in progress. Shapes are masks; a mask is filled with a colour, a fade or a stippled shade."""

    def __init__(self, width: int, height: int, *, scale: int = 3, seed: int = 1, dot: float = 1) -> None:
        """Start a picture of ``width`` by ``height`` pixels whose grain has dots of ``dot`` pixels."""
        self.width, self.height, self.scale = width, height, scale
        self.image = Image.new("RGB", (width * scale, height * scale), PAPER)
        columns, rows = math.ceil(width / dot), math.ceil(height / dot)
        self._noise = Image.frombytes("L", (columns, rows), random.Random(seed).randbytes(columns * rows))
        self._grain = self._noise.resize(self.image.size, Image.Resampling.NEAREST)

    # Shapes

    def everything(self) -> Image.Image:
        """Return the mask of the whole picture."""
        return Image.new("L", self.image.size, 255)

    def shape(self, *outlines: Sequence[Point]) -> Image.Image:
        """Return the mask of one or more closed outlines."""
        mask, draw = self._blank()
        for outline in outlines:
            draw.polygon([self._at(point) for point in outline], fill=255)
        return mask

    def disc(self, centre: Point, radius: float, *, squash: float = 1) -> Image.Image:
        """Return the mask of a disc, or of an ellipse when it is squashed."""
        mask, draw = self._blank()
        (x, y), s = centre, self.scale
        box = ((x - radius) * s, (y - radius * squash) * s, (x + radius) * s, (y + radius * squash) * s)
        draw.ellipse(box, fill=255)
        return mask

    def box(self, box: Box, *, radius: float = 0) -> Image.Image:
        """Return the mask of a rectangle, its corners rounded by ``radius``."""
        mask, draw = self._blank()
        draw.rounded_rectangle([v * self.scale for v in box], radius=radius * self.scale, fill=255)
        return mask

    def stroke(self, points: Sequence[Point], width: float) -> Image.Image:
        """Return the mask of a line through ``points`` with round joints and ends."""
        mask, draw = self._blank()
        path = [self._at(point) for point in points]
        thick = max(1, round(width * self.scale))
        draw.line(path, fill=255, width=thick, joint="curve")
        for x, y in (path[0], path[-1]):
            draw.ellipse((x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2), fill=255)
        return mask

    def dashes(self, points: Sequence[Point], width: float, dash: float, gap: float) -> Image.Image:
        """Return the mask of a dashed line through ``points``."""
        mask = Image.new("L", self.image.size, 0)
        run: list[Point] = []
        travelled = 0.0
        for here, there in itertools.pairwise(points):
            pieces = max(1, int(math.dist(here, there) / 1.5))
            for piece in range(pieces):
                point = (
                    here[0] + (there[0] - here[0]) * piece / pieces,
                    here[1] + (there[1] - here[1]) * piece / pieces,
                )
                if travelled % (dash + gap) < dash:
                    run.append(point)
                elif len(run) > 1:
                    mask = ImageChops.lighter(mask, self.stroke(run, width))
                    run = []
                travelled += math.dist(here, there) / pieces
        return ImageChops.lighter(mask, self.stroke(run, width)) if len(run) > 1 else mask

    # Paint

    def fill(self, mask: Image.Image, paint: str | Fade, *, opacity: float = 1) -> None:
        """Paint ``mask`` with a colour or a fade."""
        if opacity < 1:
            mask = mask.point(lambda v: round(v * opacity))
        if isinstance(paint, str):
            self.image.paste(paint, mask=mask)
            return
        size = self.image.size
        blend = self._field(paint.field)
        layer = Image.composite(Image.new("RGB", size, paint.end), Image.new("RGB", size, paint.start), blend)
        self.image.paste(layer, mask=mask)

    def stipple(self, mask: Image.Image, colour: str, field: Field, *, opacity: float = 0.8) -> None:
        """Shade ``mask`` with fine dots of ``colour``, as dense as ``field`` is high: the look of a print."""
        dots = ImageChops.subtract(self._field(field), self._grain).point(lambda v: min(255, v * 6))
        self.fill(ImageChops.multiply(mask, dots), colour, opacity=opacity)

    def glow(self, mask: Image.Image, colour: str, spread: float, *, opacity: float = 0.6) -> None:
        """Paint ``mask`` blurred by ``spread``: light in the air, or a soft shadow."""
        small = mask.resize((self.width // 2, self.height // 2), Image.Resampling.BOX)
        soft = small.filter(ImageFilter.GaussianBlur(spread / 2))
        self.fill(soft.resize(self.image.size, Image.Resampling.BICUBIC), colour, opacity=opacity)

    def finished(self, *, grain: float = 0.02) -> Image.Image:
        """Return the picture at its own size, under an even film of paper grain."""
        picture = self.image.resize((self.width, self.height), Image.Resampling.LANCZOS)
        if not grain:
            return picture
        speckle = self._noise.resize(picture.size, Image.Resampling.BICUBIC).filter(
            ImageFilter.GaussianBlur(1)
        )
        paper = Image.merge("RGB", [speckle] * 3)
        return Image.blend(picture, ImageChops.soft_light(picture, paper), min(1.0, grain * 10))

    def _blank(self) -> tuple[Image.Image, ImageDraw.ImageDraw]:
        mask = Image.new("L", self.image.size, 0)
        return mask, ImageDraw.Draw(mask)

    def _at(self, point: Point) -> Point:
        return point[0] * self.scale, point[1] * self.scale

    def _field(self, field: Field) -> Image.Image:
        columns, rows = self.width // _FIELD_STEP + 2, self.height // _FIELD_STEP + 2
        small = Image.new("L", (columns, rows))
        small.putdata(
            [
                round(255 * field((column + 0.5) * _FIELD_STEP, (row + 0.5) * _FIELD_STEP))
                for row in range(rows)
                for column in range(columns)
            ]
        )
        large = small.resize(
            (columns * _FIELD_STEP * self.scale, rows * _FIELD_STEP * self.scale), Image.Resampling.BICUBIC
        )
        return large.crop((0, 0, *self.image.size))


def both(*masks: Image.Image) -> Image.Image:
    """Return the mask of what all ``masks`` share."""
    shared = masks[0]
    for mask in masks[1:]:
        shared = ImageChops.multiply(shared, mask)
    return shared


def either(masks: Iterable[Image.Image]) -> Image.Image:
    """Return the mask of what any of ``masks`` covers."""
    first, *others = masks
    for mask in others:
        first = ImageChops.lighter(first, mask)
    return first


def without(mask: Image.Image, hole: Image.Image) -> Image.Image:
    """Return ``mask`` less ``hole``."""
    return ImageChops.subtract(mask, hole)
