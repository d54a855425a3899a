"""The lines that open a closed setting of an arrow: a request of Microsoft Graph, and the same for PowerShell.

Nothing is sent. The lines are for a person who signs in to that tenant. What is not known stands in angle brackets.

Sources: Microsoft Graph v1.0, "Update crossTenantAccessPolicyConfigurationPartner", "Create identitySynchronization"
and "Update authorizationPolicy"; beta, "crossTenantIdentitySyncPolicyPartner" for groups; "National cloud
deployments" for the addresses.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from xtsviz.flow.required_settings import FURTHER_SETTINGS, REQUIRED_SETTINGS, RequiredSetting
from xtsviz.flow.wording import Wording
from xtsviz.model.display_text import clean
from xtsviz.model.fields import Cloud
from xtsviz.model.topology import Arrow, Topology

_ROOTS: Mapping[Cloud, str] = {
    "commercial": "https://graph.microsoft.com",
    "usgov": "https://graph.microsoft.us",
    "china": "https://microsoftgraph.chinacloudapi.cn",
}
_ENVIRONMENTS: Mapping[Cloud, str] = {"commercial": "Global", "usgov": "USGov", "china": "China"}
_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
# PowerShell ends a text in single quotes with each of these.
_SINGLE_QUOTES = re.compile("(['\u2018\u2019\u201a\u201b])")


class _Request(NamedTuple):
    method: str
    version: str
    path: str
    body: Mapping[str, Any]
    permissions: tuple[str, ...]
    hint: str


_PARTNERS = "policies/crossTenantAccessPolicy/partners"
_ACCESS = ("Policy.Read.All", "Policy.ReadWrite.CrossTenantAccess")
_NO_PARTNER = (
    'If the answer says that there is no such partner, first POST {{"tenantId": "{id}"}} to /{partners}.'
)
_EXISTS = "If the answer is 409, the object is there already: send the same body with PATCH."

_REQUESTS: Mapping[str, _Request] = {
    "inbound_sync_allowed": _Request(
        "PUT",
        "v1.0",
        "{partners}/{id}/identitySynchronization",
        {"userSyncInbound": {"isSyncAllowed": True}},
        _ACCESS,
        f"{_NO_PARTNER} {_EXISTS}",
    ),
    "inbound_auto_redeem": _Request(
        "PATCH",
        "v1.0",
        "{partners}/{id}",
        {"automaticUserConsentSettings": {"inboundAllowed": True}},
        _ACCESS,
        _NO_PARTNER,
    ),
    "outbound_auto_redeem": _Request(
        "PATCH",
        "v1.0",
        "{partners}/{id}",
        {"automaticUserConsentSettings": {"outboundAllowed": True}},
        _ACCESS,
        _NO_PARTNER,
    ),
    "allow_invites_from": _Request(
        "PATCH",
        "v1.0",
        "policies/authorizationPolicy",
        {"allowInvitesFrom": "adminsAndGuestInviters"},
        ("Policy.ReadWrite.Authorization",),
        "Other values: adminsGuestInvitersAndAllMembers, everyone.",
    ),
    "inbound_group_sync_allowed": _Request(
        "PATCH",
        "beta",
        "{partners}/{id}/identitySynchronization",
        {"groupSyncInbound": {"isSyncAllowed": True}},
        _ACCESS,
        "Graph has this property in beta only. Allow the users to be synchronized first.",
    ),
}
"""By the field of the setting."""

_SETTINGS: Mapping[str, RequiredSetting] = {
    setting.code: setting for setting in (*REQUIRED_SETTINGS, *FURTHER_SETTINGS) if setting.field in _REQUESTS
}


class GateLines(NamedTuple):
    """The lines that open one setting, as plain text.

    Attributes:
        lead: where and as whom to sign in, what the angle brackets stand for, and what may be needed first.
        graph: a request of Microsoft Graph: method and address, header, body.
        powershell: the same for Microsoft Graph PowerShell.
    """

    lead: str
    graph: str
    powershell: str


def gate_lines(code: str, arrow: Arrow, topology: Topology, wording: Wording) -> GateLines | None:
    """The lines for a finding with this code about an arrow; None if no setting is behind it that lines open."""
    setting = _SETTINGS.get(code)
    if setting is None:
        return None
    request = _REQUESTS[setting.field]
    here, there = (arrow.target, arrow.source) if setting.side == "target" else (arrow.source, arrow.target)
    tenant, partner = topology.tenant_by_id[here], topology.tenant_by_id[there]
    own, other = (_tenant_id(one.tenant_id, wording.tenant(one.id)) for one in (tenant, partner))
    path = request.path.format(partners=_PARTNERS, id=other)
    url = f"{_ROOTS[tenant.cloud]}/{request.version}/{path}"
    body = json.dumps(request.body)
    lead = [f"Sign in to {wording.tenant(here)} as a {setting.role}."]
    shown = [own, *([other] if "{id}" in request.path else [])]
    if any(one.startswith("<") for one in shown):
        lead.append("Put the id of the tenant where angle brackets stand.")
    if tenant.cloud == "usgov":
        lead.append("In DoD the address is dod-graph.microsoft.us, and the environment is USGovDoD.")
    lead.append(request.hint.format(partners=_PARTNERS, id=other))
    scopes = ", ".join(_quoted(permission) for permission in request.permissions)
    environment = f" -Environment {_ENVIRONMENTS[tenant.cloud]}" if tenant.cloud != "commercial" else ""
    return GateLines(
        " ".join(lead),
        f"{request.method} {url}\nContent-Type: application/json\n\n{body}",
        f"Connect-MgGraph{environment} -TenantId {_quoted(own)} -Scopes {scopes}\n"
        f"Invoke-MgGraphRequest -Method {request.method} -Uri {_quoted(url)} -Body {_quoted(body)} "
        "-ContentType 'application/json'",
    )


def _tenant_id(id: str | None, name: str) -> str:
    """The id of a tenant, if it is one; else a placeholder with its name."""
    return id if id and _GUID.fullmatch(id) else f"<tenant id of {clean(name)}>"


def _quoted(text: str) -> str:
    """A text for PowerShell, in which nothing is evaluated."""
    return "'" + _SINGLE_QUOTES.sub(r"\1\1", text) + "'"
