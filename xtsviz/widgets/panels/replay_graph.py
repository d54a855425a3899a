"""The graph of a replay: the picture of its moment, and who is not there any more."""

from __future__ import annotations

from markupsafe import Markup

from xtsviz.view.markup import fragment
from xtsviz.view.picture.journeys import changes, journeys
from xtsviz.view.picture.replay import REPLAY_OVERLAYS, changed_people, missing_sentence
from xtsviz.widgets.bridge import Bridge
from xtsviz.widgets.looks import show
from xtsviz.widgets.panels.picture import CANVAS_HEIGHT, PicturePanel
from xtsviz.widgets.parts import Panel
from xtsviz.widgets.replay_state import SPEEDS, ReplayState
from xtsviz.widgets.replay_store import ReplayStore


class ReplayGraph(Panel):
    """Draws the picture of the state.

    Attributes:
        picture: the canvas and what belongs to it.
        missing: the line about people who are not there any more.
    """

    def __init__(self, store: ReplayStore, bridge: Bridge) -> None:
        super().__init__()
        self.picture = PicturePanel(store, bridge, REPLAY_OVERLAYS, CANVAS_HEIGHT)
        self.widget = self.picture.widget
        self.missing = self.picture.below_title
        show(self.missing, True)
        self._drawn: ReplayState | None = None

    def update(self, view_state: ReplayState) -> None:
        """Draw the state's picture."""
        before, picture = self._drawn, view_state.picture
        self._drawn = view_state
        note = f"({view_state.moment + 1} of {view_state.last + 1}) {picture.left_out}".strip()
        self.picture.draw(
            picture,
            dark=view_state.dark,
            note=note,
            generation=view_state.layout_generation,
        )
        missing = missing_sentence(view_state.timeline, view_state.moment)
        self.missing.value = fragment('<p class="xts-muted xts-missing">{}</p>', missing or Markup("&nbsp;"))

        self._play(before, view_state)

    def _play(self, before: ReplayState | None, now: ReplayState) -> None:
        """At the beginning everybody arrives; at the next moment, those who come and go."""
        if before is None:
            return
        time = SPEEDS[now.speed] * 9 // 10 if now.playing else 0
        flow = now.timeline.flow
        if now.arrivals != before.arrivals:
            self.picture.play(journeys(now.picture, flow(now.moment), stops=False), time)
        elif now.moment == before.moment + 1:
            motion = changes(before.picture, flow(before.moment), now.picture, flow(now.moment))
            changed = changed_people(now.timeline, now.moment)
            self.picture.play(motion.with_pulses(now.picture, changed), time)

    def close(self) -> None:
        """Close the canvas with all its elements."""
        self.picture.close()
