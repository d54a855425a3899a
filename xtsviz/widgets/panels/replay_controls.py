"""The controls of a replay: step, play, speed, and a slider through all moments."""

from __future__ import annotations

import ipywidgets as w

from xtsviz.view.panels.replay_axis import time_axis
from xtsviz.widgets.looks import create, set_layout, set_style
from xtsviz.widgets.parts import Panel, html, text_button
from xtsviz.widgets.replay_intents import PlayMoment, SetSpeed, ShowMoment, StartPlaying, StopPlaying
from xtsviz.widgets.replay_state import SPEEDS, ReplayState
from xtsviz.widgets.replay_store import ReplayStore


class ReplayControls(Panel):
    """Leads from moment to moment.

    Attributes:
        buttons: to be placed by the owner, with the slider, the axis and the clock.
        axis: the time axis; its labels lead to their moments.
        clock: ticks in the page while the replay plays; it is not seen.
    """

    def __init__(self, store: ReplayStore) -> None:
        super().__init__()
        last = store.view_state.last
        self.slider = w.IntSlider(min=0, max=last, description="Moment", readout=False)
        set_layout(self.slider, width="auto")
        self.slider.add_class("xts-scrub")
        self.axis = html(kind="xts-time")
        speed = store.view_state.speed
        self.clock = create(w.Play, min=-1, max=last, interval=SPEEDS[speed], layout={"display": "none"})
        self.play = w.ToggleButton(description="Play", tooltip="Play on from here, or pause")
        set_layout(self.play, width="auto")
        self.speed = w.Dropdown(options=list(SPEEDS), value=speed, description="Speed")
        set_layout(self.speed, width="150px")
        set_style(self.speed, description_width="auto")
        self.back = text_button(
            "Step back",
            lambda: store.send(ShowMoment(store.view_state.moment - 1)),
            hint="To the moment before",
        )
        self.step = text_button(
            "Step", lambda: store.send(ShowMoment(store.view_state.moment + 1)), hint="To the next moment"
        )
        self.first = text_button(
            "To the start", lambda: store.send(ShowMoment(0)), hint="To the initial cycle"
        )
        self.buttons = (self.first, self.back, self.step, self.play, self.speed)
        self.on_change(self.slider, lambda moment: store.send(ShowMoment(moment)))
        self.on_change(self.clock, lambda moment: store.send(PlayMoment(moment)))
        self.on_change(self.clock, lambda playing: playing or store.send(StopPlaying()), "playing")
        self.on_change(self.play, lambda on: store.send(StartPlaying() if on else StopPlaying()))
        self.on_change(self.speed, lambda speed: store.send(SetSpeed(speed)))

    def update(self, view_state: ReplayState) -> None:
        """Bring the controls to the state."""
        # The clock ticks at once when it starts. The first moment stays nevertheless: all are seen arriving.
        waits = view_state.playing and not self.clock.playing and view_state.moment == 0
        with self.suppress_events():
            self.slider.value = view_state.moment
            self.clock.value = view_state.moment - waits
            self.clock.playing = self.play.value = view_state.playing
            self.speed.value = view_state.speed
        if not self.shows(view_state.timeline, view_state.moment):
            self.axis.value = time_axis(view_state.timeline, view_state.moment)
            self.shown_inputs = (view_state.timeline, view_state.moment)
        self.clock.interval = SPEEDS[view_state.speed]
        self.play.description = "Pause" if view_state.playing else "Play"
        self.back.disabled = self.first.disabled = view_state.moment == 0
        self.step.disabled = view_state.moment == view_state.last
