"""The lines that open a closed setting."""

import json

import pytest

from tests.unit.findings.designs import a_design, arrow
from xtsviz.flow.gate_lines import gate_lines
from xtsviz.flow.wording import Wording

CONTOSO, FABRIKAM = "11111111-1111-1111-1111-111111111111", "22222222-2222-2222-2222-222222222222"
PARTNERS = "https://graph.microsoft.com/v1.0/policies/crossTenantAccessPolicy/partners"


def lines(code, **fields):
    tenants = [
        {"id": "contoso", "name": "Contoso", "tenant_id": CONTOSO, **fields},
        {"id": "fabrikam", "name": "Fabrikam", "tenant_id": FABRIKAM},
    ]
    design = a_design([arrow("contoso", "fabrikam")], (), tenants)
    return gate_lines(code, design.arrows[0], design.topology, Wording(design))


@pytest.mark.parametrize(
    "code, request_line, body, signed_in",
    [
        (
            "inbound-sync-not-allowed",
            f"PUT {PARTNERS}/{CONTOSO}/identitySynchronization",
            {"userSyncInbound": {"isSyncAllowed": True}},
            FABRIKAM,
        ),
        (
            "auto-redeem-inbound-missing",
            f"PATCH {PARTNERS}/{CONTOSO}",
            {"automaticUserConsentSettings": {"inboundAllowed": True}},
            FABRIKAM,
        ),
        (
            "auto-redeem-outbound-missing",
            f"PATCH {PARTNERS}/{FABRIKAM}",
            {"automaticUserConsentSettings": {"outboundAllowed": True}},
            CONTOSO,
        ),
        (
            "guest-invites-disabled",
            "PATCH https://graph.microsoft.com/v1.0/policies/authorizationPolicy",
            {"allowInvitesFrom": "adminsAndGuestInviters"},
            FABRIKAM,
        ),
    ],
)
def test_the_request_is_sent_to_the_tenant_that_has_the_setting(code, request_line, body, signed_in):
    made = lines(code)
    head, _, sent = made.graph.partition("\n\n")
    assert head.split("\n")[0] == request_line
    assert json.loads(sent) == body
    method, url = request_line.split()
    assert f"-TenantId '{signed_in}'" in made.powershell
    assert f"-Method {method} -Uri '{url}' -Body '{sent}'" in made.powershell
    assert "<" not in made.graph + made.powershell


def test_an_unknown_tenant_id_is_a_placeholder_and_closes_no_text_of_powershell():
    made = lines("auto-redeem-inbound-missing", tenant_id=None, name="O’Neil's\n; Remove-Item *")
    line = made.powershell.split("\n")[1]
    assert len(made.powershell.split("\n")) == 2
    assert "<tenant id of O’’Neil''s␊; Remove-Item *>" in line
    assert "angle brackets" in made.lead


def test_an_id_that_is_none_is_not_written_into_an_address():
    assert "evil" not in lines("auto-redeem-inbound-missing", tenant_id="evil/../x").graph


def test_other_findings_have_no_lines():
    assert lines("carries-nobody") is None
