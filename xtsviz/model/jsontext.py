"""JSON text in and out: strict reading with clear refusals, and writing that never leaves half a file."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any, NoReturn

from xtsviz.errors import DocumentError, FileError, quoted


def decode(data: bytes | str) -> Any:
    """The value of a JSON text.

    Raises:
        DocumentError: empty, not UTF-8, not JSON (with line and column), or a key given twice in one object.
    """
    text = data.removeprefix("\ufeff") if isinstance(data, str) else _text(data)
    if not text.strip():
        raise DocumentError("the file is empty; a document is a JSON object, as Design.save writes it")
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant)
    except json.JSONDecodeError as problem:
        place = f"line {problem.lineno}, column {problem.colno}"
        raise DocumentError(f"{place}: not JSON ({problem.msg})") from None
    except RecursionError:
        raise DocumentError("nested too deeply to be a document") from None
    except ValueError as problem:
        raise DocumentError(str(problem)) from None


def _text(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise DocumentError("the file is UTF-16; save it as UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        if b"\0" in data:
            raise DocumentError("the file is binary; a document is JSON in UTF-8") from None
        raise DocumentError(f"byte {problem.start} is not UTF-8; save the file as UTF-8") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise ValueError(f"the key {quoted(twice)} is given twice in one object; keep one")
    return found


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is not a JSON value; write a number or null")


def encode(value: Any) -> str:
    """A JSON text for people: indented, in UTF-8, with a last newline."""
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """The content of a file.

    Raises:
        FileError: it cannot be read, and why.
    """
    try:
        return Path(path).read_bytes()
    except (OSError, ValueError) as problem:
        raise FileError(f"cannot read {quoted(str(path), 200)}: {_reason(problem)}") from None


def write_whole(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file whole or not at all: a write that fails leaves the old file as it was.

    Raises:
        FileError: it cannot be written, and why.
    """
    try:
        # A link is followed, so that the file behind it is replaced and not the link.
        target = Path(os.path.realpath(path))
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part")
        written = Path(name)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            written.chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask())
            written.replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                written.unlink()
            raise
    except (OSError, ValueError) as problem:
        raise FileError(f"cannot write {quoted(str(path), 200)}: {_reason(problem)}") from None


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _reason(problem: OSError | ValueError) -> str:
    if isinstance(problem, FileNotFoundError):
        return "there is no such file or folder"
    return getattr(problem, "strerror", None) or str(problem)
