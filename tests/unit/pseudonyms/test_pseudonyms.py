"""What each kind of text becomes in a design with invented names."""

import json

import pytest

import xtsviz as xts
from xtsviz.errors import DesignError
from xtsviz.pseudonyms import Pseudonyms


def design_with(*, users=(), filters=(), **parts):
    tenants = [
        {"id": "alpha", "name": "Alpha", "verified_domains": ["alpha.test"]},
        {"id": "omega", "name": "Omega"},
    ]
    arrow = {"source": "alpha", "target": "omega", "scope": {"filters": list(filters)}}
    return xts.Design.from_document(
        {
            "format": "xtsviz-topology",
            "version": 1,
            "tenants": tenants,
            "arrows": [arrow],
            "users": list(users),
            **parts,
        }
    )


def user(id, **fields):
    return {"id": id, "tenant": "alpha", **fields}


def carried(design):
    return sorted(
        int(id.split("-")[1]) for id in xts.user_flow(design).externals(design.tenants[1].id)["user"]
    )


def clauses(design):
    return [[str(clause) for clause in group] for group in design.arrows[0].scope.filters]


def test_a_pattern_becomes_an_attribute_that_is_true_for_the_same_people():
    people = [
        user(f"u{n}", attributes={"department": name}) for n, name in enumerate(["Sales", "Sand", "Salt", ""])
    ]
    pattern = {"attribute": "department", "operator": "REGEX MATCH", "value": "Sa[ln].*"}
    end = {"attribute": "department", "operator": "ENDS_WITH", "value": "t"}
    hidden = design_with(users=people, filters=[[pattern, end]]).pseudonymised()
    assert clauses(hidden) == [["meetsFilter1 IS TRUE", "meetsFilter2 IS TRUE"]]
    assert carried(hidden) == [3]
    assert "Sal" not in json.dumps(hidden.to_document())


def test_equal_values_stay_equal_and_the_filter_true():
    people = [
        user(f"u{n}", attributes={"department": name}) for n, name in enumerate(["IT", "it", "IT", "HR"])
    ]
    clause = {"attribute": "department", "operator": "EQUALS", "value": "IT"}
    hidden = design_with(users=people, filters=[[clause]]).pseudonymised()
    assert carried(hidden) == [1, 3]
    first, second, third, fourth = hidden.directory.sort_values("id")["department"]
    assert first == third
    assert first != second
    assert first.casefold() == second.casefold(), "that upper and lower case differ is to be seen"
    assert fourth.casefold() != first.casefold()


def test_an_attribute_that_the_service_refuses_keeps_its_name():
    people = [user("u1", attributes={"otherMails": "a@alpha.test"})]
    clause = {"attribute": "otherMails", "operator": "Includes", "value": "alpha"}
    design = design_with(users=people, filters=[[clause]])
    names = Pseudonyms([design])
    hidden = names.hidden(design)
    assert clauses(hidden) == [["otherMails IS NOT NULL", "meetsFilter1 IS TRUE"]]
    assert [one.code for one in xts.review(hidden)] == [one.code for one in xts.review(design)]
    assert names.shown(hidden) == design


def test_names_of_attributes_are_graphs_or_invented():
    people = [user("u1", attributes={"department": "x1", "alphaBadge": "y1", "extensionAttribute3": "z1"})]
    hidden = design_with(users=people).pseudonymised()
    assert set(hidden.users.attributes) == {"department", "customAttribute1", "extensionAttribute3"}


def test_a_person_has_one_name_in_all_fields():
    fields = {
        "display_name": "Zora Quint",
        "mail": "zora.quint@alpha.test",
        "user_principal_name": "ZQ@alpha.test",
    }
    (person,) = (
        design_with(users=[user("u1", **fields, attributes={"givenName": "Zora", "surname": "Quint"})])
        .pseudonymised(3)
        .to_document()["users"]
    )
    first, last = person["display_name"].split()
    assert person["attributes"] == {"givenName": first, "surname": last}
    assert person["mail"].startswith(f"{first}.{last}@".lower())
    assert person["mail"].split("@")[1] == person["user_principal_name"].split("@")[1]


def test_an_external_keeps_the_name_that_tells_its_home():
    people = [
        user("u1", user_principal_name="zora_q@alpha.test", mail="zora_q@alpha.test"),
        user(
            "x1",
            credentials="external",
            home_user_from="list",
            user_principal_name="Zora_Q_alpha.test#EXT#@omega.onmicrosoft.com",
        )
        | {"tenant": "omega"},
    ]
    design = design_with(users=people)
    hidden = design.pseudonymised()
    one, other = hidden.to_document()["users"]
    assert other["home_user"] == one["id"]
    assert other["home_user_from"] == "list", "it is worked out from the invented names"
    assert one["mail"].replace("@", "_") in other["user_principal_name"].casefold()
    assert other["user_principal_name"].endswith(f"#EXT#@{hidden.tenants[1].initial_domain}")


def test_remarks_rules_mappings_and_notes_are_replaced():
    design = design_with(
        groups=[{"id": "g", "tenant": "alpha", "name": "Quux", "rule": 'user.city -eq "Quuxtown"'}],
        notes=[{"about": "alpha", "message": "quux.csv was read"}],
        multi_tenant_organization={"name": "Quux", "tenants": ["alpha"]},
        connected_organizations=[
            {"resource_tenant": "alpha", "partner_tenant": "omega", "access_package": "Quux"}
        ],
    )
    design = design.update_tenant(
        "alpha", note="quux", division="Quux", tenant_id="quux", position=(3.0, 4.0)
    )
    design = design.update_arrow(
        "alpha->omega",
        note="quux",
        mappings=[{"target": "quux", "source": 'Join("quux")'}, {"target": "city"}],
    )
    hidden = design.pseudonymised()
    assert "quux" not in json.dumps(hidden.to_document()).casefold()
    assert hidden.tenants[0].position == (3.0, 4.0)
    assert hidden.arrows[0].mappings[1].target == "city"
    assert hidden.notes[0].about == hidden.tenants[0].id
    assert len(xts.review(hidden)) == len(xts.review(design))


def test_the_seed_decides_the_names():
    design = xts.examples.acquisition()
    assert design.pseudonymised(4) == design.pseudonymised(seed=4)
    assert design.pseudonymised(4) != design.pseudonymised(5)


@pytest.mark.parametrize("seed", [-1, 1.5, "3", True, None, 2**70])
def test_a_wrong_seed_is_refused(seed):
    with pytest.raises(DesignError, match="whole number"):
        xts.examples.acquisition().pseudonymised(seed)


def test_what_is_hidden_can_be_hidden_again():
    once = xts.examples.acquisition().pseudonymised()
    again = once.pseudonymised()
    assert not {one.id for one in once.tenants} & {one.id for one in again.tenants}
    assert not set(once.directory["display_name"]) & set(again.directory["display_name"])


def test_the_code_of_a_hidden_design_rebuilds_it_without_the_originals():
    hidden = xts.templates.user_hub(["Zorg", "Blatt"], members=2).pseudonymised()
    code = hidden.to_code()
    assert "zorg" not in code.casefold()
    scope: dict[str, object] = {}
    exec(code, scope)
    assert scope["design"] == hidden


def test_a_lazy_table_gets_invented_names_too():
    polars = pytest.importorskip("polars")
    table = polars.LazyFrame(
        {"id": ["a", "b"], "tenant": ["alpha", "alpha"], "display_name": ["Zora Quint", None]}
    )
    hidden = design_with().with_directory(table).pseudonymised()
    assert len(hidden.directory) == 2
    assert "Zora Quint" not in set(hidden.directory["display_name"])
