"""An overlay as one object. Pictures, controls, reports and files use only this object."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from xtsviz.compare.comparison import Baseline
from xtsviz.flow import Flow
from xtsviz.model.design import Design
from xtsviz.view.context import ViewContext
from xtsviz.view.palette import Palette
from xtsviz.view.picture.overlays.result import OverlayResult
from xtsviz.view.picture.types import Link, Picture, Selection
from xtsviz.view.theme import ArrowStyleName

Subject: TypeAlias = Literal["design", "user", "tenant", "baseline"]
"""What an overlay is about: the whole design, one user, one tenant, or what changed from another design."""


@dataclass(frozen=True)
class ArrowLegend:
    """The explanation of arrows in the legend of an overlay.

    Attributes:
        words: returns the words for a style of an arrow, or None for the usual words.
        shown: True if the legend explains the style of this arrow.
        always: styles that are explained even if no arrow has them.
        lit: symbol and meaning of a highlighted arrow; None if the legend has no entry for it.
        dim: the meaning of an arrow in the background.
    """

    words: Callable[[ArrowStyleName], str | None] = lambda _style: None
    shown: Callable[[Link], bool] = lambda _link: True
    always: frozenset[ArrowStyleName] = frozenset()
    lit: tuple[str, str] | None = None
    dim: str = "not about this"


def default_context(
    design: Design,
    flow: Flow,
    baseline: Baseline | None,  # noqa: ARG001
    palette: Palette | None,
) -> ViewContext:
    """The context of most overlays: only the design and its flow."""
    return ViewContext(design, flow, palette)


@dataclass(frozen=True)
class Overlay:
    """One way to show a design.

    Attributes:
        name: its name in Python and on the command line; one word.
        title: the text of its button.
        order: its position among the overlays.
        resolve: makes the parts of a picture from a context and a selection.
        about: what a person must choose before it shows something.
        context: makes the context for `resolve`.
        legend: the explanation of its arrows in the legend.
        in_report: True if every report has it.
        replay_order: its position among the overlays of a replay; 0 if a replay does not offer it.
        worth_printing: True if a report shows this picture of it.
    """

    name: str
    title: str
    order: int
    resolve: Callable[[ViewContext, Selection], OverlayResult]
    about: Subject = "design"
    context: Callable[[Design, Flow, Baseline | None, Palette | None], ViewContext] = default_context
    legend: ArrowLegend = field(default_factory=ArrowLegend)
    in_report: bool = False
    replay_order: int = 0
    worth_printing: Callable[[Picture], bool] = lambda _picture: True
