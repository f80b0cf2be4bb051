"""``digest check`` and ``digest rules`` as an editor and a CI job run them."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from digest.cli import main
from tests.checks.documents import make

WARNING = "subject: MINISTERS OPEN THE DOOR\n"
ERROR = "subject: TK\n"


def run(folder: Path, *arguments: str) -> Result:
    """Run ``digest check`` over the project in ``folder``."""
    return CliRunner().invoke(main, ["--project", str(folder), "check", *arguments])


def test_a_clean_issue(tmp_path: Path) -> None:
    """Nothing on standard output, a word on standard error, status 0."""
    make("", tmp_path)
    result = run(tmp_path)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "nothing to mend\n")


def test_warnings_fail_when_strict(tmp_path: Path) -> None:
    """A CI job decides how strict it is."""
    make(WARNING, tmp_path)
    assert run(tmp_path).exit_code == 0
    result = run(tmp_path, "--strict")
    assert result.exit_code == 1
    assert result.stderr.endswith("1 warning\n")
    assert "[capitals]" in result.stderr


def test_errors_fail(tmp_path: Path) -> None:
    """An error always fails."""
    make(ERROR, tmp_path)
    assert run(tmp_path).exit_code == 1


def test_machine_formats_go_to_standard_output(tmp_path: Path) -> None:
    """What is piped into a file is that format and nothing else."""
    make(ERROR, tmp_path)
    result = run(tmp_path, "--format", "json")
    assert [each["rule"] for each in json.loads(result.stdout)] == ["placeholder-text"]
    assert result.exit_code == 1
    assert run(tmp_path, "--format", "github").stdout.startswith("::error title=placeholder-text,file=")
    assert json.loads(run(tmp_path, "--format", "sarif").stdout)["version"] == "2.1.0"


def test_a_broken_issue_is_reported_like_a_finding(tmp_path: Path) -> None:
    """An issue that cannot be built does not keep the others from being checked."""
    issue = make(WARNING, tmp_path)
    issue.with_name("2026-11-23.yaml").write_text("date: soon\n", encoding="utf-8")
    result = run(tmp_path, "--format", "json")
    rules = [each["rule"] for each in json.loads(result.stdout)]
    assert "capitals" in rules
    assert "not-a-date" in rules
    assert result.exit_code == 1


def test_rules() -> None:
    """The list and the manual of one rule, from anywhere."""
    listed = CliRunner().invoke(main, ["rules"])
    assert "missing-preheader" in listed.stdout
    assert "Why: inboxes show" in CliRunner().invoke(main, ["rules", "missing-preheader"]).stdout
    unknown = CliRunner().invoke(main, ["rules", "missing-prehader"])
    assert unknown.exit_code == 1
    assert "did you mean 'missing-preheader'?" in unknown.stderr
