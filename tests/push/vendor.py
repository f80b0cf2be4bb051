"""A draft API on loopback: answers as the vendors document, and fails when it is told to."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = tuple[int, Any]

# What each vendor's documentation shows as the answer to the requests that digest makes.
DOCUMENTED: Mapping[str, Mapping[str, Answer]] = {
    "mailchimp": {
        r"POST /campaigns": (200, {"id": "42694e9e57", "type": "regular", "status": "save"}),
        r"PATCH /campaigns/42694e9e57": (200, {"id": "42694e9e57", "status": "save"}),
        r"PUT /campaigns/42694e9e57/content": (200, {"html": "…", "plain_text": "…"}),
    },
    "sendgrid": {
        r"POST /marketing/singlesends": (201, {"id": "27c21bbf-a12c", "status": "draft"}),
        r"PATCH /marketing/singlesends/27c21bbf-a12c": (200, {"id": "27c21bbf-a12c", "status": "draft"}),
    },
    "klaviyo": {
        r"POST /templates": (201, {"data": {"type": "template", "id": "TPL1"}}),
        r"PATCH /templates/TPL1": (200, {"data": {"type": "template", "id": "TPL1"}}),
        r"POST /campaigns": (
            201,
            {
                "data": {
                    "type": "campaign",
                    "id": "CMP1",
                    "attributes": {"status": "Draft"},
                    "relationships": {
                        "campaign-messages": {"data": [{"type": "campaign-message", "id": "MSG1"}]}
                    },
                }
            },
        ),
        r"PATCH /campaign-messages/MSG1": (200, {"data": {"type": "campaign-message", "id": "MSG1"}}),
        r"POST /campaign-message-assign-template": (200, {"data": {"id": "MSG1"}}),
        r"GET /campaigns/CMP1": (
            200,
            {"data": {"id": "CMP1", "relationships": {"campaign-messages": {"data": [{"id": "MSG1"}]}}}},
        ),
    },
    "brevo": {
        r"POST /emailCampaigns": (201, {"id": 2}),
        r"PUT /emailCampaigns/2": (204, None),
    },
    "mailerlite": {
        r"POST /campaigns": (201, {"data": {"id": "74443", "status": "draft"}}),
        r"PUT /campaigns/74443": (200, {"data": {"id": "74443", "status": "draft"}}),
    },
    "mailjet": {
        r"POST /campaigndraft": (201, {"Count": 1, "Data": [{"ID": 9, "Status": 0}], "Total": 1}),
        r"PUT /campaigndraft/9": (200, {"Count": 1, "Data": [{"ID": 9, "Status": 0}], "Total": 1}),
        r"POST /campaigndraft/9/detailcontent": (201, {"Count": 1, "Data": [{"Html-part": "…"}]}),
    },
    "iterable": {r"POST /templates/email/upsert": (200, {"msg": "Upserted 1 templates", "code": "Success"})},
    "braze": {
        r"POST /templates/email/create": (201, {"email_template_id": "e1", "message": "success"}),
        r"POST /templates/email/update": (200, {"message": "success"}),
    },
    "kit": {
        r"POST /broadcasts": (201, {"broadcast": {"id": 8, "send_at": None, "public": False}}),
        r"PUT /broadcasts/8": (200, {"broadcast": {"id": 8, "send_at": None, "public": False}}),
    },
    "buttondown": {
        r"POST /emails": (201, {"id": "ac79483b", "status": "draft"}),
        r"PATCH /emails/ac79483b": (200, {"id": "ac79483b", "status": "draft"}),
        r"DELETE /emails/ac79483b": (204, None),
    },
    "beehiiv": {
        r"POST /publications/pub_1/posts": (201, {"data": {"id": "post_1", "status": "draft"}}),
        r"PATCH /publications/pub_1/posts/post_1": (200, {"data": {"id": "post_1", "status": "draft"}}),
        r"DELETE /publications/pub_1/posts/post_1": (204, None),
    },
    "listmonk": {
        r"POST /api/campaigns": (200, {"data": {"id": 3, "status": "draft"}}),
        r"PUT /api/campaigns/3": (200, {"data": {"id": 3, "status": "draft"}}),
    },
}


@dataclass(frozen=True)
class Seen:
    """A request that arrived."""

    line: str
    headers: Mapping[str, str]
    body: Any


@dataclass
class Vendor:
    """One API. ``faults`` are used up one a request, before the documented answers.

    A fault is an answer to give in their place (status, body, headers), or "cut" or "silence", which come
    after the request was read; None is no fault.
    """

    answers: Mapping[str, Answer]
    faults: list[tuple[int, Any, Mapping[str, str]] | str | None] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    url: str = ""

    def lines(self) -> list[str]:
        """Return the requests that arrived, as method and path."""
        return [each.line for each in self.seen]

    def answer(self, line: str) -> Answer:
        """Return what the documentation says of a request."""
        for pattern, answer in self.answers.items():
            if re.fullmatch(pattern, line):
                return answer
        return (405, {"error": f"no such request: {line}"})


@contextmanager
def serving(answers: Mapping[str, Answer]) -> Iterator[Vendor]:
    """Serve ``answers`` on a free port of loopback."""
    vendor = Vendor(answers)

    class Handler(BaseHTTPRequestHandler):
        def _exchange(self) -> None:
            line = f"{self.command} {self.path}"
            data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            body = json.loads(data) if data else None
            vendor.seen.append(Seen(line, dict(self.headers.items()), body))
            fault = vendor.faults.pop(0) if vendor.faults else None
            if fault == "cut":
                self.close_connection = True
                return
            if fault == "silence":
                time.sleep(0.6)
                self.close_connection = True
                return
            if isinstance(fault, tuple):
                self._say(*fault)
            else:
                status, said = vendor.answer(line)
                self._say(status, said, {})

        def _say(self, status: int, said: Any, headers: Mapping[str, str]) -> None:
            data = said if isinstance(said, bytes) else b"" if said is None else json.dumps(said).encode()
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(data))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _exchange  # noqa: N815  the library's names

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the library's name
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    vendor.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield vendor
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
