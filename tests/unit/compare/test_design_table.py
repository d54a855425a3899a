"""One table for two or more designs, and what differs in words."""

import pytest

import xtsviz as xts
from xtsviz.errors import DesignError

NAMES = ["Contoso", *(f"Spoke {n}" for n in range(1, 8))]
HUB = xts.templates.user_hub(NAMES, members=2)
MESH = xts.templates.full_mesh(NAMES, members=2)
EXCEPTION = HUB.add_arrow("spoke-1", "spoke-2")
IT = [[{"attribute": "department", "operator": "EQUALS", "value": "IT"}]]


def lines(diff, title):
    return [line.text for section in diff.details if section.title == title for line in section.lines]


def test_sentences_say_the_direction():
    there, back = (
        xts.diff(HUB, MESH, names=["the hub", "the mesh"]),
        xts.diff(MESH, HUB, names=["the mesh", "a hub"]),
    )
    assert there.sentence == "The mesh has 49 arrows more than the hub."
    assert back.sentence == "a hub has 49 arrows fewer than the mesh."
    more = xts.templates.with_members(HUB, "contoso", 3)
    assert (
        xts.diff(HUB, more).sentence == "The design after has 7 external objects more than the design before."
    )
    assert xts.diff(HUB, HUB).sentence == "The design after has the same numbers as the design before."
    assert xts.diff(HUB, MESH).names == (HUB.name, MESH.name)


def test_three_designs_each_against_the_first():
    found = xts.diff(HUB, MESH, EXCEPTION, names=["hub", "mesh", "hub"])
    assert found.sentences == ("mesh has 49 arrows more than hub.", "hub (3) has 1 arrow more than hub.")
    table = found.totals
    assert list(table.columns) == [
        "total",
        "tenant",
        "hub",
        "mesh",
        "mesh: difference",
        "hub (3)",
        "hub (3): difference",
    ]
    row = table[table["total"] == "arrows"].iloc[0]
    assert row["hub":].tolist() == [7, 56, 49, 8, 1]
    assert [one.names for one in found.diffs] == [("hub", "mesh"), ("hub", "hub")]
    assert found
    assert not xts.diff(HUB, HUB, HUB)
    assert found._repr_html_().count("<h3>") == 2


def test_tenants_with_the_same_numbers_are_told_together():
    groups = xts.diff(HUB, MESH).table.by_tenant
    assert [len(group.tenants) for group in groups] == [1, 7]
    arrows = next(row for row in groups[1].rows if row.measure == "arrows")
    assert (arrows.values, arrows.differences) == ((0, 7), (0, 7))


def test_arrows_that_changed_alike_are_told_together_by_their_tenants():
    assert lines(xts.diff(HUB, MESH), "Arrows") == [
        "49 arrows added",
        "each of 7 tenants (Spoke 1, Spoke 2 and 5 more) → Contoso: 7 arrows",
        "between 7 tenants (Spoke 1, Spoke 2 and 5 more), both ways: 42 arrows",
    ]
    less = MESH.remove_arrow("spoke-1->spoke-2")
    assert lines(xts.diff(HUB, less), "Arrows")[2] == (
        "between 7 tenants (Spoke 1, Spoke 2 and 5 more), both ways: 41 arrows, except Spoke 1 → Spoke 2"
    )


def test_settings_are_in_words_and_each_is_said_once():
    after = HUB
    for arrow in HUB.arrows[:5]:
        after = after.update_arrow(arrow.id, user_type="Guest", filters=IT, inbound_auto_redeem=None)
    found = lines(xts.diff(HUB, after.update_arrow(HUB.arrows[6].id, status="paused")), "Arrows")
    assert found == [
        '5 arrows changed, filters: none → department EQUALS "IT"; user type: external member → external guest; '
        "Redeem inbound: on → not known",
        "Contoso → each of 5 tenants (Spoke 1, Spoke 2 and 3 more): 5 arrows",
        "Contoso → Spoke 7 changed: status: active → paused",
    ]


def test_a_line_is_about_one_tenant_or_arrow_or_several():
    diff = xts.diff(HUB, EXCEPTION.rename_tenant("spoke-7", "Last").add_tenant("Adatum"))
    about = [(section.title, line.kind, line.id) for section in diff.details for line in section.lines]
    assert about == [
        ("Arrows", "arrow", "spoke-1->spoke-2"),
        ("Tenants", "tenant", "spoke-7"),
        ("Tenants", "tenant", "adatum"),
        ("People", "tenant", "spoke-2"),
    ]
    assert lines(diff, "Tenants") == ["Last: name: Spoke 7 → Last", "Adatum added"]


def test_people_of_a_tenant_are_in_one_line():
    assert lines(xts.diff(HUB, EXCEPTION), "People") == ["Spoke 2: 2 appear (Lars Rossi and Zoë Demir)"]


def test_the_rest_is_in_words():
    document = HUB.to_document()
    document["groups"] = [{"id": "g", "tenant": "contoso", "name": "Sales", "members": ["contoso-001"]}]
    before = xts.Design.from_document(document)
    document |= {"name": "Ours", "options": {"internal_guests": "include"}}
    document["groups"][0]["members"] = []
    document["multi_tenant_organization"] = {"name": "All", "tenants": ["contoso"]}
    assert lines(xts.diff(before, xts.Design.from_document(document)), "Other") == [
        f"Name of the design: {HUB.name} → Ours",
        "Group Sales of Contoso: members 1 fewer",
        "Multitenant organization: none → All of 1 tenants",
        "Internal guests: are not synchronized → are synchronized",
    ]


@pytest.mark.parametrize("names", [["one"], "two names", [1, 2], {"a", "b"}])
def test_names_that_are_none(names):
    with pytest.raises(DesignError, match="names: "):
        xts.diff(HUB, MESH, names=names)


def test_names_like_columns_do_not_hide_one():
    assert list(xts.diff(HUB, MESH, names=["total", "tenant"]).table.to_frame().columns)[:4] == [
        "total",
        "tenant",
        "total (3)",
        "tenant (4)",
    ]
