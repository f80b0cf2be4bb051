"""The command line: the only place that prints and exits.

One module for each command or family of commands. ``digest --help`` imports them all, so that each imports
what it works with inside its functions.
"""

from __future__ import annotations

import os
from pathlib import Path

import click

from digest.cli.begin import init, new
from digest.cli.build import build
from digest.cli.check import check, rules
from digest.cli.esps import esps
from digest.cli.export import export
from digest.cli.preview import preview
from digest.cli.push import push
from digest.cli.schema import schema
from digest.cli.send import send
from digest.cli.session import Commands, Session, choose_project
from digest.cli.shoot import shoot

# pydantic would look for plug-ins in everything that is installed: a tenth of the time of a command.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="newsletter-digest", prog_name="digest")
@click.option(
    "--project",
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    callback=choose_project,
    expose_value=False,
    help="The newsletter's folder [default: the nearest that holds newsletter.yaml].",
)
@click.option(
    "--debug", is_flag=True, envvar="DIGEST_DEBUG", help="Show the traceback of an unexpected error."
)
@click.pass_context
def main(context: click.Context, *, debug: bool) -> None:
    """Build newsletter editions from issues written in YAML."""
    context.ensure_object(Session).debug = debug


main.add_command(init)
main.add_command(new)
main.add_command(build)
main.add_command(check)
main.add_command(rules)
main.add_command(esps)
main.add_command(schema)
main.add_command(export)
main.add_command(send)
main.add_command(push)
main.add_command(preview)
main.add_command(shoot)
