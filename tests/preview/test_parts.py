"""Parts of the preview's server that are hard to reach from outside."""

from __future__ import annotations

import asyncio
import os
import socket
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
import watchfiles

from digest.preview import app, rendering
from digest.preview import watch as watching
from digest.preview.desk import KEPT
from digest.preview.events import MAX_WAITING, Events
from digest.preview.rendering import Snapshot, render
from digest.preview.server import Options, serve
from tests.preview.studio import DAILY, STEM, Studio, make_studio, until


def test_who_does_not_read_is_let_go() -> None:
    """A laptop asleep costs no memory: its stream ends, and it loads everything anew when it wakes."""

    async def listen() -> list[str]:
        events = Events("run")
        stream = events.stream(frozenset({STEM}))
        told = [await anext(stream)]
        assert events.open_stems == {STEM}
        events.send("issue", {}, "another")
        for number in range(MAX_WAITING + 1):
            events.send("issue", {"number": number}, STEM)
        assert events.listening == 0
        told += [text async for text in stream]
        return told

    told = asyncio.run(listen())
    assert len(told) == MAX_WAITING + 1
    assert told[0] == 'event: hello\ndata: {"run": "run"}\n\n'


def test_a_quiet_connection_shows_that_it_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a page could not tell a quiet server from one that is gone."""
    monkeypatch.setattr("digest.preview.events.HEARTBEAT_SECONDS", 0.01)

    async def listen() -> list[str]:
        events = Events("run")
        stream = events.stream(frozenset())
        told = [await anext(stream), await anext(stream)]
        events.close()
        return told + [text async for text in stream]

    assert "event: alive" in asyncio.run(listen())[1]


def test_answers_are_sent_without_delay(tmp_path: Path) -> None:
    """With Nagle's algorithm a browser waits 40 ms for the body of each answer: longer than for all else."""
    with Studio(make_studio(tmp_path / "letter")) as studio, httpx.Client() as client:
        client.get(studio.address)
        (connection,) = studio.call(lambda: tuple(studio.server.server_state.connections))
        accepted = studio.call(lambda: connection.transport.get_extra_info("socket"))
        assert studio.call(lambda: accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))


def test_states_are_counted_for_the_whole_run(tmp_path: Path) -> None:
    """An issue whose snapshot was let go does not begin anew: the page would take its news for old."""
    root = make_studio(tmp_path / "letter")
    stems = [f"2026-10-{day}" for day in range(10, 10 + KEPT + 3)]
    with Studio(root) as studio:
        for stem in stems:
            studio.write(DAILY, stem)
        until(lambda: all(entry["state"] for entry in studio.get("/api/issues")))
        first = studio.get(f"/api/issues/{STEM}")["revision"]
        for stem in stems:
            studio.get(f"/api/issues/{stem}")
        assert studio.call(lambda: studio.preview.desk.last(STEM)) is None
        assert studio.get(f"/api/issues/{STEM}")["revision"] > first


def test_a_name_that_is_no_text_is_passed_over(tmp_path: Path) -> None:
    """No address can name such a file; it must not keep the others from being listed."""
    root = make_studio(tmp_path / "letter")
    try:
        Path(os.fsdecode(os.fsencode(root / "issues") + b"/caf\xe9.yaml")).write_text(DAILY, "utf-8")
    except OSError:
        pytest.skip("this file system has no such names")
    with Studio(root) as studio:
        assert len(studio.get("/api/issues")) == 3


def test_an_issue_stays_broken_since_it_broke(tmp_path: Path) -> None:
    """Each save of a broken file would otherwise say that it broke just now."""
    root = make_studio(tmp_path / "letter").resolve()
    path = root / "issues" / f"{STEM}.yaml"
    good = render(root, Snapshot(path))
    times = []
    for wrong in ("hedline:", "hedlin:"):
        path.write_text(DAILY.replace("headline:", wrong), "utf-8")
        good = render(root, good)
        times.append(good.made_at)
    assert times[0] == times[1]


def test_files_are_followed_where_the_system_does_not_tell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Linux tells of so many folders and no more; then the preview looks for itself."""
    told = watchfiles.awatch

    def full(*paths: Path, force_polling: bool = False, **options: Any) -> Any:
        if not force_polling:
            raise OSError(28, "OS file watch limit reached")
        return told(*paths, force_polling=True, **options)

    monkeypatch.setattr(watching, "awatch", full)
    with Studio(make_studio(tmp_path / "letter")) as studio:
        assert studio.get(f"/api/issues/{STEM}")["fresh"]
        studio.write(DAILY.replace("headline:", "hedline:"))
        until(lambda: not studio.get(f"/api/issues/{STEM}")["fresh"])
        time.sleep(1.2)  # it is not the first look any more that finds the next one
        studio.write(DAILY)
        until(lambda: studio.get(f"/api/issues/{STEM}")["fresh"])


def test_a_preview_that_cannot_follow_its_files_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would show what is no longer so; the fault comes out where the server was started."""

    async def fail(*_: object) -> None:
        raise ZeroDivisionError("ours")

    monkeypatch.setattr(app, "watch", fail)
    with pytest.raises(ZeroDivisionError, match="ours"):
        serve(make_studio(tmp_path / "letter"), Options(browse=False), started=lambda _: None)


def test_a_fault_of_ours_in_one_issue_ends_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says that it is ours and asks to report it; the last good edition stays."""
    root = make_studio(tmp_path / "letter").resolve()
    good = render(root, Snapshot(root / "issues" / f"{STEM}.yaml"))
    assert good.state == "clean"

    def fail(*_: object) -> None:
        raise ZeroDivisionError("ours")

    monkeypatch.setattr(rendering, "render_edition", fail)
    after = render(root, good)
    assert after.edition is good.edition
    assert not after.fresh
    assert "ZeroDivisionError: ours" in after.diagnostics[0].message
    assert "report it" in after.diagnostics[0].hint


def test_a_broken_newsletter_yaml_still_opens_the_page(tmp_path: Path) -> None:
    """The page needs names and ESPs to begin; the faults stand with the issues."""
    root = make_studio(tmp_path / "letter")
    with Studio(root) as studio:
        good = studio.get(f"/api/issues/{STEM}")
        assert good["fresh"]
        (root / "newsletter.yaml").write_text("name: [", "utf-8")
        project = studio.get("/api/project")
        assert project["name"] == "letter"
        assert project["esps"] == []
        until(lambda: not studio.get(f"/api/issues/{STEM}")["fresh"])
        broken = studio.get(f"/api/issues/{STEM}")
        assert broken["diagnostics"]
        assert broken["edition"] == good["edition"]
