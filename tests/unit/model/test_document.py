"""The document: what it may leave out, and everything that it is refused for, with the place."""

from __future__ import annotations

import copy
import json
import math

import pytest

import xtsviz as xts
from xtsviz.errors import DocumentError
from xtsviz.io.files import from_bytes
from xtsviz.model import jsontext


def a_document(**changes):
    document = {
        "format": "xtsviz-topology",
        "version": 1,
        "tenants": [{"id": "contoso"}, {"id": "fabrikam"}, {"id": "litware"}],
        "arrows": [{"source": "contoso", "target": "fabrikam"}],
        "users": [{"id": "a1", "tenant": "contoso"}, {"id": "a2", "tenant": "fabrikam"}],
        "groups": [{"id": "g1", "tenant": "contoso", "members": ["a1"]}],
    }
    return {**document, **changes}


def refused(document):
    """What the document is refused for, one line per problem."""
    before = copy.deepcopy(document)
    with pytest.raises(DocumentError) as caught:
        xts.Design.from_document(document)
    assert document == before, "the document was changed"
    return [str(problem) for problem in caught.value.problems]


# -- what it may leave out ---------------------------------------------------------------------------------

COMPLETE = {
    "format": "xtsviz-topology",
    "version": 1,
    "name": "",
    "tenants": [
        {
            "id": "contoso",
            "name": "contoso",
            "tenant_id": None,
            "initial_domain": "contoso.onmicrosoft.com",
            "verified_domains": [],
            "cloud": "commercial",
            "allow_invites_from": "everyone",
            "division": None,
            "invitation_domains": None,
            "object_quota": 300000,
            "color": None,
            "position": None,
        }
    ],
    "arrows": [],
    "users": [
        {
            "id": "a1",
            "tenant": "contoso",
            "display_name": "a1",
            "user_principal_name": None,
            "mail": None,
            "credentials": "internal",
            "user_type": "Member",
            "account_enabled": True,
            "sms_sign_in": False,
            "home_user": None,
            "home_tenant": None,
            "external_user_state": None,
            "attributes": {},
        }
    ],
    "groups": [
        {
            "id": "g1",
            "tenant": "contoso",
            "name": "g1",
            "kind": "security",
            "rule": None,
            "role_assignable": False,
            "members": [],
        }
    ],
    "multi_tenant_organization": None,
    "connected_organizations": [],
    "notes": [],
    "options": {"internal_guests": "exclude"},
}
COMPLETE_ARROW = {
    "id": "contoso->fabrikam",
    "source": "contoso",
    "target": "fabrikam",
    "status": "active",
    "scope": {"users": "all", "assigned": [], "filters": []},
    "user_type": "Member",
    "user_type_flow": "ObjectAddOnly",
    "actions": ["Add", "Update", "Delete"],
    "sync_groups": False,
    "mappings": [],
    "gates": {
        "inbound_sync_allowed": True,
        "inbound_auto_redeem": True,
        "outbound_auto_redeem": True,
        "inbound_group_sync_allowed": True,
        "inbound_b2b_allowed": True,
    },
}


def test_what_is_left_out_takes_its_default():
    design = xts.Design.from_document(
        {
            "format": "xtsviz-topology",
            "version": 1,
            "tenants": [{"id": "contoso"}],
            "users": [{"id": "a1", "tenant": "contoso"}],
            "groups": [{"id": "g1", "tenant": "contoso"}],
        }
    )
    assert design.to_document() == COMPLETE
    arrow = xts.Design.from_document(a_document()).to_document()["arrows"][0]
    assert arrow == COMPLETE_ARROW


def test_parts_that_are_half_given_take_the_defaults_of_the_rest():
    arrow = {"source": "contoso", "target": "fabrikam", "gates": {"inbound_auto_redeem": None}, "scope": {}}
    made = xts.Design.from_document(a_document(arrows=[arrow])).arrows[0].model_dump(mode="json")
    assert made["gates"] == {**COMPLETE_ARROW["gates"], "inbound_auto_redeem": None}
    assert made["scope"] == COMPLETE_ARROW["scope"]


def test_the_smallest_document_has_no_tenants():
    design = xts.Design.from_document({"format": "xtsviz-topology", "version": 1, "tenants": []})
    assert (design.tenants, design.arrows, len(design.directory)) == ((), (), 0)
    assert xts.Design.from_document(design.to_document()) == design
    assert xts.user_flow(design).counts().shape == (0, 0)


def test_arrows_of_one_pair_are_numbered_from_the_second():
    ends = {"source": "contoso", "target": "fabrikam"}
    back = {"source": "fabrikam", "target": "contoso"}
    design = xts.Design.from_document(a_document(arrows=[ends, back, ends, ends]))
    assert [arrow.id for arrow in design.arrows] == [
        "contoso->fabrikam",
        "fabrikam->contoso",
        "contoso->fabrikam#2",
        "contoso->fabrikam#3",
    ]


def test_an_arrow_without_id_avoids_the_ids_that_others_were_given():
    ends = {"source": "contoso", "target": "fabrikam"}
    design = xts.Design.from_document(a_document(arrows=[ends, {**ends, "id": "contoso->fabrikam"}]))
    assert [arrow.id for arrow in design.arrows] == ["contoso->fabrikam#2", "contoso->fabrikam"]


# -- what it is refused for --------------------------------------------------------------------------------

ENDS = {"source": "contoso", "target": "fabrikam"}


def with_arrow(**fields):
    return a_document(arrows=[{**ENDS, **fields}])


def with_user(**fields):
    return a_document(users=[{"id": "a1", "tenant": "contoso"}, {"id": "a9", "tenant": "contoso", **fields}])


def with_tenant(**fields):
    tenants = a_document()["tenants"]
    return a_document(tenants=[*tenants, {"id": "adatum", **fields}])


def with_clause(**fields):
    return with_arrow(scope={"filters": [[{"attribute": "department", "operator": "EQUALS", **fields}]]})


CLAUSE = "arrows[0].scope.filters[0][0]"
UNKNOWN_KEYS = {
    "nmae": (a_document(nmae="x"), 'nmae: unknown key; did you mean "name"?'),
    "tenant": (with_tenant(Name="x"), 'tenants[3].Name: unknown key; did you mean "name"?'),
    "arrow": (with_arrow(sourc="x"), 'arrows[0].sourc: unknown key; did you mean "source"?'),
    "gate": (with_arrow(gates={"inbound": True}), "arrows[0].gates.inbound: unknown key"),
    "scope": (with_arrow(scope={"asigned": []}), "arrows[0].scope.asigned: unknown key"),
    "clause": (with_clause(value="IT", vlaue="IT"), f"{CLAUSE}.vlaue: unknown key"),
    "user": (with_user(department="IT"), "users[1].department: unknown key"),
    "options": (a_document(options={"guests": "x"}), "options.guests: unknown key"),
}
WRONG = {
    "name": (a_document(name=5), "name: must be text"),
    "tenants no list": (
        a_document(tenants={"id": "x"}, arrows=[], users=[], groups=[]),
        "tenants: must be a list",
    ),
    "tenant no object": (
        a_document(tenants=["contoso"], arrows=[], users=[], groups=[]),
        "must be an object",
    ),
    "users null": (a_document(users=None, groups=[]), "users: must be a list"),
    "id a number": (with_tenant(id=7), "tenants[3].id: must be text"),
    "id empty": (with_tenant(id=""), "tenants[3].id: must not be empty"),
    "name empty": (with_tenant(name=""), "tenants[3].name: must not be empty"),
    "name too long": (
        with_tenant(name="x" * 257),
        "tenants[3].name: 257 characters; at most 256 are allowed",
    ),
    "cloud": (with_tenant(cloud="moon"), "tenants[3].cloud: \"moon\" is not one of 'commercial'"),
    "invites": (with_tenant(allow_invites_from="all"), 'tenants[3].allow_invites_from: "all" is not one of'),
    "quota text": (with_tenant(object_quota="5"), "tenants[3].object_quota: must be a whole number"),
    "quota negative": (with_tenant(object_quota=-1), "tenants[3].object_quota: Input should be greater"),
    "quota broken": (with_tenant(object_quota=1.5), "tenants[3].object_quota: must be a whole number"),
    "colour": (with_tenant(color="red;}"), 'tenants[3].color: "red;}" is no colour; write #rrggbb'),
    "position": (with_tenant(position=[1]), "tenants[3].position[1]: is required"),
    "position endless": (
        with_tenant(position=[1, math.inf]),
        "tenants[3].position[1]: must be a finite number",
    ),
    "position no number": (with_tenant(position=[math.nan, 0]), "position[0]: must be a finite number"),
    "domains": (with_tenant(verified_domains="a.com"), "tenants[3].verified_domains: must be a list"),
    "status": (with_arrow(status="on"), "arrows[0].status: \"on\" is not one of 'active', 'paused'"),
    "gate text": (
        with_arrow(gates={"inbound_auto_redeem": "yes"}),
        "gates.inbound_auto_redeem: must be true or",
    ),
    "gate number": (
        with_arrow(gates={"inbound_auto_redeem": 1}),
        "inbound_auto_redeem: must be true or false",
    ),
    "gates null": (with_arrow(gates=None), "arrows[0].gates: must be an object"),
    "actions": (with_arrow(actions=["Create"]), 'arrows[0].actions[0]: "Create" is not one of'),
    "scope word": (with_arrow(scope={"users": "some"}), 'arrows[0].scope.users: "some" is not one of'),
    "operator": (with_clause(operator="", value="x"), f"{CLAUSE}.operator: must not be empty"),
    "no value": (with_clause(), f"{CLAUSE}: EQUALS needs a value"),
    "filters flat": (with_arrow(scope={"filters": [{}]}), "arrows[0].scope.filters[0]: must be a list"),
    "attributes list": (with_user(attributes=["IT"]), "users[1].attributes: must be an object"),
    "attribute list": (with_user(attributes={"a": ["x"]}), "users[1].attributes.a: an attribute is text"),
    "attribute broken": (with_user(attributes={"a": 1.5}), "users[1].attributes.a: an attribute is text"),
    "attribute NaN": (with_user(attributes={"a": math.nan}), "users[1].attributes.a: an attribute is text"),
    "attribute a field": (
        with_user(attributes={"mail": "x"}),
        'users[1].attributes.mail: "mail" is a field of',
    ),
    "attribute unnamed": (with_user(attributes={"": "x"}), "users[1].attributes"),
    "enabled": (with_user(account_enabled="true"), "users[1].account_enabled: must be true or false"),
    "guests": (a_document(options={"internal_guests": "some"}), 'options.internal_guests: "some" is not one'),
    "version text": (a_document(version="1"), "version: must be a whole number"),
    "version true": (a_document(version=True), "version: must be a whole number"),
    "version 0": (a_document(version=0), "version: 0 is not one of 1"),
}
REFERENCES = {
    "target": (
        with_arrow(target="fabrikm"),
        'arrows[0].target: no tenant "fabrikm"; did you mean "fabrikam"?',
    ),
    "source": (
        with_arrow(source="Contoso"),
        'arrows[0].source: no tenant "Contoso"; did you mean "contoso"?',
    ),
    "far off": (with_arrow(target="zzz"), 'arrows[0].target: no tenant "zzz"'),
    "itself": (with_arrow(target="contoso"), "arrows[0].target: an arrow leads from one tenant to another"),
    "assigned": (
        with_arrow(scope={"users": "assigned", "assigned": ["a1", "a7"]}),
        'arrows[0].scope.assigned[1]: no user or group "a7"',
    ),
    "user's tenant": (
        with_user(tenant="contso"),
        'users[1].tenant: no tenant "contso"; did you mean "contoso"?',
    ),
    "home tenant": (with_user(home_tenant="x"), 'users[1].home_tenant: no tenant "x"'),
    "home user": (with_user(home_user="nobody"), 'users[1].home_user: no user "nobody"'),
    "home user here": (
        with_user(home_user="a1"),
        "users[1].home_user: the home user of an external belongs to",
    ),
    "group's tenant": (a_document(groups=[{"id": "g", "tenant": "x"}]), 'groups[0].tenant: no tenant "x"'),
    "member": (
        a_document(groups=[{"id": "g", "tenant": "contoso", "members": ["a1", "zz"]}]),
        'groups[0].members[1]: no user or group "zz"',
    ),
    "organization": (
        a_document(multi_tenant_organization={"name": "All", "tenants": ["contoso", "x"]}),
        'multi_tenant_organization.tenants[1]: no tenant "x"',
    ),
    "connected": (
        a_document(connected_organizations=[{"resource_tenant": "contoso", "partner_tenant": "x"}]),
        'connected_organizations[0].partner_tenant: no tenant "x"',
    ),
}
REPEATED = {
    "tenant": (with_tenant(id="contoso"), 'tenants[3].id: the id "contoso" stands at tenants[0] too'),
    "user": (with_user(id="a1"), 'users[1].id: the id "a1" stands at users[0] too'),
    "arrow": (
        a_document(arrows=[{**ENDS, "id": "x"}, {**ENDS, "id": "x"}]),
        'arrows[1].id: the id "x" stands at arrows[0] too',
    ),
    "group": (
        a_document(groups=[{"id": "g", "tenant": "contoso"}] * 2),
        'groups[1].id: the id "g" stands at groups[0] too',
    ),
    "user and group": (
        a_document(groups=[{"id": "a1", "tenant": "contoso"}]),
        'groups[0].id: "a1" is the id of a user too',
    ),
}


@pytest.mark.parametrize(
    "document, told",
    [
        pytest.param(*case, id=f"{kind}: {name}")
        for kind, cases in (
            ("unknown key", UNKNOWN_KEYS),
            ("wrong", WRONG),
            ("reference", REFERENCES),
            ("repeated", REPEATED),
        )
        for name, case in cases.items()
    ],
)
def test_one_mistake_is_one_problem_with_its_place(document, told):
    found = refused(document)
    assert len(found) == 1, found
    assert told in found[0]


@pytest.mark.parametrize(
    "document, places",
    [
        (with_user(id=None), ["users[1].id"]),
        (a_document(tenants=[{"name": "Contoso"}], arrows=[], users=[], groups=[]), ["tenants[0].id"]),
        (a_document(arrows=[{"source": "contoso"}]), ["arrows[0].target"]),
        (a_document(arrows=[{}]), ["arrows[0].source", "arrows[0].target"]),
        (a_document(users=[{}], groups=[]), ["users[0].id", "users[0].tenant"]),
    ],
)
def test_what_is_required(document, places):
    assert [problem.split(": ")[0] for problem in refused(document)] == places


@pytest.mark.parametrize("key", ["version", "tenants"])
def test_the_document_needs(key):
    document = a_document(arrows=[], users=[], groups=[])
    del document[key]
    assert refused(document) == [f"{key}: is required"]


def test_all_mistakes_of_a_document_are_told_at_once():
    document = a_document(
        tenants=[{"id": "contoso"}, {"id": "fabrikam"}, {"id": "contoso", "cloud": "moon"}],
        arrows=[{"source": "contoso", "target": "fabrikm"}, {"source": "contoso", "target": "contoso"}],
        users=[{"id": "a1", "tenant": "nowhere", "account_enabled": "yes"}],
        colour="blue",
    )
    with pytest.raises(DocumentError) as caught:
        xts.Design.from_document(document)
    assert [problem.place for problem in caught.value.problems] == [
        "tenants[2].cloud",
        "users[0].account_enabled",
        "colour",
        "tenants[2].id",
        "arrows[0].target",
        "arrows[1].target",
        "users[0].tenant",
    ]
    lines = str(caught.value).splitlines()
    assert lines[0] == "7 problems"
    assert len(lines) == 8


def test_a_newer_version_is_refused_with_what_to_do():
    assert refused(a_document(version=2, something_new=[])) == [
        "version: 2 is newer than this xtsviz reads (1); update it: pip install -U xtsviz"
    ]


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users", "value": []},
        {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5},
        {"format": "xtsviz-scenario", "version": 1},
        {"format": ["xtsviz-topology"], "version": 1, "tenants": []},
    ],
)
def test_the_json_of_another_tool_is_one_problem(other):
    found = refused(other)
    assert len(found) == 1
    assert "no xtsviz document" in found[0]
    assert '"xtsviz-topology" is expected' in found[0]


@pytest.mark.parametrize("value", [None, [], "xtsviz-topology", 5, True, [a_document()]])
def test_what_is_no_object_is_no_document(value):
    with pytest.raises(DocumentError, match="a document is a JSON object"):
        xts.Design.from_document(value)


HALF = "\ud83d"


@pytest.mark.parametrize(
    "document, place",
    [
        (a_document(name=HALF), "name"),
        (with_tenant(division=HALF), "tenants[3].division"),
        (with_user(display_name=f"Adele {HALF}"), "users[1].display_name"),
        (with_user(attributes={"department": HALF}), "users[1].attributes.department"),
        (with_user(attributes={HALF: "IT"}), "users[1].attributes"),
        (with_clause(value=HALF), f"{CLAUSE}.value"),
    ],
)
def test_half_a_character_is_refused_before_it_cannot_be_saved(document, place):
    found = refused(document)
    assert all(problem.startswith(place) for problem in found)
    assert any("half a character" in problem for problem in found)
    text = json.dumps(document).encode()  # as an escape, JSON can write it
    with pytest.raises(DocumentError, match="half a character"):
        from_bytes(text)


def test_a_key_cannot_write_to_the_terminal():
    (found,) = refused(a_document(**{"\x1b[2J" + "x" * 500: 1}))
    assert found.isprintable()
    assert len(found) < 200


def test_python_values_that_no_json_has():
    assert refused({**a_document(), 5: 1}) == ["[5]: Keys should be strings"]
    assert "version: " in refused(a_document(version=10**5000))[0]
    assert refused(with_arrow(status=10**5000))[0].startswith("arrows[0].status: ")


@pytest.mark.parametrize("key", ["format", "name", "arrows", "users", "options", "multi_tenant_organization"])
def test_lists_within_lists_within_lists(key):
    value = []
    for _ in range(3000):
        value = [value]
    with pytest.raises(DocumentError):
        xts.Design.from_document(a_document(**{key: value}))
    with pytest.raises(DocumentError):
        xts.Design.from_document(with_arrow(status=value))


# -- as text -----------------------------------------------------------------------------------------------


def told(content):
    with pytest.raises(DocumentError) as caught:
        jsontext.decode(content)
    return str(caught.value)


@pytest.mark.parametrize(
    "content, word",
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        ("\ufeff".encode(), "empty"),
        (b'{"format": ', "line 1, column 12: not JSON"),
        (b'{\n "a": 1,\n "b" 2}', "line 3, column 6: not JSON"),
        (b"{'a': 1}", "line 1, column 2: not JSON"),
        (b'{"a": 1} {"b": 2}', "line 1, column 10: not JSON"),
        (b"name,department\nAdele,IT\n", "not JSON"),
        (b'{"a": 1, "b": 2, "a": 3}', 'the key "a" is given twice'),
        (b'{"x": [{"id": 1, "id": 1}]}', 'the key "id" is given twice'),
        (b'{"a": NaN}', "NaN is not a JSON value"),
        (b'{"a": -Infinity}', "-Infinity is not a JSON value"),
        (json.dumps({"a": "é"}, ensure_ascii=False).encode("latin-1"), "byte 7 is not UTF-8"),
        ('{"a": 1}'.encode("utf-16"), "UTF-16; save it as UTF-8"),
        ('{"a": 1}'.encode("utf-16-be"), "not JSON"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00\xbf", "binary"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"a":' * 200_000, "nested too deeply"),
        (b'{"a": ' + b"9" * 5000 + b"}", "4300 digits"),
    ],
)
def test_a_spoiled_text_is_told_in_one_line(content, word):
    found = told(content)
    assert word in found
    assert "\n" not in found


def test_utf_8_with_and_without_a_mark():
    plain = json.dumps(a_document(name="Größe 😀"), ensure_ascii=False).encode("utf-8")
    with_mark = b"\xef\xbb\xbf" + plain
    assert from_bytes(with_mark) == from_bytes(plain)
    assert from_bytes(with_mark).name == "Größe 😀"
    assert jsontext.decode("\ufeff{}") == {}
