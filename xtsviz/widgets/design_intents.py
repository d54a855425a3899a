"""What a person can ask for that changes a design: one small frozen value each. The handlers answer them.

Ids are ids of tenants, arrows and users as the design has them. An intent that names something the design does not
have is refused by its handler; the status line says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from xtsviz.model.design import Design
from xtsviz.view.picture.box_positions import Position
from xtsviz.widgets.view_state import Filters

# The design as a whole


@dataclass(frozen=True)
class StartTemplate:
    """Start another design from a template, with what the template form says."""

    name: str


@dataclass(frozen=True)
class RenameDesign:
    """Give the design another title; it may be empty."""

    name: str


@dataclass(frozen=True)
class ChooseTemplate:
    """Start another design from a template if the design is as a template made it; else ask what to do with it."""

    name: str


@dataclass(frozen=True)
class Reshape:
    """Give the design the shape of a template; the names in the template form say which tenants it has then."""

    name: str


@dataclass(frozen=True)
class OpenDesign:
    """Show another design. `message` is for the status line; the usual words if it is empty."""

    design: Design
    message: str = ""


@dataclass(frozen=True)
class OpenDocument:
    """Show the design of a file: its name, and its content as JSON."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Undo:
    """Take the last step back."""


@dataclass(frozen=True)
class Redo:
    """Take again the step that was undone last."""


@dataclass(frozen=True)
class Reset:
    """Go back to the beginning, as one step."""


@dataclass(frozen=True)
class TakeSnapshot:
    """Keep the design and the dragged tenants under a name."""

    name: str


@dataclass(frozen=True)
class RemoveSnapshot:
    """Remove a snapshot."""

    name: str


@dataclass(frozen=True)
class RestoreSnapshot:
    """Go back to a snapshot."""

    name: str


# Tenants


@dataclass(frozen=True)
class AddTenant:
    """Add a tenant of this name, and select it."""

    name: str


@dataclass(frozen=True)
class PlaceTenant:
    """Add a tenant at this place of the graph, with a name that is free, and select it."""

    position: Position


@dataclass(frozen=True)
class RenameTenant:
    """Give a tenant another name."""

    tenant: str
    name: str


WrittenField: TypeAlias = Literal["name", "members", "color", "division", "note"]
"""The fields of a tenant in which a person writes."""


@dataclass(frozen=True)
class WriteTenant:
    """Write a text into a field of a tenant; what is refused stays written there, with the reason."""

    tenant: str
    field: WrittenField
    text: str


@dataclass(frozen=True)
class TakeBack:
    """Let a field of a tenant say what the design has, instead of what was refused."""

    tenant: str
    field: str


@dataclass(frozen=True)
class SetTenantField:
    """Set one field of a tenant, such as ``cloud``."""

    tenant: str
    field: str
    value: Any


@dataclass(frozen=True)
class RemoveTenant:
    """Remove a tenant."""

    tenant: str


@dataclass(frozen=True)
class ConnectTenants:
    """Draw the arrows of a shape between tenants; the first is the hub."""

    tenants: tuple[str, ...]
    shape: str


# Arrows


@dataclass(frozen=True)
class AddArrow:
    """Add an arrow and select it. Where there is one already, ask first, unless `another` is set."""

    source: str
    target: str
    another: bool = False


@dataclass(frozen=True)
class OfferArrow:
    """Select the arrow from one tenant to another; ask whether to draw it where there is none."""

    source: str
    target: str


@dataclass(frozen=True)
class ToggleArrow:
    """Add an arrow from one tenant to another, or remove the last that there is."""

    source: str
    target: str


@dataclass(frozen=True)
class SetPairs:
    """Give each of these pairs (source, target) an arrow, or none.

    Attributes:
        on: True for an arrow; False for none; None for an arrow, or for none if each pair has one already.
    """

    pairs: tuple[tuple[str, str], ...]
    on: bool | None = None


@dataclass(frozen=True)
class SetArrowFields:
    """Set fields of an arrow, by the names that `Design.update_arrow` takes."""

    arrow: str
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class SetGate:
    """Set a gate of an arrow, or the invitation setting of its target; None for "not seen"."""

    arrow: str
    gate: str
    value: Any


@dataclass(frozen=True)
class AssignUser:
    """Assign a user or a group to an arrow, by id or name."""

    arrow: str
    named: str


@dataclass(frozen=True)
class UnassignUser:
    """Remove the assignment of a user or a group (id) to an arrow."""

    arrow: str
    id: str


@dataclass(frozen=True)
class ApplyFilter:
    """Give an arrow the scoping filter that was written."""

    arrow: str
    filters: Filters


@dataclass(frozen=True)
class RemoveArrow:
    """Remove an arrow."""

    arrow: str


@dataclass(frozen=True)
class RemoveSelected:
    """Remove the tenant or the arrow that is selected."""


DesignIntent: TypeAlias = (
    StartTemplate
    | RenameDesign
    | ChooseTemplate
    | Reshape
    | OpenDesign
    | OpenDocument
    | Undo
    | Redo
    | Reset
    | TakeSnapshot
    | RemoveSnapshot
    | RestoreSnapshot
    | AddTenant
    | PlaceTenant
    | RenameTenant
    | WriteTenant
    | TakeBack
    | SetTenantField
    | RemoveTenant
    | ConnectTenants
    | AddArrow
    | OfferArrow
    | ToggleArrow
    | SetPairs
    | SetArrowFields
    | SetGate
    | AssignUser
    | UnassignUser
    | ApplyFilter
    | RemoveArrow
    | RemoveSelected
)
"""What changes a design, or asks whether to."""
