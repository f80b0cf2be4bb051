"""The command line: the only place that prints and exits. Each command imports what it needs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from digest.diagnostics import Diagnostic

# Exit statuses, as the manual states them.
CONTENT_ERRORS, USAGE_ERRORS = 1, 2


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="newsletter-digest", prog_name="digest")
@click.option(
    "--project", "folder", type=click.Path(path_type=Path), help="The newsletter's folder [default: found]."
)
@click.pass_context
def main(context: click.Context, folder: Path | None) -> None:
    """Build newsletter editions from issues written in YAML."""
    context.obj = folder


@main.command()
@click.argument("issues", nargs=-1, type=click.Path(path_type=Path))
@click.option("--esp", help="Whose merge tags to write [default: the newsletter's].")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where to write [default: dist].")
@click.option("--mjml", is_flag=True, help="Write edition.mjml too.")
@click.pass_obj
def build(
    folder: Path | None, issues: tuple[Path, ...], esp: str | None, output: Path | None, mjml: bool
) -> None:
    """Build editions into dist/<issue>/.

    \b
    Example:
      digest build issues/2026-11-22.yaml
    """  # noqa: D301  \b keeps click from reflowing the example
    from digest.diagnostics import DigestError, ProjectError
    from digest.edition import build_edition
    from digest.output import write_edition
    from digest.project import find_project, load_issue, load_project

    try:
        project = load_project(folder.resolve() if folder else find_project(Path.cwd()))
    except ProjectError as error:
        _report(error.diagnostics)
        sys.exit(USAGE_ERRORS)
    failed = False
    for path in issues or project.issue_paths():
        try:
            edition = build_edition(load_issue(path, project), project, esp)
            write_edition(edition, (output or project.root / "dist") / edition.stem, with_mjml=mjml)
        except DigestError as error:
            failed = True
            _report(error.diagnostics)
    sys.exit(CONTENT_ERRORS if failed else 0)


def _report(diagnostics: tuple[Diagnostic, ...]) -> None:
    from digest.diagnostics import format_text

    for each in diagnostics:
        click.echo(format_text(each), err=True)


if __name__ == "__main__":
    main()
