"""The resolved picture: what every view of a design shows, in words and numbers, before it takes a form.

Coordinates are units of the picture (1 unit = 1 pixel at zoom 1), x to the right, y downwards; positions are
centres. Colours are `Paint` pairs, so that one picture serves light and dark ground.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from xtsviz.errors import PictureError, quoted
from xtsviz.findings.finding import Severity
from xtsviz.people.relations import Relation
from xtsviz.view.picture.curves import Box
from xtsviz.view.text import width as text_width
from xtsviz.view.theme import HEADROOM, NAME_SIZE, ArrowStyleName, Marker, Paint

Emphasis = Literal["normal", "lit", "dim"]


_KINDS = (None, "tenant", "arrow", "user")


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected: one tenant, arrow or user by its id, or nothing.

    Raises:
        PictureError: another kind of thing, or an id that is no text.
    """

    kind: Literal["tenant", "arrow", "user"] | None = None
    id: str | None = None

    def __post_init__(self) -> None:
        kind: object = self.kind
        name: object = self.id
        if kind not in _KINDS or not isinstance(name, str | None):
            given = quoted(kind) if isinstance(kind, str) else type(kind).__name__
            raise PictureError(
                'a selection is a kind ("tenant", "arrow" or "user") and an id, such as '
                f'Selection("tenant", "contoso"), not {given} and {type(name).__name__}'
            )
        if isinstance(name, str) and any("\ud800" <= char <= "\udfff" for char in name):
            raise PictureError(f"no {quoted(name)}: it holds half a character (a lone surrogate)")

    def __bool__(self) -> bool:
        return self.kind is not None


NOTHING = Selection()


@dataclass(frozen=True, slots=True)
class Badge:
    """A count of findings at a tenant, or at the arrows that leave it."""

    severity: Severity
    count: int
    text: str


@dataclass(frozen=True, slots=True)
class Person:
    """One user in one tenant; or, where there are too many, a crowd of the same home and relation.

    Attributes:
        user: id of the user; None for a crowd.
        tenant: where they are drawn.
        home: id of the home tenant; None if it is not known.
        count: 1, or how many the crowd is.
        label: what stands below, cut to fit; `name` is the whole.
    """

    user: str | None
    tenant: str
    home: str | None
    relation: Relation
    name: str
    label: str
    count: int
    paint: Paint
    marker: Marker
    emphasis: Emphasis
    selected: bool
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class TenantNode:
    """One tenant as a box.

    Attributes:
        name: the whole name, control characters made visible.
        label: the name cut to the width of the box.
        detail: what stands below the name ("41 internal · 35 external").
        name_above: True if the label stands above the box and `detail` is left out of it: people are inside.
        removed: it is in the design that this one is compared with, and not in this one (overlay *Compare* only).
    """

    id: str
    name: str
    label: str
    detail: str
    paint: Paint
    marker: Marker
    badges: tuple[Badge, ...]
    emphasis: Emphasis
    selected: bool
    name_above: bool
    x: float
    y: float
    width: float
    height: float
    removed: bool = False

    @property
    def box(self) -> Box:
        """The box alone, without a name above it."""
        return Box(self.x, self.y, self.width, self.height)

    @property
    def header(self) -> float:
        """The width of the name above the box; 0 if it stands inside."""
        return text_width(self.label, NAME_SIZE, bold=True) if self.name_above else 0.0


@dataclass(frozen=True, slots=True)
class Mark:
    """Why an arrow does not sync a user: the reason as a code, in two or three words, and as a sentence."""

    reason: str
    short: str
    sentence: str


# A picture has many, made and compared anew with each edit: a tuple does both several times as fast.
class Link(NamedTuple):
    """One arrow; or, with the style ``request``, a connected organization: nothing is synchronized.

    Attributes:
        id: of the arrow; for a connected organization one that no arrow has.
        style: the name of an arrow style; ``half`` is a blocked arrow with some gates open (overlay *Health* only);
            ``added``, ``removed`` (not in the design any more) and ``changed`` are for the overlay *Compare*.
        label: what stands on it: the number it syncs, or a symbol and why it does not.
        width: of the line, in units of the picture.
        bend: distance of the curve's control point from the straight line between the centres, to the
            right-hand side of the way from source to target; 0 is a straight line.
        weight: where along that line the control point is, 0 (source) to 1 (target).
        at: where on the visible curve the label stands, 0 (source) to 1 (target).
        sentence: all of it in words.
    """

    id: str
    source: str
    target: str
    style: ArrowStyleName
    label: str
    width: float
    paint: Paint
    emphasis: Emphasis
    selected: bool
    bend: float
    weight: float
    at: float
    mark: Mark | None
    sentence: str


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of the legend: a sample of what it explains, and the words.

    Attributes:
        kind: what the sample is: a tenant's colour, a person, a line, a badge, a frame, or words alone.
        style: of a line.
        relation: of a person.
    """

    kind: Literal["tenant", "person", "line", "badge", "frame", "note"]
    text: str
    paint: Paint
    marker: Marker = "circle"
    style: ArrowStyleName = "open"
    relation: Relation = "home"
    symbol: str = ""


@dataclass(frozen=True)
class Picture:
    """A design under one overlay, resolved: views turn it into their own form and decide nothing.

    Attributes:
        selection: what is selected and exists; `NOTHING` if the design has no such thing.
        dark: the ground it was asked for.
        nodes: the tenants that are drawn, in the order of the design; after them, under *Compare*, removed ones.
        people: those drawn inside the boxes; empty if the overlay shows counts only.
        links: the arrows that are drawn, in the order of the design (under *Compare*, then removed ones), then
            connected organizations.
        text: what the picture shows, in plain sentences, for screen readers and plain displays.
        left_out: what of the design is not drawn, since no eye could follow so much; empty if everything is. It
            stands in `legend` and `text` too.
    """

    overlay: str
    title: str
    dark: bool
    selection: Selection
    nodes: tuple[TenantNode, ...]
    people: tuple[Person, ...]
    links: tuple[Link, ...]
    legend: tuple[LegendEntry, ...]
    text: str = field(repr=False)
    left_out: str = ""

    @cached_property
    def node_by_id(self) -> dict[str, TenantNode]:
        """The tenants by their id."""
        return {node.id: node for node in self.nodes}

    @property
    def positions(self) -> dict[str, tuple[float, float]]:
        """Where each tenant lies; pass it as ``keep`` for the next picture, and nothing jumps."""
        return {node.id: (node.x, node.y) for node in self.nodes}


def bounds(picture: Picture) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a picture, with room for the names above boxes and for curves beside them."""
    if not picture.nodes:
        return (0.0, 0.0, 1.0, 1.0)
    above = [HEADROOM if node.name_above else 0.0 for node in picture.nodes]
    wide = [max(node.width, node.header) / 2 for node in picture.nodes]
    return (
        min(node.x - half for node, half in zip(picture.nodes, wide, strict=True)),
        min(node.y - node.height / 2 - room for node, room in zip(picture.nodes, above, strict=True)),
        max(node.x + half for node, half in zip(picture.nodes, wide, strict=True)),
        max(node.y + node.height / 2 for node in picture.nodes),
    )
