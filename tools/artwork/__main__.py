"""Draw all pictures into their places in the repository, each as heavy as its budget allows."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from . import marks, night_train, opera, small, sponsors, summit, teasers

ROOT = Path(__file__).parents[2]
SKELETON = ROOT / "src" / "digest" / "skeleton" / "project" / "images"
HARD = ROOT / "tests" / "hard" / "images"

# What each JPEG may weigh, in bytes.
BUDGETS = {
    "images/summit.jpg": (summit.summit, 118_000),
    "images/night-train.jpg": (night_train.night_train, 100_000),
    "images/wind-park.jpg": (sponsors.wind_park, 80_000),
    "images/grain-ship.jpg": (teasers.grain_ship, 34_000),
    "images/glacier.jpg": (teasers.glacier, 34_000),
    "images/ballot-count.jpg": (teasers.ballot_count, 34_000),
    "images/sea-cable.jpg": (teasers.sea_cable, 34_000),
    "images/opera-house.jpg": (opera.opera_house, 34_000),
    "images/speech.jpg": (sponsors.speech, 30_000),
}


def main() -> None:
    """Draw and write every picture."""
    for name, (draw, budget) in BUDGETS.items():
        _write_jpeg(draw(), ROOT / name, budget)
    _write_jpeg(small.lighthouse(), SKELETON / "lighthouse.jpg", 70_000)
    _write_jpeg(small.writing_desk(), SKELETON / "desk.jpg", 30_000)
    for number in range(6):
        _write_jpeg(small.tile(number), HARD / f"tile-{number + 1}.jpg", 9_000)
    _write_png(marks.logo(), ROOT / "images" / "logo.png")
    _write_png(marks.logo(dark=True), ROOT / "images" / "logo-dark.png")
    _write_png(marks.logo(), HARD / "logo.png")
    _write_png(marks.skeleton_logo(), SKELETON / "logo.png")


def _write_jpeg(picture: Image.Image, path: Path, budget: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    for quality in range(86, 40, -2):
        buffer = io.BytesIO()
        picture.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
        if buffer.tell() <= budget:
            break
    path.write_bytes(buffer.getvalue())
    print(f"{path.relative_to(ROOT)}  {picture.width}x{picture.height}  {buffer.tell():,} bytes  q{quality}")


def _write_png(picture: Image.Image, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, "PNG", optimize=True)
    print(f"{path.relative_to(ROOT)}  {picture.width}x{picture.height}  {path.stat().st_size:,} bytes")


main()
