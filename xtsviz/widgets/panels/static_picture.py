"""A picture to look at: the same picture as on a canvas, drawn as SVG; nobody presses or drags anything in it."""

from __future__ import annotations

from markupsafe import Markup

from xtsviz.view.export import svg
from xtsviz.view.picture.types import Picture
from xtsviz.widgets.looks import show
from xtsviz.widgets.parts import Panel, html


class StaticPicture(Panel):
    """Draws pictures, one after the other, with their titles, legends and text alternatives."""

    def __init__(self) -> None:
        super().__init__()
        self.widget = html(kind="xts-drawn")

    def draw(self, picture: Picture | None, *, dark: bool) -> None:
        """Show a picture on light or dark ground; nothing for None."""
        if not self.shows(picture, dark):
            self.widget.value = Markup() if picture is None else svg.render(picture, dark=dark)
            show(self.widget, picture is not None)
            self.shown_inputs = (picture, dark)
