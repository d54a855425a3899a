"""A replay on the screen: a timeline to step through, to play and to scrub; the graph and the log of each moment."""

from __future__ import annotations

import logging
from typing import Any, ClassVar

import ipywidgets as w
import traitlets
from markupsafe import Markup

from xtsviz import examples
from xtsviz.model.design import Design
from xtsviz.model.display_names import DisplayNames
from xtsviz.simulation.events import Given
from xtsviz.simulation.example_day import sample_day
from xtsviz.simulation.timeline import DEFAULT_THRESHOLD, Timeline, timeline
from xtsviz.view.export.static_preview import static_preview
from xtsviz.view.markup import fragment
from xtsviz.view.panels.replay_log import log_at
from xtsviz.view.picture.replay import REPLAY_OVERLAYS, missing_sentence, picture_at
from xtsviz.view.picture.types import NOTHING, Picture, Selection
from xtsviz.widgets.bridge import ROOT_CLASS, Bridge
from xtsviz.widgets.error_reports import report_errors
from xtsviz.widgets.panels.picture import PicturePanel
from xtsviz.widgets.parts import Panel, close_all, column, html, row, text_button
from xtsviz.widgets.traits import Refusing

_SPEEDS = (("Slow", 3000), ("Normal", 1600), ("Fast", 700))

_log = logging.getLogger(__name__)


def replay(
    design: Design | None = None,
    events: Given | None = None,
    *,
    until: float = 0,
    threshold: int | None = DEFAULT_THRESHOLD,
) -> Replay:
    """The days of a design, to step through, to play and to scrub.

    Args:
        design: to begin with; without one, the acquisition example.
        events: as for `xtsviz.simulate`; without a design, a sample day.
        until: play at least to this minute.
        threshold: of the guard against accidental deletions.

    Raises:
        InputError, DesignError: as `xtsviz.simulate` does.
    """
    if design is None:
        design, events = examples.acquisition(), sample_day() if events is None else events
    return Replay(timeline(design, events or (), until=until, threshold=threshold))


class Replay(Refusing, w.VBox):
    """A widget that shows a timeline moment by moment.

    Attributes:
        timeline: what is played; `Timeline.table` has all rows.
        moment: the place of the moment shown, 0-based; may be set, and observed.
        overlay: ``people`` or ``everyone``; may be set, and observed.
        selection: what the log is about; may be set, and observed.
    """

    takes: ClassVar = {
        "moment": "a whole number, the place of a moment",
        "overlay": f"one of {', '.join(o.name for o in REPLAY_OVERLAYS)}",
        "selection": 'an xtsviz.view.picture.types.Selection, such as Selection("tenant", "contoso")',
    }
    moment = traitlets.Int(0)
    overlay = traitlets.Enum([o.name for o in REPLAY_OVERLAYS], REPLAY_OVERLAYS[0].name)
    selection = traitlets.Instance(Selection)

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self._positions: dict[str, tuple[float, float]] = {}
        self._generation = 0
        super().__init__(selection=NOTHING)
        with report_errors(lambda message, level: self._bridge.set_status(message, level)):
            self._build()
        self.observe(self._changed, ["moment", "overlay", "selection"])
        self._show()

    def __repr__(self) -> str:
        return (
            f"<Replay of {self.timeline.start!r}: moment {self.moment + 1} of {len(self.timeline.moments)}>"
        )

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """The widget; and for where there is none, its picture at this moment and the same in words."""
        data = super()._repr_mimebundle_(**kwargs)
        try:
            return data and data | static_preview(self._picture(), repr(self))
        except Exception:  # noqa: BLE001 - the widget is shown all the same
            _log.exception("the replay's display data lacks its picture")
            return data

    def close(self) -> None:
        """Close the replay and everything in it."""
        self._graph.close()
        for child in self.children:
            close_all(child)
        super().close()

    @traitlets.validate("moment")
    def _within(self, proposal: dict[str, Any]) -> int:
        return max(0, min(int(proposal["value"]), len(self.timeline.moments) - 1))

    def _build(self) -> None:
        last = len(self.timeline.moments) - 1
        panel = self._panel = Panel()
        self._bridge = Bridge()
        self._bridge.on_action(self._act)
        self._bridge.observe(lambda _change: self._show(), "dark")
        self._slider = w.IntSlider(min=0, max=last, description="Moment", readout=False)
        self._slider.layout.width = "auto"
        self._slider.add_class("xts-scrub")
        self._clock = w.Play(min=0, max=last, interval=_SPEEDS[1][1], layout=w.Layout(display="none"))
        self._play = w.ToggleButton(description="Play", tooltip="Play on from here, or pause")
        self._play.layout.width = "auto"
        self._speed = w.Dropdown(options=_SPEEDS, value=_SPEEDS[1][1], description="Speed")
        self._speed.layout.width, self._speed.style.description_width = "150px", "auto"
        self._back = text_button(
            "Step back", lambda: self._show_moment(self.moment - 1), hint="To the moment before"
        )
        self._on = text_button("Step", lambda: self._show_moment(self.moment + 1), hint="To the next moment")
        self._first = text_button("To the start", lambda: self._show_moment(0), hint="To the initial cycle")
        self._graph = PicturePanel(
            self._bridge,
            REPLAY_OVERLAYS,
            "560px",
            choose=lambda name: self.set_trait("overlay", name),
            press=self._pressed,
            move=self._moved,
        )
        self._gone = self._graph.below_title
        self._gone.layout.display = None
        self._rows = html(kind="xts-replay-log")
        self._about = text_button("Show everything", lambda: self.set_trait("selection", NOTHING))
        panel.on_change(self._slider, lambda value: self._show_moment(value))
        panel.on_change(self._clock, self._ticked)
        panel.on_change(self._play, self._turned)
        panel.on_change(self._speed, lambda value: self._clock.set_trait("interval", value))
        self._clock.observe(self._ended, "playing")
        buttons = (self._first, self._back, self._on, self._play, self._speed)
        controls = row(*buttons, self._graph.overlays, self._graph.fit)
        log = column(row(self._about), self._rows)
        body = w.Box([self._graph.widget, log])
        body.add_class("xts-replay")
        heading = html(
            fragment('<h1 class="xts-name">{}</h1>', self.timeline.start.name or "A day of synchronization")
        )
        self.children = [heading, controls, self._slider, self._bridge, body, self._clock]
        self.add_class(ROOT_CLASS)
        self.add_class("xts-explorer")

    # what a person does

    def _show_moment(self, moment: int) -> None:
        self.moment = moment

    def _act(self, words: Any) -> None:
        match words:
            case ["moment", str(place)] if place.isdecimal():
                self._show_moment(int(place))
            case _:
                self._bridge.set_status("That button asked for something the replay does not know", "error")

    def _pressed(self, selection: Selection) -> None:
        self.selection = NOTHING if selection == self.selection else selection

    def _moved(self, tenant: str, position: tuple[float, float]) -> None:
        self._positions[tenant] = position

    def _turned(self, playing: bool) -> None:
        if playing and self.moment == len(self.timeline.moments) - 1:
            self._show_moment(0)
        self._clock.playing = playing
        self._play.description = "Pause" if playing else "Play"

    def _ticked(self, value: int) -> None:
        # A tick that was on its way when somebody paused or scrubbed is late.
        if self._clock.playing and value != self.moment:
            self._show_moment(value)

    def _ended(self, change: dict[str, Any]) -> None:
        if not change["new"]:
            self._play.value = False

    # what is shown

    def _changed(self, change: dict[str, Any]) -> None:
        if change["name"] == "overlay":
            self._generation += 1
        self._show()

    def _picture(self) -> Picture:
        drawn = self._graph.drawn
        same_overlay = drawn is not None and drawn.overlay == self.overlay
        return picture_at(
            self.timeline,
            self.moment,
            overlay=self.overlay,
            dark=self._bridge.dark,
            selection=self.selection,
            positions=self._positions,
            previous_positions=drawn.positions if drawn is not None and same_overlay else None,
        )

    def _show(self) -> None:
        try:
            self._draw()
        except Exception as problem:  # noqa: BLE001 - a fault of ours must not look like a dead button
            _log.exception("a moment could not be shown")
            self._bridge.set_status(
                f"This moment could not be shown ({problem}). Go on with another.", "error"
            )

    def _draw(self) -> None:
        last = len(self.timeline.moments) - 1
        with self._panel.suppress_events():
            self._slider.value = self._clock.value = self.moment
        self._back.disabled = self._first.disabled = self.moment == 0
        self._on.disabled = self.moment == last
        if self.moment == last:
            self._play.value = False
        picture = self._picture()
        note = f"({self.moment + 1} of {last + 1}) {picture.left_out}".strip()
        self._graph.draw(
            picture, dark=self._bridge.dark, note=note, generation=self._generation, follow=False
        )
        self._gone.value = fragment(
            '<p class="xts-muted">{}</p>', missing_sentence(self.timeline, self.moment) or Markup("&nbsp;")
        )
        self._rows.value = self._log_of()
        self._about.disabled = not self.selection
        self._bridge.set_status(self.timeline.told(self.moment))

    def _log_of(self) -> Markup:
        if not self.selection:
            return log_at(self.timeline, self.moment)
        heading = fragment("<h3>Only what concerns {}</h3>", self._named(self.selection))
        return heading + log_at(self.timeline, self.moment, self.selection)

    def _named(self, selection: Selection) -> str:
        design = self.timeline.moments[self.moment].design
        names = DisplayNames(design)
        if selection.kind == "tenant":
            return names.tenant(selection.id)
        if selection.kind == "arrow":
            return names.arrow(design.arrow(str(selection.id)))
        told = self.timeline.table
        rows = told[told["user"] == selection.id]["display_name"]
        return str(rows.iloc[-1]) if len(rows) else str(selection.id)
