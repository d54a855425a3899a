"""Errors of table engines, told as one of ours: a lazy table may be gone by the time that it is asked."""

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
_PANIC = "pyo3_runtime"
"""Where Polars' panics come from; they are no `Exception`, as if they were an interrupt."""
_LONGEST = 200


def told(error: BaseException) -> DirectoryError | None:
    """What to say of an error of an engine; None if it is none: then it is for whoever can do something about it."""
    if isinstance(error, UnicodeEncodeError):
        return DirectoryError("a text holds half a character (a lone surrogate); give valid Unicode")
    origin = _origin(error)
    if origin not in _ENGINES and origin != _PANIC and not isinstance(error, OSError):
        return None
    return unreadable(error)


def unreadable(error: BaseException) -> DirectoryError:
    """What to say of any error that came while a table of somebody's was read."""
    # What a panic says is about the engine's own code.
    text = "" if _origin(error) == _PANIC else str(error).strip()
    first = text.splitlines()[0].rstrip(".!") if text else "its engine failed"
    said = visible(first if len(first) <= _LONGEST else f"{first[: _LONGEST - 1]}…")
    return DirectoryError(
        f"the table of users cannot be read: {said}. If its file, connection or columns have changed, open it anew "
        "and give it to design.with_directory"
    )


def _origin(error: BaseException) -> str:
    return type(error).__module__.partition(".")[0]


def asks_engine(function: F) -> F:
    """A function that reads tables, and raises `DirectoryError` where an engine fails."""

    @wraps(function)
    def asked(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except BaseException as error:
            if ours := told(error):
                raise ours from error
            raise

    return asked  # type: ignore[return-value]


def asking_engine(kind: type[T]) -> type[T]:
    """A class whose public methods and properties read tables; see `asks_engine`."""
    for name, member in list(vars(kind).items()):
        if name.startswith("_") and name != "__init__":
            continue
        if isinstance(member, property) and member.fget is not None:
            setattr(kind, name, property(asks_engine(member.fget), doc=member.__doc__))
        elif isinstance(member, cached_property):
            member.func = asks_engine(member.func)
        elif callable(member) and not isinstance(member, type):
            setattr(kind, name, asks_engine(member))
    return kind
