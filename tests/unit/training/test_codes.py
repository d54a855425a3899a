"""Short codes of predictions: what they hold, and what has none."""

import pytest

from tests.unit.training.predictions import CHAIN, PASSED_ON, of_cells
from xtsviz.errors import ExerciseError
from xtsviz.training import Predict, catalog, find, prediction_code
from xtsviz.training.code_numbers import NUMBERS, OWN
from xtsviz.training.codes import ALPHABET, code_key, layout_mark, read_symbols, ticks_of

PREDICTIONS = [exercise for exercise in catalog if isinstance(exercise, Predict)]


def test_every_prediction_of_the_package_has_its_number():
    assert {one.name for one in PREDICTIONS} <= set(NUMBERS)
    numbers = [number for number, _ in NUMBERS.values()]
    assert len(set(numbers)) == len(numbers)
    assert all(0 <= number < OWN for number in numbers)


@pytest.mark.parametrize("exercise", PREDICTIONS, ids=lambda one: one.name)
def test_another_table_or_another_answer_needs_another_number(exercise):
    listed = NUMBERS[exercise.name][1]
    assert layout_mark(exercise) == listed, (
        f"cells or answer of {exercise.name} changed: give it the next free number in code_numbers.py, and the mark "
        f"{layout_mark(exercise):#014x}"
    )


def test_a_code_has_ten_characters_that_sound_unlike():
    code = prediction_code(CHAIN, PASSED_ON)
    assert len(code) == 10
    assert set(code) <= set(ALPHABET)
    assert not set(ALPHABET) & set("AEIOUBCDGTVSZNLJH")


@pytest.mark.parametrize("after", [False, True])
def test_a_code_tells_exercise_cells_and_when(after):
    content = read_symbols(prediction_code(CHAIN, PASSED_ON, after=after))
    assert content.key == code_key(CHAIN)
    assert content.after is after
    cells = CHAIN.question.cells
    mask = ticks_of(content, len(cells), layout_mark(CHAIN))
    assert {cell for place, cell in enumerate(cells) if mask >> place & 1} == PASSED_ON


def test_a_code_of_thirty_two_cells_holds_them_all():
    exercise = find("out-and-back")
    assert len(exercise.question.cells) == 32
    content = read_symbols(prediction_code(exercise, exercise.question.cells))
    assert ticks_of(content, 32, layout_mark(exercise)) == 2**32 - 1


def test_another_version_has_another_mark():
    content = read_symbols(prediction_code(of_cells(8), ()))
    assert ticks_of(content, 8, layout_mark(of_cells(8, answer=(1,)))) is None
    assert ticks_of(content, 33, layout_mark(of_cells(8))) is None


def test_a_code_that_is_none_says_nothing():
    assert read_symbols("0123456789") is None


@pytest.mark.parametrize(
    "make, said",
    [
        (lambda: prediction_code(find("first-arrow"), ()), "only a prediction has one"),
        (lambda: prediction_code("cycle", ()), "only a prediction has one"),
        (lambda: prediction_code(of_cells(33), ()), "it has 33 cells, and a code can hold 32"),
        (lambda: prediction_code(CHAIN, [("adele", "nowhere")]), "no cell"),
    ],
)
def test_what_has_no_code_says_why(make, said):
    with pytest.raises(ExerciseError, match=said):
        make()
