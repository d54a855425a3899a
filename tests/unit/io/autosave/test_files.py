"""What is saved by itself: nobody's work is lost to another explorer, another version or a full disk."""

import errno
import json
import os
import stat

import pytest

from xtsviz.errors import DocumentError, FileError
from xtsviz.io.autosave import files
from xtsviz.io.autosave.files import MAX_FILES, SavedFiles, read_saved, remove


@pytest.fixture
def saved(tmp_path):
    return SavedFiles(tmp_path / "kept", "Merger")


def written(saved, session=b"{}", starts=("a",)):
    own = saved.claim()
    own.write(session, starts, 3, 2)
    return own


def test_what_is_written_is_found_and_read_again(saved):
    own = written(saved, b'{"design": null}')
    (found,) = saved.found()
    assert (found.path, found.starts, found.tenants, found.arrows) == (own.path, {"a"}, 3, 2)
    assert (found.is_open, found.problem) == (True, "")
    assert read_saved(own.path) == b'{"design": null}'
    own.release()
    assert not saved.found()[0].is_open


def test_a_file_is_readable_by_its_owner_alone(saved):
    own = written(saved)
    own.path.chmod(0o644)
    own.write(b"{}", ["a"], 1, 1)
    assert stat.S_IMODE(own.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(own.path.parent.stat().st_mode) == 0o700


def test_nothing_is_there_before_something_is_saved(saved):
    assert saved.found() == []
    assert not saved.folder.exists()


def test_two_explorers_never_write_one_file(saved):
    one, other = written(saved, b"1"), written(saved, b"2")
    assert one.path != other.path
    assert [read_saved(own.path) for own in (one, other)] == [b"1", b"2"]
    one.release()
    third = written(saved, b"3")
    assert third.path not in {one.path, other.path}, "what was saved before is kept"


def test_when_all_are_there_the_oldest_that_nobody_has_open_is_replaced(saved, monkeypatch):
    owns = [written(saved, b"%d" % number) for number in range(MAX_FILES)]
    with pytest.raises(FileError, match="20 explorers"):
        saved.claim()
    for number, own in enumerate(owns):
        head, _, session = own.path.read_bytes().partition(b"\n")
        head = json.loads(head) | {"saved": f"2026-11-{20 - number:02}T10:00:00+00:00"}
        own.path.write_bytes(json.dumps(head).encode() + b"\n" + session)
    owns[4].release()
    owns[2].release()
    assert saved.claim().path == owns[4].path


def test_what_nobody_has_open_can_be_removed_with_its_lock(saved):
    own = written(saved)
    assert not remove(own.path)
    own.release()
    assert remove(own.path)
    assert [path.name for path in saved.folder.iterdir()] == []


def test_a_full_disk_leaves_what_was_saved_before(saved, monkeypatch):
    own = written(saved, b"before")

    def full(_handle):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError, match="No space left on device"):
        own.write(b"after", ["a"], 1, 1)
    assert read_saved(own.path) == b"before"
    assert [path.suffix for path in saved.folder.iterdir() if not path.name.startswith(".")] == [".json"]


def with_head(saved, head):
    own = written(saved)
    own.path.write_bytes(head + b"\n{}")
    own.release()
    return own.path


GOOD = {"format": "xtsviz-autosave", "version": 1, "saved": "2026-11-27T10:00:00+00:00", "starts": ["a"]}
GOOD |= {"tenants": 1, "arrows": 1}


def test_a_file_of_a_newer_version_stays_and_says_what_to_do(saved):
    path = with_head(saved, json.dumps(GOOD | {"version": 2}).encode())
    (found,) = saved.found()
    assert "another version of xtsviz; update xtsviz to go on with it" in found.problem
    with pytest.raises(DocumentError, match="update xtsviz"):
        read_saved(path)
    others = [written(saved) for _ in range(MAX_FILES - 1)]
    with pytest.raises(FileError):
        saved.claim()
    assert path not in {other.path for other in others}


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b'{"format": "xtsviz-topology"}',
        json.dumps(GOOD | {"version": True}).encode(),
        json.dumps(GOOD | {"saved": "yesterday"}).encode(),
        json.dumps(GOOD | {"saved": "2026-11-27T10:00:00"}).encode(),
        json.dumps(GOOD | {"starts": [1]}).encode(),
        json.dumps(GOOD | {"tenants": "3"}).encode(),
        b"[" * 100_000,
    ],
)
def test_a_file_that_is_something_else_stays_and_is_told(saved, head):
    path = with_head(saved, head)
    assert saved.found()[0].problem.startswith(f'"{path}')
    assert written(saved).path != path


def test_a_folder_without_permission_to_write_can_be_looked_at(saved, monkeypatch):
    own = written(saved)
    own.release()

    def forbidden(*_given, **_named):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(files.FileLock, "acquire", forbidden)
    (found,) = saved.found()
    assert "Permission denied" in found.problem


def test_a_file_system_without_locks_saves_too(saved, monkeypatch):
    def none(*_given, **_named):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(files.FileLock, "acquire", none)
    assert read_saved(written(saved, b"saved").path) == b"saved"
