"""Users in scope who have an account of the target's own."""

from tests.unit.findings.designs import a_design, arrow, found, of, people

CODE = "same-person-internal"
ARROWS = [arrow("contoso", "fabrikam")]
ADELE = {"id": "a1", "tenant": "contoso", "display_name": "Adele", "mail": "adele@contoso.com"}
OWN = {"id": "b1", "tenant": "fabrikam", "mail": "Adele@Contoso.com"}


def test_an_internal_user_of_the_target_has_the_mail():
    design = a_design(ARROWS, [ADELE, OWN])
    assert found(design, CODE) == ["contoso->fabrikam"]
    assert "has 1 user in scope" in of(design, CODE)["contoso->fabrikam"]
    assert "Adele" in of(design, CODE)["contoso->fabrikam"]


def test_many_are_counted():
    both = [
        {**one, "id": f"{one['id']}{n}", "mail": f"m{n}@contoso.com"}
        for n in range(5)
        for one in (ADELE, OWN)
    ]
    message = of(a_design(ARROWS, both), CODE)["contoso->fabrikam"]
    assert "has 5 users in scope" in message
    assert "and 2 more" in message


def test_another_mail_another_tenant_an_external_or_nobody_in_scope():
    assert not found(a_design(ARROWS, [ADELE, {**OWN, "mail": "b@contoso.com"}]), CODE)
    assert not found(a_design(ARROWS, [ADELE, {**OWN, "mail": None}]), CODE)
    assert not found(a_design(ARROWS, [ADELE, {**OWN, "tenant": "litware"}]), CODE)
    assert not found(a_design(ARROWS, [ADELE, {**OWN, "credentials": "external"}]), CODE)
    assert not found(a_design(ARROWS, [{**ADELE, "sms_sign_in": True}, OWN]), CODE)
    assert not found(a_design(ARROWS, [{**ADELE, "mail": ""}, {**OWN, "mail": ""}]), CODE)
    nobody = [arrow("contoso", "fabrikam", scope={"users": "assigned", "assigned": ["c1"]})]
    assert not found(a_design(nobody, [ADELE, OWN, *people("contoso", 1)]), CODE)
