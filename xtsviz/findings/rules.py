"""The rules beyond the flow's own: each a small function from a flow to findings, listed in `RULES`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from xtsviz.findings.finding import Finding
from xtsviz.flow import Flow
from xtsviz.flow.licences import licences
from xtsviz.flow.wording import Wording

Rule = Callable[[Flow], Iterable[Finding]]

_LICENCE_SOURCE = "Microsoft Learn, What is cross-tenant synchronization? (2026-04-27)"
_LIMITS_SOURCE = "Microsoft Learn, Microsoft Entra service limits and restrictions (2026-01-28)"


def licence_count(flow: Flow) -> Iterator[Finding]:
    """How many licences each source needs: one per user whom it synchronizes, whatever the number of targets."""
    words = Wording(flow.design)
    for tenant, need in licences(flow).items():
        for licence, number in need.items():
            name = words.tenant(tenant)
            yield Finding(
                code="licence-count",
                severity="info",
                subject=tenant,
                message=f"{name} needs {number:,} {licence} licence{'s' * (number != 1)}: one for each of its users "
                "who are synchronized.",
                remedy="",
                source=_LICENCE_SOURCE,
            )


def object_count(flow: Flow) -> Iterator[Finding]:
    """How many users each directory holds, externals included, against its quota of objects."""
    words = Wording(flow.design)
    population = flow.population()
    rows = dict(zip(population.index, population.to_numpy().tolist(), strict=True))
    for tenant in flow.design.tenants:
        internal, members, guests = rows[tenant.id]
        external = members + guests
        total = internal + external
        over = total > tenant.object_quota
        name = words.tenant(tenant.id)
        yield Finding(
            code="object-quota-exceeded" if over else "object-count",
            severity="error" if over else "info",
            subject=tenant.id,
            message=f"{name} holds {total:,} user objects ({internal:,} internal, {external:,} external) "
            f"of {tenant.object_quota:,} objects that its directory may hold.",
            remedy=f"Narrow the scope of the arrows into {name}, or ask for a larger quota." if over else "",
            source=_LIMITS_SOURCE,
        )


RULES: tuple[Rule, ...] = (licence_count, object_count)
