"""The graph and the log of a moment: what has just changed is marked, and said in words."""

from __future__ import annotations

import pytest

from tests.unit.simulation.test_simulation import HERE, design, on
from xtsviz.simulation.timeline import timeline
from xtsviz.view.panels.replay_log import log_at
from xtsviz.view.picture.replay import missing_sentence, picture_at
from xtsviz.view.picture.types import Selection


@pytest.fixture(scope="module")
def day():
    events = [
        on(1, "hire", user="n", tenant="contoso", values={"display_name": "Nadia <b>"}),
        on(2, "deleteSource", user="a1"),
    ]
    return timeline(design(), events)


def people(picture, tenant):
    return {person.user: person for person in picture.people if person.tenant == tenant}


def test_who_came_is_marked_by_a_symbol_and_a_glow_and_who_went_is_named(day):
    picture = picture_at(day, 3)
    there = people(picture, "fabrikam")
    assert set(there) == {"a2", "n"}
    assert there["n"].label.startswith("+")
    assert (there["n"].selected, there["a2"].selected) == (True, False)
    assert picture.node_by_id["fabrikam"].label == "Fabrikam  +1 −1"
    assert picture.node_by_id["contoso"].label == "Contoso"
    assert picture.links[0].label.endswith("(+1 −1)")
    assert missing_sentence(day, 3) == "Not there any more: Adele from Fabrikam (soft-deleted)."
    assert "Adele: Deleted at home" in picture.text
    assert missing_sentence(day, 3) in picture.text


def test_an_event_changes_nobody_abroad(day):
    picture = picture_at(day, 1)
    assert "n" in people(picture, "contoso")
    assert "n" not in people(picture, "fabrikam")
    assert not any(person.selected for person in picture.people)
    assert picture.title.startswith("0:01: Contoso hires")


def test_numbers_where_the_overlay_has_no_people(day):
    picture = picture_at(day, 3, overlay="everyone")
    assert picture.people == ()
    assert picture.node_by_id["fabrikam"].detail == "0 internal · 2 external\n+1 −1"


def test_nothing_jumps_from_one_moment_to_the_next(day):
    first = picture_at(day, 0)
    assert picture_at(day, 1, previous_positions=first.positions).positions == first.positions


def test_the_log_tells_the_latest_first_marks_the_moment_and_escapes_names(day):
    shown = log_at(day, 3)
    assert "Nadia &lt;b&gt;" in shown
    assert "<b>" not in shown
    assert shown.index("soft-deleted") < shown.index("deleted at home") < shown.index("hired")
    assert shown.count("▸ 0:40") == 2
    assert "[OV26]" in shown
    assert "What is cross-tenant synchronization? (2026-04-27)" in shown
    assert log_at(day, 0).count("<tr>") == 3


def test_the_log_of_one_user_or_arrow(day):
    shown = log_at(day, 3, Selection("user", "n"))
    assert "Nadia" in shown
    assert "Adele" not in shown
    assert "Nothing has happened" in log_at(day, 0, Selection("user", "n"))
    assert "Ben" in log_at(day, 3, Selection("arrow", "contoso->fabrikam"))


def test_many_of_the_same_are_one_line():
    staff = [{"id": f"u{n:02}", "tenant": "contoso", "display_name": f"User {n}"} for n in range(30)]
    shown = log_at(timeline(design(users=staff)), 0)
    assert shown.count("<tr>") == 2
    assert "<strong>32</strong>" in shown


def test_who_is_blocked_is_marked_as_such():
    played = timeline(design(), [on(1, "disableInTarget", **HERE)])
    adele = people(picture_at(played, 1), "fabrikam")["a1"]
    assert adele.label.startswith("⊘")
