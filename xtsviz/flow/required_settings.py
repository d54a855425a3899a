"""The settings of an arrow in its two tenants: name, tenant, page of the admin centre, role.

Without one of `REQUIRED_SETTINGS` the arrow syncs no user. `FURTHER_SETTINGS` stop no user.

All texts about these settings are here. Findings, details, the arrow's checklist, exercises and the report use them.
They are templates with ``{source}`` and ``{target}``, in plain text: escape them in HTML.

Sources: `xtsviz.sources.CONFIGURE` for pages, roles and gates; Microsoft Graph v1.0,
"Update authorizationPolicy" for the role and the property of the guest invite setting; Microsoft Graph beta,
"crossTenantIdentitySyncPolicyPartner" for groups; `xtsviz.sources.CROSS_TENANT_ACCESS` for B2B collaboration.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from xtsviz.model.topology import Arrow

Side = Literal["source", "target"]

_PARTNER = "policies/crossTenantAccessPolicy/partners"
_ACCESS_SETTINGS_PAGE = "External Identities > Cross-tenant access settings"


@dataclass(frozen=True)
class RequiredSetting:
    """One setting that an arrow needs, for its users or for something else.

    Attributes:
        field: the field of an arrow's gates, or of the target (``allow_invites_from``).
        label: a name of two words.
        title: the name in a sentence, as administrators know it.
        side: the tenant of the arrow in which it is set.
        requirement: a clause that says what must be true.
        violation: a clause for a finding, if it is not true.
        page: the page in that tenant's admin centre.
        action: what to do on that page.
        role: the least privileged role that can do it.
        graph_resource: the path of the object in Microsoft Graph, below the service root.
        graph_property: its property, with the value that it must have.
        code: the code of the finding if the setting does not have that value.
    """

    field: str
    label: str
    title: str
    side: Side
    requirement: str
    violation: str
    page: str
    action: str
    role: str
    graph_resource: str
    graph_property: str
    code: str

    @property
    def is_gate(self) -> bool:
        """True for a setting of one arrow; False for a setting of the target that affects every arrow into it."""
        return self.field != "allow_invites_from"

    @property
    def remedy(self) -> str:
        """What to do if the setting does not have the value that it must have."""
        return f"In {{{self.side}}}, a {self.role} opens {self.page} and {self.action}."

    @property
    def who(self) -> str:
        """The tenant in which it is set, and the role that can set it."""
        return f"In {{{self.side}}}, by a {self.role}"


REQUIRED_SETTINGS: tuple[RequiredSetting, ...] = (
    RequiredSetting(
        field="inbound_sync_allowed",
        label="Inbound sync",
        title="“Allow users sync into this tenant”",
        side="target",
        requirement="{target} allows users to be synchronized into it from {source}",
        violation="{target} does not allow users to be synchronized from {source}",
        page=f"{_ACCESS_SETTINGS_PAGE} > {{source}} > Cross-tenant sync",
        action="ticks “Allow users sync into this tenant”",
        role="Security Administrator",
        graph_resource=f"{_PARTNER}/‹tenant id of {{source}}›/identitySynchronization",
        graph_property="identitySynchronization.userSyncInbound.isSyncAllowed = true",
        code="inbound-sync-not-allowed",
    ),
    RequiredSetting(
        field="inbound_auto_redeem",
        label="Redeem inbound",
        title="inbound automatic redemption",
        side="target",
        requirement="{target} redeems invitations from {source} automatically (inbound)",
        violation="{target} does not redeem invitations from {source} automatically",
        page=f"{_ACCESS_SETTINGS_PAGE} > {{source}} > Inbound access > Trust settings",
        action="ticks automatic redemption",
        role="Security Administrator",
        graph_resource=f"{_PARTNER}/‹tenant id of {{source}}›",
        graph_property="automaticUserConsentSettings.inboundAllowed = true",
        code="auto-redeem-inbound-missing",
    ),
    RequiredSetting(
        field="outbound_auto_redeem",
        label="Redeem outbound",
        title="outbound automatic redemption",
        side="source",
        requirement="{source} redeems invitations to {target} automatically (outbound)",
        violation="{source} does not redeem invitations to {target} automatically",
        page=f"{_ACCESS_SETTINGS_PAGE} > {{target}} > Outbound access > Trust settings",
        action="ticks automatic redemption",
        role="Security Administrator",
        graph_resource=f"{_PARTNER}/‹tenant id of {{target}}›",
        graph_property="automaticUserConsentSettings.outboundAllowed = true",
        code="auto-redeem-outbound-missing",
    ),
    RequiredSetting(
        field="allow_invites_from",
        label="Who invites",
        title="guest invitations",
        side="target",
        requirement="{target} lets somebody invite guests; it counts for every arrow into {target}",
        violation="in {target} no one may invite guests",
        page="External Identities > External collaboration settings",
        action="chooses a guest invite setting other than “No one in the organization”",
        role="Privileged Role Administrator",
        graph_resource="policies/authorizationPolicy",
        graph_property="authorizationPolicy.allowInvitesFrom ≠ none",
        code="guest-invites-disabled",
    ),
)
"""In the order of the arrow's checklist."""

FURTHER_SETTINGS: tuple[RequiredSetting, ...] = (
    RequiredSetting(
        field="inbound_group_sync_allowed",
        label="Inbound groups",
        title="“Allow group sync into this tenant”",
        side="target",
        requirement="{target} allows groups to be synchronized into it from {source}",
        violation="{target} does not allow groups to be synchronized from {source}",
        page=f"{_ACCESS_SETTINGS_PAGE} > {{source}} > Cross-tenant sync",
        action="ticks “Allow group sync into this tenant”",
        role="Security Administrator",
        graph_resource=f"{_PARTNER}/‹tenant id of {{source}}›/identitySynchronization",
        graph_property="identitySynchronization.groupSyncInbound.isSyncAllowed = true (beta)",
        code="group-sync-not-allowed",
    ),
    RequiredSetting(
        field="inbound_b2b_allowed",
        label="B2B sign-in",
        title="inbound B2B collaboration",
        side="target",
        requirement="{target} lets users of {source} sign in (inbound B2B collaboration)",
        violation="{target} blocks inbound B2B collaboration from {source}",
        page=f"{_ACCESS_SETTINGS_PAGE} > {{source}} > Inbound access > B2B collaboration",
        action="allows access for the users and the applications",
        role="Security Administrator",
        graph_resource=f"{_PARTNER}/‹tenant id of {{source}}›",
        graph_property="b2bCollaborationInbound.usersAndGroups.accessType = allowed",
        code="cannot-sign-in",
    ),
)
"""Settings that stop no user: the first concerns groups alone, the second sign-in alone."""

SETTING_BY_FIELD: Mapping[str, RequiredSetting] = {
    setting.field: setting for setting in (*REQUIRED_SETTINGS, *FURTHER_SETTINGS)
}
"""All settings by their field."""


def further_settings(arrow: Arrow) -> tuple[RequiredSetting, ...]:
    """Those of `FURTHER_SETTINGS` that matter for an arrow: the one about groups only with group sync on."""
    return tuple(
        setting
        for setting in FURTHER_SETTINGS
        if arrow.sync_groups or setting.field != "inbound_group_sync_allowed"
    )
