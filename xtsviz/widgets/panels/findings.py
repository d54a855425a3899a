"""The findings. Brought to the scene only while they are in front."""

from __future__ import annotations

from xtsviz.view.panels.findings import findings_table
from xtsviz.widgets.controller import Scene
from xtsviz.widgets.parts import Panel, html


class FindingsPanel(Panel):
    """What is wrong or worth knowing."""

    def __init__(self) -> None:
        super().__init__()
        self.widget = html()

    def update(self, scene: Scene) -> None:
        """Bring the table to the scene."""
        from xtsviz.findings import review

        self.widget.value = (
            f'<div class="xts-scroll">{findings_table(scene.facts, review(scene.design))}</div>'
        )
