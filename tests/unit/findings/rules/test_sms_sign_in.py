"""Users who sign in by SMS."""

from tests.unit.findings.designs import a_design, arrow, found, people

CODE = "sms-sign-in-skipped"


ARROWS = [arrow("contoso", "fabrikam")]


def test_a_user_in_scope_signs_in_by_sms():
    assert found(a_design(ARROWS, people("contoso", 1, sms_sign_in=True)), CODE) == ["contoso->fabrikam"]


def test_nobody_does_or_nobody_in_scope():
    assert not found(a_design(ARROWS, people("contoso", 1)), CODE)
    assert not found(a_design(ARROWS, people("fabrikam", 1, sms_sign_in=True)), CODE)
    nobody = arrow("contoso", "fabrikam", scope={"users": "assigned", "assigned": []})
    assert not found(a_design([nobody], people("contoso", 1, sms_sign_in=True)), CODE)
