"""Who an external from a list stands for: by mail first, then by user principal name."""

import pytest

from xtsviz.model.domains import domain_claims
from xtsviz.model.home_matches import External, Person, find_homes, is_other_account
from xtsviz.model.topology import Tenant

CONTOSO = Tenant(id="contoso", initial_domain="contoso.onmicrosoft.com")
FABRIKAM = Tenant(
    id="fabrikam", initial_domain="fabrikam.onmicrosoft.com", verified_domains=("Fabrikam.com", "b.de")
)
LITWARE = Tenant(
    id="litware", initial_domain="litware.onmicrosoft.com", verified_domains=("eu.fabrikam.com",)
)
TENANTS = (CONTOSO, FABRIKAM, LITWARE)


def match(upn, *people, mail=None, issuer=None, tenants=TENANTS, tenant="contoso"):
    """The match of one external of Contoso; people are (id, tenant, UPN) or (id, tenant, UPN, mail)."""
    external = External("x", tenant, upn, mail, issuer)
    given = [Person(*person, *(None,) * (4 - len(person))) for person in people]
    return find_homes([external], given, domain_claims(tenants))[0]


def home(upn, *people, **options):
    found = match(upn, *people, **options)
    return found.home_user, found.home_tenant


@pytest.mark.parametrize(
    "external, at_home",
    [
        ("alice_fabrikam.com#EXT#@contoso.onmicrosoft.com", "alice@fabrikam.com"),
        ("ALICE_Fabrikam.COM#ext#@contoso.onmicrosoft.com", "alice@fabrikam.com"),
        ("alice_fabrikam.com#EXT#@contoso.onmicrosoft.com", "Alice@FABRIKAM.com"),
        ("a_li_ce_fabrikam.com#EXT#@contoso.onmicrosoft.com", "a_li_ce@fabrikam.com"),
        ("_fabrikam.com_fabrikam.com#EXT#@x.onmicrosoft.com", "_fabrikam.com@fabrikam.com"),
        ("alice_fabrikam.onmicrosoft.com#EXT#@x.onmicrosoft.com", "alice@fabrikam.onmicrosoft.com"),
        ("zoë_b.de#EXT#@x.onmicrosoft.com", "zoë@b.de"),
    ],
)
def test_the_home_user_is_found_by_name(external, at_home):
    people = [("f1", "fabrikam", "other@fabrikam.com"), ("f2", "fabrikam", at_home)]
    assert home(external, *people) == ("f2", None)


def test_mail_counts_before_the_name_and_is_compared_without_case():
    alex = ("f1", "fabrikam", "alex@fabrikam.com", "alex.w@fabrikam.com")
    zoe = ("f2", "fabrikam", "zoe@fabrikam.com", "Zoe@Fabrikam.com")
    found = match("alex_fabrikam.com#EXT#@c.com", alex, zoe, mail="ZOE@fabrikam.com")
    assert (found.by_mail, found.by_upn, found.home_user) == ("f2", "f1", "f2")


def test_two_people_with_that_mail_are_told_apart_by_name():
    people = [("f1", "fabrikam", "alex@b.de", "team@b.de"), ("f2", "fabrikam", "zoe@b.de", "team@b.de")]
    assert home("zoe_b.de#EXT#@c.com", *people, mail="team@b.de") == ("f2", None)
    assert home("team_b.de#EXT#@c.com", *people, mail="team@b.de") == (None, "fabrikam")


def test_a_name_made_of_the_home_users_mail():
    alex = ("f1", "fabrikam", "awilber@fabrikam.com", "Alex.Wilber@fabrikam.com")
    assert home("alex.wilber_fabrikam.com#EXT#@c.com", alex) == ("f1", None)
    namesake = ("f2", "fabrikam", "alex.wilber@fabrikam.com")
    assert home("alex.wilber_fabrikam.com#EXT#@c.com", alex, namesake) == ("f2", None)


def test_mail_is_looked_up_in_the_home_tenant_where_that_is_known():
    people = [("f1", "fabrikam", "a@b.de", "alex@x.org"), ("l1", "litware", "b@c.de", "alex@x.org")]
    assert home("gone_b.de#EXT#@c.com", *people, mail="alex@x.org") == ("f1", None)
    assert home("gone_x.org#EXT#@c.com", *people, mail="alex@x.org") == (None, None)
    assert home(None, *people, mail="alex@x.org", issuer="Litware.onmicrosoft.com") == ("l1", None)
    assert home("gone_b.de#EXT#@c.com", people[1], mail="alex@x.org") == (None, "fabrikam")


def test_the_issuer_tells_the_home_tenant_before_the_name():
    assert match("a_b.de#EXT#@c.com", issuer="eu.fabrikam.com").came_from == "litware"
    assert match("a_b.de#EXT#@c.com", issuer="contoso.onmicrosoft.com").came_from == "fabrikam"
    assert match("a_b.de#EXT#@c.com", issuer="adatum.com").came_from == "fabrikam"


def test_nobody_of_the_same_tenant_is_a_home_user():
    own = ("c1", "contoso", "alex@b.de", "alex@b.de")
    assert home("alex_b.de#EXT#@c.com", own, mail="alex@b.de") == (None, "fabrikam")
    there = ("f1", "fabrikam", "alex@b.de", "alex@b.de")
    assert home("alex_b.de#EXT#@c.com", own, there, mail="alex@b.de") == ("f1", None)
    assert home("no name", own, there, mail="alex@b.de") == ("f1", None)


def test_a_domain_inside_another_is_not_taken_for_it():
    people = [("f1", "fabrikam", "alice@fabrikam.com"), ("l1", "litware", "alice@eu.fabrikam.com")]
    assert home("alice_eu.fabrikam.com#EXT#@contoso.com", *people) == ("l1", None)


def test_known_tenant_without_such_a_user():
    person = ("f1", "fabrikam", "x@fabrikam.com")
    assert home("gone_fabrikam.com#EXT#@contoso.com", person) == (None, "fabrikam")


@pytest.mark.parametrize(
    "name", [None, "alice@contoso.com", "alice_adatum.com#EXT#@contoso.com", "#EXT#@contoso.com"]
)
def test_no_home_where_nothing_fits(name):
    assert home(name, ("f1", "fabrikam", "alice@fabrikam.com")) == (None, None)


def test_a_user_in_another_tenants_domain_is_no_home_user():
    stranger = ("l1", "litware", "alice@fabrikam.com")
    assert home("alice_fabrikam.com#EXT#@contoso.com", stranger) == (None, "fabrikam")
    alice = ("f1", "fabrikam", "alice@fabrikam.com")
    assert home("alice_fabrikam.com#EXT#@contoso.com", stranger, alice) == ("f1", None)


def test_a_users_own_domain_counts_where_the_document_does_not_list_it():
    person = ("f1", "fabrikam", "alice@fabrikam.co.uk")
    assert home("alice_fabrikam.co.uk#EXT#@contoso.com", person) == ("f1", None)


def test_a_domain_that_two_tenants_claim_names_neither():
    twin = Tenant(id="twin", initial_domain="twin.onmicrosoft.com", verified_domains=("fabrikam.com",))
    assert home("x_fabrikam.com#EXT#@c.com", tenants=(FABRIKAM, twin)) == (None, None)
    assert home("x_fabrikam.com#EXT#@c.com", tenants=(FABRIKAM, twin), tenant="twin") == (None, "fabrikam")


def test_two_users_of_one_name_are_not_guessed_between():
    people = [("f1", "fabrikam", "alice@fabrikam.com"), ("f2", "fabrikam", "ALICE@fabrikam.com")]
    assert home("alice_fabrikam.com#EXT#@contoso.com", *people) == (None, "fabrikam")


def test_a_domain_with_an_underscore():
    odd = Tenant(id="odd", initial_domain="my_odd.example")
    assert home("alice_my_odd.example#EXT#@c.com", tenants=(odd,)) == (None, "odd")


@pytest.mark.parametrize(
    "issuer", ["MicrosoftAccount", "mail", "google.com", "Facebook.com", "phone", "https://idp.example/saml"]
)
def test_another_kind_of_account_stands_for_no_home_user(issuer):
    alice = ("f1", "fabrikam", "alice@fabrikam.com", "alice@fabrikam.com")
    name = "alice_fabrikam.com#EXT#@contoso.com"
    assert home(name, alice, mail="alice@fabrikam.com", issuer=issuer) == (None, None)


@pytest.mark.parametrize(
    "issuer", [None, "", " ", "ExternalAzureAD", "fabrikam.COM", "adatum.onmicrosoft.com"]
)
def test_an_account_of_a_tenant_may_stand_for_a_home_user(issuer):
    assert not is_other_account(issuer, domain_claims(TENANTS))
    assert home("alice_fabrikam.com#EXT#@c.com", ("f1", "fabrikam", "alice@fabrikam.com"), issuer=issuer)[0]


def test_nobody_at_all():
    assert find_homes([], [], {}) == []
