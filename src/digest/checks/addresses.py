"""What an address leads to, as far as its text tells."""

from __future__ import annotations

import ipaddress
import re
import unicodedata

_NUMERIC = re.compile(r"[0-9.]+|[0-9a-f:.]*:[0-9a-f:.]*")


def is_private(host: str) -> bool:
    """Say whether ``host`` can be reached from its own network only."""
    if host == "localhost" or host.endswith(
        (".localhost", ".local", ".internal", ".lan", ".intranet", ".home.arpa")
    ):
        return True
    if not _NUMERIC.fullmatch(host):
        return bool(host) and "." not in host
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False


def mixes_alphabets(host: str) -> bool:
    """Say whether a label of ``host`` has letters of two of the alphabets that look alike."""
    for label in () if host.isascii() and "xn--" not in host else host.split("."):
        text = _decoded(label)
        scripts = {unicodedata.name(char, "").partition(" ")[0] for char in text if char.isalpha()}
        if len(scripts & {"LATIN", "CYRILLIC", "GREEK"}) > 1:
            return True
    return False


def _decoded(label: str) -> str:
    try:
        return label.encode("ascii").decode("idna") if label.startswith("xn--") else label
    except UnicodeError:
        return label


def is_one_off(host: str, own: str) -> bool:
    """Say whether ``host`` is ``own`` with one letter changed, added, dropped or two swapped."""
    if abs(len(host) - len(own)) > 1 or host.endswith(f".{own}"):
        return False
    start = 0
    while start < min(len(host), len(own)) and host[start] == own[start]:
        start += 1
    here, there = host[start:], own[start:]
    swapped = here[:2] == there[1::-1] and here[2:] == there[2:] and len(there) > 1
    return here[1:] == there[1:] or here[1:] == there or here == there[1:] or swapped


def same_site(shown: str, actual: str) -> bool:
    """Say whether two hosts are one site, or one a part of the other."""
    one, other = shown.removeprefix("www."), actual.removeprefix("www.")
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")
