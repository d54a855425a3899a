"""Checks of the arguments of public functions. An error says what is needed."""

from __future__ import annotations

from xtsviz.errors import PictureError


def require_type(value: object, kind: type | tuple[type, ...], words: str, instead: str = "") -> None:
    """Raise an error if a value has another type.

    Args:
        value: the argument.
        kind: the type that is needed, or several types.
        words: what is needed, as the beginning of a sentence.
        instead: where to get it.

    Raises:
        PictureError: the value has another type.
    """
    if not isinstance(value, kind):
        raise PictureError(f"{words}, not {type(value).__name__}{f'; {instead}' if instead else ''}")
