"""Codes of predictions: what goes in comes out, and no slip goes unseen."""

from hypothesis import given
from hypothesis import strategies as st

from tests.properties.amount import examples
from tests.unit.training.predictions import of_cells
from xtsviz.training import Predict, board, catalog, prediction_code
from xtsviz.training.codes import ALPHABET, LENGTH, read_symbols

PREDICTIONS = [
    *(exercise for exercise in catalog if isinstance(exercise, Predict)),
    *(of_cells(cells) for cells in (1, 16, 31, 32)),
]


@st.composite
def predictions(draw):
    """An exercise, some of its cells, and whether they were ticked after the explanation."""
    exercise = draw(st.sampled_from(PREDICTIONS))
    cells = exercise.question.cells
    mask = draw(st.integers(0, 2 ** len(cells) - 1))
    return (
        exercise,
        frozenset(cell for place, cell in enumerate(cells) if mask >> place & 1),
        draw(st.booleans()),
    )


@examples(200)
@given(predictions(), st.sampled_from(["{}", " {}. ", "a\n{}\nb"]))
def test_a_prediction_comes_back(prediction, text):
    exercise, ticks, after = prediction
    code = prediction_code(exercise, ticks, after=after)
    own = exercise if exercise.name.startswith("own") else None
    (count,) = board(text.format(code.lower()), own).exercises
    tally, other = (count.after, count.before) if after else (count.before, count.after)
    assert count.exercise is exercise
    assert (tally.learners, other.learners) == (1, 0)
    assert {cell for cell, number in tally.counts.items() if number} == ticks
    assert tally.right == (ticks == exercise.question.answer)


@examples(100)
@given(predictions())
def test_one_wrong_character_or_two_swapped_ones_are_found(prediction):
    exercise, ticks, after = prediction
    code = prediction_code(exercise, ticks, after=after)
    for place in range(LENGTH):
        for symbol in ALPHABET.replace(code[place], ""):
            assert read_symbols(code[:place] + symbol + code[place + 1 :]) is None
        for other in range(place):
            swapped = list(code)
            swapped[place], swapped[other] = swapped[other], swapped[place]
            assert code[place] == code[other] or read_symbols("".join(swapped)) is None
