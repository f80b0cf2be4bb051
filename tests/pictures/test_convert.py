"""Each kind of picture an editor may drop into the folder does the right thing."""

from __future__ import annotations

import io
import struct
import sys
import zlib

import pillow_heif
import pytest
from PIL import Image, ImageCms, ImageDraw

from digest.pictures.convert import BYTE_BUDGET, PictureFaultError, convert


def photo(width: int, height: int) -> Image.Image:
    """Return a picture with more colours than a palette holds."""
    wide = Image.linear_gradient("L").resize((width, height))
    tall = wide.transpose(Image.Transpose.ROTATE_90).resize((width, height))
    return Image.merge("RGB", (wide, tall, Image.radial_gradient("L").resize((width, height))))


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    """Return the picture as a file of that kind."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def reopened(data: bytes) -> Image.Image:
    """Decode a prepared picture completely."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def test_a_large_photo_is_turned_upright_and_scaled() -> None:
    """A 24-megapixel JPEG from a phone arrives upright, small and without its private metadata."""
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright: rotate by 90 degrees
    exif[0x010F] = "Camera maker"
    made = convert(encoded(photo(6000, 4000), "JPEG", exif=exif, quality=90), "a.jpg", 640)
    image = reopened(made.data)
    assert (made.width, made.height) == image.size == (1280, 1920)
    assert made.suffix == ".jpg"
    assert not image.getexif()
    assert len(made.data) <= BYTE_BUDGET
    # The left edge of the sensor, where red is darkest at the top, is the top edge of the picture.
    assert made.warnings == ()


def test_orientation_moves_the_pixels() -> None:
    """What the camera stored on its left side stands on top."""
    image = Image.new("RGB", (300, 200), "white")
    ImageDraw.Draw(image).rectangle((0, 0, 60, 200), fill="red")
    exif = Image.Exif()
    exif[0x0112] = 6
    made = reopened(convert(encoded(image, "JPEG", exif=exif), "a.jpg", 400).data).convert("RGB")
    assert made.size == (200, 300)
    red, green, _ = made.getpixel((100, 10))  # type: ignore[misc]  # an RGB picture has three channels
    assert red > 200
    assert green < 80


def test_a_small_clean_file_goes_out_as_it_is() -> None:
    """Recompressing a picture that needs nothing would only lose quality."""
    data = encoded(photo(600, 400), "JPEG", quality=80)
    assert convert(data, "a.jpg", 640).data == data


def test_an_animated_gif_is_kept_and_warned_about() -> None:
    """The animation survives, and the editor learns what Outlook makes of it."""
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "green", "blue")]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=80)
    made = convert(data, "wave.gif", 20)
    assert made.data == data
    assert (made.width, made.height, made.suffix) == (40, 30, ".gif")
    assert [rule for rule, _ in made.warnings] == ["animated-picture"]


def test_a_cmyk_jpeg_becomes_rgb() -> None:
    """Print pictures show inverted or not at all in mail clients."""
    made = convert(encoded(photo(400, 300).convert("CMYK"), "JPEG"), "print.jpg", 640)
    assert reopened(made.data).mode == "RGB"
    assert made.suffix == ".jpg"


def test_a_colour_profile_is_applied_and_dropped() -> None:
    """Mail clients ignore profiles: the colours are converted, the bytes saved."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    made = convert(encoded(photo(400, 300), "JPEG", icc_profile=profile), "a.jpg", 640)
    assert "icc_profile" not in reopened(made.data).info


def test_a_broken_colour_profile_is_no_obstacle() -> None:
    """A picture with a damaged profile is still a picture."""
    made = convert(encoded(photo(400, 300), "JPEG", icc_profile=b"broken"), "a.jpg", 640)
    assert reopened(made.data).size == (400, 300)


def test_a_palette_png_keeps_its_transparency() -> None:
    """A logo on transparent ground stays transparent when it is scaled."""
    image = Image.new("RGBA", (800, 400), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((100, 100, 700, 300), fill=(11, 87, 208, 255))
    made = convert(encoded(image.quantize(8), "PNG"), "logo.png", 180)
    result = reopened(made.data)
    assert made.suffix == ".png"
    assert result.size == (360, 180)
    assert result.convert("RGBA").getpixel((0, 0))[3] == 0  # type: ignore[index]  # RGBA has four channels


def test_an_opaque_alpha_channel_is_dropped() -> None:
    """A photo saved with an alpha channel that hides nothing is a photo: a JPEG."""
    made = convert(encoded(photo(1400, 700).convert("RGBA"), "PNG"), "a.png", 640)
    assert made.suffix == ".jpg"


def test_a_drawing_becomes_png() -> None:
    """Few flat colours compress better, and without artefacts, as PNG."""
    image = Image.new("RGB", (2000, 1000), "white")
    ImageDraw.Draw(image).rectangle((200, 200, 900, 700), fill="#0b57d0")
    assert convert(encoded(image, "TIFF"), "chart.tiff", 640).suffix == ".png"


def test_a_heavy_transparent_png_is_reduced_to_a_palette() -> None:
    """A transparent photo has no lighter format in mail than a PNG of 256 colours."""
    image = Image.effect_noise((700, 700), 90).convert("RGB")
    image.putalpha(Image.linear_gradient("L").resize((700, 700)))
    made = convert(encoded(image, "PNG"), "a.png", 640)
    assert made.suffix == ".png"
    assert reopened(made.data).mode == "P"


@pytest.mark.parametrize("kind", ["WEBP", "AVIF", "BMP", "TIFF"])
def test_formats_that_clients_do_not_show_are_converted(kind: str) -> None:
    """WebP, AVIF, BMP and TIFF become JPEG, at their own size where that is small enough."""
    made = convert(encoded(photo(500, 300), kind), f"a.{kind.lower()}", 640)
    assert made.suffix == ".jpg"
    assert (made.width, made.height) == (500, 300)
    assert made.warnings == ()


def test_a_heic_from_a_phone_is_converted() -> None:
    """What a phone takes by default, and no mail client shows, becomes JPEG."""
    pillow_heif.register_heif_opener()
    made = convert(encoded(photo(500, 300), "HEIF"), "phone.heic", 640)
    assert (made.suffix, made.width, made.height) == (".jpg", 500, 300)
    assert made.warnings == ()


def test_without_its_extra_heic_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where HEIC cannot be read the editor learns what to install, or to do instead."""
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    with pytest.raises(PictureFaultError) as caught:
        convert(b"\0\0\0\x18ftypheic", "phone.heic", 640)
    assert caught.value.rule == "picture-format"
    assert "newsletter-digest[heic]" in caught.value.hint


def test_a_picture_of_noise_is_reported_as_heavy() -> None:
    """What cannot be made light is said, not hidden."""
    noise = [Image.effect_noise((1280, 1280), 200) for _ in range(3)]
    made = convert(encoded(Image.merge("RGB", noise), "PNG"), "noise.png", 640)
    assert [rule for rule, _ in made.warnings] == ["heavy-picture"]


def test_a_wrong_ending_is_warned_about() -> None:
    """A PNG named .jpg is prepared by what it holds."""
    made = convert(encoded(Image.new("RGB", (10, 10)), "PNG"), "a.jpg", 640)
    assert made.suffix == ".png"
    assert [rule for rule, _ in made.warnings] == ["mislabelled-picture"]


def bomb() -> bytes:
    """Return a PNG whose header promises 60,000 x 60,000 pixels."""
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    start = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return start + struct.pack(">I", 1000) + b"IDAT"


@pytest.mark.parametrize(
    "name,data,rule",
    [
        ("cut.jpg", encoded(photo(1600, 1200), "JPEG", quality=90)[:20_000], "damaged-picture"),
        ("cut-small.jpg", encoded(photo(400, 300), "JPEG")[:3_000], "damaged-picture"),
        ("cut.png", encoded(photo(300, 300), "PNG")[:500], "damaged-picture"),
        ("bomb.png", bomb(), "picture-too-large"),
        ("large.png", encoded(Image.new("1", (9_000, 9_000)), "PNG"), "picture-too-large"),
        ("text.jpg", b"This is not a picture.", "not-a-picture"),
        ("empty.png", b"", "not-a-picture"),
        ("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "picture-format"),
    ],
)
def test_what_is_no_picture_is_named(name: str, data: bytes, rule: str) -> None:
    """Truncated, mislabelled and exploding files are diagnostics with a remedy."""
    with pytest.raises(PictureFaultError) as caught:
        convert(data, name, 640)
    assert caught.value.rule == rule
    assert name in str(caught.value)
    assert caught.value.hint
