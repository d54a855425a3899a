"""The handlers of the intents that change what is looked at, and not the design."""

from __future__ import annotations

from dataclasses import replace

from xtsviz.model.display_text import isolated
from xtsviz.people.query import PeopleQuery
from xtsviz.view.picture.journeys import MOTION_OVERLAYS, journeys
from xtsviz.view.picture.overlays import OVERLAYS
from xtsviz.view.picture.room import Room
from xtsviz.view.picture.types import Selection
from xtsviz.widgets import common_intents, design_intents, view_intents
from xtsviz.widgets.baselines import from_choice, from_file
from xtsviz.widgets.canvas_room import fields_in_room
from xtsviz.widgets.controller import Controller
from xtsviz.widgets.design_handlers import add_arrow
from xtsviz.widgets.dispatch import EXPLORER_HANDLERS
from xtsviz.widgets.hidden_names import hide_names, show_names
from xtsviz.widgets.people_view import PeopleView
from xtsviz.widgets.view_state import Drawing, FilterDraft, Front

handles = EXPLORER_HANDLERS.handles


@handles(common_intents.Select)
def select(control: Controller, intent: common_intents.Select) -> bool:
    """Select something."""
    control.select(intent.selection)
    return True


@handles(common_intents.SetOverlay)
def set_overlay(control: Controller, intent: common_intents.SetOverlay) -> bool:
    """Show another overlay."""
    control.set_overlay(intent.name)
    return True


@handles(common_intents.SetRoom)
def set_room(control: Controller, intent: common_intents.SetRoom) -> bool:
    """Lay the picture out for the size of the canvas."""
    fields = fields_in_room(control.view_state, Room(intent.width, intent.height))
    if fields:
        control.change(**fields)
    return bool(fields)


@handles(view_intents.Tidy)
def tidy(control: Controller, _intent: view_intents.Tidy) -> bool:
    """Lay the picture out anew, without what a person dragged."""
    control.tidy()
    return True


@handles(common_intents.MoveTenants)
def move_tenants(control: Controller, intent: common_intents.MoveTenants) -> bool:
    """Put tenants where a person dragged them."""
    control.move(intent.positions)
    return True


# The graph


@handles(view_intents.PlayMotion)
def play_motion(control: Controller, _intent: view_intents.PlayMotion) -> bool:
    """Let the members of the picture travel; the status line says the same in words."""
    state = control.view_state
    if state.overlay not in MOTION_OVERLAYS:
        where = ", ".join(OVERLAYS[name].title for name in MOTION_OVERLAYS)
        control.set_status(f"Members travel in these overlays: {where}. Choose one of them, then press Play.")
        return False
    motion = journeys(state.picture, state.flow, palette=state.context.palette)
    control.change(motion=motion, message=motion.text, level="info", prompt=None)
    return bool(motion)


@handles(common_intents.PressElement)
def press_element(control: Controller, intent: common_intents.PressElement) -> bool:
    """Take a pressed tenant as an end of the new arrow while one is drawn; select what was pressed otherwise."""
    selection, drawing = intent.selection, control.view_state.drawing
    pressed = selection.id if selection.kind == "tenant" else intent.tenant
    if drawing and pressed is not None:
        return _press_end(control, drawing, pressed)
    if gone := _gone(control, selection):
        control.set_status(gone)
        return False
    control.select(selection)
    return True


def _press_end(control: Controller, drawing: Drawing, tenant: str) -> bool:
    if drawing.source is None:
        name = control.view_state.context.names.tenant(tenant)
        control.change(
            drawing=Drawing(tenant),
            message=f"Source: {name}. Now press the target.",
            level="info",
            prompt=None,
        )
        return True
    control.change(drawing=None)
    return add_arrow(control, design_intents.AddArrow(drawing.source, tenant))


def _gone(control: Controller, selection: Selection) -> str:
    """What is drawn but only in the design that it is compared with; empty if it is in the design."""
    state, topology = control.view_state, control.design.topology
    if state.baseline is None:
        return ""
    said = ""
    if selection.kind == "arrow" and selection.id not in topology.arrow_by_id:
        said = next((link.sentence for link in state.picture.links if link.id == selection.id), "")
    elif selection.kind == "tenant" and selection.id not in topology.tenant_by_id:
        found = next((node for node in state.picture.nodes if node.id == selection.id), None)
        said = f"{found.name}: {found.detail}." if found else ""
    more = f"It is only in {isolated(state.baseline.name)}." if state.baseline.is_after else _NOT_ANY_MORE
    return f"{said} {more}" if said else ""


_NOT_ANY_MORE = "It is not in the design any more."


@handles(view_intents.StartDrawing)
def start_drawing(control: Controller, intent: view_intents.StartDrawing) -> bool:
    """Let the next pressed tenants be the ends of a new arrow."""
    message = "Press the source tenant on the graph" if intent.source is None else "Press the target tenant"
    control.change(drawing=Drawing(intent.source), message=message, level="info", prompt=None)
    return True


@handles(view_intents.StopDrawing)
def stop_drawing(control: Controller, _intent: view_intents.StopDrawing) -> bool:
    """End drawing without an arrow."""
    control.change(drawing=None, message="Drawing ended", level="info", prompt=None)
    return True


# The filter that is being written


@handles(view_intents.EditFilter)
def edit_filter(control: Controller, intent: view_intents.EditFilter) -> bool:
    """Remember what is written, if it is not what the arrow has."""
    arrow = control.design.topology.arrow_by_id.get(intent.arrow)
    if arrow is None:
        return False
    others = tuple(draft for draft in control.view_state.drafts if draft.arrow != intent.arrow)
    same = FilterDraft.of(arrow) == FilterDraft(intent.arrow, intent.filters)
    control.change(drafts=others if same else (*others, FilterDraft(intent.arrow, intent.filters)))
    return True


@handles(view_intents.DiscardFilter)
def discard_filter(control: Controller, intent: view_intents.DiscardFilter) -> bool:
    """Forget what is written."""
    control.change(drafts=tuple(draft for draft in control.view_state.drafts if draft.arrow != intent.arrow))
    return True


@handles(view_intents.ShowFilter)
def show_filter(control: Controller, intent: view_intents.ShowFilter) -> bool:
    """Show an arrow with what is written for it."""
    control.select(Selection("arrow", intent.arrow))
    return show_panel(control, view_intents.ShowPanel("Selected arrow"))


# Comparison


@handles(view_intents.CompareWith)
def compare_with(control: Controller, intent: view_intents.CompareWith) -> bool:
    """Compare with one of the choices."""
    state = control.view_state
    if intent.third:
        control.compare_third(from_choice(state, intent.choice, state.third))
    else:
        control.compare(from_choice(state, intent.choice, state.baseline))
    if intent.show:
        control.change(front=replace(control.view_state.front, drawer="Compare"))
    return True


@handles(view_intents.TurnComparison)
def turn_comparison(control: Controller, _intent: view_intents.TurnComparison) -> bool:
    """Compare in the other direction."""
    baseline = control.view_state.baseline
    if baseline is None:
        control.set_status("Nothing is chosen to compare with. Choose that first.", "warning")
        return False
    control.compare(baseline.turned())
    return True


@handles(view_intents.CompareWithFile)
def compare_with_file(control: Controller, intent: view_intents.CompareWithFile) -> bool:
    """Compare with the design of a file."""
    control.compare(from_file(intent.name, intent.content))
    return True


@handles(view_intents.CompareWithBaseline)
def compare_with_baseline(control: Controller, intent: view_intents.CompareWithBaseline) -> bool:
    """Compare with another design, or with nothing."""
    control.compare(intent.baseline)
    return True


# The people


@handles(view_intents.SetPeopleView)
def set_people_view(control: Controller, intent: view_intents.SetPeopleView) -> bool:
    """Ask for other people, another order or another page."""
    control.change(people=intent.view)
    return True


@handles(view_intents.ShowMissing)
def show_missing(control: Controller, intent: view_intents.ShowMissing) -> bool:
    """Show the internal members who are missing in a tenant, each with the reason."""
    if intent.tenant not in control.view_state.context.tenant_index:
        return False
    before = control.view_state.people
    query = PeopleQuery(
        kind="member",
        tenant=intent.tenant,
        presence="missing",
        sort=before.query.sort,
        sort_tenant=before.query.sort_tenant,
        descending=before.query.descending,
    )
    name = control.view_state.context.names.tenant(intent.tenant)
    control.change(
        people=PeopleView(query=query, size=before.size),
        message=f"Internal members who are missing in {name}, each with the reason",
        level="info",
        prompt=None,
    )
    return True


# What is in front


@handles(view_intents.SetForms)
def set_forms(control: Controller, intent: view_intents.SetForms) -> bool:
    """Remember what the small fields say."""
    control.change(forms=intent.forms.known(control.view_state.context.tenant_index))
    return True


@handles(view_intents.ShowPanel)
def show_panel(control: Controller, intent: view_intents.ShowPanel) -> bool:
    """Open a panel on the left, where a person sees it."""
    front = replace(control.view_state.front, panel=intent.name)
    if intent.name is not None:
        front = replace(front, folded=front.folded - {"controls"})
    return _bring_forward(control, front)


@handles(view_intents.ShowTab)
def show_tab(control: Controller, intent: view_intents.ShowTab) -> bool:
    """Bring a tab to the front."""
    return _bring_forward(control, replace(control.view_state.front, tab=intent.name))


@handles(view_intents.FoldSide)
def fold_side(control: Controller, intent: view_intents.FoldSide) -> bool:
    """Fold a side away, or show it again."""
    front = control.view_state.front
    folded = front.folded - {intent.side}
    return _bring_forward(control, replace(front, folded=folded | {intent.side} if intent.folded else folded))


@handles(common_intents.ShowDrawer)
def show_drawer(control: Controller, intent: common_intents.ShowDrawer) -> bool:
    """Open a drawer below the toolbar."""
    return _bring_forward(control, replace(control.view_state.front, drawer=intent.name))


def _bring_forward(control: Controller, front: Front) -> bool:
    if front != control.view_state.front:
        control.change(front=front)
    return True


@handles(view_intents.HideNames)
def hide_or_show_names(control: Controller, intent: view_intents.HideNames) -> bool:
    """Show invented names, or the original ones again."""
    control.resume((hide_names if intent.on else show_names)(control.view_state))
    return True
