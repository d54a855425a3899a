"""Texts with codes in them, and what else a board is asked for: a result, or a refusal in words."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.words import odd, tried
from tests.unit.training.predictions import CHAIN, PASSED_ON
from xtsviz import training
from xtsviz.training.codes import ALPHABET

CODE = training.prediction_code(CHAIN, PASSED_ON)
PIECES = st.one_of(
    st.sampled_from(
        [CODE, CODE[:5], CODE[5:], CODE.lower(), " ", "-", "\n", "\r", "\t", "my", "1", "o", "\ud800"]
    ),
    st.text(alphabet=ALPHABET, min_size=10, max_size=10),
    st.text(max_size=12),
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_a_text_with_codes(text: str) -> None:
    result = tried(lambda: training.board(text))
    assert result is not None
    assert result.learners <= len(text) // 10
    str(result).encode()
    assert result._repr_html_().startswith("<div")


@given(odd(), odd())
def test_what_a_board_is_asked_for(text: Any, exercise: Any) -> None:
    tried(lambda: training.board(text, exercise))
    tried(lambda: training.prediction_code(exercise, text, after=True))
    tried(lambda: training.prediction_code(CHAIN, text))
