"""The states of the interactive file: each picture that a reader can choose, worked out beforehand.

A state names the shapes of its picture by numbers. Most shapes are the same in many states, so each is stored once,
and a state is its difference from all others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import narwhals as nw
from markupsafe import Markup

from xtsviz.flow.traced_flow import TracedFlow
from xtsviz.model.design import Design
from xtsviz.model.display_text import clean
from xtsviz.model.frames import collect
from xtsviz.view.context import ViewContext
from xtsviz.view.export import svg
from xtsviz.view.export.svg_legend import draw_legend
from xtsviz.view.export.svg_parts import SvgPaint, number_text
from xtsviz.view.markup import fragment
from xtsviz.view.picture.box_positions import Position
from xtsviz.view.picture.cytoscape import element_id, person_element_id
from xtsviz.view.picture.group_types import GroupsShown
from xtsviz.view.picture.grouping import groups_by_itself
from xtsviz.view.picture.journeys import MOTION_OVERLAYS, journeys
from xtsviz.view.picture.overlays import OVERLAYS
from xtsviz.view.picture.resolve import resolve
from xtsviz.view.picture.room import Room
from xtsviz.view.picture.types import NOTHING, Picture, Selection, TenantNode
from xtsviz.view.theme import Paint

MAX_PEOPLE = 400
"""The limit of users with a picture of their own. Each picture takes time and room."""
MAX_TENANTS = 100
"""The limit of tenants with a picture of their own."""
MAX_ARROWS = 8_000
"""The limit of arrows in all these pictures together, for users and for tenants; it lowers the other two limits."""
MAX_GROUPS = 12
"""The limit of groups of alike tenants that can be opened. Each has a picture with each overlay."""
_LEAST = 12  # pictures of each kind that there are always room for
_LEGEND_WIDTH = 1000.0
_ROOM = Room(1000.0, 540.0)
"""The room for the picture on a small screen, in pixels. On a larger one, everything is larger."""


class Choice(NamedTuple):
    """Something that a reader can choose by name.

    Attributes:
        state: the name of its state.
        name: its name.
        detail: what tells it from others of the same name.
        paint: the colours of its tenant on light and dark ground.
    """

    state: str
    name: str
    detail: str
    paint: Paint


@dataclass
class States:
    """All states of a file.

    Attributes:
        fragments: the markup of all shapes, each once.
        states: by name: title, view box, shapes, words, legend and motion, as JSON values.
        presses: the state that a press on a shape shows, by the id of the shape. A press on the box of a group
            depends on the state, which has ``presses`` of its own.
        overlays: the states of the overlay buttons: name and title.
        groups: the groups of alike tenants that open: the name of each. With a group opened, the name of an
            overlay's state ends with ``+`` and the place of the group here.
        tenants, people: the choices.
        left_out: a sentence about what has no picture of its own; empty if everything has one.
    """

    colors: SvgPaint
    fragments: dict[Markup, int] = field(default_factory=dict)
    states: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    presses: dict[str, str] = field(default_factory=dict)
    overlays: list[tuple[str, str]] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    tenants: list[Choice] = field(default_factory=list)
    people: list[Choice] = field(default_factory=list)
    left_out: str = ""

    def add(
        self, name: str, picture: Picture, flow: TracedFlow, presses: Mapping[str, str] | None = None
    ) -> None:
        """Add the state of a picture; `presses` are those of its boxes of alike tenants."""
        drawing = svg.draw(self.colors, picture)
        left, top, right, bottom = drawing.bounds
        legend, height = draw_legend(self.colors, picture.legend, (6.0, 10.0), _LEGEND_WIDTH)
        state: dict[str, Any] = {
            "title": clean(picture.title),
            "view": [round(value, 1) for value in (left, top, right - left, bottom - top)],
            "shapes": [[key, self._number(shape)] for key, shape in drawing.shapes],
            "words": clean_lines(picture.text),
            "legend": [self._number(legend), height and round(height + 14)],
        }
        if picture.overlay in MOTION_OVERLAYS and (motion := journeys(picture, flow)):
            state["motion"] = motion.message()
            state["told"] = clean(motion.text)
        if presses:
            state["presses"] = presses
        self.states[name] = state
        for node in picture.nodes:
            if node.group:
                continue
            self.presses.setdefault(element_id("tenant", node.id), f"tenant {node.id}")
        for person in picture.people:
            target = f"tenant {person.tenant}" if person.user is None else f"user {person.user}"
            self.presses.setdefault(person_element_id(person), target)

    def _number(self, shape: Markup) -> int:
        return self.fragments.setdefault(shape, len(self.fragments))

    def data(self) -> dict[str, Any]:
        """Everything as JSON values for the page's script."""
        known = {shape: state for shape, state in self.presses.items() if state in self.states}
        return {
            "fragments": [str(shape) for shape in self.fragments],
            "states": self.states,
            "presses": known,
            "people": [[one.state, one.name, one.detail] for one in self.people],
        }


def clean_lines(text: str) -> list[str]:
    """The lines of a text, with visible control characters."""
    return [clean(line) for line in text.split("\n")]


@dataclass(frozen=True)
class _Pictures:
    """Makes all pictures of a file, always with the same arguments."""

    flow: TracedFlow
    positions: Mapping[str, Position]
    groups: GroupsShown | None

    def of(
        self,
        overlay: str,
        chosen: Selection = NOTHING,
        near: Mapping[str, Position] | None = None,
        opened: str | None = None,
    ) -> Picture:
        """The picture of an overlay; tenants stay where they are in another picture, if they can.

        Args:
            opened: a tenant whose group is opened, where alike tenants are boxes.
        """
        groups = replace(self.groups, opened=frozenset([opened])) if self.groups and opened else self.groups
        return resolve(
            self.flow.design,
            self.flow,
            chosen,
            overlay,
            positions=self.positions,
            previous_positions=near,
            room=_ROOM,
            groups=groups,
        )


def file_states(design: Design, colors: SvgPaint, positions: Mapping[str, Position] | None = None) -> States:
    """All states of a design.

    Args:
        design: the design.
        colors: makes the colours for both grounds.
        positions: positions that a person chose.
    """
    flow = TracedFlow(design)
    context = ViewContext(design, flow)
    pictures = _Pictures(flow, positions or {}, groups_by_itself(design, _ROOM))
    found = States(colors)
    overlays = [overlay for overlay in OVERLAYS.values() if overlay.about != "baseline"]
    closed = {overlay.name: pictures.of(overlay.name) for overlay in overlays}
    boxes = [node for node in closed["everyone"].nodes if node.group]
    found.groups = [node.name for node in boxes[:MAX_GROUPS]]
    places = {node.id: place for place, node in enumerate(boxes[:MAX_GROUPS])}
    for overlay in overlays:
        found.overlays.append((overlay.name, overlay.title))
        found.add(overlay.name, closed[overlay.name], flow, _group_presses(places, overlay.name))
        for node in boxes[:MAX_GROUPS]:
            place = places[node.id]
            picture = pictures.of(overlay.name, opened=_first(node))
            presses = _group_presses(places, overlay.name, place)
            found.add(f"{overlay.name}+{place}", picture, flow, presses)
    of_group = {tenant: node.id for node in boxes if node.group for tenant in node.group.tenants}
    drawn = 0
    for tenant in design.tenants[:MAX_TENANTS]:
        if drawn > MAX_ARROWS and len(found.tenants) >= _LEAST:
            break
        picture = pictures.of("tenant", Selection("tenant", tenant.id), opened=tenant.id)
        drawn += len(picture.links)
        presses = _group_presses(places, "everyone", places.get(of_group.get(tenant.id, "")))
        found.add(f"tenant {tenant.id}", picture, flow, presses)
        name = context.names.label(tenant.id)
        found.tenants.append(Choice(f"tenant {tenant.id}", name, "", context.paint(tenant.id)))
    most = max(MAX_ARROWS // (len(design.arrows) or 1), _LEAST)
    near: Mapping[str, Position] | None = None
    for user, name, home in _internal_users(flow, min(MAX_PEOPLE, most)):
        picture = pictures.of("user", Selection("user", user), near)
        near = near or picture.positions
        found.add(f"user {user}", picture, flow)
        home_name = context.names.label(home)
        found.people.append(Choice(f"user {user}", clean(name), home_name, context.paint(home)))
    found.left_out = _left_out(context, found, len(boxes))
    return found


def _first(node: TenantNode) -> str:
    assert node.group is not None
    return node.group.tenants[0]


def _group_presses(places: Mapping[str, int], overlay: str, opened: int | None = None) -> dict[str, str]:
    """What a press on a box or frame shows: the same overlay, with that group opened, or with all closed."""
    return {
        f"frame:{node}" if place == opened else f"group:{node}": overlay
        if place == opened
        else f"{overlay}+{place}"
        for node, place in places.items()
    }


def _internal_users(flow: TracedFlow, limit: int) -> Iterator[tuple[str, str, str]]:
    """Id, name and home of the first internal users, in the order of tenants."""
    rows = nw.from_native(flow.presence).filter(nw.col("relation") == "internal")
    for user, name, home in collect(rows.select("user", "display_name", "tenant").head(limit)).iter_rows():
        yield user, name or user, home


def _left_out(context: ViewContext, found: States, groups: int) -> str:
    parts, said = [], []
    people = sum(there.internal for there in context.population.values())
    if people > len(found.people):
        parts.append(f"{len(found.people):,} of {people:,} users")
    if (tenants := len(context.design.tenants)) > len(found.tenants):
        parts.append(f"{len(found.tenants):,} of {tenants:,} tenants")
    if parts:
        said.append(f"This file has pictures of {' and '.join(parts)}.")
    if groups > len(found.groups):
        said.append(f"{len(found.groups):,} of {groups:,} groups can be opened here.")
    if found.groups:
        said.append("One group is open at a time; in the picture of one user, all groups are closed.")
    if len(said) > bool(found.groups):
        said.append("xtsviz itself shows all of them.")
    return " ".join(said)


def legend_size() -> Markup:
    """The width of all legends, for the view box."""
    return number_text(_LEGEND_WIDTH + 12)


def rules(states: States, root: str) -> Markup:
    """The style rules for dark ground."""
    return fragment("{}", states.colors.rules(root))
