"""Files that are none, have no end, or are open already: read with a limit, written into, never replaced."""

from __future__ import annotations

import io
import os
import stat
import sys
from pathlib import Path

import pytest

import xtsviz as xts
from xtsviz.errors import FileError, XtsvizError
from xtsviz.io import from_bytes
from xtsviz.model import storage
from xtsviz.model.storage import LIMIT_VARIABLE
from xtsviz.view.export.files import ExportFile

needs_pipes = pytest.mark.skipif(sys.platform == "win32", reason="pipes have no names there")
needs_devices = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the devices of Linux")


class Elsewhere:
    def __fspath__(self):
        return b"x"


ODD_PATHS = [
    *(b"x", 5, 0, -1, True, 10**30, 1.5, None, [], (), {}, object(), Elsewhere()),
    *(
        "",
        "x" * 300,
        "x/" * 5000,
        "a\0b",
        "\ud800",
        ".",
        "no/where",
        "/dev/fd/999999999",
        "/dev/fd/9999999999",
    ),
]
DESIGN = xts.templates.user_hub(["Contoso", "Fabrikam"], members=2)
CSV = b"id,userPrincipalName\nc1,adele@contoso.com\n"
READERS = {
    "load": xts.load,
    "list": lambda path: xts.load("design.json", {"contoso": path}),
    "exercise": lambda path: xts.training.load(path),
}
WRITERS = {
    "save": DESIGN.save,
    "xts.save": lambda path: xts.save(DESIGN, path),
    "file": ExportFile("x.csv", "text/csv", b"x").save,
}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    DESIGN.save("design.json")
    return tmp_path


def told(do, path):
    """The text of the refusal: one line that a terminal shows as it is."""
    with pytest.raises(XtsvizError) as caught:
        do(path)
    assert str(caught.value).isprintable()
    return str(caught.value)


@pytest.mark.parametrize("path", ODD_PATHS, ids=lambda path: repr(path)[:20])
@pytest.mark.parametrize("reader", READERS)
def test_paths_that_are_none_are_not_read(reader, path):
    if reader == "list" and not isinstance(path, (str, os.PathLike)):
        with pytest.raises(XtsvizError):  # a table, perhaps
            READERS[reader](path)
    else:
        told(READERS[reader], path)


@pytest.mark.parametrize("path", ODD_PATHS, ids=lambda path: repr(path)[:20])
@pytest.mark.parametrize("writer", WRITERS)
def test_paths_that_are_none_are_not_written(folder, writer, path):
    if (writer, path) != ("file", "."):  # a folder for that file
        told(WRITERS[writer], path)
        assert os.listdir(folder) == ["design.json"]  # noqa: PTH208


def test_paths_that_are_none_in_words():
    assert told(xts.load, 5) == "the path of a file is text or a pathlib.Path, not int"
    assert told(DESIGN.save, "") == "the path of a file is empty; give its name"
    assert (
        told(DESIGN.save, "\ud800") == r'cannot write "\ud800": files cannot have this name on this machine'
    )


@pytest.mark.parametrize("users", ["x.csv", b"x", 5, [], ["x.csv"], {"x.csv"}, {5: "x.csv"}, {None: CSV}])
def test_lists_of_users_that_are_no_mapping(users):
    assert told(lambda given: xts.load("design.json", given), users).startswith("users: a ")
    assert told(lambda given: from_bytes(b"{}", given), users).startswith("users: a ")


@pytest.mark.parametrize("content", [None, 5, [], {}])
def test_documents_that_are_no_bytes(content):
    assert "is bytes, not" in told(from_bytes, content)


@needs_pipes
@pytest.mark.parametrize("reader", READERS)
def test_a_pipe_that_nobody_writes_is_not_waited_for(reader):
    os.mkfifo("pipe")
    assert "it is a pipe; only plain files and standard input are read" in told(READERS[reader], "pipe")


@needs_devices
@pytest.mark.parametrize("reader", READERS)
def test_a_device_is_not_read(folder, reader):
    (folder / "zero").symlink_to("/dev/zero")
    for name in ("/dev/zero", "zero", "/dev/null"):
        assert "it is a device; only plain files and standard input are read" in told(READERS[reader], name)


@needs_pipes
def test_what_becomes_a_pipe_while_it_is_opened_is_not_waited_for(folder, monkeypatch):
    look, looks = os.stat, []

    def changed(name, *args, **named):
        found = look(name, *args, **named)
        if name == "design.json" and not looks:
            looks.append(found)
            (folder / "design.json").unlink()
            os.mkfifo(folder / "design.json")
        return found

    monkeypatch.setattr(os, "stat", changed)
    assert "it is a pipe" in told(xts.load, "design.json")


def test_the_limit_is_on_what_is_read_not_on_what_a_file_says_of_itself(folder, monkeypatch):
    size = (folder / "design.json").stat().st_size
    monkeypatch.setenv(LIMIT_VARIABLE, str(size))
    assert xts.load("design.json") == DESIGN
    monkeypatch.setenv(LIMIT_VARIABLE, str(size - 1))
    expected = (
        f"it is larger than {size - 1:,} bytes, the limit; "
        f"the environment variable {LIMIT_VARIABLE} sets another"
    )
    assert told(xts.load, "design.json") == f'cannot read "design.json": {expected}'
    # What comes from a pipe has no size.
    with (
        pytest.raises(FileError, match="larger than"),
        Path("design.json").open("rb", buffering=0) as source,
    ):
        storage.read_standard_input(source)


def test_the_usual_limits(folder, monkeypatch):
    monkeypatch.delenv(LIMIT_VARIABLE, raising=False)
    with (folder / "large").open("wb") as large:
        large.truncate(200_000_001)  # a hole, which takes no place
    assert "it is larger than 200 MB, the limit" in told(xts.load, "large")
    assert "it is larger than 200 MB, the limit" in told(xts.training.load, "large")
    with (folder / "large").open("wb") as large:
        large.truncate(2_000_000_001)
    assert "it is larger than 2,000 MB, the limit" in told(READERS["list"], "large")


@pytest.mark.parametrize("value", ["0", "-1", "1e9", "1_000", "²", "٣", "many", "\udcff", "9" * 5000])
def test_limits_that_are_none(monkeypatch, value):
    monkeypatch.setenv(LIMIT_VARIABLE, value)
    assert f"the environment variable {LIMIT_VARIABLE} is " in told(xts.load, "design.json")
    assert "give a number of bytes, such as 200000000" in told(xts.load, "design.json")


@pytest.mark.parametrize("value", ["", " ", " 1000000 ", "0001000000", "9" * 18])
def test_limits_that_are_good(monkeypatch, value):
    monkeypatch.setenv(LIMIT_VARIABLE, value)
    assert xts.load("design.json") == DESIGN


def test_a_machine_without_memory(monkeypatch):
    class Large(io.FileIO):
        def read(self, _size=-1):
            raise MemoryError

    monkeypatch.setattr(storage, "open", lambda file, *_given, **_named: Large(file), raising=False)
    assert told(xts.load, "design.json").endswith('"design.json": there is not enough memory for it')


@needs_devices
@pytest.mark.parametrize("writer", WRITERS)
def test_a_device_is_written_into(folder, writer):
    (folder / "null").symlink_to("/dev/null")
    (folder / "full").symlink_to("/dev/full")
    WRITERS[writer]("null")
    assert told(WRITERS[writer], "full") == 'cannot write "full": No space left on device'
    assert Path("/dev/null").is_char_device()
    assert (folder / "null").is_symlink()


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="needs names for what is open")
def test_what_is_open_already_is_written_where_it_stands(folder):
    with (folder / "log").open("wb") as log:
        log.write(b"before\n")
        log.flush()
        name = f"/dev/fd/{log.fileno()}"
        (folder / "link").symlink_to(name)
        DESIGN.save(name)
        ExportFile("x", "text/plain", b"\nafter\n").save("link")
    whole = (folder / "log").read_bytes()
    assert whole == b"before\n" + (folder / "design.json").read_bytes() + b"\nafter\n"
    assert (folder / "link").is_symlink()


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="needs names for what is open")
def test_a_pipe_that_is_open_already_is_read_to_its_end_or_the_limit(folder, monkeypatch):
    for limit in (None, "100"):
        theirs, ours = os.pipe()
        os.write(ours, (folder / "design.json").read_bytes())
        os.close(ours)
        with os.fdopen(theirs, "rb"):
            if limit is None:
                design = xts.load(f"/dev/fd/{theirs}")
                assert design == DESIGN
                assert "/dev/fd" not in design.to_code()  # the pipe is empty now
            else:
                monkeypatch.setenv(LIMIT_VARIABLE, limit)
                assert "larger than 100 bytes" in told(xts.load, f"/dev/fd/{theirs}")


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="other permissions there")
def test_a_read_only_file_is_not_replaced(folder, monkeypatch):
    # To the one who runs this as root every file is open.
    monkeypatch.setattr(os, "access", lambda *_args: False)
    before = (folder / "design.json").read_bytes()
    assert told(DESIGN.add_tenant("New").save, "design.json").endswith("the file is read-only")
    assert (folder / "design.json").read_bytes() == before
    assert os.listdir(folder) == ["design.json"]  # noqa: PTH208


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_the_owner_stays(folder):
    os.chown("design.json", 1234, 4321)
    (folder / "design.json").chmod(0o4750)
    DESIGN.save("design.json")
    found = (folder / "design.json").stat()
    assert (found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)) == (1234, 4321, 0o4750)


@needs_pipes
def test_links_to_nothing_and_to_themselves(folder):
    (folder / "to-nothing").symlink_to("new.json")
    DESIGN.save("to-nothing")
    assert (folder / "to-nothing").is_symlink()
    assert xts.load("new.json") == DESIGN
    (folder / "loop").symlink_to("loop")
    assert "symbolic links" in told(DESIGN.save, "loop")
    assert (folder / "loop").is_symlink()
    with pytest.raises(FileError, match="symbolic links"):
        xts.load("loop")
