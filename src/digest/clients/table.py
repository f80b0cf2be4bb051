"""What each mail client supports: the Can I email data, read once from ``caniemail.json``.

``tools/caniemail_table.py`` makes that file from the npm package ``caniemail`` and says how.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from digest.diagnostics import DigestError

# The client that reads Microsoft's conditional comments: Outlook for Windows, which renders with Word. The
# new Outlook for Windows is the webmail of Outlook.com in a window, and reads none.
OUTLOOK_WINDOWS = "outlook.windows"

# Microsoft ended Windows Mail on 31 December 2024: it stays in the data and is not reported.
RETIRED = frozenset({"outlook.windows-mail"})

# The families that most newsletters are read in. What the others lack too is told in the same finding, but
# looks that only they lose make none.
MAJOR_FAMILIES = frozenset({"apple-mail", "gmail", "outlook", "samsung-email", "yahoo"})

_FAMILIES = {
    "aol": "AOL",
    "apple-mail": "Apple Mail",
    "fastmail": "Fastmail",
    "gmail": "Gmail",
    "gmx": "GMX",
    "hey": "HEY",
    "ionos-1and1": "IONOS",
    "laposte": "LaPoste.net",
    "mail-ru": "Mail.ru",
    "orange": "Orange",
    "outlook": "Outlook",
    "protonmail": "Proton Mail",
    "samsung-email": "Samsung Email",
    "sfr": "SFR",
    "thunderbird": "Thunderbird",
    "web-de": "WEB.DE",
    "yahoo": "Yahoo Mail",
}
_PLATFORMS = {
    "android": "on Android",
    "desktop-webmail": "on the web",
    "ios": "on iPhone",
    "macos": "on the Mac",
    "mobile-webmail": "on the mobile web",
    "windows": "for Windows",
}
_NAMES = {
    "outlook.outlook-com": "Outlook.com and the new Outlook for Windows",
    "outlook.windows": "Outlook for Windows",
    "outlook.windows-mail": "Windows Mail",
    "samsung-email.android": "Samsung Email",
    "thunderbird.macos": "Thunderbird",
}


class Level(StrEnum):
    """How far a client supports a feature; the values are the letters of the data."""

    FULL = "y"
    PARTIAL = "a"
    NONE = "n"
    UNKNOWN = "u"


@dataclass(frozen=True, slots=True)
class Client:
    """One mail client on one platform: ``gmail.ios`` is shown as "Gmail on iPhone"."""

    id: str
    name: str
    family: str
    major: bool
    retired: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What one client does with one feature: how far it supports it, and the notes that say where not."""

    level: Level
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature of HTML or CSS as Can I email names it.

    ``lacking`` maps the ids of the clients that support it partly or not at all to what they answer.
    """

    slug: str
    title: str
    lacking: Mapping[str, Answer]

    @property
    def url(self) -> str:
        """The address of the page that has the measurements."""
        return f"https://www.caniemail.com/features/{self.slug}/"


@dataclass(frozen=True, slots=True)
class Table:
    """The whole data: where it comes from, its date, its licence, its clients and features by id."""

    source: str
    date: str
    licence: str
    clients: Mapping[str, Client]
    features: Mapping[str, Feature]


@cache
def table() -> Table:
    """Return the data that the package carries."""
    raw = json.loads(files("digest.clients").joinpath("caniemail.json").read_text(encoding="utf-8"))
    ids = list(raw["clients"])
    return Table(
        source=raw["source"],
        date=raw["date"],
        licence=raw["licence"],
        clients=MappingProxyType({name: _client(name) for name in ids}),
        features=_Features(raw["features"], ids),
    )


class _Features(Mapping[str, Feature]):
    """The features by id. Each is read when it is first asked for: an edition uses one in ten."""

    def __init__(self, rows: Mapping[str, Mapping[str, Any]], ids: list[str]) -> None:
        self._rows = rows
        self._ids = ids
        self._read: dict[str, Feature] = {}

    def __getitem__(self, slug: str) -> Feature:
        known = self._read.get(slug)
        if known is None:
            known = self._read[slug] = _feature(slug, self._rows[slug], self._ids)
        return known

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def client(name: str) -> Client:
    """Return the client with the id ``name``.

    Raises:
        DigestError: there is no such client; the hint names the nearest one.
    """
    clients = table().clients
    if name not in clients:
        near = get_close_matches(name, clients, n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"the clients are {', '.join(clients)}"
        raise DigestError.single("unknown-client", f"unknown mail client '{name}'", hint=hint)
    return clients[name]


def _client(name: str) -> Client:
    family, platform = name.split(".")
    if name in _NAMES:
        plain = _NAMES[name]
    else:
        plain = f"{_FAMILIES.get(family, family)} {_PLATFORMS.get(platform, platform)}"
    return Client(name, plain, family, family in MAJOR_FAMILIES, name in RETIRED)


def _feature(slug: str, row: Mapping[str, Any], ids: list[str]) -> Feature:
    notes, marks = row.get("notes", {}), row.get("marks", {})
    answers = {}
    for index, (name, letter) in enumerate(zip(ids, row["support"], strict=True)):
        if letter in {Level.PARTIAL, Level.NONE}:
            texts = tuple(notes[n] for n in marks.get(str(index), "").split() if n in notes)
            answers[name] = Answer(Level(letter), texts)
    return Feature(slug, row["title"], MappingProxyType(answers))
