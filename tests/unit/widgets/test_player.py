"""The replay on the screen, without a browser: step, play, scrub; log and graph follow."""

from __future__ import annotations

import pytest

import xtsviz as xts
from tests.drivers.replay import ReplayDriver
from xtsviz.view.picture.types import NOTHING


@pytest.fixture
def drive():
    design = xts.templates.single_source_single_target(["Contoso", "Fabrikam"], members=2)
    user = design.directory["id"][0]
    name = design.directory["display_name"][0]
    events = [
        {"at": 10, "event": "disableSource", "user": user},
        {"at": 50, "event": "deleteSource", "user": user},
    ]
    made = xts.replay(design, events)
    made.user, made.name = user, name
    yield ReplayDriver(made)
    made.close()


def drawn(drive):
    """What the canvas has, by element id."""
    return drive.canvas.elements


def external(player):
    """The element of the user in the target."""
    return f"person:8:fabrikam={player.user}"


def test_step_and_back(drive):
    player = drive.replay
    assert drive.back.disabled
    drive.forward.click()
    drive.forward.click()
    assert player.moment == 2
    assert drive.slider.value == 2
    assert f"{player.name}: Blocked at home" in drive.status[0]
    assert "⊘ blocked" in drive.log
    drive.back.click()
    assert player.moment == 1
    drive.first.click()
    assert player.moment == 0


def test_the_last_step_ends_it(drive):
    player = drive.replay
    for _ in range(9):
        drive.forward.click()
    assert player.moment == 4
    assert drive.forward.disabled
    assert f"Not there any more: {player.name} from Fabrikam (soft-deleted)." in drive.markup
    assert external(player) not in drawn(drive)


def test_scrubbing_changes_canvas_and_log(drive):
    player = drive.replay
    before = len(drawn(drive))
    assert external(player) in drawn(drive)
    drive.slider.value = 4
    assert player.moment == 4
    assert len(drawn(drive)) == before - 2  # at home and in the target
    assert "soft-deleted" in drive.log
    drive.slider.value = 0
    assert len(drawn(drive)) == before


def test_play_goes_on_from_here_pauses_and_stops_at_the_end(drive):
    player = drive.replay
    drive.play.value = True
    assert (drive.clock.playing, drive.play.description) == (True, "Pause")
    drive.clock.value = 1
    assert player.moment == 1
    drive.play.value = False
    assert (drive.clock.playing, drive.play.description) == (False, "Play")
    drive.clock.value = 2  # a tick that was on its way
    assert player.moment == 1
    player.moment = 4
    drive.play.value = True
    assert player.moment == 0
    drive.clock.value = 4
    assert (drive.clock.playing, drive.play.value) == (False, False)


def test_moment_and_overlay_are_traits(drive):
    player = drive.replay
    player.moment = 99
    assert player.moment == 4
    player.overlay = "everyone"
    assert drive.overlays.value == "everyone"
    assert not any(element.startswith("person") for element in drawn(drive))
    with pytest.raises(Exception, match="overlay"):
        player.overlay = "health"


def test_what_is_pressed_is_what_the_log_is_about(drive):
    player = drive.replay
    player.moment = 2
    drive.canvas.press(external(player))
    assert f"Only what concerns {player.name}" in drive.log
    drive.canvas.press(external(player))
    assert player.selection == NOTHING
    drive.canvas.press("arrow:contoso->fabrikam")
    drive.show_everything.click()
    assert "Only what concerns" not in drive.log


def test_the_log_leads_to_its_moments(drive):
    player = drive.replay
    player.moment = 4
    drive.act("moment", "2")
    assert player.moment == 2
    drive.act("format", "disk")
    assert drive.status[1] == "error"
    assert player.moment == 2


def test_display_data_has_the_picture_and_the_words(drive):
    player = drive.replay
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


def test_a_tenant_that_was_dragged_stays_there_at_every_moment(drive):
    drive.canvas.drag("tenant:contoso", 300.0, -200.0)
    state = drive.replay.controller.view_state
    place = state.picture.positions["contoso"]
    assert state.positions == {"contoso": place}
    drive.forward.click()
    drive.replay.overlay = "everyone"
    assert drive.replay.controller.view_state.picture.positions["contoso"] == place


@pytest.fixture
def played(drive, monkeypatch):
    sent = []
    monkeypatch.setattr(drive.bridge, "send", lambda message, *_: sent.append(message.get("play")))
    return sent


def marks(played):
    return [motion for motion in played if motion]


def test_everybody_is_seen_arriving_at_the_beginning(drive, played):
    drive.play.value = True
    (motion,) = marks(played)
    assert motion["marks"][0]["person"].startswith("person:8:fabrikam=")
    assert len(motion["marks"]) == 2
    assert 0 < motion["time"] < drive.clock.interval
    drive.clock.value = 0  # the clock ticks at once, and then after its interval
    assert (drive.replay.moment, drive.clock.playing) == (0, True)
    drive.clock.value = 1
    assert drive.replay.moment == 1
    drive.play.value = False
    drive.forward.click()
    drive.first.click()
    assert len(marks(played)[-1]["marks"]) == 2


def test_who_changes_pulses_and_who_goes_travels_back(drive, played):
    for _ in range(2):
        drive.forward.click()
    assert marks(played)[-1]["pulses"]
    for _ in range(2):
        drive.forward.click()
    assert any(mark.get("back") for motion in marks(played) for mark in motion["marks"])
    count = len(marks(played))
    drive.slider.value = 0
    drive.slider.value = 3
    assert len(marks(played)) == count + 1, "only the beginning has motion: a jump has none"


def test_the_time_axis_leads_to_its_moments(drive):
    assert "0:00 initial cycle" in drive.markup
    drive.act("moment", "3")
    assert drive.replay.moment == 3
