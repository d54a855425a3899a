"""Where results go: whatever `-o` names, and a standard output that is full, closed or read no further."""

from __future__ import annotations

import io
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import xtsviz as xts
from xtsviz.cli import commands, main

ROOT = Path(__file__).parents[3]
FULL = Path("/dev/full")
needs_devices = pytest.mark.skipif(not FULL.exists(), reason="needs the devices of Linux")
needs_pipes = pytest.mark.skipif(sys.platform == "win32", reason="pipes have no names there")
PRINTING = {
    "help": ["--help"],
    "version": ["--version"],
    "flow": ["flow", "design.json"],
    "flow as CSV": ["flow", "design.json", "--format", "csv", "-o", "-"],
    "trace": ["trace", "design.json", "contoso-001", "-o", "/dev/stdout"],
    "picture": ["render", "design.json", "-o", "-"],
    "PNG": ["render", "design.json", "-o", "-", "--format", "png"],
}
WRITING = {
    "template": (["template", "user-hub"], b'{\n "format"'),
    "flow": (["flow", "design.json"], b"Arrows\n"),
    "flow as JSON": (["flow", "design.json", "--format", "json"], b'{\n "presence"'),
    "flow as CSV": (["flow", "design.json", "--format", "csv"], b"user,"),
    "trace": (["trace", "design.json", "contoso-001"], b"arrow "),
    "review": (["review", "design.json"], b"severity "),
    "rules": (["review", "--list"], b"code "),
    "diff": (["diff", "design.json", "design.json"], b"Summary\n"),
    "schema": (["schema"], b"{\n"),
    "picture": (["render", "design.json", "--format", "svg"], b"<svg"),
    "PNG": (["render", "design.json", "--format", "png"], b"\x89PNG"),
    "report": (["render", "design.json", "--format", "html"], b"<!DOCTYPE html>"),
}
FEW = ["template", "flow", "report"]  # by the three ways to the file
few = pytest.mark.parametrize("arguments, start", [WRITING[name] for name in FEW], ids=FEW)
writing = pytest.mark.parametrize("arguments, start", WRITING.values(), ids=WRITING)
printing = pytest.mark.parametrize("arguments", PRINTING.values(), ids=PRINTING)


@pytest.fixture
def run(monkeypatch, capsysbinary, tmp_path):
    """Runs the command line in this process, in a folder with one design; gives status, output and errors."""
    monkeypatch.chdir(tmp_path)
    xts.templates.user_hub(["Contoso", "Fabrikam"], members=2).save("design.json")

    def call(arguments, stdout=None):
        monkeypatch.setattr(sys, "argv", ["xtsviz", *arguments])
        with monkeypatch.context() as patched:
            if stdout is not None:
                patched.setattr(sys, "stdout", stdout)
            with pytest.raises(SystemExit) as ended:
                main()
        out, err = capsysbinary.readouterr()
        return ended.value.code, out, err.decode("utf-8")

    return call


def one_line(err, *words):
    assert err.startswith("xtsviz: ")
    assert err.count("\n") == 1
    assert all(word in err for word in words)


@writing
def test_standard_output_by_its_name(run, tmp_path, arguments, start):
    status, out, err = run([*arguments, "-o", "-"])
    assert (status, err) == (0, "")
    assert out.startswith(start)
    assert os.listdir(tmp_path) == ["design.json"]  # noqa: PTH208


def test_a_picture_for_standard_output_is_an_svg_by_default(run):
    assert run(["render", "design.json", "-o", "-"])[1].startswith(b"<svg")


def test_the_format_of_a_file_whose_name_does_not_say_it(run, tmp_path):
    assert run(["render", "design.json", "-o", "picture", "--format", "svg"])[0] == 0
    assert (tmp_path / "picture").read_bytes().startswith(b"<svg")
    status, _, err = run(["render", "design.json", "-o", "other.png", "--format", "svg"])
    assert status == 2
    assert 'the name "other.png" means png, but --format is svg' in err
    assert not (tmp_path / "other.png").exists()


def test_a_terminal_gets_no_png(run, monkeypatch):
    monkeypatch.setattr("xtsviz.cli.pictures.is_terminal", lambda: True)
    status, out, err = run(["render", "design.json", "-o", "-", "--format", "png"])
    assert (status, out) == (2, b"")
    assert "a terminal cannot show a PNG" in err


@needs_devices
@few
def test_a_device_is_written_into_and_stays_one(run, tmp_path, arguments, start):
    (tmp_path / "null").symlink_to("/dev/null")
    (tmp_path / "full").symlink_to(FULL)
    assert run([*arguments, "-o", "null"]) == (0, b"", "")
    status, out, err = run([*arguments, "-o", "full"])
    assert (status, out) == (2, b"")
    one_line(err, 'cannot write "full": No space left on device')
    for device in (Path("/dev/null"), FULL):
        assert stat.S_ISCHR(device.stat().st_mode)
    assert sorted(os.listdir(tmp_path)) == ["design.json", "full", "null"]  # noqa: PTH208


@needs_pipes
def test_a_pipe_that_nobody_reads(run, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    status, _, err = run(["flow", "design.json", "-o", "pipe"])
    assert status == 2
    one_line(err, 'cannot write "pipe": nobody reads this pipe')
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


@needs_pipes
@few
def test_a_pipe_is_written_into_and_stays_one(run, tmp_path, arguments, start):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    ours = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    last = os.open(pipe, os.O_WRONLY)  # until it is closed, the pipe has no end
    os.set_blocking(ours, True)
    got = []
    with os.fdopen(ours, "rb") as source:
        reader = threading.Thread(target=lambda: got.append(source.read()))
        reader.start()
        status, _, err = run([*arguments, "-o", "pipe"])
        os.close(last)
        reader.join()
    assert (status, err) == (0, "")
    assert got[0].startswith(start)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize(
    "name, word",
    [
        ("", "the path of a file is empty"),
        ("folder", "it is a folder"),
        ("new/", "there is no such file or folder"),
        ("nowhere/x", "there is no such file or folder"),
        ("design.json/x", "Not a directory"),
        ("a\0b", "null"),
        ("x" * 300, "name too long"),
        ("loop", "symbolic links"),
    ],
)
def test_names_that_cannot_be_written(run, tmp_path, name, word):
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    before = (tmp_path / "design.json").read_bytes()
    status, out, err = run(["flow", "design.json", "-o", name])
    assert (status, out) == (2, b"")
    one_line(err, word)
    assert sorted(os.listdir(tmp_path)) == ["design.json", "folder", "loop"]  # noqa: PTH208
    assert (tmp_path / "loop").is_symlink()
    assert (tmp_path / "design.json").read_bytes() == before


@pytest.mark.skipif(sys.platform != "linux", reason="other systems want names in Unicode")
def test_names_that_are_no_text(run, tmp_path):
    name = os.fsdecode(b"\xff.json")
    (tmp_path / "design.json").rename(tmp_path / name)
    assert run(["flow", name, "-o", os.fsdecode(b"\xfe.txt")]) == (0, b"", "")
    assert len(os.listdir(tmp_path)) == 2  # noqa: PTH208
    status, _, err = run(["flow", os.fsdecode(b"\xfd")])
    assert status == 2
    one_line(err, r'cannot read "\udcfd"')


@needs_devices
@printing
def test_a_full_standard_output(run, arguments):
    with FULL.open("w", encoding="ascii", buffering=1000) as full:
        status, _, err = run(arguments, full)
    assert status == 2
    one_line(err, "cannot write to standard output: No space left on device")


@needs_devices
@printing
def test_a_closed_standard_output(run, monkeypatch, arguments):
    monkeypatch.setattr(sys, "stdout", None)
    status, _, err = run(arguments)
    assert status == 2
    one_line(err, "cannot write to standard output: it is closed")
    assert sys.stdout is None


@printing
def test_a_reader_that_went_away(run, arguments):
    theirs, ours = os.pipe()
    os.close(theirs)
    with os.fdopen(ours, "w", encoding="utf-8") as closed:
        status, _, err = run(arguments, closed)
    assert (status, err) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes always wait there")
def test_a_pipe_that_does_not_wait(run):
    theirs, ours = os.pipe()
    os.set_blocking(ours, False)
    got = []
    with os.fdopen(theirs, "rb") as source, os.fdopen(ours, "w", encoding="utf-8") as out:
        reader = threading.Thread(target=lambda: got.append(source.read()))
        reader.start()
        status, _, err = run(["template", "full-mesh", "--members", "200"], out)
        out.close()
        reader.join()
    assert (status, err) == (0, "")
    assert len(got[0]) > 200_000
    assert got[0].endswith(b"}\n")


def test_a_file_needs_no_standard_output(run, monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "stdout", None)
    assert run(["flow", "design.json", "-o", "out.txt"])[0] == 0
    assert (tmp_path / "out.txt").read_bytes().startswith(b"Arrows\n")


@pytest.mark.parametrize("arguments", [["flow", "nowhere.json"], ["nonsense"], ["flow"]])
@pytest.mark.parametrize("kind", ["closed", "full", "left"])
def test_errors_that_nobody_can_read(run, monkeypatch, arguments, kind):
    if kind == "full" and not FULL.exists():
        pytest.skip("needs the devices of Linux")
    theirs, ours = os.pipe()
    os.close(theirs)
    with os.fdopen(ours, "w", encoding="utf-8") as left:
        full = FULL.open("w", encoding="utf-8") if kind == "full" else io.StringIO()
        with full:
            monkeypatch.setattr(sys, "stderr", {"closed": None, "full": full, "left": left}[kind])
            assert run(arguments)[0] == 2


@few
def test_an_interruption_is_one_line(run, monkeypatch, tmp_path, arguments, start):
    def interrupted(*_args, **_named):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    status, out, err = run([*arguments, "-o", "out"])
    assert (status, out, err) == (130, b"", "xtsviz: interrupted\n")
    assert os.listdir(tmp_path) == ["design.json"]  # noqa: PTH208


def test_a_machine_without_memory(run, monkeypatch):
    def large(*_args):
        raise MemoryError

    monkeypatch.setattr(commands, "user_flow", large)
    status, out, err = run(["flow", "design.json"])
    assert (status, out) == (2, b"")
    one_line(err, "does not have enough memory")


@needs_devices
def test_as_processes(run):
    """What Python adds when a process ends: nothing."""
    script = f"""
    cli() {{ "{sys.executable}" -m xtsviz.cli "$@"; }}
    cli --version >/dev/full; echo $?
    cli flow nowhere.json >&- 2>/dev/full; echo $?
    """
    paths = {**os.environ, "PYTHONPATH": str(ROOT)}
    paths.pop("PYTHONUNBUFFERED", None)
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=120, env=paths)
    assert done.stdout.split() == ["2", "2"]
    assert done.stderr == "xtsviz: cannot write to standard output: No space left on device\n"


@needs_pipes
def test_a_current_folder_that_is_gone(run, tmp_path, monkeypatch):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    for arguments in (["flow", "design.json"], ["template", "user-hub", "-o", "x.json"]):
        status, _, err = run(arguments)
        assert status == 2
        one_line(err, "there is no such file or folder")
    assert run(["flow", str(tmp_path / "design.json"), "-o", str(tmp_path / "out")]) == (0, b"", "")
    assert (tmp_path / "out").exists()
