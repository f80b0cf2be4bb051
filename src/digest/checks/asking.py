"""Ask the servers of linked pages whether the pages are there: politely, together, and once a day."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from digest.checks.answers import REFUSED, Answer
from digest.diagnostics import OutputError
from digest.files import write_file

CACHE = ".digest/links.json"
DAY = 86_400.0
# Two requests to one host at a time are what a reader's browser causes; twenty in all keep the line free.
PER_HOST, IN_ALL = 2, 20
TIMEOUT = httpx.Timeout(10.0, connect=5.0)
MOST_REDIRECTS = 8
AGENT = "digest-link-check (newsletter-digest)"
_PERMANENT = frozenset({301, 308})
# Servers that know no HEAD say so in these ways; they are asked again with GET.
_NO_HEAD = REFUSED | {400, 404, 410, 500, 501, 502, 503}


def ask(
    urls: Iterable[str], cache: Path | None = None, tell: Callable[[], None] = lambda: None
) -> Mapping[str, Answer]:
    """Return what the servers answer for ``urls``; ``tell`` is called after each.

    ``cache`` is a file of answers: a page that was there is not asked for again on the same day.
    """
    known = _read(cache, time.time()) if cache else {}
    wanted = sorted(set(urls))
    fresh = [url for url in wanted if url not in known]
    for _ in range(len(wanted) - len(fresh)):
        tell()
    found = asyncio.run(_ask_all(fresh, tell)) if fresh else {}
    if cache and found:
        _write(cache, known, found)
    return {url: found.get(url) or known[url][1] for url in wanted}


async def _ask_all(urls: list[str], tell: Callable[[], None]) -> dict[str, Answer]:
    hosts: dict[str, asyncio.Semaphore] = {}
    line = asyncio.Semaphore(IN_ALL)
    found: dict[str, Answer] = {}
    options = {"timeout": TIMEOUT, "max_redirects": MOST_REDIRECTS, "headers": {"User-Agent": AGENT}}

    async def one(client: httpx.AsyncClient, url: str) -> None:
        async with hosts.setdefault(_host(url), asyncio.Semaphore(PER_HOST)), line:
            found[url] = await _ask(client, url)
        tell()

    # The options differ in type, which a mapping cannot tell.
    async with httpx.AsyncClient(follow_redirects=True, **options) as client:  # type: ignore[arg-type]
        await asyncio.gather(*(one(client, url) for url in urls))
    return found


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc
    except ValueError:  # such as an unclosed [ of an IPv6 address
        return ""


async def _ask(client: httpx.AsyncClient, url: str) -> Answer:
    try:
        response = await client.head(url)
        if response.status_code in _NO_HEAD:
            async with client.stream("GET", url) as response:  # the page itself is not read
                pass
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        return Answer(url, error=_reason(error))
    steps = [step.status_code for step in response.history]
    permanent = bool(steps) and all(step in _PERMANENT for step in steps)
    return Answer(url, response.status_code, str(response.url), permanent)


def _reason(error: Exception) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "the server does not answer in time"
    if isinstance(error, httpx.TooManyRedirects):
        return f"it leads in a circle of more than {MOST_REDIRECTS} redirects"
    if isinstance(error, httpx.ConnectError):
        return "there is no such server"
    return f"the server's answer cannot be read ({type(error).__name__})"


def _read(cache: Path, now: float) -> dict[str, tuple[float, Answer]]:
    """Return the answers of the last day; a cache that cannot be read is an empty one."""
    try:
        rows = json.loads(cache.read_text(encoding="utf-8"))
        return {
            url: (row["when"], Answer(url, row["status"], row["final"], row["permanent"]))
            for url, row in rows.items()
            if now - DAY < row["when"] <= now
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _write(cache: Path, known: Mapping[str, tuple[float, Answer]], found: Mapping[str, Answer]) -> None:
    """Keep the pages that are there; whatever was wrong is asked for again."""
    now = time.time()
    good = {url: (now, answer) for url, answer in found.items() if not (answer.is_dead or answer.is_failing)}
    rows = {url: {**asdict(answer), "when": when} for url, (when, answer) in {**known, **good}.items()}
    with suppress(
        OutputError
    ):  # the cache only saves time: on a full or read-only disk the answers still count
        write_file(cache, json.dumps(rows, ensure_ascii=False).encode())
