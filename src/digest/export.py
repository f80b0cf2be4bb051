"""Packages: an edition in the form in which an ESP imports it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from urllib.parse import quote

from digest.album import Picture
from digest.diagnostics import Diagnostic, DigestError, Severity
from digest.edition import Edition
from digest.esp.demands import part_demands, size_demands, tag_demands
from digest.esp.profile import Packaging, Profile
from digest.esp.profiles import PREVIEW
from digest.relocate import relocated

# What Mailchimp hosts from a zip.
_ZIP_PICTURES = (".jpg", ".jpeg", ".png", ".gif")
# Every file of a zip carries this time, so that the same edition gives the same bytes on any day.
_EPOCH = (1980, 1, 1, 0, 0, 0)


class ExportError(DigestError):
    """An edition cannot go to an ESP as it is."""


@dataclass(frozen=True, slots=True)
class Package:
    """What is handed to the ESP: file names and contents, and what the sender should know about it."""

    edition: Edition
    files: Mapping[str, bytes]
    diagnostics: tuple[Diagnostic, ...]


def ready_for(neutral: Edition, profile: Profile) -> tuple[Edition, tuple[Diagnostic, ...]]:
    """Return the neutral edition as the ESP takes it, with what does not stop it from going there.

    Raises:
        ExportError: a required merge tag is missing or unverified, the ESP refuses a sequence, or a part is
            too large.
    """
    edition = neutral.for_esp(profile)
    parts = {name: getattr(neutral, name) for name in ("subject", "preheader", "html", "text")}
    found = [
        *tag_demands(parts, profile, neutral.own_addresses),
        *part_demands(profile, edition.html, edition.text),
    ]
    return edition, _checked(found)


def make_package(neutral: Edition, profile: Profile) -> Package:
    """Return what the ESP imports: an HTML file, or a zip with pictures, and the text part beside it.

    Raises:
        ExportError: as ``ready_for``; or the zip is too large, or the ESP does not host a picture's kind.
        OutputError: a picture cannot be read.
    """
    if profile is PREVIEW:
        raise ExportError.single(
            "preview-export",
            "the preview holds sample values in place of merge tags: every reader would get them",
            hint="name your ESP with --esp; 'digest esps' lists them",
        )
    edition, found = ready_for(neutral, profile)
    stem = edition.stem
    if edition.assets_url:  # they are served from there
        edition = replace(edition, pictures=())
    text = {f"{stem}.txt": edition.text.encode()}
    if profile.packaging is Packaging.FILES:
        pictures = {picture.name: picture.read() for picture in edition.pictures}
        files = {f"{stem}.html": edition.html.encode(), **text, **pictures}
        return Package(edition, files, (*found, *unhosted(edition)))
    zipped = {f"{stem}.html": edition.html.encode()}
    if profile.packaging is Packaging.FLAT_ZIP:
        _checked(list(_foreign_pictures(edition.pictures, profile)))
        html, pictures = _flat(edition)
        edition = replace(edition, html=html)
        zipped = {f"{stem}.html": html.encode()}
    else:
        pictures = {picture.name: picture.read() for picture in edition.pictures}
    archive = _zip({**zipped, **pictures})
    _checked(list(size_demands(profile, "zip", len(archive))))
    return Package(edition, {f"{stem}-{profile.name}.zip": archive, **text}, found)


def _checked(found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    if any(each.severity is Severity.ERROR for each in found):
        raise ExportError(found)
    return tuple(found)


def unhosted(edition: Edition) -> Iterator[Diagnostic]:
    """Yield a warning where the edition's pictures are only on this machine."""
    if edition.pictures and not edition.assets_url:
        yield Diagnostic(
            "local-pictures",
            f"{len(edition.pictures)} pictures lie beside the HTML, and no reader will see them there",
            hint="set 'assets_url' in newsletter.yaml to where they are served from",
            severity=Severity.WARNING,
        )


def _foreign_pictures(pictures: Sequence[Picture], profile: Profile) -> Iterator[Diagnostic]:
    for picture in pictures:
        if PurePosixPath(picture.name).suffix.lower() not in _ZIP_PICTURES:
            yield Diagnostic(
                "foreign-picture",
                f"{profile.title} does not host the picture '{picture.name}'",
                hint="save it as JPEG, PNG or GIF, or set 'assets_url' in newsletter.yaml",
            )


def _flat(edition: Edition) -> tuple[str, dict[str, bytes]]:
    """Return the HTML with the pictures' addresses less their folders, and the pictures under those names."""
    names: dict[str, str] = {}
    pictures: dict[str, bytes] = {}
    for picture in edition.pictures:
        flat = _free_name(PurePosixPath(picture.name), pictures)
        names[picture.name] = quote(flat)
        pictures[flat] = picture.read()
    return relocated(edition.html, names), pictures


def _free_name(path: PurePosixPath, taken: Mapping[str, bytes]) -> str:
    lowered = {name.lower() for name in taken}
    name, number = path.name, 2
    while name.lower() in lowered:
        name, number = f"{path.stem}-{number}{path.suffix}", number + 1
    return name


def _zip(files: Mapping[str, bytes]) -> bytes:
    """Return a zip with the same bytes on any machine: stored, for compressors differ, and without times."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as out:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system, info.external_attr = 3, 0o100644 << 16
            out.writestr(info, data)
    return archive.getvalue()
