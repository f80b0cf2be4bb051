"""The cache of prepared pictures: nothing is read twice, nothing stale is served."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image

from digest.diagnostics import IssueError, Location, Severity
from digest.pictures import PictureStore, open_store
from digest.pictures import store as store_module


def draw(path: Path, colour: str = "red", size: tuple[int, int] = (2000, 1000)) -> None:
    """Put a picture into the project."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, colour).save(path)


def test_a_prepared_picture_has_an_address_of_its_content(tmp_path: Path) -> None:
    """A changed picture gets a new address; the same picture keeps it, on any machine."""
    draw(tmp_path / "images" / "Big Summit!.png")
    first = PictureStore(tmp_path).prepare("images/Big Summit!.png", 640)
    assert first.name.startswith("images/big-summit-")
    assert (first.width, first.height) == (1280, 640)
    assert first.path.is_file()
    draw(tmp_path / "images" / "Big Summit!.png", "blue")
    second = PictureStore(tmp_path).prepare("images/Big Summit!.png", 640)
    assert second.name != first.name
    draw(tmp_path / "images" / "Big Summit!.png", "red")
    assert PictureStore(tmp_path).prepare("images/Big Summit!.png", 640) == first


def test_each_display_width_is_prepared_apart(tmp_path: Path) -> None:
    """A picture used as a thumbnail does not carry the lead's pixels."""
    draw(tmp_path / "a.png")
    store = PictureStore(tmp_path)
    assert store.prepare("a.png", 640).width == 1280
    assert store.prepare("a.png", 100).width == 200


def test_the_second_build_reads_no_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unchanged picture costs nothing: its file is not even opened, in this process or in the next."""
    draw(tmp_path / "a.png")
    first = PictureStore(tmp_path).prepare("a.png", 640)
    source = tmp_path / "a.png"
    source.chmod(0)
    calls: list[Path] = []
    real = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        calls.append(path)
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    store = PictureStore(tmp_path)
    assert store.prepare("a.png", 640) == first
    assert store.prepare("a.png", 640) == first
    assert calls == []


def test_a_damaged_cache_is_made_anew(tmp_path: Path) -> None:
    """A cache entry that another version or a crash left behind is not trusted."""
    draw(tmp_path / "a.png")
    first = PictureStore(tmp_path).prepare("a.png", 640)
    for index in (tmp_path / store_module.CACHE_DIR).glob("*.json"):
        index.write_text("{", "utf-8")
    assert PictureStore(tmp_path).prepare("a.png", 640) == first
    first.path.unlink()
    assert PictureStore(tmp_path).prepare("a.png", 640).path.is_file()


def test_a_touched_picture_keeps_its_address(tmp_path: Path) -> None:
    """A new time stamp alone does not give subscribers a new address to load."""
    draw(tmp_path / "a.png")
    first = PictureStore(tmp_path).prepare("a.png", 640)
    os.utime(tmp_path / "a.png", (1, 1))
    assert PictureStore(tmp_path).prepare("a.png", 640) == first


def test_faults_carry_their_place(tmp_path: Path) -> None:
    """A file that is no picture is reported where the issue names it."""
    (tmp_path / "a.jpg").write_bytes(b"words")
    place = Location(tmp_path / "issue.yaml", 3, 5)
    with pytest.raises(IssueError) as caught:
        PictureStore(tmp_path).prepare("a.jpg", 640, lambda _: place)
    (found,) = caught.value.diagnostics
    assert (found.rule, found.location) == ("not-a-picture", place)
    with pytest.raises(IssueError) as caught:
        PictureStore(tmp_path).prepare("missing.jpg", 640, lambda _: place)
    assert caught.value.diagnostics[0].rule == "unreadable-file"


def test_a_source_of_absurd_size_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A film that was dropped into the folder does not fill the memory."""
    draw(tmp_path / "a.png")
    monkeypatch.setattr(store_module, "MAX_SOURCE_BYTES", 10)
    with pytest.raises(IssueError) as caught:
        PictureStore(tmp_path).prepare("a.png", 640)
    assert caught.value.diagnostics[0].rule == "picture-too-large"


def test_warnings_survive_the_cache(tmp_path: Path) -> None:
    """The second build warns of the same things as the first."""
    Image.new("RGB", (10, 10)).save(tmp_path / "a.jpg", "PNG")
    for _ in range(2):
        (found,) = PictureStore(tmp_path).prepare("a.jpg", 640).findings(None)
        assert (found.rule, found.severity) == ("mislabelled-picture", Severity.WARNING)
        assert found.hint


def test_a_project_has_one_store(tmp_path: Path) -> None:
    """Many issues of a process share what was prepared."""
    assert open_store(tmp_path) is open_store(tmp_path)
