"""The replay on the screen, without a browser: step, play, scrub; log and graph follow."""

from __future__ import annotations

import pytest

import xtsviz as xts
from xtsviz.view.picture.types import NOTHING, Selection


@pytest.fixture
def player():
    design = xts.templates.single_source_single_target(["Contoso", "Fabrikam"], members=2)
    user = design.directory["id"][0]
    name = design.directory["display_name"][0]
    events = [
        {"at": 10, "event": "disableSource", "user": user},
        {"at": 50, "event": "deleteSource", "user": user},
    ]
    made = xts.replay(design, events)
    made.user, made.name = user, name
    yield made
    made.close()


def drawn(player):
    """What the canvas has, by element id."""
    slots = player._graph.canvas._pool.values()
    return {slot.element.id: slot.element for slot in slots if slot.visible}


def test_step_and_back(player):
    assert player._back.disabled
    player._on.click()
    player._on.click()
    assert player.moment == 2
    assert player._slider.value == 2
    assert f"{player.name}: Blocked at home" in player._bridge.message
    assert "⊘ blocked" in player._rows.value
    player._back.click()
    assert player.moment == 1
    player._first.click()
    assert player.moment == 0


def test_the_last_step_ends_it(player):
    for _ in range(9):
        player._on.click()
    assert player.moment == 4
    assert player._on.disabled
    assert f"Not there any more: {player.name} from Fabrikam (soft-deleted)." in player._gone.value
    assert f"person:{player.user}@fabrikam" not in drawn(player)


def test_scrubbing_changes_canvas_and_log(player):
    before = len(drawn(player))
    player._slider.value = 4
    assert player.moment == 4
    assert len(drawn(player)) == before - 2  # at home and in the target
    assert "soft-deleted" in player._rows.value
    player._slider.value = 0
    assert len(drawn(player)) == before


def test_play_goes_on_from_here_pauses_and_stops_at_the_end(player):
    player._play.value = True
    assert (player._clock.playing, player._play.description) == (True, "Pause")
    player._clock.value = 1
    assert player.moment == 1
    player._play.value = False
    assert (player._clock.playing, player._play.description) == (False, "Play")
    player._clock.value = 2  # a tick that was on its way
    assert player.moment == 1
    player.moment = 4
    player._play.value = True
    assert player.moment == 0
    player._clock.value = 4
    assert (player._clock.playing, player._play.value) == (False, False)


def test_moment_and_overlay_are_traits(player):
    player.moment = 99
    assert player.moment == 4
    player.overlay = "everyone"
    assert player._graph.overlays.value == "everyone"
    assert not any(element.startswith("person") for element in drawn(player))
    with pytest.raises(Exception, match="overlay"):
        player.overlay = "health"


def test_what_is_pressed_is_what_the_log_is_about(player):
    player.moment = 2
    player._pressed(Selection("user", player.user))
    assert f"Only what concerns {player.name}" in player._rows.value
    player._pressed(Selection("user", player.user))
    assert player.selection == NOTHING
    player._pressed(Selection("arrow", "contoso->fabrikam"))
    player._about.click()
    assert "Only what concerns" not in player._rows.value


def test_the_log_leads_to_its_moments(player):
    player.moment = 4
    player._act(["moment", "2"])
    assert player.moment == 2
    player._act(["format", "disk"])
    assert player._bridge.level == "error"
    assert player.moment == 2


def test_display_data_has_the_picture_and_the_words(player):
    player.moment = 2
    data = player._repr_mimebundle_()
    data = data[0] if isinstance(data, tuple) else data
    assert data["text/plain"].startswith("<Replay of <Design")
    assert f"{player.name}: Blocked at home" in data["text/plain"]
    assert data["image/svg+xml"].startswith("<svg")


def test_without_anything_it_is_the_sample_day():
    made = xts.replay()
    assert "Contoso after two acquisitions" in repr(made)
    assert len(made.timeline.moments) > 20
    made.close()


def test_bad_events_make_no_widget():
    design = xts.templates.single_source_single_target(["Contoso", "Fabrikam"], members=1)
    with pytest.raises(xts.XtsvizError, match="no user"):
        xts.replay(design, [{"at": 1, "event": "disableSource", "user": "nobody"}])
