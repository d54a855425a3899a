"""Externals of a known home tenant who fit nobody there."""

import pytest

import xtsviz as xts
from tests.unit.findings.designs import a_design, arrow, found, of, people

CODE = "external-unresolved"
ARROWS = [arrow("contoso", "fabrikam"), arrow("fabrikam", "litware")]
ZOE = {
    "id": "x9",
    "tenant": "fabrikam",
    "display_name": "Zoe Miller",
    "user_principal_name": "zoe_contoso.com#EXT#@fabrikam.onmicrosoft.com",
    "credentials": "external",
    "user_type": "Guest",
    "home_tenant": "contoso",
}


def test_an_external_who_fits_nobody():
    design = a_design(ARROWS, [*people("contoso", 1), ZOE])
    assert found(design, CODE) == ["contoso->fabrikam"]
    message = of(design, CODE)["contoso->fabrikam"]
    assert "Fabrikam has 1 external of Contoso who fits nobody there" in message
    assert "Zoe Miller (zoe_contoso.com#EXT#@fabrikam.onmicrosoft.com)" in message
    assert "might be meant" not in message


def test_people_with_the_same_display_name_might_be_meant():
    namesake = {"id": "c7", "tenant": "contoso", "display_name": "zoe miller", "mail": "z.miller@contoso.com"}
    elsewhere = {"id": "l7", "tenant": "litware", "display_name": "Zoe Miller"}
    strangers = [{**ZOE, "id": f"x{n}", "display_name": f"Guest {n}"} for n in range(4)]
    message = of(a_design(ARROWS, [namesake, elsewhere, *strangers, ZOE]), CODE)["contoso->fabrikam"]
    assert "Fabrikam has 5 externals of Contoso who fit nobody there" in message
    assert "Zoe Miller (zoe_contoso.com#EXT#@fabrikam.onmicrosoft.com), Guest 0" in message
    assert "and 2 more" in message
    assert message.endswith("Users of Contoso with the same display name, who might be meant: zoe miller.")


def test_a_known_home_user_no_arrow_no_home_tenant_or_nobody_at_home():
    home = people("contoso", 1)
    assert not found(a_design(ARROWS, [*home, {**ZOE, "home_user": "c1", "home_tenant": None}]), CODE)
    assert not found(a_design([arrow("litware", "fabrikam")], [*home, ZOE]), CODE)
    assert not found(a_design(ARROWS, [*home, {**ZOE, "home_tenant": None}]), CODE)
    assert not found(a_design(ARROWS, [*people("fabrikam", 1), ZOE]), CODE)


@pytest.mark.parametrize("issuer, subjects", [("ExternalAzureAD", ["contoso->fabrikam"]), ("mail", [])])
def test_an_external_from_a_list(issuer, subjects):
    tenants = [{"id": "contoso", "verified_domains": ["contoso.com"]}, {"id": "fabrikam"}]
    guest = {**ZOE, "home_tenant": None, "home_user_from": "list", "attributes": {"identityIssuer": issuer}}
    design = a_design(ARROWS[:1], [*people("contoso", 1), guest], tenants)
    assert found(design, CODE) == subjects
    zoe = {"id": "c8", "tenant": "contoso", "user_principal_name": "zoe@contoso.com"}
    assert not found(design.add_users([zoe]), CODE)
    assert {row["origin"] for row in xts.user_flow(design).externals("fabrikam").to_dict("records")} >= {
        "existing"
    }
