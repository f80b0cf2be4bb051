"""Addresses: which ones content may link to, and how they are written in an edition."""

from __future__ import annotations

import re
from urllib.parse import quote

from digest.merge import LINK_TAGS, WRITTEN, find

SCHEMES = ("http", "https", "mailto", "tel")

_BEGINNINGS = "https://, http://, mailto:, tel: or #"
_EXAMPLES = {"mailto": "mailto:name@example.com", "tel": "tel:+15551234567"}
# Characters that nobody sees and that break an address; they come with pasting. The joiners of Persian and
# Indian words (U+200C, U+200D) are part of their addresses.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u061c\u2060-\u2064\u2066-\u2069]")
_QUOTES = "\"'\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb"
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_AUTHORITY = re.compile(r"(https?)://([^/?#]*)(.*)", re.IGNORECASE | re.DOTALL)
# Everything that is not allowed raw in an address (RFC 3986), and a percent sign that begins no escape.
_UNSAFE = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]|%(?![0-9A-Fa-f]{2})")


# A web address as nearly all are: nothing in it can be wrong.
_ORDINARY = re.compile(r"https?://[a-z0-9][a-z0-9.-]*(?:/[A-Za-z0-9\-._~/?#@!$&'()*+,;=%:]*)?")


class UrlError(ValueError):
    """An address that no edition may carry; ``hint`` says what to write instead, ``span`` where it errs."""

    def __init__(self, message: str, hint: str, span: tuple[int, int] | None = None) -> None:
        self.hint = hint
        self.span = span
        super().__init__(message)


def is_ordinary(url: str) -> bool:
    """Say at once of most addresses that ``check_url`` finds nothing in them."""
    return "zq" not in url and _ORDINARY.fullmatch(url) is not None


def check_url(url: str) -> None:
    """Raise UrlError unless ``url`` is something that content may link to.

    Allowed are http, https, mailto and tel addresses, ``#`` fragments, and the merge tags that stand for an
    address, as typed or as placeholders.
    """
    hidden = _INVISIBLE.search(url)
    if hidden:
        name = f"U+{ord(hidden[0]):04X}"
        raise UrlError(f"the address holds the invisible character {name}", "delete it", hidden.span())
    bare = url.strip(_QUOTES)
    if url[:1] in _QUOTES and is_web(bare):
        raise UrlError("quotes stand around the address", f"write {bare}")
    if url.startswith("#") or _is_tag(url):
        return
    scheme = _SCHEME.match(url)
    name = scheme[1].lower() if scheme else ""
    if name in {"http", "https"}:
        _check_host(url)
    elif name in {"mailto", "tel"}:
        if not url[len(name) + 1 :].strip():
            raise UrlError(f"the address '{url}' is empty after '{name}:'", f"write {_EXAMPLES[name]}")
    elif scheme and not re.match(r"[\w.-]+:\d", url):
        raise UrlError(f"links to '{name}:' addresses are not allowed", f"begin with one of {_BEGINNINGS}")
    elif "@" in url and "/" not in url:
        raise UrlError(f"the address '{url}' lacks its beginning", f"write mailto:{url}")
    else:
        hint = f"write https://{url}" if _looks_like_host(url) else "write the full address: https://…"
        raise UrlError(f"the address '{url}' lacks its beginning", hint)


def href(url: str) -> str:
    """Return ``url`` as it stands in an edition: placeholders kept, unsafe characters percent-encoded."""
    if _UNSAFE.search(url) is None:
        return url
    found = _AUTHORITY.match(url)
    if found and not found[2].isascii():
        url = f"{found[1]}://{_ascii_host(found[2])}{found[3]}"
    return _UNSAFE.sub(lambda bad: quote(bad[0], safe=""), url)


def is_web(url: str) -> bool:
    """Say whether ``url`` leads to a web page."""
    return url[:8].lower().startswith(("http://", "https://"))


def _is_tag(url: str) -> bool:
    """Say whether ``url`` is one merge tag, as typed or as a placeholder."""
    tag = next(find(url), None)
    found = WRITTEN.fullmatch(url)
    if tag and tag[:2] == (0, len(url)):
        name = tag[2].name
    elif found:
        name = found["name"]
    else:
        return False
    if name not in LINK_TAGS:
        raise UrlError(
            f"the merge tag '{name}' is not an address",
            f"as a link's target use one of {', '.join(f'[[{each}]]' for each in sorted(LINK_TAGS))}",
        )
    return True


def _check_host(url: str) -> None:
    found = _AUTHORITY.match(url)
    if found is None:
        scheme, _, rest = url.partition(":")
        raise UrlError(f"the address '{url}' lacks '//'", f"write {scheme}://{rest.lstrip('/')}")
    host = found[2].rpartition("@")[2]
    if not host or host.startswith((":", ".")):
        raise UrlError(f"the address '{url}' has no host", "write https://example.com/…")
    if " " in host:
        at = url.index(" ")
        raise UrlError(f"the address '{url}' holds a space", "delete it", (at, at + 1))
    try:
        _ascii_host(host)
    except UnicodeError as error:
        raise UrlError(f"the host of '{url}' is not a valid name", "copy the address again") from error


def _looks_like_host(url: str) -> bool:
    return re.match(r"[\w-]+(\.[\w-]+)+([/:?#]|$)", url) is not None


def _ascii_host(host: str) -> str:
    """Return the host in the form that DNS knows (IDNA), its port kept."""
    return host if host.isascii() else host.encode("idna").decode("ascii")
