"""The opera house of the teasers: a curtain, balconies, and rows of seats."""

from __future__ import annotations

import random

from PIL import Image

from .canvas import (
    ACCENT,
    APRICOT,
    FLAME,
    INK,
    MIST,
    NAVY,
    PAPER,
    SAND,
    SKY,
    Canvas,
    Fade,
    along,
    around,
    both,
    ring,
    without,
)

SIZE = (560, 374)


def opera_house() -> Image.Image:
    """Rows of seats before a curtain; some are new and warm, one is still missing."""
    c = Canvas(*SIZE, seed=8)
    c.fill(c.everything(), Fade(INK, NAVY, around((280, 120), 340)))
    stage = c.box((96, 26, 464, 206))
    c.fill(stage, Fade("#c9451b", FLAME, around((280, 130), 210)))
    for fold in range(15):
        left = 96 + fold * 24.6
        drape = c.box((left, 26, left + 24.6, 196))
        c.fill(drape, Fade("#ea5b2a", "#8f2f10", along((left + 4, 0), (left + 27, 0))), opacity=0.75)
    for swag in range(5):
        x = 133 + swag * 73.5
        scallop = both(c.disc((x, 26), 42, squash=0.95), c.box((96, 26, 464, 90)))
        c.fill(scallop, Fade(APRICOT, FLAME, along((x, 30), (x, 68))))
        c.fill(both(c.stroke(ring((x, 26), 42, 0, 180, 0.95), 4), c.box((96, 26, 464, 90))), PAPER)
    c.fill(c.box((84, 12, 476, 30)), APRICOT)
    for side in (-1, 1):
        pillar = c.box((270 + side * 194, 30, 290 + side * 194, 212))
        c.fill(pillar, SAND)
        c.fill(both(pillar, c.box((280 + side * 196 - 4, 0, 280 + side * 196 + 4, 374))), APRICOT)
        for tier in range(3):
            x = 280 + side * 262
            y = 66 + tier * 52
            c.fill(c.box((x - 44, y - 26, x + 44, y)), "#081430")
            c.fill(c.disc((x - side * 8, y - 8), 8), APRICOT, opacity=0.9)
            box = c.box((x - 50, y, x + 50, y + 20), radius=5)
            c.fill(box, ACCENT)
            c.stipple(box, INK, along((x - side * 50, 0), (x + side * 40, 0)), opacity=0.6)
            c.fill(c.box((x - 50, y, x + 50, y + 4)), APRICOT)
    c.fill(c.shape([(70, 206), (490, 206), (516, 226), (44, 226)]), SAND)
    c.glow(c.shape([(120, 206), (440, 206), (520, 300), (40, 300)]), APRICOT, 26, opacity=0.35)
    _seats(c)
    return c.finished()


def _seats(c: Canvas) -> None:
    chosen = random.Random(14)
    for row in range(5):
        size = 26 + row * 9
        y = 236 + row * 26 + row * row * 3
        count = 18 - row * 3 | 1
        for seat in range(count):
            x = 280 + (seat - count // 2) * (size + 5)
            sag = ((x - 280) / 280) ** 2 * -10
            if row == 2 and seat == count // 2 + 1:
                continue
            new = chosen.random() < 0.42
            back = c.box((x - size / 2, y + sag, x + size / 2, y + sag + size * 1.5), radius=size * 0.36)
            c.glow(back, INK, 5, opacity=0.55)
            c.fill(back, FLAME if new else SKY)
            c.stipple(
                back,
                "#7d2408" if new else NAVY,
                along((x, y + size * 0.4), (x + size * 0.3, y + size * 1.3)),
                opacity=0.9,
            )
            rim = c.box((x - size / 2, y + sag, x + size / 2, y + sag + size * 0.9), radius=size * 0.36)
            inner = c.box(
                (x - size / 2 + 2, y + sag + 2.4, x + size / 2 - 2, y + sag + size), radius=size * 0.34
            )
            c.fill(without(rim, inner), APRICOT if new else MIST)
