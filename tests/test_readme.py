"""The README tells the truth: its commands print what it shows, tables are complete, links lead on."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import click
import pytest

from digest.cli import main
from digest.fields import Model
from digest.issue import Cta, Image, Issue, Lead, MoreFrom, Sponsor, Teaser, Text
from digest.settings import Colors, Logo, Sender, Settings, Social, Tracking
from tests.projects import digest_command

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")

MODELS: list[type[Model]] = [
    *(Settings, Sender, Logo, Colors, Social, Tracking),
    *(Issue, Lead, Image, Cta, Sponsor, MoreFrom, Teaser, Text),
]
EDIT = re.compile(r'<!-- in (?P<file>\S+) write "(?P<new>.*)" for "(?P<old>.*)" -->')
SAVE = re.compile(r"`(?P<file>[^`]+)`[^`]*\n<!-- save -->\n\n```\w+\n(?P<content>.*?)```", re.DOTALL)
CONSOLE = re.compile(r"```console\n(?P<text>.*?)```", re.DOTALL)

FIND_TOOL = "import shutil, sys, os; print(shutil.which(sys.argv[1]) or sys.exit('error: not installed'))"


@dataclass
class Reader:
    """Somebody who does what the README says, in a copy of the project, and compares what is printed."""

    folder: Path
    commands: list[str] = field(default_factory=list)

    def edit(self, file: str, old: str, new: str) -> None:
        """Change a file as the text asks."""
        path = self.folder / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    def save(self, file: str, content: str) -> None:
        """Save a file that the text shows."""
        (self.folder / file).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / file).write_text(content, "utf-8")

    def follow(self, block: str) -> None:
        """Run the commands of a block and compare what they print with what is shown under them."""
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            self.commands.append(command)
            compare(shown, self.run(shlex.split(command)))

    def run(self, words: list[str]) -> str:
        """Run one command; return what a terminal shows."""
        match words:
            case ["cd", folder]:
                self.folder /= folder
                return ""
            case ["make", target]:  # only what it would do: this test is part of it
                return execute(["make", "--dry-run", target], ROOT)
            case ["pip" | ".venv/bin/pip", "install", *rest]:  # all is installed where this test runs
                dry = ["--dry-run", "--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
                return execute([sys.executable, "-m", "pip", "install", *dry, *rest], ROOT)
            case ["python3", "-m", "venv", place]:
                return execute([sys.executable, "-m", "venv", "--without-pip", place], self.folder)
            case [
                ".venv/bin/ruff" | ".venv/bin/mypy" | ".venv/bin/lint-imports" | ".venv/bin/pytest" as tool,
                *_,
            ]:
                return execute([sys.executable, "-c", FIND_TOOL, Path(tool).name], ROOT)  # as for make
            case ["digest" | ".venv/bin/digest", *arguments]:
                return execute(digest_command(*arguments), self.folder)
        raise AssertionError(f"the test does not know how to run {words}")


def blocks(language: str) -> list[str]:
    """Return the README's code in a language."""
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def execute(command: list[str], folder: Path) -> str:
    """Run a command and return what it prints; only a content error may make it fail."""
    done = subprocess.run(
        command,
        cwd=folder,
        check=False,
        env={
            **os.environ,
            "PYTHONUNBUFFERED": "1",
        },  # stdout and stderr in the order in which they are written
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    assert done.returncode == 0 or "error: " in done.stdout, done.stdout
    return done.stdout


def compare(shown: str, printed: str) -> None:
    """Check that the lines shown were printed, in this order; figures vary, and … stands for any lines."""
    rest = [loosely(line) for line in printed.splitlines()]
    skipping = False
    for line in map(loosely, shown.splitlines()):
        if line == "…":
            skipping = True
            continue
        assert line in rest, (line, printed)
        assert skipping or rest[0] == line, (line, printed)
        rest = rest[rest.index(line) + 1 :]
        skipping = False
    assert skipping or not rest or not shown.strip(), printed


def loosely(line: str) -> str:
    """Return a line with its figures and the widths of its blanks made equal."""
    return re.sub(r"\s+", " ", re.sub(r"\d[\d,.]*", "#", line)).strip()


def test_every_command_does_what_the_readme_shows(tmp_path: Path) -> None:
    """An editor who follows the README word by word sees what it promises."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    for name in ("issues", "images"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "newsletter.yaml", folder)
    reader = Reader(folder)
    steps = [*EDIT.finditer(README), *SAVE.finditer(README), *CONSOLE.finditer(README)]
    for step in sorted(steps, key=lambda each: each.end()):
        if step.re is EDIT:
            reader.edit(step["file"], step["old"], step["new"])
        elif step.re is SAVE:
            reader.save(step["file"], step["content"])
        else:
            reader.follow(step["text"])
    assert len(reader.commands) >= 12
    assert {"make build", "make test"} <= set(reader.commands)


def test_no_command_block_escapes_the_test() -> None:
    """Whoever adds commands to the README marks them as such, so that they are run."""
    assert set(re.findall(r"^```(\w*)$", README, re.MULTILINE)) <= {"", "console", "yaml", "jinja", "python"}


def test_the_library_example_runs(tmp_path: Path) -> None:
    """What a programmer copies works as it stands."""
    for name in ("issues", "images"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "newsletter.yaml", tmp_path)
    example = next(
        code for code in re.findall(r"```python\n(.*?)```", README, re.DOTALL) if "load_issue" in code
    )
    printed = execute([sys.executable, "-W", "error", "-c", example], tmp_path)
    assert printed.startswith("Is the alliance's door finally open? ")


def test_the_issue_shown_builds(tmp_path: Path) -> None:
    """The issue that the README teaches the format with is one."""
    (tmp_path / "images").mkdir()
    shutil.copy(ROOT / "images" / "summit.jpg", tmp_path / "images")
    (tmp_path / "issues").mkdir()
    shown = next(code for code in blocks("yaml") if "blocks:" in code)
    (tmp_path / "issues" / "shown.yaml").write_text(shown, "utf-8")
    settings = "name: A\npublisher: B\nfrom: {name: C, email: c@letter.example}\npostal_address: D\n"
    (tmp_path / "newsletter.yaml").write_text(settings, "utf-8")
    assert "1 built" in execute(digest_command("build"), tmp_path)


def test_the_command_table_is_complete() -> None:
    """No command is missing from the README, and none stands there that does not exist."""
    assert isinstance(main, click.Group)
    assert set(re.findall(r"^\| `digest (\w+)", README, re.MULTILINE)) == set(main.commands)


@pytest.mark.parametrize("model", MODELS)
def test_every_key_is_named(model: type[Model]) -> None:
    """An editor finds every key of both formats in the README."""
    for name, info in model.model_fields.items():
        key = info.alias or name
        assert re.search(rf"\b{key.removesuffix('_dark')}\b", README), key


def test_links_and_pictures_of_the_readme_exist() -> None:
    """Nothing that the README points at in this checkout is missing."""
    for target in re.findall(r"\]\((?!https?://|#)([^)\s]+)\)", README) + re.findall(
        r'src="([^"]+)"', README
    ):
        assert (ROOT / target).exists(), target
