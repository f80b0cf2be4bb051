"""Runs the preview on loopback, on the first free port."""

from __future__ import annotations

import errno
import os
import socket
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from digest.diagnostics import DigestError
from digest.preview.app import Preview

FIRST_PORT = 8765
_TRIES = 100


@dataclass(frozen=True, slots=True)
class Options:
    """How to run.

    ``first`` is the issue shown first, ``port`` a fixed port, ``editor`` the address that opens a place in
    a file (None: the page's user chooses), ``browse`` says whether to open a browser.
    """

    first: str = ""
    port: int | None = None
    editor: str | None = None
    browse: bool = True


class Server(uvicorn.Server):
    """A server that ends what pages listen to before it waits for their connections to end."""

    def __init__(self, preview: Preview) -> None:
        super().__init__(
            uvicorn.Config(
                preview.app(),
                log_level="warning",
                access_log=False,
                server_header=False,
                proxy_headers=False,  # there is no proxy, and nobody's word is taken for it
                timeout_graceful_shutdown=2,
            )
        )
        self._preview = preview
        preview.stop = self._stop

    def _stop(self) -> None:
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close every connection."""
        self._preview.events.close()
        await super().shutdown(sockets)


def serve(root: Path, options: Options, started: Callable[[str], None]) -> None:
    """Serve the preview of the project in ``root`` until interrupted; ``started`` is told its address.

    Raises:
        DigestError: no port is free.
        Exception: a fault of ours: the files could no longer be followed.
    """
    with bind(options.port) as listener:
        number = listener.getsockname()[1]
        preview = Preview(root, number, options.first, options.editor)
        address = f"http://127.0.0.1:{number}"
        started(address)
        if options.browse:
            webbrowser.open(address)
        Server(preview).run(sockets=[listener])
    if preview.failure:
        raise preview.failure


def bind(port: int | None = None) -> socket.socket:
    """Return a socket that listens on loopback only, on ``port`` or on the first free one.

    Raises:
        DigestError: no port is free.
    """
    for number in [port] if port else range(FIRST_PORT, FIRST_PORT + _TRIES):
        # Only of a socket that says it is TCP does asyncio turn off Nagle's algorithm. With it, the body of
        # every answer waits 40 ms until the browser has acknowledged the head.
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        if os.name != "nt":  # there it would let two servers share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", number))
            listener.listen()
        except OSError as error:
            listener.close()
            if error.errno in {errno.EADDRINUSE, errno.EACCES}:
                continue
            raise
        return listener
    message = f"port {port} is not free" if port else f"no port from {FIRST_PORT} on is free"
    raise DigestError.single("no-free-port", message, hint="close another preview, or give another --port")
