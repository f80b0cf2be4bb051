"""The sponsors' creatives: one as large as a teaser's picture, one wide."""

from __future__ import annotations

import itertools
import math

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
    curve,
    either,
)

SIZE = (560, 374)


def speech() -> Image.Image:
    """Two large speech bubbles that overlap, a wave of sound in one and a rising sun in the other."""
    c = Canvas(*SIZE, seed=9)
    c.fill(c.everything(), Fade(SAND, PAPER, around((280, 160), 360)))
    for x in range(18, 560, 26):
        for y in range(18, 374, 26):
            c.fill(c.disc((x, y), 1.7), APRICOT, opacity=0.7)
    left = either([c.box((64, 60, 338, 240), radius=54), c.shape([(112, 220), (112, 300), (190, 232)])])
    right = either([c.box((236, 130, 500, 298), radius=54), c.shape([(452, 280), (462, 350), (380, 288)])])
    c.glow(left, INK, 12, opacity=0.3)
    c.fill(left, Fade(ACCENT, NAVY, along((90, 60), (330, 260))))
    c.stipple(left, INK, along((150, 120), (370, 290)), opacity=0.7)
    c.fill(right, Fade(FLAME, "#d24a1d", along((260, 140), (480, 300))))
    c.stipple(right, "#7d2408", along((330, 190), (540, 330)), opacity=0.7)
    shared = both(left, right)
    c.fill(shared, INK)
    c.stipple(shared, ACCENT, along((330, 130), (240, 250)), opacity=0.7)
    for number, height in enumerate((18, 42, 70, 34, 88, 54, 24)):
        x = 110 + number * 20
        c.fill(c.stroke([(x, 150 - height / 2), (x, 150 + height / 2)], 8), PAPER)
    sun = both(c.disc((420, 246), 42), c.box((360, 180, 500, 246)))
    c.fill(sun, PAPER)
    for angle in (200, 235, 270, 305, 340):
        turn = math.radians(angle)
        inner, outer = ((420 + r * math.cos(turn), 240 + r * math.sin(turn)) for r in (52, 68))
        c.fill(c.stroke([inner, outer], 6), PAPER)
    c.fill(c.box((362, 250, 478, 256), radius=3), PAPER)
    return c.finished()


def wind_park() -> Image.Image:
    """Turbines over rolling hills, a power line to a town: the wide creative, 1200 by 600."""
    c = Canvas(1200, 600, scale=2, seed=10)
    c.fill(c.everything(), Fade(PAPER, "#fbd9ac", along((0, 0), (0, 420))))
    c.fill(c.disc((884, 300), 210), APRICOT, opacity=0.4)
    sun = c.disc((884, 300), 150)
    c.fill(sun, FLAME)
    c.stipple(sun, APRICOT, along((884, 190), (884, 450)), opacity=0.9)
    for box in ((110, 96, 330, 116), (176, 122, 420, 136), (500, 70, 690, 86), (960, 110, 1150, 124)):
        c.fill(c.box(box, radius=10), "#fffaf0", opacity=0.85)
    hills = (
        (
            MIST,
            SKY,
            [
                *curve((0, 400), (240, 270), (420, 420), (640, 380)),
                *curve((640, 380), (860, 330), (1000, 420), (1200, 340)),
            ],
        ),
        (
            SKY,
            ACCENT,
            [
                *curve((0, 450), (260, 470), (330, 360), (620, 450)),
                *curve((620, 450), (820, 500), (980, 390), (1200, 450)),
            ],
        ),
        (
            ACCENT,
            NAVY,
            [
                *curve((0, 520), (200, 430), (480, 520), (700, 530)),
                *curve((700, 530), (900, 540), (1060, 460), (1200, 510)),
            ],
        ),
    )
    mills = (
        ((520, 380, 0.62, 20), (742, 372, 0.56, 64)),
        ((250, 414, 0.95, 44), (1040, 424, 0.9, 96)),
        ((404, 500, 1.35, 8),),
    )
    for number, (light, dark, ridge) in enumerate(hills):
        mask = c.shape([*ridge, (1200, 600), (0, 600)])
        c.fill(mask, Fade(light, dark, along((0, 360 + number * 50), (0, 560 + number * 20))))
        c.stipple(
            mask, NAVY if number < 2 else INK, along((560, 400 + number * 50), (1000, 660)), opacity=0.6
        )
        for mill in mills[number]:
            _turbine(c, *mill)
    pylons = ((640, 560, 1.0), (860, 556, 0.86), (1050, 520, 0.72), (1190, 515, 0.6))
    for (x, y, s), (nx, ny, ns) in itertools.pairwise(pylons):
        for arm in (-30, 30):
            start, end = (x + arm * s, y - 120 * s), (nx + arm * ns, ny - 120 * ns)
            sag = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + 26
            c.fill(c.stroke(curve(start, sag, sag, end), 2.2), INK)
    for x, y, s in pylons:
        for a, b in (
            ((-22, 0), (0, -150)),
            ((22, 0), (0, -150)),
            ((-34, -120), (34, -120)),
            ((-24, -140), (24, -140)),
            ((-16, -40), (12, -80)),
            ((16, -40), (-12, -80)),
        ):
            c.fill(c.stroke([(x + a[0] * s, y + a[1] * s), (x + b[0] * s, y + b[1] * s)], 3 * s), INK)
    return c.finished()


def _turbine(c: Canvas, x: float, y: float, s: float, angle: float) -> None:
    hub = (x, y - 210 * s)
    tower = c.shape(
        [(x - 7 * s, y + 30 * s), (x - 3.4 * s, hub[1]), (x + 3.4 * s, hub[1]), (x + 7 * s, y + 30 * s)]
    )
    c.fill(tower, "#fffaf0")
    c.fill(both(tower, c.box((x + 1.2 * s, hub[1], x + 9 * s, y + 40 * s))), SKY, opacity=0.55)
    for blade in range(3):
        turn = math.radians(angle + blade * 120)
        along_x, along_y = math.cos(turn), math.sin(turn)

        def at(reach: float, off: float, ax: float = along_x, ay: float = along_y) -> tuple[float, float]:
            return hub[0] + (ax * reach - ay * off) * s, hub[1] + (ay * reach + ax * off) * s

        sail = c.shape([at(4, -3), at(26, -12), at(128, -1.5), at(128, 1.5), at(8, 4)])
        c.fill(sail, "#fffaf0")
        c.fill(c.shape([at(4, -3), at(26, -12), at(128, -1.5), at(26, -5)]), SKY, opacity=0.55)
    c.fill(c.disc(hub, 9 * s), FLAME)
