"""Internal guests, on whom the documents disagree."""

from tests.unit.findings.designs import a_design, arrow, found, of, people

CODE = "internal-guest-ambiguous"


ARROWS = [arrow("contoso", "fabrikam")]
GUEST = people("contoso", 1, user_type="Guest")


def test_an_internal_guest_is_in_scope():
    design = a_design(ARROWS, GUEST)
    assert found(design, CODE) == ["contoso->fabrikam"]
    assert "1 user of user type Guest" in of(design, CODE)["contoso->fabrikam"]


def test_the_finding_stays_where_the_design_includes_them():
    design = a_design(ARROWS, GUEST, options={"internal_guests": "include"})
    assert of(design, CODE) != of(a_design(ARROWS, GUEST), CODE)
    assert found(design, CODE) == ["contoso->fabrikam"]


def test_members_external_guests_and_guests_out_of_scope():
    assert not found(a_design(ARROWS, people("contoso", 1)), CODE)
    assert not found(a_design(ARROWS, people("contoso", 1, user_type="Guest", credentials="external")), CODE)
    nobody = arrow("contoso", "fabrikam", scope={"users": "assigned", "assigned": []})
    assert not found(a_design([nobody], GUEST), CODE)
