"""What every command shares: the project, its examples, how errors are shown, and the exit status."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from digest.diagnostics import Diagnostic, DigestError
    from digest.project import Project

# Exit statuses, as the manual states them; 130 is what a shell expects of a command ended by Ctrl-C.
CONTENT_ERRORS, USAGE_ERRORS, INTERRUPTED = 1, 2, 130

# New objects after which Python looks for garbage: many for a command that soon ends, else as Python has it.
GARBAGE, USUAL_GARBAGE = 100_000, 700

_COLORS = {"error": "red", "warning": "yellow", "advice": "cyan"}


@dataclass(slots=True)
class Session:
    """One run of the command: what was said on the command line for all commands."""

    folder: Path | None = None
    debug: bool = False

    def project(self, near: Sequence[str] = ()) -> Project:
        """Load the project that ``--project`` names, else the one around the working directory.

        ``near`` are the issues named on the command line: where the working directory is in no project,
        theirs is taken, so that an issue can be built from anywhere.

        Raises:
            ProjectError: there is none, or its ``newsletter.yaml`` is faulty.
        """
        from digest.diagnostics import ProjectError
        from digest.project import find_project, load_project

        if self.folder:
            return load_project(self.folder.resolve())
        try:
            return load_project(find_project(Path.cwd()))
        except ProjectError as error:
            elsewhere = [Path(name).parent for name in near if Path(name).is_file()]
            if not elsewhere or error.diagnostics[0].rule != "no-project":
                raise
        return load_project(find_project(elsewhere[0]))


pass_session = click.make_pass_decorator(Session, ensure=True)


def choose_project(context: click.Context, _parameter: click.Parameter, folder: Path | None) -> None:
    """Keep what ``--project`` says, whether it stands before or after the command's name."""
    if folder:
        context.ensure_object(Session).folder = folder


class Command(click.Command):
    """A command that ends its help with examples and takes ``--project``, as every command does."""

    def __init__(self, *arguments: Any, examples: Sequence[str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.examples = examples
        self.params.append(
            click.Option(
                ["--project", "folder"],
                type=click.Path(path_type=Path, exists=True, file_okay=False),
                callback=choose_project,
                expose_value=False,
                help="The newsletter's folder [default: the nearest that holds newsletter.yaml].",
            )
        )

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, each on its own line."""
        super().format_epilog(ctx, formatter)
        with formatter.section("Examples" if len(self.examples) > 1 else "Example"):
            for example in self.examples:
                formatter.write(f"{' ' * formatter.current_indent}{example}\n")


class Commands(click.Group):
    """The command ``digest``: every error ends as a message and an exit status, never as a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        from digest.diagnostics import DigestError

        # Python would look for garbage all the while a command loads what it needs.
        gc.set_threshold(GARBAGE)
        ctx.color = False if os.environ.get("NO_COLOR") else None
        if isinstance(sys.stdout, TextIOWrapper):
            # A terminal that knows no "ş" gets a question mark and not a failed command.
            sys.stdout.reconfigure(errors="replace")
        session = ctx.ensure_object(Session)
        try:
            return super().invoke(ctx)
        except DigestError as error:
            report(error.diagnostics)
            ctx.exit(exit_status(error))
        except KeyboardInterrupt:
            click.echo("\ninterrupted", err=True)
            ctx.exit(INTERRUPTED)
        except (click.exceptions.Exit, click.ClickException, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            if session.debug:
                raise
            words = f"error: {type(error).__name__}: {error} [unexpected]"
            hint = (
                "this is a fault of digest; 'digest --debug' before the command shows where: please report it"
            )
            click.echo(f"{words}\n  hint: {hint}", err=True)
            ctx.exit(USAGE_ERRORS)


def exit_status(error: DigestError) -> int:
    """Return 1 for what the editor of an issue mends, 2 for what the keeper of the project mends."""
    from digest.diagnostics import OutputError, ProjectError, ThemeError

    return USAGE_ERRORS if isinstance(error, ProjectError | ThemeError | OutputError) else CONTENT_ERRORS


def report(diagnostics: Iterable[Diagnostic]) -> None:
    """Write diagnostics to stderr, in colour where it is a terminal."""
    from digest.diagnostics import format_text

    for each in diagnostics:
        severity = f"{each.severity}:"
        colored = click.style(severity, fg=_COLORS[each.severity], bold=True)
        click.echo(format_text(each).replace(severity, colored, 1), err=True)
