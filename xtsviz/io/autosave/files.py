"""The files of what is saved by itself. Each is written by one explorer at a time, and none is lost to another one.

The first line of a file is a head: a JSON object that says what is in it. The rest is a session of an explorer, as
the widget writes it. A notebook has up to `MAX_FILES` of them: each explorer that is open at one time has its own.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from xtsviz.errors import DocumentError, FileError, InputError, quoted
from xtsviz.io.autosave.places import make_private
from xtsviz.model import jsontext, storage
from xtsviz.model.locks import says_no_locks

FORMAT = "xtsviz-autosave"
VERSION = 1
MAX_FILES = 20
"""Files of one notebook. When all are there, the oldest that nobody has open is replaced."""
MAX_BYTES = 50_000_000
"""Of a file."""


@dataclass(frozen=True)
class Saved:
    """What lies in a file, as far as its head tells.

    Attributes:
        path: the file.
        time: when it was written.
        size: its bytes.
        starts: fingerprints of designs; an explorer that begins with one of these may go on with this.
        tenants, arrows: how many the design has.
        is_open: an explorer that runs now writes it.
        problem: why it cannot be read; empty if it can.
    """

    path: Path
    time: datetime
    size: int = 0
    starts: frozenset[str] = frozenset()
    tenants: int = 0
    arrows: int = 0
    is_open: bool = False
    problem: str = ""


class SavedFiles:
    """The files of a notebook.

    Args:
        folder: where they lie; it is made when the first one is written.
        prefix: how their names begin.
    """

    def __init__(self, folder: Path, prefix: str) -> None:
        self.folder = folder
        self._paths = [folder / f"{prefix}-{number}.json" for number in range(1, MAX_FILES + 1)]

    def found(self) -> list[Saved]:
        """Those that are there, the newest first."""
        found = [_head(path) for path in self._paths if os.path.isfile(path)]  # noqa: PTH113 - without an error
        return sorted(found, key=lambda saved: saved.time, reverse=True)

    def claim(self) -> OwnFile:
        """A file to write: a new one, or if there are too many the oldest that nobody has open.

        Raises:
            FileError: the folder cannot be made, or each file is open in an explorer.
        """
        make_private(self.folder)
        new = [path for path in self._paths if not path.exists()]
        old = [saved.path for saved in reversed(self.found()) if not saved.problem]
        for path in (*new, *old):
            if lock := _locked(path):
                if path in new and path.exists():  # it was written and closed meanwhile
                    lock.release()
                    continue
                return OwnFile(path, lock)
        raise FileError(
            f"cannot save in {quoted(str(self.folder), 200)}: {MAX_FILES} explorers save there already"
        )


class OwnFile:
    """A file that one explorer writes, until it is released or the process ends.

    Attributes:
        path: the file.
    """

    def __init__(self, path: Path, lock: FileLock) -> None:
        self.path = path
        self._lock = lock

    def write(self, session: bytes, starts: Iterable[str], tenants: int, arrows: int) -> Saved:
        """Write the file, completely or not at all; its owner alone can read it.

        Raises:
            FileError: it cannot be written; what was there before is unchanged.
        """
        time = datetime.now(UTC)
        head = {
            "format": FORMAT,
            "version": VERSION,
            "saved": time.isoformat(timespec="milliseconds"),
            "starts": sorted(starts),
            "tenants": tenants,
            "arrows": arrows,
        }
        data = json.dumps(head).encode("utf-8") + b"\n" + session
        make_private(self.path.parent)
        with contextlib.suppress(OSError):  # if somebody opened it to others
            self.path.chmod(0o600)
        storage.write_atomically(self.path, data, private=True)
        return Saved(self.path, time, len(data), frozenset(starts), tenants, arrows, is_open=True)

    def remove(self) -> None:
        """Remove the file, if it is there.

        Raises:
            FileError: it cannot be removed.
        """
        try:
            self.path.unlink(missing_ok=True)
        except OSError as problem:
            raise FileError(f"cannot remove {quoted(str(self.path), 200)}: {problem.strerror}") from None

    def release(self) -> None:
        """Let another explorer have the file."""
        self._lock.release()
        if not self.path.exists():
            with contextlib.suppress(OSError):  # on Windows while another process looks at it
                _lock_path(self.path).unlink(missing_ok=True)


def read_saved(path: Path) -> bytes:
    """The session in a file.

    Raises:
        FileError: it cannot be read.
        DocumentError: it is something else, or of a newer version.
    """
    data = storage.read_bytes(path, MAX_BYTES)
    saved = _from_bytes(path, data)
    if saved.problem:
        raise DocumentError(saved.problem)
    return data.partition(b"\n")[2]


def remove(path: Path) -> bool:
    """Remove a file; False if an explorer has it open.

    Raises:
        FileError: it cannot be removed.
    """
    lock = _locked(path)
    if lock is None:
        return False
    own = OwnFile(path, lock)
    try:
        own.remove()
    finally:
        own.release()
    return True


def _head(path: Path) -> Saved:
    try:
        saved = _from_bytes(path, storage.read_bytes(path, MAX_BYTES))
        return replace(saved, is_open=_is_open(path))
    except FileError as problem:
        return Saved(path, _EPOCH, problem=str(problem))


def _is_open(path: Path) -> bool:
    if lock := _locked(path):
        lock.release()
    return lock is None


_EPOCH = datetime.fromtimestamp(0, UTC)


def _from_bytes(path: Path, data: bytes) -> Saved:
    """What the head of a file says; it may be anyone's text."""
    try:
        head = jsontext.decode(data.partition(b"\n")[0])
    except InputError:
        head = None
    name = quoted(str(path), 200)
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        return Saved(path, _EPOCH, problem=f"{name} is not what an explorer saved; it stays as it is")
    version = head.get("version")
    if type(version) is not int or version != VERSION:
        newer = "; update xtsviz to go on with it" if type(version) is int and version > VERSION else ""
        return Saved(
            path, _EPOCH, problem=f"{name} was saved by another version of xtsviz{newer}. It stays as it is"
        )
    match head:
        case {"saved": str(when), "starts": [*starts], "tenants": int(tenants), "arrows": int(arrows)}:
            try:
                time = datetime.fromisoformat(when)
            except ValueError:
                pass
            else:
                if time.tzinfo is not None and all(isinstance(start, str) for start in starts):
                    return Saved(path, time, len(data), frozenset(starts), tenants, arrows)
    return Saved(path, _EPOCH, problem=f"{name} cannot be read; it stays as it is")


def _locked(path: Path) -> FileLock | None:
    """The lock of a file; None if another explorer has it.

    Raises:
        FileError: nothing can be locked there, for nothing can be written there.
    """
    lock = FileLock(_lock_path(path), timeout=0, mode=0o600, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        return None
    except (NotImplementedError, OSError) as problem:
        if not says_no_locks(problem):
            raise FileError(
                f"cannot write {quoted(str(path), 200)}: {getattr(problem, 'strerror', problem)}"
            ) from None
    return lock


def _lock_path(path: Path) -> Path:
    return path.with_name(f".{path.stem}.lock")
