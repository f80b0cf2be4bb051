"""Asking for linked pages: a real server on loopback, its moods, politeness and the cache."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from digest.checks import asking
from digest.checks.asking import ask
from digest.cli import main
from tests.checks.documents import make


class Server(ThreadingHTTPServer):
    """A web server that remembers what it was asked, and how many requests it served at a time."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Pages)
        self.asked: Counter[str] = Counter()
        self.busy = self.busiest = 0
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        """The address of its root, without a final slash."""
        return f"http://127.0.0.1:{self.server_port}"


class Pages(BaseHTTPRequestHandler):
    """Pages with every mood of a web server."""

    server: Server

    def do_HEAD(self) -> None:
        """Answer HEAD."""
        self._answer()

    def do_GET(self) -> None:
        """Answer GET."""
        self._answer()

    def _answer(self) -> None:
        server = self.server
        with server.lock:
            server.asked[f"{self.command} {self.path}"] += 1
            server.busy += 1
            server.busiest = max(server.busiest, server.busy)
        if self.path.startswith("/slow"):
            time.sleep(0.05)
        status, target = {
            "/gone": (404, ""),
            "/no-head": (405 if self.command == "HEAD" else 200, ""),
            "/busy": (503, ""),
            "/old": (301, "/new"),
            "/today": (302, "/new"),
            "/circle": (301, "/circle"),
        }.get(self.path, (200, ""))
        self.send_response(status)
        if target:
            self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()
        with server.lock:
            server.busy -= 1

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture
def server() -> Iterator[Server]:
    """A server for one test."""
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def test_answers(server: Server) -> None:
    """Each mood is told apart; a server without HEAD is asked with GET."""
    told: list[None] = []
    paths = ("/page", "/gone", "/no-head", "/busy", "/old", "/today", "/circle")
    found = ask((f"{server.url}{path}" for path in paths), tell=lambda: told.append(None))
    by_path = {url.removeprefix(server.url): answer for url, answer in found.items()}
    assert len(told) == len(paths)
    assert {path: answer.status for path, answer in by_path.items()} == {
        **dict.fromkeys(("/page", "/no-head", "/old", "/today"), 200),
        "/gone": 404,
        "/busy": 503,
        "/circle": 0,
    }
    assert by_path["/gone"].is_dead
    assert by_path["/busy"].is_failing
    assert (by_path["/old"].permanent, by_path["/old"].final) == (True, f"{server.url}/new")
    assert not by_path["/today"].permanent
    assert "circle" in by_path["/circle"].error
    assert server.asked["GET /page"] == 0


def test_no_server() -> None:
    """A host that is not there and an address that cannot be read are dead, not a crash."""
    found = ask(["http://127.0.0.1:1/", "https://[::bad/"])
    assert found["http://127.0.0.1:1/"].error == "there is no such server"
    assert found["https://[::bad/"].is_dead


def test_politeness(server: Server) -> None:
    """One host never has more than two requests at a time."""
    ask(f"{server.url}/slow{number}" for number in range(12))
    assert server.busiest <= asking.PER_HOST


def test_cache(server: Server, tmp_path: Path) -> None:
    """A good page is asked for once a day, a bad one every time; a spoilt cache is no obstacle."""
    cache = tmp_path / "links.json"
    urls = [f"{server.url}/page", f"{server.url}/gone"]
    for _ in range(2):
        assert ask(urls, cache)[urls[0]].status == 200
    assert server.asked["HEAD /page"] == 1
    assert server.asked["HEAD /gone"] == 2
    rows = json.loads(cache.read_text())
    rows[urls[0]]["when"] -= asking.DAY
    cache.write_text(json.dumps(rows))
    ask(urls, cache)
    assert server.asked["HEAD /page"] == 2
    cache.write_text("[1, 2")
    assert ask(urls, cache)[urls[0]].status == 200


def test_a_cache_that_cannot_be_written_is_no_obstacle(server: Server, tmp_path: Path) -> None:
    """Answers count even where the disk is full or read-only."""
    (tmp_path / "file").write_text("")
    assert ask([f"{server.url}/page"], tmp_path / "file" / "links.json")[f"{server.url}/page"].status == 200


def test_the_command(server: Server, tmp_path: Path) -> None:
    """``digest check --links`` names dead links in the YAML, and without --links asks for nothing."""
    off = "newsletter: { checks: { insecure-link: off, private-link: off } }\n"
    make(f'{off}text: {{ body: "[The plan]({server.url}/gone) and [you]([[preferences]])" }}', tmp_path)
    arguments = ["--project", str(tmp_path), "check", "--format", "json"]
    quiet = CliRunner().invoke(main, arguments)
    assert json.loads(quiet.stdout) == []
    assert not server.asked
    asked = CliRunner().invoke(main, [*arguments, "--links"])
    rows = [row for row in json.loads(asked.stdout) if str(server.server_port) in row["message"]]
    assert [(row["rule"], row["line"] > 1) for row in rows] == [("dead-link", True)]
    assert asked.exit_code == 1
