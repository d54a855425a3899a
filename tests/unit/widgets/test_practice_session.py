"""The exercises come back after a reload of their page."""

import gzip

from tests.drivers.practice import PracticeDriver
from xtsviz.training import catalog
from xtsviz.training.board_folder import FOLDER, make_board_folder
from xtsviz.training.live_board import posted_codes
from xtsviz.widgets import Practice
from xtsviz.widgets.practice_session import BACK


def kept_by_the_page(learner: PracticeDriver) -> bytes:
    """What the page gets when it asks for the session."""
    pieces = []
    send = learner.bridge.send

    def take(content, buffers=None):
        if "session" in content:
            pieces.extend(buffers)
        send(content, buffers)

    learner.bridge.send = take
    learner.send({"session_wanted": True})
    learner.bridge.send = send
    return gzip.decompress(b"".join(pieces))


def test_work_comes_back_and_each_change_is_told_to_the_page():
    first = PracticeDriver(Practice(progress=None))
    changes = first.bridge.changes
    explorer = first.practice.explorer
    explorer.design = explorer.design.add_arrow("contoso", "fabrikam")
    assert first.bridge.changes > changes
    first.press("Check")
    first.press("Next")
    kept = kept_by_the_page(first)

    second = PracticeDriver(Practice(progress=None))
    second.send({"session_found": True}, kept)
    assert second.status == (f"{BACK}. Exercise 2: {catalog[1].title}", "info")
    assert f"1 of {len(catalog)} solved" in second.markup
    second.act("exercise", catalog[0].name)
    assert len(second.practice.explorer.design.arrows) == 1
    first.practice.close()
    second.practice.close()


def test_what_cannot_be_read_is_told():
    learner = PracticeDriver(Practice(progress=None))
    learner.send({"session_found": True}, b"")
    assert learner.status[1] == "info"
    learner.send({"session_found": True}, b'{"version": 1e999}')
    text, level = learner.status
    assert level == "error"
    assert "it begins anew" in text
    learner.practice.close()


def test_a_locked_prediction_keeps_its_code_and_is_one_on_the_board(tmp_path, monkeypatch):
    folder = tmp_path / "board"
    make_board_folder(folder)
    monkeypatch.setenv(FOLDER, str(folder))
    first = PracticeDriver(Practice("no-passing-on", progress=None))
    first.predict(("adele", "fabrikam"))
    first.press("Lock in")
    code = first.practice.controller.view_state.code
    kept = kept_by_the_page(first)

    second = PracticeDriver(Practice(progress=None))
    second.send({"session_found": True}, kept)
    assert second.practice.controller.view_state.code == code
    assert " ".join(code.code) in second.markup
    assert posted_codes(folder) == (code.code,)
    second.press("Reset")
    second.predict(("adele", "fabrikam"))
    second.press("Lock in")
    assert second.practice.controller.view_state.code.after
    first.practice.close()
    second.practice.close()
