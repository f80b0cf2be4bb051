"""The preview's web application: the page, what it is told as JSON, and the editions themselves."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from importlib.resources import files
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route

from digest.clients import as_client
from digest.diagnostics import DigestError
from digest.edition import Edition
from digest.preview.desk import Desk, Entry
from digest.preview.editors import EDITORS
from digest.preview.events import Events
from digest.preview.guard import EDITION_POLICY, Guard, make_token
from digest.preview.handover import Handover
from digest.preview.payload import clients_json, diagnostic_json, entry_json, issue_json
from digest.preview.prefs import MAX_BYTES, load_prefs, save_prefs
from digest.preview.rendering import Snapshot
from digest.preview.watch import watch
from digest.project import SETTINGS_FILE

STATIC = Path(str(files("digest.preview"))) / "static"
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_PICTURE_TYPES = {".png": "image/png", ".gif": "image/gif", ".jpg": "image/jpeg"}
_NOT_OF_THE_PAGE = {"worker.js", "types.js"}
# A prepared picture's name holds a hash of what is in it.
_FOREVER = {"cache-control": "private, max-age=31536000, immutable"}


class Preview:
    """One run of the preview: the desk, those who listen, and the routes between them.

    Where it cannot go on, ``failure`` says why, and ``stop`` is called.
    """

    def __init__(self, root: Path, port: int, first: str = "", editor: str | None = None) -> None:
        """Make a preview of the project in ``root``.

        ``first`` is the issue that is shown first, ``editor`` the address that opens a place in a file (None:
        the page's user chooses one).
        """
        self.root = root
        self.first = first
        self.editor = editor
        self.token = make_token()
        self.run = secrets.token_hex(8)
        self.events = Events(self.run)
        self.desk = Desk(root, self)
        self.handover = Handover(self.desk)
        self.failure: Exception | None = None
        self.stop: Callable[[], None] = lambda: None
        self.hosts = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})

    def app(self) -> Starlette:
        """Return the application."""
        app = Starlette(
            routes=[
                Route("/", self.page),
                Route("/static/{name}", self.static),
                Route("/events", self.stream),
                Route("/api/project", self.project),
                Route("/api/prefs", self.save_prefs, methods=["POST"]),
                Route("/api/issues", self.issues),
                Route("/api/issues/{stem}", self.issue),
                Route("/api/issues/{stem}/parts/{part}", self.part),
                *self.handover.routes(),
                Route("/edition/{stem}/edition.html", self.edition),
                Route("/edition/{stem}/{name:path}", self.picture),
            ],
            middleware=[Middleware(Guard, hosts=self.hosts, token=self.token)],
            exception_handlers={DigestError: self._refused},
            lifespan=self._lifespan,
        )
        app.router.redirect_slashes = False
        return app

    @contextlib.asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        tasks = [
            asyncio.create_task(self._lasting(self.desk.keep_up())),
            asyncio.create_task(self._lasting(watch(self.root, self._look))),
        ]
        try:
            yield
        finally:
            self.events.close()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self.desk.close()

    async def _lasting(self, work: Awaitable[None]) -> None:
        """Do what lasts as long as the preview does; a page that no longer follows its files would lie."""
        try:
            await work
        except Exception as error:  # noqa: BLE001  raised again where the server was started
            self.failure = error
            self.stop()

    async def _look(self, changed: Collection[Path]) -> None:
        await self.desk.look(changed)
        if self.root / SETTINGS_FILE in changed:
            self.events.send("project", {})

    @property
    def open_stems(self) -> frozenset[str]:
        """The issues that somebody looks at."""
        return self.events.open_stems

    def issue_changed(self, stem: str, snapshot: Snapshot) -> None:
        """Tell those who look at an issue of its new state."""
        if stem in self.open_stems:
            self.events.send("issue", issue_json(snapshot, self.root), stem)

    def list_changed(self, entries: Collection[Entry], gone: Collection[str]) -> None:
        """Tell everybody what changed in the list."""
        changed = [entry_json(entry) for entry in entries]
        self.events.send("issues", {"changed": changed, "gone": sorted(gone)})

    async def page(self, _request: Request) -> Response:
        """Serve the page, with the token that its requests must carry."""
        text = (STATIC / "index.html").read_text("utf-8")
        # Named here, modules are fetched at once, and not each when another one has asked for it.
        names = sorted(path.name for path in STATIC.glob("*.js") if path.name not in _NOT_OF_THE_PAGE)
        modules = "".join(f'<link rel="modulepreload" href="/static/{name}">' for name in names)
        return HTMLResponse(text.replace("{{ token }}", self.token).replace("{{ modules }}", modules))

    async def static(self, request: Request) -> Response:
        """Serve a script, style or icon of the page; nothing but what lies in the folder."""
        known = {path.name: path for path in STATIC.iterdir() if path.suffix in _TYPES}
        path = known.get(request.path_params["name"])
        if path is None:
            raise HTTPException(404, "the page has no such file")
        return Response(path.read_bytes(), media_type=_TYPES[path.suffix])

    async def stream(self, request: Request) -> Response:
        """Serve the events for those who show the issues that the address names."""
        stems = frozenset(request.query_params.getlist("issue"))
        return StreamingResponse(self.events.stream(stems), media_type="text/event-stream")

    async def project(self, _request: Request) -> Response:
        """Serve what the page shows of the project, and how it was left."""
        return JSONResponse(
            {
                **await self.desk.run(self.handover.project_json),
                "run": self.run,
                "first": self.first,
                "editor": self.editor,
                "editors": [{"name": name, **each._asdict()} for name, each in EDITORS.items()],
                "clients": clients_json(),
                "prefs": load_prefs(self.root),
            }
        )

    async def save_prefs(self, request: Request) -> Response:
        """Remember how the page is left."""
        body = await request.body()
        try:
            prefs = json.loads(body) if len(body) <= MAX_BYTES else None
        except ValueError:
            prefs = None
        if not isinstance(prefs, dict):
            raise HTTPException(400, "that is no view of the page")
        save_prefs(self.root, prefs)
        return Response(status_code=204)

    async def issues(self, _request: Request) -> Response:
        """Serve the list of issues."""
        return JSONResponse([entry_json(entry) for entry in self.desk.entries.values()])

    async def issue(self, request: Request) -> Response:
        """Serve everything about one issue but its edition."""
        snapshot = await self.desk.snapshot(request.path_params["stem"])
        if snapshot is None:
            raise HTTPException(404, "there is no such issue")
        return JSONResponse(issue_json(snapshot, self.root))

    async def part(self, request: Request) -> Response:
        """Serve an edition's HTML, text or MJML, or the issue's file, as plain text."""
        stem, part = request.path_params["stem"], request.path_params["part"]
        if part == "yaml" and stem in self.desk.entries:
            try:
                return PlainTextResponse(self.desk.entries[stem].path.read_bytes())
            except OSError as error:
                raise HTTPException(404, "the issue's file is gone") from error
        if part not in {"html", "text", "mjml"}:
            raise HTTPException(404, "there is no such part")
        return PlainTextResponse(getattr(self._edition(request), part).encode())

    async def edition(self, request: Request) -> Response:
        """Serve the edition, byte for byte what ``digest build --esp preview`` writes, to be framed.

        With ``?as=CLIENT`` it is what that mail client leaves of it.
        """
        html = self._edition(request).html
        client = request.query_params.get("as")
        if client:
            html = await self.desk.run(as_client, html, client)
        return HTMLResponse(html.encode(), headers={"content-security-policy": EDITION_POLICY})

    async def picture(self, request: Request) -> Response:
        """Serve a picture of the edition: only names that the edition itself lists lead to a file."""
        known = {picture.name: picture.path for picture in self._edition(request).pictures}
        path = known.get(request.path_params["name"])
        if path is None or not path.is_file():
            raise HTTPException(404, "the edition has no such picture")
        kind = _PICTURE_TYPES.get(path.suffix.lower(), "application/octet-stream")
        return FileResponse(path, media_type=kind, headers=_FOREVER)

    def _edition(self, request: Request) -> Edition:
        snapshot = self.desk.last(request.path_params["stem"])
        if snapshot is None or snapshot.edition is None:
            raise HTTPException(404, "no edition could be built yet")
        return snapshot.edition

    async def _refused(self, _request: Request, error: Exception) -> Response:
        """Answer with the diagnostics of an error that a user can mend."""
        found = error.diagnostics if isinstance(error, DigestError) else ()
        return JSONResponse({"diagnostics": [diagnostic_json(each, self.root) for each in found]}, 422)
