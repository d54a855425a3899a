"""The number of user objects in each directory, externals included, and its quota of objects."""

from __future__ import annotations

from collections.abc import Iterator

from xtsviz.findings.rule import Match, ReviewInput, Rule
from xtsviz.sources import SERVICE_LIMITS


def _find(given: ReviewInput, over: bool) -> Iterator[Match]:
    for tenant in given.design.tenants:
        population = given.flow.populations[tenant.id]
        total = population.internal + population.external
        if (total > tenant.object_quota) == over:
            numbers = {"total": total, "internal": population.internal, "external": population.external}
            words = {name: f"{number:,}" for name, number in numbers.items()}
            yield given.about_tenant(tenant.id, **words, quota=f"{tenant.object_quota:,}")


_MESSAGE = (
    "{tenant} has {total} user objects ({internal} internal, {external} external). The quota of its directory is "
    "{quota} objects."
)

RULES = (
    Rule(
        code="object-count",
        severity="info",
        question="How many user objects does each directory have?",
        message=_MESSAGE,
        remedy="",
        source=SERVICE_LIMITS,
        topic="object count",
        find=lambda given: _find(given, over=False),
    ),
    Rule(
        code="object-quota-exceeded",
        severity="error",
        question="Does a directory have more objects than its quota?",
        message=_MESSAGE,
        remedy="Narrow the scope of the arrows into {tenant}, or ask for a larger quota.",
        source=SERVICE_LIMITS,
        topic="object count",
        side="tenant",
        find=lambda given: _find(given, over=True),
    ),
)
