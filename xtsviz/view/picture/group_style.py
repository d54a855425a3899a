"""The style rules of the boxes of alike tenants on the canvas."""

from __future__ import annotations

from typing import Any

from xtsviz.view.theme import (
    BACKGROUND,
    BORDER,
    LIT_BORDER,
    MUTED,
    NAME_SIZE,
    OUTLINE,
    SELECTED,
    SURFACE,
    TEXT,
    TEXT_SIZE,
)

_WORDS_SIZE = TEXT_SIZE + 1


def group_rules(dark: bool) -> list[tuple[str, dict[str, Any]]]:
    """Selectors with their values."""
    ground, surface, text = BACKGROUND.on(dark), SURFACE.on(dark), TEXT.on(dark)
    return [
        (
            "node.group",
            {
                "shape": "round-rectangle",
                "width": "data(width)",
                "height": "data(height)",
                "background-color": surface,
                "background-opacity": 1,
                "border-color": "data(color)",
                "text-valign": "top",
                "text-margin-y": -6,
                "font-size": NAME_SIZE,
                "font-weight": "bold",
                "text-max-width": "600px",
                "z-index": 8,
            },
        ),
        # Two lines: several boxes in one.
        ("node.closed", {"border-style": "double", "border-width": 3 * BORDER}),
        (
            "node.closed:parent",
            {"compound-sizing-wrt-labels": "exclude", "padding": "0px", "background-color": surface},
        ),
        (
            "node.frame",
            {
                "border-style": "dashed",
                "border-width": BORDER,
                "background-color": surface,
                "background-opacity": 0.45,
                "z-index": 0,
                "z-compound-depth": "bottom",
            },
        ),
        ("node.group.lit", {"border-width": 2 * LIT_BORDER}),
        ("node.corner", {"width": 2, "height": 2, "opacity": 0, "events": "no"}),
        (
            "node.part",
            {
                "shape": "round-rectangle",
                "width": "data(width)",
                "height": "data(height)",
                "background-opacity": 0,
                "border-width": 0,
                "text-valign": "center",
                "text-halign": "center",
                "text-wrap": "none",
                "font-size": _WORDS_SIZE,
                "color": text,
                "z-index": 20,
                # A press on words is a press on the box.
                "events": "no",
            },
        ),
        ("node.part-title", {"font-size": NAME_SIZE, "font-weight": "bold"}),
        ("node.part-reason", {"font-size": TEXT_SIZE}),
        (
            "node.part-tenant",
            {
                "font-size": TEXT_SIZE,
                "background-color": ground,
                "background-opacity": 1,
                "border-width": 1,
                "border-color": OUTLINE.on(dark),
                "events": "yes",
            },
        ),
        ("node.part-tenant.lit", {"border-width": LIT_BORDER, "font-weight": "bold"}),
        ("node.part.dim", {"color": MUTED.on(dark)}),
        ("node.part-tenant.chosen", {"border-width": 3, "border-color": SELECTED.on(dark)}),
    ]
