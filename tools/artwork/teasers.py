"""The pictures of the teasers: 560 by 374 for a slot of 280."""

from __future__ import annotations

import math
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
)

SIZE = (560, 374)


def grain_ship() -> Image.Image:
    """A loaded ship before a low sun, its route a dashed arc across the sky."""
    c = Canvas(*SIZE, seed=3)
    c.fill(c.everything(), Fade(PAPER, SAND, along((0, 0), (0, 250))))
    c.fill(c.disc((408, 150), 118), APRICOT, opacity=0.35)
    sun = c.disc((408, 150), 84)
    c.fill(sun, FLAME)
    c.stipple(sun, APRICOT, along((430, 90), (380, 240)), opacity=0.9)
    c.fill(c.dashes(curve((24, 214), (120, -10), (330, 10), (536, 120)), 3.5, 12, 10), ACCENT)
    c.fill(c.disc((24, 214), 8), ACCENT)
    c.fill(c.disc((536, 120), 13), ACCENT)
    c.fill(c.disc((536, 120), 6), PAPER)
    c.fill(c.box((0, 246, 560, 374)), Fade(ACCENT, NAVY, along((0, 246), (0, 374))))
    for y, shift in ((252, 0), (262, 22), (273, -10)):
        c.fill(c.box((360 - shift, y, 470 + shift, y + 3.5), radius=2), APRICOT, opacity=0.9)
    colours = (ACCENT, FLAME, NAVY, SAND, SKY, APRICOT, INK, "#b53a16")
    stacks = (3, 4, 4, 3, 4, 2, 3, 2)
    for column, height in enumerate(stacks):
        for row in range(height):
            left, top = 128 + column * 33, 226 - row * 19
            crate = c.box((left, top - 17, left + 31, top))
            c.fill(crate, colours[(column * 3 + row * 5) % 8])
            c.stipple(crate, INK, along((left, 0), (left + 44, 0)), opacity=0.55)
    bridge = c.box((84, 136, 118, 228))
    c.fill(bridge, PAPER)
    c.stipple(bridge, NAVY, along((84, 0), (132, 0)), opacity=0.6)
    c.fill(c.box((78, 128, 124, 138)), INK)
    for y in (146, 160):
        c.fill(c.box((90, y, 112, y + 7)), ACCENT)
    c.fill(c.box((94, 104, 106, 130)), FLAME)
    hull = c.shape([(62, 224), (420, 224), (446, 206), (414, 288), (92, 288)])
    c.fill(hull, INK)
    c.fill(both(hull, c.box((0, 272, 560, 300))), FLAME)
    c.stipple(hull, SKY, along((150, 290), (40, 214)), opacity=0.6)
    for number, y in enumerate((284, 312, 342)):
        wave: list[tuple[float, float]] = [(0, 374)]
        wave += [
            (x, y + (8 + number * 2) * math.sin(x / (26 + 8 * number) + number * 2)) for x in range(0, 564, 4)
        ]
        water = c.shape([*wave, (560, 374)])
        c.fill(water, (ACCENT, "#0c43a8", NAVY)[number])
        c.stipple(water, INK, along((0, y), (0, y + 80)), opacity=0.6)
        c.fill(c.stroke(wave[1:], 2), (MIST, SKY, SKY)[number], opacity=0.7)
    return c.finished()


def glacier() -> Image.Image:
    """Faceted peaks and a retreating tongue of ice; a dashed border runs over all of it."""
    c = Canvas(*SIZE, seed=4)
    c.fill(c.everything(), Fade(APRICOT, PAPER, along((0, 0), (0, 230))))
    c.stipple(c.everything(), FLAME, along((280, 96), (280, -150)), opacity=0.7)
    c.fill(c.disc((126, 92), 40), PAPER)
    back = c.shape(
        [
            (0, 210),
            (70, 140),
            (130, 190),
            (215, 96),
            (300, 186),
            (392, 74),
            (470, 160),
            (560, 92),
            (560, 374),
            (0, 374),
        ]
    )
    c.fill(back, Fade(SKY, ACCENT, along((0, 90), (0, 300))))
    facets = (
        ([(215, 96), (300, 186), (330, 300), (226, 300), (200, 160)], 0.7),
        ([(392, 74), (470, 160), (520, 300), (420, 300), (404, 150)], 0.8),
        ([(70, 140), (130, 190), (120, 300), (60, 300)], 0.6),
        ([(560, 92), (560, 300), (540, 220)], 0.7),
    )
    for facet, depth in facets:
        mask = c.shape(facet)
        c.fill(mask, NAVY, opacity=depth)
        c.stipple(mask, INK, along((0, 120), (0, 330)), opacity=0.8)
    for peak in (
        [(215, 96), (243, 126), (228, 122), (216, 138), (203, 120), (188, 126)],
        [(392, 74), (424, 109), (408, 104), (398, 128), (380, 104), (364, 106)],
        [(560, 92), (560, 122), (546, 112), (532, 118)],
        [(70, 140), (88, 156), (72, 162), (56, 154)],
    ):
        c.fill(c.shape(peak), PAPER)
    valley = c.shape([(0, 250), (150, 226), (290, 262), (440, 220), (560, 246), (560, 374), (0, 374)])
    c.fill(valley, Fade(NAVY, INK, along((0, 230), (0, 374))))
    ice = c.shape(
        [
            *curve((284, 186), (250, 236), (190, 262), (150, 330)),
            *curve((150, 330), (190, 372), (300, 372), (330, 318)),
            *curve((330, 318), (344, 270), (318, 226), (322, 186)),
        ]
    )
    c.fill(ice, Fade(PAPER, MIST, along((300, 190), (220, 350))))
    for offset in (-34, -8, 22):
        crack = curve(
            (300 + offset / 3, 205), (270 + offset, 250), (236 + offset, 290), (232 + offset * 1.5, 344)
        )
        c.fill(both(ice, c.stroke(crack, 2.6)), SKY, opacity=0.8)
    c.stipple(ice, ACCENT, along((220, 230), (330, 360)), opacity=0.85)
    lake = c.disc((228, 356), 130, squash=0.2)
    c.fill(lake, ACCENT)
    c.fill(
        both(lake, either([c.box((140, y, 310 - y % 60, y + 3)) for y in (346, 354, 364)])), MIST, opacity=0.7
    )
    border = [
        (18, 374),
        (58, 306),
        (136, 272),
        (204, 236),
        (262, 168),
        (300, 180),
        (352, 112),
        (392, 70),
        (430, 112),
        (500, 128),
        (560, 84),
    ]
    c.fill(c.dashes(border, 5, 14, 9), FLAME)
    for x, y in ((136, 272), (392, 70)):
        c.fill(c.disc((x, y), 9), PAPER)
        c.fill(c.disc((x, y), 5.5), FLAME)
    return c.finished()


def ballot_count() -> Image.Image:
    """Ballots in flight towards a box, each with its cross; the mark of a film in the corner."""
    c = Canvas(*SIZE, seed=6)
    c.fill(c.everything(), Fade(ACCENT, "#0a47ab", along((0, 0), (560, 374))))
    c.stipple(c.everything(), INK, along((150, 260), (-120, 470)), opacity=0.7)
    for step in range(7):
        c.fill(c.stroke(ring((356, 402), 120 + step * 46, 180, 360), 1.6), SKY, opacity=0.4)
    papers = (
        (84, 96, -24, 0.72),
        (180, 52, 14, 0.84),
        (272, 100, -9, 0.98),
        (120, 206, 20, 0.8),
        (494, 76, 22, 0.8),
        (214, 176, -30, 0.7),
    )
    for x, y, angle, size in papers:
        _ballot(c, x, y, angle, size)
    lid_front, lid_back = 226, 188
    c.glow(c.shape([(236, 350), (500, 350), (530, 380), (220, 380)]), INK, 14, opacity=0.7)
    c.fill(c.shape([(262, lid_back), (474, lid_back), (508, lid_front), (228, lid_front)]), SAND)
    c.fill(c.shape([(316, 202), (420, 202), (426, 213), (310, 213)]), INK)
    slip = c.shape([(330, 208), (326, 108), (402, 104), (406, 208)])
    c.fill(slip, "#fffaf0")
    c.stipple(slip, APRICOT, along((366, 150), (366, 232)), opacity=0.9)
    _cross(c, 365, 146, 17, 0)
    front = c.box((228, lid_front, 508, 374))
    c.fill(front, Fade(FLAME, "#c9451b", along((0, 226), (0, 374))))
    c.stipple(front, "#7d2408", along((330, 250), (540, 374)), opacity=0.85)
    c.fill(c.box((228, lid_front, 508, lid_front + 9)), APRICOT)
    c.fill(c.disc((368, 304), 42), PAPER)
    c.fill(c.stroke([(348, 304), (363, 320), (391, 288)], 9), ACCENT)
    badge = c.disc((58, 316), 30)
    c.fill(badge, PAPER)
    c.fill(c.shape([(49, 300), (49, 332), (76, 316)]), ACCENT)
    return c.finished()


def _ballot(c: Canvas, x: float, y: float, angle: float, size: float) -> None:
    turn = math.radians(angle)

    def at(dx: float, dy: float, by: float = 0) -> tuple[float, float]:
        dx, dy = dx * size, dy * size
        return x + by + dx * math.cos(turn) - dy * math.sin(turn), y + by + dx * math.sin(
            turn
        ) + dy * math.cos(turn)

    corners = ((-34, -44), (34, -44), (34, 44), (-34, 44))
    c.fill(c.shape([at(*corner, 6) for corner in corners]), INK, opacity=0.35)
    paper = c.shape([at(*corner) for corner in corners])
    c.fill(paper, "#fffaf0")
    c.stipple(paper, APRICOT, along(at(-10, -20), at(50, 70)), opacity=0.8)
    for line in (14, 26):
        c.fill(c.stroke([at(-20, line), at(20 - line % 8 * 2, line)], 3 * size), SKY)
    _cross(c, *at(0, -18), 12 * size, angle)


def _cross(c: Canvas, x: float, y: float, reach: float, angle: float) -> None:
    for arm in (45, 135):
        turn = math.radians(arm + angle)
        dx, dy = reach * math.cos(turn), reach * math.sin(turn)
        c.fill(c.stroke([(x - dx, y - dy), (x + dx, y + dy)], reach * 0.38), FLAME)


def sea_cable() -> Image.Image:
    """Three small warships on the surface; far below, a glowing cable on the sea bed."""
    c = Canvas(*SIZE, seed=7)
    c.fill(c.everything(), Fade(PAPER, APRICOT, along((0, 0), (0, 100))))
    c.fill(c.disc((438, 84), 40), FLAME)
    layers = ((84, "#3f7fe8"), (132, ACCENT), (186, "#0a3f9f"), (240, NAVY))
    for number, (top, colour) in enumerate(layers):
        wave = [
            (x, top + 5 * math.sin(x / 40 + number * 1.7) * (1 if number else 0.4)) for x in range(0, 564, 4)
        ]
        layer = c.shape([(0, 374), *wave, (560, 374)])
        c.fill(layer, colour)
        c.stipple(layer, INK, along((0, top + 20), (0, top + 130)), opacity=0.45)
    for left in (150, 330):
        c.fill(
            c.shape([(left, 88), (left + 46, 88), (left - 50, 330), (left - 150, 330)]), MIST, opacity=0.12
        )
    for bow, size in ((74, 0.8), (226, 1.15), (372, 0.9)):
        _warship(c, bow, 84, size)
    hills = c.shape(
        [
            (0, 330),
            *curve((0, 318), (90, 250), (170, 300), (240, 322)),
            *curve((240, 322), (330, 350), (400, 250), (560, 296)),
            (560, 374),
            (0, 374),
        ]
    )
    c.fill(hills, INK)
    c.stipple(hills, ACCENT, along((0, 330), (0, 262)), opacity=0.7)
    path = [
        *curve((-10, 300), (90, 246), (170, 288), (246, 318)),
        *curve((246, 318), (330, 346), (400, 258), (570, 284)),
    ]
    cable = c.stroke(path, 9)
    c.glow(cable, FLAME, 16, opacity=0.95)
    c.fill(cable, FLAME)
    c.fill(c.stroke([(x, y - 1.5) for x, y in path], 3), "#ffd9b0")
    for at in (14, 34, 58, 72):
        x, y = path[at]
        c.fill(c.disc((x, y), 10), PAPER)
        c.fill(c.disc((x, y), 5.5), FLAME)
    fish = random.Random(2)
    for _ in range(11):
        x, y = fish.uniform(380, 530), fish.uniform(190, 236)
        c.fill(
            c.shape(
                [
                    (x - 9, y),
                    (x, y - 3.5),
                    (x + 8, y),
                    (x + 13, y - 4),
                    (x + 13, y + 4),
                    (x + 8, y),
                    (x, y + 3.5),
                ]
            ),
            MIST,
            opacity=0.7,
        )
    return c.finished()


def _warship(c: Canvas, x: float, y: float, s: float) -> None:
    hull = [(0, -9), (92, -9), (108, -15), (94, 5), (8, 5)]
    house = [(24, -9), (28, -24), (62, -24), (70, -9)]
    for outline in (hull, house, [(38, -24), (42, -38), (52, -38), (54, -24)]):
        c.fill(c.shape([(x + px * s, y + py * s) for px, py in outline]), INK)
    c.fill(c.stroke([(x + 47 * s, y - 38 * s), (x + 47 * s, y - 56 * s)], 2.4 * s), INK)
    c.fill(c.stroke([(x + 74 * s, y - 13 * s), (x + 90 * s, y - 17 * s)], 2.6 * s), INK)
    c.fill(c.box((x + 32 * s, y - 20 * s, x + 58 * s, y - 16 * s)), APRICOT)
