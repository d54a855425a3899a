"""The resolved picture: the content of every view of a design, as plain data.

Coordinates are units of the picture (1 unit = 1 pixel at zoom 1), x to the right, y downwards. Positions are centres.
Colours are `Paint` pairs, so one picture is enough for light and dark ground.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from xtsviz.errors import PictureError, quoted
from xtsviz.findings.finding import SEVERITY_SYMBOLS, Severity
from xtsviz.people.relations import Relation
from xtsviz.view.picture.arrow_curves import Box, label_size, visible_curve
from xtsviz.view.picture.group_types import GroupBox
from xtsviz.view.picture.room import DEFAULT_ROOM, Room
from xtsviz.view.text_width import text_width as text_width
from xtsviz.view.theme import GROUP_SYMBOL, HEADROOM, NAME_SIZE, ArrowStyleName, Marker, Paint

Emphasis = Literal["normal", "lit", "dim"]


_KINDS = (None, "tenant", "arrow", "user")


@dataclass(frozen=True, slots=True)
class Selection:
    """The selection: one tenant, arrow or user by its id, or nothing.

    Raises:
        PictureError: the kind is another word, or the id is not a text.
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
            raise PictureError(f"no {quoted(name)}: it has half a character (a lone surrogate)")

    def __bool__(self) -> bool:
        return self.kind is not None


NOTHING = Selection()


@dataclass(frozen=True, slots=True)
class Badge:
    """A count at a tenant: findings about it or about the arrows that leave it, or groups that arrows make there.

    Attributes:
        severity: the severity of the findings; None for groups.
        text: what is counted, in words.
    """

    severity: Severity | None
    count: int
    text: str

    @property
    def label(self) -> str:
        """The symbol of what is counted, and the number."""
        return f"{GROUP_SYMBOL if self.severity is None else SEVERITY_SYMBOLS[self.severity]} {self.count:,}"


@dataclass(frozen=True, slots=True)
class Person:
    """One user in one tenant. If there are too many users: a crowd with the same home tenant and relation.

    Attributes:
        user: the id of the user; None for a crowd.
        tenant: the id of the tenant in whose box it is drawn.
        home: the id of the home tenant; None if it is not known.
        name: the full name.
        label: the text below, cut to fit; empty if there is no room.
        count: 1, or the number of users in the crowd.
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
        name: the full name, with visible control characters.
        label: the name, cut to the width of the box.
        detail: the line below the name ("41 internal · 35 external").
        name_above: True if there are people in the box. Then the label is above the box, without `detail`.
        detail_shown: False if there is no room for `detail`.
        removed: True if only the other design of the overlay *Compare* has this tenant.
        group: for a group of alike tenants, the content of its box; None for a tenant. The id is then no tenant's.
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
    detail_shown: bool = True
    group: GroupBox | None = None

    @property
    def box(self) -> Box:
        """The box without the name above it."""
        return Box(self.x, self.y, self.width, self.height)

    @property
    def box_with_name(self) -> Box:
        """The box, and the name above it where there is one."""
        if not self.name_above:
            return self.box
        width = max(self.width, self.header)
        return Box(self.x, self.y - HEADROOM / 2, width, self.height + HEADROOM)

    @property
    def header(self) -> float:
        """The width of the name above the box; 0 if the name is inside."""
        return text_width(self.label, NAME_SIZE, bold=True) if self.name_above else 0.0


@dataclass(frozen=True, slots=True)
class Mark:
    """Why an arrow does not sync a user: the reason as a code, in two or three words, and as a sentence."""

    reason: str
    short: str
    sentence: str


# After each edit, all links are made and compared again. With a tuple both are several times faster.
class Link(NamedTuple):
    """One arrow, or (with the style ``request``) a connected organization, which syncs no users.

    Attributes:
        id: the id of the arrow; for a connected organization, an id that no arrow has.
        style: the name of an arrow style. ``half`` is a blocked arrow with some open gates (only in *Health*).
            ``added``, ``removed`` and ``changed`` are for the overlay *Compare*.
        label: the text on it: the number of users, or a symbol and why it syncs nobody.
        label_shown: False if there is no room for the label. Then it is seen on hover and focus.
        width: the width of the line, in units of the picture.
        bend: the distance of the curve's control point from the straight line between the centres, to the
            right-hand side in the direction of the arrow; 0 is a straight line.
        weight: the position of the control point along that line, from 0 (source) to 1 (target).
        at: the position of the label on the visible curve, from 0 (source) to 1 (target).
        sentence: the whole link as a sentence.
        arrows: the number of arrows that it stands for. If it is more than 1, the id is no arrow's.
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
    label_shown: bool = True
    arrows: int = 1

    @property
    def text(self) -> str:
        """The label, if it is shown."""
        return self.label if self.label_shown else ""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One entry of the legend: a sample and its explanation.

    Attributes:
        kind: the kind of sample: a tenant's colour, a user, a line, a badge, a frame, or only text.
        style: the style of a line.
        relation: the relation of a user.
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
    """A design with one overlay, resolved. Views convert it to their own form and decide nothing.

    Attributes:
        selection: the selection; `NOTHING` if the design has no such thing.
        dark: True for dark ground.
        nodes: the boxes of groups, then the drawn tenants, in the order of the design. With *Compare*, removed tenants
            follow.
        people: the users and crowds inside the boxes; empty if the overlay shows only numbers.
        links: the drawn arrows, in the order of the design (with *Compare*, removed ones follow), then connected
            organizations.
        text: the content of the picture in plain sentences, for screen readers and plain displays.
        left_out: sentences about the parts of the design that are not drawn because they are too many; empty if
            everything is drawn. `legend` and `text` have them too.
        room: the size of the canvas that it was laid out for.
        zoom: the zoom at which all boxes fit into that room.
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
    room: Room = DEFAULT_ROOM
    zoom: float = 1.0

    @cached_property
    def node_by_id(self) -> dict[str, TenantNode]:
        """The tenants by their id."""
        return {node.id: node for node in self.nodes}

    @property
    def positions(self) -> dict[str, tuple[float, float]]:
        """The position of each tenant. Give it to the next picture as ``previous_positions``."""
        return {node.id: (node.x, node.y) for node in self.nodes}

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom, including names above boxes and arrows that bend around boxes."""
        if not self.nodes:
            return (0.0, 0.0, 1.0, 1.0)
        frames = [node.box_with_name.frame for node in self.nodes]
        for link in self.links:
            if link.bend or link.text:
                source, target = self.node_by_id[link.source], self.node_by_id[link.target]
                path = visible_curve(source.box, target.box, link.bend, (source.header, target.header))
                frames.append(path.extent())
                if link.text:
                    frames.append(Box(*path.point(link.at), *label_size(link.text)).frame)
        return (
            min(frame[0] for frame in frames),
            min(frame[1] for frame in frames),
            max(frame[2] for frame in frames),
            max(frame[3] for frame in frames),
        )
