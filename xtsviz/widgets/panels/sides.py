"""What stands beside the picture, with a button that folds it away and one that brings it back."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as w

from xtsviz.widgets.looks import create, show
from xtsviz.widgets.parts import Panel, text_button
from xtsviz.widgets.store import Store
from xtsviz.widgets.view_intents import FoldSide
from xtsviz.widgets.view_state import Side, ViewState


class SidePanel(Panel):
    """The controls on the left, or the details on the right.

    Args:
        store: has what is folded.
        side: which of the two; the word on its buttons.
        content: what is folded away.
        wanted: whether there is something to see; without it not even a button is there.

    Attributes:
        hide, unfold: the buttons; one of them is shown.
    """

    def __init__(
        self, store: Store, side: Side, content: w.Widget, wanted: Callable[[ViewState], bool]
    ) -> None:
        super().__init__()
        self._side: Side = side
        self._wanted = wanted
        self.hide = text_button(
            f"Hide {side}",
            lambda: store.send(FoldSide(side, True)),
            hint="More room for the picture",
            icon="fold",
        )
        self.unfold = text_button(f"Show {side}", lambda: store.send(FoldSide(side, False)), icon="fold")
        self._open = create(w.VBox, [self.hide, content], classes=["xts-side", f"xts-side-{side}"])
        self._strip = create(
            w.Box, [self.unfold], layout={"display": "none"}, classes=["xts-strip", f"xts-side-{side}"]
        )
        self.widget = create(w.Box, [self._open, self._strip], classes=["xts-beside", f"xts-beside-{side}"])

    def update(self, view_state: ViewState) -> None:
        """Bring it to the state."""
        folded, wanted = self._side in view_state.front.folded, self._wanted(view_state)
        show(self._open, wanted and not folded)
        show(self._strip, wanted and folded)
