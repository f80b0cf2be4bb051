"""Handing an edition over: its parts for an ESP, the package that it imports, a test message."""

from __future__ import annotations

import asyncio
import datetime as dt
import io
import os
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from digest.diagnostics import DigestError
from digest.edition import Edition
from digest.esp.profile import Profile
from digest.esp.profiles import PREVIEW
from digest.esp.settings import all_profiles, find_profile
from digest.export import make_package, ready_for
from digest.handover import checked_for
from digest.issue import Issue
from digest.message import Envelope, issue_date, make_message
from digest.preview.desk import Desk
from digest.preview.drafts import push_draft, push_json
from digest.preview.payload import diagnostic_json
from digest.project import Project, load_project
from digest.send import SUBJECT_PREFIX, check_recipients, send_test, smtp_server

SMTP_VARIABLE = "DIGEST_SMTP"


@dataclass(frozen=True, slots=True)
class _Ready:
    """An edition that can go out: of which issue, as rendered, for whom, and in which project."""

    issue: Issue
    neutral: Edition
    profile: Profile
    project: Project


class Handover:
    """The routes by which an edition leaves the preview."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        # Else the second of two pushes would not know of the first one's draft.
        self._pushing = asyncio.Lock()

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [
            Route("/api/issues/{stem}/for/{esp}", self.parts),
            Route("/api/issues/{stem}/for/{esp}/files/{name}", self.file),
            Route("/api/issues/{stem}/for/{esp}/push", self.push, methods=["POST"]),
            Route("/api/issues/{stem}/test", self.test, methods=["POST"]),
        ]

    def project_json(self) -> dict[str, Any]:
        """Return what the page shows of the project: its name, its sender, and where it can hand over to."""
        try:
            project = load_project(self._desk.root)
        except DigestError:  # a broken project's diagnostics stand beside every issue
            return {"name": self._desk.root.name, "sender": "", "esp": "", "esps": [], **_smtp_json()}
        settings = project.settings
        return {
            "name": settings.name,
            "sender": settings.from_.name,
            "esp": settings.esp,
            "esps": [
                {
                    "name": each.name,
                    "title": each.title,
                    "import": str(each.packaging),
                    "push": push_json(project, each),
                }
                for each in all_profiles(settings.esps)
                if each is not PREVIEW
            ],
            **_smtp_json(),
        }

    async def parts(self, request: Request) -> Response:
        """Serve subject, preheader, HTML and text for an ESP, what stands in the way, and what it imports."""
        ready = await self._ready(request)
        return JSONResponse(await self._desk.run(self._parts, ready))

    async def file(self, request: Request) -> Response:
        """Serve a file of the package that the ESP imports, or the whole edition as a message."""
        ready = await self._ready(request)
        await self._desk.run(_refuse_faulty, ready)
        found = await self._desk.run(_files, ready)
        name = request.path_params["name"]
        if name not in found:
            raise HTTPException(404, "the export has no such file")
        headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
        return Response(found[name], media_type="application/octet-stream", headers=headers)

    async def push(self, request: Request) -> Response:
        """Make or update a draft in the ESP's account; the page has asked whether it should."""
        ready = await self._ready(request)
        anew = (await _asked(request)).get("anew") is True
        await self._desk.run(_refuse_faulty, ready)
        async with self._pushing:
            done = await asyncio.to_thread(push_draft, ready.neutral, ready.project, ready.profile, anew=anew)
        return JSONResponse(done)

    async def test(self, request: Request) -> Response:
        """Send a test message to those whom the page names."""
        ready = await self._ready(request)
        wanted = (await _asked(request)).get("to")
        recipients = tuple(map(str, wanted)) if isinstance(wanted, list) else ()
        check_recipients(recipients)
        url = os.environ.get(SMTP_VARIABLE, "")
        if not url:
            raise DigestError.single(
                "no-smtp", "no mail server is configured", hint=f"set {SMTP_VARIABLE} before 'digest preview'"
            )
        server = smtp_server(url)
        edition = ready.neutral.for_esp(PREVIEW)
        await asyncio.to_thread(send_test, edition, _envelope(ready.project, recipients), server)
        return JSONResponse({"through": f"{server.host}:{server.port}"})

    async def _ready(self, request: Request) -> _Ready:
        """Return the edition of the issue as it is now.

        Raises:
            DigestError: the issue has faults that keep it from being rendered; or there is no such ESP.
        """
        snapshot = await self._desk.snapshot(request.path_params["stem"])
        if snapshot is None:
            raise HTTPException(404, "there is no such issue")
        if not snapshot.fresh or not (snapshot.issue and snapshot.neutral and snapshot.project):
            raise DigestError(snapshot.diagnostics)
        settings = snapshot.project.settings
        profile = find_profile(request.path_params.get("esp", settings.esp), settings.esps)
        return _Ready(snapshot.issue, snapshot.neutral, profile, snapshot.project)

    def _parts(self, ready: _Ready) -> dict[str, Any]:
        edition = ready.neutral.for_esp(ready.profile)
        files: dict[str, bytes] = {}
        stopped = False
        try:
            checked = checked_for(ready.issue, ready.project, ready.neutral, ready.profile)
            files = _files(ready)
            found = make_package(ready.neutral, ready.profile).diagnostics
            found = tuple(each for each in found if each not in checked)  # those stand beside the edition
        except DigestError as error:
            found, stopped = error.diagnostics, True
        return {
            "subject": edition.subject,
            "preheader": edition.preheader,
            "html": edition.html,
            "text": edition.text,
            "files": [{"name": name, "bytes": len(data)} for name, data in files.items()],
            "diagnostics": [diagnostic_json(each, ready.project.root) for each in found],
            "stopped": stopped,
        }


def _smtp_json() -> dict[str, str]:
    """Return through which host test messages go, or what is wrong with the address of the mail server."""
    url = os.environ.get(SMTP_VARIABLE, "")
    try:
        return {"smtp": smtp_server(url).host if url else "", "smtp_fault": ""}
    except DigestError as error:
        return {"smtp": "", "smtp_fault": error.diagnostics[0].message}


def _refuse_faulty(ready: _Ready) -> None:
    """Raise what the checks find against an edition that is to go out, where it is an error."""
    checked_for(ready.issue, ready.project, ready.neutral, ready.profile)


async def _asked(request: Request) -> dict[str, Any]:
    """Return what a request asks for; what is no JSON object is not from our page."""
    try:
        found = await request.json()
    except ValueError as error:
        raise HTTPException(400, "that is no JSON") from error
    if not isinstance(found, dict):
        raise HTTPException(400, "that is no JSON object")
    return found


def _files(ready: _Ready) -> dict[str, bytes]:
    """Return the files that can be had: those that the ESP imports, many of them in one, and a message."""
    package = make_package(ready.neutral, ready.profile)
    files, stem = dict(package.files), package.edition.stem
    if package.edition.pictures and not any(name.endswith(".zip") for name in files):
        everything = _zipped(files)
        files = {name: data for name, data in files.items() if "/" not in name}
        files[f"{stem}-{ready.profile.name}.zip"] = everything
    return {**files, f"{stem}.eml": _message(ready)}


def _zipped(files: Mapping[str, bytes]) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as out:
        for name, data in files.items():
            out.writestr(name, data)
    return archive.getvalue()


def _message(ready: _Ready) -> bytes:
    edition, _ = ready_for(ready.neutral, ready.profile)
    sender = ready.project.settings.from_
    unsubscribe = ready.project.settings.unsubscribe_url or ""
    envelope = Envelope(sender.name, sender.email, (sender.email,), issue_date(edition), unsubscribe)
    return make_message(edition, envelope, embed=True).as_bytes()


def _envelope(project: Project, recipients: tuple[str, ...]) -> Envelope:
    sender = project.settings.from_
    return Envelope(
        sender_name=sender.name,
        sender=sender.email,
        recipients=recipients,
        date=dt.datetime.now(dt.UTC).replace(microsecond=0),
        unsubscribe_url=project.settings.unsubscribe_url or "",
        subject_prefix=SUBJECT_PREFIX,
    )
