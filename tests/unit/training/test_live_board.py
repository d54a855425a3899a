"""Predictions of learners who use the trainer's server: a folder of codes that its owner alone can read."""

import os
import stat

import pytest

from tests.unit.training.predictions import CHAIN, PASSED_ON, of_cells
from xtsviz.training import board, find, prediction_code
from xtsviz.training.board_folder import FOLDER, board_folder, make_board_folder
from xtsviz.training.live_board import Learner, posted_codes

RIGHT = CHAIN.question.answer


@pytest.fixture
def folder(tmp_path, monkeypatch):
    made = tmp_path / "board"
    make_board_folder(made)
    monkeypatch.setenv(FOLDER, str(made))
    return made


def test_a_prediction_comes_onto_the_board_without_a_name(folder):
    locked = Learner().lock(CHAIN, PASSED_ON, after=False)
    assert locked.posted
    assert posted_codes(folder) == (locked.code,)
    assert locked.code == prediction_code(CHAIN, PASSED_ON)
    (file,) = folder.iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_another_prediction_of_a_learner_takes_the_place_of_the_one_before(folder):
    one, other = Learner(), Learner()
    one.lock(CHAIN, PASSED_ON, after=False)
    one.lock(CHAIN, RIGHT, after=False)
    one.lock(CHAIN, RIGHT, after=True)
    one.lock(find("cycle"), (), after=False)
    other.lock(CHAIN, PASSED_ON, after=False)
    count, cycle = board("\n".join(posted_codes(folder))).exercises
    assert (count.before.learners, count.before.right, count.after.learners) == (2, 1, 1)
    assert cycle.before.learners == 1


def test_who_begins_again_has_heard_the_explanation(monkeypatch):
    monkeypatch.delenv(FOLDER, raising=False)
    learner = Learner()
    learner.begin_again(CHAIN)  # nothing was locked in yet
    assert not learner.lock(CHAIN, PASSED_ON, after=False).after
    assert not learner.lock(CHAIN, RIGHT, after=False).after  # a second thought
    learner.begin_again(CHAIN)
    assert learner.lock(CHAIN, RIGHT, after=False).after
    assert not learner.lock(find("cycle"), (), after=False).after


def test_what_is_no_code_in_the_folder_is_not_taken(folder):
    (folder / "notes.txt").write_text("0123456789")
    (folder / f"{'0' * 16}-shipped-2-0-before").mkdir()
    (folder / f"{'1' * 16}-shipped-2-0-before").write_bytes(b"\xff" * 10_000)
    (taken,) = posted_codes(folder)
    assert len(taken) == 11
    assert board(taken).exercises == ()


def test_without_a_server_there_is_only_the_code(monkeypatch):
    monkeypatch.delenv(FOLDER, raising=False)
    assert board_folder() is None
    assert Learner().lock(CHAIN, RIGHT, after=True) == (
        prediction_code(CHAIN, RIGHT, after=True),
        True,
        False,
    )


def test_a_folder_that_others_can_read_is_not_used(folder):
    folder.chmod(0o755)
    assert os.name == "nt" or not Learner().lock(CHAIN, RIGHT, after=False).posted


def test_a_server_that_has_ended_is_no_trouble(folder):
    folder.rmdir()
    assert not Learner().lock(CHAIN, RIGHT, after=False).posted
    assert posted_codes(folder) == ()


def test_what_has_no_code_is_not_posted(folder):
    assert Learner().lock(of_cells(33), (), after=False) is None
    assert Learner().lock(find("first-arrow"), (), after=False) is None
    assert posted_codes(folder) == ()
