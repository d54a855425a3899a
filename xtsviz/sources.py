"""The documents behind the rules, with titles and dates. No other module writes a title or a date."""

from __future__ import annotations

from collections.abc import Mapping

OVERVIEW = "Microsoft Learn, What is cross-tenant synchronization? (2026-04-27)"
CONFIGURE = "Microsoft Learn, Configure cross-tenant synchronization (2026-08-06)"
KNOWN_ISSUES = "Microsoft Learn, Known issues for provisioning (2026-03-31)"
MULTITENANT_KNOWN_ISSUES = "Microsoft Learn, Known issues for multitenant organizations (2026-03-18)"
TOPOLOGIES = "Microsoft Learn, Topologies for cross-tenant synchronization (2026-03-18)"
TOPOLOGIES_2023 = "Microsoft Learn, Topologies for cross-tenant synchronization (edition of 2023-10-10)"
TENANT_ESTATE = (
    "Microsoft Learn, Microsoft Entra tenant estate guidance for collaborating production tenants "
    "(2026-06-22)"
)
SCOPING_FILTERS = (
    "Microsoft Learn, Scoping users or groups to be provisioned with scoping filters (2026-08-06)"
)
SKIP_DELETION = "Microsoft Learn, Skip deletion of user accounts that go out of scope (2025-03-04)"
ACCIDENTAL_DELETIONS = "Microsoft Learn, Enable accidental deletions prevention (2025-03-04)"
QUARANTINE = "Microsoft Learn, Application provisioning in quarantine status (2025-03-04)"
HOW_PROVISIONING_WORKS = "Microsoft Learn, How application provisioning works (2025-03-04)"
USER_PROPERTIES = "Microsoft Learn, Properties of a B2B collaboration user (2024-01-04)"
USER_LIST = "Microsoft Learn, Download a list of users in the Azure portal (2024-07-01)"
B2B_DOMAINS = "Microsoft Learn, Allow or block B2B collaboration with organizations (2026-04-24)"
CROSS_TENANT_ACCESS = "Microsoft Learn, Cross-tenant access overview (2024-01-24)"
SERVICE_LIMITS = "Microsoft Learn, Microsoft Entra service limits and restrictions (2026-01-28)"

SOURCES: Mapping[str, str] = {
    "OV26": OVERVIEW,
    "CFG26": CONFIGURE,
    "KI26": KNOWN_ISSUES,
    "MTOKI26": MULTITENANT_KNOWN_ISSUES,
    "SKIP": SKIP_DELETION,
    "ACC": ACCIDENTAL_DELETIONS,
    "QUAR": QUARANTINE,
    "HPW": HOW_PROVISIONING_WORKS,
}
"""Documents by the short keys in the column ``source`` of a simulation."""
