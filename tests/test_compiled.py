"""Compiled templates are kept between runs, and nothing that happens to them changes an edition."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from digest.compiled import compiled_templates

OPTIONS = {"autoescape": True}


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder in which compiled templates are kept, empty."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path / f"_jinja2-cache-{os.getuid()}"


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """Give a template file."""
    path = tmp_path / "theme" / "hello.j2"
    path.parent.mkdir()
    path.write_text("Hello {{ name }}")
    return path


def render(template: Path, **options: object) -> str:
    """Render the template as a new run does."""
    cache = compiled_templates({**OPTIONS, **options})
    environment = Environment(loader=FileSystemLoader(template.parent), bytecode_cache=cache, autoescape=True)
    return environment.get_template(template.name).render(name="<you>")


def test_a_template_is_compiled_once(kept: Path, template: Path) -> None:
    """The second run finds what the first has kept, for this user's eyes alone."""
    assert render(template) == "Hello &lt;you&gt;"
    (file,) = kept.iterdir()
    made = file.stat().st_mtime_ns
    assert render(template) == "Hello &lt;you&gt;"
    assert file.stat().st_mtime_ns == made
    assert kept.stat().st_mode & 0o077 == 0


def test_a_changed_template_is_compiled_again(kept: Path, template: Path) -> None:
    """An edition never comes from a template as it was before."""
    render(template)
    template.write_text("Good morning {{ name }}")
    assert render(template) == "Good morning &lt;you&gt;"
    assert len(list(kept.iterdir())) == 1


def test_other_options_are_kept_apart(kept: Path, template: Path) -> None:
    """A template compiled for HTML is not taken for text."""
    render(template)
    render(template, autoescape=False)
    assert len(list(kept.iterdir())) == 2


@pytest.mark.parametrize("damage", [b"", b"j2", b"rubbish " * 100])
def test_a_damaged_one_is_compiled_again(kept: Path, template: Path, damage: bytes) -> None:
    """A disk that was full or a file that was cut costs time and nothing else."""
    render(template)
    (file,) = kept.iterdir()
    file.write_bytes(damage)
    assert render(template) == "Hello &lt;you&gt;"


def test_a_folder_that_vanishes_costs_nothing_but_time(kept: Path, template: Path) -> None:
    """Cleaning the temporary files while a build runs stops nothing."""
    cache = compiled_templates(OPTIONS)
    shutil.rmtree(kept)
    environment = Environment(loader=FileSystemLoader(template.parent), bytecode_cache=cache, autoescape=True)
    assert environment.get_template(template.name).render(name="you") == "Hello you"


def test_without_a_safe_folder_nothing_is_kept(kept: Path, template: Path) -> None:
    """Code is never loaded from a place that others may write to."""
    kept.write_text("somebody else's")
    assert compiled_templates(OPTIONS) is None
    assert render(template) == "Hello &lt;you&gt;"
