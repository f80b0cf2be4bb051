"""The house rules that no linter knows."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "digest"
MODULES = sorted(SOURCE.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))


def named(path: Path) -> str:
    """Return a path as test ids show it."""
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", TESTS, ids=named)
def test_every_test_says_what_it_protects(path: Path) -> None:
    """Who breaks a test learns from its docstring why it is there."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_modules_can_be_read_at_a_sitting(path: Path) -> None:
    """A module of more than about 300 lines has become two."""
    assert len(path.read_text("utf-8").splitlines()) <= 320


def test_every_module_has_its_layer_and_its_place_in_the_architecture() -> None:
    """A new module is put into the layers, and its group named in the documentation."""
    names = {path.stem if path.is_file() else path.name for path in SOURCE.iterdir() if _is_module(path)}
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = {
        name.strip().removeprefix("digest.") for layer in contracts[0]["layers"] for name in layer.split("|")
    }
    assert names == layers
    written = set(re.findall(r"`(\w+)`", (ROOT / "docs" / "architecture.md").read_text("utf-8")))
    assert names <= written, names - written


def _is_module(path: Path) -> bool:
    return (path.suffix == ".py" and path.stem != "__init__") or (path / "__init__.py").is_file()


def test_constraints_pin_versions_and_name_no_index() -> None:
    """Everybody installs the same versions, from whichever index is theirs."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert pins
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in pins)


def test_no_module_prints_but_those_of_the_command_line() -> None:
    """The library raises and returns; only cli prints and exits."""
    calls = re.compile(r"(?<![\w.])(?:print|sys\.exit|click\.echo)\(")
    assert [
        named(path)
        for path in MODULES
        if "cli" not in path.relative_to(SOURCE).parts and calls.search(path.read_text("utf-8"))
    ] == []


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_no_module_is_long(path: Path) -> None:
    """What does not fit a few screens is two things: about three hundred lines are the limit."""
    assert path.read_text("utf-8").count("\n") <= 325


def test_every_dependency_and_every_exception_has_its_reason() -> None:
    """Who wonders why we need a package, or why a rule of ruff is off, reads it beside it."""
    listed = re.compile(r'\s+"(?:[A-Za-z][\w.-]*(?:\[[\w,]+\])?[<>=~!]=?[^"]*|[A-Z]+[0-9]+)",?(?P<rest>.*)')
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    found = [match for line in lines if (match := listed.fullmatch(line))]
    assert len(found) > 30
    assert [match[0] for match in found if not re.match(r"\s+# \S", match["rest"])] == []


def test_no_file_names_a_registry_or_a_place_on_somebody_s_machine() -> None:
    """Packages come from wherever the reader gets them, and nothing depends on who wrote it."""
    names = re.compile(r"(?:pypi|npmjs|pythonhosted|yarnpkg)\.(?:org|com)|/(?:home|Users|root)/(?!ana\b)\w")
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False, encoding="utf-8"
    )
    if tracked.returncode:
        pytest.skip("not a checkout")
    texts = {".py", ".md", ".toml", ".txt", ".yaml", ".json", ".j2", ".css", ".mjs", ".yml", ""}
    files = [ROOT / name for name in tracked.stdout.split("\0") if name and Path(name).suffix in texts]
    assert [
        named(path)
        for path in files
        if path.is_file() and names.search(path.read_text("utf-8", errors="replace"))
    ] == []
