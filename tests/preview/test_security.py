"""Nobody but the preview's own page gets an answer, and nothing leads out of the project."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from tests.preview.studio import STEM, Studio, make_studio

GUARDED = (
    "/",
    "/static/main.js",
    "/api/project",
    "/api/issues",
    f"/api/issues/{STEM}",
    f"/edition/{STEM}/edition.html",
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """Give a preview whose daily was rendered."""
    root = make_studio(tmp_path_factory.mktemp("security") / "letter")
    secret = root.parent / "secret.yaml"
    secret.write_text("the secret", "utf-8")
    (root / "issues" / "linked.yaml").symlink_to(secret)
    (root / "images" / "linked.jpg").symlink_to(secret)
    with Studio(root) as running:
        running.get(f"/api/issues/{STEM}")
        yield running


def raw(port: int, *lines: str, body: str = "") -> tuple[int, str]:
    """Send a request exactly as written, and return the status and the whole answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        head = "\r\n".join([*lines, "Connection: close", f"Content-Length: {len(body)}", "", ""])
        connection.sendall((head + body).encode("latin-1"))
        answer = b""
        while part := connection.recv(65536):
            answer += part
    return int(answer.split()[1]), answer.decode("utf-8", "replace")


@pytest.mark.parametrize("path", [*GUARDED, "/events"])
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example", ""])
def test_a_foreign_host_is_refused(served: Studio, path: str, host: str) -> None:
    """A name that somebody points at 127.0.0.1 (DNS rebinding) gets no answer."""
    status, answer = raw(served.port, f"GET {path} HTTP/1.1", f"Host: {host}")
    assert status in {400, 403}
    assert "Meridian" not in answer


@pytest.mark.parametrize("path", [*GUARDED, "/events"])
@pytest.mark.parametrize(
    "header",
    [
        "Origin: https://evil.example",
        "Origin: null",
        "Origin: http://127.0.0.1:1",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
    ],
)
def test_a_foreign_page_is_refused(served: Studio, path: str, header: str) -> None:
    """A page on the web cannot read what is on somebody's desk."""
    status, answer = raw(served.port, f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{served.port}", header)
    assert status == 403
    assert "Meridian" not in answer


@pytest.mark.parametrize("path", ["/api/prefs", f"/api/issues/{STEM}/test"])
@pytest.mark.parametrize("token", [None, "", "x", "é"])
def test_what_changes_something_needs_the_token(served: Studio, path: str, token: str | None) -> None:
    """A form on a foreign page can post, but it does not know the token."""
    headers = {} if token is None else {b"x-digest-token": token.encode()}
    answer = httpx.post(served.address + path, headers=headers, json={"to": ["a@b.example"]})
    assert answer.status_code == 403
    assert not (served.root / ".digest" / "preview.json").exists()


def test_the_token_is_new_for_every_run_and_only_in_the_page(served: Studio) -> None:
    """It cannot be guessed, and no address carries it, so that no history or log does."""
    assert len(served.token) >= 40
    assert served.token in httpx.get(served.address + "/").text
    for path in GUARDED[1:]:
        assert served.token not in httpx.get(served.address + path).text


OUT = (
    "../newsletter.yaml",
    "..%2fnewsletter.yaml",
    "%2e%2e/%2e%2e/secret.yaml",
    "..%5c..%5csecret.yaml",
    "....//newsletter.yaml",
    "/etc/passwd",
    "%2fetc%2fpasswd",
    "C:%5cWindows%5cwin.ini",
    "C:/Windows/win.ini",
    "file:///etc/passwd",
    "images/linked.jpg",
    "images/%00",
    "images/tile-1.jpg%00.html",
    "edition.html/../../../secret.yaml",
    "\u2025/secret.yaml",
)


@pytest.mark.parametrize("name", OUT)
@pytest.mark.parametrize(
    "before",
    [
        "/static/",
        f"/edition/{STEM}/",
        "/edition/",
        "/api/issues/",
        f"/api/issues/{STEM}/parts/",
        f"/api/issues/{STEM}/for/generic/files/",
    ],
)
def test_no_path_leads_out_of_the_project(served: Studio, before: str, name: str) -> None:
    """Only names that an edition or the page itself lists lead to a file."""
    path = before + quote(name, safe="/%:\\.")
    status, answer = raw(served.port, f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{served.port}")
    assert status in {400, 404}
    assert "secret" not in answer.partition("\r\n\r\n")[2].replace("secret.yaml", "")
    assert "postal_address" not in answer


def test_a_link_in_the_issues_folder_that_leads_out_is_no_issue(served: Studio) -> None:
    """Who can put a link into the folder cannot read other files through the preview."""
    assert "linked" not in {entry["stem"] for entry in served.get("/api/issues")}
    assert httpx.get(f"{served.address}/api/issues/linked/parts/yaml").status_code == 404


def test_it_listens_on_loopback_alone(served: Studio) -> None:
    """Nobody else on the network can open it."""
    inodes = Path("/proc/net/tcp").read_text("utf-8").splitlines()[1:]
    listening = {line.split()[1] for line in inodes if line.split()[3] == "0A"}
    mine = {each for each in listening if int(each.split(":")[1], 16) == served.port}
    assert mine == {f"0100007F:{served.port:04X}"}


def test_every_answer_carries_the_headers(served: Studio) -> None:
    """The page runs its own scripts alone; an edition runs none and is framed by the page alone."""
    for path in (*GUARDED, "/nothing"):
        headers = httpx.get(served.address + path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "base-uri 'none'" in policy
        assert "form-action 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"
    page = httpx.get(served.address + "/").headers["content-security-policy"]
    assert "unsafe" not in page
    assert "frame-ancestors 'none'" in page
    edition = httpx.get(f"{served.address}/edition/{STEM}/edition.html").headers["content-security-policy"]
    assert edition.startswith("sandbox allow-same-origin;")
    assert "script-src" not in edition


def test_the_page_has_nothing_inline_and_nothing_from_elsewhere(served: Studio) -> None:
    """The policy would block it, so it would not work."""
    for path in ("/", *(f"/static/{file}" for file in ("main.js", "base.css", "icons.svg"))):
        text = httpx.get(served.address + path).text
        assert "https://" not in text
        assert " style=" not in text
        assert "<script>" not in text


@pytest.mark.parametrize("body", ["[]", "1", "{", "x" * 70_000, ""])
def test_a_view_that_is_none_is_not_saved(served: Studio, body: str) -> None:
    """Nothing but a small JSON object gets into the project's folder."""
    answer = httpx.post(f"{served.address}/api/prefs", headers={"x-digest-token": served.token}, content=body)
    assert answer.status_code == 400
    assert not (served.root / ".digest" / "preview.json").exists()


def test_a_view_is_not_saved_outside_the_project(tmp_path: Path) -> None:
    """A folder that is a link to somewhere else is not followed."""
    root = make_studio(tmp_path / "letter")
    outside = tmp_path / "outside"
    outside.mkdir()
    (root / ".digest").symlink_to(outside)
    with Studio(root) as studio:
        answer = httpx.post(
            f"{studio.address}/api/prefs", headers={"x-digest-token": studio.token}, json={"tab": "text"}
        )
    assert answer.status_code == 422
    assert answer.json()["diagnostics"][0]["rule"] == "path-outside-project"
    assert not (outside / "preview.json").exists()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_do_nothing(served: Studio, method: str) -> None:
    """There is no way to delete or replace anything."""
    answer = httpx.request(
        method, f"{served.address}/api/issues/{STEM}", headers={"x-digest-token": served.token}
    )
    assert answer.status_code == 405
    assert served.file().is_file()
