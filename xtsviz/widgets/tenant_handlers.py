"""The handlers of the intents that change the tenants, and the design's title."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from xtsviz import templates
from xtsviz.errors import DesignError, quoted
from xtsviz.flow import Flow
from xtsviz.model.design import Design
from xtsviz.model.display_text import isolated
from xtsviz.model.folding import folded
from xtsviz.model.topology import Tenant
from xtsviz.templates.member_count import usual_members
from xtsviz.view.colors import parse_rgb
from xtsviz.view.picture.types import Selection
from xtsviz.view.words import edit_sentence, number
from xtsviz.widgets import design_intents
from xtsviz.widgets.controller import Controller
from xtsviz.widgets.dispatch import EXPLORER_HANDLERS
from xtsviz.widgets.forms import member_count
from xtsviz.widgets.refused import Refused

handles = EXPLORER_HANDLERS.handles


@handles(design_intents.RenameDesign)
def rename_design(control: Controller, intent: design_intents.RenameDesign) -> bool:
    """Give the design another title."""
    name = intent.name.strip()
    said = f"The title is now {isolated(name)}" if name else "The design has no title now"
    return control.edit(lambda design: design.renamed(name), lambda _before, _after: said)


# Tenants


@handles(design_intents.AddTenant)
def add_tenant(control: Controller, intent: design_intents.AddTenant) -> bool:
    """Add a tenant with the members that the others have, and select it."""
    return control.edit(
        lambda design: _with_tenant(design, intent.name),
        _added,
        choose=lambda after: Selection("tenant", after.tenants[-1].id),
    )


@handles(design_intents.PlaceTenant)
def place_tenant(control: Controller, intent: design_intents.PlaceTenant) -> bool:
    """Add a tenant where a person pressed the ground of the graph, and select it."""
    taken = {folded(tenant.name) for tenant in control.design.tenants}
    name = next(free for n in count(len(taken) + 1) if folded(free := f"Tenant {n}") not in taken)
    return control.edit(
        lambda design: _with_tenant(design, name),
        _added,
        choose=lambda after: Selection("tenant", after.tenants[-1].id),
        place=lambda after: {after.tenants[-1].id: intent.position},
    )


def _with_tenant(design: Design, name: str) -> Design:
    _check_free(design, name)
    after = design.add_tenant(name)
    members = usual_members(design)
    return templates.with_members(after, after.tenants[-1].id, members) if members else after


def _added(before: Flow, after: Flow) -> str:
    tenant = after.design.tenants[-1]
    members = after.populations[tenant.id].internal
    people = f" with {number(members, 'member')}" if members else ""
    return edit_sentence(before, after, f"Added {isolated(tenant.name)}{people}")


def _check_free(design: Design, name: str, but: Tenant | None = None) -> None:
    """Refuse a name that another tenant has: in pictures and tables nobody could tell the two apart."""
    for tenant in design.tenants:
        if tenant is not but and folded(tenant.name) == folded(name):
            raise DesignError(
                f"another tenant has the name {quoted(tenant.name)}; give this one another name"
            )


@handles(design_intents.RenameTenant)
def rename_tenant(control: Controller, intent: design_intents.RenameTenant) -> bool:
    """Give a tenant another name."""
    return write_tenant(control, design_intents.WriteTenant(intent.tenant, "name", intent.name))


@handles(design_intents.WriteTenant)
def write_tenant(control: Controller, intent: design_intents.WriteTenant) -> bool:
    """Take what is written in a field of a tenant; what is refused stays written, with the reason."""
    tenant, field, text = intent.tenant, intent.field, intent.text
    name = control.view_state.context.names.tenant(tenant)
    verb = {"name": "Renamed", "members": f"{text.strip()} members in"}.get(field, "Changed")
    done = control.edit(lambda design: _written(design, tenant, field, text), f"{verb} {name}")
    state = control.view_state
    refused = tuple(one for one in state.refused if (one.tenant, one.field) != (tenant, field))
    if not done and state.level == "error":
        refused = (*refused, Refused(tenant, field, text, state.message))
    if refused != state.refused:
        control.change(refused=refused)
    return done


def _written(design: Design, tenant: str, field: design_intents.WrittenField, text: str) -> Design:
    """The design with what is written in a field of a tenant."""
    match field:
        case "name":
            _check_free(design, text, design.tenant(tenant))
            return design.rename_tenant(tenant, text.strip())
        case "members":
            return templates.with_members(design, tenant, member_count(text))
        case "color":
            if text.strip() and parse_rgb(text.strip()) is None:
                example = 'a colour is a name such as "teal", or #rrggbb'
                raise DesignError(f"no colour {quoted(text.strip())}; {example}")
    return design.update_tenant(tenant, **{field: text.strip() or None})


@handles(design_intents.TakeBack)
def take_back(control: Controller, intent: design_intents.TakeBack) -> bool:
    """Let the field say again what the design has."""
    control.change(
        refused=tuple(
            one
            for one in control.view_state.refused
            if (one.tenant, one.field) != (intent.tenant, intent.field)
        )
    )
    return True


def _edit_tenant(control: Controller, tenant: str, change: Callable[[Design], Design], verb: str) -> bool:
    return control.edit(change, f"{verb} {control.view_state.context.names.tenant(tenant)}")


@handles(design_intents.SetTenantField)
def set_tenant_field(control: Controller, intent: design_intents.SetTenantField) -> bool:
    """Set one field of a tenant."""
    fields = {intent.field: intent.value}
    return _edit_tenant(control, intent.tenant, lambda d: d.update_tenant(intent.tenant, **fields), "Changed")


@handles(design_intents.RemoveTenant)
def remove_tenant(control: Controller, intent: design_intents.RemoveTenant) -> bool:
    """Remove a tenant."""
    return _edit_tenant(control, intent.tenant, lambda d: d.remove_tenant(intent.tenant), "Removed")
