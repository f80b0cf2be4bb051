"""One picture through Pillow: upright, without metadata, no larger than needed, as JPEG, PNG or GIF.

Nothing here knows of projects or issues; a fault is a PictureFaultError, which the caller places.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

# Part of every prepared picture's name: a change of the rules below is a change of the picture.
RECIPE = "1"
# A picture is stored at up to twice its display width, for dense screens.
DENSITY = 2
# Above this many pixels a picture is a decompression bomb, or a mistake: it would take 200 MB to decode.
MAX_PIXELS = 64_000_000
# One picture should load at once on a phone; ten of them should not outweigh the rest of the message.
BYTE_BUDGET = 200_000
_QUALITIES = (85, 78, 70, 62)
_PALETTE = 256
_SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "GIF": ".gif"}
# By ending, the formats that a file may hold without being called mislabelled.
_ENDINGS = {
    ".jpg": {"JPEG", "MPO"},
    ".jpeg": {"JPEG", "MPO"},
    ".jpe": {"JPEG", "MPO"},
    ".png": {"PNG"},
    ".gif": {"GIF"},
    ".webp": {"WEBP"},
    ".avif": {"AVIF"},
    ".tif": {"TIFF"},
    ".tiff": {"TIFF"},
    ".heic": {"HEIF"},
    ".heif": {"HEIF"},
    ".bmp": {"BMP"},
}
# What a file may say of itself beside its pixels; anything else (a place, a camera, a name) is dropped.
_HARMLESS = {
    *("dpi", "gamma", "srgb", "interlace", "transparency", "background", "version", "aspect"),
    *("jfif", "jfif_version", "jfif_density", "jfif_unit", "progressive", "progression"),
}
_HEIF_ENDINGS = {".heic", ".heif"}
_SVG_STARTS = (b"<svg", b"<?xml", b"<!doctype svg", b"<!--")


class PictureFaultError(ValueError):
    """A file that cannot become a picture in a mail: ``rule`` is the diagnostic's id."""

    def __init__(self, rule: str, message: str, hint: str) -> None:
        self.rule = rule
        self.hint = hint
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Converted:
    """A picture ready for mail: its bytes, its file ending, its size in pixels, and what to warn of.

    ``warnings`` are pairs of rule id and message.
    """

    data: bytes
    suffix: str
    width: int
    height: int
    warnings: tuple[tuple[str, str], ...] = ()


def convert(data: bytes, name: str, display_width: int) -> Converted:
    """Prepare the picture in ``data`` for a place that is ``display_width`` CSS pixels wide.

    Raises:
        PictureFaultError: ``data`` is not a picture, is damaged, or is too large to decode.
    """
    image = _open(data, name)
    found: list[tuple[str, str]] = []
    ending = PurePath(name).suffix.lower()
    kind = image.format or ""
    if kind not in _ENDINGS.get(ending, {kind}):
        found.append(("mislabelled-picture", f"'{name}' is named {ending} but holds a {kind} picture"))
    if kind == "GIF" and getattr(image, "is_animated", False):
        frames = getattr(image, "n_frames", 2)
        message = f"'{name}' moves ({frames} frames); Outlook for Windows shows only its first frame"
        return Converted(data, ".gif", *image.size, (*found, ("animated-picture", message)))
    limit = display_width * DENSITY
    if _is_ready(image, data, limit):
        return Converted(data, _SUFFIXES[kind], *image.size, tuple(found))
    image = _upright(image, name, limit)
    encoded, suffix = _encode(image)
    if len(encoded) > BYTE_BUDGET:
        message = f"'{name}' still weighs {len(encoded):,} bytes when prepared; {BYTE_BUDGET:,} is the aim"
        found.append(("heavy-picture", message))
    return Converted(encoded, suffix, *image.size, tuple(found))


def _open(data: bytes, name: str) -> Image:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  only pictures that changed need Pillow

    ending = PurePath(name).suffix.lower()
    if data[:256].lstrip().lower().startswith(_SVG_STARTS):
        hint = f"export it as PNG, at least {DENSITY} times as wide as it is shown"
        raise PictureFaultError("picture-format", f"'{name}' is SVG, which mail clients do not show", hint)
    if ending in _HEIF_ENDINGS:
        _register_heif(name)
    try:
        with warnings.catch_warnings():
            # Pillow warns from 89 megapixels on; the limit below is lower and says more.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data))
    except UnidentifiedImageError as error:
        message = f"'{name}' is not a picture, whatever its name says"
        raise PictureFaultError(
            "not-a-picture", message, "save it again as JPEG or PNG from an image editor"
        ) from error
    except Image.DecompressionBombError as error:
        raise _too_many_pixels(name, "hundreds of millions of") from error
    except (OSError, ValueError, SyntaxError) as error:
        raise _damaged(name) from error
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise _too_many_pixels(name, f"{width:,} x {height:,}")
    return image


def _register_heif(name: str) -> None:
    try:
        from pillow_heif import register_heif_opener  # noqa: PLC0415  an extra
    except ImportError as error:
        hint = "run pip install 'newsletter-digest[heic]', or save the picture as JPEG"
        raise PictureFaultError("picture-format", f"'{name}' is HEIC, which needs an extra", hint) from error
    register_heif_opener()


def _too_many_pixels(name: str, size: str) -> PictureFaultError:
    message = f"'{name}' has {size} pixels; the limit is {MAX_PIXELS // 1_000_000} million"
    return PictureFaultError("picture-too-large", message, "save it at no more than 4,000 pixels wide")


def _damaged(name: str) -> PictureFaultError:
    message = f"'{name}' is damaged: it ends too early or cannot be decoded"
    return PictureFaultError("damaged-picture", message, "copy or export the file again")


def _is_ready(image: Image, data: bytes, limit: int) -> bool:
    """Say whether the file can go out as it is: recompressing would only lose quality."""
    plain = {"JPEG": {"RGB", "L"}, "PNG": {"RGB", "RGBA", "L", "LA", "P", "1"}, "GIF": {"P", "L"}}
    if image.mode not in plain.get(image.format or "", set()):
        return False
    if image.width > limit or len(data) > BYTE_BUDGET:
        return False
    return set(image.info) <= _HARMLESS and _decodes(image)


def _decodes(image: Image) -> bool:
    try:
        image.load()
    except (OSError, ValueError, SyntaxError):
        return False  # the caller decodes it again and reports the damage
    return True


def _upright(image: Image, name: str, limit: int) -> Image:
    """Return the decoded picture: orientation applied, in sRGB, at most ``limit`` pixels wide."""
    from PIL import Image, ImageOps  # noqa: PLC0415

    try:
        # A JPEG of 24 megapixels decodes eight times faster at the scale that is needed.
        image.draft("RGB", (limit * 2, limit * 2))
        profile = image.info.get("icc_profile")
        image = ImageOps.exif_transpose(image)
        if image.width > limit:
            height = max(1, round(image.height * limit / image.width))
            image = _rgb(image, profile).resize((limit, height), Image.Resampling.LANCZOS)
        else:
            image = _rgb(image, profile)
    except (OSError, ValueError, SyntaxError, TypeError, Image.DecompressionBombError) as error:
        raise _damaged(name) from error
    return image


def _rgb(image: Image, profile: bytes | None) -> Image:
    """Return the picture as RGB, or RGBA where something of it is transparent, in the sRGB colour space."""
    from PIL import ImageCms  # noqa: PLC0415

    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        image = image.convert("RGBA")
        opaque = image.getchannel("A").getextrema() == (255, 255)
        return image.convert("RGB") if opaque else image
    if profile and image.mode in {"RGB", "CMYK", "L"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError):
            return image.convert("RGB")  # a broken profile: the colours as they are beat no picture
        if converted is not None:
            return converted
    return image.convert("RGB")


def _encode(image: Image) -> tuple[bytes, str]:
    """Return the smaller of what suits the content, and its file ending."""
    if image.mode == "RGBA":
        whole = _png(image)
        return (whole if len(whole) <= BYTE_BUDGET else _png(image.quantize(_PALETTE, method=2))), ".png"
    if image.getcolors(_PALETTE) is not None:
        return _png(image.quantize(_PALETTE)), ".png"
    for quality in _QUALITIES:
        data = _jpeg(image, quality)
        if len(data) <= BYTE_BUDGET:
            break
    return data, ".jpg"


def _png(image: Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _jpeg(image: Image, quality: int) -> bytes:
    out = io.BytesIO()
    # Progressive JPEG shows a whole picture early on a slow line, and is a little smaller.
    image.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()
