"""``digest schema``."""

from __future__ import annotations

from pathlib import Path

import click

from digest.cli.session import Command, Session, pass_session


@click.command(cls=Command, examples=["digest schema", "digest schema -o ."])
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where to write [default: the newsletter's folder].",
)
@click.option("--json", "as_json", is_flag=True, help="Say what was written as JSON.")
@pass_session
def schema(session: Session, output: Path | None, *, as_json: bool) -> None:
    """Write the JSON Schemas of the two formats.

    A text editor with a YAML language server reads issue.schema.json and newsletter.schema.json, completes
    keys and marks mistakes while you type, when the first line of a file names them:

    # yaml-language-server: $schema=../issue.schema.json
    """
    import json

    from digest.diagnostics import shown_path
    from digest.files import Staging
    from digest.schema import schema_files

    folder = output or session.project().root
    paths = []
    with Staging() as staging:
        for name, text in schema_files().items():
            staging.add(folder / name, text.encode())
            paths.append(shown_path(folder / name))
    click.echo(json.dumps({"written": paths}, indent=2) if as_json else "\n".join(paths))
