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
    if exercise.kind == "predict":
        assert session.lock_in()
    assert session.check().right
    assert "was shown" in session.message
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
    session = Session(name="first-arrow", progress=Progress(tmp_path / "gone" / "p.json"))
    assert not session.check().right
    assert session.verdict is not None
    assert "This is not saved: cannot write" in session.message


def test_starting_over(tmp_path):
    path = tmp_path / "p.json"
    session = Session(name="first-arrow", progress=Progress(path))
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


def predict(session, *cells):
    """Tick exactly these cells, and say of the other rows that nothing is to be ticked in them."""
    for cell in sorted(session.ticked ^ set(cells)):
        session.tick(*cell)
    open_rows = set(session.exercise.question.rows_to_answer) - {row for row, _ in cells}
    for row in sorted(open_rows - session.prediction.nothing):
        session.tick_nothing(row)


RIGHT = find("no-passing-on").question.answer
WRONG = RIGHT | {("adele", "litware")}


def test_a_prediction_is_locked_in_before_it_is_judged():
    session = Session(name="no-passing-on")
    predict(session, *RIGHT)
    assert session.check() is None
    assert "Lock your prediction in first" in session.message
    assert session.lock_in()
    assert session.prediction.locked
    with pytest.raises(ExerciseError, match="is locked in; press Check, or Reset"):
        session.tick("adele", "litware")
    with pytest.raises(ExerciseError, match="is locked in"):
        session.lock_in()
    assert session.check().right
    assert session.progress["no-passing-on"].solved
    with pytest.raises(ExerciseError, match="right already"):
        session.tick("adele", "litware")


def test_an_empty_or_half_ticked_prediction_is_refused_with_one_sentence():
    session = Session(name="no-passing-on")
    assert not session.lock_in()
    assert session.message == "Nothing is ticked yet: answer each row, then lock in."
    session.tick("adele", "fabrikam")
    assert not session.lock_in()
    assert session.message.startswith("5 rows have no answer yet: Diego Okafor, Kenji Tanaka")
    assert not session.prediction.locked
    assert session.progress["no-passing-on"].attempts == 0


def test_a_row_can_have_no_tick_if_the_learner_says_so():
    session = Session(name="no-passing-on")
    session.tick_nothing("adele")
    assert session.prediction.nothing == {"adele"}
    session.tick("adele", "fabrikam")  # the one takes the other away
    assert session.prediction.nothing == frozenset()
    session.tick_nothing("adele")
    assert session.ticked == frozenset()
    for row in ("nobody", "cycle"):
        with pytest.raises(ExerciseError, match="has no row"):
            session.tick_nothing(row)


def test_one_in_each_row_is_one_choice():
    session = Session(name="who-sets-what")
    session.tick("inbound_auto_redeem", "contoso")
    session.tick("inbound_auto_redeem", "fabrikam")
    assert session.ticked == {("inbound_auto_redeem", "fabrikam")}
    session.tick("inbound_auto_redeem", "fabrikam")
    assert session.ticked == {("inbound_auto_redeem", "fabrikam")}
    assert not session.lock_in()
    assert session.message.startswith("3 rows have no answer yet: ")


def test_wrong_once_tells_how_many_rows_and_wrong_twice_the_truth():
    session = Session(name="no-passing-on")
    predict(session, *WRONG)
    session.lock_in()
    session.check()
    assert session.message.startswith("Not yet: 1 row is not right.")
    assert "Adele" not in session.message
    assert not session.prediction.shown
    assert not session.lock_in()  # the same again would waste the second try
    assert "was not right: change it" in session.message
    predict(session, *WRONG, ("diego", "litware"))
    session.lock_in()
    session.check()
    assert session.prediction.shown
    assert session.progress["no-passing-on"].revealed


def test_what_was_copied_from_the_truth_is_right_but_not_solved():
    session = Session(name="no-passing-on")
    for cells in (WRONG, WRONG | {("diego", "litware")}, RIGHT):
        predict(session, *cells)
        assert session.lock_in()
        verdict = session.check()
    assert verdict.right
    assert session.message.startswith("Right, as it was shown.")
    assert not session.progress["no-passing-on"].solved
    session.restart()
    predict(session, *RIGHT)
    session.lock_in()
    assert session.check().right
    assert session.progress["no-passing-on"].solved


def test_a_prediction_knows_whether_the_explanation_was_seen_before():
    session = Session(name="no-passing-on")
    predict(session, *WRONG)
    session.lock_in()
    assert not session.prediction.informed
    session.check()
    predict(session, *RIGHT)
    session.lock_in()
    assert not session.prediction.informed
    session.check()
    session.restart()
    predict(session, *RIGHT)
    session.lock_in()
    assert session.prediction.informed
