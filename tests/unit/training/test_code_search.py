"""Codes in any text: in pieces, in small letters, among words; and what was meant as one."""

import pytest

from tests.unit.training.predictions import CHAIN, PASSED_ON
from xtsviz.training import prediction_code
from xtsviz.training.code_search import find_codes

CODE = prediction_code(CHAIN, PASSED_ON)


def found_in(text):
    """What is found in a text in which `CODE` is the one right code."""
    return [
        (one.text, one.read)
        for one in find_codes(text, lambda symbols: 1 if symbols == CODE else "it is wrong")
    ]


@pytest.mark.parametrize(
    "piece",
    [
        CODE,
        CODE.lower(),
        f"{CODE[:5]} {CODE[5:]}",
        f"{CODE[:3]}-{CODE[3:7]}-{CODE[7:]}",
        " ".join(CODE),
        CODE.replace("1", "l").replace("0", "o"),
    ],
)
@pytest.mark.parametrize("text", ["{}", "10:31 my code is {}, thanks", "mypq {}", "{} room 12", "“{}”\n"])
def test_a_code_is_found(piece, text):
    assert found_in(text.format(piece)) == [(piece, 1)]


def test_codes_stand_side_by_side():
    assert found_in(f"{CODE} {CODE}\t{CODE},{CODE}") == [(CODE, 1)] * 4


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Who will appear where? I think only Adele, my room is 12.",
        "Meeting 123 456 7890, 2026-11-27 10:31:22, +49 30 1234567",
        "look, my folk from York pray",
        f"x{CODE}",
        f"{CODE}7",
    ],
)
def test_words_and_numbers_are_no_codes(text):
    assert [read for _, read in found_in(text) if read == 1] == []
    assert [piece for piece, _ in found_in(text) if not piece.endswith(CODE[-3:] + "7")] in ([], [f"x{CODE}"])


@pytest.mark.parametrize(
    "piece, said",
    [
        ("9" + CODE[1:9] + "R", "it is wrong"),
        (CODE[:9], "it has 9 characters; a code has 10"),
        (CODE + "7", "it has 11 characters; a code has 10"),
        (CODE[:4] + "B" + CODE[5:], "no code has the character B"),
    ],
)
def test_what_was_meant_as_a_code_is_told(piece, said):
    assert found_in(f"{CODE} and {piece}") == [(CODE, 1), (piece, said)]
