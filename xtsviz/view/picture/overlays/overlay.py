"""An overlay as one object: pictures, controls, reports and files know nothing else of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from xtsviz.compare.comparison import Baseline
from xtsviz.flow import Flow
from xtsviz.model.design import Design
from xtsviz.view.context import ViewContext
from xtsviz.view.picture.overlays.result import OverlayResult
from xtsviz.view.picture.types import Link, Picture, Selection
from xtsviz.view.theme import ArrowStyleName

Subject: TypeAlias = Literal["design", "user", "tenant", "baseline"]
"""What an overlay is about: the whole design, one user, one tenant, or what changed from another design."""


@dataclass(frozen=True)
class ArrowLegend:
    """What the legend says about the arrows of an overlay.

    Attributes:
        words: the words for a style of an arrow; None for the usual words.
        shown: whether the style of a drawn arrow is explained.
        always: styles that are explained even if no arrow has them.
        lit: what a highlighted arrow means, with its symbol; None if that needs no entry.
        dim: what an arrow in the background means.
    """

    words: Callable[[ArrowStyleName], str | None] = lambda _style: None
    shown: Callable[[Link], bool] = lambda _link: True
    always: frozenset[ArrowStyleName] = frozenset()
    lit: tuple[str, str] | None = None
    dim: str = "not about this"


def plain_context(design: Design, flow: Flow, baseline: Baseline | None) -> ViewContext:  # noqa: ARG001
    """The context of most overlays: the design and its flow alone."""
    return ViewContext(design, flow)


@dataclass(frozen=True)
class Overlay:
    """One way to show a design.

    Attributes:
        name: in Python, on the command line and in documents; one word.
        title: what a person reads on its button.
        order: where it stands among the others.
        resolve: makes the parts of a picture from a design and a selection.
        about: what a person has to choose before it shows something.
        context: makes the context that `resolve` gets.
        legend: what the legend says about its arrows.
        in_report: whether every report has it.
        replay_order: where it stands among the overlays of a replay of sync cycles; 0 if a replay does not offer it.
        worth_printing: whether a report shows a given picture of it.
    """

    name: str
    title: str
    order: int
    resolve: Callable[[ViewContext, Selection], OverlayResult]
    about: Subject = "design"
    context: Callable[[Design, Flow, Baseline | None], ViewContext] = plain_context
    legend: ArrowLegend = field(default_factory=ArrowLegend)
    in_report: bool = False
    replay_order: int = 0
    worth_printing: Callable[[Picture], bool] = lambda _picture: True
