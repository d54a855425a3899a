"""A replay, worked the way a person and the page do."""

import ipywidgets as w

from tests.drivers.canvas import CanvasDriver, graph_widget
from tests.drivers.page import Page
from tests.drivers.screen import Button, Field
from xtsviz.widgets.player import Replay


class ReplayDriver(Page):
    """A replay on the screen.

    Attributes:
        replay: the widget.
        canvas: its graph.
    """

    slider = Field("Moment")
    first = Button("To the start")
    back = Button("Step back")
    forward = Button("Step")
    show_everything = Button("Show everything")

    def __init__(self, replay: Replay) -> None:
        super().__init__(replay)
        self.replay = replay
        self.canvas = CanvasDriver(graph_widget(replay), self.bridge)

    @property
    def play(self) -> w.ToggleButton:
        """The button that plays and pauses."""
        return self.find(w.ToggleButton)

    @property
    def clock(self) -> w.Play:
        """Counts the moments while it plays."""
        return self.find(w.Play)

    @property
    def overlays(self) -> w.ToggleButtons:
        return self.find(w.ToggleButtons)

    @property
    def log(self) -> str:
        (part,) = self.parts("xts-replay-log")
        return part.markup
