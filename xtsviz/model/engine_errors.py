"""Errors of table engines become a `DirectoryError`. A lazy table may no longer exist when it is read."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, wraps
from typing import Any, TypeVar

from xtsviz.errors import DirectoryError, visible

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])

_ENGINES = frozenset(
    {"_duckdb", "dask", "duckdb", "ibis", "narwhals", "polars", "py4j", "pyarrow", "pyspark", "sqlframe"}
)
_POLARS_PANIC = "pyo3_runtime"
"""The module of Polars' panics. They are no `Exception`, so ``except Exception`` does not catch them."""
_MAX_LENGTH = 200


def engine_error(error: BaseException) -> DirectoryError | None:
    """The `DirectoryError` for an error of a table engine; None for any other error, which is raised unchanged."""
    if isinstance(error, UnicodeEncodeError):
        return DirectoryError("a text holds half a character (a lone surrogate); give valid Unicode")
    origin = _library_of(error)
    if origin not in _ENGINES and origin != _POLARS_PANIC and not isinstance(error, OSError):
        return None
    return unreadable_table_error(error)


def unreadable_table_error(error: BaseException) -> DirectoryError:
    """The `DirectoryError` for any error that was raised while a table was read."""
    # The message of a panic is about the engine's own code.
    text = "" if _library_of(error) == _POLARS_PANIC else str(error).strip()
    first = text.splitlines()[0].rstrip(".!") if text else "its engine failed"
    said = visible(first if len(first) <= _MAX_LENGTH else f"{first[: _MAX_LENGTH - 1]}…")
    return DirectoryError(
        f"the table of users cannot be read: {said}. If its file, connection or columns have changed, open it again "
        "and give it to design.with_directory"
    )


def _library_of(error: BaseException) -> str:
    return type(error).__module__.partition(".")[0]


def translates_engine_errors(function: F) -> F:
    """Decorate a function that reads tables: it raises `DirectoryError` where an engine fails."""

    @wraps(function)
    def asked(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except BaseException as error:
            if ours := engine_error(error):
                raise ours from error
            raise

    return asked  # type: ignore[return-value]


def translates_engine_errors_in_methods(kind: type[T]) -> type[T]:
    """Decorate all public methods and properties of a class with `translates_engine_errors`."""
    for name, member in list(vars(kind).items()):
        if name.startswith("_") and name != "__init__":
            continue
        if isinstance(member, property) and member.fget is not None:
            setattr(kind, name, property(translates_engine_errors(member.fget), doc=member.__doc__))
        elif isinstance(member, cached_property):
            member.func = translates_engine_errors(member.func)
        elif callable(member) and not isinstance(member, type):
            setattr(kind, name, translates_engine_errors(member))
    return kind
