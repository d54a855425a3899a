"""The result of an overlay for a design, before the picture has a layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xtsviz.view.picture.links import ArrowOverlay
from xtsviz.view.picture.people_layout import UnplacedPerson
from xtsviz.view.picture.types import Badge, Emphasis


@dataclass(frozen=True, slots=True)
class OverlayResult:
    """The result of one overlay for one design.

    Attributes:
        title: the title of the picture.
        details: the second line of each tenant.
        emphasis: the emphasis of tenants, by id.
        rest: the emphasis of all other tenants.
        inside: the people in the boxes, by tenant. A tenant that is not in it is a plain box.
        badges: the badges of tenants, by id.
        links: how the overlay changes the arrows.
        removed: tenants that are drawn although the design no longer has them.
        sentences: sentences that say what the overlay shows.
        main_arrows: ids of the arrows that are drawn if not all can be; empty if the overlay has no preference.
        main_words: words that say which arrows these are, as the end of a sentence.
        note: a line for the legend: why something is not drawn, or what to choose.
    """

    title: str
    details: Mapping[str, str]
    emphasis: Mapping[str, Emphasis] = field(default_factory=dict)
    rest: Emphasis = "normal"
    inside: Mapping[str, Sequence[UnplacedPerson]] = field(default_factory=dict)
    badges: Mapping[str, tuple[Badge, ...]] = field(default_factory=dict)
    links: ArrowOverlay = field(default_factory=ArrowOverlay)
    removed: frozenset[str] = frozenset()
    sentences: tuple[str, ...] = ()
    main_arrows: frozenset[str] = frozenset()
    main_words: str = ""
    note: str = ""
