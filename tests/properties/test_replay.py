"""Cycles and the flow agree: after the initial cycle, and wherever nothing has to be remembered."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
from hypothesis import given, note
from hypothesis import strategies as st

import xtsviz as xts
from tests.properties.amount import examples
from tests.properties.strategies import documents
from xtsviz.simulation.lifecycle import EVENTS, STATES
from xtsviz.simulation.timeline import timeline


@given(documents())
@examples(20)
def test_after_the_initial_cycle_everybody_is_where_the_flow_says(document: dict[str, Any]) -> None:
    note(json.dumps(document, ensure_ascii=True))
    design = xts.Design.from_document(document)
    flow = xts.user_flow(design)
    day = timeline(design)
    then = day.flow(0)
    columns = ["user", "tenant", "arrow", "origin"]
    pd.testing.assert_frame_equal(then.presence[columns], flow.presence[columns], check_dtype=False)
    pd.testing.assert_frame_equal(then.presence, flow.presence, check_dtype=False)
    pd.testing.assert_frame_equal(then.counts(), flow.counts())
    pd.testing.assert_frame_equal(then.population(), flow.population())
    for arrow in list(flow.by_arrow)[:2]:
        assert then.first_users_of_arrow(arrow, 3) == flow.first_users_of_arrow(arrow, 3)
    made = day.table[day.table["action"].isin(["created", "matched"])]
    wanted = flow.presence[flow.presence["arrow"].notna()]
    assert set(zip(made["user"], made["tenant"], strict=True)) == set(
        zip(wanted["user"], wanted["tenant"], strict=True)
    )


@given(documents(), st.lists(st.tuples(st.integers(0, 5), st.integers(0, 30)), min_size=1, max_size=5))
@examples(10)
def test_no_day_breaks_a_replay_and_its_last_state_is_told(
    document: dict[str, Any], picks: list[tuple[int, int]]
) -> None:
    """Whatever happens: rows are in order of time, states follow each other, and who is there is told to be."""
    design = xts.Design.from_document(document)
    events = _events(design, picks)
    note(json.dumps([document, events], ensure_ascii=True))
    day = timeline(design, events)
    table = day.table
    assert table["at"].is_monotonic_increasing
    last: dict[tuple[str, str], str] = {}
    for row in table[table["after"].notna()].itertuples():
        key = (row.user, row.tenant)
        if key in last and row.before not in ("existing", "absent"):
            assert row.before == last[key], row
        last[key] = row.after
    final = day.flow(len(day.moments) - 1).presence
    there = set(zip(final["user"], final["tenant"], strict=True))
    assert not final.duplicated(["user", "tenant"]).any()
    for one in day.moments[-1].externals.values():
        assert ((one.user, one.tenant) in there) == (one.state in ("synced", "disabled", "blockedInTarget"))


def _events(design: Any, picks: list[tuple[int, int]]) -> list[dict[str, Any]]:
    users = sorted(design.directory.query("credentials == 'internal'")["id"])
    targets = [tenant.id for tenant in design.tenants]
    arrows = [arrow.id for arrow in design.arrows]
    gone: set[str] = set()
    events: list[dict[str, Any]] = []
    for number, (kind, pick) in enumerate(picks):
        at = 20 * number
        user = users[pick % len(users)] if users else None
        if kind < 4 and (user is None or user in gone):
            continue
        if kind == 0:
            gone.add(str(user))
            events.append({"at": at, "event": "deleteSource", "user": user})
        elif kind == 1:
            change = {"department": ["IT", "HR", None][pick % 3]}
            events.append({"at": at, "event": "sourceAttributeChange", "user": user, "values": change})
        elif kind == 2:
            events.append({"at": at, "event": "disableSource", "user": user})
        elif kind == 3:
            event = ["deleteInTarget", "userLeaves", "disableInTarget", "restoreInTarget"][pick % 4]
            tenant = targets[pick % len(targets)]
            events.append({"at": at, "event": event, "user": user, "tenant": tenant})
        elif arrows:
            event = ["pauseJob", "startJob", "severRelationship", "restartJob"][pick % 4]
            events.append({"at": at, "event": event, "arrow": arrows[pick % len(arrows)]})
    return events


ONE = {
    "format": "xtsviz-topology",
    "version": 1,
    "tenants": [{"id": "contoso"}, {"id": "fabrikam"}],
    "arrows": [{"source": "contoso", "target": "fabrikam"}],
    "users": [{"id": "a1", "tenant": "contoso", "attributes": {"department": "IT"}}],
    "groups": [{"id": "g1", "tenant": "contoso", "members": ["a1"]}],
}
AS_A_DAY = {
    "deleteSource": {"user": "a1"},
    "disableSource": {"user": "a1"},
    "deleteInTarget": {"user": "a1", "tenant": "fabrikam"},
    "userLeaves": {"user": "a1", "tenant": "fabrikam"},
    "disableInTarget": {"user": "a1", "tenant": "fabrikam"},
    "sourceAttributeChange": {"user": "a1", "values": {"jobTitle": "Head"}},
    "severRelationship": {"arrow": "contoso->fabrikam"},
    "inboundSyncOff": {"arrow": "contoso->fabrikam"},
    "removeFromGroup": {"user": "a1", "group": "g1"},
    "unassign": {"arrow": "contoso->fabrikam", "group": "g1"},
}


@given(
    st.lists(st.sampled_from(sorted(AS_A_DAY)), min_size=1, max_size=3, unique=True),
    st.sampled_from(
        [("Add", "Update", "Delete"), ("Add", "Update"), ("Add", "Delete"), ("Update", "Delete")]
    ),
)
@examples(12)
def test_a_replay_and_the_lifecycle_agree_event_by_event(names: list[str], actions: tuple[str, ...]) -> None:
    """One engine: a cycle after each event makes of one external what `xtsviz.lifecycle` says."""
    scope = {"users": "assigned", "assigned": ["g1"]}
    existing = {"id": "x", "tenant": "fabrikam", "credentials": "external", "home_user": "a1"}
    arrow = {**ONE["arrows"][0], "scope": scope, "actions": list(actions)}  # type: ignore[dict-item]
    document = {**ONE, "arrows": [arrow], "users": [*ONE["users"], existing]}  # type: ignore[misc]
    design = xts.Design.from_document(document)
    # What leaves the scope or cuts the arrow ends the story: afterwards the job looks no more.
    ends = {"severRelationship", "inboundSyncOff", "deleteSource", "removeFromGroup", "unassign"}
    last = next((n for n, name in enumerate(names) if name in ends), len(names) - 1)
    names = names[: last + 1]
    events = [{"at": 10 + 40 * n, "event": name, **AS_A_DAY[name]} for n, name in enumerate(names)]
    state = "synced"
    for name in names:
        assert name in EVENTS
        state = xts.lifecycle(state, name, actions=actions)  # type: ignore[arg-type]
    assert state in STATES
    external = timeline(design, events).moments[-1].externals["a1", "fabrikam"]
    assert ("deletedInTarget" if external.state == "left" else external.state) == state
