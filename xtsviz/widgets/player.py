"""A replay on the screen: a timeline to step through, to play and to scrub; the graph and the log of each moment."""

from __future__ import annotations

import logging
from typing import Any, ClassVar

import ipywidgets as w
import traitlets
from markupsafe import Markup

from xtsviz import examples
from xtsviz.model.design import Design
from xtsviz.model.display_names import Names
from xtsviz.simulation.events import Given
from xtsviz.simulation.example_day import sample_day
from xtsviz.simulation.timeline import DEFAULT_THRESHOLD, Timeline, timeline
from xtsviz.view.export.static_preview import static_preview
from xtsviz.view.markup import esc, fragment
from xtsviz.view.panels.legend import legend_svg
from xtsviz.view.panels.replay_log import log_at
from xtsviz.view.picture.cytoscape import elements, selection_of, style
from xtsviz.view.picture.replay import REPLAY_OVERLAYS, missing_sentence, picture_at
from xtsviz.view.picture.types import NOTHING, Picture, Selection, bounds
from xtsviz.widgets.bridge import ROOT_CLASS, Bridge
from xtsviz.widgets.canvas import Canvas
from xtsviz.widgets.error_reports import report_errors
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
        self._drawn: Picture | None = None
        self._styled: bool | None = None
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
        self._canvas.close()
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
        self._back = text_button("Step back", lambda: self._go(self.moment - 1), hint="To the moment before")
        self._on = text_button("Step", lambda: self._go(self.moment + 1), hint="To the next moment")
        self._first = text_button("To the start", lambda: self._go(0), hint="To the initial cycle")
        self._overlays = w.ToggleButtons(options=[(o.title, o.name) for o in REPLAY_OVERLAYS])
        self._overlays.style.button_width = "auto"
        self._canvas = Canvas(style=style(False), bridge=self._bridge, height="560px")
        self._title, self._gone = html(), html()
        self._legend, self._twin, self._rows = html(), html(), html(kind="xts-replay-log")
        self._about = text_button("Show everything", lambda: self.set_trait("selection", NOTHING))
        fit = text_button("Fit", self._bridge.fit, hint="Zoom so that the whole picture is seen")
        panel.on_change(self._slider, lambda value: self._go(value))
        panel.on_change(self._clock, self._ticked)
        panel.on_change(self._play, self._turned)
        panel.on_change(self._speed, lambda value: self._clock.set_trait("interval", value))
        panel.on_change(self._overlays, lambda value: self.set_trait("overlay", value))
        self._clock.observe(self._ended, "playing")
        self._canvas.on_click(lambda element, _kind: self._pressed(selection_of(element)))
        self._canvas.on_moved(self._moved)
        controls = row(self._first, self._back, self._on, self._play, self._speed, self._overlays, fit)
        graph = column(self._title, self._gone, self._canvas.widget, self._legend, self._twin)
        log = column(row(self._about), self._rows)
        body = w.Box([graph, log])
        body.add_class("xts-replay")
        heading = html(
            fragment('<h1 class="xts-name">{}</h1>', self.timeline.start.name or "A day of synchronization")
        )
        self.children = [heading, controls, self._slider, self._bridge, body, self._clock]
        self.add_class(ROOT_CLASS)
        self.add_class("xts-explorer")

    # what a person does

    def _go(self, moment: int) -> None:
        self.moment = moment

    def _act(self, words: Any) -> None:
        match words:
            case ["moment", str(place)] if place.isdecimal():
                self._go(int(place))
            case _:
                self._bridge.set_status("That button asked for something the replay does not know", "error")

    def _pressed(self, selection: Selection) -> None:
        self.selection = NOTHING if selection == self.selection else selection

    def _moved(self, element: str, position: tuple[float, float]) -> None:
        selection = selection_of(element)
        if selection.kind == "tenant" and selection.id is not None:
            self._positions[selection.id] = position

    def _turned(self, playing: bool) -> None:
        if playing and self.moment == len(self.timeline.moments) - 1:
            self._go(0)
        self._clock.playing = playing
        self._play.description = "Pause" if playing else "Play"

    def _ticked(self, value: int) -> None:
        # A tick that was on its way when somebody paused or scrubbed is late.
        if self._clock.playing and value != self.moment:
            self._go(value)

    def _ended(self, change: dict[str, Any]) -> None:
        if not change["new"]:
            self._play.value = False

    # what is shown

    def _changed(self, change: dict[str, Any]) -> None:
        if change["name"] == "overlay":
            self._drawn = None
        self._show()

    def _picture(self) -> Picture:
        return picture_at(
            self.timeline,
            self.moment,
            overlay=self.overlay,
            dark=self._bridge.dark,
            selection=self.selection,
            positions=self._positions,
            keep=self._drawn.positions if self._drawn is not None else None,
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
            self._overlays.value = self.overlay
        self._back.disabled = self._first.disabled = self.moment == 0
        self._on.disabled = self.moment == last
        if self.moment == last:
            self._play.value = False
        if self._styled != self._bridge.dark:
            self._styled = self._bridge.dark
            self._canvas.set_style(style(self._bridge.dark))
        again = self._drawn is None and self._title.value != ""
        picture = self._drawn = self._picture()
        self._canvas.draw(elements(picture))
        if again:
            self._canvas.fit(bounds(picture))
        place = f"{self.moment + 1} of {last + 1}"
        note = esc(" ".join([f"({place})", picture.left_out]).strip())
        self._title.value = fragment(
            '<p class="xts-title">{} <span class="xts-muted">{}</span></p>', picture.title, note
        )
        self._gone.value = fragment(
            '<p class="xts-muted">{}</p>', missing_sentence(self.timeline, self.moment) or Markup("&nbsp;")
        )
        self._legend.value = legend_svg(picture)
        summary = Markup("<summary>This picture in words</summary>")
        self._twin.value = fragment('<details class="xts-twin">{}<p>{}</p></details>', summary, picture.text)
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
        names = Names(design)
        if selection.kind == "tenant":
            return names.tenant(selection.id)
        if selection.kind == "arrow":
            return names.arrow(design.arrow(str(selection.id)))
        told = self.timeline.table
        rows = told[told["user"] == selection.id]["display_name"]
        return str(rows.iloc[-1]) if len(rows) else str(selection.id)
