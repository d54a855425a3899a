"""Why a user is, or is not, in a tenant: one sentence for each case."""

import pytest

import xtsviz as xts
from tests.unit.flow.topologies import arrow, document, external, person, tenant
from xtsviz.errors import AmbiguousNameError, UnknownNameError

LEGAL = [[{"attribute": "department", "operator": "EQUALS", "value": "Legal"}]]


def why(user, where, *, arrows=(), users=None, tenants="ABC", **more):
    users = (
        [person("a1", display_name="Lidia", attributes={"department": "Sales"})] if users is None else users
    )
    design = xts.Design.from_document(document(list(tenants), list(arrows), users, **more))
    return xts.user_flow(design).why(user, where)


def filtered(*clauses):
    groups = [[{"attribute": a, "operator": o, "value": v} for a, o, v in group] for group in clauses]
    return [arrow("A", "B", filters=groups)]


def test_at_home():
    assert why("a1", "A") == "Lidia is in Contoso, as internal member: it is the home tenant."


def test_brought_by_an_arrow():
    sentence = why("a1", "B", arrows=[arrow("A", "B")])
    assert sentence == (
        "Lidia is in Fabrikam, as external member: Contoso → Fabrikam syncs the user from Contoso, the home tenant."
    )


def test_brought_by_two_arrows():
    sentence = why("a1", "B", arrows=[arrow("A", "B"), arrow("A", "B", id="second", user_type="Guest")])
    assert sentence.endswith(
        'Contoso → Fabrikam ("A->B") syncs the user from Contoso, the home tenant, and Contoso → Fabrikam '
        '("second") too.'
    )


def test_one_of_two_arrows_is_blocked_and_the_other_does_not_fit():
    sentence = why(
        "a1",
        "B",
        arrows=[
            arrow("A", "B", gates={"inbound_sync_allowed": False, "outbound_auto_redeem": False}),
            arrow("A", "B", filters=LEGAL),
        ],
    )
    assert sentence == (
        'Lidia is not in Fabrikam: Contoso → Fabrikam ("A->B") is blocked, because Fabrikam does not allow users to be '
        "synchronized from Contoso and Contoso does not redeem invitations to Fabrikam automatically; the user does "
        'not meet the filter of Contoso → Fabrikam ("A->B#2"): department is Sales, the filter wants Legal.'
    )


@pytest.mark.parametrize(
    "state, cause",
    [
        ({}, "and Contoso → Fabrikam manages it now."),
        ({"external_user_state": "PendingAcceptance"}, "the invitation to Fabrikam is not accepted."),
    ],
)
def test_there_before(state, cause):
    users = [person("a1", display_name="Lidia"), external("e1", "B", home_user="a1", **state)]
    sentence = why("e1", "B", users=users, arrows=[arrow("A", "B")])
    assert sentence.startswith("Lidia is in Fabrikam, as external guest: the external was there before, ")
    assert sentence.endswith(cause)


def test_there_before_from_a_list_and_no_arrow():
    users = [
        person("a1", display_name="Lidia"),
        external("e1", "B", mail="a1@contoso.com", home_user_from="list"),
    ]
    assert why("a1", "B", users=users) == (
        "Lidia is in Fabrikam, as external guest: the external was there before (it is in the list of users), and no "
        "arrow leads from Contoso, the home tenant, to Fabrikam."
    )


def test_an_external_whose_home_is_not_known():
    users = [external("e1", "B", display_name="Kim")]
    assert why("e1", "B", users=users).endswith("no arrow manages it, because its home user is not known.")
    assert why("e1", "C", users=users, arrows=[arrow("B", "C")]) == (
        "Kim is not in Northwindtraders: the home user is not known, and an arrow syncs only internal users of its "
        "source; Fabrikam → Northwindtraders does not help, because externals are never passed on, and Kim is an "
        "external in Fabrikam."
    )


def test_no_arrow():
    assert (
        why("a1", "B")
        == "Lidia is not in Fabrikam: no arrow leads from Contoso, the home tenant, to Fabrikam."
    )


def test_externals_are_never_passed_on():
    sentence = why("a1", "C", arrows=[arrow("A", "B"), arrow("B", "C")])
    assert sentence == (
        "Lidia is not in Northwindtraders: no arrow leads from Contoso, the home tenant, to Northwindtraders; Fabrikam "
        "→ Northwindtraders does not help, because externals are never passed on, and Lidia is an external in Fabrikam."
    )


@pytest.mark.parametrize(
    "clauses, value, said",
    [
        ([[("department", "EQUALS", "Legal")]], None, "department is empty, the filter wants Legal"),
        ([[("department", "EQUALS", "Legal")]], "Sales", "department is Sales, the filter wants Legal"),
        (
            [[("department", "EQUALS", "Legal")], [("department", "EQUALS", "HR")]],
            "Sales",
            "department is Sales, the filter wants Legal or HR",
        ),
        (
            [[("department", "EQUALS", "legal")]],
            "Legal",
            "department is Legal, the filter wants legal (upper and lower case differ)",
        ),
        ([[("department", "NOT EQUALS", "Sales")]], "Sales", "the filter wants any value but Sales"),
        ([[("department", "REGEX MATCH", "IT.*")]], "Sales", "the filter wants a match of IT.*"),
        ([[("department", "NOT REGEX MATCH", "S.*")]], "Sales", "the filter wants no match of S.*"),
        ([[("department", "IS NULL", None)]], "Sales", "department is Sales, the filter wants no value"),
        ([[("department", "IS NOT NULL", None)]], None, "department is empty, the filter wants a value"),
        ([[("department", "ENDS_WITH", "x")]], "Sales", "the filter wants an end of x"),
        ([[("department", "Includes", "x")]], "Sales", "the filter wants x in it"),
        ([[("level", "Greater_Than", "5")]], None, "level is empty, the filter wants a whole number over 5"),
        ([[("accountEnabled", "IS FALSE", None)]], "", "accountEnabled is true, the filter wants false"),
        ([[("department", "EQUALS", "a; b")]], "empty", 'department is "empty", the filter wants "a; b"'),
        (
            [[("department", "EQUALS", str(n))] for n in range(5)],
            "Sales",
            "department is Sales, the filter wants 0 or 1 or 2; and 2 more",
        ),
        (
            [[("department", "EQUALS", "Sales"), ("country", "EQUALS", "DE")]],
            "Sales",
            "country is empty, the filter wants DE",
        ),
    ],
)
def test_the_value_on_which_a_clause_failed(clauses, value, said):
    users = [person("a1", display_name="Lidia", attributes={"department": value, "country": None})]
    design = xts.Design.from_document(document(["A", "B"], filtered(*clauses), users))
    flow = xts.user_flow(design)
    assert flow.why("a1", "B").endswith(f"{said}.")
    assert flow.trace("a1")["explanation"][0].endswith(f"{said}.")
    assert "Lidia, who does not meet its filter: " in flow.trace("a1")["explanation"][0]


@pytest.mark.parametrize(
    "fields, user, said",
    [
        (
            {"assigned": []},
            {},
            "the user is neither assigned to Contoso → Fabrikam nor a direct member of a group",
        ),
        ({}, {"user_type": "Guest"}, "syncs internal members only, and the user is an internal guest"),
        ({}, {"sms_sign_in": True}, "leaves out users who sign in by SMS, and the user does"),
        ({"actions": ["Update"]}, {}, "may not create users, and Fabrikam has no user to match"),
        ({"status": "paused"}, {}, "syncs nobody new, because its provisioning job is paused"),
        (
            {"assigned": [], "gates": {"inbound_sync_allowed": False}},
            {},
            "; besides, Contoso → Fabrikam is blocked, because Fabrikam does not allow users",
        ),
    ],
)
def test_not_synchronized(fields, user, said):
    users = [person("a1", display_name="Lidia", **user)]
    sentence = why("a1", "B", users=users, arrows=[arrow("A", "B", **fields)])
    assert sentence.startswith("Lidia is not in Fabrikam: ")
    assert said in sentence


def test_mail_on_a_domain_that_is_not_verified():
    users = [person("a1", display_name="Lidia", mail="lidia@elsewhere.com")]
    tenants = [tenant("A", verified_domains=["contoso.com"]), "B"]
    sentence = why("a1", "B", users=users, tenants=tenants, arrows=[arrow("A", "B")])
    assert sentence.endswith("the mail address is on no verified domain of Contoso.")


def test_merged():
    users = [person("a1", display_name="Kim"), person("a2", display_name="Lidia", mail="a1@contoso.com")]
    assert why("a2", "B", users=users, arrows=[arrow("A", "B")]) == (
        "Lidia is not in Fabrikam: another user of Contoso has the same mail address (Kim), and Contoso → Fabrikam "
        "makes one object for both."
    )


@pytest.mark.parametrize(
    "fields, said",
    [
        ({"gates": {"inbound_sync_allowed": None}}, "a setting of Fabrikam is not known"),
        ({"scope": {"users": "unknown"}}, "its scope could not be read"),
    ],
)
def test_unknown(fields, said):
    one = {**arrow("A", "B"), **fields}
    assert why("a1", "B", arrows=[one]) == (
        "It is not known whether Lidia is in Fabrikam: it is not known whether Contoso → Fabrikam syncs the user, "
        f"because {said}."
    )


@pytest.mark.parametrize(
    "named", ["B", "Fabrikam", "FABRIKAM", "fabrikam.com", "Fabrikam.onmicrosoft.com", "guid-b"]
)
def test_a_tenant_by_id_name_or_domain(named):
    tenants = ["A", tenant("B", verified_domains=["fabrikam.com"], tenant_id="guid-b")]
    assert why("lidia", named, tenants=tenants).startswith("Lidia is not in Fabrikam: ")


def test_unknown_and_ambiguous_tenants():
    with pytest.raises(UnknownNameError, match=r'^no tenant "Fabrikan"; did you mean "Fabrikam"\?$'):
        why("a1", "Fabrikan")
    with pytest.raises(
        UnknownNameError, match=r'^no tenant "zzz"; the tenants are "Contoso", "Fabrikam", "North'
    ):
        why("a1", "zzz")
    twice = ["A", tenant("B", verified_domains=["x.com"]), tenant("C", verified_domains=["x.com"])]
    with pytest.raises(AmbiguousNameError, match=r'2 tenants have the name or domain "x.com".*: "B", "C"$'):
        why("a1", "x.com", tenants=twice)


def test_names_are_one_line():
    users = [person("a1", display_name="x\ny\x1b[0m")]
    assert why("a1", "A", users=users).isprintable()
