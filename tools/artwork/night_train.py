"""The night train: the lead picture of the weekly, 1280 by 720 for a slot of 640."""

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
    both,
    curve,
    either,
    ring,
    without,
)

WIDTH, HEIGHT = 1280, 720


def night_train() -> Image.Image:
    """A lit sleeper train on a viaduct, under a large moon, between ranges of hills."""
    c = Canvas(WIDTH, HEIGHT, scale=2, seed=23)
    c.fill(c.everything(), Fade(INK, ACCENT, along((0, 40), (0, 520))))
    stars = random.Random(5)
    for _ in range(70):
        at = (stars.uniform(0, WIDTH), stars.uniform(0, 330) ** 1.0)
        c.fill(c.disc(at, stars.choice((1.2, 1.6, 2.4))), PAPER, opacity=stars.uniform(0.4, 0.95))
    c.glow(c.disc((905, 250), 190), SKY, 60, opacity=0.55)
    moon = c.disc((905, 250), 138)
    c.fill(moon, Fade(PAPER, SAND, along((840, 140), (980, 390))))
    c.stipple(moon, APRICOT, along((860, 180), (1040, 400)), opacity=0.8)
    for x, y, r in ((872, 214, 24), (944, 276, 34), (886, 306, 15), (950, 190, 12)):
        c.fill(c.disc((x, y), r, squash=0.9), SAND, opacity=0.75)
    ranges: list[tuple[str, str, int, list[tuple[float, float]]]] = [
        (
            SKY,
            ACCENT,
            3,
            [
                (0, 430),
                (170, 330),
                (300, 400),
                (470, 280),
                (640, 410),
                (800, 330),
                (960, 420),
                (1120, 310),
                (1280, 400),
            ],
        ),
        (
            ACCENT,
            NAVY,
            4,
            [
                (0, 470),
                (140, 420),
                (280, 480),
                (420, 390),
                (590, 490),
                (760, 420),
                (930, 500),
                (1090, 410),
                (1280, 480),
            ],
        ),
    ]
    for light, dark, _, ridge in ranges:
        hills = c.shape([*ridge, (WIDTH, HEIGHT), (0, HEIGHT)])
        c.fill(hills, Fade(light, dark, along((0, 320), (0, 540))))
        c.stipple(hills, INK, along((0, 400), (0, 620)), opacity=0.5)
        for peak, foot in zip(ridge[1::2], ridge[2::2], strict=False):
            face = c.shape([peak, foot, (peak[0] + 20, foot[1] + 60)])
            c.stipple(face, INK, along(peak, (foot[0], foot[1])), opacity=0.55)
    c.fill(c.box((0, 590, WIDTH, HEIGHT)), Fade(NAVY, INK, along((0, 600), (0, 720))))
    for offset in range(9):
        glint = 60 + (offset * 37) % 90
        c.fill(
            c.box((905 - glint, 604 + offset * 13, 905 + glint, 607 + offset * 13), radius=2),
            MIST,
            opacity=0.55,
        )
    _viaduct(c)
    _train(c)
    trees = random.Random(8)
    for x in (*range(-10, 330, 34), *range(1040, 1300, 36)):
        height = trees.uniform(90, 170)
        base = 730.0
        c.fill(c.shape([(x - 26, base), (x, base - height), (x + 26, base)]), INK)
        c.stipple(
            c.shape([(x, base), (x, base - height), (x + 26, base)]), ACCENT, lambda *_: 0.35, opacity=0.6
        )
    return c.finished()


def _viaduct(c: Canvas) -> None:
    deck = c.box((0, 520, WIDTH, 548))
    arches = [
        c.shape([*ring((x, 630), 52, 180, 360, 1.15), (x + 52, 720), (x - 52, 720)])
        for x in range(64, 1280, 128)
    ]
    wall = without(c.box((0, 540, WIDTH, 700)), either(arches))
    c.fill(wall, Fade("#1f4fae", INK, along((0, 540), (0, 690))))
    c.stipple(wall, INK, lambda x, _: ((x % 128) / 128) * 0.8, opacity=0.7)
    c.fill(deck, Fade(SKY, ACCENT, along((0, 518), (0, 548))))
    c.fill(c.box((0, 518, WIDTH, 523)), MIST)


def _train(c: Canvas) -> None:
    c.glow(c.box((150, 452, 1180, 512)), APRICOT, 26, opacity=0.4)
    for number in range(4):
        left = 128 + number * 232
        coach = c.box((left, 432, left + 222, 514), radius=9)
        c.fill(coach, Fade(FLAME, "#a93a18", along((0, 440), (0, 512))))
        c.fill(both(coach, c.box((left, 432, left + 222, 444))), INK, opacity=0.55)
        c.fill(both(coach, c.box((left, 494, left + 222, 499))), SAND)
        for window in range(6):
            x = left + 16 + window * 33
            dark = (number * 6 + window) % 7 == 3
            pane = c.box((x, 454, x + 24, 482), radius=4)
            c.fill(pane, NAVY if dark else Fade("#fff3cf", APRICOT, along((0, 454), (0, 484))))
            if (number * 6 + window) % 5 == 1 and not dark:
                c.fill(both(pane, either([c.disc((x + 12, 467), 5), c.disc((x + 12, 482), 9)])), "#7a2a12")
        for wheel in (28, 56, 166, 194):
            c.fill(c.disc((left + wheel, 514), 8), INK)
    nose = c.shape(
        [(1056, 514), (1056, 432), *curve((1056, 432), (1150, 432), (1200, 470), (1218, 506)), (1218, 514)]
    )
    c.fill(nose, Fade(FLAME, "#a93a18", along((0, 440), (0, 512))))
    c.fill(c.shape([(1118, 446), (1142, 452), (1172, 474), (1118, 474)]), INK)
    c.fill(both(nose, c.box((1056, 494, 1218, 499))), SAND)
    for wheel in (1084, 1112, 1170):
        c.fill(c.disc((wheel, 514), 8), INK)
    c.glow(c.shape([(1210, 500), (1420, 470), (1420, 560), (1210, 508)]), "#fff3cf", 8, opacity=0.7)
    c.fill(c.disc((1208, 500), 6), "#fff8e0")
