"""Externals whose invitation is not redeemed."""

from tests.unit.findings.designs import a_design, arrow, found, people

CODE = "pending-invitation"


ARROWS = [arrow("contoso", "fabrikam")]


def invited(state, **fields):
    external = {"id": "x", "tenant": "fabrikam", "credentials": "external", "home_user": "c1"}
    return a_design(ARROWS, [*people("contoso", 1, **fields), {**external, "external_user_state": state}])


def test_a_user_in_scope_has_an_invitation_that_is_not_redeemed():
    assert found(invited("PendingAcceptance"), CODE) == ["contoso->fabrikam"]


def test_a_redeemed_one_and_one_of_a_user_out_of_scope():
    assert not found(invited("Accepted"), CODE)
    assert not found(invited(None), CODE)
    assert not found(invited("PendingAcceptance", sms_sign_in=True), CODE)
