"""Files and their names: any bytes where a document or a list is wanted, any value where a path is wanted."""

from __future__ import annotations

import json
import math
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hypothesis import event, given, note, settings
from hypothesis import strategies as st

import xtsviz as xts
from xtsviz.errors import XtsvizError
from xtsviz.io import from_bytes
from xtsviz.model.storage import LIMIT_VARIABLE
from xtsviz.view.export.files import export

NUMBER = int(os.environ.get("XTSVIZ_FUZZ") or 50)
DESIGN = xts.templates.user_hub(["Contoso", "Größe"], members=2)
DOCUMENT = json.dumps(DESIGN.to_document(), ensure_ascii=False).encode("utf-8")
LIST = b"id,userPrincipalName,displayName,userType\nc1,adele@contoso.com,Adele,Member\nc2,b@contoso.com,B,Guest\n"
ENCODINGS = ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "utf-7", "cp037"]
FILE = export("document", xts.user_flow(DESIGN))


class Unusual:
    def __fspath__(self) -> Any:
        return b"x"


VALUES = [
    *(
        None,
        True,
        0,
        1,
        -1,
        5,
        10**30,
        1.5,
        math.nan,
        b"x",
        b"\xff",
        (),
        [],
        {},
        {"x"},
        object(),
        int,
        Unusual(),
    ),
    *(
        "",
        " ",
        ".",
        "..",
        "folder",
        "folder/",
        "new/",
        "no/where",
        "pipe",
        "loop",
        "null",
        "full",
        "document",
    ),
    *(
        "list",
        "\ud800",
        "\udcff",
        "a\0b",
        "a\nb",
        "x" * 256,
        "x/" * 3000,
        "/dev/fd/9999999999",
        Path("x"),
        Path(),
    ),
]


def values() -> st.SearchStrategy[Any]:
    """Paths, and what is none; nothing outside of the folder at hand."""
    text = st.text(st.characters(), max_size=8).map(lambda text: text.replace("/", "").replace("..", ""))
    return st.one_of(
        st.sampled_from(VALUES), text, text.map(Path), st.integers(), st.floats(), st.binary(max_size=4)
    )


def hashable(value: Any) -> bool:
    try:
        hash(value)
    except TypeError:
        return False
    return True


@st.composite
def spoiled(draw: st.DrawFn) -> bytes:
    """A document or a list of which some bytes are others, that is cut, or in another encoding; or any bytes."""
    content = draw(st.sampled_from([DOCUMENT, LIST]))
    change = draw(st.sampled_from(["bytes", "cut", "encoding", "join", "other"]))
    if change == "cut":
        return content[: draw(st.integers(0, len(content)))]
    if change == "encoding":
        return content.decode("utf-8").encode(draw(st.sampled_from(ENCODINGS)), "replace")
    if change == "join":
        return content + draw(st.binary(max_size=8)) + content
    if change == "other":
        return draw(st.binary(max_size=60))
    made = bytearray(content)
    for _ in range(draw(st.integers(1, 4))):
        made[draw(st.integers(0, len(made) - 1))] = draw(st.sampled_from(b"\0\n\r\"',;{}[]:\\#=\xc3\xff9"))
    return bytes(made)


@contextmanager
def folder() -> Iterator[Path]:
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as name:
        here = Path(name) / "a" / "b"
        (here / "folder").mkdir(parents=True)
        os.chdir(here)
        try:
            Path("document").write_bytes(DOCUMENT)
            Path("list").write_bytes(LIST)
            if os.name == "posix":
                os.mkfifo("pipe")
                Path("loop").symlink_to("loop")
                Path("null").symlink_to("/dev/null")
                Path("full").symlink_to("/dev/full")
            yield here
        finally:
            os.chdir(before)


def tried(do: Callable[[], Any]) -> Any:
    """The result; None where it is refused in words. Anything else that is raised fails the test."""
    try:
        return do()
    except XtsvizError as refusal:
        text = str(refusal)
        note(text[:500])
        assert text.strip()
        assert len(text) < 5000
        assert all(line.isprintable() for line in text.split("\n"))
        event(f"refused: {type(refusal).__name__}")
    return None


def modes(here: Path) -> dict[Path, int]:
    return {path: path.lstat().st_mode for path in here.parent.rglob("*")}


@settings(max_examples=NUMBER, deadline=None)
@given(spoiled(), spoiled())
def test_any_bytes(document: bytes, users: bytes) -> None:
    for given_users in (None, {"contoso": users}):
        for content in (document, DOCUMENT):
            design = tried(lambda content=content, given_users=given_users: from_bytes(content, given_users))
            if design is not None:
                assert xts.Design.from_document(design.to_document()) == design


@settings(max_examples=NUMBER, deadline=None)
@given(
    values(),
    values(),
    st.dictionaries(st.one_of(st.just("contoso"), values().filter(hashable)), values(), max_size=2),
)
def test_any_path_to_read(path: Any, users: Any, lists: dict[Any, Any]) -> None:
    with folder() as here:
        before = modes(here)
        for do in (
            lambda: xts.load(path),
            lambda: xts.load("document", users),
            lambda: xts.load("document", lists),
            lambda: xts.training.load(path),
        ):
            tried(do)
        assert modes(here) == before


@settings(max_examples=NUMBER, deadline=None)
@given(values(), st.sampled_from(["save", "xts.save", "export", "handout"]))
def test_any_path_to_write(path: Any, way: str) -> None:
    ways: dict[str, Callable[[Any], Any]] = {
        "save": DESIGN.save,
        "xts.save": lambda path: xts.save(DESIGN, path),
        "export": FILE.save,
        "handout": lambda path: xts.training.handout(path, []),
    }
    done = False

    def write() -> None:
        nonlocal done
        ways[way](path)
        done = True

    with folder() as here:
        before = modes(here)
        tried(write)
        after = modes(here)
        assert set(before) <= set(after)
        assert all(after[name] == mode for name, mode in before.items())
        new = set(after) - set(before)
        assert len(new) <= done
        assert all(name.stat().st_size for name in new)


@settings(max_examples=NUMBER, deadline=None)
@given(
    st.one_of(
        st.integers(-10, 10**6).map(str),
        st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=8),
    )
)
def test_any_limit(limit: str) -> None:
    with folder(), patch.dict(os.environ, {LIMIT_VARIABLE: limit}):
        design = tried(lambda: xts.load("document"))
        if limit.strip().isascii() and limit.strip().isdigit():
            assert (design is not None) == (int(limit) >= len(DOCUMENT))
        else:
            assert (design is not None) == (not limit.strip())
