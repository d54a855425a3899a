"""Somebody's Python value as the JSON value that a document is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xtsviz.errors import DocumentError

_LEAVES = frozenset({str, int, float, bool, type(None)})


class NoJson:
    """Stands where a value is of no kind that JSON has, and is refused there for its type."""

    def __init__(self, value: object) -> None:
        self._kind = type(value).__name__

    def __str__(self) -> str:
        return self._kind


def plain(value: Any) -> Any:
    """A copy of the value with mappings as dicts, lists and tuples as lists, and numbers and texts of Python.

    Anything else (a set, an iterator, a record of pydantic) becomes a `NoJson`: what a document says is checked on its
    lists and objects, so nothing may pass as one that is looked at in another way later.

    Raises:
        DocumentError: nested too deeply, or in itself.
    """
    try:
        return _plain(value)
    except RecursionError:
        raise DocumentError("nested too deeply to be a document") from None


def _plain(value: Any) -> Any:
    if type(value) in _LEAVES:
        return value
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, str):
        return str.__str__(value)
    if getattr(value, "shape", None) == () and hasattr(value, "item"):
        return value.item()  # numbers and switches of numpy, as tables hand them out
    return value if isinstance(value, (int, float)) else NoJson(value)
