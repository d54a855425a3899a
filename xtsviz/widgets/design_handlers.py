"""The handlers of the intents that change the design."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from xtsviz import templates
from xtsviz.flow.assignable import find_assignable
from xtsviz.flow.required_settings import SETTING_BY_FIELD
from xtsviz.io import from_bytes
from xtsviz.model.design import Design
from xtsviz.model.display_text import isolated
from xtsviz.templates.connect_tenants import with_pairs, without_pairs
from xtsviz.view import words
from xtsviz.view.picture.types import Selection
from xtsviz.view.words import file_size
from xtsviz.widgets import design_intents
from xtsviz.widgets.controller import Controller
from xtsviz.widgets.dispatch import EXPLORER_HANDLERS
from xtsviz.widgets.tenant_handlers import remove_tenant
from xtsviz.widgets.view_state import Prompt

handles = EXPLORER_HANDLERS.handles


@handles(design_intents.OpenDesign)
def open_design(control: Controller, intent: design_intents.OpenDesign) -> bool:
    """Show another design; undo leads back."""
    control.open(intent.design, intent.message)
    return True


@handles(design_intents.OpenDocument)
def open_document(control: Controller, intent: design_intents.OpenDocument) -> bool:
    """Read a document and show its design."""
    shown = isolated(intent.name)
    control.set_status(f"Reading {shown}, {file_size(len(intent.content))} …")
    control.open(from_bytes(intent.content, name=intent.name), f"Opened {shown}")
    return True


@handles(design_intents.Undo)
def undo(control: Controller, _intent: design_intents.Undo) -> bool:
    """Take the last step back."""
    control.undo()
    return True


@handles(design_intents.Redo)
def redo(control: Controller, _intent: design_intents.Redo) -> bool:
    """Take an undone step again."""
    control.redo()
    return True


@handles(design_intents.Reset)
def reset(control: Controller, _intent: design_intents.Reset) -> bool:
    """Go back to the beginning."""
    control.reset()
    return True


@handles(design_intents.TakeSnapshot)
def take_snapshot(control: Controller, intent: design_intents.TakeSnapshot) -> bool:
    """Keep the design under a name; the field suggests another one for the next."""
    taken, forms = control.snapshot(intent.name), control.view_state.forms
    if taken and (forms.snapshot_name or "").strip() in {"", intent.name.strip()}:
        control.change(forms=replace(forms, snapshot_name=None))
    return taken


@handles(design_intents.RemoveSnapshot)
def remove_snapshot(control: Controller, intent: design_intents.RemoveSnapshot) -> bool:
    """Remove a snapshot."""
    return control.forget(intent.name)


@handles(design_intents.RestoreSnapshot)
def restore_snapshot(control: Controller, intent: design_intents.RestoreSnapshot) -> bool:
    """Go back to a snapshot."""
    return control.restore(intent.name)


# Tenants


@handles(design_intents.ConnectTenants)
def connect_tenants(control: Controller, intent: design_intents.ConnectTenants) -> bool:
    """Draw the arrows of a shape between tenants."""
    return control.edit(
        lambda design: templates.connect(design, list(intent.tenants), intent.shape),
        words.arrows_added_sentence,
    )


# Arrows


@handles(design_intents.AddArrow)
def add_arrow(control: Controller, intent: design_intents.AddArrow) -> bool:
    """Add an arrow; where there is one already, ask whether another is meant."""
    source, target, another = intent.source, intent.target, intent.another
    there = control.design.topology.between(source, target)
    if there and not another:
        ends = control.view_state.context.names.arrow(there[0])
        control.ask(
            Prompt(
                f"There is an arrow {ends} already. The documents disagree on whether a pair may have two.",
                (("Add a second one", ("another", source, target)), ("Leave it", ("never mind",))),
            )
        )
        return False
    return control.edit(
        lambda d: d.add_arrow(source, target, another=another),
        lambda before, after: words.arrow_added_sentence(before, after, after.design.arrows[-1]),
        choose=lambda after: Selection("arrow", after.arrows[-1].id),
    )


@handles(design_intents.OfferArrow)
def offer_arrow(control: Controller, intent: design_intents.OfferArrow) -> bool:
    """Select the arrow that there is; ask whether to draw it where there is none."""
    source, target = intent.source, intent.target
    if there := control.design.topology.between(source, target):
        control.select(Selection("arrow", there[0].id))
        return True
    names = [
        control.view_state.context.names.tenant(control.design.tenant(end).id) for end in (source, target)
    ]
    control.ask(
        Prompt(
            f"No arrow leads from {names[0]} to {names[1]}. Draw it?",
            (("Draw the arrow", ("draw", source, target)), ("Never mind", ("never mind",))),
        )
    )
    return True


@handles(design_intents.ToggleArrow)
def toggle_arrow(control: Controller, intent: design_intents.ToggleArrow) -> bool:
    """Add an arrow where there is none; remove the last one where there is."""
    arrows = control.design.topology.between(intent.source, intent.target)
    if not arrows:
        return control.edit(
            lambda d: d.add_arrow(intent.source, intent.target),
            lambda before, after: words.arrow_added_sentence(before, after, after.design.arrows[-1]),
        )
    last = arrows[-1]
    return control.edit(
        lambda d: d.remove_arrow(last.id),
        lambda before, after: words.arrow_removed_sentence(before, after, last),
    )


@handles(design_intents.SetPairs)
def set_pairs(control: Controller, intent: design_intents.SetPairs) -> bool:
    """Add the arrows that some pairs lack, or remove all arrows of these pairs; one step of undo."""
    topology = control.design.topology
    on = intent.on
    if on is None:
        on = not all(topology.between(*pair) for pair in intent.pairs)
    if on:
        return control.edit(lambda d: with_pairs(d, intent.pairs), words.arrows_added_sentence)
    return control.edit(lambda d: without_pairs(d, intent.pairs), words.arrows_removed_sentence)


def _edit_arrow(control: Controller, arrow: str, change: Callable[[Design], Design], verb: str) -> bool:
    name = control.view_state.context.names.arrow(control.design.arrow(arrow))
    return control.edit(change, f"{verb} {name}")


@handles(design_intents.SetArrowFields)
def set_arrow_fields(control: Controller, intent: design_intents.SetArrowFields) -> bool:
    """Set fields of an arrow."""
    return _edit_arrow(
        control, intent.arrow, lambda d: d.update_arrow(intent.arrow, **intent.fields), "Changed"
    )


@handles(design_intents.SetGate)
def set_gate(control: Controller, intent: design_intents.SetGate) -> bool:
    """Set a gate of an arrow, or the setting of its target."""
    setting = SETTING_BY_FIELD[intent.gate]
    fields = {setting.field: intent.value}

    def change(design: Design) -> Design:
        if setting.is_gate:
            return design.update_arrow(intent.arrow, **fields)
        return design.update_tenant(design.arrow(intent.arrow).target, **fields)

    return _edit_arrow(control, intent.arrow, change, "Changed")


def _assign(control: Controller, arrow: str, change: Callable[[Design, Sequence[str]], list[str]]) -> bool:
    return _edit_arrow(
        control,
        arrow,
        lambda d: d.update_arrow(arrow, assigned=change(d, d.arrow(arrow).scope.assigned)),
        "Changed",
    )


@handles(design_intents.AssignUser)
def assign_user(control: Controller, intent: design_intents.AssignUser) -> bool:
    """Assign a user or a group to an arrow."""

    def more(design: Design, ids: Sequence[str]) -> list[str]:
        one = find_assignable(design, design.arrow(intent.arrow).source, intent.named)
        return list(ids) if one in ids else [*ids, one]

    return _assign(control, intent.arrow, more)


@handles(design_intents.UnassignUser)
def unassign_user(control: Controller, intent: design_intents.UnassignUser) -> bool:
    """Remove the assignment of a user or a group to an arrow."""
    return _assign(control, intent.arrow, lambda _design, ids: [id for id in ids if id != intent.id])


@handles(design_intents.ApplyFilter)
def apply_filter(control: Controller, intent: design_intents.ApplyFilter) -> bool:
    """Give an arrow a scoping filter; what is refused stays written."""
    keys = ("attribute", "operator", "value")
    filters = [[dict(zip(keys, clause, strict=True)) for clause in group] for group in intent.filters]
    return _edit_arrow(
        control, intent.arrow, lambda d: d.update_arrow(intent.arrow, filters=filters), "Changed"
    )


@handles(design_intents.RemoveArrow)
def remove_arrow(control: Controller, intent: design_intents.RemoveArrow) -> bool:
    """Remove an arrow."""
    return _edit_arrow(control, intent.arrow, lambda d: d.remove_arrow(intent.arrow), "Removed")


@handles(design_intents.RemoveSelected)
def remove_selected(control: Controller, _intent: design_intents.RemoveSelected) -> bool:
    """Remove the selected tenant or arrow; for a person and for nothing, say what to do."""
    match control.view_state.selection:
        case Selection(kind="tenant", id=str(tenant)):
            return remove_tenant(control, design_intents.RemoveTenant(tenant))
        case Selection(kind="arrow", id=str(arrow)):
            return remove_arrow(control, design_intents.RemoveArrow(arrow))
        case Selection(kind="user"):
            control.set_status(
                "A person is not removed by this key. Change the number of members in the panel Tenants.",
                "warning",
            )
        case _:
            control.set_status("Nothing is selected. Select a tenant or an arrow first.", "warning")
    return False
