"""The board on the screen: pasted texts, files, what comes from the server; no browser."""

import threading

import pytest

from tests.drivers.board import BoardDriver
from tests.drivers.practice import PracticeDriver
from tests.unit.training.predictions import CHAIN, PASSED_ON, chat, of_cells
from xtsviz.errors import ExerciseError, UnknownNameError
from xtsviz.training import find, prediction_code
from xtsviz.training.board_folder import FOLDER, make_board_folder
from xtsviz.training.live_board import Learner
from xtsviz.widgets import Board, Practice
from xtsviz.widgets.live_codes import LiveCodes

RIGHT = CHAIN.question.answer
IDEA = "31 of 40 passed Adele Vance on to Litware"
CLASS = chat((31, PASSED_ON), (9, RIGHT))


@pytest.fixture
def trainer():
    made = []

    def trainer(*arguments):
        made.append(Board(*arguments))
        return BoardDriver(made[-1])

    yield trainer
    for board in made:
        board.close()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    made = tmp_path / "board"
    make_board_folder(made)
    monkeypatch.setenv(FOLDER, str(made))
    return made


def test_a_board_without_anything_says_what_to_do(trainer):
    drive = trainer()
    assert drive.status == ("No codes yet.", "info")
    assert "Paste a text that has the codes" in drive.markup


def test_a_pasted_chat_is_counted(trainer):
    drive = trainer()
    drive.paste(CLASS)
    assert drive.status == ("40 predictions counted.", "info")
    assert IDEA in drive.markup
    drive.paste(f"{CLASS}\n{prediction_code(CHAIN, RIGHT)[:9]}")
    assert drive.status == ("40 predictions counted. 1 code not counted.", "warning")
    assert "Line 41, " in drive.markup
    drive.paste("Hello!")
    assert drive.status == ("There is no code in that text.", "info")
    drive.button("Clear").click()
    assert drive.typed == ""
    assert drive.status == ("No codes yet.", "info")


def test_a_long_text_comes_as_a_file(trainer):
    drive = trainer()
    drive.paste("Hello!")
    drive.open_file("the pasted text", ("Hello, everybody\n" * 100_000 + CLASS).encode())
    assert drive.status == ("40 predictions counted.", "info")
    assert drive.typed == ""
    assert "The codes are from the pasted text" in drive.markup
    drive.open_file("chat.txt", CLASS.encode("utf-16"))
    assert "40 predictions counted." in drive.status[0]
    drive.paste(prediction_code(CHAIN, RIGHT))
    assert drive.status[0] == "1 prediction counted."
    assert "The codes are from" not in drive.markup


def test_a_file_that_is_too_large_is_refused(trainer):
    drive = trainer(CLASS)
    drive.open_file("huge.txt", b" " * 20_000_001)
    drive.refused("huge.txt has 20 MB", "at most 20")
    assert IDEA in drive.markup


def test_one_exercise_at_a_time(trainer):
    drive = trainer(f"{CLASS} {prediction_code(find('cycle'), ())}")
    assert drive.markup.count("<svg") == 2
    drive.choose("A cycle of arrows")
    assert drive.markup.count("<svg") == 1
    assert "Two arrows in a row" not in drive.markup
    drive.paste(CLASS)  # the chosen one is gone
    assert IDEA in drive.markup


def test_right_and_wrong_can_be_hidden(trainer):
    drive = trainer(CLASS)
    drive.field("Hide right and wrong").value = True
    assert IDEA not in drive.markup
    assert "✓" not in drive.markup
    drive.field("Hide right and wrong").value = False
    assert IDEA in drive.markup


def test_a_board_of_one_exercise(trainer):
    own = of_cells(4)
    code = prediction_code(own, [("r0", "yes")])
    assert trainer(code, own).status[0] == "1 prediction counted."
    assert trainer(code, "cycle").status[0] == "0 predictions counted. 1 code not counted."


@pytest.mark.parametrize(
    "arguments, error, said",
    [
        ((3,), ExerciseError, "a text with codes is needed, not int"),
        (("", "first-arrow"), ExerciseError, "only a prediction has one"),
        (("", "cicle"), UnknownNameError, "did you mean"),
    ],
)
def test_what_is_no_board_says_why(arguments, error, said):
    with pytest.raises(error, match=said):
        Board(*arguments)


def test_where_there_is_no_widget_there_are_words(trainer):
    data = trainer(CLASS).board._repr_mimebundle_()
    assert IDEA in data["text/plain"]


def test_what_a_folder_has_is_told_whenever_it_changes(folder):
    learner, told, changed = Learner(), [], threading.Event()

    def tell(codes):
        told.append(codes)
        changed.set()

    watch = LiveCodes(folder, tell, seconds=0.01)
    try:
        assert changed.wait(10)
        changed.clear()
        locked = learner.lock(CHAIN, PASSED_ON, after=False)
        assert changed.wait(10)
    finally:
        watch.stop()
    assert told == [(), (locked.code,)]


def test_a_learner_sees_the_code_and_the_trainer_the_prediction(folder):
    practice = Practice("no-passing-on", progress=None)
    learner = PracticeDriver(practice)
    try:
        assert "Copy the code" not in learner.markup
        learner.predict(*PASSED_ON)
        learner.press("Lock in")
        code = prediction_code(CHAIN, PASSED_ON)
        assert " ".join(code) in learner.markup
        assert "without a name" in learner.markup
        learner.act("copy-code")
        assert practice.controller.view_state.code.code == code
        learner.send({"copied": True})
        assert learner.status[0] == "Copied the code. Paste it into the chat."
        learner.press("Check")
        assert "Copy the code" in learner.markup
        learner.press("Next")
        assert "Copy the code" not in learner.markup
        assert len(list(folder.iterdir())) == 1
    finally:
        practice.close()


def test_the_board_is_a_drawer_of_the_exercises(folder):
    Learner().lock(CHAIN, PASSED_ON, after=False)
    practice = Practice("no-passing-on", progress=None)
    trainer = PracticeDriver(practice)
    try:
        # A learner's page does not show what the others expect.
        assert "Paste a text that has the codes" in trainer.open_drawer("Board")
        trainer.send({"board_wanted": True})
        filled = threading.Event()
        practice.board.panel.shown.observe(
            lambda change: filled.set() if "1 of 1 passed" in change["new"] else None, "value"
        )
        assert "1 of 1 passed" in practice.board.panel.shown.value or filled.wait(10)
        assert practice.controller.view_state.drawer == "Board"
    finally:
        practice.close()
