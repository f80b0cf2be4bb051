"""Who may talk to the preview: pages that it served itself, on this machine, and nobody else.

A web page anywhere can send requests to 127.0.0.1, and a name that resolves to it (DNS rebinding) can read
the answers. So the Host must be ours, a foreign Origin is refused, and what changes or sends anything needs
the token that only our page was given.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping
from hmac import compare_digest

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN_HEADER = "x-digest-token"  # noqa: S105  the header's name, not a secret
_SAFE_METHODS = {"GET", "HEAD"}

# The page itself: our own scripts and styles, nothing inline, nothing from elsewhere.
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "worker-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# An edition: styles and pictures, no script, no form, no frame, no way out of its frame. Its pictures may
# be anywhere on the web, as in an inbox.
EDITION_POLICY = (
    "sandbox allow-same-origin; default-src 'none'; style-src 'unsafe-inline'; "
    "img-src 'self' https: http: data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)


class Guard:
    """Middleware that refuses foreign requests and puts security headers on every answer."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str], token: str) -> None:
        self.app = app
        self.hosts = hosts
        self.token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refused = self._refusal(scope["method"], Headers(scope=scope))
        if refused:
            await PlainTextResponse(refused, 403)(scope, receive, send)
            return
        await self.app(scope, receive, _with_headers(send))

    def _refusal(self, method: str, headers: Mapping[str, str]) -> str:
        """Say why a request is refused, or return an empty text."""
        if headers.get("host", "") not in self.hosts:
            return "this preview answers only under its own address"
        origin = headers.get("origin")
        if origin is not None and origin.removeprefix("http://") not in self.hosts:
            return "this preview answers only its own pages"
        if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            return "this preview answers only its own pages"
        if method not in _SAFE_METHODS and not compare_digest(
            headers.get(TOKEN_HEADER, "").encode(), self.token.encode()
        ):
            return "the request lacks the page's token: reload the page"
        return ""


def make_token() -> str:
    """Return a token for one run of the preview."""
    return secrets.token_urlsafe(32)


def _with_headers(send: Send) -> Callable[[Message], Awaitable[None]]:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.setdefault("content-security-policy", PAGE_POLICY)
            headers.setdefault("cache-control", "no-store")
            headers["x-content-type-options"] = "nosniff"
            headers["referrer-policy"] = "no-referrer"
            headers["cross-origin-resource-policy"] = "same-origin"
            headers["cross-origin-opener-policy"] = "same-origin"
        await send(message)

    return guarded
