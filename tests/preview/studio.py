"""A newsroom's project, and previews of it: in a thread of this process, or in a process of their own."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx
from PIL import Image

from digest.preview.app import Preview
from digest.preview.editors import EDITORS
from digest.preview.server import Server, bind
from tests.projects import digest_command

T = TypeVar("T")

PICTURES = Path(__file__).parents[1] / "hard" / "images"
PATIENCE = 20.0  # seconds, for machines that do much else

SETTINGS = """\
name: Meridian Daily
publisher: Meridian Media
homepage: https://meridian.example/
from: { name: Meridian Daily, email: daily@meridian.example }
postal_address: Meridian Media, 1 Harbour Row, 1100-001 Lisbon, Portugal
assets_url: https://cdn.meridian.example/
"""
DAILY = """\
date: 2026-11-22
number: 412
subject: Is the alliance's door finally open?
preheader: What ministers promised, what they left out, and three dates before spring
blocks:
  - lead:
      kicker: World
      headline: Is the alliance's door finally open?
      url: https://meridian.example/world/open-door
      dek: The pact has promised a seat. It has not said when.
      byline: Ana Prior
      image: { src: images/tile-1.jpg, alt: Blue and orange tiles, caption: A house., credit: R. Sato }
      body: |
        What is an invitation worth when nobody will write a date on it? Ministers argued for two days.

        Read [the whole text of the promise](https://meridian.example/world/promise) and judge,
        [[first_name|there]].
      cta: Read the full story
  - sponsor:
      advertiser: Northwind Grid
      headline: Power at one price
      body: From wind that you can see from your window.
      url: https://northwind.example/plan
      cta: See the plan
  - more_from:
      teasers:
        - headline: Two votes and a coin
          url: https://meridian.example/votes
          dek: A town decides by lot.
        - sponsor:
            advertiser: Harbour Books
            headline: A shelf by the sea
            url: https://books.example/
        - headline: The speech in full
          url: https://video.example/speech
          source: YouTube
  - text:
      body: See you tomorrow.
"""
# Beside the clean one: an issue with findings of several kinds, and one that cannot be read.
FINDINGS = (
    DAILY.replace("2026-11-22", "2026-11-21")
    .replace("number: 412", "number: 411")
    .replace("Is the alliance's door finally open?", "Who counts the counters?", 1)
    .replace("Is the alliance's door finally open?", "Who counts the counters in the night?", 1)
    .replace("What is an invitation", "What is an an invitation")
    .replace("the whole text of the promise", "click here")
    .replace(", credit: R. Sato", "")
)
BROKEN = DAILY.replace("2026-11-22", "2026-11-20").replace("preheader:", "prehader:")
STEM, SUBJECT = "2026-11-22", "Is the alliance's door finally open?"


def make_studio(folder: Path) -> Path:
    """Write the project into ``folder`` and return it."""
    (folder / "issues").mkdir(parents=True)
    (folder / "images").mkdir()
    with Image.open(PICTURES / "tile-1.jpg") as tile:
        tile.resize((1280, 720)).save(folder / "images" / "tile-1.jpg", quality=60)
    (folder / "newsletter.yaml").write_text(SETTINGS, "utf-8")
    for stem, text in {STEM: DAILY, "2026-11-21": FINDINGS, "2026-11-20": BROKEN}.items():
        (folder / "issues" / f"{stem}.yaml").write_text(text, "utf-8")
    return folder


class Newsroom:
    """A project whose files are saved as editors do, and the address of the preview that shows it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.port = 0

    @property
    def address(self) -> str:
        """Where it is served."""
        return f"http://127.0.0.1:{self.port}"

    def file(self, stem: str = STEM) -> Path:
        """Return an issue's file."""
        return self.root / "issues" / f"{stem}.yaml"

    def write(self, text: str, stem: str = STEM) -> None:
        """Save an issue as an editor does: in place."""
        self.file(stem).write_text(text, "utf-8")

    def get(self, path: str) -> Any:
        """Return what the server tells as JSON."""
        answer = httpx.get(self.address + path, timeout=PATIENCE)
        answer.raise_for_status()
        return answer.json()


class Studio(Newsroom):
    """A preview that runs in a thread of this process while the ``with`` block does."""

    def __init__(
        self, root: Path, *, first: str = "", editor: str | None = EDITORS["vscode"].address
    ) -> None:
        super().__init__(root)
        self._options = (first, editor)
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._run, name="studio")
        self.preview: Preview
        self.server: Server
        self._loop: asyncio.AbstractEventLoop

    @property
    def token(self) -> str:
        """What requests must carry that change something."""
        return self.preview.token

    def restore(self) -> None:
        """Save the daily as it was, in one step, and wait until that is what the server shows."""
        other = self.root / "issues" / "daily.tmp"
        other.write_text(DAILY, "utf-8")
        other.replace(self.file())
        until(self._shows_daily)

    def _shows_daily(self) -> bool:
        shown = httpx.get(f"{self.address}/api/issues/{STEM}", timeout=PATIENCE)
        if shown.status_code != httpx.codes.OK:  # its file was away, and nobody has seen yet that it is back
            return False
        html = httpx.get(f"{self.address}/edition/{STEM}/edition.html", timeout=PATIENCE).text
        words = (SUBJECT, "Two votes and a coin", "See you tomorrow.")
        return bool(shown.json()["fresh"]) and all(each in unescape(html) for each in words)

    def call(self, function: Callable[[], T]) -> T:
        """Return what ``function`` returns in the server's thread."""

        async def inside() -> T:
            return function()

        return asyncio.run_coroutine_threadsafe(inside(), self._loop).result(PATIENCE)

    def _run(self) -> None:
        with bind() as listener:
            self.port = listener.getsockname()[1]
            self.preview = Preview(self.root, self.port, *self._options)
            self.server = Server(self.preview)
            asyncio.run(self._serve(listener))

    async def _serve(self, listener: Any) -> None:
        self._loop = asyncio.get_running_loop()
        self._started.set()
        await self.server.serve(sockets=[listener])

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._started.wait(PATIENCE)
        until(lambda: self.server.started)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.should_exit = True
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()


@contextmanager
def studio(folder: Path) -> Iterator[Studio]:
    """Run a preview of a new project in ``folder``."""
    with Studio(make_studio(folder)) as running:
        yield running


@dataclass(frozen=True, slots=True)
class Held:
    """What a process holds: open files, threads, and memory in MiB."""

    files: int
    threads: int
    memory: float


class Command(Newsroom):
    """``digest preview`` in a process of its own; it must end well when it is interrupted."""

    def __init__(self, root: Path, port: int | None = None) -> None:
        super().__init__(root)
        options = [] if port is None else ["--port", str(port)]
        self._command = digest_command("preview", "--no-open", "--project", root, *options)
        self.process: subprocess.Popen[str]

    def __enter__(self) -> Self:
        self.process = subprocess.Popen(self._command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        self.port = int(self.process.stdout.readline().rpartition(":")[2])
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self.process:
            self.process.send_signal(signal.SIGINT)
            status = self.process.wait(PATIENCE)
        assert status == 0

    def held(self) -> Held:
        """Return what it holds now, as Linux counts it."""
        process = Path("/proc") / str(self.process.pid)
        status = dict(line.split(":", 1) for line in (process / "status").read_text("utf-8").splitlines())
        return Held(
            files=len(list((process / "fd").iterdir())),
            threads=int(status["Threads"]),
            memory=int(status["VmRSS"].split()[0]) / 1024,
        )


def until(holds: Callable[[], T], seconds: float = PATIENCE) -> T:
    """Wait until something holds, and return it."""
    end = time.monotonic() + seconds
    while True:
        found = holds()
        if found:
            return found
        assert time.monotonic() < end, "it did not come to be"
        time.sleep(0.01)
