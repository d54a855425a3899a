"""A learner at work, without a screen."""

import pytest

from xtsviz.errors import ExerciseError, UnknownNameError
from xtsviz.training import Progress, catalog, find
from xtsviz.training.session import Session


def test_it_begins_with_the_first_that_is_not_solved(tmp_path):
    progress = Progress(tmp_path / "p.json")
    progress.record_attempt("first-arrow", right=True)
    assert Session(progress=progress).exercise.name == "both-ways"
    assert Session(name="cycle").exercise.name == "cycle"
    with pytest.raises(UnknownNameError, match='no exercise "cycel"; did you mean "cycle"'):
        Session(name="cycel")


def test_a_build_exercise_from_wrong_to_right():
    session = Session(name="first-arrow")
    session.set_design(session.design.add_arrow("fabrikam", "contoso"))
    assert not session.check().right
    assert session.message.startswith("Not yet: 2 mistakes. You drew Fabrikam → Contoso")
    session.set_design(find("first-arrow").design.add_arrow("contoso", "fabrikam"))
    assert session.verdict is None
    assert session.check().right
    assert session.message.startswith("Right. An arrow pushes")
    assert session.progress["first-arrow"].attempts == 2


def test_ticks_and_designs_stay_while_one_is_elsewhere():
    session = Session(name="cycle")
    session.tick("adele", "fabrikam")
    session.tick("adele", "litware")
    session.tick("adele", "litware")
    session.step(1)
    assert session.ticked == frozenset()
    session.step(-1)
    assert session.ticked == {("adele", "fabrikam")}
    session.restart()
    assert session.ticked == frozenset()


def test_hints_come_one_by_one_and_end():
    session = Session(name="cycle")
    for number in (1, 2):
        session.hint()
        assert session.message.startswith(f"Hint {number} of 2")
    session.hint()
    assert "no more hints" in session.message
    assert session.progress["cycle"].hints == 2


@pytest.mark.parametrize("exercise", catalog, ids=lambda exercise: exercise.name)
def test_what_is_revealed_is_right_but_not_solved(exercise):
    session = Session(name=exercise.name)
    session.reveal()
    assert session.check().right
    assert session.progress[exercise.name].revealed
    assert not session.progress[exercise.name].solved


def test_revealing_a_prediction_says_first_what_was_wrong():
    session = Session(name="no-passing-on")
    session.tick("adele", "litware")
    session.reveal()
    assert ("adele", "litware") in session.verdict.wrong_cells
    assert session.ticked == find("no-passing-on").question.answer


def test_revealing_a_prediction_without_a_tick_blames_nobody():
    session = Session(name="no-passing-on")
    session.reveal()
    assert session.verdict is None


def test_steps_go_round():
    session = Session()
    session.step(-1)
    assert session.exercise is catalog[-1]
    session.step(1)
    assert session.exercise is catalog[0]


def test_a_file_that_cannot_be_written_costs_the_progress_not_the_exercise(tmp_path):
    session = Session(name="cycle", progress=Progress(tmp_path / "gone" / "p.json"))
    assert not session.check().right
    assert session.verdict is not None
    assert "This is not saved: cannot write" in session.message


def test_starting_over(tmp_path):
    path = tmp_path / "p.json"
    session = Session(name="cycle", progress=Progress(path))
    session.check()
    session.start_over()
    assert session.exercise is catalog[0]
    assert "the earlier progress is in p-old-1.json" in session.message
    assert not path.exists()


@pytest.mark.parametrize("exercises", [[], ["cycle"], [find("cycle"), find("cycle")]])
def test_no_exercises_or_two_of_one_name_are_refused(exercises):
    with pytest.raises(ExerciseError, match="exercises: "):
        Session(exercises)


def test_ticks_are_for_predictions():
    with pytest.raises(ExerciseError, match="nothing to tick"):
        Session(name="first-arrow").tick("a", "b")
