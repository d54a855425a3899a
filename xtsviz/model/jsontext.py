"""JSON text: strict reading with clear errors, and writing. `storage` reads and writes the files."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from xtsviz.errors import DocumentError, quoted
from xtsviz.model.storage import read_bytes, write_atomically

__all__ = ["decode", "encode", "read_bytes", "write_atomically"]


def decode(data: bytes | str) -> Any:
    """The value of a JSON text.

    Raises:
        DocumentError: the text is empty, not UTF-8 or not JSON (with line and column), or an object has a key twice.
    """
    text = data.removeprefix("\ufeff") if isinstance(data, str) else _decoded_text(data)
    if not text.strip():
        raise DocumentError("the file is empty; a document is a JSON object, as Design.save writes it")
    try:
        return json.loads(text, object_pairs_hook=_object_with_unique_keys, parse_constant=_refuse_constant)
    except json.JSONDecodeError as problem:
        place = f"line {problem.lineno}, column {problem.colno}"
        raise DocumentError(f"{place}: not JSON ({problem.msg})") from None
    except RecursionError:
        raise DocumentError("nested too deeply to be a document") from None
    except ValueError as problem:
        raise DocumentError(str(problem)) from None


def _decoded_text(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise DocumentError("the file is UTF-16; save it as UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        if b"\0" in data:
            raise DocumentError("the file is binary; a document is JSON in UTF-8") from None
        raise DocumentError(f"byte {problem.start} is not UTF-8; save the file as UTF-8") from None


def _object_with_unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise ValueError(f"the key {quoted(twice)} is given twice in one object; keep one")
    return found


def _refuse_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is not a JSON value; write a number or null")


def encode(value: Any) -> str:
    """A JSON text for people: indented, in UTF-8, with a last newline."""
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
