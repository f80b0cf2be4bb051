"""Rules about pictures: that they are described, sharp, light, and of a kind that clients show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from digest.checks.checked import Checked
from digest.checks.rule import Finding, Place, rule
from digest.diagnostics import Severity

# Above this height to width, or width to height, a picture is a banner of text or a strip of one.
EXTREME_RATIO = 4.0
MOST_PICTURES = 30
# A phone on a slow network loads this in about ten seconds.
TOTAL_WEIGHT = 3_000_000
HEAVY = 1_000_000


@rule("missing-alt", Severity.ERROR)
def missing_alt(checked: Checked) -> Iterator[Finding]:
    """A picture without an alternative text.

    Why: readers who do not see it, and half the inboxes that block pictures, get nothing; screen readers
    may spell out the file's name. An empty one (alt: "") says that the picture only decorates.

    Source: WCAG 2.2, success criterion 1.1.1.

    Wrong:
        lead:
          image: { src: images/picture.png }

    Right:
        lead:
          image: { src: images/picture.png, alt: Ministers at a long table, credit: R. Sato }

    """
    for place, image in checked.images:
        if image.alt is None:
            yield Finding(
                f"the picture '{image.src}' has no alternative text",
                place,
                hint="add 'alt: …' that says what it shows, or alt: \"\" if it only decorates",
            )


@rule("small-picture", Severity.WARNING)
def small_picture(checked: Checked) -> Iterator[Finding]:
    """A picture with fewer pixels than its place has.

    Why: it is blurred on every screen; on most phones, which have two or three pixels to one, even a
    picture of its display size is soft.

    Wrong:
        pictures: { images/small.png: 320x200 }
        lead:
          image: { src: images/small.png, alt: Ministers at a long table, credit: R. Sato }

    Right:
        pictures: { images/large.png: 1280x700 }
        lead:
          image: { src: images/large.png, alt: Ministers at a long table, credit: R. Sato }

    """
    for place, path, (width, _) in _measured(checked):
        wanted = _display_width(place)
        if width < wanted:
            message = f"'{path.name}' is {width} pixels wide; its place has {wanted}"
            yield Finding(message, (*place, "src"), hint=f"use one of {2 * wanted} pixels or more")
        elif width < 1.5 * wanted:
            message = f"'{path.name}' is {width} pixels wide; sharp screens show {2 * wanted}"
            hint = f"use one of {2 * wanted} pixels or more"
            yield Finding(message, (*place, "src"), hint=hint, severity=Severity.ADVICE)


@rule("extreme-ratio", Severity.WARNING)
def extreme_ratio(checked: Checked) -> Iterator[Finding]:
    """A picture that is many times wider than high, or higher than wide.

    Why: such pictures mostly are text that was set as a picture: unreadable on phones, invisible where
    pictures are blocked, silent to screen readers.

    Wrong:
        pictures: { images/banner.png: 1300x160 }
        lead:
          image: { src: images/banner.png, alt: Ministers at a long table, credit: R. Sato }

    Right:
        pictures: { images/photo.png: 1300x800 }
        lead:
          image: { src: images/photo.png, alt: Ministers at a long table, credit: R. Sato }

    """
    for place, path, (width, height) in _measured(checked):
        if max(width, height) > EXTREME_RATIO * max(1, min(width, height)):
            message = f"'{path.name}' is {width} by {height} pixels"
            yield Finding(message, (*place, "src"), hint="crop it, and write its words as text")


@rule("large-picture-file", Severity.WARNING)
def large_picture_file(checked: Checked) -> Iterator[Finding]:
    """A picture file of more than a megabyte.

    Why: whatever is made of it for the message, everybody who checks out the project carries it, and
    where pictures are served as they are, every reader.

    Wrong:
        pictures: { images/heavy.png: 1200x900 noise }
        lead:
          image: { src: images/heavy.png, alt: Ministers at a long table, credit: R. Sato }

    Right:
        lead:
          image: { src: images/picture.png, alt: Ministers at a long table, credit: R. Sato }

    """
    for place, path, state in checked.picture_files:
        if state.st_size > HEAVY:
            message = f"'{path.name}' weighs {state.st_size / 1_000_000:.1f} MB"
            yield Finding(message, (*place, "src"), hint="save it as JPEG, at most 1,400 pixels wide")


@rule("unshown-format", Severity.WARNING)
def unshown_format(checked: Checked) -> Iterator[Finding]:
    """A picture on the web in a format that some mail clients do not show.

    Why: Gmail shows no SVG, Outlook for Windows no WebP, and neither AVIF or HEIC; pictures of the
    project are converted, those on the web are taken as they are.

    Source: Can I email, image formats.

    Wrong:
        lead:
          image: { src: "https://cdn.meridian.example/summit.webp", alt: A long table, credit: R. Sato }

    Right:
        lead:
          image: { src: "https://cdn.meridian.example/summit.jpg", alt: A long table, credit: R. Sato }

    """
    for place, image in checked.images:
        found = re.search(r"\.(webp|svg|avif|heic|heif|tiff?|bmp)(?:[?#]|$)", image.src, re.IGNORECASE)
        if found and "://" in image.src:
            message = f"the picture is {found[1].upper()}, which not every client shows"
            yield Finding(message, (*place, "src"), hint="use JPEG or PNG")


@rule("many-pictures", Severity.ADVICE)
def many_pictures(checked: Checked) -> Iterator[Finding]:
    """An issue with more pictures than a reader scrolls past.

    Why: each is a request, and on a phone a screen; clients with blocked pictures show as many empty
    boxes.

    Wrong:
        teasers:
          [&a {headline: Ice, url: "https://a.example/", image: {src: images/picture.png, alt: Ice}},
          *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a,
          *a, *a, *a, *a, *a, *a]

    Right:
        teaser: { image: { src: images/picture.png, alt: A tongue of ice between peaks } }

    """
    count = len(checked.images)
    if count > MOST_PICTURES:
        place = checked.images[MOST_PICTURES][0]
        yield Finding(f"the issue has {count} pictures", place, hint=f"keep it to {MOST_PICTURES}")


@rule("heavy-pictures", Severity.WARNING)
def heavy_pictures(checked: Checked) -> Iterator[Finding]:
    """Pictures that together weigh more than a phone loads while its owner waits.

    Why: three megabytes take ten seconds on a slow network; most readers are gone after three. Pictures
    of the project are made small, but one that moves is taken as it is.

    Wrong:
        pictures: { images/moving.gif: 1300x1300 noise }
        lead:
          image: { src: images/moving.gif, alt: Ministers at a long table, credit: R. Sato }

    Right:
        lead:
          image: { src: images/picture.png, alt: Ministers at a long table, credit: R. Sato }
    """
    weights = {
        each.name: each.path.stat().st_size for each in checked.edition.pictures if each.path.is_file()
    }
    total = sum(weights.values())
    if total > TOTAL_WEIGHT:
        heaviest = sorted(weights.items(), key=lambda each: -each[1])[:3]
        yield Finding(
            f"the pictures together weigh {total / 1_000_000:.1f} MB",
            hint="leave some out, or let the largest stand still",
            notes=tuple(f"{name}: {weight / 1_000_000:.1f} MB" for name, weight in heaviest),
        )


def _display_width(place: Place) -> int:
    """Return how wide the default theme shows the picture at ``place``, in CSS pixels."""
    if "lead" in place:
        return 640
    return 176 if "teasers" in place else 526


def _measured(checked: Checked) -> Iterator[tuple[Place, Path, tuple[int, int]]]:
    for place, path, state in checked.picture_files:
        size = _size(path, state.st_mtime_ns, state.st_size)
        if size:
            yield place, path, size


@lru_cache(maxsize=1024)
def _size(path: Path, _changed: int, _bytes: int) -> tuple[int, int] | None:
    """Return a picture's width and height in pixels; None for what Pillow cannot read."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  50 ms that only pictures are worth

    try:
        with Image.open(path) as image:
            return image.size
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None
