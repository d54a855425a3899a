"""Reading and writing the files that a person names: reading is limited, and writing is complete or does nothing.

A name can lead to a folder, a device, a pipe without a writer, or a file without an end. The program must not wait for
them, must not fill the memory with them, and must not replace them by a file.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from xtsviz.errors import FileError, quoted

MAX_DOCUMENT_BYTES = 200_000_000
"""The size limit of a document or another file, unless `LIMIT_VARIABLE` sets another."""
MAX_LIST_BYTES = 2_000_000_000
"""The size limit of a list of users, unless `LIMIT_VARIABLE` sets another."""
LIMIT_VARIABLE = "XTSVIZ_MAX_BYTES"
"""The environment variable that sets another limit, in bytes, for documents and lists."""

_CHUNK_BYTES = 1_000_000
_FILE_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFSOCK: "a socket",
}
# Not every system has all of these. Without O_NONBLOCK, opening a pipe waits for its other end.
_OPEN_FLAGS = sum(getattr(os, name, 0) for name in ("O_BINARY", "O_NONBLOCK", "O_NOCTTY"))
_STANDARD_STREAMS = {"/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2}
_DESCRIPTOR_PATH = re.compile(rf"(?:/dev|/proc/self|/proc/thread-self|/proc/{os.getpid()})/fd/([0-9]{{1,9}})")


def path_text(path: str | os.PathLike[str]) -> str:
    """A path as text.

    Raises:
        FileError: it is not a path. Bytes are refused, and numbers, which Python takes for open files.
    """
    try:
        text: Any = os.fspath(path)
    except TypeError:
        text = None
    if not isinstance(text, str):
        raise FileError(f"the path of a file is text or a pathlib.Path, not {type(path).__name__}")
    if not text:
        raise FileError("the path of a file is empty; give its name")
    return text


def read_bytes(path: str | os.PathLike[str], max_bytes: int = MAX_DOCUMENT_BYTES) -> bytes:
    """The content of a plain file, or of an input that this process has open: ``/dev/stdin``, or a pipe of the shell.

    Args:
        most: the limit in bytes, unless `LIMIT_VARIABLE` sets another.

    Raises:
        FileError: it cannot be read, it is larger than the limit, or it is not a plain file.
    """
    name = path_text(path)
    limit = byte_limit(max_bytes)
    with (
        _as_file_error(f"cannot read {quoted(name, 200)}"),
        open(_open_for_reading(name), "rb", buffering=0) as source,
    ):
        return _read_to_limit(source, limit, os.fstat(source.fileno()).st_size)


def read_standard_input(source: IO[bytes], max_bytes: int = MAX_DOCUMENT_BYTES) -> bytes:
    """The whole content of standard input; see `read_bytes`."""
    limit = byte_limit(max_bytes)
    with _as_file_error("cannot read standard input"):
        return _read_to_limit(source, limit)


def byte_limit(max_bytes: int) -> int:
    """The size limit in bytes: the value of `LIMIT_VARIABLE`, or else ``max_bytes``.

    Raises:
        FileError: the value of `LIMIT_VARIABLE` is not a number of bytes.
    """
    given = os.environ.get(LIMIT_VARIABLE, "").strip()
    if not given:
        return max_bytes
    if not (given.isascii() and given.isdigit() and len(given) <= 18 and int(given)):
        raise FileError(
            f"the environment variable {LIMIT_VARIABLE} is {quoted(given)}; give a number of bytes, such as {max_bytes}"
        )
    return int(given)


def write_atomically(path: str | os.PathLike[str], data: bytes, *, private: bool = False) -> None:
    """Write a file completely or not at all: after an error, the old file is unchanged.

    Links are followed. Devices, pipes and files that this process has open (``/dev/stdout``) are written to, and never
    replaced. The new file gets the permissions and the owner of the file that it replaces.

    Args:
        private: a file that replaces none can be read and written by its owner only.

    Raises:
        FileError: the file cannot be written. The message says why.
    """
    name = path_text(path)
    with _as_file_error(f"cannot write {quoted(name, 200)}"):
        if (own := _own_descriptor(name)) is not None:
            # If it were opened by its name, a plain file would be emptied, and a socket could not be opened.
            _write_into(os.dup(own), data)
            return
        try:
            old = os.stat(name)  # noqa: PTH116
        except FileNotFoundError:
            if name.endswith(("/", os.sep)):
                raise
            old = None
        if old is None or stat.S_ISREG(old.st_mode):
            _replace(Path(os.path.realpath(name)), old, data, private)
        elif stat.S_ISFIFO(old.st_mode) or stat.S_ISCHR(old.st_mode):
            _write_into(_open_pipe_or_device(name), data)
        else:
            raise ValueError(f"it is {_kind_name(old)}, not a plain file; give the name of a file")


def is_lasting_file(path: str | os.PathLike[str]) -> bool:
    """True for a plain file that can be read again later by this path.

    False for a device, a pipe, and a name such as ``/dev/stdout``, which is another file in another process.
    """
    name = path_text(path)
    other_meaning = _own_descriptor(name) is not None or os.path.abspath(name).startswith("/proc/")  # noqa: PTH100
    return not other_meaning and os.path.isfile(name)  # noqa: PTH113


def _replace(target: Path, old: os.stat_result | None, data: bytes, private: bool) -> None:
    if old is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "the file is read-only")
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part")
    written = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        if old is None:
            written.chmod(0o600 if private else 0o666 & ~_umask())
        else:
            _copy_owner_and_permissions(written, old)
        written.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            written.unlink()
        raise


def _copy_owner_and_permissions(written: Path, old: os.stat_result) -> None:
    """Give the new file the permissions and the group of the old one, and its owner if the system allows that."""
    if hasattr(os, "chown"):
        for owner, group in ((-1, old.st_gid), (old.st_uid, -1)):
            with contextlib.suppress(OSError):
                os.chown(written, owner, group)
    written.chmod(old.st_mode & 0o7777)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _open_pipe_or_device(name: str) -> int:
    """Open a pipe or a device for writing."""
    try:
        handle = os.open(name, os.O_WRONLY | _OPEN_FLAGS)
    except OSError as problem:
        if problem.errno == errno.ENXIO:
            raise ValueError("nobody reads this pipe; start its reader first") from None
        raise
    here = os.fstat(handle)
    if not (stat.S_ISFIFO(here.st_mode) or stat.S_ISCHR(here.st_mode)):
        os.close(handle)
        raise ValueError("it has changed into another thing; try again")
    if hasattr(os, "set_blocking"):  # wait for a slow reader
        os.set_blocking(handle, True)
    return handle


def _write_into(handle: int, data: bytes) -> None:
    with open(handle, "wb") as out:
        out.write(data)


def _own_descriptor(name: str) -> int | None:
    """The file descriptor that a name such as ``/dev/stdin`` means, also through links; None for other names."""
    place = os.path.abspath(name)  # noqa: PTH100 - resolve() would continue to the file itself
    for _ in range(40):
        if place in _STANDARD_STREAMS:
            return _STANDARD_STREAMS[place]
        if found := _DESCRIPTOR_PATH.fullmatch(place):
            return int(found[1])
        if not os.path.islink(place):  # noqa: PTH114
            return None
        place = os.path.normpath(os.path.join(os.path.dirname(place), os.readlink(place)))  # noqa: PTH115, PTH118, PTH120
    return None


def _open_for_reading(name: str) -> int:
    """Open a plain file for reading, or duplicate an input that this process has open."""
    own = _own_descriptor(name)
    if own is None:
        _check_plain_file(os.stat(name))  # noqa: PTH116 - opening a device can start it
        handle = os.open(name, os.O_RDONLY | _OPEN_FLAGS)
    else:
        handle = os.dup(own)
    try:
        here = os.fstat(handle)  # it can have changed since the check above
        if own is None or (own != 0 and not stat.S_ISFIFO(here.st_mode)):
            _check_plain_file(here)
    except BaseException:
        os.close(handle)
        raise
    return handle


def _check_plain_file(found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise ValueError("it is a folder, not a file")
    if not stat.S_ISREG(found.st_mode):
        raise ValueError(f"it is {_kind_name(found)}; only plain files and standard input are read")


def _kind_name(found: os.stat_result) -> str:
    return _FILE_KINDS.get(stat.S_IFMT(found.st_mode), "something else")


def _read_to_limit(source: IO[Any], limit: int, size: int = 0) -> bytes:
    if size > limit:
        raise _too_large(limit)
    parts: list[bytes] = []
    got = 0
    # A usual file is read in one piece. A file that grows, or that has no size, needs several.
    while part := source.read(min(max(size - got, 0) + _CHUNK_BYTES, limit + 1 - got)):
        parts.append(part)
        got += len(part)
        if got > limit:
            raise _too_large(limit)
    if part is None:
        raise ValueError("it has no data at this moment; copy it into a file first")
    return b"".join(parts)


def _too_large(limit: int) -> ValueError:
    said = f"{limit // 1_000_000:,} MB" if limit % 1_000_000 == 0 else f"{limit:,} bytes"
    return ValueError(
        f"it is larger than {said}, the limit; the environment variable {LIMIT_VARIABLE} sets another"
    )


@contextlib.contextmanager
def _as_file_error(what: str) -> Iterator[None]:
    """Raise a `FileError` in place of an error of the system."""
    try:
        yield
    except (OSError, ValueError, MemoryError) as problem:
        raise FileError(f"{what}: {_reason_text(problem)}") from None


def _reason_text(problem: OSError | ValueError | MemoryError) -> str:
    if isinstance(problem, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(problem, MemoryError):
        return "there is not enough memory for it"
    if isinstance(problem, UnicodeError):
        return "files cannot have this name on this machine"
    return getattr(problem, "strerror", None) or str(problem)
