"""Events that cannot be: every problem at once, each with its place, what is wrong and what to do."""

from __future__ import annotations

import math

import pytest

import xtsviz as xts
from tests.unit.simulation.test_simulation import design, grouped, on
from xtsviz.errors import InputError


def problems(events, made=None):
    with pytest.raises(xts.XtsvizError) as refused:
        xts.simulate(made or design(), events)
    return str(refused.value)


@pytest.mark.parametrize(
    "event,said",
    [
        (on(1, "disableSource", user="a9"), ["events[0] (disableSource at 1)", 'no user "a9"', "give an id"]),
        (on(1, "disableSource", user="Adel"), ['no user "Adel"']),
        (on(1, "deleteInTarget", user="a1", tenant="fabrikm"), ['"fabrikm"', 'did you mean "fabrikam"']),
        (on(1, "pauseJob", arrow="contoso->fabrika"), ['no arrow "contoso->fabrika"', "did you mean"]),
        (on(1, "addToGroup", user="a1", group="g"), ['no group "g"']),
        (on(1, "xyz", user="a1"), ["events[0].event", 'no event "xyz"', "known are hire, deleteSource"]),
        (on(1, "deletesource", user="a1"), ['did you mean "deleteSource"']),
        (on(1, "deleteSource", usr="a1"), ["events[0].usr", "no such field", 'did you mean "user"']),
        (on(1, "deleteSource"), ["events[0].user", "deleteSource needs it"]),
        (on(1, "deleteSource", user="a1", tenant="contoso"), ["events[0].tenant", "does not take it"]),
        (on(-1, "deleteSource", user="a1"), ["events[0].at", "minutes since the first cycle"]),
        (on("soon", "deleteSource", user="a1"), ["events[0].at"]),
        (on(float("nan"), "deleteSource", user="a1"), ["events[0].at"]),
        (on(True, "deleteSource", user="a1"), ["events[0].at"]),
        (on(1, "deleteSource", user=7), ["events[0].user", "a text is needed"]),
        (on(1, "sourceAttributeChange", user="a1", values=["x"]), ["events[0].values", "a dict"]),
        (on(1, "sourceAttributeChange", user="a1", values={"id": "b"}), ["id of a user does not change"]),
        (on(1, "sourceAttributeChange", user="a1", values={"accountEnabled": False}), ["disableSource"]),
        (
            on(1, "sourceAttributeChange", user="a1", values={"department": []}),
            ["attributes.department", "an attribute is text"],
        ),
        (on(1, "hire", user="a1", tenant="contoso"), ['"a1" already']),
        (on(1, "hire", user="n", tenant="contoso", values={"user_type": "Boss"}), ["user_type"]),
        (on(1, "closeGate", arrow="contoso->fabrikam", gate="door"), ["events[0].gate", 'no gate "door"']),
        (on(1, "assign", arrow="contoso->fabrikam"), ["assign needs user or group"]),
        (on(1, "unassign", arrow="contoso->fabrikam", user="a1"), ["is not assigned"]),
        (on(1, "changeArrow", arrow="contoso->fabrikam", values={"status": "paused"}), ['"status"']),
        (on(1, "changeArrow", arrow="contoso->fabrikam", values={"filters": [[{}]]}), ["filters[0][0]"]),
        (on(1, "restoreSource", user="a1"), ["was not deleted"]),
        (on(1, "redeemInvitation", user="a1", tenant="fabrikam"), ["no invitation"]),
        ("hire", ["events[0]", "an event is a dict"]),
    ],
)
def test_one_bad_event(event, said):
    message = problems([event])
    for words in said:
        assert words in message


def test_all_problems_at_once_in_the_order_of_the_events():
    message = problems(
        [
            on(80, "disableSource", user="a9"),
            on(40, "enableSource", user="a2"),
            on(90, "deleteSource", user="a1"),
            on(91, "disableSource", user="a1"),
        ]
    )
    assert message.startswith("events: 3 problems")
    first, second, third = message.splitlines()[1:]
    assert "events[0] (disableSource at 80)" in first
    assert "events[1] (enableSource at 40): comes after one at 80; put the events in order of time" in second
    assert "events[3] (disableSource at 91)" in third
    assert "was deleted at 90; restoreSource brings them back" in third


def test_a_user_deleted_at_home_more_than_30_days_ago_cannot_be_restored():
    late = 10 + 30 * 24 * 60 + 1
    message = problems([on(10, "deleteSource", user="a1"), on(late, "restoreSource", user="a1")])
    assert "more than 30 days before; hire them again" in message


def test_membership_twice_or_not_at_all():
    message = problems(
        [on(1, "addToGroup", user="a1", group="g1"), on(2, "removeFromGroup", user="a2", group="g1")],
        grouped(),
    )
    assert '"a1" is already a member of "g1"' in message
    assert '"a2" is not a member of "g1"' in message


@pytest.mark.parametrize(
    "events,said",
    [("[{", "no JSON"), (on(1, "deleteSource", user="a1"), "a list of events"), (7, "a list of events")],
)
def test_input_that_is_no_list_of_events(events, said):
    assert said in problems(events)


@pytest.mark.parametrize("threshold", [-1, 1.5, "many", True])
def test_an_invalid_threshold(threshold):
    with pytest.raises(xts.XtsvizError, match="whole number"):
        xts.simulate(design(), [], threshold=threshold)


def test_what_is_no_design():
    with pytest.raises(xts.XtsvizError, match="a design is needed, not dict"):
        xts.simulate({}, [])


def test_a_lazy_directory_is_refused_with_what_to_do():
    pl = pytest.importorskip("polars")
    lazy = design().with_directory(pl.DataFrame({"id": ["a1"], "tenant": ["contoso"]}).lazy())
    with pytest.raises(xts.XtsvizError, match="pandas"):
        xts.simulate(lazy, [])


@pytest.mark.parametrize("until", [math.nan, math.inf, -1, 1e12, 10**400, None, "1", True])
def test_an_invalid_until(until):
    with pytest.raises(InputError, match=r"until: minutes from 0 to 5,270,400 \(ten years\) are needed"):
        xts.simulate(design(), [], until=until)


@pytest.mark.parametrize(
    "odd",
    [
        {"at": 10**400},
        {"at": 1e9},
        {"values": {1: 2}},
        {"values": {"attributes": 5}},
        {"user": "\ud800"},
        {"values": {"department": ["x"]}},
    ],
    ids=repr,
)
def test_odd_values_of_an_event(odd):
    event = {"at": 1, "event": "sourceAttributeChange", "user": "a1", "values": {"city": "x"}, **odd}
    with pytest.raises(InputError, match=r"events: events\[0\]"):
        xts.simulate(design(), [event])


def test_events_nested_too_deeply():
    with pytest.raises(InputError, match="this is no JSON"):
        xts.simulate(design(), "[" * 100_000)
