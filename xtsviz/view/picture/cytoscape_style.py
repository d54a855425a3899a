"""The style sheet of the canvas: what each class of element looks like on light or dark ground."""

from __future__ import annotations

from typing import Any

from xtsviz.view.picture.group_style import group_rules
from xtsviz.view.theme import (
    ARROW_STYLES,
    BACKGROUND,
    BORDER,
    DIM,
    LIT_BORDER,
    MISSING,
    MUTED,
    NAME_SIZE,
    NUMBER_SIZE,
    PERSON_DIAMETER,
    PERSON_SIZE,
    RING,
    RING_STYLES,
    SANS,
    SELECTED,
    SURFACE,
    TEXT,
    TEXT_SIZE,
    Head,
    Paint,
)

_SHAPES = {"circle": "ellipse", "square": "round-rectangle", "diamond": "diamond", "hexagon": "hexagon"}
_HEADS: dict[Head, tuple[str, str]] = {
    "triangle": ("triangle", "filled"),
    "tee": ("tee", "filled"),
    "triangle-tee": ("triangle-tee", "filled"),
    "hollow-triangle": ("triangle", "hollow"),
    "hollow-circle": ("circle", "hollow"),
    "vee": ("vee", "filled"),
}


def canvas_style(dark: bool) -> list[dict[str, Any]]:
    """The style sheet for light or dark ground: a new list each time, plain values only."""

    def on(paint: Paint) -> str:
        return paint.on(dark)

    rules: list[tuple[str, dict[str, Any]]] = [
        (
            "node",
            {
                "label": "data(label)",
                "font-family": SANS.replace("'", '"'),
                "color": on(TEXT),
                "text-wrap": "wrap",
                "text-overflow-wrap": "anywhere",
                "overlay-opacity": 0,
                "min-zoomed-font-size": 4,
            },
        ),
        (
            "node.tenant",
            {
                "shape": "round-rectangle",
                "width": "data(width)",
                "height": "data(height)",
                "background-color": on(SURFACE),
                "background-opacity": 1,
                "border-width": BORDER,
                "border-color": "data(color)",
                "font-size": NAME_SIZE,
                "text-valign": "center",
                "text-halign": "center",
                "text-max-width": "300px",
                "line-height": 1.3,
                "z-index": 10,
            },
        ),
        (
            "node.box",
            {
                "text-valign": "top",
                "text-margin-y": -6,
                "font-size": NAME_SIZE,
                "font-weight": "bold",
                "text-background-color": on(BACKGROUND),
                "text-background-opacity": 0.9,
                "text-background-padding": "2px",
            },
        ),
        (
            "node.box:parent",
            {
                "compound-sizing-wrt-labels": "exclude",
                "padding": "0px",
                "min-width": "data(width)",
                "min-height": "data(height)",
                "min-width-bias-left": "50%",
                "min-width-bias-right": "50%",
                # The label below each person needs the room that the ring above it does not.
                "min-height-bias-top": "30%",
                "min-height-bias-bottom": "70%",
            },
        ),
        ("node.short", {"font-weight": "bold"}),
        # Symbols without labels stand in the middle of the room.
        ("node.bare:parent", {"min-height-bias-top": "50%", "min-height-bias-bottom": "50%"}),
        (
            "node.person",
            {
                "width": PERSON_DIAMETER,
                "height": PERSON_DIAMETER,
                "font-size": PERSON_SIZE,
                "text-valign": "bottom",
                "text-margin-y": 3,
                "text-wrap": "ellipsis",
                "text-max-width": "74px",
                "background-color": "data(color)",
                "border-width": 0,
                "z-index": 20,
            },
        ),
        ("node.crowd", {"font-weight": "bold"}),
        *((f"node.marker-{marker}", {"shape": shape}) for marker, shape in _SHAPES.items()),
        *(
            (f"node.{relation}", {**_ring(on(BACKGROUND)), "border-style": ring})
            for relation, ring in RING_STYLES.items()
            if ring != "filled"
        ),
        *group_rules(dark),
        ("node.tenant.lit", {"border-width": LIT_BORDER}),
        ("node.removed", {"border-style": "dashed", "border-width": LIT_BORDER}),
        ("node.dim", {"color": on(MUTED)}),
        (
            "edge",
            {
                "curve-style": "unbundled-bezier",
                "control-point-distances": "data(bend)",
                "control-point-weights": "data(weight)",
                "edge-distances": "node-position",
                "width": "data(width)",
                "arrow-scale": 1.1,
                "font-family": SANS.replace("'", '"'),
                "font-size": NUMBER_SIZE,
                "font-weight": "bold",
                "text-wrap": "wrap",
                "text-max-width": "230px",
                "text-background-color": on(BACKGROUND),
                "text-background-opacity": 0.92,
                "text-background-shape": "roundrectangle",
                "text-background-padding": "2px",
                "target-endpoint": "outside-to-node",
                "source-distance-from-node": "data(begin)",
                "target-distance-from-node": "data(end)",
                "overlay-opacity": 0,
                "z-index": 5,
            },
        ),
        (
            "edge.is-missing",
            {
                **_line(on(MISSING.paint)),
                "line-style": "dashed",
                "line-dash-pattern": list(MISSING.dash),
                "target-arrow-shape": "vee",
            },
        ),
        ("edge.multiline", {"font-size": TEXT_SIZE}),
        ("edge[?label]", {"label": "data(label)"}),
        ("edge[?near]", {"source-label": "data(near)", "source-text-offset": "data(offset)"}),
    ]
    for name, arrow in ARROW_STYLES.items():
        shape, fill = _HEADS[arrow.head]
        rules.append(
            (
                f"edge.is-{name}",
                {
                    **_line(on(arrow.paint)),
                    "color": on(arrow.paint),
                    "line-style": "dashed" if arrow.dash else "solid",
                    **({"line-dash-pattern": list(arrow.dash)} if arrow.dash else {}),
                    "target-arrow-shape": shape,
                    "target-arrow-fill": fill,
                },
            )
        )
    rules += [
        ("edge[?color]", _line("data(color_on_dark)" if dark else "data(color)")),
        ("edge.lit", {"color": on(TEXT), "z-index": 8}),
        ("edge.dim", {**_line(on(DIM)), "color": on(MUTED), "z-index": 1}),
        ("node.chosen", {**_glow(on(SELECTED)), "underlay-padding": 5}),
        ("node.person.chosen", {"underlay-padding": 4, "font-weight": "bold"}),
        ("edge.chosen", {**_glow(on(SELECTED)), "underlay-padding": 6, "z-index": 9}),
        # Stays last: what is put aside for later use is never seen.
        (".pooled", {"display": "none"}),
    ]
    return [{"selector": selector, "style": dict(values)} for selector, values in rules]


def _ring(inside: str) -> dict[str, Any]:
    # The border straddles the outline, so the shape is smaller by one border's width.
    return {
        "width": PERSON_DIAMETER - RING,
        "height": PERSON_DIAMETER - RING,
        "background-color": inside,
        "border-width": RING,
        "border-color": "data(color)",
        "text-margin-y": 6,
    }


def _glow(color: str) -> dict[str, Any]:
    return {"underlay-color": color, "underlay-opacity": 0.55}


def _line(color: str) -> dict[str, Any]:
    return {"line-color": color, "target-arrow-color": color}
