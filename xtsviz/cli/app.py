"""The application: its commands, and what becomes of errors.

Exit status: 0 done, 1 findings that were asked to count as failure, 2 bad input or usage.
"""

from __future__ import annotations

import io
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from xtsviz import __version__
from xtsviz.cli import commands, differences, pictures, reviews
from xtsviz.cli.streams import safe_streams
from xtsviz.cli.terminal import printable
from xtsviz.errors import XtsvizError

# What is raised for wrong usage; typer brings its own or click's, and shows none of them under its name.
_USAGE: Any = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")


class _InterruptError(Exception):
    """Ctrl+C, under a name that typer does not take for its own business."""


class _Commands(TyperGroup):
    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise _InterruptError from None


app = typer.Typer(
    name="xtsviz",
    cls=_Commands,
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
app.command()(reviews.review)
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
    with safe_streams() as out:
        status = _status()
        sys.stdout.flush()
        if out is not None and out.problem:
            _say(f"cannot write to standard output: {out.problem}")
            status = 2
    sys.exit(status)


def _status() -> int:
    try:
        return get_command(app).main(prog_name="xtsviz", standalone_mode=False) or 0
    except _USAGE as error:
        told = io.StringIO()
        error.show(told)  # with the words as they were given
        sys.stderr.write(printable(told.getvalue(), keep="\n"))
    except XtsvizError as error:
        _say(str(error))
    except MemoryError:
        _say("this machine has not enough memory for that")
    except (_InterruptError, typer.Abort):
        _say("interrupted")
        return 130
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    return 2


def _say(text: str) -> None:
    told = printable(text, keep="\n")
    sys.stderr.write(f"xtsviz: {told}\n")
