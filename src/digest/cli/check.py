"""``digest check`` and ``digest rules``."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.cli.session import CONTENT_ERRORS, Command, Session, exit_status, pass_session, report

if TYPE_CHECKING:
    from digest.checks.answers import Answer
    from digest.diagnostics import Diagnostic
    from digest.project import Project


@click.command(
    cls=Command,
    examples=[
        "digest check",
        "digest check 2026-11-22 --strict",
        "digest check --links",
        "digest check --format sarif > digest.sarif",
    ],
)
@click.argument("issues", nargs=-1, metavar="[ISSUE]...")
@click.option("--links", is_flag=True, help="Ask for every linked page whether it is there.")
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
    help="How to write what is found; all but text go to standard output.",
)
@pass_session
def check(session: Session, issues: tuple[str, ...], style: str, *, links: bool, strict: bool) -> None:
    """Say what would embarrass the sender.

    Each issue is read, rendered and held against the rules that 'digest rules' lists. Nothing is written.

    With --links each linked page is asked for, at most once a day and two at a time from one server.

    ISSUE is a file or its name without the ending. Without any, all issues are checked.
    """
    from digest.checks.formats import FORMATS
    from digest.diagnostics import Severity
    from digest.selection import select_issues

    project = session.project(issues)
    found: list[Diagnostic] = []
    status = 0
    paths = select_issues(project, issues)
    answers = _ask(paths, project) if links else {}
    for path in paths:
        diagnostics, worst = _checked(path, project, answers)
        found += diagnostics
        status = max(status, worst)
    if style == "text":
        report(found)
        click.echo(summary(found), err=True)
    else:
        click.echo(FORMATS[style](found, Path.cwd()))
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if any(each.severity in failing for each in found):
        status = max(status, CONTENT_ERRORS)
    click.get_current_context().exit(status)


def _ask(paths: Sequence[Path], project: Project) -> Mapping[str, Answer]:
    """Ask the servers of everything that the issues link to, with a progress bar on a terminal."""
    from digest.checks.checked import web_links
    from digest.diagnostics import DigestError, ProjectError
    from digest.project import load_issue

    try:
        from digest.checks.asking import CACHE, ask
    except ImportError as error:
        hint = "run pip install 'newsletter-digest[links]'"
        raise ProjectError.single("missing-extra", "asking for pages needs httpx", hint=hint) from error
    urls: set[str] = set()
    for path in paths:
        with suppress(DigestError):  # a broken issue is reported when it is checked
            urls |= web_links(load_issue(path, project))
    with click.progressbar(length=len(urls), label="Asking for pages", file=sys.stderr) as bar:
        return ask(urls, project.root / CACHE, lambda: bar.update(1))


def _checked(
    path: Path, project: Project, answers: Mapping[str, Answer]
) -> tuple[tuple[Diagnostic, ...], int]:
    """Return what is found in one issue, and the exit status if it cannot be built at all."""
    from digest.checks import check as run_checks
    from digest.diagnostics import DigestError
    from digest.edition import build_edition
    from digest.project import load_issue

    try:
        issue = load_issue(path, project)
        return run_checks(issue, project, build_edition(issue, project), answers), 0
    except DigestError as error:
        return error.diagnostics, exit_status(error)


def summary(found: Sequence[Diagnostic]) -> str:
    """Count what was found."""
    from digest.diagnostics import Severity

    counts = {severity: sum(each.severity is severity for each in found) for severity in Severity}
    if not found:
        return "nothing to mend"
    names = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "piece of advice"}
    plurals = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.ADVICE: "pieces of advice"}
    return ", ".join(
        f"{count} {names[severity] if count == 1 else plurals[severity]}"
        for severity, count in counts.items()
        if count
    )


@click.command(cls=Command, examples=["digest rules", "digest rules ambiguous-label"])
@click.argument("rule", required=False, metavar="[ID]")
@pass_session
def rules(_session: Session, rule: str | None) -> None:
    """List the rules of 'digest check', or explain one."""
    from digest.checks.manual import explain, overview

    click.echo(explain(rule) if rule else overview())
