"""What stands beside the picture, with a button that folds it away and one that brings it back."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import ipywidgets as w

from xtsviz.widgets.looks import create, show
from xtsviz.widgets.parts import Panel, close_all, text_button
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
    """

    def __init__(
        self, store: Store, side: Side, content: w.Widget, wanted: Callable[[ViewState], bool]
    ) -> None:
        super().__init__()
        self._store = store
        self._side: Side = side
        self._content = content
        self._wanted = wanted
        self.widget = create(w.Box, classes=["xts-beside", f"xts-beside-{side}"])

    @cached_property
    def hide(self) -> w.Button:
        """Folds it away."""
        return text_button(
            f"Hide {self._side}", lambda: self._fold(True), hint="More room for the picture", icon="fold"
        )

    @cached_property
    def unfold(self) -> w.Button:
        """Brings it back."""
        return text_button(f"Show {self._side}", lambda: self._fold(False), icon="fold")

    def update(self, view_state: ViewState) -> None:
        """Bring it to the state. What is not wanted yet is not made."""
        folded, wanted = self._side in view_state.front.folded, self._wanted(view_state)
        made = self.widget.children
        if wanted and not made:
            made = (create(w.VBox, [self.hide, self._content], classes=["xts-side", self._kind]),)
        if wanted and folded and len(made) == 1:
            made = (*made, create(w.Box, [self.unfold], classes=["xts-strip", self._kind]))
        for part, shown in zip(made, (wanted and not folded, wanted and folded), strict=False):
            show(part, shown)
        if made != self.widget.children:
            self.widget.children = made

    def close(self) -> None:
        """Close the content, which is perhaps nowhere yet."""
        close_all(self._content)

    @property
    def _kind(self) -> str:
        return f"xts-side-{self._side}"

    def _fold(self, folded: bool) -> None:
        self._store.send(FoldSide(self._side, folded))
