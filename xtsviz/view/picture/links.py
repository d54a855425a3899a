"""The arrows of a picture: their colours, widths and labels."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from xtsviz.flow.flow_counts import ArrowFlow
from xtsviz.flow.required_settings import REQUIRED_SETTINGS
from xtsviz.model.display_text import isolated
from xtsviz.view.context import ViewContext, access_requests
from xtsviz.view.picture.arrow_labels import MAX_PLACED_LABELS
from xtsviz.view.picture.types import Emphasis, Link, Mark, Selection
from xtsviz.view.theme import (
    ARROW_STYLES,
    BEND,
    DIM,
    LANE,
    STATES,
    ArrowStyleName,
    Paint,
)
from xtsviz.view.words import sync_sentence


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
        colored_by_state: True if arrows have the colour of their state, not of their source.
    """

    emphasis: Mapping[str, Emphasis] = field(default_factory=dict)
    rest: Emphasis = "normal"
    marks: Mapping[str, Mark] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    paints: Mapping[str, Paint] = field(default_factory=dict)
    styles: Mapping[str, ArrowStyleName] = field(default_factory=dict)
    sentences: Mapping[str, str] = field(default_factory=dict)
    show_half_configured: bool = False
    colored_by_state: bool = False


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
    at = 0.5 if len(shown) <= MAX_PLACED_LABELS else 0.34
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
                paint=_paint(context, overlay, name, arrow.source, style, emphasis),
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


def _paint(
    context: ViewContext,
    overlay: ArrowOverlay,
    name: str,
    source: str,
    style: ArrowStyleName,
    emphasis: Emphasis,
) -> Paint:
    if emphasis == "dim":
        return DIM
    if name in overlay.paints:
        return overlay.paints[name]
    return ARROW_STYLES[style].paint if overlay.colored_by_state else context.paint(source)


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
