"""Domains that two tenants name."""

from tests.unit.findings.designs import a_design, of

CODE = "domain-in-two-tenants"


def domains(*lists, **fields):
    return a_design(
        tenants=[{"id": f"t{n}", "verified_domains": own, **fields} for n, own in enumerate(lists)]
    )


def test_a_domain_is_verified_twice_whatever_its_capitals():
    design = domains(["a.com"], ["Contoso.com"], ["contoso.COM", "b.com"], ["contoso.com"])
    assert of(design, CODE) == {
        "t1": 'The domain "Contoso.com" is named in t1, t2 and t3. A domain can be verified in one tenant only.'
    }


def test_an_initial_domain_counts():
    assert list(of(domains(["t1.onmicrosoft.com"], []), CODE)) == ["t0"]
    assert list(of(domains([], [], initial_domain="contoso.onmicrosoft.com"), CODE)) == ["t0"]


def test_each_has_its_own():
    assert not of(domains(["a.com", "A.com", "t0.onmicrosoft.com"], ["sub.a.com"], []), CODE)
