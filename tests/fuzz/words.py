"""What every way in has in common: odd values to give it, and what a refusal has to be like."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import event, note
from hypothesis import strategies as st

from xtsviz.errors import XtsvizError

LONGEST = 5000
"""Characters that a message may have, whatever came in."""


class Unprintable:
    """Has no text."""

    def __repr__(self) -> str:
        raise RuntimeError("no text")

    __str__ = __repr__


TEXTS = [
    "",
    " ",
    "x",
    "contoso",
    "Contoso",
    "*",
    "\ud800",
    "\x00",
    "\x1b[2J",
    "\u202e",
    "<script>",
    "=1+1",
    "😀",
]
TEXTS += [
    "x" * 300,
    "x" * 100_000,
    "a\nb",
    "None",
    "nan",
    "../x",
    "{0}",
    "{x!r}",
    "%s",
    "\\",
    "true",
    "é",
    "1e999",
]
NUMBERS = [
    0,
    1,
    -1,
    2**31,
    2**63,
    10**30,
    10**400,
    1.5,
    -0.0,
    1e30,
    1e308,
    5e-324,
    math.nan,
    math.inf,
    -math.inf,
]
OTHERS = [
    None,
    True,
    False,
    [],
    {},
    (),
    [[]],
    [{}],
    {"id": "x"},
    {"": ""},
    {5: 5},
    ["x", 5],
    b"x",
    b"\xff",
    {1, 2},
]
OTHERS += [1j, object(), int, len, Path("x"), range(3), iter(["x"]), Unprintable(), [Unprintable()]]


def odd() -> st.SearchStrategy[Any]:
    """Values that nobody asked for."""
    return st.one_of(st.sampled_from([*TEXTS, *NUMBERS, *OTHERS]), st.text(max_size=20), st.integers())


def odd_json() -> st.SearchStrategy[Any]:
    """Odd values that JSON has."""
    return st.one_of(
        st.sampled_from(
            [*TEXTS, *NUMBERS, None, True, False, [], {}, [[]], [{}], {"id": "x"}, {"": ""}, ["x", 5]]
        ),
        st.text(max_size=20),
        st.integers(),
    )


def tried(do: Callable[[], Any]) -> Any:
    """The result; None where it is refused in words. Anything else that is raised fails the test."""
    try:
        return do()
    except XtsvizError as refusal:
        assert_in_words(refusal)
        event(f"refused: {type(refusal).__name__}")
    return None


def assert_in_words(refusal: XtsvizError) -> None:
    """A refusal has a text that a person can read to its end, and that a terminal shows as it is."""
    text = str(refusal)
    note(text[:500])
    assert text.strip()
    assert len(text) <= LONGEST, f"{len(text)} characters: {text[:500]}"
    assert all(line.isprintable() for line in text.split("\n")), repr(text[:500])
