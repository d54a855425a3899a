"""Users of one source with the same mail address."""

from tests.unit.findings.designs import a_design, arrow, found, of, people

CODE = "shared-mail"


ARROWS = [arrow("contoso", "fabrikam")]


def test_two_users_with_one_address():
    design = a_design(ARROWS, people("contoso", 2, mail="team@contoso.com"))
    assert found(design, CODE) == ["fabrikam"]
    assert "1 user got no object of their own" in of(design, CODE)["fabrikam"]


def test_two_addresses_no_address_and_users_of_two_sources():
    own = [*people("contoso", 1, mail="a@contoso.com"), *people("fabrikam", 1, mail="b@contoso.com")]
    assert not found(a_design(ARROWS, own), CODE)
    assert not found(a_design(ARROWS, people("contoso", 2)), CODE)
    two_sources = [arrow("contoso", "litware"), arrow("fabrikam", "litware")]
    both = [*people("contoso", 1, mail="team@x.com"), *people("fabrikam", 1, mail="team@x.com")]
    assert not found(a_design(two_sources, both), CODE)
