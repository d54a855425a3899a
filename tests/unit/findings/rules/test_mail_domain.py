"""Users whose mail is on a domain that their tenant has not verified."""

import pytest

from tests.unit.findings.designs import a_design, arrow, found, of, people
from xtsviz import user_flow

CODE = "mail-domain-unverified"
ARROWS = [arrow("contoso", "fabrikam")]


def with_mail(mail, verified=("contoso.com",), **external):
    tenants = [{"id": "contoso", "verified_domains": list(verified)}, {"id": "fabrikam"}]
    users = [{"id": "c1", "tenant": "contoso", "mail": mail}, *people("contoso", 3)[1:]]
    if external:
        users.append(
            {"id": "x", "tenant": "fabrikam", "credentials": "external", "home_user": "c1", **external}
        )
    return a_design(ARROWS, users, tenants)


def test_a_user_with_mail_elsewhere_is_not_created():
    design = with_mail("c1@fourthcoffee.com")
    assert of(design, CODE).keys() == {"contoso->fabrikam"}
    assert "1 user:" in of(design, CODE)["contoso->fabrikam"]
    flow = user_flow(design)
    assert flow.arrows[["eligible", "carried"]].values.tolist() == [[2, 2]]
    row = flow.trace("c1").iloc[0]
    assert (row["carried"], row["reason"]) == (False, "mail-domain-unverified")
    assert "Contoso" in row["explanation"] or "contoso" in row["explanation"]


@pytest.mark.parametrize(
    "mail", ["c1@contoso.com", "C1@CONTOSO.COM", "c1@contoso.onmicrosoft.com", None, "", "no address"]
)
def test_who_is_created(mail):
    design = with_mail(mail)
    assert not found(design, CODE)
    assert int(user_flow(design).arrows["carried"][0]) == 3


def test_an_empty_list_of_domains_is_unknown():
    assert not found(with_mail("c1@fourthcoffee.com", verified=()), CODE)


@pytest.mark.parametrize("state", [None, "Accepted"])
def test_who_is_there_already_is_matched(state):
    design = with_mail("c1@fourthcoffee.com", external_user_state=state)
    assert not found(design, CODE)
    assert user_flow(design).trace("c1")["reason"].tolist() == ["carried"]


def test_a_pending_invitation_comes_first():
    design = with_mail("c1@fourthcoffee.com", external_user_state="PendingAcceptance")
    assert not found(design, CODE)
    assert user_flow(design).trace("c1")["reason"].tolist() == ["pending-invitation"]
