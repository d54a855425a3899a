"""Flow: who appears where, how many, and why not."""

import xtsviz as xts
from tests.bench.growth.case import Case, Work, document


def users(number: int, tenant: str = "hub", **fields: object) -> list[dict[str, object]]:
    return [{"id": f"u{n}", "tenant": tenant, **fields} for n in range(number)]


def followed(design: xts.Design) -> Work:
    """Everything that `xtsviz flow` prints."""

    def follow() -> object:
        flow = xts.user_flow(design)
        return flow.arrows, flow.population(), flow.merged, flow.presence

    return follow


def traced(design: xts.Design, user: str) -> Work:
    return lambda: xts.user_flow(design).trace(user)


def ring(size: int, **arrow: object) -> xts.Design:
    """Tenants with one user each, who go on to the next tenant."""
    return document(
        tenants=[{"id": f"t{n}"} for n in range(size)],
        arrows=[
            {"id": f"a{n}", "source": f"t{n}", "target": f"t{(n + 1) % size}", **arrow} for n in range(size)
        ],
        users=[{"id": f"u{n}", "tenant": f"t{n}"} for n in range(size)],
    )


def hub(size: int, scopes: list[dict[str, object]], people: int, **parts: object) -> xts.Design:
    """A hub with `size` targets, each with a scope of its own."""
    return document(
        tenants=[{"id": "hub"}, *({"id": f"t{n}"} for n in range(size))],
        arrows=[
            {"id": f"a{n}", "source": "hub", "target": f"t{n}", "scope": scope}
            for n, scope in enumerate(scopes)
        ],
        users=users(people),
        **parts,
    )


def own_assigned(size: int) -> xts.Design:
    """As many arrows as users, each with one assigned."""
    return hub(size, [{"users": "assigned", "assigned": [f"u{n}"]} for n in range(size)], size)


def own_filters(size: int) -> xts.Design:
    """As many tenants as filters and users."""
    design = ring(size).to_document()
    for n, (arrow, user) in enumerate(zip(design["arrows"], design["users"], strict=True)):
        clause = {"attribute": "department", "operator": "EQUALS", "value": f"d{n}"}
        arrow["scope"]["filters"] = [[clause]]
        user["attributes"] = {"department": f"d{n}"}
    return xts.Design.from_document(design)


def groups(size: int) -> xts.Design:
    """Many groups, each nested in the next, all assigned."""
    listed = [
        {"id": f"g{n}", "tenant": "hub", "members": [f"u{n}", *([f"g{n - 1}"] if n else [])]}
        for n in range(size)
    ]
    scope = {"users": "assigned", "assigned": [f"g{n}" for n in range(size)]}
    return hub(1, [scope], size, groups=listed)


def large_group(size: int) -> xts.Design:
    """One group of everybody, assigned to many arrows of which few work."""
    listed = [{"id": "g", "tenant": "hub", "members": [f"u{n}" for n in range(size)]}]
    return hub(20, [{"users": "assigned", "assigned": ["g"]}] * 20, size, groups=listed)


def clauses(size: int) -> xts.Design:
    """One arrow with many clauses: one attribute, and pairs of two."""
    filters = [
        [
            {"attribute": "department", "operator": "EQUALS", "value": f"d{n}"},
            {"attribute": "city", "operator": "NOT EQUALS", "value": f"c{n}"},
        ]
        if n % 2
        else [{"attribute": "department", "operator": "EQUALS", "value": f"d{n}"}]
        for n in range(size)
    ]
    design = hub(1, [{"users": "all", "filters": filters}], 100).to_document()
    for n, user in enumerate(design["users"]):
        user["attributes"] = {"department": f"d{n}", "city": "c1"}
    return xts.Design.from_document(design)


def one_pair(size: int) -> xts.Design:
    """Many arrows from one tenant to another."""
    return document(
        tenants=[{"id": "hub"}, {"id": "t"}],
        arrows=[{"id": f"a{n}", "source": "hub", "target": "t"} for n in range(size)],
        users=users(5),
    )


def people(size: int) -> xts.Design:
    """Many users, some with one mail address, some internal guests, some external already."""
    twins = [{"id": f"m{n}", "tenant": "hub", "mail": f"{n // 2}@x.com"} for n in range(size // 4)]
    guests = [{"id": f"g{n}", "tenant": "hub", "user_type": "Guest"} for n in range(size // 4)]
    there = [
        {"id": f"e{n}", "tenant": "t", "credentials": "external", "home_user": f"u{n}"}
        for n in range(size // 4)
    ]
    return document(
        tenants=[{"id": "hub"}, {"id": "t"}],
        arrows=[{"id": "a", "source": "hub", "target": "t"}],
        users=[*users(size // 4), *twins, *guests, *there],
    )


def mesh_counts(size: int) -> Work:
    flow = xts.user_flow(ring(size))
    return flow.counts


CASES = [
    Case("flow: tenants in a ring", lambda n: followed(ring(n)), 12_000),
    Case("flow: arrows with own assigned users", lambda n: followed(own_assigned(n)), 6_000),
    Case("flow: arrows with own filters", lambda n: followed(own_filters(n)), 5_000),
    Case("flow: many nested groups", lambda n: followed(groups(n)), 15_000),
    Case("flow: a large group, 20 arrows", lambda n: followed(large_group(n)), 15_000),
    Case("flow: clauses", lambda n: followed(clauses(n)), 4_000),
    Case("flow: arrows of one pair", lambda n: followed(one_pair(n)), 8_000),
    Case("flow: users", lambda n: followed(people(n)), 80_000),
    Case("flow: counts, tenants × tenants", mesh_counts, 6_000, limit=4.6),
    Case("trace: tenants", lambda n: traced(ring(n), "u0"), 15_000),
    Case("trace: own assigned users", lambda n: traced(own_assigned(n), "u0"), 6_000),
    Case("trace: clauses", lambda n: traced(clauses(n), "u1"), 10_000),
    Case("trace: arrows of one pair", lambda n: traced(one_pair(n), "u1"), 8_000),
]
