"""What somebody hands to a picture, checked before it is drawn: an error says what is needed, never a traceback."""

from __future__ import annotations

from xtsviz.errors import PictureError


def need(value: object, kind: type | tuple[type, ...], words: str, instead: str = "") -> None:
    """Nothing, if a value is of a kind.

    Args:
        words: what is needed, as the beginning of a sentence.
        instead: where to get it.

    Raises:
        PictureError: it is of another kind.
    """
    if not isinstance(value, kind):
        raise PictureError(f"{words}, not {type(value).__name__}{f'; {instead}' if instead else ''}")
