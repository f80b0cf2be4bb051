"""The summit: the lead picture of the daily, 1280 by 720 for a slot of 640."""

from __future__ import annotations

from PIL import Image

from .canvas import (
    ACCENT,
    APRICOT,
    FLAME,
    INK,
    NAVY,
    PAPER,
    SAND,
    SKY,
    Canvas,
    Fade,
    Field,
    along,
    around,
    both,
    curve,
    either,
    without,
)

WIDTH, HEIGHT = 1280, 720


def summit() -> Image.Image:
    """Ministers along a table that leads to an open door; light comes in, flags line the wall."""
    c = Canvas(WIDTH, HEIGHT, scale=2, seed=11)
    wall = c.box((0, 0, WIDTH, 470))
    c.fill(wall, Fade(NAVY, ACCENT, around((640, 330), 760)))
    c.stipple(
        wall,
        INK,
        lambda x, y: max(0.0, min(0.5, (abs(x - 640) / 640) ** 2.4 * 0.5 + 0.2 * (1 - y / 200)) - 0.06),
    )
    for x in range(40, 1280, 80):
        if abs(x - 640) > 130:
            c.fill(c.box((x, 0, x + 2, 470)), INK, opacity=0.25)

    floor = c.box((0, 462, WIDTH, HEIGHT))
    c.fill(floor, Fade(INK, "#123d94", around((640, 470), 620)))
    _door(c)
    _flags(c)
    beam = c.shape([(545, 462), (735, 462), (1120, 720), (160, 720)])
    c.glow(beam, APRICOT, 26, opacity=0.5)
    _table(c)
    rows = (0.0, 0.16, 0.36, 0.62, 1.0)
    for row in rows:
        for side in (-1, 1):
            _minister(c, row, side)
    return c.finished()


def _door(c: Canvas) -> None:
    frame = c.box((528, 96, 752, 464))
    c.fill(frame, INK)
    opening = c.box((540, 108, 740, 464))
    c.fill(opening, Fade(PAPER, APRICOT, along((640, 130), (640, 430))))
    sun = both(opening, c.disc((640, 388), 78))
    c.fill(sun, Fade(FLAME, "#f58a4b", along((640, 460), (640, 310))))
    for height in (404, 420, 436):
        c.fill(both(opening, c.box((540, height, 740, height + 5))), APRICOT)
    c.fill(both(opening, c.box((540, 446, 740, 464))), NAVY)
    c.stipple(opening, FLAME, along((640, 250), (640, 470)), opacity=0.35)
    for hinge, edge in ((540, 452), (740, 828)):
        leaf = c.shape([(hinge, 108), (edge, 62), (edge, 520), (hinge, 464)])
        c.fill(leaf, Fade(ACCENT, NAVY, along((hinge, 0), (edge, 0))))
        c.stipple(leaf, INK, along((hinge, 0), (edge, 40)), opacity=0.7)
        c.fill(c.stroke([(hinge, 108), (hinge, 464)], 4), PAPER, opacity=0.9)
        middle = (hinge + edge) / 2
        for top, bottom in ((130, 262), (292, 456)):
            panel = [
                (hinge + (edge - hinge) * f, y)
                for f, y in (
                    (0.2, top),
                    (0.8, top - 22 + top / 12),
                    (0.8, bottom - 24 + bottom / 9),
                    (0.2, bottom),
                )
            ]
            c.fill(c.stroke([*panel, panel[0]], 3), SKY, opacity=0.55)
        c.fill(c.disc((middle + (edge - hinge) * 0.4, 284), 6), APRICOT)


def _flags(c: Canvas) -> None:
    designs = [(FLAME, PAPER), (PAPER, ACCENT), (SKY, INK), (SAND, FLAME), (INK, APRICOT)]
    for number, (field, charge) in enumerate(designs):
        for side in (-1, 1):
            x = 640 + side * (244 + number * 88)
            top = 150 - number * 14
            c.fill(c.box((x - 3, top - 20, x + 3, 474)), SAND)
            c.fill(c.disc((x, top - 24), 7), APRICOT)
            cloth = _cloth(x, top, side)
            mask = c.shape(cloth)
            c.fill(mask, field)
            _charge(c, mask, (number + (side > 0)) % 5, x + side * 30, top, charge)
            for fold, dark in ((16, 0.5), (40, 0.62)):
                near = x + side * fold
                c.stipple(
                    mask,
                    INK,
                    _fold(near, dark),
                    opacity=0.6,
                )


def _fold(middle: float, depth: float) -> Field:
    return lambda x, _: max(0.0, depth - abs(x - middle) / 20)


def _cloth(x: float, top: float, side: int) -> list[tuple[float, float]]:
    right = x + side * 60
    return [
        *curve((x, top), (x + side * 22, top - 12), (right - side * 26, top + 16), (right, top + 8)),
        *curve(
            (right, top + 8), (right + side * 8, top + 80), (right - side * 10, top + 150), (right, top + 214)
        ),
        *curve(
            (right, top + 214), (right - side * 26, top + 204), (x + side * 22, top + 244), (x, top + 228)
        ),
    ]


def _charge(c: Canvas, mask: Image.Image, design: int, x: float, top: float, colour: str) -> None:
    shapes = {
        0: c.box((x - 40, top + 96, x + 40, top + 150)),
        1: c.disc((x, top + 124), 22),
        2: either([c.box((x - 40, top + n, x + 40, top + n + 24)) for n in (60, 112, 164)]),
        3: c.shape([(x - 44, top + 40), (x + 44, top + 130), (x - 44, top + 220)]),
        4: either([c.box((x - 12, top, x + 8, top + 250)), c.box((x - 40, top + 110, x + 40, top + 132))]),
    }
    c.fill(both(mask, shapes[design]), colour)


def _table(c: Canvas) -> None:
    top = c.shape([(588, 478), (692, 478), (980, 720), (300, 720)])
    c.glow(c.shape([(560, 486), (720, 486), (1040, 740), (240, 740)]), INK, 18, opacity=0.7)
    c.fill(top, Fade(SAND, PAPER, along((640, 720), (640, 470))))
    c.stipple(
        top, APRICOT, lambda x, y: 0.75 * (y - 470) / 250 * min(1, abs(x - 640) / 300 + 0.2), opacity=0.8
    )
    runner = c.shape([(626, 478), (654, 478), (722, 720), (558, 720)])
    c.fill(runner, ACCENT, opacity=0.92)
    c.stipple(runner, INK, along((640, 480), (640, 740)), opacity=0.6)
    for depth, x, width in ((0.28, 0.62, 22), (0.5, 0.6, 34), (0.86, 0.6, 52)):
        y = 478 + 242 * depth
        half = 52 + 288 * depth
        for side in (-1, 1):
            px = 640 + side * half * x
            sheet = [
                (px - width / 2, y),
                (px + width / 2, y),
                (px + width * 0.62, y + width * 0.5),
                (px - width * 0.62, y + width * 0.5),
            ]
            c.fill(c.shape(sheet), "#fffaf0")
            for line in (0.3, 0.55):
                c.fill(
                    c.stroke(
                        [
                            (px - width * 0.35, y + width * line * 0.7),
                            (px + width * 0.35, y + width * line * 0.7),
                        ],
                        max(1.5, width * 0.04),
                    ),
                    SKY,
                )


def _minister(c: Canvas, row: float, side: int) -> None:
    size = 22 + 62 * row
    x = 640 + side * (96 + 360 * row)
    y = 452 + 132 * row
    coats = {0.0: NAVY, 0.16: INK, 0.36: FLAME if side > 0 else ACCENT, 0.62: INK if side > 0 else NAVY}
    coat = coats.get(row, ACCENT if side > 0 else INK)
    skin = {0.0: SAND, 0.16: APRICOT, 0.36: "#b5673a", 0.62: SAND if side > 0 else "#8a4a2a"}
    face = skin.get(row, APRICOT if side > 0 else "#c98250")
    c.glow(c.disc((x, y + size * 2.6), size * 1.3, squash=0.4), INK, 10 + 8 * row, opacity=0.6)
    body = c.shape(
        [
            *curve(
                (x - size * 1.3, y + size * 3.4),
                (x - size * 1.5, y + size * 1.2),
                (x - size * 0.9, y + size * 0.95),
                (x, y + size * 0.85),
            ),
            *curve(
                (x, y + size * 0.85),
                (x + size * 0.9, y + size * 0.95),
                (x + size * 1.5, y + size * 1.2),
                (x + size * 1.3, y + size * 3.4),
            ),
        ]
    )
    c.fill(body, coat)
    lit = x - side * size
    c.stipple(body, INK, along((lit, 0), (x + side * size * 1.6, 0)), opacity=0.75)
    c.stipple(body, APRICOT, lambda px, _: max(0.0, 0.85 - abs(px - lit) / (size * 0.9)), opacity=0.75)
    neck = c.box((x - size * 0.24, y + size * 0.3, x + size * 0.24, y + size * 1.05), radius=size * 0.2)
    c.fill(neck, face)
    head = c.disc((x, y), size * 0.6, squash=1.16)
    c.fill(head, face)
    c.stipple(head, INK, along((x - side * size * 0.15, 0), (x + side * size * 0.85, 0)), opacity=0.55)
    cap = c.disc((x + side * size * 0.06, y - size * 0.1), size * 0.68, squash=1.04)
    hair = without(cap, c.disc((x - side * size * 0.22, y + size * 0.42), size * 0.8))
    shade = {0.16: "#5a2d18", 0.36: PAPER, 1.0: "#6b2f16" if side > 0 else SAND}.get(row, INK)
    c.fill(hair, shade)
    c.stipple(hair, NAVY, along((x - side * size * 0.2, 0), (x + side * size, 0)), opacity=0.5)
