"""Externals whose mail and user principal name name two people."""

import pytest

from tests.unit.findings.designs import a_design, arrow, found, of

CODE = "home-user-ambiguous"
TENANTS = [{"id": "contoso", "name": "Contoso"}, {"id": "fabrikam", "name": "Fabrikam"}]
ALEX = {"id": "c1", "tenant": "contoso", "display_name": "Alex", "user_principal_name": "alex@contoso.com"}
ZOE = {"id": "c2", "tenant": "contoso", "display_name": "Zoe", "mail": "zoe@contoso.com"}
GUEST = {
    "id": "x1",
    "tenant": "fabrikam",
    "display_name": "Helpdesk",
    "user_principal_name": "alex_contoso.com#EXT#@fabrikam.onmicrosoft.com",
    "mail": "Zoe@Contoso.com",
    "credentials": "external",
    "home_user_from": "list",
}


def designed(*users, **scope):
    return a_design([arrow("contoso", "fabrikam", scope=scope)], users, TENANTS)


def test_a_guest_who_was_handed_over():
    design = designed(ALEX, ZOE, GUEST)
    assert found(design, CODE) == ["contoso->fabrikam"]
    message = of(design, CODE)["contoso->fabrikam"]
    guest = "Helpdesk (alex_contoso.com#EXT#@fabrikam.onmicrosoft.com)"
    assert f"{guest} has the mail of Zoe and the name of Alex" in message


@pytest.mark.parametrize("assigned, there", [("c1", True), ("c2", True), ("c3", False)])
def test_one_of_the_two_must_be_in_scope(assigned, there):
    design = designed(
        ALEX, ZOE, {"id": "c3", "tenant": "contoso"}, GUEST, users="assigned", assigned=[assigned]
    )
    assert bool(found(design, CODE)) == there


def test_both_name_one_person_or_only_one_names_anybody():
    assert not found(designed({**ALEX, "mail": "zoe@contoso.com"}, GUEST), CODE)
    assert not found(designed(ALEX, GUEST), CODE)
    assert not found(designed(ZOE, GUEST), CODE)
    assert not found(designed(ALEX, ZOE, {**GUEST, "home_user_from": None, "home_user": "c1"}), CODE)


def test_many_are_counted():
    guests = [{**GUEST, "id": f"x{n}", "display_name": f"Guest {n}"} for n in range(5)]
    message = of(designed(ALEX, ZOE, *guests), CODE)["contoso->fabrikam"]
    assert "Fabrikam has 5 externals" in message
    assert "and 2 more" in message
