"""Carries requests to a draft API: patient with it, careful with drafts, silent about secrets."""

from __future__ import annotations

import email.utils
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

import httpx

from digest.diagnostics import DigestError
from digest.push.service import Path, Request

# Before the second, third … attempt, where the vendor does not say how long to wait.
BACK_OFF = (1.0, 2.0, 4.0, 8.0)
_TOO_MANY, _SERVER_FAULT = 429, 500
_SHOWN = 300  # characters of what a vendor says about a refusal


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds: to connect, for each part of an answer, at most between attempts."""

    connect: float = 10.0
    read: float = 30.0
    pause: float = 60.0
    sleep: Callable[[float], None] = time.sleep


class PushError(DigestError):
    """A draft could not be made or updated."""


class UncertainError(PushError):
    """The connection ended after a request was sent: what it asked for may have happened."""


class Courier:
    """A connection to one draft API.

    ``secrets`` are the texts that must not appear in anything that leaves here.
    """

    def __init__(
        self,
        title: str,
        url: str,
        headers: Mapping[str, str],
        secrets: tuple[str, ...],
        patience: Patience,
    ) -> None:
        self._title = title
        self._secrets = sorted((secret for secret in secrets if secret), key=len, reverse=True)
        self._patience = patience
        timeout = httpx.Timeout(patience.read, connect=patience.connect)
        # Redirects are not followed: they would carry the draft, and perhaps the key, to another place.
        self._client = httpx.Client(base_url=url, headers=dict(headers), timeout=timeout)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def carry(self, request: Request) -> Any:
        """Return the decoded answer to ``request``; an empty answer is an empty mapping.

        Raises:
            UncertainError: the request was sent, and no answer came that could be read.
            PushError: the API refuses it, cannot be reached, or is overloaded.
        """
        response = self._patiently(request)
        if response.status_code >= httpx.codes.MULTIPLE_CHOICES:
            raise self._refusal(response)
        if not response.content.strip():
            return {}
        try:
            return response.json()
        except ValueError as error:
            raise self._uncertain("its answer cannot be read") from error

    def _patiently(self, request: Request) -> httpx.Response:
        for wait in (*BACK_OFF, None):
            response = self._once(request)
            if response.status_code != _TOO_MANY and response.status_code < _SERVER_FAULT:
                return response
            asked = _retry_after(response)
            if wait is None or (asked or 0) > self._patience.pause:
                raise self._overloaded(response, asked)
            self._patience.sleep(max(wait, asked or 0))
        raise AssertionError("the last attempt returns or raises")  # pragma: no cover

    def _once(self, request: Request) -> httpx.Response:
        try:
            return self._client.request(request.method, request.path, json=request.body)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            hint = "check the network, and the address under 'push' in newsletter.yaml"
            message = f"{self._title} cannot be reached: {self._clean(str(error))}"
            raise PushError.single("push-unreachable", message, hint=hint) from error
        except httpx.TransportError as error:
            raise self._uncertain(self._clean(str(error)) or type(error).__name__) from error

    def _uncertain(self, why: str) -> UncertainError:
        return UncertainError(
            PushError.single(
                "push-interrupted",
                f"the exchange with {self._title} broke off: {why}",
                hint="what was asked may have been done; the next push says how to go on",
            ).diagnostics
        )

    def _refusal(self, response: httpx.Response) -> PushError:
        said = self._clean(" ".join(response.text.split()))[:_SHOWN]
        code = response.status_code
        if code in {httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN}:
            hint = "check the key in the environment, and what it is allowed to do"
            return PushError.single(
                "push-login", f"{self._title} does not accept the key ({code})", hint=hint
            )
        if code in {httpx.codes.NOT_FOUND, httpx.codes.GONE}:
            hint = "if it was deleted in the account, or sent, make a new one with --new"
            return PushError.single("draft-gone", f"{self._title} does not find it: {said}", hint=hint)
        return PushError.single("push-refused", f"{self._title} refuses the draft ({code}): {said}")

    def _overloaded(self, response: httpx.Response, asked: float | None) -> PushError:
        said = self._clean(" ".join(response.text.split()))[:_SHOWN]
        when = f"; it asks to wait {asked:.0f} seconds" if asked else ""
        message = f"{self._title} is overloaded or out of order ({response.status_code}){when} {said}".strip()
        return PushError.single("push-overloaded", message, hint="push again later; nothing is lost")

    def _clean(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "•••")
        return text


def at(answer: Any, path: Path) -> Any:
    """Return the value that stands at ``path`` in a decoded answer; None where there is none."""
    for step in path:
        try:
            answer = answer[step]
        except (KeyError, IndexError, TypeError):
            return None
    return answer


def _retry_after(response: httpx.Response) -> float | None:
    """Return the seconds that the vendor asks to wait (RFC 9110, 10.2.3: a number, or a date)."""
    asked = response.headers.get("Retry-After", "").strip()
    if asked.isdigit():
        return float(asked)
    try:
        moment = email.utils.parsedate_to_datetime(asked)
    except ValueError:
        return None
    return max(0.0, (moment.astimezone(UTC) - datetime.now(UTC)).total_seconds())
