"""What the command line is given: documents without an end, words that are no text, odd surroundings."""

from __future__ import annotations

import io
import os
import pty
import sys
from pathlib import Path

import pytest

import xtsviz as xts
from xtsviz.cli import main
from xtsviz.cli.terminal import TableOutput

SURROGATE = "\udcff"
needs_pipes = pytest.mark.skipif(sys.platform == "win32", reason="pipes have no names there")


class Endless(io.RawIOBase):
    """A standard input that goes on and on."""

    def __init__(self):
        self.taken = 0

    def readable(self):
        return True

    def readinto(self, buffer):
        self.taken += len(buffer)
        return len(buffer)


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    """Runs the command line in this process, in a folder with one design; gives status, output and errors."""
    monkeypatch.chdir(tmp_path)
    xts.templates.user_hub(["Contoso", "Fabrikam"], members=2).save("design.json")
    (tmp_path / "list.csv").write_bytes(b"id,userPrincipalName\nc1,adele@contoso.com\n")

    def call(*arguments, stdin=b""):
        source = stdin if stdin is None or isinstance(stdin, io.IOBase) else io.BytesIO(stdin)
        monkeypatch.setattr(sys, "argv", ["xtsviz", *arguments])
        monkeypatch.setattr(sys, "stdin", source and io.TextIOWrapper(source))
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return ended.value.code, out, err

    return call


def refused(done, *words):
    status, out, err = done
    assert (status, out) == (2, "")
    assert "Traceback" not in err
    assert all(word in err for word in words), err
    assert all(line.isprintable() for line in err.split("\n"))


@needs_pipes
@pytest.mark.parametrize(
    "arguments",
    [
        ["flow", "PLACE"],
        ["trace", "PLACE", "x"],
        ["diff", "PLACE", "design.json"],
        ["diff", "design.json", "PLACE"],
        ["render", "PLACE", "-o", "x.svg"],
        ["render", "design.json", "-o", "x.svg", "--against", "PLACE"],
        ["flow", "design.json", "--users", "contoso=PLACE"],
        ["explore", "PLACE", "--no-browser"],
    ],
)
def test_documents_and_lists_that_are_no_plain_files(run, tmp_path, arguments):
    os.mkfifo(tmp_path / "pipe")
    for place in ("pipe", "/dev/zero"):
        given = [word.replace("PLACE", place) for word in arguments]
        refused(
            run(*given), f'cannot read "{place}": it is a ', "only plain files and standard input are read"
        )
    assert not (tmp_path / "x.svg").exists()


def test_standard_input_without_an_end(run, monkeypatch):
    monkeypatch.setenv("XTSVIZ_MAX_BYTES", "3000000")
    endless = Endless()
    told = "xtsviz: cannot read standard input: it is larger than 3 MB, the limit; the environment variable "
    done = run("flow", "-", stdin=io.BufferedReader(endless))
    refused(done)
    assert done[2] == told + "XTSVIZ_MAX_BYTES sets another\n"
    assert endless.taken < 10_000_000


def test_a_limit_that_is_none(run, monkeypatch):
    monkeypatch.setenv("XTSVIZ_MAX_BYTES", "1 GB")
    for document in ("-", "design.json"):
        refused(
            run("flow", document),
            'the environment variable XTSVIZ_MAX_BYTES is "1 GB"; give a number of bytes',
        )


def test_no_standard_input(run):
    refused(run("flow", "-", stdin=None), "there is no standard input")


@pytest.mark.parametrize(
    "arguments",
    [
        [SURROGATE],
        ["flow", SURROGATE],
        ["flow", "design.json", "--users", SURROGATE],
        ["flow", "design.json", "--users", f"{SURROGATE}=list.csv"],
        ["flow", "design.json", "--users", f"contoso={SURROGATE}"],
        ["flow", "design.json", "--format", SURROGATE],
        ["flow", "design.json", SURROGATE],
        ["flow", f"--{SURROGATE}", "design.json"],
        ["trace", "design.json", SURROGATE],
        ["template", SURROGATE],
        ["template", "user-hub", "--tenants", f"A,{SURROGATE}"],
        ["template", "user-hub", "--tenants", f"A,{SURROGATE}", "-o", "x.json"],
        ["template", "full-mesh", "--pair", SURROGATE],
        ["template", "user-hub", "--members", SURROGATE],
        ["diff", "design.json", SURROGATE],
        ["render", "design.json", "-o", SURROGATE],
        ["render", "design.json", "-o", "x.svg", "--user", SURROGATE],
        ["render", "design.json", "-o", "x.svg", "--tenant", SURROGATE],
        ["render", "design.json", "-o", "x.svg", "--overlay", SURROGATE],
        ["render", "design.json", "-o", "x.svg", "--against", SURROGATE],
        ["render", "design.json", "-o", f"no{SURROGATE}where/x.svg"],
        ["render", "design.json", "-o", "\ud800.svg"],  # such as Windows may give
    ],
)
def test_words_that_are_no_text(run, tmp_path, arguments):
    refused(run(*arguments))
    assert sorted(os.listdir(tmp_path)) == ["design.json", "list.csv"]  # noqa: PTH208


@pytest.mark.parametrize("content", ["utf-16", "utf-16-be", "utf-32", "latin-1"])
def test_other_encodings(run, tmp_path, content):
    text = (tmp_path / "design.json").read_text("utf-8").replace("Contoso", "Größe")
    (tmp_path / "other.json").write_bytes(text.encode(content, "replace"))
    refused(run("flow", "other.json"), "xtsviz: other.json: ", "UTF-8")
    word = "design" if content == "utf-16" else "UTF-"  # PowerShell's UTF-16 is read, as a list
    refused(run("flow", "design.json", "--users", "contoso=other.json"), "xtsviz: other.json: ", word)


@needs_pipes
@pytest.mark.parametrize("columns", ["0", "1", "abc"])
def test_a_terminal_of_odd_width_still_shows_what_there_is(columns, monkeypatch):
    monkeypatch.setenv("COLUMNS", columns)
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w", encoding="ascii", errors="backslashreplace") as terminal:
        monkeypatch.setattr(sys, "stdout", terminal)
        report = TableOutput()
        report.add("Arrows", ["arrow", "state"], [["contoso->fabrikam", "open"], ["日本 Zoë", "blocked"]])
        report.close()
        terminal.flush()
        shown = ""
        while "blocked" not in shown:  # a terminal hands over what there is so far
            shown += os.read(ours, 65536).decode("ascii")
    os.close(ours)
    assert "contoso->fabrikam" in shown
    assert r"\u65e5\u672c Zo\xeb" in shown


def test_the_limit_is_reported_where_the_command_line_is():
    assert "XTSVIZ_MAX_BYTES" in (Path(__file__).parents[3] / "README.md").read_text("utf-8")
