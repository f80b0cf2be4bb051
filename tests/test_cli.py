"""The command line's contract: exit status, where output goes, and what help and errors say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from digest.cli import main
from digest.cli.session import Commands, Session
from tests.projects import ISSUE, make_project, run_digest


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """Give a project with two issues."""
    return make_project(tmp_path / "letter")


def commands(group: click.Group = main, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield every command and sub-command as it is typed."""
    for name, command in group.commands.items():
        yield (*path, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


@pytest.mark.parametrize("command", list(commands()), ids=" ".join)
def test_every_help_ends_with_an_example_and_takes_project(command: tuple[str, ...]) -> None:
    """An editor learns a command from its help alone."""
    said = CliRunner().invoke(main, [*command, "--help"]).output
    assert f"  digest {' '.join(command)}" in said.split("Example", 1)[1]
    assert "--project" in said


@pytest.mark.parametrize("arguments", [["--project", "{}", "build"], ["build", "--project", "{}"]])
def test_project_stands_before_or_after_the_command(letter: Path, arguments: list[str]) -> None:
    """Nobody has to remember which side of the command an option belongs to."""
    done = CliRunner().invoke(main, [each.format(letter) for each in arguments])
    assert done.exit_code == 0, done.output
    assert (letter / "dist" / "2026-11-22" / "edition.html").is_file()


@pytest.mark.parametrize(
    "name", ["2026-11-22", "issues/2026-11-22.yaml", "2026-11-22.yaml", "{}/issues/2026-11-22.yaml"]
)
def test_an_issue_is_named_by_path_or_stem(letter: Path, name: str) -> None:
    """However an editor names an issue, that one is built and no other."""
    done = CliRunner().invoke(main, ["--project", str(letter), "build", name.format(letter)])
    assert done.exit_code == 0, done.output
    assert [path.name for path in (letter / "dist").iterdir()] == ["2026-11-22"]


def test_an_issue_can_be_built_from_anywhere(
    letter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Outside every project, the issue's own project is taken."""
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["build", str(letter / "issues" / "2026-11-22.yaml")])
    assert done.exit_code == 0, done.output
    assert (letter / "dist" / "2026-11-22" / "edition.html").is_file()


def test_usage_errors_name_the_remedy(letter: Path, tmp_path: Path) -> None:
    """Every wrong name is reported at once, each with what to write instead; the status is 2."""
    (tmp_path / "stray.yaml").write_text(ISSUE, "utf-8")
    (letter / "drafts").mkdir()
    (letter / "drafts" / "2026-11-21.yaml").write_text(ISSUE, "utf-8")
    names = ["2026-11-23", "zz", "issues", str(tmp_path / "stray.yaml"), "2026-11-21", "2026-11-21"]
    names.append("drafts/2026-11-21.yaml")
    done = CliRunner().invoke(main, ["--project", str(letter), "build", *names])
    assert done.exit_code == 2
    assert done.stdout == ""
    for said in (
        "there is no issue '2026-11-23' [unknown-issue]\n  hint: did you mean '2026-11-22'?",
        "there is no issue 'zz' [unknown-issue]\n  hint: the newest is '2026-11-22'",
        "is not in the project",
        "would both be written to '2026-11-21' [same-name]",
    ):
        assert said in done.stderr
    assert not (letter / "dist").exists()


def test_a_project_without_issues_says_how_to_begin(letter: Path) -> None:
    """An empty or misnamed issues folder is a message with the next step."""
    for path in (letter / "issues").iterdir():
        path.unlink()
    done = CliRunner().invoke(main, ["--project", str(letter), "build"])
    assert done.exit_code == 2
    assert "run 'digest new' to write the first" in done.stderr
    (letter / "issues" / "one.yml").write_text(ISSUE, "utf-8")
    done = CliRunner().invoke(main, ["--project", str(letter), "build"])
    assert "rename those that end in .yml" in done.stderr


def test_no_project_is_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside a project the command says how to begin one."""
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["build"])
    assert done.exit_code == 2
    assert "digest init my-letter" in done.stderr


def test_an_unexpected_error_is_a_line_and_its_traceback_on_demand() -> None:
    """Whatever goes wrong inside, an editor reads one sentence; the maintainer can see where."""

    @click.group(cls=Commands)
    @click.option("--debug", is_flag=True)
    @click.pass_context
    def digest(context: click.Context, *, debug: bool) -> None:
        context.ensure_object(Session).debug = debug

    @digest.command()
    def fail() -> None:
        raise RuntimeError("oh")

    done = CliRunner().invoke(digest, ["fail"])
    assert done.exit_code == 2
    assert done.stderr.startswith("error: RuntimeError: oh [unexpected]\n  hint: this is a fault of digest")
    assert isinstance(CliRunner().invoke(digest, ["--debug", "fail"]).exception, RuntimeError)


def test_a_faulty_project_is_reported_with_its_place(letter: Path) -> None:
    """The keeper of the project sees every fault of newsletter.yaml, and status 2."""
    (letter / "newsletter.yaml").write_text("nam: Meridian\n", "utf-8")
    done = CliRunner().invoke(main, ["--project", str(letter), "build"])
    assert done.exit_code == 2
    assert "newsletter.yaml:1:1: error: unknown key 'nam' [unknown-key]" in done.stderr


def test_python_m_is_the_same_command() -> None:
    """Where scripts are not on the path, python -m digest.cli does."""
    assert run_digest("--help").stdout.startswith("Usage: digest [OPTIONS] COMMAND")
