"""What an explorer saved by itself and somebody changed: it is read, or refused in words, and it stays."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import xtsviz as xts
from tests.fuzz.words import odd_json, tried
from xtsviz.io.autosave.files import MAX_BYTES, SavedFiles, read_saved
from xtsviz.widgets.controller import Controller
from xtsviz.widgets.tab_session import read_session, write_session

STATE = Controller(xts.templates.user_hub(["Contoso", "Fabrikam"], members=1)).view_state
HEAD = {"format": "xtsviz-autosave", "version": 1, "saved": "2026-11-27T10:00:00+00:00", "starts": ["a"]}
HEAD |= {"tenants": 2, "arrows": 1}
SESSION = json.loads(write_session(STATE, None, MAX_BYTES))


@st.composite
def changed(draw: st.DrawFn, whole: dict[str, object]) -> bytes:
    """A JSON object with some values replaced, or other bytes."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.binary(max_size=60))
    keys = draw(st.lists(st.sampled_from([*whole]), max_size=3))
    return json.dumps(whole | {key: draw(odd_json()) for key in keys}).encode("utf-8", "surrogatepass")


@given(changed(HEAD), changed(SESSION))
def test_files(head: bytes, session: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a-1.json"
        path.write_bytes(head + b"\n" + session)
        (found,) = SavedFiles(Path(folder), "a").found()
        content = tried(lambda: read_saved(path))
        if content is not None:
            assert not found.problem
            tried(lambda: read_session(content, STATE.design, STATE, MAX_BYTES))
        assert path.read_bytes() == head + b"\n" + session
