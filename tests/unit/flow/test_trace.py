"""Whom a trace is about: names that nobody can have."""

import pytest

import xtsviz as xts
from xtsviz.errors import UnknownNameError


@pytest.mark.parametrize("name", ["nobody", "", "\ud800", "a\0b", 5, None, 1.5, ["x"], b"x", object])
def test_nobody_answers_to_it(name):
    flow = xts.user_flow(xts.templates.user_hub(["Contoso", "Fabrikam"], members=2))
    with pytest.raises(UnknownNameError, match=r"no user |a user is named by a text") as caught:
        flow.trace(name)
    assert str(caught.value).isprintable()
