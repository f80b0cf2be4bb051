"""``digest shoot`` takes pictures of editions, and says what it lacks."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from digest.cli import main
from digest.shoot import SHOTS, ShootError, find_chromium
from tests import chromium
from tests.preview.studio import STEM, make_studio


@pytest.mark.browser
def test_every_picture_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is as wide as its name says, as tall as the edition, and shows what it should."""
    root = make_studio(tmp_path / "letter")
    settings = root / "newsletter.yaml"  # with local pictures
    settings.write_text(settings.read_text("utf-8").replace("assets_url", "web_url"), "utf-8")
    monkeypatch.setenv("DIGEST_CHROMIUM", str(chromium.find_chromium()))
    done = CliRunner().invoke(main, ["shoot", STEM, "--project", str(root), "-o", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    assert len(done.output.splitlines()) == len(SHOTS)
    shown = {shot.name: opened(tmp_path / "out" / f"{STEM}-{shot.name}.png") for shot in SHOTS}
    for shot in SHOTS:
        assert shown[shot.name].width == shot.width
        assert shown[shot.name].height > 600
    assert brightness(shown["700-dark"]) < 100
    assert brightness(shown["700-light"]) > 180
    assert brightness(shown["text"]) > 200
    assert shown["375-light"].height > shown["700-light"].height
    assert weight(shown["700-pictures-off"]) < weight(shown["700-light"])


def opened(path: Path) -> Image.Image:
    """Return a picture whose file is closed."""
    return Image.open(io.BytesIO(path.read_bytes()))


def brightness(picture: Image.Image) -> float:
    """Return how bright a picture is, from 0 to 255, looking at its middle."""
    small = picture.convert("L").resize((1, 1), Image.Resampling.BOX)
    return float(small.getpixel((0, 0)))  # type: ignore[arg-type]  # one band: a number


def weight(picture: Image.Image) -> int:
    """Return how many bytes a picture takes: the more there is to see, the more."""
    data = io.BytesIO()
    picture.convert("RGB").save(data, "PNG")
    return data.tell()


def test_without_a_chromium_it_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the ways, since no package manager is everybody's."""
    monkeypatch.delenv("DIGEST_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("digest.shoot.PLACES", ())
    with pytest.raises(ShootError) as caught:
        find_chromium("/nowhere/chrome")
    (found,) = caught.value.diagnostics
    assert found.rule == "no-chromium"
    for way in ("Chromium", "playwright install chromium", "DIGEST_CHROMIUM"):
        assert way in found.hint


def test_a_named_chromium_must_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong path is said to be wrong, and no other browser is taken in its place."""
    monkeypatch.setenv("DIGEST_CHROMIUM", "/nowhere/chrome")
    with pytest.raises(ShootError, match="names '/nowhere/chrome'"):
        find_chromium()


def test_without_playwright_it_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Playwright is large, so it is not for those who take no pictures."""
    root = make_studio(tmp_path / "letter")
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    done = CliRunner().invoke(main, ["shoot", STEM, "--project", str(root)])
    assert done.exit_code == 1
    assert "newsletter-digest[shoot]" in done.output


def test_a_chromium_that_fails_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the browser says comes as a message, not as a traceback."""
    root = make_studio(tmp_path / "letter")
    monkeypatch.setenv("DIGEST_CHROMIUM", sys.executable)
    done = CliRunner().invoke(main, ["shoot", STEM, "--project", str(root)])
    assert done.exit_code == 1
    assert "chromium-failed" in done.output
