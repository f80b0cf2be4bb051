"""Writing files: whole or not at all, only when changed, with permissions that others can live with."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from digest.diagnostics import OutputError
from digest.files import Staging, sweep, write_file


def test_an_unchanged_file_keeps_its_time(tmp_path: Path) -> None:
    """What watches the files sees a change only where there is one."""
    path = tmp_path / "a" / "b.html"
    assert write_file(path, b"one")
    os.utime(path, ns=(1, 1))
    assert not write_file(path, b"one")
    assert path.stat().st_mtime_ns == 1
    assert write_file(path, b"two")
    assert path.read_bytes() == b"two"


def test_permissions_are_those_that_the_umask_leaves(tmp_path: Path) -> None:
    """A web server reads what was built; a temporary file's own 0600 would shut it out."""
    before = os.umask(0o022)
    try:
        write_file(tmp_path / "a", b"x")
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o644


def _add_all(staging: Staging, files: dict[Path, bytes]) -> None:
    for path, data in files.items():
        staging.add(path, data)


def test_no_file_takes_its_place_before_all_are_written(tmp_path: Path) -> None:
    """Where the second of two files cannot be written, the first is as it was."""
    write_file(tmp_path / "one", b"old")
    (tmp_path / "file").write_bytes(b"")
    staging = Staging()
    with pytest.raises(OutputError) as caught, staging:
        _add_all(staging, {tmp_path / "one": b"new", tmp_path / "file" / "two": b"new"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"one": b"old", "file": b""}
    (found,) = caught.value.diagnostics
    assert "is a file where a folder is needed" in found.message
    assert found.rule == "cannot-write"


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    """A folder called edition.html is a message, and what waited to take its place is gone."""
    (tmp_path / "edition.html").mkdir()
    with pytest.raises(OutputError, match="a folder has that name"):
        write_file(tmp_path / "edition.html", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["edition.html"]


def test_a_file_that_cannot_be_deleted_is_named(tmp_path: Path) -> None:
    """What should go and cannot is said."""
    (tmp_path / "old").mkdir()
    with pytest.raises(OutputError, match="old"), Staging() as staging:
        staging.remove(tmp_path / "old")


def test_a_copy_of_the_same_size_and_time_is_not_read(tmp_path: Path) -> None:
    """A second build costs no reading of pictures; a changed picture is noticed all the same."""
    source, copy = tmp_path / "source", tmp_path / "out" / "copy"
    source.write_bytes(b"picture")
    with Staging() as staging:
        assert staging.copy(copy, source)
    copy.write_bytes(b"PICTURE")
    os.utime(copy, ns=(source.stat().st_atime_ns, source.stat().st_mtime_ns))
    with Staging() as staging:
        assert not staging.copy(copy, source)
    assert copy.read_bytes() == b"PICTURE"
    os.utime(source, ns=(5, 5))
    with Staging() as staging:
        assert staging.copy(copy, source)
        copy_before = copy.read_bytes()
    assert (copy_before, copy.read_bytes()) == (b"PICTURE", b"picture")


def test_a_copy_with_another_time_and_the_same_content_is_left(tmp_path: Path) -> None:
    """A fresh checkout gives the pictures new times; their copies stay as they are."""
    source, copy = tmp_path / "source", tmp_path / "copy"
    source.write_bytes(b"picture")
    copy.write_bytes(b"picture")
    os.utime(copy, ns=(5, 5))
    with Staging() as staging:
        assert not staging.copy(copy, source)
    assert copy.stat().st_mtime_ns == 5


def test_a_source_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """A picture that vanished between check and copy is a message."""
    with pytest.raises(OutputError, match=r"gone\.jpg cannot be read"), Staging() as staging:
        staging.copy(tmp_path / "copy", tmp_path / "gone.jpg")


def test_sweeping_spares_the_files_of_running_writers(tmp_path: Path) -> None:
    """Two builds at once do not take each other's files away; those of a killed one do not pile up."""
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left, live = tmp_path / f".{dead.pid}-0123abcd.part", tmp_path / f".{os.getpid()}-0123abcd.part"
    other = tmp_path / ".env"
    impossible = tmp_path / f".{2**70}-0123abcd.part"
    for path in (left, live, other, impossible):
        path.write_bytes(b"x")
    sweep(tmp_path)
    assert set(tmp_path.iterdir()) == {live, other, impossible}
    sweep(tmp_path / "absent")


def test_a_forbidden_folder_is_named(tmp_path: Path) -> None:
    """A read-only folder is a message that says what to do."""
    tmp_path.chmod(0o500)
    # To root nothing of ours is forbidden, only the kernel's own folders.
    folder = tmp_path if os.geteuid() else Path("/sys")
    with pytest.raises(OutputError, match="that is not permitted"):
        write_file(folder / "a", b"x")


def test_no_room_is_named_and_the_old_file_stays(tmp_path: Path) -> None:
    """A full disk is a message; a limit on file size stands for it, which needs no disk to fill."""
    path = tmp_path / "a"
    write_file(path, b"old")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(OutputError, match="there is no room for it"):
            write_file(path, b"x" * 2000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"a": b"old"}
