"""What a class expects: counts, ideas, and codes that are not counted."""

import pytest

from tests.unit.training.predictions import CHAIN, PASSED_ON, chat, of_cells
from xtsviz.errors import ExerciseError, UnknownNameError
from xtsviz.training import board, find, prediction_code

RIGHT = CHAIN.question.answer


def test_it_counts_who_is_expected_where_before_and_after():
    result = board(f"{chat((31, PASSED_ON), (9, RIGHT))}\n{chat((3, PASSED_ON), (35, RIGHT), after=True)}")
    (count,) = result.exercises
    assert count.exercise is CHAIN
    assert (count.before.learners, count.before.right) == (40, 9)
    assert (count.after.learners, count.after.right) == (38, 35)
    assert count.before.counts["adele", "litware"] == 31
    assert count.after.counts["adele", "litware"] == 3
    assert count.before.counts["adele", "fabrikam"] == 40
    assert set(count.before.counts) == set(CHAIN.question.cells)
    assert result.learners == 78
    assert result.wrong == ()


def test_the_commonest_wrong_idea_is_named():
    (count,) = board(chat((31, PASSED_ON), (9, RIGHT - {("kenji", "litware")}))).exercises
    assert str(count.commonest) == "31 of 40 passed Adele Vance on to Litware"
    assert [str(idea) for idea in count.before.ideas] == [
        "31 of 40 passed Adele Vance on to Litware",
        "9 of 40 left Kenji Tanaka out of Litware",
    ]


def test_after_the_explanation_alone_has_ideas_too():
    (count,) = board(chat((2, PASSED_ON), after=True)).exercises
    assert str(count.commonest) == "2 of 2 passed Adele Vance on to Litware"


def test_where_all_are_right_there_is_no_wrong_idea():
    (count,) = board(chat((2, RIGHT))).exercises
    assert count.commonest is None


def test_exercises_come_in_the_order_of_the_course():
    cycle = find("cycle")
    result = board(f"{prediction_code(cycle, ())} {chat((1, RIGHT))}")
    assert [one.exercise.name for one in result.exercises] == ["no-passing-on", "cycle"]


def test_wrong_codes_are_listed_with_line_and_reason():
    code = prediction_code(CHAIN, RIGHT)
    other = "0" if code[0] != "0" else "1"
    result = board(f"hello\r\n{other}{code[1:]} and {code[1]}{code[0]}{code[2:]}\n\n{code[:9]}")
    assert [(one.line, one.text) for one in result.wrong] == [
        (2, other + code[1:]),
        (2, code[1] + code[0] + code[2:]),
        (4, code[:9]),
    ]
    assert result.wrong[0].reason == "a character is wrong, or two are swapped"
    assert str(result.wrong[2]) == f"Line 4, {code[:9]}: it has 9 characters; a code has 10"
    assert result.exercises == ()


def test_a_code_of_another_exercise_is_listed():
    result = board(f"{prediction_code(find('cycle'), ())} {chat((1, RIGHT))}", "no-passing-on")
    assert result.learners == 1
    assert "it is of the exercise “A cycle of arrows”, not of “Two arrows in a row”" in str(result.wrong[0])


def test_a_code_of_another_version_is_listed():
    old = of_cells(8, "cycle")  # once, the exercise had other cells
    result = board(prediction_code(old, ()))
    assert result.wrong[0].reason == "it is of another version of the exercise “A cycle of arrows”"


def test_a_code_of_an_exercise_to_come_is_listed(monkeypatch):
    from xtsviz.training import code_numbers

    with monkeypatch.context() as newer:
        newer.setattr(code_numbers, "NUMBERS", {"to-come": (30, 0)})
        code = prediction_code(of_cells(4, "to-come"), ())
    (wrong,) = board(code).wrong
    assert wrong.reason == "it is of an exercise that this version of xtsviz does not have"


def test_an_exercise_of_ones_own_is_counted_where_it_is_named():
    own = of_cells(5)
    code = prediction_code(own, [("r0", "yes")])
    assert board(code, own).exercises[0].before.right == 1
    assert "name that exercise when you open the board" in board(code).wrong[0].reason
    assert "another version" in board(code, of_cells(6)).wrong[0].reason


@pytest.mark.parametrize("text", ["", "no codes here", "\n" * 100_000])
def test_a_text_without_codes_says_what_to_do(text):
    result = board(text)
    assert (result.exercises, result.wrong, result.learners) == ((), (), 0)
    assert str(result).startswith("No codes yet. Paste a text")


@pytest.mark.parametrize(
    "text, exercise, error, said",
    [
        (b"1234567890", None, ExerciseError, "a text with codes is needed, not bytes"),
        (None, None, ExerciseError, "not NoneType"),
        ("", "first-arrow", ExerciseError, "only a prediction has one"),
        ("", "no-pasing-on", UnknownNameError, "did you mean"),
        ("", 3, UnknownNameError, "named by a text"),
        ("", of_cells(40), ExerciseError, "a code can hold 32"),
    ],
)
def test_what_is_no_board_says_why(text, exercise, error, said):
    with pytest.raises(error, match=said):
        board(text, exercise)
