"""What an overlay makes of a design, before it is laid out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xtsviz.view.picture.links import ArrowOverlay
from xtsviz.view.picture.people_layout import Token
from xtsviz.view.picture.types import Badge, Emphasis


@dataclass(frozen=True, slots=True)
class OverlayResult:
    """One overlay over one design.

    Attributes:
        title: of the picture.
        details: the second line of each tenant.
        emphasis: of each tenant; ``rest`` for those that are not there.
        inside: who is drawn in which tenant; a tenant that is not there is a plain box.
        badges: of each tenant.
        links: what the overlay makes of the arrows.
        gone: tenants that are drawn though the design does not have them any more.
        sentences: sentences that say what the overlay shows.
        main_arrows: ids of the arrows that are drawn if not all can be; empty if the overlay prefers none.
        main_words: which arrows these are, as the end of a sentence.
        note: a line for the legend: why something is not drawn, or what to choose.
    """

    title: str
    details: Mapping[str, str]
    emphasis: Mapping[str, Emphasis] = field(default_factory=dict)
    rest: Emphasis = "normal"
    inside: Mapping[str, Sequence[Token]] = field(default_factory=dict)
    badges: Mapping[str, tuple[Badge, ...]] = field(default_factory=dict)
    links: ArrowOverlay = field(default_factory=ArrowOverlay)
    gone: frozenset[str] = frozenset()
    sentences: tuple[str, ...] = ()
    main_arrows: frozenset[str] = frozenset()
    main_words: str = ""
    note: str = ""
