"""Selections and a design: whether it has what is selected, and by which id."""

from __future__ import annotations

from xtsviz.flow.trace import find_user
from xtsviz.model.design import Design
from xtsviz.view.context import ViewContext
from xtsviz.view.picture.types import NOTHING, Selection


def is_known(context: ViewContext, selection: Selection) -> bool:
    """Whether the design has what is selected; nothing selected is always known."""
    topology, id = context.design.topology, selection.id or ""
    match selection.kind:
        case "tenant":
            return id in topology.tenant_by_id
        case "arrow":
            return id in topology.arrow_by_id
        case "user":
            return bool(context.design.users.known([id]))
        case _:
            return True


def by_id(design: Design, selection: Selection) -> Selection:
    """The same selection by id, where it came with a name.

    Raises:
        UnknownNameError: the design has no such tenant or user.
    """
    if selection.kind == "tenant":
        return Selection("tenant", design.tenant(selection.id or "").id)
    if selection.kind == "user":
        return Selection("user", find_user(design, selection.id or "").id)
    return selection if selection.kind == "arrow" else NOTHING
