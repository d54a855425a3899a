"""The home of externals, read from their principal names."""

import random

import pandas as pd
import pytest

from xtsviz.io.upn import find_homes
from xtsviz.model.topology import Tenant

FABRIKAM = Tenant(
    id="fabrikam", initial_domain="fabrikam.onmicrosoft.com", verified_domains=("Fabrikam.com", "b.de")
)
LITWARE = Tenant(
    id="litware", initial_domain="litware.onmicrosoft.com", verified_domains=("eu.fabrikam.com",)
)


def users(*rows):
    table = [(id, tenant, name, "internal") for id, tenant, name in rows]
    return pd.DataFrame(table, columns=["id", "tenant", "user_principal_name", "credentials"], dtype="str")


def externals(*names, tenant="contoso"):
    return pd.DataFrame({"tenant": tenant, "user_principal_name": pd.Series(names, dtype="str")})


def home(name, *rows, tenants=(FABRIKAM, LITWARE)):
    found = find_homes(externals(name), tenants, users(*rows)).iloc[0]
    return tuple(None if value != value else value for value in (found["home_user"], found["home_tenant"]))


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
def test_the_home_user_is_found(external, at_home):
    assert home(external, ("f1", "fabrikam", "other@fabrikam.com"), ("f2", "fabrikam", at_home)) == (
        "f2",
        "fabrikam",
    )


def test_a_domain_inside_another_is_not_taken_for_it():
    rows = [("f1", "fabrikam", "alice@fabrikam.com"), ("l1", "litware", "alice@eu.fabrikam.com")]
    assert home("alice_eu.fabrikam.com#EXT#@contoso.com", *rows) == ("l1", "litware")


def test_known_tenant_without_such_a_user():
    assert home("gone_fabrikam.com#EXT#@contoso.com", ("f1", "fabrikam", "x@fabrikam.com")) == (
        None,
        "fabrikam",
    )


@pytest.mark.parametrize(
    "name", [None, "alice@contoso.com", "alice_adatum.com#EXT#@contoso.com", "#EXT#@contoso.com"]
)
def test_no_home_where_nothing_fits(name):
    assert home(name, ("f1", "fabrikam", "alice@fabrikam.com")) == (None, None)


def test_a_user_in_another_tenants_domain_is_no_home_user():
    rows = [("l1", "litware", "alice@fabrikam.com")]
    assert home("alice_fabrikam.com#EXT#@contoso.com", *rows) == (None, "fabrikam")
    assert home("alice_fabrikam.com#EXT#@contoso.com", *rows, ("f1", "fabrikam", "alice@fabrikam.com")) == (
        "f1",
        "fabrikam",
    )


def test_an_external_is_nobodys_home_user():
    table = users(("f1", "fabrikam", "alice@fabrikam.com")).assign(credentials="external")
    found = find_homes(externals("alice_fabrikam.com#EXT#@c.com"), [FABRIKAM], table)
    assert found["home_user"].isna().all()
    assert found["home_tenant"].tolist() == ["fabrikam"]


def test_users_own_domain_counts_where_the_document_does_not_list_it():
    rows = [("f1", "fabrikam", "alice@fabrikam.co.uk")]
    assert home("alice_fabrikam.co.uk#EXT#@contoso.com", *rows) == ("f1", "fabrikam")


def test_a_domain_that_two_tenants_claim_names_neither():
    twin = Tenant(id="twin", initial_domain="twin.onmicrosoft.com", verified_domains=("fabrikam.com",))
    assert home("x_fabrikam.com#EXT#@c.com", tenants=(FABRIKAM, twin)) == (None, None)


def test_two_users_of_one_name_are_not_guessed_between():
    rows = [("f1", "fabrikam", "alice@fabrikam.com"), ("f2", "fabrikam", "ALICE@fabrikam.com")]
    assert home("alice_fabrikam.com#EXT#@contoso.com", *rows) == (None, "fabrikam")


def test_a_domain_with_an_underscore():
    odd = Tenant(id="odd", initial_domain="my_odd.example")
    assert home("alice_my_odd.example#EXT#@c.com", tenants=(odd,)) == (None, "odd")


def test_nobody_at_all():
    found = find_homes(externals(), [FABRIKAM], users())
    assert found.empty
    assert list(found) == ["home_user", "home_tenant"]


def pair_by_pair(external, tenants, table):
    """The rule for one external, said once more: each other tenant and each user elsewhere is looked at."""
    visited, name = external
    if not name or "#ext#" not in name.lower():
        return None, None
    encoded = name.lower().split("#ext#")[0]
    others = [tenant for tenant in tenants if tenant.id != visited]

    def owner(fits):
        found = [t.id for t in others for d in {t.initial_domain, *t.verified_domains} if fits(d.lower())]
        return found[0] if len(found) == 1 else None

    def certain(user):
        domain = user.user_principal_name.lower().rsplit("@", 1)[-1]
        return owner(lambda known: known == domain) in (None, user.tenant)

    same = [
        user
        for user in table[table["user_principal_name"].notna()].itertuples()
        if user.tenant != visited
        and user.credentials == "internal"
        and user.user_principal_name.lower().replace("@", "_") == encoded
        and certain(user)
    ]
    tenant = owner(lambda known: encoded.endswith(f"_{known}"))
    if len(same) == 1:
        return same[0].id, tenant or same[0].tenant
    return None, tenant


@pytest.mark.parametrize("seed", range(25))
def test_all_externals_together_get_what_each_gets_alone(seed):
    pick = random.Random(seed)
    shared = ["a.de", "b.de", "c.de", "x_y.com"]
    tenants = [
        Tenant(
            id=f"t{n}",
            initial_domain=f"t{n}.on.com",
            verified_domains=tuple(sorted({*pick.choices(shared, k=pick.randint(0, 2))})),
        )
        for n in range(pick.randint(1, 4))
    ]
    ids = [tenant.id for tenant in tenants]
    domains = [*shared, *(tenant.initial_domain for tenant in tenants), "none.org"]
    names = [None, *(f"{local}@{domain}" for local in ("a", "p_a") for domain in domains)]
    table = users(*((f"u{n}", pick.choice(ids), pick.choice(names)) for n in range(12)))
    table["credentials"] = pick.choices(["internal", "internal", "external"], k=12)
    asked = [
        (pick.choice(ids), name and f"{name.replace('@', '_')}#EXT#@z.com")
        for name in pick.choices(names, k=20)
    ]
    given = pd.DataFrame(asked, columns=["tenant", "user_principal_name"], dtype="str")
    found = [
        tuple(None if cell != cell else cell for cell in row)
        for row in find_homes(given, tenants, table).itertuples(index=False, name=None)
    ]
    assert found == [pair_by_pair(external, tenants, table) for external in asked]
