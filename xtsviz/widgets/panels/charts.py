"""A plotly figure on the screen, made when there is first something to draw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from weakref import ref

import ipywidgets as w
from markupsafe import Markup

from xtsviz.view.markup import empty_message
from xtsviz.widgets.error_reports import reporting_errors
from xtsviz.widgets.looks import create, show
from xtsviz.widgets.parts import column, html

Pressed = Callable[[Any, Any, Any], None]


class Chart:
    """A figure, or what is said in its place.

    Args:
        drawing: what is said until the first figure is on the page.
        pressed: takes plotly's clicks on the first trace.

    Attributes:
        widget: shows one of the two.
        figure: the ``FigureWidget``; None until the first is drawn.
    """

    def __init__(self, drawing: str, pressed: Pressed | None = None) -> None:
        self._pressed = reporting_errors(pressed) if pressed is not None else None
        self._words = html(empty_message(drawing))
        self._frame = create(
            w.VBox, layout={"width": "100%", "overflow": "auto", "display": "none"}, classes=["xts-chart"]
        )
        self.figure: Any = None
        self.widget = column(self._words, self._frame)

    def say(self, words: Markup) -> None:
        """Show markup in the place of the figure."""
        self._words.value = words
        show(self._words, True)
        show(self._frame, False)

    def draw(self, made: Any) -> None:
        """Bring the figure to another ``plotly.graph_objects.Figure`` of the same kind of trace."""
        # Seen first, then drawn: what is hidden has no width to fit into.
        show(self._words, False)
        show(self._frame, True)
        if self.figure is None:
            self.figure = self._first(made)
            self._frame.children = [self.figure]
        else:
            with self.figure.batch_update():
                self.figure.data[0].update(made.data[0].to_plotly_json(), overwrite=False)
                self.figure.layout.update(made.layout.to_plotly_json(), overwrite=True)

    def _press(self, *given: Any) -> None:
        if self._pressed is not None:
            self._pressed(*given)

    def _first(self, made: Any) -> Any:
        import plotly.graph_objects as go  # a heavy script for the page: only once somebody looks

        shown = go.FigureWidget(made)
        shown._config = {**shown._config, "displayModeBar": False, "displaylogo": False, "responsive": True}
        if self._pressed is not None:
            # plotly keeps each figure for good; the explorer must not be kept along with it.
            chart = ref(self)

            def press(*given: Any) -> None:
                if (here := chart()) is not None:
                    here._press(*given)

            shown.data[0].on_click(press)
        return shown
