"""The domains of tenants, as people write them."""

import pytest

from xtsviz.errors import InputError
from xtsviz.model.domains import MAX_DOMAINS, domain_of, read_domains, with_domain
from xtsviz.model.topology import Tenant


@pytest.mark.parametrize(
    "text, domains",
    [
        ("", ()),
        ("Contoso.com", ("contoso.com",)),
        (
            "contoso.com, contoso.co.uk;\n@fabrikam.com  contoso.com",
            ("contoso.com", "contoso.co.uk", "fabrikam.com"),
        ),
        ("münchen.de", ("münchen.de",)),
    ],
)
def test_commas_spaces_and_lines_part_domains(text, domains):
    assert read_domains(text) == domains


@pytest.mark.parametrize(
    "text", ["contoso", "contoso..com", "a@contoso.com", "http://contoso.com", "-a.com", "x" * 300 + ".com"]
)
def test_what_is_no_domain_is_named(text):
    with pytest.raises(InputError, match=r"is no domain; write domains such as contoso\.com"):
        read_domains(f"fabrikam.com, {text}")


def test_too_many():
    with pytest.raises(InputError, match="too many"):
        read_domains(" ".join(f"a{n}.com" for n in range(MAX_DOMAINS + 1)))


@pytest.mark.parametrize(
    "address, domain", [("a@B.com", "b.com"), ("a@b@c.com", "c.com"), ("a", None), ("a@", None), ("", None)]
)
def test_the_domain_of_an_address(address, domain):
    assert domain_of(address) == domain


def test_one_more_domain_is_there_once():
    tenant = Tenant(id="a", name="A", initial_domain="a.onmicrosoft.com", verified_domains=("A.com",))
    assert with_domain(tenant, "a.com") == ("A.com",)
    assert with_domain(tenant, "b.com") == ("A.com", "b.com")
