"""Open arrows that sync nobody, and the sentence that says why."""

import pandas as pd
import pytest

from tests.unit.findings.designs import a_design, arrow, found, of, people

CODE = "carries-nobody"
GROUPS = [
    {"id": "all", "tenant": "contoso", "name": "All {staff}", "members": ["sales"]},
    {"id": "sales", "tenant": "contoso", "name": "Sales", "members": ["c1"]},
    {"id": "empty", "tenant": "contoso", "name": "Empty"},
    {"id": "guests", "tenant": "contoso", "name": "Guests", "members": ["ext", "sales"]},
]
OTHERS = [
    {"id": "ext", "tenant": "contoso", "credentials": "external"},
    {"id": "guest", "tenant": "contoso", "user_type": "Guest"},
    {"id": "sms", "tenant": "contoso", "sms_sign_in": True},
    {"id": "waits", "tenant": "contoso"},
    {
        "id": "invited",
        "tenant": "fabrikam",
        "credentials": "external",
        "home_user": "waits",
        "external_user_state": "PendingAcceptance",
    },
]
USERS = [*people("contoso", 2, attributes={"department": "Sales"}), *OTHERS]


def assigned(*ids, filters=()):
    return {"users": "assigned", "assigned": list(ids), "filters": list(filters)}


def where(attribute, operator, value=None):
    return [[{"attribute": attribute, "operator": operator, "value": value}]]


def why(scope, **fields):
    design = a_design([arrow("contoso", "fabrikam", scope=scope, **fields)], USERS, groups=GROUPS)
    (message,) = of(design, CODE).values()
    lead = "Contoso → Fabrikam is open, but it syncs nobody: "
    assert message.startswith(lead)
    return message.removeprefix(lead)


@pytest.mark.parametrize(
    "scope, said",
    [
        (assigned(), "nobody is assigned."),
        (
            assigned("empty", "all"),
            'only groups without direct members are assigned: "Sales" is in "All {staff}", but nested groups are '
            "not followed.",
        ),
        (assigned("empty"), 'only groups without direct members are assigned: "Empty".'),
        (assigned("ext"), "those who are assigned are no internal users of Contoso."),
        (
            assigned("guests"),
            'those who are assigned are no internal users of Contoso; "Sales" is in "Guests", but nested groups are '
            "not followed.",
        ),
        (
            {"filters": where("department", "EQUALS", "Sales {source}")},
            'nobody meets its filter (department EQUALS "Sales {source}"); the most frequent value in Contoso is '
            '"Sales".',
        ),
        (
            {"filters": where("userType", "EQUALS", "Member")},
            'nobody meets its filter (userType EQUALS "Member"); the service does not filter on userType.',
        ),
        (
            assigned("c1", filters=where("Department", "EQUALS", "Sales")),
            'nobody who is assigned meets its filter (Department EQUALS "Sales"); nobody in Contoso has a value for '
            '"Department".',
        ),
        (
            assigned("guest", "sms", "waits"),
            "all users in its scope are left out: 1 internal guest, 1 who signs in by SMS and 1 whose invitation is "
            "pending.",
        ),
    ],
)
def test_an_open_arrow_that_syncs_nobody_says_why(scope, said):
    assert why(scope) == said


def test_an_arrow_that_may_not_create_says_so():
    assert "2 whom it may not create in Fabrikam" in why(assigned("c1", "c2"), actions=["Update"])


def test_users_whose_mail_domain_is_not_verified_are_left_out():
    tenants = [{"id": "contoso", "verified_domains": ["contoso.com"]}, {"id": "fabrikam"}]
    users = people("contoso", 2, mail="someone@fourthcoffee.com")
    (message,) = of(a_design([arrow("contoso", "fabrikam")], users, tenants), CODE).values()
    assert message.endswith("all users in its scope are left out: 2 whose mail is on no verified domain.")


def test_groups_may_be_in_a_table():
    design = a_design(
        [arrow("contoso", "fabrikam", scope=assigned("all"))], groups=[{**GROUPS[0], "members": []}]
    )
    users = pd.DataFrame({"id": ["c1", "c2"], "tenant": ["contoso", "contoso"]})
    table = pd.DataFrame({"group": ["all", "sales"], "member": ["sales", "c1"]})
    (message,) = of(design.with_directory(users, memberships=table), CODE).values()
    assert '"sales" is in "All {staff}"' in message


@pytest.mark.parametrize(
    "fields",
    [
        {"scope": assigned("c1")},
        {"scope": assigned("sales")},
        {"scope": assigned(), "status": "paused"},
        {"scope": assigned(), "gates": {"inbound_sync_allowed": False}},
        {"scope": {"users": "unknown"}},
    ],
)
def test_it_syncs_somebody_or_is_not_open(fields):
    assert not found(a_design([arrow("contoso", "fabrikam", **fields)], USERS, groups=GROUPS), CODE)


def test_a_source_without_internal_users_is_no_wonder():
    empty = [arrow("contoso", "fabrikam", scope=assigned())]
    assert not found(a_design(empty), CODE)
    assert not found(a_design(empty, OTHERS[:1]), CODE)
