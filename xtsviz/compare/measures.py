"""The numbers by which designs are compared: for the whole design, and for each tenant.

Sources: `xtsviz.flow.required_settings` for the settings and their roles, `xtsviz.flow.licences` for the licences,
`xtsviz.sources.CONFIGURE` for the roles that make a configuration and assign users and groups.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from xtsviz.flow import Flow
from xtsviz.flow.licences import GOVERNANCE, P1, count_licences
from xtsviz.flow.required_settings import FURTHER_SETTINGS, REQUIRED_SETTINGS, SETTING_BY_FIELD
from xtsviz.flow.roles import ASSIGNMENT_ROLE, CONFIGURATION_ROLE
from xtsviz.model.design import Design
from xtsviz.people.flow_context import FlowContext
from xtsviz.people.missing_people import missing_people

TENANTS = "tenants"
ARROWS = "arrows"
SETTINGS = "settings to make"
INTERNALS = "internal users"
EXTERNALS = "external objects"
QUOTA = "objects left in the quota"
SEE_EVERYBODY = "people who see everybody"

SETTINGS_BY_ROLE: Mapping[str, str] = {
    role: f"settings by a {role}"
    for role in dict.fromkeys(
        (
            *(setting.role for setting in (*REQUIRED_SETTINGS, *FURTHER_SETTINGS)),
            CONFIGURATION_ROLE,
            ASSIGNMENT_ROLE,
        )
    )
}
"""The measure of each role's settings."""

MEASURES: tuple[str, ...] = (
    TENANTS,
    ARROWS,
    SETTINGS,
    *SETTINGS_BY_ROLE.values(),
    INTERNALS,
    EXTERNALS,
    P1,
    GOVERNANCE,
    QUOTA,
    SEE_EVERYBODY,
)
"""All measures, in the order of a table."""

EXPLANATIONS: Mapping[str, str] = {
    ARROWS: "A tenant has the arrows that start in it.",
    SETTINGS: "A tenant has the settings that its own administrators make: access settings for each partner, a "
    "configuration for each arrow that starts in it, and assignments.",
    EXTERNALS: "A tenant has the external objects in its directory.",
    P1: "Licences are needed in the source.",
    QUOTA: "For all tenants: the smallest number of any tenant. Less than 0: over the quota.",
    SEE_EVERYBODY: "Internal members of tenants in which everybody of all tenants is present.",
}
"""How a measure is counted, where its name does not say it."""

Numbers: TypeAlias = Mapping[tuple[str, str | None], int]
"""Numbers by measure and tenant (None: the whole design). A tenant's number may be left out if it is 0."""

_BY_PARTNER = ("inbound_sync_allowed", "inbound_auto_redeem", "outbound_auto_redeem")


def design_numbers(flow: Flow) -> Numbers:
    """The numbers of a design. Those of the whole design are all there, except for licences that nobody needs."""
    design = flow.design
    counts: Counter[tuple[str, str | None]] = Counter()

    def add(measure: str, tenant: str, number: int = 1) -> None:
        counts[measure, tenant] += number
        counts[measure, None] += number

    for measure in (ARROWS, SETTINGS, INTERNALS, EXTERNALS, SEE_EVERYBODY):
        counts[measure, None] = 0
    counts[TENANTS, None] = len(design.tenants)
    for arrow in design.arrows:
        add(ARROWS, arrow.source)
    for tenant, role, number in _settings(design):
        add(SETTINGS, tenant, number)
        add(SETTINGS_BY_ROLE[role], tenant, number)
    for tenant, population in flow.populations.items():
        add(INTERNALS, tenant, population.internal)
        add(EXTERNALS, tenant, population.external)
    for tenant, needed in count_licences(flow).items():
        for licence, number in needed.items():
            add(licence, tenant, number)
    _add_quota(flow, counts)
    context = FlowContext(design, flow)
    for missing in missing_people(context):
        if not missing.missing:
            add(SEE_EVERYBODY, missing.tenant, context.member_count(missing.tenant))
    return counts


def _settings(design: Design) -> Iterator[tuple[str, str, int]]:
    """Tenant, role and number of the settings without which the arrows of a design do not work.

    The settings for a partner are made once for all arrows of a pair.
    """
    topology = design.topology
    for (source, target), arrows in topology.arrows_by_pair.items():
        fields = [*_BY_PARTNER]
        if any(arrow.sync_groups for arrow in arrows):
            fields.append("inbound_group_sync_allowed")
        for field in fields:
            setting = SETTING_BY_FIELD[field]
            yield (source if setting.side == "source" else target), setting.role, 1
        yield source, CONFIGURATION_ROLE, len(arrows)
        if assigned := sum(arrow.scope.users == "assigned" for arrow in arrows):
            yield source, ASSIGNMENT_ROLE, assigned
    for target in dict.fromkeys(target for _, target in topology.arrows_by_pair):
        # By default somebody may invite, so there is a setting to make only where that was changed or is not known.
        if topology.tenant_by_id[target].allow_invites_from in (None, "none"):
            yield target, SETTING_BY_FIELD["allow_invites_from"].role, 1


def _add_quota(flow: Flow, counts: Counter[tuple[str, str | None]]) -> None:
    left = {}
    for tenant in flow.design.tenants:
        here = flow.populations[tenant.id]
        left[tenant.id] = tenant.object_quota - here.internal - here.external
    counts.update({(QUOTA, tenant): number for tenant, number in left.items()})
    if left:
        counts[QUOTA, None] = min(left.values())
