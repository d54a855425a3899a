"""The settings that must hold before an arrow carries anybody: what, in which tenant, on which page, by which role.

The one place of these texts: findings, details, the arrow's checklist and the report take them from here. They are
templates over ``{source}`` and ``{target}``, plain text; whoever shows them escapes them.

Sources: `xtsviz.sources.CONFIGURE` for pages, roles and gates; Microsoft Graph v1.0,
"Update authorizationPolicy" for the role and the property of the guest invite setting.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Side = Literal["source", "target"]

_PARTNER = "policies/crossTenantAccessPolicy/partners"
_SETTINGS = "External Identities > Cross-tenant access settings"


@dataclass(frozen=True)
class Setting:
    """One setting without which an arrow is blocked.

    Attributes:
        field: of an arrow's gates, or of the target (``allow_invites_from``).
        label: what the setting is called, in two words.
        side: in which tenant of the arrow it is set.
        asks: what must be so, as a clause.
        denies: what a finding says where it is not so.
        page: where in that tenant's admin centre.
        does: what is done there.
        role: the least role that may.
        resource: the object in Microsoft Graph, below the service root.
        graph: the property of it, with the value that it must have.
        code: of the finding where the setting is closed.
    """

    field: str
    label: str
    side: Side
    asks: str
    denies: str
    page: str
    does: str
    role: str
    resource: str
    graph: str
    code: str

    @property
    def is_gate(self) -> bool:
        """True for what belongs to the arrow; False for what holds for every arrow into the target."""
        return self.field != "allow_invites_from"

    @property
    def remedy(self) -> str:
        """What to do where it is closed."""
        return f"In {{{self.side}}}, a {self.role} opens {self.page} and {self.does}."

    @property
    def where(self) -> str:
        """In which tenant and by whom."""
        return f"In {{{self.side}}}, by a {self.role}"


SETTINGS: tuple[Setting, ...] = (
    Setting(
        field="inbound_sync_allowed",
        label="Inbound sync",
        side="target",
        asks="{target} allows users to be synchronized into it from {source}",
        denies="{target} does not allow users to be synchronized from {source}",
        page=f"{_SETTINGS} > {{source}} > Cross-tenant sync",
        does="ticks “Allow users sync into this tenant”",
        role="Security Administrator",
        resource=f"{_PARTNER}/‹tenant id of {{source}}›/identitySynchronization",
        graph="identitySynchronization.userSyncInbound.isSyncAllowed = true",
        code="inbound-sync-not-allowed",
    ),
    Setting(
        field="inbound_auto_redeem",
        label="Redeem inbound",
        side="target",
        asks="{target} redeems invitations from {source} automatically (inbound)",
        denies="{target} does not redeem invitations from {source} automatically",
        page=f"{_SETTINGS} > {{source}} > Inbound access > Trust settings",
        does="ticks automatic redemption",
        role="Security Administrator",
        resource=f"{_PARTNER}/‹tenant id of {{source}}›",
        graph="automaticUserConsentSettings.inboundAllowed = true",
        code="auto-redeem-inbound-missing",
    ),
    Setting(
        field="outbound_auto_redeem",
        label="Redeem outbound",
        side="source",
        asks="{source} redeems invitations to {target} automatically (outbound)",
        denies="{source} does not redeem invitations to {target} automatically",
        page=f"{_SETTINGS} > {{target}} > Outbound access > Trust settings",
        does="ticks automatic redemption",
        role="Security Administrator",
        resource=f"{_PARTNER}/‹tenant id of {{target}}›",
        graph="automaticUserConsentSettings.outboundAllowed = true",
        code="auto-redeem-outbound-missing",
    ),
    Setting(
        field="allow_invites_from",
        label="Who invites",
        side="target",
        asks="{target} lets somebody invite guests; it counts for every arrow into {target}",
        denies="in {target} no one may invite guests",
        page="External Identities > External collaboration settings",
        does="chooses a guest invite setting other than “No one in the organization”",
        role="Privileged Role Administrator",
        resource="policies/authorizationPolicy",
        graph="authorizationPolicy.allowInvitesFrom ≠ none",
        code="guest-invites-disabled",
    ),
)
"""In the order in which people go through them."""
