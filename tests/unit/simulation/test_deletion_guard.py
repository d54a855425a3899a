"""The guard against accidental deletions, and quarantine: ACC and QUAR, the provisioning documents of 2025-03."""

from __future__ import annotations

import pytest

import xtsviz as xts
from tests.unit.simulation.test_simulation import DAY, design, on
from xtsviz.simulation.jobs import causes_quarantine
from xtsviz.simulation.timeline import timeline

ARROW = "contoso->fabrikam"
STAFF = [{"id": f"u{n}", "tenant": "contoso", "display_name": f"User {n}"} for n in range(5)]


def leaving(count, at=1):
    return [on(at, "deleteSource", user=f"u{n}") for n in range(count)]


def actions(table, since=1):
    rows = table[table["cycle"].notna() & (table["cycle"] >= since)]
    return list(zip(rows["at"], rows["action"], strict=True))


def test_at_the_threshold_the_cycle_goes_on_above_it_the_removals_wait():
    at = xts.simulate(design(users=STAFF), leaving(3), threshold=3)
    assert actions(at) == [(40, "softDeleted")] * 3
    above = xts.simulate(design(users=STAFF), leaving(4), threshold=3)
    assert actions(above) == [(40, "stagedDelete")] * 4 + [(40, "quarantined")]
    row = above.iloc[-1]
    assert "4 deletions and disables in one cycle, more than the threshold of 3" in row["reason"]
    assert row["source"] == "ACC"
    staged = above[above["action"] == "stagedDelete"]
    assert set(staged["before"]) == set(staged["after"]) == {"synced"}


def test_disables_count_and_the_rest_of_the_cycle_goes_on():
    events = [
        *leaving(2),
        on(2, "disableSource", user="a1"),
        on(3, "hire", user="n", tenant="contoso", values={"display_name": "New"}),
    ]
    table = xts.simulate(design(users=STAFF), events, threshold=2)
    assert sorted(actions(table)) == sorted(
        [(40, "stagedDelete")] * 3 + [(40, "created"), (40, "quarantined")]
    )


def test_the_threshold_is_per_cycle_and_per_job():
    apart = [*leaving(2), *[on(50, "deleteSource", user=f"u{n}") for n in (2, 3)]]
    table = xts.simulate(design(users=STAFF), apart, threshold=2)
    assert actions(table) == [(40, "softDeleted")] * 2 + [(80, "softDeleted")] * 2


def test_allowed_deletions_are_done_in_the_next_cycle():
    events = [*leaving(4), on(100, "allowDeletes", arrow=ARROW)]
    day = timeline(design(users=STAFF), events, threshold=3)
    assert actions(day.table, since=2) == [(120, "softDeleted")] * 4
    assert day.moments[2 + 3].design.arrow(ARROW).status == "quarantined"
    assert day.moments[-1].design.arrow(ARROW).status == "active"


def test_prevented_deletions_and_a_restart():
    back = [on(90, "restoreSource", user=f"u{n}") for n in range(4)]
    day = timeline(design(users=STAFF), [*leaving(4), *back, on(95, "restartJob", arrow=ARROW)], threshold=3)
    assert actions(day.table, since=2) == []
    assert {one.state for one in day.moments[-1].externals.values()} == {"synced"}
    again = xts.simulate(design(users=STAFF), [*leaving(4), on(95, "restartJob", arrow=ARROW)], threshold=3)
    assert (120, "quarantined") in actions(again)


def test_a_job_in_quarantine_tries_once_a_day_and_is_disabled_after_four_weeks():
    late = [*leaving(4), on(50, "hire", user="n", tenant="contoso", values={"display_name": "New"})]
    table = xts.simulate(design(users=STAFF), late, threshold=3, until=29 * DAY)
    after = [row for row in actions(table) if row[0] > 40]
    assert after[0] == (40 + DAY, "created")
    assert (40 + 28 * DAY, "disabledJob") in after
    assert len([row for row in after if row[1] == "stagedDelete"]) == 0  # reported once


def test_the_daily_try_succeeds_once_a_user_is_back():
    events = [*leaving(4), on(50, "restoreSource", user="u0")]
    table = xts.simulate(design(users=STAFF), events, threshold=3, until=2 * DAY)
    assert [row for row in actions(table) if row[0] > 40] == [(40 + DAY, "softDeleted")] * 3 + [
        (40 + DAY, "runs")
    ]


def test_without_a_guard_all_deletions_pass():
    assert actions(xts.simulate(design(users=STAFF), leaving(5), threshold=None)) == [(40, "softDeleted")] * 5


@pytest.mark.parametrize(
    "failures,events,stops",
    [
        (4_999, 5_000, False),
        (5_000, 12_500, False),
        (5_001, 12_500, True),
        (5_000, 12_499, True),
        (40_000, 1_000_000, False),
        (40_001, 1_000_000, True),
    ],
)
def test_failures_that_quarantine(failures, events, stops):
    assert causes_quarantine(failures, events) is stops


def test_many_failing_invitations_quarantine_the_job_and_it_goes_on_when_they_are_allowed():
    made = xts.templates.single_source_single_target(["Contoso", "Fabrikam"], members=5_000)
    made = made.update_tenant("fabrikam", allow_invites_from="none")
    events = [on(50, "openGate", arrow=ARROW, gate="guest_invites")]
    table = xts.simulate(made, events, until=DAY)
    jobs = table[table["user"].isna() & table["cycle"].notna()]
    assert list(zip(jobs["at"], jobs["action"], strict=True)) == [
        (0, "stopped"),
        (0, "quarantined"),
        (DAY, "runs"),
        (DAY, "runs"),
    ]
    assert (table["action"] == "created").sum() == 5_000
    assert set(table[table["action"] == "created"]["at"]) == {DAY}
