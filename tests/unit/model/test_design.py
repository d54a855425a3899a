"""Designs and their edits: each returns a new design, and what it does not touch stays."""

from __future__ import annotations

import copy

import pytest

import xtsviz as xts
from xtsviz.errors import (
    AmbiguousNameError,
    DesignError,
    DocumentError,
    InputError,
    SecondArrowError,
    UnknownNameError,
)

DOCUMENT = {
    "format": "xtsviz-topology",
    "version": 1,
    "name": "Merger",
    "tenants": [
        {"id": "contoso", "name": "Contoso", "color": "#123456", "position": [1, 2]},
        {"id": "fabrikam", "name": "Fabrikam"},
        {"id": "litware", "name": "Litware", "cloud": "usgov"},
    ],
    "arrows": [
        {
            "source": "contoso",
            "target": "fabrikam",
            "scope": {"users": "assigned", "assigned": ["c1", "cg", "f1", "fg"]},
            "gates": {"inbound_auto_redeem": None},
        },
        {"source": "fabrikam", "target": "litware"},
        {"source": "litware", "target": "contoso", "user_type": "Guest"},
    ],
    "users": [
        {"id": "c1", "tenant": "contoso", "attributes": {"department": "IT", "level": 3}},
        {"id": "f1", "tenant": "fabrikam"},
        {"id": "f2", "tenant": "fabrikam", "credentials": "external", "home_user": "c1"},
        {
            "id": "l1",
            "tenant": "litware",
            "credentials": "external",
            "home_user": "f1",
            "home_tenant": "fabrikam",
        },
        {"id": "l2", "tenant": "litware", "credentials": "external", "home_tenant": "contoso"},
    ],
    "groups": [
        {"id": "cg", "tenant": "contoso", "members": ["c1", "f1", "fg"]},
        {"id": "fg", "tenant": "fabrikam", "members": ["f1", "c1"]},
    ],
    "multi_tenant_organization": {"name": "All", "tenants": ["contoso", "fabrikam", "litware"]},
    "connected_organizations": [
        {"resource_tenant": "contoso", "partner_tenant": "fabrikam"},
        {"resource_tenant": "litware", "partner_tenant": "contoso", "access_package": "Lab"},
    ],
}
ENDS = "contoso->fabrikam"


@pytest.fixture
def design():
    return xts.Design.from_document(DOCUMENT)


def valid(design):
    """The design's document, after checking that it is one and says the same."""
    document = design.to_document()
    assert xts.Design.from_document(document) == design
    return document


# -- immutable ---------------------------------------------------------------------------------------------


EDITS = {
    "renamed": lambda d: d.renamed("Other"),
    "add_tenant": lambda d: d.add_tenant("Adatum"),
    "rename_tenant": lambda d: d.rename_tenant("contoso", "Other"),
    "update_tenant": lambda d: d.update_tenant("contoso", cloud="china", division="West"),
    "remove_tenant": lambda d: d.remove_tenant("fabrikam"),
    "add_arrow": lambda d: d.add_arrow("contoso", "litware"),
    "update_arrow": lambda d: d.update_arrow(ENDS, status="paused"),
    "remove_arrow": lambda d: d.remove_arrow(ENDS),
    "add_users": lambda d: d.add_users([{"id": "c9", "tenant": "contoso", "attributes": {"country": "DE"}}]),
    "remove_users": lambda d: d.remove_users(["c1"]),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_edit_returns_a_new_design_and_leaves_the_old_as_it_was(design, edit):
    before = design.to_document()
    directory = design.directory.copy(deep=True)
    flow = xts.user_flow(design).presence
    edited = edit(design)
    assert edited != design
    assert design.to_document() == before
    assert design.directory.equals(directory)
    assert xts.user_flow(design).presence.equals(flow)
    valid(edited)


@pytest.mark.parametrize("name", ["topology", "users", "name", "tenants", "directory", "anything"])
def test_assigning_to_a_design_raises(design, name):
    with pytest.raises(AttributeError):
        setattr(design, name, None)


def test_assigning_to_its_parts_raises(design):
    arrow = design.arrows[0]
    for record, field in (
        (design.topology, "name"),
        (design.tenants[0], "name"),
        (arrow, "status"),
        (arrow.gates, "inbound_auto_redeem"),
        (arrow.scope, "users"),
    ):
        with pytest.raises(ValueError, match="frozen"):
            setattr(record, field, "x")
    for listed in (design.tenants, design.arrows, arrow.scope.assigned, arrow.actions):
        assert isinstance(listed, tuple)


def test_the_table_handed_out_may_be_changed_without_changing_the_design(design):
    before = design.to_document()
    table = design.directory
    table["department"] = "Sales"
    table.loc[0, "tenant"] = "litware"
    table.pop("mail")
    assert design.to_document() == before


def test_the_document_given_and_the_one_handed_out_are_not_the_design():
    given = copy.deepcopy(DOCUMENT)
    design = xts.Design.from_document(given)
    before = design.to_document()
    given["tenants"][0]["name"] = "Changed"
    given["users"][0]["attributes"]["department"] = "Sales"
    handed = design.to_document()
    handed["arrows"][0]["scope"]["assigned"].clear()
    handed["users"].clear()
    assert design.to_document() == before


def test_copies_are_as_good_as_the_design(design):
    assert copy.copy(design) == design
    assert copy.deepcopy(design) == design


# -- equality ----------------------------------------------------------------------------------------------


def test_designs_compare_by_content(design):
    assert xts.Design.from_document(copy.deepcopy(DOCUMENT)) == design
    assert design != DOCUMENT
    assert design != None  # noqa: E711
    back_and_forth = design.rename_tenant("contoso", "Other").rename_tenant("contoso", "Contoso")
    assert back_and_forth == design
    assert design.add_arrow("contoso", "litware").remove_arrow("contoso->litware") == design


def test_designs_with_equal_topologies_and_other_users_differ(design):
    for change in (
        {"mail": "x"},
        {"account_enabled": False},
        {"attributes": {"department": "IT", "level": 4}},
    ):
        users = [{**DOCUMENT["users"][0], **change}, *DOCUMENT["users"][1:]]
        assert xts.Design.from_document({**DOCUMENT, "users": users}) != design


def test_the_order_of_users_and_attributes_does_not_count(design):
    users = [copy.deepcopy(user) for user in reversed(DOCUMENT["users"])]
    users[-1]["attributes"] = {"level": 3, "department": "IT"}
    assert xts.Design.from_document({**DOCUMENT, "users": users}) == design
    table = design.directory
    shuffled = table[table.columns[::-1]].sample(frac=1, random_state=1)
    assert design.with_directory(shuffled) == design


def test_the_order_of_tenants_and_arrows_counts(design):
    for key in ("tenants", "arrows"):
        assert xts.Design.from_document({**DOCUMENT, key: DOCUMENT[key][::-1]}) != design


def test_an_attribute_that_nobody_has_is_no_difference(design):
    table = design.directory.assign(country=None)
    assert design.with_directory(table) == design
    assert design.with_directory(design.directory.assign(country="DE")) != design


def test_designs_have_no_hash(design):
    with pytest.raises(TypeError):
        hash(design)


# -- tenants -----------------------------------------------------------------------------------------------


def test_a_tenant_may_be_meant_by_id_or_by_name(design):
    assert design.tenant("contoso") is design.tenant("Contoso") is design.tenants[0]
    assert design.add_arrow("Fabrikam", "contoso").arrows[-1].id == "fabrikam->contoso"


def test_an_id_goes_before_a_name(design):
    design = design.rename_tenant("fabrikam", "contoso")
    assert design.tenant("contoso").id == "contoso"


def test_nobody_of_that_name(design):
    with pytest.raises(UnknownNameError, match='no tenant "Fabrikm"; did you mean "fabrikam"'):
        design.tenant("Fabrikm")
    with pytest.raises(
        UnknownNameError, match='no arrow "contoso->fabrikm"; did you mean "contoso->fabrikam"'
    ):
        design.arrow("contoso->fabrikm")


@pytest.mark.parametrize("wrong", [None, 5, [], {}, "", "\x00", "x" * 5000])
def test_what_is_no_name(design, wrong):
    for ask in (design.tenant, design.arrow, design.remove_tenant, design.remove_arrow, design.update_arrow):
        with pytest.raises(UnknownNameError) as caught:
            ask(wrong)
        assert str(caught.value).isprintable()
        assert len(str(caught.value)) < 200


def test_a_name_that_two_share(design):
    design = design.rename_tenant("fabrikam", "Contoso")
    with pytest.raises(AmbiguousNameError, match=r'2 tenants are named "Contoso".*"contoso", "fabrikam"'):
        design.add_arrow("Contoso", "litware")
    assert design.add_arrow("contoso", "litware").arrows[-1].source == "contoso"


def test_add_tenant(design):
    added = design.add_tenant("Northwind Traders", cloud="china", verified_domains=["nwtraders.cn"])
    assert added.tenants[:3] == design.tenants
    assert added.tenants[3].id == "northwind-traders"
    assert added.tenants[3].initial_domain == "northwind-traders.onmicrosoft.com"
    assert added.tenants[3].cloud == "china"
    assert added.tenants[3].verified_domains == ("nwtraders.cn",)
    assert (added.arrows, added.users) == (design.arrows, design.users)


def test_ids_of_new_tenants_are_unique(design):
    for _ in range(3):
        design = design.add_tenant("Contoso")
    design = design.add_tenant("東京").add_tenant("東京")
    assert [tenant.id for tenant in design.tenants[3:]] == [
        "contoso-2",
        "contoso-3",
        "contoso-4",
        "tenant-7",
        "tenant-8",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "‮moc.osotnoc",
        "😀",
        "\x00\x1b[31m",
        " ",
        "<b>&\"'",
        "=1+3",
        "a" * 256,
        "null",
        "שלום",
        "e\u0301",
        "->#2",
    ],
)
def test_strange_names(design, name):
    added = design.add_tenant(name).add_arrow(name, "contoso")
    assert added.tenant(name) is added.tenants[-1]
    assert added.tenants[-1].name == name
    assert added.tenants[-1].id.isascii()
    document = valid(added)
    assert document["tenants"][-1]["name"] == name
    assert valid(design.rename_tenant("contoso", name))["tenants"][0]["name"] == name
    assert repr(added).isprintable()


@pytest.mark.parametrize(
    "name, word",
    [
        ("", "1 to 256"),
        ("x" * 257, "257 characters; at most 256"),
        (None, "needs a name"),
        (5, "needs a name"),
    ],
)
def test_names_that_are_refused(design, name, word):
    with pytest.raises(DesignError, match=word):
        design.add_tenant(name)
    with pytest.raises(DesignError, match=word):
        design.rename_tenant("contoso", name)


def test_an_id_of_ones_own(design):
    assert design.add_tenant("Contoso", id="twin").tenants[-1].id == "twin"
    with pytest.raises(DesignError, match='there is a tenant "contoso" already'):
        design.add_tenant("Twin", id="contoso")
    for wrong in ("", 5, ["contoso"]):
        with pytest.raises(InputError, match="id"):
            design.add_tenant("Twin", id=wrong)


def test_wrong_fields_of_a_tenant(design):
    with pytest.raises(InputError, match='tenant: colour: unknown key; did you mean "color"'):
        design.add_tenant("Adatum", colour="red")
    with pytest.raises(InputError, match="2 problems"):
        design.update_tenant("contoso", cloud="moon", object_quota="many")
    with pytest.raises(DesignError, match="keeps its id; rename_tenant"):
        design.update_tenant("contoso", id="other")


def test_renaming_keeps_everything_else(design):
    expected = copy.deepcopy(design.to_document())
    expected["tenants"][0]["name"] = "Contoso Group"
    assert design.rename_tenant("Contoso", "Contoso Group").to_document() == expected


def test_updating_a_tenant_keeps_everything_else(design):
    expected = copy.deepcopy(design.to_document())
    expected["tenants"][2] |= {"cloud": "commercial", "allow_invites_from": None, "position": [3.0, 4.5]}
    updated = design.update_tenant("Litware", cloud="commercial", allow_invites_from=None, position=(3, 4.5))
    assert updated.to_document() == expected


def test_removing_a_tenant_removes_all_that_is_its_own(design):
    document = valid(design.remove_tenant("fabrikam"))
    assert [tenant["id"] for tenant in document["tenants"]] == ["contoso", "litware"]
    assert [arrow["id"] for arrow in document["arrows"]] == ["litware->contoso"]
    assert [user["id"] for user in document["users"]] == ["c1", "l1", "l2"]
    assert [group["id"] for group in document["groups"]] == ["cg"]
    assert document["groups"][0]["members"] == ["c1"]
    assert document["multi_tenant_organization"] == {"name": "All", "tenants": ["contoso", "litware"]}
    assert [c["resource_tenant"] for c in document["connected_organizations"]] == ["litware"]


def test_whom_the_removed_tenant_sent_stay_as_people_of_nowhere(design):
    users = {user["id"]: user for user in design.remove_tenant("fabrikam").to_document()["users"]}
    assert (users["l1"]["home_user"], users["l1"]["home_tenant"]) == (None, None)
    assert users["l2"]["home_tenant"] == "contoso"
    without = design.remove_tenant("contoso")
    users = {user["id"]: user for user in without.to_document()["users"]}
    assert (users["f2"]["home_user"], users["l2"]["home_tenant"]) == (None, None)
    assert users["l1"]["home_user"] == "f1"
    presence = xts.user_flow(without).presence
    assert presence.loc[presence["user"] == "f2", "origin"].tolist() == ["existing"]


def test_mentions_of_removed_users_and_groups_go_where_they_are_assigned(design):
    design = design.add_arrow("contoso", "litware", scope_users="assigned", assigned=["f1", "c1", "fg"])
    assert design.remove_tenant("fabrikam").arrow("contoso->litware").scope.assigned == ("c1",)
    assert design.remove_users(["c1"]).arrow(ENDS).scope.assigned == ("cg", "f1", "fg")


def test_all_tenants_may_go(design):
    for tenant in ("contoso", "fabrikam", "litware"):
        design = design.remove_tenant(tenant)
    assert (design.tenants, design.arrows, design.topology.groups, len(design.directory)) == ((), (), (), 0)
    document = valid(design)
    assert document["multi_tenant_organization"]["tenants"] == []
    assert valid(design.add_tenant("Contoso"))["tenants"][0]["id"] == "contoso"


def test_a_tenant_that_comes_back_has_nobody(design):
    back = design.remove_tenant("fabrikam").add_tenant("Fabrikam")
    assert back.tenants[-1].id == "fabrikam"
    assert xts.user_flow(back).population().loc["fabrikam"].tolist() == [0, 0, 0]


# -- arrows ------------------------------------------------------------------------------------------------


def test_an_arrow_with_fields_by_nested_and_by_flat_names(design):
    filters = [[{"attribute": "department", "operator": "EQUALS", "value": "IT"}]]
    flat = design.add_arrow(
        "contoso",
        "litware",
        user_type="Guest",
        inbound_auto_redeem=False,
        scope_users="assigned",
        assigned=["c1", "cg"],
        filters=filters,
    )
    nested = design.add_arrow(
        "contoso",
        "litware",
        user_type="Guest",
        gates={"inbound_auto_redeem": False},
        scope={"users": "assigned", "assigned": ["c1", "cg"], "filters": filters},
    )
    assert flat == nested
    arrow = valid(flat)["arrows"][-1]
    assert arrow["gates"] == {
        "inbound_sync_allowed": True,
        "inbound_auto_redeem": False,
        "outbound_auto_redeem": True,
        "inbound_group_sync_allowed": True,
        "inbound_b2b_allowed": True,
    }
    assert arrow["scope"] == {"users": "assigned", "assigned": ["c1", "cg"], "filters": filters}


@pytest.mark.parametrize(
    "fields",
    [
        {"outbound_auto_redeem": False},
        {"gates": {"outbound_auto_redeem": False}},
        {
            "gates": xts.Design.from_document(DOCUMENT)
            .arrows[0]
            .gates.model_copy(update={"outbound_auto_redeem": False})
        },
    ],
)
def test_updating_one_gate_keeps_the_others(design, fields):
    expected = copy.deepcopy(design.to_document())
    expected["arrows"][0]["gates"]["outbound_auto_redeem"] = False
    assert expected["arrows"][0]["gates"]["inbound_auto_redeem"] is None
    assert design.update_arrow(ENDS, **fields).to_document() == expected


@pytest.mark.parametrize("fields", [{"scope_users": "all"}, {"scope": {"users": "all"}}])
def test_updating_one_part_of_the_scope_keeps_the_others(design, fields):
    scope = design.update_arrow(ENDS, **fields).arrow(ENDS).scope
    assert (scope.users, scope.assigned) == ("all", ("c1", "cg", "f1", "fg"))


def test_a_second_arrow_must_be_meant(design):
    with pytest.raises(SecondArrowError, match=r'"contoso->fabrikam".*another=True') as caught:
        design.add_arrow("Contoso", "Fabrikam")
    assert "Contoso" in str(caught.value)
    second = design.add_arrow("Contoso", "Fabrikam", another=True, user_type="Guest")
    third = second.add_arrow("Contoso", "Fabrikam", another=True)
    assert [arrow.id for arrow in third.arrows[3:]] == ["contoso->fabrikam#2", "contoso->fabrikam#3"]
    assert third.topology.between("contoso", "fabrikam") == (third.arrows[0], *third.arrows[3:])
    again = third.remove_arrow("contoso->fabrikam#2").add_arrow("contoso", "fabrikam", another=True)
    assert [arrow.id for arrow in again.arrows[3:]] == ["contoso->fabrikam#3", "contoso->fabrikam#2"]
    valid(again)


def test_another_for_a_pair_without_one_is_the_first(design):
    assert design.add_arrow("contoso", "litware", another=True).arrows[-1].id == "contoso->litware"


def test_back_is_another_pair(design):
    assert design.add_arrow("fabrikam", "contoso").arrows[-1].id == "fabrikam->contoso"


def test_an_arrow_to_itself(design):
    with pytest.raises(DesignError, match='from one tenant to another; "Contoso" is both'):
        design.add_arrow("contoso", "Contoso")


def test_an_arrow_to_nowhere(design):
    with pytest.raises(UnknownNameError, match='no tenant "litwar"; did you mean "litware"'):
        design.add_arrow("contoso", "litwar")


def test_an_arrow_with_an_id_of_its_own(design):
    assert design.add_arrow("contoso", "litware", id="x").arrows[-1].id == "x"
    with pytest.raises(DesignError, match='there is an arrow "contoso->fabrikam" already'):
        design.add_arrow("contoso", "litware", id=ENDS)
    for wrong in ("", 5, ["x"], None):
        with pytest.raises(InputError, match="arrow: id"):
            design.add_arrow("contoso", "litware", id=wrong)


@pytest.mark.parametrize(
    "fields, word",
    [
        ({"staus": "paused"}, 'arrow: staus: unknown key; did you mean "status"'),
        ({"status": "on"}, 'arrow: status: "on" is not one of'),
        ({"inbound_auto_redeem": "yes"}, "arrow: gates.inbound_auto_redeem: must be true or false"),
        ({"gates": None}, "arrow: gates: must be an object"),
        ({"gates": 5, "inbound_auto_redeem": True}, "arrow: gates: must be an object"),
        ({"scope": "all"}, "arrow: scope: must be an object"),
        ({"scope_users": "some"}, 'arrow: scope.users: "some" is not one of'),
        ({"filters": [[{"attribute": "a", "operator": "REGEX MATCH", "value": "(a"}]]}, "RE2"),
        ({"assigned": "c1"}, "arrow: scope.assigned: must be a list"),
    ],
)
def test_wrong_fields_of_an_arrow(design, fields, word):
    with pytest.raises(InputError) as caught:
        design.add_arrow("contoso", "litware", **fields)
    assert word in str(caught.value)
    with pytest.raises(InputError) as caught:
        design.update_arrow(ENDS, **fields)
    assert word in str(caught.value)


def test_nobody_to_assign(design):
    for edit in (
        lambda **f: design.add_arrow("contoso", "litware", **f),
        lambda **f: design.update_arrow(ENDS, **f),
    ):
        with pytest.raises(DesignError, match=r'scope\.assigned: no user or group "nobody"'):
            edit(scope_users="assigned", assigned=["c1", "nobody"])


@pytest.mark.parametrize("field", ["id", "source", "target"])
def test_an_arrow_keeps_its_id_and_ends(design, field):
    with pytest.raises(DesignError, match=f"keeps its {field}; remove it and add another"):
        design.update_arrow(ENDS, **{field: "litware"})


def test_removing_an_arrow_keeps_the_others(design):
    expected = copy.deepcopy(design.to_document())
    del expected["arrows"][1]
    assert design.remove_arrow("fabrikam->litware").to_document() == expected


# -- users -------------------------------------------------------------------------------------------------


def test_added_users_are_as_in_a_document(design):
    added = [
        {"id": "c8", "tenant": "contoso", "attributes": {"level": 5, "country": "DE"}},
        {"id": "f8", "tenant": "fabrikam", "credentials": "external", "home_user": "c8"},
        {"id": "f9", "tenant": "fabrikam", "credentials": "external", "home_user": "c1"},
    ]
    expected = xts.Design.from_document({**DOCUMENT, "users": [*DOCUMENT["users"], *added]})
    assert design.add_users(added) == expected
    assert design.add_users(iter(added[:1])).add_users(added[1:]) == expected


def test_nobody_added_is_no_change(design):
    assert design.add_users([]) == design
    assert design.remove_users([]) == design


@pytest.mark.parametrize(
    "user, word",
    [
        ({"id": "c1", "tenant": "contoso"}, 'there is a user or group "c1" already'),
        ({"id": "cg", "tenant": "contoso"}, 'there is a user or group "cg" already'),
        ({"id": "x", "tenant": "contso"}, 'users[0].tenant: no tenant "contso"; did you mean "contoso"?'),
        ({"id": "x", "tenant": "fabrikam", "home_user": "zz"}, 'users[0].home_user: no user "zz"'),
        (
            {"id": "x", "tenant": "contoso", "home_user": "c1"},
            "users[0].home_user: the home user of an external",
        ),
        (
            {"id": "x", "tenant": "fabrikam", "home_user": "c1"},
            "users[0].home_user: only an external stands for a user of another tenant",
        ),
        ({"id": "x", "tenant": "contoso", "Mail": "x"}, 'users[0].Mail: unknown key; did you mean "mail"?'),
        ({"tenant": "contoso"}, "users[0].id: is required"),
        ({"id": None, "tenant": "contoso"}, "users[0].id: must be text"),
        (5, "users[0]: must be an object"),
    ],
)
def test_users_that_are_refused(design, user, word):
    with pytest.raises((DesignError, DocumentError)) as caught:
        design.add_users([user])
    assert word in str(caught.value)


def test_two_new_users_with_one_id(design):
    with pytest.raises(DocumentError, match=r'users\[1\].id: the id "x" stands at users\[0\] too'):
        design.add_users([{"id": "x", "tenant": "contoso"}] * 2)


def test_removed_users_are_no_longer_named_anywhere(design):
    document = valid(design.remove_users(["c1", "f1"]))
    assert [user["id"] for user in document["users"]] == ["f2", "l1", "l2"]
    assert [user["home_user"] for user in document["users"]] == [None, None, None]
    assert [group["members"] for group in document["groups"]] == [["fg"], []]
    assert document["arrows"][0]["scope"]["assigned"] == ["cg", "fg"]
    assert design.remove_users("c1") == design.remove_users(["c1"])


# -- the name of the design --------------------------------------------------------------------------------


def test_a_design_under_another_name(design):
    assert design.renamed("Größe").to_document() == {**design.to_document(), "name": "Größe"}
    assert design.renamed("").name == ""
    for wrong in (None, 5, "\ud800"):
        with pytest.raises(InputError, match="design: name"):
            design.renamed(wrong)
