"""Pictures arrive where they are served from: on disk, in memory, and in a real S3-compatible server."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from click.testing import CliRunner
from moto.server import ThreadedMotoServer
from PIL import Image

from digest.cli import main
from digest.diagnostics import OutputError
from digest.pictures.upload import shown_target, upload
from tests.projects import ISSUE, SETTINGS, make_project


@pytest.fixture
def pictures(tmp_path: Path) -> list[tuple[str, Path]]:
    """Two prepared pictures."""
    found = []
    for number in (1, 2):
        path = tmp_path / f"p{number}.png"
        path.write_bytes(bytes([number]) * 1000)
        found.append((f"images/p{number}.png", path))
    return found


@pytest.mark.parametrize("scheme", ["file", "memory"])
def test_only_what_is_missing_is_copied(
    scheme: str, pictures: list[tuple[str, Path]], tmp_path: Path
) -> None:
    """The first run copies all, the second nothing, and a lost file is replaced."""
    target = f"{scheme}://{tmp_path.as_posix()}/served/daily"
    first = upload(pictures, target)
    assert first.new == ("images/p1.png", "images/p2.png")
    assert first.present == ()
    second = upload(pictures, target)
    assert second.new == ()
    assert second.present == first.new
    system, root = fsspec.core.url_to_fs(target)
    assert system.cat_file(f"{root}/images/p2.png") == bytes([2]) * 1000
    system.rm(f"{root}/images/p1.png")
    assert upload(pictures, target).new == ("images/p1.png",)


def test_a_file_cut_short_is_replaced(pictures: list[tuple[str, Path]], tmp_path: Path) -> None:
    """An upload that broke off does not count as there."""
    target = tmp_path / "served"
    upload(pictures, target.as_uri())
    (target / "images" / "p1.png").write_bytes(b"half")
    assert upload(pictures, target.as_uri()).new == ("images/p1.png",)


@pytest.fixture
def s3_server() -> Iterator[str]:
    """A real S3-compatible server on loopback."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


def test_upload_to_s3(
    s3_server: str, pictures: list[tuple[str, Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pictures reach a bucket with the type that browsers need, and are not sent twice."""
    for name, value in {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": s3_server,
    }.items():
        monkeypatch.setitem(os.environ, name, value)
    system = fsspec.filesystem("s3", skip_instance_cache=True)
    system.mkdir("letters")
    assert len(upload(pictures, "s3://letters/daily").new) == 2
    assert len(upload(pictures, "s3://letters/daily").present) == 2
    assert system.info("letters/daily/images/p1.png")["ContentType"] == "image/png"


@pytest.mark.parametrize(
    "target,rule",
    [
        ("nowhere://host/x", "upload-failed"),
        ("file:///proc/none/here", "upload-failed"),
        ("dask://host", "missing-extra"),
    ],
)
def test_a_target_out_of_reach_is_named(target: str, rule: str, pictures: list[tuple[str, Path]]) -> None:
    """Whatever the backend raises becomes one diagnostic."""
    with pytest.raises(OutputError) as caught:
        upload(pictures, target)
    assert caught.value.diagnostics[0].rule == rule


def test_secrets_of_a_target_are_never_shown() -> None:
    """A password in the target's address stays out of messages."""
    assert shown_target("sftp://ana:secret@host.example/a?key=1") == "sftp://host.example/a"
    assert shown_target("folder/x") == "folder/x"
    with pytest.raises(OutputError) as caught:
        upload([], "nowhere://ana:secret@host.example/x")
    assert "secret" not in str(caught.value)


def test_export_uploads_what_the_edition_shows(tmp_path: Path) -> None:
    """One command puts the pictures where the exported HTML looks for them, once."""
    lead = ISSUE.replace('"An *answer*." }', '"An *answer*.", image: { src: a.png, alt: A door } }')
    root = make_project(tmp_path / "letter", ["one"], lead)
    Image.new("RGB", (300, 200), "red").save(root / "a.png")
    served = tmp_path / "served"
    command = ["--project", str(root), "export", "one", "--esp", "klaviyo", "--upload", str(served)]

    refused = CliRunner().invoke(main, command)
    assert refused.exit_code == 2
    assert "[no-assets-url]" in refused.output
    assert not served.exists()

    (root / "newsletter.yaml").write_text(f"{SETTINGS}assets_url: https://cdn.meridian.example/\n", "utf-8")
    assert "1 new, 0 there already" in CliRunner().invoke(main, command).output
    assert "0 new, 1 there already" in CliRunner().invoke(main, command).output
    (picture,) = (served / "images").iterdir()
    html = (root / "dist" / "one" / "klaviyo" / "one.html").read_text("utf-8")
    assert f"https://cdn.meridian.example/images/{picture.name}" in html
