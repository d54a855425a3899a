"""Hypothesis strategies for designs that are small and nasty, as JSON documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

Doc = dict[str, Any]

# Ids sort otherwise than they are listed; some look like formulas, markup, numbers or right-to-left text.
TENANT_IDS = ["t3", "T2", "zz", "école", "10", "9", "a->b", "שלום"]
USER_IDS = [
    "z9",
    "a1",
    "B2",
    "b2",
    "10",
    "9",
    "=1+3",
    "é",
    "<b>x</b>",
    "o'\"q",
    "_",
    "😀",
    "A",
    "u 1",
    "~",
    "%s",
]
EXTERNAL_IDS = ["x3", "X1", "a0", "#ext", "ü", "é2", "{}", "5"]
GROUP_IDS = ["g2", "g1", "G3"]
NAMES = [
    "Contoso",
    "Fabrikam",
    "Contoso",
    "😀 Litware",
    "\u202emoc",
    "tab\there\x07",
    "\"quoted\" 'name'",
    "=1+3",
]
NAMES += ["<b>Bold</b>", "日本", "null", " "]

MAILS = ["shared@contoso.com"] * 4 + [None, "", "Shared@contoso.com", "x_y@a.example", "none"]
UPNS = [
    "adele@contoso.com",
    "under_score@a.example",
    "no-at-sign",
    "",
    "اسم@contoso.com",
    "a.b+c@d.example",
    None,
]
VERIFIED_DOMAINS: list[list[str]] = [[], [], [], ["contoso.com"], ["CONTOSO.com", "x.org"], ["a.example"]]
INITIAL_DOMAINS = ["contoso.onmicrosoft.com", "x.onmicrosoft.us", "y.partner.onmschina.cn"]

TEXTS = ["IT", "it", "ITX", "", "HR 😀", "٣", "42", "-7", "007", "4.2", "true", "FALSE", "two\nlines", "IT "]
VALUES = [*TEXTS, None, True, False, 42, 41, -7, 0]
ATTRIBUTES = ["department", "country", "extension_1"]
FILTERABLE = [*ATTRIBUTES, "mail", "userPrincipalName", "displayName", "accountEnabled", "neverSet"]
# Patterns that RE2 and Python read alike, given ASCII classes.
PATTERNS = [
    "IT",
    "I",
    ".*",
    "",
    "(IT|HR.*)",
    r"\d+",
    r"-?[0-9]{1,2}",
    r"\w+",
    "[[:alpha:]]+",
    "(?i)it",
    "^IT$",
    "I",
]
PATTERNS += [r"[^@]+@contoso\.com", "(?s).*lines", "x*?", r"true|false", "IT|", r"\D"]
TEXT_OPERATORS = ["EQUALS", "NOT EQUALS", "ENDS_WITH", "Includes"]
NUMBER_OPERATORS = ["Greater_Than", "Greater_Than_OR_EQUALS"]
BARE_OPERATORS = ["IS NULL", "IS NOT NULL", "IS TRUE", "IS FALSE"]


def clauses() -> st.SearchStrategy[Doc]:
    """One comparison, over every operator."""

    def made(operators: list[str], values: st.SearchStrategy[Any]) -> st.SearchStrategy[Doc]:
        return st.fixed_dictionaries(
            {
                "attribute": st.sampled_from(FILTERABLE),
                "operator": st.sampled_from(operators),
                "value": values,
            }
        )

    return st.one_of(
        made(TEXT_OPERATORS, st.sampled_from([*TEXTS, "shared@contoso.com", "T", "@contoso.com"])),
        made(["REGEX MATCH", "NOT REGEX MATCH"], st.sampled_from(PATTERNS)),
        made(NUMBER_OPERATORS, st.sampled_from(["0", "41", "42", "-7", "-8", "007", "99999999999999999999"])),
        made(BARE_OPERATORS, st.none()),
        *[made(TEXT_OPERATORS, st.just("IT"))] * 3,
        made(["&", "STARTS_WITH"], st.sampled_from(["1", "IT"])),
    )


def filters() -> st.SearchStrategy[list[list[Doc]]]:
    """No filter more often than not; else an OR of groups, now and then an empty one."""
    some = st.lists(st.lists(clauses(), max_size=2), min_size=1, max_size=3)
    return st.one_of(st.just([]), st.just([]), st.just([]), some)


def tenants(tenant_id: str, calm: bool) -> st.SearchStrategy[Doc]:
    clouds = ["commercial"] if calm else ["commercial"] * 6 + ["usgov", "china"]
    invites = ["everyone"] if calm else ["everyone"] * 5 + ["adminsAndGuestInviters", "none", None]
    return st.fixed_dictionaries(
        {
            "id": st.just(tenant_id),
            "name": st.sampled_from(NAMES),
            "initial_domain": st.sampled_from([tenant_id + ".onmicrosoft.com", *INITIAL_DOMAINS]),
            "verified_domains": st.sampled_from(VERIFIED_DOMAINS),
            "cloud": st.sampled_from(clouds),
            "allow_invites_from": st.sampled_from(invites),
        }
    )


def internal_users(user_id: str, tenant_ids: list[str]) -> st.SearchStrategy[Doc]:
    return st.fixed_dictionaries(
        {
            "id": st.just(user_id),
            "tenant": st.sampled_from(tenant_ids),
            "display_name": st.sampled_from([*NAMES, "", None]),
            "user_principal_name": st.sampled_from([f"user.{len(user_id)}@contoso.com", *UPNS]),
            "mail": st.sampled_from(MAILS),
            "credentials": st.just("internal"),
            "user_type": st.sampled_from(["Member"] * 7 + ["Guest"]),
            "account_enabled": st.sampled_from([True, True, False]),
            "sms_sign_in": st.sampled_from([False] * 7 + [True]),
            "attributes": st.dictionaries(st.sampled_from(ATTRIBUTES), st.sampled_from(VALUES), max_size=2),
        }
    )


def external_users(
    user_id: str, tenant_ids: list[str], pairs: list[tuple[str, str]], internals: list[Doc]
) -> st.SearchStrategy[Doc]:
    """An object in one tenant for somebody of another: a person of the design, or a stranger.

    Mostly one whom an arrow meets: a person of an arrow's source, in its target.
    """
    met = [(user["id"], target) for source, target in pairs for user in internals if user["tenant"] == source]
    known = [(user["id"], t) for user in internals for t in tenant_ids if user["tenant"] != t]
    strangers: list[tuple[str | None, str]] = [(None, tenant_id) for tenant_id in tenant_ids]
    choices = [st.sampled_from(some) for some in (met, met, met, known, strangers) if some]
    fields = st.fixed_dictionaries(
        {
            "id": st.just(user_id),
            "display_name": st.sampled_from(NAMES),
            "user_principal_name": st.sampled_from([user_id + "_a.example#EXT#@t3.onmicrosoft.com", *UPNS]),
            "mail": st.sampled_from(MAILS),
            "credentials": st.just("external"),
            "user_type": st.sampled_from(["Guest", "Member"]),
            "account_enabled": st.booleans(),
            "home_tenant": st.sampled_from([None, *tenant_ids]),
            "external_user_state": st.sampled_from([None, "Accepted", "PendingAcceptance"]),
            "attributes": st.dictionaries(st.sampled_from(ATTRIBUTES), st.sampled_from(VALUES), max_size=1),
        }
    )
    return st.builds(
        lambda who, rest: {**rest, "home_user": who[0], "tenant": who[1]}, st.one_of(*choices), fields
    )


def arrows(pair: tuple[str, str], assignable: list[str], calm: bool) -> st.SearchStrategy[Doc]:
    gate = st.just(True) if calm else st.sampled_from([True] * 10 + [False, None])
    assigned = st.lists(st.sampled_from(assignable), min_size=1, max_size=8) if assignable else st.just([])
    return st.fixed_dictionaries(
        {
            "source": st.just(pair[0]),
            "target": st.just(pair[1]),
            "status": st.sampled_from(["active"] * 3 + ([] if calm else ["paused", "quarantined"])),
            "scope": st.fixed_dictionaries(
                {
                    "users": st.sampled_from(
                        ["all", "all", "all", "assigned", "assigned"] + ([] if calm else ["unknown"])
                    ),
                    "assigned": assigned,
                    "filters": filters(),
                }
            ),
            "user_type": st.sampled_from(["Member", "Guest"]),
            "user_type_flow": st.sampled_from(["ObjectAddOnly", "Always"]),
            "actions": st.sampled_from(
                [["Add", "Update", "Delete"], ["Add", "Update", "Delete"], ["Delete", "Add"], ["Update"], []]
            ),
            "sync_groups": st.sampled_from([False, False, True]),
            "gates": st.fixed_dictionaries(
                {"inbound_sync_allowed": gate, "inbound_auto_redeem": gate, "outbound_auto_redeem": gate}
            ),
        }
    )


def listed(pool: list[str], sizes: Sequence[int]) -> st.SearchStrategy[list[str]]:
    """Some of a pool, each once, in any order; every size as likely as it is listed."""
    return st.sampled_from(sizes).flatmap(
        lambda size: st.lists(st.sampled_from(pool), min_size=size, max_size=size, unique=True)
    )


@st.composite
def documents(draw: st.DrawFn) -> Doc:
    """A valid document: up to 5 tenants, 8 internal users, 5 externals, 3 groups and 7 arrows."""
    # Half of the designs have every arrow open, or little but closed gates would be tested.
    calm = draw(st.booleans())
    tenant_ids = draw(listed(TENANT_IDS, [2, 3, 3, 4, 5, 1]))
    # Few pairs and several arrows each: what several do to one object is where the rules get intricate.
    pairs = [(a, b) for a in tenant_ids for b in tenant_ids if a != b]
    fewest = draw(st.sampled_from([1, 2, 3, 0]))
    chosen = draw(st.lists(st.sampled_from(pairs), min_size=fewest, max_size=4)) if pairs else []
    chosen += draw(st.lists(st.sampled_from(chosen), max_size=3)) if chosen else []

    # Most people live where an arrow starts.
    homes = [source for source, _ in chosen] * 3 + tenant_ids
    user_ids = draw(listed(USER_IDS, range(9)))
    internals = [draw(internal_users(user_id, homes)) for user_id in user_ids]
    external_ids = draw(listed(EXTERNAL_IDS, range(6)))
    externals = [draw(external_users(user_id, tenant_ids, chosen, internals)) for user_id in external_ids]

    group_ids = draw(st.lists(st.sampled_from(GROUP_IDS), max_size=3, unique=True))
    everybody = [*user_ids, *external_ids, *group_ids]
    members = st.lists(st.sampled_from(everybody), max_size=5) if everybody else st.just([])
    groups = [
        {
            "id": g,
            "tenant": draw(st.sampled_from(tenant_ids)),
            "name": draw(st.sampled_from(NAMES)),
            "members": draw(members),
        }
        for g in group_ids
    ]

    drawn = [draw(arrows(pair, everybody, calm)) for pair in chosen]
    if draw(st.booleans()):
        names = draw(st.permutations([f"arrow {n}" for n in range(len(drawn))]))
        drawn = [{"id": name, **arrow} for name, arrow in zip(names, drawn, strict=True)]

    document = {
        "format": "xtsviz-topology",
        "version": 1,
        "name": draw(st.sampled_from(NAMES)),
        "tenants": [draw(tenants(tenant_id, calm)) for tenant_id in tenant_ids],
        "arrows": drawn,
        "users": draw(st.permutations(internals + externals)),
        "groups": groups,
        "options": {"internal_guests": draw(st.sampled_from(["exclude", "exclude", "include"]))},
    }
    return sparse(document) if draw(st.booleans()) else document


USUAL: Doc = {"credentials": "internal", "user_type": "Member", "account_enabled": True, "sms_sign_in": False}
USUAL |= {
    "cloud": "commercial",
    "allow_invites_from": "everyone",
    "status": "active",
    "user_type_flow": "ObjectAddOnly",
}
USUAL |= {
    "actions": ["Add", "Update", "Delete"],
    "sync_groups": False,
    "users": "all",
    "internal_guests": "exclude",
}
USUAL |= {
    "inbound_sync_allowed": True,
    "inbound_auto_redeem": True,
    "outbound_auto_redeem": True,
    "home_user": None,
}
USUAL |= {
    "home_tenant": None,
    "external_user_state": None,
    "mail": None,
    "verified_domains": [],
    "assigned": [],
    "filters": [],
    "gates": {},
}
USUAL |= {"scope": {}, "attributes": {}, "members": [], "options": {}, "groups": [], "arrows": []}


def sparse(value: Any) -> Any:
    """A document without the keys that say what the default says."""
    if isinstance(value, list):
        return [sparse(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {key: sparse(item) for key, item in value.items()}
    return {key: item for key, item in kept.items() if key not in USUAL or item != USUAL[key]}


# -- edits -------------------------------------------------------------------------------------------------

Edit = tuple[str, Doc]


def edits() -> st.SearchStrategy[list[Edit]]:
    """A sequence of edits: names of `Design`'s methods with what `edited` makes arguments of.

    Whom an edit is about is a number, taken modulo what the design has then, so that each fits any design.
    """
    which = st.integers(0, 11)
    fields = st.fixed_dictionaries(
        {},
        optional={
            "status": st.sampled_from(["active", "paused"]),
            "user_type": st.sampled_from(["Member", "Guest"]),
            "user_type_flow": st.sampled_from(["ObjectAddOnly", "Always"]),
            "actions": st.sampled_from([["Add", "Update", "Delete"], ["Update"]]),
            "inbound_auto_redeem": st.sampled_from([True, False, None]),
            "scope_users": st.sampled_from(["all", "assigned", "unknown"]),
            "assigned": st.lists(which, max_size=4),
            "filters": filters(),
        },
    )
    of_tenant = st.fixed_dictionaries(
        {},
        optional={
            "allow_invites_from": st.sampled_from(["everyone", "none", None]),
            "cloud": st.sampled_from(["commercial", "china"]),
            "initial_domain": st.sampled_from(INITIAL_DOMAINS),
            "verified_domains": st.sampled_from(VERIFIED_DOMAINS),
        },
    )
    user = st.fixed_dictionaries(
        {"tenant": which, "home": st.none() | which, "mail": st.sampled_from(MAILS)},
        optional={
            "user_type": st.sampled_from(["Member", "Guest"]),
            "external_user_state": st.sampled_from(["Accepted", "PendingAcceptance"]),
            "attributes": st.dictionaries(st.sampled_from(ATTRIBUTES), st.sampled_from(VALUES), max_size=2),
        },
    )

    def edit(kind: str, **arguments: st.SearchStrategy[Any]) -> st.SearchStrategy[Edit]:
        return st.tuples(st.just(kind), st.fixed_dictionaries(arguments))

    name = st.sampled_from(NAMES)
    one = st.one_of(
        edit("renamed", name=name),
        edit("add_tenant", name=name, fields=of_tenant),
        edit("rename_tenant", tenant=which, name=name),
        edit("update_tenant", tenant=which, fields=of_tenant),
        edit("remove_tenant", tenant=which),
        *[edit("add_arrow", source=which, target=which, another=st.booleans(), fields=fields)] * 2,
        *[edit("update_arrow", arrow=which, fields=fields)] * 3,
        edit("remove_arrow", arrow=which),
        edit("add_users", users=st.lists(user, min_size=1, max_size=3)),
        edit("remove_users", users=st.lists(which, max_size=3)),
    )
    return st.lists(one, min_size=1, max_size=6)


def edits_of_scopes() -> st.SearchStrategy[list[Edit]]:
    """A sequence of edits of arrows that change whom they are meant for."""
    which = st.integers(0, 11)
    assigned = st.fixed_dictionaries(
        {"scope_users": st.just("assigned"), "assigned": st.lists(which, min_size=1, max_size=6)}
    )
    filtered = st.fixed_dictionaries({"scope_users": st.just("all"), "filters": filters()})
    arguments = st.fixed_dictionaries({"arrow": st.integers(0, 1), "fields": st.one_of(assigned, filtered)})
    return st.lists(st.tuples(st.just("update_arrow"), arguments), min_size=2, max_size=6)


def edited(design: Any, edit: Edit) -> Any:
    """The design after an edit of `edits`; may raise what the edit raises."""
    kind, given = edit
    tenants = [tenant.id for tenant in design.tenants]
    people = design.to_document()["users"]  # the table may be of any engine
    users = sorted(user["id"] for user in people)
    everybody = [*users, *(group.id for group in design.topology.groups)]

    def pick(some: list[str], number: int) -> str:
        return some[number % len(some)] if some else "nobody"

    def of_arrow(fields: Doc) -> Doc:
        named = {pick(everybody, number) for number in fields.get("assigned", ())}
        return {**fields, "assigned": sorted(named)} if "assigned" in fields else fields

    if kind == "renamed":
        return design.renamed(given["name"])
    if kind == "add_tenant":
        return design.add_tenant(given["name"], **given["fields"])
    if kind == "rename_tenant":
        return design.rename_tenant(pick(tenants, given["tenant"]), given["name"])
    if kind == "update_tenant":
        return design.update_tenant(pick(tenants, given["tenant"]), **given["fields"])
    if kind == "remove_tenant":
        return design.remove_tenant(pick(tenants, given["tenant"]))
    if kind == "add_arrow":
        ends = (pick(tenants, given["source"]), pick(tenants, given["target"]))
        return design.add_arrow(*ends, another=given["another"], **of_arrow(given["fields"]))
    if kind in {"update_arrow", "remove_arrow"}:
        arrow = pick([arrow.id for arrow in design.arrows], given["arrow"])
        if kind == "remove_arrow":
            return design.remove_arrow(arrow)
        return design.update_arrow(arrow, **of_arrow(given["fields"]))
    if kind == "remove_users":
        return design.remove_users([pick(users, number) for number in given["users"]])
    if kind == "add_users":
        added = []
        for number, user in enumerate(given["users"]):
            fields = {key: value for key, value in user.items() if key not in {"tenant", "home"}}
            fields |= {"id": f"new {len(users)} {number}", "tenant": pick(tenants, user["tenant"])}
            elsewhere = sorted(user["id"] for user in people if user["tenant"] != fields["tenant"])
            if user["home"] is not None and elsewhere:
                fields |= {"credentials": "external", "home_user": pick(elsewhere, user["home"])}
            added.append(fields)
        return design.add_users(added)
    raise AssertionError(kind)
