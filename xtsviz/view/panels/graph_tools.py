"""The buttons above the graph and on it, as HTML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from xtsviz.view.markup import Action, button, fragment, join_markup


@dataclass(frozen=True)
class GroupButtons:
    """Which buttons there are for boxes of alike tenants.

    Attributes:
        on: boxes are drawn.
        by: what makes a group.
        divided: the design has divisions.
        tenant: id and name of the selected tenant, if it can leave its box or go back.
        apart: it has left its box.
    """

    on: bool
    by: Literal["arrows", "division"]
    divided: bool
    tenant: tuple[str, str] | None
    apart: bool


def graph_buttons(can_play: bool, grouping: GroupButtons | None) -> Markup:
    """*Play*, and what is there for boxes of alike tenants.

    Args:
        can_play: whether members can travel in this overlay.
        grouping: None for too few tenants.
    """
    play_hint = "Members travel along the arrows. Any press ends it"
    play = button("Play", ["play"], hint=play_hint, icon="play", disabled=not can_play)
    return join_markup([play, *(_group_buttons(grouping) if grouping else ())])


def zoom_buttons(tidy: bool) -> Markup:
    """The buttons that zoom, which the page answers by itself (zoom.js, canvas.js).

    Args:
        tidy: there is one that lays the picture out anew, too.
    """
    zoom = [
        _zoom_button("in", "+", "xts-zoom-sign", "Zoom in", "Zoom in (Ctrl + wheel)"),
        _zoom_button("out", "−", "xts-zoom-sign", "Zoom out", "Zoom out (Ctrl + wheel)"),
        _zoom_button("fit", "Fit", "xts-icon xts-icon-fit", "Fit", "Zoom so that the whole picture is seen"),
    ]
    if tidy:
        hint = "Lay the picture out anew (undo leads back)"
        zoom.append(button("Tidy", ["tidy"], hint=hint, icon="tidy"))
    return fragment('<div role="group" aria-label="Zoom">{}</div>', join_markup(zoom))


def _group_buttons(grouping: GroupButtons) -> list[Markup]:
    on, by = grouping.on, grouping.by
    hint = "Draw tenants with the same arrows as one box; press a box to open it"
    turned: Action = ["group", "off" if on else "on"]
    made = [button("Group alike tenants", turned, hint=hint, pressed=on)]
    if grouping.divided:
        divides = on and by == "division"
        other: Action = ["group-by", "arrows" if divides else "division"]
        hint = "Draw the tenants of one division as one box"
        made.append(button("By division", other, hint=hint, pressed=divides))
    if grouping.tenant is not None:
        id, name = grouping.tenant
        if grouping.apart:
            made.append(button("Put back", ["put-back", id], hint=f"Draw {name} in its box again"))
        else:
            made.append(button("Take out", ["take-out", id], hint=f"Draw {name} beside its box"))
    return made


def _zoom_button(way: str, shown: str, kind: str, label: str, hint: str) -> Markup:
    return fragment(
        '<button type="button" class="xts-do {}" data-xts-zoom="{}" title="{}" aria-label="{}">{}</button>',
        kind,
        way,
        hint,
        label,
        shown,
    )
