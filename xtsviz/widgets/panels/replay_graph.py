"""The graph of a replay: the picture of its moment, and who is not there any more."""

from __future__ import annotations

from markupsafe import Markup

from xtsviz.view.markup import fragment
from xtsviz.view.picture.replay import REPLAY_OVERLAYS, missing_sentence
from xtsviz.widgets.bridge import Bridge
from xtsviz.widgets.looks import show
from xtsviz.widgets.panels.picture import CANVAS_HEIGHT, PicturePanel
from xtsviz.widgets.parts import Panel
from xtsviz.widgets.replay_state import ReplayState
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

    def update(self, view_state: ReplayState) -> None:
        """Draw the state's picture."""
        picture = view_state.picture
        note = f"({view_state.moment + 1} of {view_state.last + 1}) {picture.left_out}".strip()
        self.picture.draw(
            picture,
            dark=view_state.dark,
            note=note,
            generation=view_state.layout_generation,
        )
        missing = missing_sentence(view_state.timeline, view_state.moment)
        self.missing.value = fragment('<p class="xts-muted">{}</p>', missing or Markup("&nbsp;"))

    def close(self) -> None:
        """Close the canvas with all its elements."""
        self.picture.close()
