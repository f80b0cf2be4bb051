"""Small pictures: those of the hard tests, where only the number counts, and those of a new project."""

from __future__ import annotations

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
    ring,
)

_GROUNDS = ((ACCENT, NAVY), (FLAME, "#c9451b"), (PAPER, SAND), (SKY, ACCENT), (APRICOT, FLAME), (INK, NAVY))


def tile(number: int) -> Image.Image:
    """Return one of six quiet compositions of a disc, hills and a line, 320 by 214."""
    c = Canvas(320, 214, seed=40 + number)
    light, dark = _GROUNDS[number % 6]
    c.fill(c.everything(), Fade(light, dark, along((0, 0), (320, 214))))
    disc = c.disc((70 + number * 34, 74), 38)
    c.fill(disc, PAPER if number % 6 != 2 else FLAME)
    c.stipple(disc, APRICOT, along((60 + number * 34, 40), (110 + number * 34, 130)), opacity=0.8)
    hill = c.shape(
        [*curve((0, 150 - number * 4), (90, 90), (180, 210), (320, 120 + number * 6)), (320, 214), (0, 214)]
    )
    c.fill(hill, _GROUNDS[(number + 3) % 6][1])
    c.stipple(hill, INK, along((120, 130), (260, 230)), opacity=0.6)
    c.fill(c.dashes(curve((0, 190), (110, 130), (210, 230), (320, 160)), 3, 9, 7), MIST)
    return c.finished()


def lighthouse() -> Image.Image:
    """A lighthouse on a headland, its beam over the sea: the lead picture of a new project."""
    c = Canvas(1280, 720, scale=2, seed=31)
    c.fill(c.everything(), Fade(INK, ACCENT, along((0, 0), (0, 480))))
    c.fill(c.disc((930, 470), 250), SKY, opacity=0.35)
    sun = c.disc((930, 470), 170)
    c.fill(sun, FLAME)
    c.stipple(sun, APRICOT, along((930, 340), (930, 520)), opacity=0.9)
    c.fill(
        c.shape([(404, 172), (1290, -60), (1290, 290), (404, 206)]),
        Fade("#fff3cf", SKY, along((404, 190), (1200, 150))),
        opacity=0.9,
    )
    c.fill(c.box((0, 470, 1280, 720)), Fade(ACCENT, INK, along((0, 470), (0, 720))))
    for number, y in enumerate((484, 500, 518, 540, 566, 598, 634)):
        middle = 910 - number * 6
        c.fill(
            c.box((middle - 150 + number * 12, y, middle + 190 - number * 14, y + 5), radius=3),
            APRICOT,
            opacity=0.7,
        )
    land = c.shape(
        [
            (0, 720),
            (0, 430),
            *curve((0, 430), (180, 390), (380, 450), (560, 520)),
            *curve((560, 520), (640, 560), (700, 640), (860, 720)),
        ]
    )
    c.fill(land, Fade(NAVY, INK, along((0, 420), (0, 700))))
    c.stipple(land, ACCENT, along((260, 620), (420, 420)), opacity=0.7)
    tower = c.shape([(318, 470), (346, 236), (414, 236), (442, 470)])
    c.fill(tower, PAPER)
    for top, bottom in ((290, 340), (394, 446)):
        c.fill(both(tower, c.box((300, top, 460, bottom))), FLAME)
    c.stipple(tower, INK, along((372, 0), (462, 0)), opacity=0.75)
    c.fill(c.box((334, 220, 426, 238), radius=4), INK)
    c.fill(c.box((352, 162, 408, 222), radius=4), Fade("#fff3cf", APRICOT, around((380, 190), 40)))
    for x in (366, 392):
        c.fill(c.box((x, 162, x + 4, 222)), INK)
    c.fill(c.shape([(344, 164), (380, 122), (416, 164)]), FLAME)
    c.glow(c.disc((380, 190), 60), "#fff3cf", 30, opacity=0.5)
    c.fill(c.box((368, 424, 392, 470), radius=11), INK)
    for x, y, s in ((760, 250, 1.0), (840, 210, 0.8), (700, 190, 0.7)):
        c.fill(
            c.stroke(
                [*ring((x - 16 * s, y), 16 * s, 200, 340), *ring((x + 16 * s, y), 16 * s, 200, 340)], 4 * s
            ),
            PAPER,
        )
    return c.finished()


def writing_desk() -> Image.Image:
    """A cup, a page with lines and a pen, from above: the teaser picture of a new project."""
    c = Canvas(560, 374, seed=32)
    c.fill(c.everything(), Fade(ACCENT, NAVY, along((0, 0), (560, 374))))
    c.stipple(c.everything(), INK, along((330, 200), (620, 460)), opacity=0.6)
    sheet = [(196, 40), (424, 70), (384, 350), (156, 320)]
    c.glow(c.shape([(x + 10, y + 12) for x, y in sheet]), INK, 14, opacity=0.6)
    page = c.shape(sheet)
    c.fill(page, "#fffaf0")
    c.stipple(page, APRICOT, along((300, 250), (420, 420)), opacity=0.7)
    for number in range(8):
        y = 92 + number * 27
        left, right = 220 - number * 3.8, (400 if number % 3 else 340) - number * 3.8
        slope = 0.131
        width = 9 if number == 0 else 4.5
        c.fill(
            c.stroke([(left, y), (right, y + (right - left) * slope)], width), FLAME if number == 0 else SKY
        )
    saucer, cup = c.disc((92, 120), 72), c.disc((92, 120), 46)
    c.glow(c.disc((100, 130), 74), INK, 12, opacity=0.5)
    c.fill(saucer, SAND)
    c.stipple(saucer, FLAME, along((70, 100), (170, 190)), opacity=0.5)
    c.fill(c.stroke(ring((140, 92), 16), 8), PAPER)
    c.fill(cup, PAPER)
    c.fill(c.disc((92, 120), 38), Fade("#7a3413", "#4a1d08", along((70, 90), (120, 150))))
    c.fill(c.stroke(ring((92, 120), 27, 200, 265), 4), APRICOT)
    pen = c.shape([(404, 300), (500, 116), (522, 127), (426, 312)])
    c.glow(c.shape([(414, 312), (510, 128), (532, 139), (436, 324)]), INK, 8, opacity=0.6)
    c.fill(pen, FLAME)
    c.stipple(pen, "#7d2408", along((460, 200), (484, 212)), opacity=0.8)
    c.fill(
        either(
            [
                c.shape([(404, 300), (426, 312), (398, 338)]),
                c.shape([(490, 135), (512, 146), (522, 127), (500, 116)]),
            ]
        ),
        PAPER,
    )
    return c.finished()
