"""Files that a person names: what is read is plain and has an end, what is written is there whole or not at all.

A name may lead to anything: a folder, a device, a pipe that nobody writes, a file without an end. None of them may make
a program wait or fill the memory, and none of them may be replaced by a file.
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

DOCUMENT_BYTES = 200_000_000
"""The most that is read of a document, or of another file of a person's, unless `LIMIT` says otherwise."""
LIST_BYTES = 2_000_000_000
"""The same of a list of users that is read whole."""
LIMIT = "XTSVIZ_MAX_BYTES"
"""The environment variable that sets another limit, in bytes, for both."""

_PIECE = 1_000_000
_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFSOCK: "a socket",
}
# Systems have different ones of these. Without O_NONBLOCK, to open a pipe is to wait for its other end.
_CAREFULLY = sum(getattr(os, name, 0) for name in ("O_BINARY", "O_NONBLOCK", "O_NOCTTY"))
_STANDARD = {"/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2}
_OWN = re.compile(rf"(?:/dev|/proc/self|/proc/thread-self|/proc/{os.getpid()})/fd/([0-9]{{1,9}})")


def path_text(path: str | os.PathLike[str]) -> str:
    """A path as text.

    Raises:
        FileError: it is none; numbers, which Python would take for open files, and bytes among them.
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


def read_bytes(path: str | os.PathLike[str], most: int = DOCUMENT_BYTES) -> bytes:
    """The content of a plain file, or of what this process has open already: ``/dev/stdin``, or a pipe from the shell.

    Args:
        most: the limit in bytes, where `LIMIT` sets no other.

    Raises:
        FileError: it cannot be read, is larger than that, or no plain file.
    """
    name = path_text(path)
    limit = allowed(most)
    with _telling(f"cannot read {quoted(name, 200)}"), open(_opened(name), "rb", buffering=0) as source:
        return _read(source, limit, os.fstat(source.fileno()).st_size)


def read_standard_input(source: IO[bytes], most: int = DOCUMENT_BYTES) -> bytes:
    """All that comes from standard input; see `read_bytes`."""
    limit = allowed(most)
    with _telling("cannot read standard input"):
        return _read(source, limit)


def allowed(most: int) -> int:
    """The limit in bytes that counts here.

    Raises:
        FileError: `LIMIT` is set, and not to a number of bytes.
    """
    given = os.environ.get(LIMIT, "").strip()
    if not given:
        return most
    if not (given.isascii() and given.isdigit() and len(given) <= 18 and int(given)):
        raise FileError(
            f"the environment variable {LIMIT} is {quoted(given)}; give a number of bytes, such as {most}"
        )
    return int(given)


def write_whole(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file whole or not at all: a write that fails leaves the old file as it was.

    A link is followed. A device, a pipe and what this process has open itself (``/dev/stdout``) are written
    into, and never replaced. A file that is replaced leaves its permissions and its owner to the new one.

    Raises:
        FileError: it cannot be written, and why.
    """
    name = path_text(path)
    with _telling(f"cannot write {quoted(name, 200)}"):
        if (own := _own_descriptor(name)) is not None:
            # Opened by its name a plain file would begin anew, and a socket not open at all.
            _write_into(os.dup(own), data)
            return
        try:
            old = os.stat(name)  # noqa: PTH116
        except FileNotFoundError:
            if name.endswith(("/", os.sep)):
                raise
            old = None
        if old is None or stat.S_ISREG(old.st_mode):
            _replace(Path(os.path.realpath(name)), old, data)
        elif stat.S_ISFIFO(old.st_mode) or stat.S_ISCHR(old.st_mode):
            _write_into(_opened_as_it_is(name), data)
        else:
            raise ValueError(f"it is {_kind(old)}, not a plain file; give the name of a file")


def is_lasting_file(path: str | os.PathLike[str]) -> bool:
    """True for a plain file that can be read later under this path.

    False for a device, a pipe, and a name such as ``/dev/stdout``, which means another file in another process.
    """
    name = path_text(path)
    other_meaning = _own_descriptor(name) is not None or os.path.abspath(name).startswith("/proc/")  # noqa: PTH100
    return not other_meaning and os.path.isfile(name)  # noqa: PTH113


def _replace(target: Path, old: os.stat_result | None, data: bytes) -> None:
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
            written.chmod(0o666 & ~_umask())
        else:
            _give_back(written, old)
        written.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            written.unlink()
        raise


def _give_back(written: Path, old: os.stat_result) -> None:
    """Owner (where this user may give a file away), group and permissions of the file that is replaced."""
    if hasattr(os, "chown"):
        for owner, group in ((-1, old.st_gid), (old.st_uid, -1)):
            with contextlib.suppress(OSError):
                os.chown(written, owner, group)
    written.chmod(old.st_mode & 0o7777)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _opened_as_it_is(name: str) -> int:
    """A pipe or a device, open for writing."""
    try:
        handle = os.open(name, os.O_WRONLY | _CAREFULLY)
    except OSError as problem:
        if problem.errno == errno.ENXIO:
            raise ValueError("nobody reads this pipe; start its reader first") from None
        raise
    here = os.fstat(handle)
    if not (stat.S_ISFIFO(here.st_mode) or stat.S_ISCHR(here.st_mode)):
        os.close(handle)
        raise ValueError("it has changed into another thing; try again")
    if hasattr(os, "set_blocking"):  # a slow reader is waited for
        os.set_blocking(handle, True)
    return handle


def _write_into(handle: int, data: bytes) -> None:
    with open(handle, "wb") as out:
        out.write(data)


def _own_descriptor(name: str) -> int | None:
    """The number of what this process has open already, if the name, or what it links to, is one for that."""
    place = os.path.abspath(name)  # noqa: PTH100 - resolve() would go on to the file behind it
    for _ in range(40):
        if place in _STANDARD:
            return _STANDARD[place]
        if found := _OWN.fullmatch(place):
            return int(found[1])
        if not os.path.islink(place):  # noqa: PTH114
            return None
        place = os.path.normpath(os.path.join(os.path.dirname(place), os.readlink(place)))  # noqa: PTH115, PTH118, PTH120
    return None


def _opened(name: str) -> int:
    """A plain file, open for reading; or what this process has open already: its input, or a pipe from the shell."""
    own = _own_descriptor(name)
    if own is None:
        _check_plain(os.stat(name))  # noqa: PTH116 - to open a device can set it going
        handle = os.open(name, os.O_RDONLY | _CAREFULLY)
    else:
        handle = os.dup(own)
    try:
        here = os.fstat(handle)  # what was there a moment ago may be another thing now
        if own is None or (own != 0 and not stat.S_ISFIFO(here.st_mode)):
            _check_plain(here)
    except BaseException:
        os.close(handle)
        raise
    return handle


def _check_plain(found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise ValueError("it is a folder, not a file")
    if not stat.S_ISREG(found.st_mode):
        raise ValueError(f"it is {_kind(found)}; only plain files and standard input are read")


def _kind(found: os.stat_result) -> str:
    return _KINDS.get(stat.S_IFMT(found.st_mode), "something else")


def _read(source: IO[Any], limit: int, size: int = 0) -> bytes:
    if size > limit:
        raise _too_large(limit)
    parts: list[bytes] = []
    got = 0
    # What grows, or tells no size, is read in pieces; the usual file is one.
    while part := source.read(min(max(size - got, 0) + _PIECE, limit + 1 - got)):
        parts.append(part)
        got += len(part)
        if got > limit:
            raise _too_large(limit)
    if part is None:
        raise ValueError("nothing comes from it now; copy it into a file first")
    return b"".join(parts)


def _too_large(limit: int) -> ValueError:
    said = f"{limit // 1_000_000:,} MB" if limit % 1_000_000 == 0 else f"{limit:,} bytes"
    return ValueError(f"it is larger than {said}, the limit; the environment variable {LIMIT} sets another")


@contextlib.contextmanager
def _telling(what: str) -> Iterator[None]:
    """Errors of the system as one `FileError`."""
    try:
        yield
    except (OSError, ValueError, MemoryError) as problem:
        raise FileError(f"{what}: {_reason(problem)}") from None


def _reason(problem: OSError | ValueError | MemoryError) -> str:
    if isinstance(problem, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(problem, MemoryError):
        return "there is not enough memory for it"
    if isinstance(problem, UnicodeError):
        return "files cannot have this name on this machine"
    return getattr(problem, "strerror", None) or str(problem)
