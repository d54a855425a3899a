"""The findings. Brought to the view state only while they are in front."""

from __future__ import annotations

from markupsafe import Markup

from xtsviz.view.context import ViewContext
from xtsviz.view.panels.findings import findings_table
from xtsviz.widgets.parts import TablePanel


class FindingsPanel(TablePanel):
    """What is wrong or worth knowing."""

    def table(self, context: ViewContext) -> Markup:
        """The findings of the design."""
        return findings_table(context, context.findings)
