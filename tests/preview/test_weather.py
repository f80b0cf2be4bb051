"""Whatever happens to files, tabs and the server, the page shows what is, and nothing is left behind."""

from __future__ import annotations

import asyncio
import gc
import os
import shutil
import sys
import threading
import time
from contextlib import suppress
from functools import partial
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from playwright.sync_api import BrowserContext, expect

from digest.cli import main
from digest.diagnostics import DigestError
from digest.preview.editors import EDITORS, editor_address
from digest.preview.server import bind
from tests.preview.page import Desktop
from tests.preview.studio import DAILY, PATIENCE, STEM, Command, Newsroom, Studio, make_studio, studio, until

TABS = int(os.environ.get("DIGEST_SOAK_TABS", "4"))
ROUNDS = int(os.environ.get("DIGEST_SOAK_ROUNDS", "1"))
SAVES, SAVES_A_SECOND = 200, 20
# What a tab may hold more of in one moment than in another: a document that is loading, and what is in it.
SLACK = {"Documents": 2, "Nodes": 2000, "JSEventListeners": 100, "JSHeapUsedSize": 500_000}


def save_storm(desk: Newsroom, number: int, saves: int) -> str:
    """Save 20 times a second, half of it broken, some truncated; return the last words."""
    begin = time.monotonic()
    words = ""
    for save in range(saves):
        words = f"Storm {number}, save {save}"
        text = DAILY.replace("Two votes and a coin", words)
        if save % 2 == 0:
            text = text.replace("headline:", "hedline:")
        if save % 10 == 4:
            text = text[: len(text) // 2]
        desk.write(text)
        time.sleep(max(0.0, begin + (save + 1) / SAVES_A_SECOND - time.monotonic()))
    return words


def write_template(root: Path, words: str) -> None:
    """Write a partial of the theme that says these words."""
    path = root / "templates" / "email" / "blocks" / "text.mjml.j2"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"<mj-section><mj-column><mj-text>{words}</mj-text></mj-column></mj-section>", "utf-8")


def replace_folders(desk: Newsroom) -> None:
    """Rename, delete and restore the file, and put another templates folder in the place of the first."""
    desk.file().rename(desk.file("moved"))
    desk.file("moved").rename(desk.file())
    text = desk.file().read_text("utf-8")
    desk.file().unlink()
    templates = desk.root / "templates"
    for words in ("first theme", "second theme"):
        shutil.rmtree(templates, ignore_errors=True)
        write_template(desk.root, words)
    desk.write(text)


@pytest.mark.browser
@pytest.mark.skipif(
    not Path("/proc/self/fd").is_dir(), reason="what a process holds is counted where Linux lists it"
)
def test_a_storm_of_saves_with_many_tabs_open(tmp_path: Path, context: BrowserContext) -> None:
    """The last state is always shown; neither the server nor a tab keeps anything of those before it."""
    with Command(make_studio(tmp_path / "letter")) as desk:
        until(lambda: all(entry["state"] for entry in desk.get("/api/issues")))
        before = desk.held()
        tabs = [Desktop(context.new_page()) for _ in range(TABS)]
        for tab in tabs:
            tab.open(desk, STEM)
            expect(tab.text()).to_contain_text("Two votes and a coin")
        servers, pages = [], []
        for number in range(ROUNDS + 1):
            last = save_storm(desk, number, SAVES if number else SAVES // 5)  # the first one fills caches
            for tab in tabs:
                expect(tab.text()).to_contain_text(last)
                expect(tab.id("trouble")).to_be_hidden()
            replace_folders(desk)
            expect(tabs[0].text()).to_contain_text("second theme")
            expect(tabs[-1].text()).to_contain_text(last)
            servers.append(desk.held())
            pages.append(tabs[0].held())
        assert servers[-1].files <= servers[0].files + TABS, servers  # a tab may be loading
        assert servers[-1].threads <= servers[0].threads, servers
        assert servers[-1].memory <= servers[0].memory * 1.1 + 4, servers
        for name, first in pages[0].items():
            assert pages[-1][name] <= first * 1.1 + SLACK[name], pages
        for tab in tabs:
            assert tab.failures == []
            tab.page.close()
        until(lambda: desk.held().files <= before.files + 1)  # that which asks is one
        assert desk.held().threads <= before.threads + 1
    sys.stdout.write(
        f"\n{TABS} tabs, {ROUNDS} storms: {before}, {servers[0]}, {servers[-1]}, {pages[0]}, {pages[-1]}\n"
    )


def test_saves_leave_nothing_behind(tmp_path: Path) -> None:
    """Hundreds of saves, broken ones too, while a page listens and loads: no more objects than before."""
    with studio(tmp_path / "letter") as desk:
        listener = threading.Thread(target=_listen, args=(f"{desk.address}/events?issue={STEM}",))
        listener.start()
        until(lambda: desk.call(lambda: desk.preview.events.listening) == 1)
        tasks = desk.call(lambda: len(asyncio.all_tasks()))
        totals = []
        for number in range(4):
            for save in range(30):
                words = f"Round {number}, save {save}"
                text = DAILY.replace("Two votes and a coin", words)
                desk.write(text if save % 2 else text.replace("headline:", "hedline:"))
                time.sleep(0.02)
            until(partial(_shows, desk, words))
            totals.append(_own_objects())
        until(lambda: desk.call(lambda: len(asyncio.all_tasks())) <= tasks)
    listener.join(PATIENCE)
    # The first rounds fill caches of bounded size; an edition kept for each save would be more than 300.
    assert totals[-1] < totals[1] + 150, totals


def _shows(desk: Studio, words: str) -> bool:
    return words in httpx.get(f"{desk.address}/edition/{STEM}/edition.html").text


def _listen(address: str) -> None:
    """Read a page's events until the server ends."""
    with suppress(httpx.HTTPError), httpx.stream("GET", address, timeout=3 * PATIENCE) as answer:
        for _ in answer.iter_lines():
            pass


def _own_objects() -> int:
    """Count what belongs to the preview; the browser's driver, in this process too, keeps all it saw."""
    gc.collect()
    ours = ("digest.", "starlette.", "uvicorn.")
    return sum(str(type(each).__module__).startswith(ours) for each in gc.get_objects())


def test_a_theme_partial_renders_what_is_open_alone(tmp_path: Path) -> None:
    """With an archive of issues, a change to the theme costs one rendering, not all of them."""
    root = make_studio(tmp_path / "letter")
    for day in range(10, 20):
        stem = f"2026-11-{day}"
        (root / "issues" / f"{stem}.yaml").write_text(DAILY.replace("2026-11-22", stem), "utf-8")
    with Studio(root) as desk:
        until(lambda: all(entry["state"] for entry in desk.get("/api/issues")))
        with httpx.stream("GET", f"{desk.address}/events?issue={STEM}", timeout=20) as events:
            lines = events.iter_lines()
            assert "hello" in next(lines)
            before = desk.call(lambda: desk.preview.desk.renderings)
            write_template(root, "ours alone")
            until(lambda: "event: issue" in next(lines))
            time.sleep(0.8)  # the second look is over
            assert desk.call(lambda: desk.preview.desk.renderings) - before <= 3
        other = desk.get("/api/issues/2026-11-15")
        assert other["fresh"]
        html = httpx.get(f"{desk.address}/edition/2026-11-15/edition.html").text
        assert "ours alone" in html


@pytest.mark.browser
def test_a_server_that_goes_and_comes_back(tmp_path: Path, desktop: Desktop) -> None:
    """The page says so, finds it again by itself, and shows what was saved meanwhile, as it was left."""
    root = make_studio(tmp_path / "letter")
    scroller = desktop.page.locator(".scroller").first
    with Command(root) as desk:
        desktop.open(desk, STEM)
        expect(desktop.text()).to_contain_text("Two votes and a coin")
        desktop.press("t", "s")
        desktop.scroll(0, 0.5)
        top = scroller.evaluate("e => e.scrollTop")
        assert top > 100
        desktop.settled()
    expect(desktop.id("lost")).to_be_visible()
    desk.write(DAILY.replace("Two votes", "Four votes"))
    with Command(root, desk.port):
        expect(desktop.id("lost")).to_be_hidden()
        expect(desktop.text()).to_contain_text("Four votes and a coin")
        expect(desktop.id("width")).to_have_value("600")
        expect(desktop.id("scheme-dark")).to_have_attribute("aria-pressed", "true")
        expect(scroller).to_have_js_property("scrollTop", top)
        desktop.press("2")
        until(lambda: '"tab": "text"' in (root / ".digest" / "preview.json").read_text("utf-8"))
    with Studio(root) as elsewhere:  # another port: another origin, and the same project
        desktop.page.goto("about:blank")
        desktop.open(elsewhere)
        expect(desktop.id("tab-text")).to_have_attribute("aria-selected", "true")
        expect(desktop.id("width")).to_have_value("600")
        desktop.press("1")
        expect(scroller).to_have_js_property("scrollTop", top)


def test_the_next_port_is_taken_and_a_named_one_must_be_free() -> None:
    """Two previews can run; one that was asked for a port says that it is not free."""
    with bind() as first, bind() as second:
        ports = [each.getsockname()[1] for each in (first, second)]
        assert ports[0] >= 8765
        assert ports[1] > ports[0]
        with pytest.raises(DigestError, match=f"port {ports[0]} is not free"):
            bind(ports[0])


def test_editors_are_named_or_given_as_an_address() -> None:
    """An address that would run in the page, or leads to the web, is none."""
    for name, editor in EDITORS.items():
        assert editor_address(name) == editor.address
    assert editor_address("mine://open?f={file}") == "mine://open?f={file}"
    for wrong in ("emacs", "javascript:alert({file})", "https://evil.example/{file}", "mine://open"):
        with pytest.raises(DigestError, match="unknown editor"):
            editor_address(wrong)


def test_the_command_refuses_what_it_does_not_know(tmp_path: Path) -> None:
    """A wrong issue or editor is said before a server starts."""
    root = make_studio(tmp_path / "letter")
    for wrong in (["nothing"], ["--editor", "emacs"]):
        done = CliRunner().invoke(main, ["preview", "--no-open", "--project", str(root), *wrong])
        assert done.exit_code in {1, 2}
        assert "hint:" in done.output
