"""What a draft API is: where it is, how it knows us, and which requests make a draft."""

from __future__ import annotations

import base64
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

# Where a value stands in a decoded answer: keys of mappings, positions of lists.
Path = tuple[str | int, ...]
Ids = Mapping[str, str]
NO_IDS: Mapping[str, Path] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Draft:
    """An edition as a draft API wants it. ``name`` is what the people of the account see it under."""

    name: str
    subject: str
    preheader: str
    html: str
    text: str
    sender_name: str
    sender: str
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request of a push.

    ``creates`` says which ids the answer brings, and where; a POST with any must not be repeated blindly.
    ``status`` is where the answer says what became of the message, ``draft`` what it says of a draft.
    """

    method: str
    path: str
    body: Mapping[str, Any] | None = None
    creates: Mapping[str, Path] = field(default_factory=lambda: NO_IDS)
    status: Path = ()
    draft: str | None = "draft"


# Yields the requests one by one; the ids that each answer brought are in the mapping before the next.
Steps = Generator[Request, None, None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """The draft API of one ESP.

    ``settings`` are the account's particulars that newsletter.yaml gives under ``push``, with what they mean;
    those in ``required`` must be there. ``key`` says what the environment variable with the secret holds,
    ``id`` under which name the draft's own id is kept; empty where the ESP goes by ours.
    """

    name: str
    url: str
    headers: Callable[[str], Mapping[str, str]]
    steps: Callable[[Draft, Mapping[str, str], Ids], Steps]
    settings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    required: frozenset[str] = frozenset()
    key: str = "the API key"
    takes_text: bool = True
    makes: str = "draft"
    id: str

    @property
    def variable(self) -> str:
        """The environment variable that holds the secret."""
        return f"DIGEST_{self.name.upper().replace('-', '_')}_KEY"


def bearer(key: str) -> Mapping[str, str]:
    """Authorize as OAuth 2 does."""
    return {"Authorization": f"Bearer {key}"}


def basic(user_and_password: str) -> Mapping[str, str]:
    """Authorize as HTTP Basic does."""
    return {"Authorization": f"Basic {base64.b64encode(user_and_password.encode()).decode()}"}


def header(name: str, prefix: str = "") -> Callable[[str], Mapping[str, str]]:
    """Authorize with a header of the vendor's own."""
    return lambda key: {name: prefix + key}


def listed(value: str) -> list[str]:
    """Return the items of a setting such as ``1, 2``."""
    return [item.strip() for item in value.split(",") if item.strip()]


def numbers(value: str) -> list[int]:
    """Return the whole numbers of a setting such as ``1, 2``."""
    return [int(item) for item in listed(value)]
