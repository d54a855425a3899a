"""The arrows of a picture: their bends, widths and labels, and the positions of the labels."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from xtsviz.flow.flow_counts import ArrowFlow
from xtsviz.flow.required_settings import REQUIRED_SETTINGS
from xtsviz.model.display_text import isolated
from xtsviz.view.context import ViewContext, access_requests
from xtsviz.view.picture.arrow_curves import Box, Curve, control_point, control_weight, visible_curve
from xtsviz.view.picture.types import Emphasis, Link, Mark, Selection, TenantNode
from xtsviz.view.text_width import text_width
from xtsviz.view.theme import (
    ARROW_STYLES,
    BEND,
    DIM,
    LANE,
    NUMBER_SIZE,
    STATES,
    TEXT_SIZE,
    ArrowStyleName,
    Paint,
)
from xtsviz.view.words import sync_sentence

_MAX_PLACED_LABELS = 150
"""More numbers than this cannot all be kept clear of each other, and would take too long to try."""
_LABEL_POSITIONS = (0.5, 0.42, 0.58, 0.36, 0.64, 0.3, 0.7, 0.25, 0.75)


@dataclass(frozen=True, slots=True)
class ArrowOverlay:
    """How an overlay changes the arrows.

    Attributes:
        emphasis: by arrow id.
        rest: the emphasis of all other arrows.
        marks: why an arrow stops a user, by arrow id.
        labels: texts that replace the numbers on arrows, by arrow id.
        paints: colours that replace those of the states, by arrow id.
        styles: styles that replace those of the states, by arrow id.
        sentences: sentences that replace the usual ones, by arrow id.
        show_half_configured: True if blocked arrows with some open gates have their own style.
    """

    emphasis: Mapping[str, Emphasis] = field(default_factory=dict)
    rest: Emphasis = "normal"
    marks: Mapping[str, Mark] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    paints: Mapping[str, Paint] = field(default_factory=dict)
    styles: Mapping[str, ArrowStyleName] = field(default_factory=dict)
    sentences: Mapping[str, str] = field(default_factory=dict)
    show_half_configured: bool = False


def arrow_style(flow: ArrowFlow, show_half_configured: bool) -> ArrowStyleName:
    """The style of an arrow in this state.

    With `show_half_configured`, a blocked arrow is ``half`` if only its gates block it and at least one gate is open.
    """
    if flow.state != "blocked" or not show_half_configured:
        return flow.state
    gates = [setting for setting in REQUIRED_SETTINGS if setting.is_gate]
    some_open = any(getattr(flow.arrow.gates, gate.field) for gate in gates)
    only_gates = set(flow.codes) <= {gate.code for gate in gates}
    return "half" if some_open and only_gates else "blocked"


@lru_cache(maxsize=1024)
def line_width(carried: int) -> float:
    """The width of a line. It grows by the same step when the number of users doubles.

    >>> line_width(0), line_width(1), line_width(7), line_width(10**9)
    (1.6, 2.5, 4.3, 9.0)
    """
    return round(min(9.0, 1.6 + 0.9 * math.log2(1 + carried)), 2)


def arrow_label(flow: ArrowFlow, style: ArrowStyleName) -> str:
    """The text on an arrow: the number of users, or the symbol of its state and the number of users who must wait."""
    if style == "open":
        return f"{flow.carried:,}"
    waiting = "" if flow.eligible is None else f" of {flow.eligible:,}"
    return f"{STATES[style].symbol} 0{waiting}"


def make_links(
    context: ViewContext, overlay: ArrowOverlay, selection: Selection, only: Collection[str] | None = None
) -> list[Link]:
    """The arrows of the design, then its connected organizations. Their labels have no final position yet.

    Args:
        only: the ids of the arrows that are drawn; None for all.
    """
    shown = {name: flow for name, flow in context.by_arrow.items() if only is None or name in only}
    pairs = Counter((flow.arrow.source, flow.arrow.target) for flow in shown.values())
    chosen = selection.id if selection.kind == "arrow" else None
    lanes: dict[tuple[str, str], int] = {}
    at = 0.5 if len(shown) <= _MAX_PLACED_LABELS else 0.34
    found = []
    for name, flow in shown.items():
        arrow = flow.arrow
        pair = (arrow.source, arrow.target)
        lane = lanes.get(pair, 0)
        lanes[pair] = lane + 1
        style = overlay.styles.get(name) or arrow_style(flow, overlay.show_half_configured)
        emphasis = overlay.emphasis.get(name, overlay.rest)
        label = overlay.labels.get(name)
        if label is None:
            silent = emphasis == "dim" and style == "open"
            label = "" if silent else arrow_label(flow, style)
        found.append(
            Link(
                id=name,
                source=arrow.source,
                target=arrow.target,
                style=style,
                label=label,
                width=line_width(flow.carried),
                paint=DIM if emphasis == "dim" else overlay.paints.get(name) or ARROW_STYLES[style].paint,
                emphasis=emphasis,
                selected=name == chosen,
                bend=arrow_bend(pairs[pair], lane, pair[::-1] in pairs),
                weight=0.5,
                at=at,
                mark=overlay.marks.get(name),
                sentence=overlay.sentences.get(name)
                or sync_sentence(context.names.arrow(arrow), flow.state, flow.carried, flow.eligible),
            )
        )
    return found + _request_links(context, overlay.rest, only)


def arrow_bend(many: int, lane: int, both_ways: bool) -> float:
    """The bend of one of several arrows from one box to another."""
    if both_ways:
        return BEND + LANE * lane
    return (lane - (many - 1) / 2) * LANE


def _request_links(context: ViewContext, emphasis: Emphasis, only: Collection[str] | None) -> list[Link]:
    found = []
    topology = context.design.topology
    asked = {(link.partner_tenant, link.resource_tenant) for link in topology.connected_organizations}
    joined = asked | topology.arrows_by_pair.keys()
    for name, link in access_requests(context.design).items():
        source, target = link.partner_tenant, link.resource_tenant
        if only is not None and name not in only:
            continue
        package = f" through {isolated(link.access_package)}" if link.access_package else ""
        found.append(
            Link(
                id=name,
                source=source,
                target=target,
                style="request",
                label="on request",
                width=2.0,
                paint=DIM if emphasis == "dim" else STATES["request"].paint,
                emphasis=emphasis,
                selected=False,
                bend=-BEND
                if (target, source) in joined or (source, target) in topology.arrows_by_pair
                else 0.0,
                weight=0.5,
                at=0.5,
                mark=None,
                sentence=f"People of {context.names.tenant(source)} may ask for access to "
                f"{context.names.tenant(target)}{package}; nobody is synchronized.",
            )
        )
    return found


def label_size(label: str) -> tuple[float, float]:
    """The approximate width and height of a label on an arrow, including its halo."""
    lines = label.split("\n")
    size = NUMBER_SIZE if len(lines) == 1 else TEXT_SIZE
    return max(text_width(line, size, bold=True) for line in lines) * 0.94 + 6, len(lines) * (size + 3) + 3


def place_labels(links: Sequence[Link], nodes: Mapping[str, TenantNode]) -> tuple[Link, ...]:
    """The links with bends that can be drawn. Their labels avoid boxes, other labels and other arrows."""
    boxes = {name: node.box for name, node in nodes.items()}
    links = [_drawable_link(link, boxes[link.source], boxes[link.target]) for link in links]
    if len(links) > _MAX_PLACED_LABELS:
        return tuple(links)
    paths = {}
    for link in links:
        source, target = nodes[link.source], nodes[link.target]
        paths[link.id] = visible_curve(source.box, target.box, link.bend, (source.header, target.header))
    passing = _arrows_by_cell(paths)
    taken: list[Box] = []
    found = []
    for link in links:
        if not link.label:
            found.append(link)
            continue
        size = label_size(link.label)
        best, least = 0.5, math.inf
        for t in _LABEL_POSITIONS:
            x, y = paths[link.id].point(t)
            spot = Box(x, y, *size)
            bad = 4 * _overlap_area(spot, taken) + 9 * _overlap_area(spot, boxes.values())
            bad += 40 * len(_arrows_near(passing, spot) - {link.id})
            if bad < least:
                best, least = t, bad
            if bad == 0:
                break
        x, y = paths[link.id].point(best)
        taken.append(Box(x, y, *size))
        found.append(link if best == link.at else link._replace(at=best))
    return tuple(found)


def _drawable_link(link: Link, source: Box, target: Box) -> Link:
    """The link, with a smaller bend if its control point is in one of its boxes: a canvas cannot draw that."""
    bend, share = _drawable_bend(source, target, link.bend)
    return link if (bend, share) == (link.bend, link.weight) else link._replace(bend=bend, weight=share)


# An edit moves few boxes, so the bends of most arrows are taken from the cache.
@lru_cache(maxsize=4096)
def _drawable_bend(source: Box, target: Box, wanted: float) -> tuple[float, float]:
    """The largest bend that can be drawn, and the position of the control point along the line."""
    bend = wanted
    for part in (1.0, 0.75, 0.5, 0.25, 0.0):
        bend = wanted * part
        beside = control_point(source, target, bend)
        if not source.holds(beside, _BOX_GAP) and not target.holds(beside, _BOX_GAP):
            break
    return bend, round(control_weight(source, target), 3)


_BOX_GAP = 5.0
_GRID_SIZE = 14.0
MAX_STEPS = 1000
"""The limit of steps along one arrow. Only arrows of extremely wide pictures are longer."""
_ArrowsByCell = dict[tuple[int, int], set[str]]


def _arrows_by_cell(paths: Mapping[str, Curve]) -> _ArrowsByCell:
    """The arrows that pass through each cell of a grid."""
    cells: _ArrowsByCell = {}
    for name, path in paths.items():
        steps = min(int(math.dist(path.start, path.end) / _GRID_SIZE), MAX_STEPS) + 2
        for n in range(steps + 1):
            x, y = path.point(n / steps)
            cells.setdefault((int(x // _GRID_SIZE), int(y // _GRID_SIZE)), set()).add(name)
    return cells


def _arrows_near(cells: _ArrowsByCell, spot: Box) -> set[str]:
    left, right = int((spot.x - spot.width / 2) // _GRID_SIZE), int((spot.x + spot.width / 2) // _GRID_SIZE)
    top, bottom = int((spot.y - spot.height / 2) // _GRID_SIZE), int((spot.y + spot.height / 2) // _GRID_SIZE)
    there = (cells.get((x, y)) for x in range(left, right + 1) for y in range(top, bottom + 1))
    return set().union(*(names for names in there if names))


def _overlap_area(spot: Box, others: Iterable[Box]) -> float:
    """The area of a box that other boxes cover."""
    total = 0.0
    for other in others:
        across = (spot.width + other.width) / 2 - abs(spot.x - other.x)
        if across > 0:
            down = (spot.height + other.height) / 2 - abs(spot.y - other.y)
            total += across * down if down > 0 else 0.0
    return total
