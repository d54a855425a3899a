"""The application: its commands, and what becomes of errors.

Exit status: 0 done, 1 findings that were asked to count as failure, 2 bad input or usage.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from typer.main import get_command

from xtsviz import __version__
from xtsviz.cli import commands, differences, pictures
from xtsviz.cli.terminal import printable
from xtsviz.errors import XtsvizError

app = typer.Typer(
    name="xtsviz",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
app.command()(pictures.explore)
app.command()(commands.template)
app.command()(commands.flow)
app.command()(commands.trace)
app.command()(differences.diff)
app.command()(pictures.render)
app.command()(commands.schema)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"xtsviz {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """See how cross-tenant synchronization works, and what a design does."""


def main() -> None:
    """Run the command line with the arguments of the process, and end the process."""
    for stream in (sys.stdout, sys.stderr):
        # A name that the terminal's encoding does not have must not end the program.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
    try:
        get_command(app).main(prog_name="xtsviz")
    except XtsvizError as error:
        told = printable(str(error), keep="\n")
        sys.stderr.write(f"xtsviz: {told}\n")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
