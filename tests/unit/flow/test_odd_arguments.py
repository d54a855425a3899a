"""What a person may pass by mistake: an error of ours, not one of Python."""

import math
from typing import Any

import pytest

import xtsviz as xts
from xtsviz.errors import XtsvizError

MESH = xts.templates.full_mesh(["A", "B"], members=2)
FLOW = xts.user_flow(MESH)
ODD: list[Any] = [
    None,
    5,
    math.nan,
    "",
    "\ud800",
    b"a",
    [],
    ["a"],
    {},
    (),
    object(),
    float,
    iter([1]),
    [None],
]


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: type(odd).__name__)
@pytest.mark.parametrize(
    "ask",
    [
        xts.user_flow,
        xts.review,
        lambda odd: xts.diff(MESH, odd),
        lambda odd: xts.diff(odd, MESH),
        FLOW.trace,
        FLOW.presence_of_user,
        FLOW.externals,
        lambda odd: FLOW.first_users_of_arrow(odd, 3),
        lambda odd: xts.lifecycle(odd, "unassign"),
        lambda odd: xts.lifecycle("synced", odd),
        xts.review(MESH).at_least,
    ],
)
def test_an_error_of_ours(ask: Any, odd: Any) -> None:
    with pytest.raises(XtsvizError) as caught:
        ask(odd)
    str(caught.value).encode("utf-8")


@pytest.mark.parametrize(
    "odd", [None, 5, "Add", ["Add", None], ["add"], [[]], iter([1])], ids=lambda odd: type(odd).__name__
)
def test_actions_that_are_none(odd: Any) -> None:
    with pytest.raises(XtsvizError, match="some of Add, Update, Delete are expected"):
        xts.lifecycle("synced", "unassign", actions=odd)
