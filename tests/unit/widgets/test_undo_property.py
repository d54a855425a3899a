"""Whatever a person does, undoing all of it leads back, and redoing all of it leads there again."""

from hypothesis import given, settings
from hypothesis import strategies as st

import xtsviz as xts
from xtsviz.view.picture.types import Selection
from xtsviz.widgets.controller import Controller

START = xts.templates.partial_mesh(
    ["Contoso", "Fabrikam", "Litware"], pairs=[("Contoso", "Fabrikam"), ("Litware", "Contoso")], members=2
)
NAMES = ["Adatum", "Contoso", "<b>x</b>", "שלום", "", "x" * 300, "a\x00b"]
GATES = ["inbound_sync_allowed", "inbound_auto_redeem", "outbound_auto_redeem"]


def nth(items, place):
    return items[place % len(items)] if items else None


def edit(kind, one, two):
    """An edit of whatever design it meets: places count round, so some are refused and some are not."""

    def change(design):
        tenant, other = nth(design.tenants, one), nth(design.tenants, two)
        arrow = nth(design.arrows, one)
        tenant_id = tenant.id if tenant else "nowhere"
        arrow_id = arrow.id if arrow else "nowhere"
        match kind:
            case "add tenant":
                return design.add_tenant(nth(NAMES, one))
            case "rename":
                return design.rename_tenant(tenant_id, nth(NAMES, two))
            case "remove tenant":
                return design.remove_tenant(tenant_id)
            case "members":
                return xts.templates.with_members(design, tenant_id, two % 4)
            case "add arrow":
                other_id = other.id if other else "nowhere"
                return design.add_arrow(tenant_id, other_id, another=two % 2 == 0)
            case "remove arrow":
                return design.remove_arrow(arrow_id)
            case "gate":
                return design.update_arrow(arrow_id, **{nth(GATES, two): nth([True, False, None], two // 3)})
            case "scope":
                return design.update_arrow(arrow_id, scope_users=nth(["all", "assigned", "unknown"], two))
            case "template":
                template = nth(xts.templates.catalog, one)
                return template.build(None, two % 3)
        raise AssertionError(kind)

    return change


KINDS = ["add tenant", "rename", "remove tenant", "members", "add arrow", "remove arrow", "gate", "scope"]
STEPS = st.lists(
    st.tuples(st.sampled_from([*KINDS, "template"]), st.integers(0, 8), st.integers(0, 8)), max_size=12
)


@settings(max_examples=60)
@given(STEPS, st.integers(0, 12))
def test_undoing_all_leads_back_and_redoing_all_leads_there(steps, selected):
    control = Controller(START)
    control.select(Selection("tenant", "litware"))
    states = [control.design]
    for place, (kind, one, two) in enumerate(steps):
        before = control.design
        done = control.edit(edit(kind, one, two), kind)
        assert done == (control.design != before)
        if done:
            states.append(control.design)
        else:
            assert control.design is before
        if place == selected and control.design.arrows:
            control.select(Selection("arrow", control.design.arrows[0].id))
        consistent(control.view_state)
    for expected in reversed(states[:-1]):
        control.undo()
        assert control.design == expected
        consistent(control.view_state)
    assert control.design == START
    assert not control.view_state.can_undo
    for expected in states[1:]:
        control.redo()
        assert control.design == expected
    assert not control.view_state.can_redo


def consistent(view_state):
    """The picture is of the view_state's own design, and what is selected is in it."""
    picture = view_state.picture
    assert [node.id for node in picture.nodes] == [tenant.id for tenant in view_state.design.tenants]
    arrows = {link.id for link in picture.links if link.style != "request"}
    assert arrows == view_state.design.topology.arrow_by_id.keys()
    assert picture.selection == view_state.selection
    if view_state.selection.kind == "arrow":
        assert view_state.selection.id in view_state.design.topology.arrow_by_id
    if view_state.selection.kind == "tenant":
        assert view_state.selection.id in view_state.design.topology.tenant_by_id
