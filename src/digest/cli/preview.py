"""``digest preview``."""

from __future__ import annotations

import gc
from pathlib import Path

import click

from digest.cli.session import USUAL_GARBAGE, Command, Session, pass_session


@click.command(
    cls=Command,
    examples=["digest preview", "digest preview 2026-11-22 --no-open", "digest preview --editor idea"],
)
@click.argument("issue", required=False)
@click.option(
    "--port", type=click.IntRange(1, 65535), help="Where to listen [default: the first free from 8765]."
)
@click.option("--no-open", is_flag=True, help="Do not open a browser.")
@click.option(
    "--editor",
    metavar="NAME",
    envvar="DIGEST_EDITOR",
    show_envvar=True,
    help="Which text editor links open: vscode, cursor, idea, zed, sublime, none, or an address with {file}, "
    "{line} and {column} in it [default: the one chosen in the page].",
)
@pass_session
def preview(
    session: Session, issue: str | None, port: int | None, editor: str | None, *, no_open: bool
) -> None:
    """Show the editions in a browser, as new as their files.

    Save an issue, a template or a picture, and the page shows what became of it, with what the checks say.
    The first line of output is the page's address; only this machine can open it. Ctrl-C ends the preview.
    """
    from digest.preview.editors import editor_address
    from digest.selection import select_issues

    project = session.project((issue,) if issue else ())
    first = select_issues(project, [issue])[0].stem if issue else ""
    address = None if editor is None else editor_address(editor)
    _serve(project.root, first, port, address, browse=not no_open)


def _serve(root: Path, first: str, port: int | None, editor: str | None, *, browse: bool) -> None:
    """Serve until interrupted; the packages that only the preview needs are an extra."""
    from digest.diagnostics import ProjectError

    try:
        from digest.preview.server import Options, serve
    except ModuleNotFoundError as error:
        hint = "run pip install 'newsletter-digest[preview]'"
        raise ProjectError.single("missing-extra", f"the preview needs {error.name}", hint=hint) from error
    gc.set_threshold(USUAL_GARBAGE)
    try:
        serve(root, Options(first, port, editor, browse), started=click.echo)
    except KeyboardInterrupt:  # that is how a preview ends
        return
