"""Groups of alike tenants: which they are, what holds in and between them, what is an exception."""

from itertools import pairwise

import pytest

import xtsviz as xts
from xtsviz.errors import DesignError, UnknownNameError
from xtsviz.model.scope import Scope
from xtsviz.model.topology import Arrow, Gates

IT = [[{"attribute": "department", "operator": "EQUALS", "value": "IT"}]]


def names(first, last):
    return [f"Tenant {n}" for n in range(first, last + 1)]


def mesh(tenants):
    return xts.templates.full_mesh(names(1, tenants), members=0)


def document(tenants, arrows, **parts):
    return xts.Design.from_document(
        {
            "format": "xtsviz-topology",
            "version": 1,
            "tenants": [{"id": one} if isinstance(one, str) else one for one in tenants],
            "arrows": arrows,
            **parts,
        }
    )


def tenants(found):
    return [group.tenants for group in found.groups]


def check_lossless(found, design):
    assert found.arrows() == tuple(arrow.id for arrow in design.arrows)
    assert found.rebuilt() == design.arrows


def test_a_mesh_is_one_group():
    design = mesh(12)
    found = xts.alike(design)
    assert isinstance(found, xts.Alike)
    assert tenants(found) == [tuple(tenant.id for tenant in design.tenants)]
    assert found.groups[0].sentence == "12 tenants, everyone with everyone"
    (relation,) = found.relations
    assert relation.within
    assert (relation.pairs, relation.count, len(relation.rule)) == (132, 132, 1)
    assert found.exceptions == ()
    assert found.sentences == ("12 tenants, everyone with everyone",)
    assert repr(found) == "<Alike: groups 1, exceptions 0>"
    check_lossless(found, design)


def test_five_arrows_missing_in_a_mesh_of_100():
    design = mesh(100)
    for source, target in [(1, 2), (3, 4), (5, 6), (60, 70), (100, 99)]:
        design = design.remove_arrow(f"tenant-{source}->tenant-{target}")
    found = xts.alike(design)
    assert [group.sentence for group in found.groups] == ["100 tenants, everyone with everyone, except 5"]
    assert len(found.exceptions) == 5
    first = found.exceptions[0]
    assert (first.kind, first.source, first.target, first.arrow) == ("missing", "tenant-1", "tenant-2", None)
    assert first.sentence == "Tenant 1 → Tenant 2: no arrow"
    check_lossless(found, design)


def test_arrows_that_differ_in_a_gate_or_in_scope():
    design = mesh(30)
    for source, target in [(1, 2), (3, 4), (5, 6)]:
        design = design.update_arrow(f"tenant-{source}->tenant-{target}", inbound_auto_redeem=False)
    for source, target in [(7, 8), (9, 10)]:
        design = design.update_arrow(f"tenant-{source}->tenant-{target}", filters=IT)
    found = xts.alike(design)
    assert [group.sentence for group in found.groups] == ["30 tenants, everyone with everyone, except 5"]
    assert [(one.kind, one.arrow, one.fields) for one in found.exceptions][2:4] == [
        ("different", "tenant-5->tenant-6", ("gates.inbound_auto_redeem",)),
        ("different", "tenant-7->tenant-8", ("scope.filters",)),
    ]
    assert found.exceptions[3].sentence == "Tenant 7 → Tenant 8: differs in filters"
    check_lossless(found, design)


def test_whoever_has_too_many_exceptions_is_not_in_the_group():
    design = mesh(30)
    for target in range(2, 7):  # a tenth of 58 arrows at most
        design = design.update_arrow(f"tenant-1->tenant-{target}", user_type="Guest")
        design = design.update_arrow(f"tenant-{target}->tenant-1", user_type="Guest")
    found = xts.alike(design)
    assert [len(group.tenants) for group in found.groups] == [1, 5, 24]
    assert found.exceptions == ()


def test_a_hub_and_its_spokes():
    design = xts.templates.user_hub(names(1, 100))
    found = xts.alike(design)
    assert [group.sentence for group in found.groups] == ["Tenant 1", "99 tenants, no arrows between them"]
    assert [relation.sentence for relation in found.relations] == ["Tenant 1 to each of 99 tenants"]
    assert found.relations[0].count == 99
    assert found.arrows(found.relations[0]) == found.arrows()
    assert found.group("tenant-40") is found.groups[1]
    check_lossless(found, design)


def test_two_meshes_into_one_hub():
    rows = [[f"a{n}" for n in range(6)], [f"b{n}" for n in range(6)]]
    pairs = [(one, other) for row in rows for one in row for other in row if one != other]
    pairs += [(one, "hub") for row in rows for one in row]
    design = document(
        ["hub", *rows[0], *rows[1]], [{"source": source, "target": target} for source, target in pairs]
    )
    found = xts.alike(design)
    assert found.sentences == (
        "hub",
        "6 tenants (a0 and others), everyone with everyone",
        "6 tenants (b0 and others), everyone with everyone",
        "each of 6 tenants (a0 and others) to hub",
        "each of 6 tenants (b0 and others) to hub",
    )
    check_lossless(found, design)


def test_tenants_without_arrows():
    found = xts.alike(xts.templates.just_in_time(names(1, 40)))
    assert found.sentences == ("40 tenants, no arrows between them",)
    assert (found.relations, found.exceptions, found.arrows()) == ((), (), ())


@pytest.mark.parametrize("number", [0, 1])
def test_few_tenants(number):
    found = xts.alike(document(["only"][:number], []))
    assert found.sentences == ("only",)[:number]


def test_a_chain_has_no_group_of_several():
    row = names(1, 20)
    design = xts.templates.partial_mesh(row, list(pairwise(row)))
    found = xts.alike(design)
    assert [len(group.tenants) for group in found.groups] == [1] * 20
    assert found.relations[0].sentence == "Tenant 1 to Tenant 2"
    check_lossless(found, design)


def test_one_arrow_more_makes_no_exception_where_there_is_none():
    """All arrows of these two tenants would be exceptions, so they are no longer like the others."""
    design = document([f"t{n}" for n in range(40)], [{"source": "t3", "target": "t4"}])
    assert [len(group.tenants) for group in xts.alike(design).groups] == [38, 1, 1]


def test_two_arrows_for_each_pair():
    design = mesh(6)
    for arrow in design.arrows:
        design = design.add_arrow(arrow.source, arrow.target, another=True, user_type="Guest")
    found = xts.alike(design)
    assert found.sentences == ("6 tenants, everyone with everyone, 2 arrows each",)
    check_lossless(found, design)
    design = design.remove_arrow("tenant-1->tenant-2").add_arrow("tenant-4", "tenant-3", another=True)
    found = xts.alike(design)
    assert found.sentences == (
        "6 tenants, everyone with everyone, 2 arrows each, except 2",
        "Tenant 1 → Tenant 2: one arrow less",
        "Tenant 4 → Tenant 3: one arrow more",
    )
    assert [(one.arrow, one.place) for one in found.exceptions] == [(None, 0), ("tenant-4->tenant-3#3", 2)]
    check_lossless(found, design)
    assert found.arrows(found.relations[0]) == found.arrows()


def test_own_ids_notes_and_order_come_back():
    pairs = [("b", "a"), ("a", "b"), ("c", "a"), ("a", "c"), ("c", "b"), ("b", "c")]
    design = document(
        ["a", "b", "c"],
        [
            {
                "id": f"n{n}",
                "source": s,
                "target": t,
                "actions": ["Delete", "Add"] if n else ["Add", "Delete"],
            }
            for n, (s, t) in enumerate(pairs)
        ],
    ).update_arrow("n4", note="why")
    found = xts.alike(design)
    assert found.sentences == ("3 tenants, everyone with everyone",)
    check_lossless(found, design)


def assigned(kinds):
    """A hub with targets; each arrow has an own group, or own users."""
    return document(
        ["hub", *kinds],
        [
            {"source": "hub", "target": target, "scope": {"users": "assigned", "assigned": ids}}
            for target, ids in kinds.items()
        ],
        users=[{"id": f"u{n}", "tenant": "hub"} for n in range(6)],
        groups=[
            {"id": "g1", "tenant": "hub", "name": "Sales"},
            {"id": "g2", "tenant": "hub", "name": "Sales"},
            {"id": "g3", "tenant": "hub", "name": "Finance"},
        ],
    )


@pytest.mark.parametrize(
    "kinds, groups",
    [
        ({"x": ["g1"], "y": ["g2"]}, 2),
        ({"x": ["g1"], "y": ["g3"]}, 3),
        ({"x": ["u1", "u2"], "y": ["u4", "u3"]}, 2),
        ({"x": ["u1"], "y": ["u4", "u3"]}, 3),
        ({"x": ["g1", "u1"], "y": ["u2", "g2"]}, 2),
    ],
)
def test_assigned_users_count_and_groups_have_names(kinds, groups):
    design = assigned(kinds)
    found = xts.alike(design)
    assert len(found.groups) == groups
    check_lossless(found, design)


def test_a_tenant_that_nobody_can_be_invited_to_is_not_like_the_others():
    """The arrows are the same; their state is not."""
    design = mesh(12).update_tenant("tenant-5", allow_invites_from="none")
    found = xts.alike(design)
    assert [len(group.tenants) for group in found.groups] == [11, 1]
    assert found.sentences[2] == "each of 11 tenants to Tenant 5"
    same = mesh(12).update_tenant("tenant-5", allow_invites_from="adminsAndGuestInviters", color="red")
    assert len(xts.alike(same).groups) == 1
    (group,) = [
        one for one in xts.alike(with_divisions(design, 12), by="division").groups if one.division == "North"
    ]
    assert "everyone with everyone, except 11" in group.sentence


def with_divisions(design, number, division="North"):
    for n in range(1, number + 1):
        design = design.update_tenant(f"tenant-{n}", division=division)
    return design


def test_divisions_are_groups_whatever_differs_in_them():
    design = with_divisions(xts.templates.user_hub(["Tenant 1", *names(2, 8)]), 3)
    found = xts.alike(design, by="division")
    assert found.sentences[:5] == (
        "3 tenants of North, no arrows between them, except 2",
        "5 tenants, no arrows between them",
        "3 tenants of North to 5 tenants, only 5 arrows",
        "Tenant 1 → Tenant 2: one arrow more",
        "Tenant 1 → Tenant 3: one arrow more",
    )
    assert [group.division for group in found.groups] == ["North", None]
    check_lossless(found, design)
    assert len(xts.alike(design).groups) == 2  # divisions count only if they are asked for


def test_a_tenant_taken_out_stands_alone():
    design = mesh(12)
    found = xts.alike(design, apart=["Tenant 3"])
    assert found.sentences == (
        "11 tenants, everyone with everyone",
        "Tenant 3",
        "each of 11 tenants to Tenant 3",
        "Tenant 3 to each of 11 tenants",
    )
    check_lossless(found, design)
    assert tenants(xts.alike(design, apart="tenant-3")) == tenants(found)


def test_names_are_safe_to_show():
    found = xts.alike(document([{"id": "a", "name": "<b>\x07A</b>"}, {"id": "b", "name": "מגדל"}], []))
    assert xts.alike(document(["a"], [])).sentences == ("a",)
    html = xts.alike(
        document([{"id": "a", "name": "<b>\x07A</b>"}, "c"], [{"source": "a", "target": "c"}])
    )._repr_html_()
    assert "<b>" not in html
    assert "&lt;b&gt;␇A" in html
    assert found.sentences == ("2 tenants, no arrows between them",)


def test_a_long_list_is_cut_in_html():
    row = names(1, 150)
    html = xts.alike(xts.templates.partial_mesh(row, list(pairwise(row))))._repr_html_()
    assert "<li>… and 99 more</li>" in html


@pytest.mark.parametrize(
    "arguments, error, message",
    [
        ((mesh(2).topology,), DesignError, "a design is needed, not Topology"),
        ((mesh(2), "color"), DesignError, 'by: one of arrows, division is needed, not "color"'),
        ((mesh(2), "arrows", ["Tenant 7"]), UnknownNameError, 'no tenant "Tenant 7"'),
    ],
)
def test_bad_input(arguments, error, message):
    design, *more = arguments
    with pytest.raises(error) as caught:
        xts.alike(design, **dict(zip(("by", "apart"), more, strict=False)))
    assert message in str(caught.value)


def test_a_group_of_an_unknown_tenant():
    with pytest.raises(UnknownNameError, match='no tenant with the id "x"'):
        xts.alike(mesh(3)).group("x")


OTHER_VALUES = {
    "status": "paused",
    "user_type": "Guest",
    "user_type_flow": "Always",
    "sync_groups": True,
    "mappings": [{"target": "city", "source": None}],
    "actions": ["Update"],
    "scope.users": "unknown",
    "scope.assigned": ["u1"],
    "scope.filters": IT,
    "note": "why",
    **{f"gates.{name}": False for name in Gates.model_fields},
}


def test_every_field_of_an_arrow_is_tried():
    fields = {f"scope.{name}" for name in Scope.model_fields} | {
        f"gates.{name}" for name in Gates.model_fields
    }
    fields |= Arrow.model_fields.keys() - {"id", "source", "target", "scope", "gates"}
    assert OTHER_VALUES.keys() == fields


@pytest.mark.parametrize("field", OTHER_VALUES)
def test_a_field_of_one_arrow_differs(field):
    """The note alone is not compared. No field gets lost."""
    made = mesh(8).to_document()
    part, _, name = field.rpartition(".")
    arrow = made["arrows"][9]
    (arrow[part] if part else arrow)[name] = OTHER_VALUES[field]
    made["users"] = [{"id": "u1", "tenant": "tenant-2"}]
    design = xts.Design.from_document(made)
    found = xts.alike(design)
    assert [one.fields for one in found.exceptions] == ([] if field == "note" else [(field,)])
    assert [one.sentence for one in found.exceptions if "differs in" not in one.sentence] == []
    check_lossless(found, design)
