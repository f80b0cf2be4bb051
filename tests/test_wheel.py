"""The wheel is all that a newsletter needs: it carries the theme, the skeleton and the command."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a wheel made from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an environment in which the wheel is installed, and this one's packages for what it depends on."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    python = folder / "bin" / "python"
    install = ["--python", str(python), "install", "--quiet", "--no-index", "--no-deps", str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", *install], check=True, capture_output=True)
    (site,) = folder.glob("lib/python3*/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"], "utf-8")
    return python


def run(python: Path, *arguments: str, cwd: Path) -> str:
    """Run the installed command and return what it prints."""
    done = subprocess.run(
        [str(python.with_name("digest")), *arguments],
        cwd=cwd,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_newsletter_begins_and_builds_in_any_folder(python: Path, tmp_path: Path) -> None:
    """After pip install, init and build are enough, wherever the newsletter lies."""
    run(python, "init", "my letter", cwd=tmp_path)
    assert "open dist/" in run(python, "build", cwd=tmp_path / "my letter")
    (edition,) = (tmp_path / "my letter" / "dist").glob("*/edition.html")
    assert "<!doctype html>" in edition.read_text("utf-8").lower()


def test_own_templates_take_the_place_of_the_theme_s(python: Path, tmp_path: Path) -> None:
    """One file of one's own is enough; the others still come from the wheel."""
    run(python, "init", "letter", cwd=tmp_path)
    own = tmp_path / "letter" / "templates" / "email" / "edition.txt.j2"
    own.parent.mkdir(parents=True)
    theirs = (ROOT / "templates/email/edition.txt.j2").read_text("utf-8")
    own.write_text(f"Our own text edition of {{{{ newsletter.name }}}}\n\n{theirs}", "utf-8")
    run(python, "build", "--no-check", cwd=tmp_path / "letter")
    (text,) = (tmp_path / "letter" / "dist").glob("*/edition.txt")
    assert text.read_text("utf-8").startswith("Our own text edition of ")
    assert text.with_name("edition.html").stat().st_size > 5000


def test_the_wheel_carries_what_it_needs_and_nothing_else(wheel: Path) -> None:
    """Theme and skeleton travel inside; tests, samples and tools do not."""
    names = set(zipfile.ZipFile(wheel).namelist())
    theme = {
        path.relative_to(ROOT / "templates/email").as_posix() for path in _files(ROOT / "templates/email")
    }
    assert {f"digest/theme/{name}" for name in theme} <= names
    assert "digest/py.typed" in names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"digest", "newsletter_digest"}


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
