"""The board as HTML: numbers on the picture or in the table, ideas and wrong codes in words, names escaped."""

import re

import pytest

from tests.unit.training.predictions import CHAIN, PASSED_ON, chat
from xtsviz.training import Predict, board, find, prediction_code, who_appears
from xtsviz.training.board_html import page
from xtsviz.training.course.sample_design import person, sample_design

BOTH = f"{chat((31, PASSED_ON), (9, CHAIN.question.answer))}\n{chat((38, CHAIN.question.answer), after=True)}"


def test_the_picture_has_the_numbers_of_each_user_in_each_tenant():
    shown = board(BOTH)._repr_html_()
    assert "31 of 40 passed Adele Vance on to Litware" in shown
    assert "<svg" in shown
    assert (
        "Adele Vance in Litware: 31 of 40 before the explanation, 0 of 38 after the explanation, wrong"
        in shown
    )
    numbers = re.findall(r">([\d,]+)</text>", shown)
    assert len(numbers) == 2 * len(CHAIN.question.cells)
    assert {"31", "38", "40"} <= set(numbers)


def test_without_answers_nothing_tells_what_is_right():
    shown = page(board(BOTH), answers=False)
    assert not re.search("✓|✕|wrong|passed", shown)
    assert ">31</text>" in shown


def test_a_table_where_the_question_is_not_about_tenants():
    exercise = find("todays-names")
    codes = " ".join(prediction_code(exercise, exercise.question.answer) for _ in range(7))
    shown = board(codes)._repr_html_()
    assert "<svg" not in shown
    assert shown.count("<span>7</span>") == 4
    assert shown.count("✓") == 4


def test_boxes_do_not_cover_each_other():
    for name in ("no-passing-on", "cycle", "externals-stay"):
        shown = board(prediction_code(find(name), ()))._repr_html_()
        boxes = [
            tuple(map(float, place))
            for place in re.findall(
                r'<rect x="([-\d.]+)" y="([-\d.]+)" width="([\d.]+)" height="([\d.]+)" rx="16"', shown
            )
        ]
        assert len(boxes) == len(find(name).design.tenants)
        for one in boxes:
            for other in boxes:
                apart = (
                    one[0] + one[2] < other[0]
                    or other[0] + other[2] < one[0]
                    or one[1] + one[3] < other[1]
                    or other[1] + other[3] < one[1]
                )
                assert apart or one is other


def test_nothing_says_what_to_do():
    assert "Paste a text that has the codes" in board("")._repr_html_()


def test_wrong_codes_are_told_and_the_rest_is_counted():
    code = prediction_code(CHAIN, ())
    shown = board("\n".join([code[:9]] * 100_000))._repr_html_()
    assert "100000 codes not counted" in shown.replace(",", "")
    assert "Line 20," in shown
    assert "Line 21," not in shown
    assert "and 99,980 more" in shown


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_names_are_escaped(evil):
    exercise = Predict(
        name="evil",
        title=evil,
        topic="Mine",
        story="A story.",
        task="Tick.",
        ask=lambda: who_appears(
            sample_design(
                evil, ["contoso", "fabrikam"], ["contoso->fabrikam"], [person("contoso", "adele", evil)]
            )
        ),
    )
    shown = board(prediction_code(exercise, ()), exercise)._repr_html_()
    assert "<script" not in shown
    assert "<img" not in shown
