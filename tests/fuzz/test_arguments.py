"""Words for the command line: whatever they are, a result or a refusal in words, and no file but the one named.

`explore` is left out, because it serves until it is ended.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

from hypothesis import event, given, note, settings
from hypothesis import strategies as st

import xtsviz as xts
from xtsviz.cli import main

NUMBER = int(os.environ.get("XTSVIZ_FUZZ") or 50)
DESIGN = xts.templates.user_hub(["Contoso", "Fabrikam"], members=2)
LIST = b"id,userPrincipalName\nc1,adele@contoso.com\n"
LINES = [
    ["template", "user-hub", "--tenants", "A,B,C", "--members", "3"],
    ["template", "partial-mesh", "--tenants=A,B,C", "--pair", "A,B"],
    ["flow", "design.json", "--format", "json"],
    ["flow", "-", "--users", "contoso=list.csv"],
    ["trace", "design.json", "contoso-001"],
    ["why", "design.json", "contoso-001", "fabrikam"],
    ["diff", "design.json", "-"],
    ["render", "design.json", "-o", "x.svg", "--overlay", "people"],
    ["render", "design.json", "-o", "-", "--user", "contoso-001", "--dark"],
    ["render", "design.json", "-o", "x.html", "--against", "-"],
    ["render", "design.json", "-o", "out.txt", "--format", "png", "--scale", "1", "--tenant", "Contoso"],
    ["schema"],
    ["--version"],
]
OPTIONS = [
    *("-o", "--output", "--format", "--users", "--tenants", "--members", "--pair", "--overlay", "--user"),
    *("--tenant", "--against", "--scale", "--dark", "--help", "-h", "--version", "--", "-", "--nonsense"),
]
GOOD = [
    *("design.json", "-", "contoso=list.csv", "contoso", "Contoso", "fabrikam", "contoso-001", "Adele Vance"),
    *("user-hub", "full_mesh", "application-hub", "A,B,C", "A,B", "3", "1.5", "json", "csv", "table", "svg"),
    *(
        "png",
        "html",
        "everyone",
        "people",
        "user",
        "tenant",
        "health",
        "compare",
        "x.svg",
        "x.html",
        "x.json",
    ),
]
ODD = [
    *(
        "",
        " ",
        "\udcff",
        "\ud800",
        "\x00",
        "\x1b[2J",
        "a\nb",
        "\u202e",
        "😀",
        "=",
        "=x",
        "x=",
        "contoso=",
        '"',
    ),
    *("nowhere/x.svg", "folder", "list.csv", "pipe", "x" * 300, "x" * 5000, "-1", "nan", "inf", "1e999", "0"),
    *(
        "99999999999999999999",
        "contoso=design.json",
        "contoso=pipe",
        ",",
        "A,,B",
        '"A',
        "A,\udcff",
        "%s",
        "{0}",
    ),
]
PLACES = [
    "-",
    "/dev/stdout",
    "/dev/null",
    "/dev/full",
    "pipe",
    "folder",
    "out.txt",
    "design.json",
    "out/",
    "",
]


def words() -> st.SearchStrategy[str]:
    # Half characters come from bytes that are no text, and on Windows as such.
    text = st.text(st.characters(), max_size=8)
    return st.one_of(st.sampled_from(GOOD), st.sampled_from(ODD), text)


def places() -> st.SearchStrategy[str]:
    """Where to write: nowhere outside of the folder at hand."""
    return st.one_of(
        st.sampled_from(PLACES), words().map(lambda word: word.replace("/", "").replace("..", ""))
    )


@st.composite
def command_lines(draw: st.DrawFn) -> list[str]:
    """A line that works, with nothing to three things changed; or one without any sense."""
    if not draw(st.integers(0, 3)):
        return draw(st.lists(st.one_of(words(), st.sampled_from(OPTIONS)), max_size=6).map(harmless))
    line = list(draw(st.sampled_from(LINES)))
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(line)))
        match draw(st.sampled_from(["word", "option", "remove", "output", "users"])):
            case "word" if place < len(line):
                line[place] = draw(words())
            case "option":
                line[place:place] = [draw(st.sampled_from(OPTIONS)), draw(words())]
            case "remove":
                del line[place : place + 1]
            case "output":
                line += [draw(st.sampled_from(["-o", "--output"])), draw(places())]
            case "users":
                line += ["--users", draw(st.one_of(st.just("contoso=list.csv"), words()))]
    return harmless(line)


def harmless(line: list[str]) -> list[str]:
    """The same, writing nowhere outside of the folder at hand, and serving nothing."""
    known = {*PLACES, "nowhere/x.svg"}
    line = [word if word in known else word.replace("..", "").replace("/", "") for word in line]
    return [word for word in line if word != "explore"]


@contextmanager
def folder() -> Iterator[Path]:
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as name:
        here = Path(name) / "a" / "b"
        (here / "folder").mkdir(parents=True)
        os.chdir(here)
        try:
            DESIGN.save("design.json")
            (here / "list.csv").write_bytes(LIST)
            if hasattr(os, "mkfifo"):
                os.mkfifo(here / "pipe")
            yield here
        finally:
            os.chdir(before)


def run(line: list[str]) -> tuple[object, str]:
    """Status and errors."""
    content = io.BytesIO(Path("design.json").read_bytes())
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    with (
        patch.object(sys, "argv", ["xtsviz", *line]),
        patch.object(sys, "stdin", io.TextIOWrapper(content, "utf-8")),
        patch.object(sys, "stdout", out),
        patch.object(sys, "stderr", err),
    ):
        try:
            main()
        except SystemExit as ended:
            status = ended.code or 0
    err.seek(0)
    return status, err.read()


def named(line: list[str]) -> list[str]:
    """What is written to, as the words say it."""
    values = [value for option, value in pairwise(line) if option in ("-o", "--output")]
    short = [word.removeprefix("-o") for word in line if word.startswith("-o")]
    return values + short + [word.partition("=")[2] for word in line if word.startswith("--o")]


@settings(max_examples=NUMBER, deadline=None)
@given(command_lines())
def test_any_words(line: list[str]) -> None:
    with folder() as here:
        before = {path: path.lstat() for path in here.parent.rglob("*")}
        status, err = run(line)
        note(err[:500])
        event(f"status {status}")
        after = {path: path.lstat() for path in here.parent.rglob("*")}
        assert status in (0, 2)
        assert "Traceback" not in err
        assert all(part.isprintable() for part in err.split("\n"))
        assert set(before) <= set(after)
        assert all(after[path].st_mode == found.st_mode for path, found in before.items())
        assert {path.name for path in set(after) - set(before)} <= set(named(line))
        if status:
            assert err.strip()
            assert len(err) < 10_000
            assert set(after) == set(before)
        else:
            assert not err
