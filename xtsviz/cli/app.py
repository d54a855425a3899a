"""The application: its commands, and the handling of errors.

Exit status: 0 for success, 1 for findings that count as failure (``--fail-on``), 2 for bad input or usage.
"""

from __future__ import annotations

import io
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from xtsviz import __version__
from xtsviz.cli import apps, commands, differences, homework, pictures, reviews, sharing
from xtsviz.cli.streams import safe_streams
from xtsviz.cli.terminal import printable
from xtsviz.errors import XtsvizError

# The exception for wrong usage. It is typer's own or click's, and typer does not export it.
_USAGE_ERROR: Any = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")


class _InterruptError(Exception):
    """Ctrl+C, as an exception that typer does not handle itself."""


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
app.command()(apps.explore)
app.command()(apps.practice)
app.command()(commands.template)
app.command()(commands.flow)
app.command()(commands.trace)
app.command()(commands.why)
app.command()(reviews.review)
app.command()(differences.diff)
app.command()(pictures.render)
app.command()(homework.homework)
app.command()(sharing.share)
app.command()(sharing.pseudonymise)
app.command()(commands.schema)


def _version(is_given: bool) -> None:
    if is_given:
        typer.echo(f"xtsviz {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Show how cross-tenant synchronization works, and what a design does."""


def main() -> None:
    """Run the command line with the arguments of the process, and end the process."""
    with safe_streams() as out:
        status = _exit_status()
        sys.stdout.flush()
        if out is not None and out.problem:
            _print_error(f"cannot write to standard output: {out.problem}")
            status = 2
    sys.exit(status)


def _exit_status() -> int:
    try:
        return get_command(app).main(prog_name="xtsviz", standalone_mode=False) or 0
    except _USAGE_ERROR as error:
        text = io.StringIO()
        error.show(text)  # with the arguments as typed
        sys.stderr.write(printable(text.getvalue(), keep="\n"))
    except XtsvizError as error:
        _print_error(str(error))
    except MemoryError:
        _print_error("this machine does not have enough memory for this")
    except (_InterruptError, typer.Abort):
        _print_error("interrupted")
        return 130
    except SystemExit as exit_request:
        return exit_request.code if isinstance(exit_request.code, int) else 0
    return 2


def _print_error(message: str) -> None:
    message = printable(message, keep="\n")
    sys.stderr.write(f"xtsviz: {message}\n")
