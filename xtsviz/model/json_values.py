"""A Python value that a caller gives, converted to a JSON value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xtsviz.errors import DocumentError

_JSON_SCALARS = frozenset({str, int, float, bool, type(None)})


class UnsupportedValue:
    """Replaces a value of a type that JSON does not have. The document's validation then refuses it, with its place."""

    def __init__(self, value: object) -> None:
        self._kind = type(value).__name__

    def __str__(self) -> str:
        return self._kind


def to_json_value(value: Any) -> Any:
    """A copy of the value with mappings as dicts, lists and tuples as lists, and numbers and texts of Python.

    Anything else (a set, an iterator, a pydantic record) becomes an `UnsupportedValue`. References are checked on lists
    and dicts, so no other type may look like one of them.

    Raises:
        DocumentError: the value is nested too deeply, or contains itself.
    """
    try:
        return _convert(value)
    except RecursionError:
        raise DocumentError("nested too deeply to be a document") from None


def _convert(value: Any) -> Any:
    if type(value) in _JSON_SCALARS:
        return value
    if isinstance(value, Mapping):
        return {key: _convert(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_convert(item) for item in value]
    if isinstance(value, str):
        return str.__str__(value)
    if getattr(value, "shape", None) == () and hasattr(value, "item"):
        return value.item()  # numbers and booleans of numpy, as tables return them
    return value if isinstance(value, (int, float)) else UnsupportedValue(value)
