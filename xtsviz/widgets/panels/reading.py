"""What was assumed while lists and exports were read. Brought to the view state only while it is in front."""

from __future__ import annotations

from markupsafe import Markup

from xtsviz.view.context import ViewContext
from xtsviz.view.panels.reading import reading_table
from xtsviz.widgets.parts import TablePanel


class ReadingPanel(TablePanel):
    """What the lists of users did not say, and what is taken instead."""

    def table(self, context: ViewContext) -> Markup:
        """The notes of the design."""
        return reading_table(context)
