"""A multitenant organization has tenants of different clouds."""

from __future__ import annotations

from collections.abc import Iterator

from xtsviz.findings.rule import Match, ReviewInput, Rule
from xtsviz.sources import MULTITENANT_KNOWN_ISSUES


def _find(given: ReviewInput) -> Iterator[Match]:
    organization = given.design.topology.multi_tenant_organization
    if organization is None or not organization.tenants:
        return
    by_id = given.design.topology.tenant_by_id
    first, *others = dict.fromkeys(organization.tenants)
    for tenant in others:
        if by_id[tenant].cloud != by_id[first].cloud:
            yield given.about_tenant(
                tenant,
                cloud=by_id[tenant].cloud,
                organization=organization.name,
                first=given.wording.tenant(first),
                first_cloud=by_id[first].cloud,
            )


RULE = Rule(
    code="mto-spans-clouds",
    severity="error",
    question="Does the multitenant organization have tenants of different clouds?",
    message="{tenant} is in the {cloud} cloud, but {first}, the first tenant of the multitenant organization "
    "{organization}, is in the {first_cloud} cloud. All tenants of a multitenant organization are in one cloud.",
    remedy="Take {tenant} out of the multitenant organization. Arrows across clouds work without it.",
    source=MULTITENANT_KNOWN_ISSUES,
    side="tenant",
    find=_find,
)
