"""All that the screen shows at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from xtsviz.compare.comparison import Baseline, Comparison
from xtsviz.flow import Flow, user_flow
from xtsviz.model.design import Design
from xtsviz.view.context import ViewContext
from xtsviz.view.picture.overlays import overlay_named
from xtsviz.view.picture.resolve import resolve
from xtsviz.view.picture.spacing import Position
from xtsviz.view.picture.types import Picture, Selection
from xtsviz.widgets.history import History

Level = Literal["info", "warning", "error"]


@dataclass(frozen=True)
class Prompt:
    """Something the explorer asks before it goes on: a sentence, and answers with the actions they stand for."""

    text: str
    answers: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class ViewState:
    """All that the screen shows at one moment; views turn it into their own form.

    Attributes:
        history: where the design has been.
        positions: where a person dragged tenants.
        keep: where tenants were before the last edit, and stay; None where the picture is laid out anew.
        last: the last selection of each kind; overlays that are about one user or tenant keep theirs.
        layout: counts the times that the picture was laid out anew, when the zoom may follow.
        baseline: what the design is compared with, if a person chose something.
    """

    context: ViewContext
    selection: Selection
    overlay: str
    dark: bool
    message: str
    level: Level
    prompt: Prompt | None
    history: History
    positions: Mapping[str, Position]
    keep: Mapping[str, Position] | None
    last: Mapping[str, Selection] = field(default_factory=dict)
    layout: int = 0
    baseline: Baseline | None = None

    @property
    def design(self) -> Design:
        """The design."""
        return self.context.design

    @property
    def flow(self) -> Flow:
        """Its flow."""
        return self.context.flow

    @property
    def can_undo(self) -> bool:
        """Whether a step can be taken back."""
        return bool(self.history.past)

    @property
    def can_redo(self) -> bool:
        """Whether a step was taken back."""
        return bool(self.history.future)

    def remembering(self, selection: Selection) -> dict[str, Selection]:
        """`last` once this is selected."""
        return {**self.last, selection.kind: selection} if selection.kind else dict(self.last)

    def resumed(
        self,
        design: Design,
        history: History,
        overlay: str,
        selection: Selection,
        positions: Mapping[str, Position],
        message: str,
    ) -> ViewState:
        """The same screen with another design and all that belongs to it."""
        return replace(
            self,
            context=ViewContext(design, user_flow(design)),
            history=history,
            overlay=overlay,
            selection=selection,
            last=self.remembering(selection),
            positions=positions,
            keep=None,
            layout=self.layout + 1,
            message=message,
            level="info",
            prompt=None,
        )

    @property
    def comparison(self) -> Comparison | None:
        """What changed since what the design is compared with; None if nothing was chosen."""
        return self.baseline.compared(self.flow) if self.baseline else None

    @cached_property
    def picture(self) -> Picture:
        """The graph, resolved when first asked for: another tab may be in front."""
        return resolve(
            self.design,
            self.flow,
            self.selection,
            self.overlay,
            self.dark,
            self.positions,
            keep=self.keep,
            # A look at an arrow does not lose the person whom one looks at.
            about=self.last.get(overlay_named(self.overlay).about),
            baseline=self.baseline,
        )
