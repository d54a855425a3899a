"""Designs as documents, built in few words, and what must come of them.

Keys of sources: OV26 overview, TOPO26 topologies, CFG26 configuration guide, SCOPE26 scoping filters, KI26
known issues, AR automatic redemption, MTO26, MTOKI26 and MTO365 multitenant organizations, HPW how
provisioning works, QUAR quarantine.
"""

from __future__ import annotations

import xtsviz as xts
from xtsviz.flow.arrow_codes import ARROW_CODES

DOMAINS = {"A": "contoso", "B": "fabrikam", "C": "northwindtraders", "D": "litware"}


def tenant(id, **fields):
    return {
        "id": id,
        "name": DOMAINS[id].title(),
        "initial_domain": f"{DOMAINS[id]}.onmicrosoft.com",
        **fields,
    }


def person(id, **fields):
    """A user of the tenant whose letter the id starts with: a1 lives in A."""
    home = id[0].upper()
    name = f"{id}@{DOMAINS[home]}.com"
    return {"id": id, "tenant": home, "user_principal_name": name, "mail": name, **fields}


def external(id, tenant, **fields):
    upn = f"{id}#EXT#@{DOMAINS[tenant]}.onmicrosoft.com"
    here = {
        "id": id,
        "tenant": tenant,
        "user_principal_name": upn,
        "credentials": "external",
        "user_type": "Guest",
    }
    return {**here, **fields}


def people(*letters, n=3):
    return [person(f"{letter.lower()}{i}") for letter in letters for i in range(1, n + 1)]


def arrow(source, target, *, filters=(), assigned=None, gates=None, **fields):
    scope = {
        "users": "all" if assigned is None else "assigned",
        "assigned": assigned or [],
        "filters": list(filters),
    }
    return {"source": source, "target": target, "scope": scope, "gates": gates or {}, **fields}


def document(tenants, arrows, users, **more):
    tenants = [t if isinstance(t, dict) else tenant(t) for t in tenants]
    return {
        "format": "xtsviz-topology",
        "version": 1,
        "tenants": tenants,
        "arrows": arrows,
        "users": users,
        **more,
    }


def pair(*, users=None, source=None, target=None, arrows=None, more=None, **fields):
    """Contoso to Fabrikam, with three people each unless said otherwise."""
    ends = [tenant("A", **(source or {})), tenant("B", **(target or {}))]
    return document(ends, arrows or [arrow("A", "B", **fields)], users or people("A", "B"), **(more or {}))


def where(attribute, operator, value=None):
    return {"attribute": attribute, "operator": operator, "value": value}


def members(*ids):
    return dict.fromkeys(ids, "Member")


ABC = ("a1", "a2", "a3"), ("b1", "b2", "b3"), ("c1", "c2", "c3")
A3, B3, C3 = (members(*ids) for ids in ABC)

# -- the cases built here: document, what arrows bring, codes of the findings -----------------------------

MESH = [(a, b) for a in "ABC" for b in "ABC" if a != b]
GUEST = [person("a1"), person("a2", user_type="Guest"), person("b1")]
OLD_GUEST = [*people("A", "B"), external("x1", "B", home_user="a1")]
DEPARTMENTS = [
    person("a1", attributes={"department": "IT"}),
    person("a2", attributes={"department": "it"}),
    person("a3", attributes={"department": "HR"}),
    person("a4", attributes={"department": ""}),
    person("a5"),
]


def by_department(operator, value=None):
    return pair(users=DEPARTMENTS, filters=[[where("department", operator, value)]])


CASES = {
    "T04 user hub: each spoke has the hub's people, the hub nobody [TOPO26]": (
        document("ABC", [arrow("A", "B"), arrow("A", "C")], people("A", "B", "C")),
        {"A": {}, "B": A3, "C": A3},
        set(),
    ),
    "T06 full mesh: everybody has everybody else's [TOPO26]": (
        document("ABC", [arrow(a, b) for a, b in MESH], people("A", "B", "C")),
        {"A": B3 | C3, "B": A3 | C3, "C": A3 | B3},
        set(),
    ),
    "T08 cycle: each holds its predecessor's, nobody comes round [OV26]": (
        document("ABC", [arrow("A", "B"), arrow("B", "C"), arrow("C", "A")], people("A", "B", "C")),
        {"A": C3, "B": A3, "C": B3},
        set(),
    ),
    "T10 internal guest excluded: only internal members [OV26, KI26]": (
        pair(users=GUEST),
        {"A": {}, "B": members("a1")},
        {"internal-guest-ambiguous"},
    ),
    "T10 internal guest included, as the table of scenarios has it [TOPO26]": (
        pair(users=GUEST, more={"options": {"internal_guests": "include"}}),
        {"A": {}, "B": members("a1", "a2")},
        {"internal-guest-ambiguous"},
    ),
    "T10 an internal guest outside of the scope is met by no arrow [OV26]": (
        pair(users=GUEST, assigned=["a1"]),
        {"A": {}, "B": members("a1")},
        set(),
    ),
    "T13 redeemed guest matched, member where the type is applied Always [CFG26]": (
        pair(users=OLD_GUEST, user_type_flow="Always"),
        {"A": {}, "B": A3},
        set(),
    ),
    "T15 automatic redemption missing at the source [CFG26, AR]": (
        pair(gates={"outbound_auto_redeem": False}),
        {"A": {}, "B": {}},
        {"auto-redeem-outbound-missing"},
    ),
    "T17 the target lets nobody invite [CFG26]": (
        pair(target={"allow_invites_from": "none"}),
        {"A": {}, "B": {}},
        {"guest-invites-disabled"},
    ),
    "the source's own invitation setting does not matter [CFG26]": (
        pair(source={"allow_invites_from": "none"}),
        {"A": {}, "B": A3},
        set(),
    ),
    "T19 an empty attribute fails NOT EQUALS too [SCOPE26]": (
        by_department("NOT EQUALS", "IT"),
        {"A": {}, "B": members("a2", "a3")},
        set(),
    ),
    "T19 an empty attribute fails NOT REGEX MATCH too [SCOPE26]": (
        by_department("NOT REGEX MATCH", "I.*"),
        {"A": {}, "B": members("a2", "a3")},
        set(),
    ),
    "T19 a regular expression matches the whole value [SCOPE26]": (
        by_department("REGEX MATCH", "[A-Z]"),
        {"A": {}, "B": {}},
        {"carries-nobody"},
    ),
    "T19 IS NULL is for the empty ones, never set or blank [SCOPE26]": (
        by_department("IS NULL"),
        {"A": {}, "B": members("a4", "a5")},
        set(),
    ),
    "T21 assignment and filter both hold [CFG26]": (
        pair(users=DEPARTMENTS, assigned=["a2", "a3"], filters=[[where("department", "EQUALS", "HR")]]),
        {"A": {}, "B": members("a3")},
        set(),
    ),
    "T22 SMS sign-in is skipped [CFG26, KI26]": (
        pair(users=[person("a1"), person("a2", sms_sign_in=True)]),
        {"A": {}, "B": members("a1")},
        {"sms-sign-in-skipped"},
    ),
    "T25 people search: four people of three tenants, everyone everywhere [MTO365]": (
        document(
            "ABC",
            [arrow(a, b, assigned={"A": ["a1", "a2"], "B": ["b1"], "C": ["c1"]}[a]) for a, b in MESH],
            people("A", "B", "C"),
        ),
        {"A": members("b1", "c1"), "B": members("a1", "a2", "c1"), "C": members("a1", "a2", "b1")},
        set(),
    ),
    "T26 a disabled user is carried, disabled [OV26]": (
        pair(users=[person("a1"), person("a2", account_enabled=False)]),
        {"A": {}, "B": members("a1", "a2")},
        set(),
    ),
    "T27 a multitenant organization without arrows brings nobody [MTO26]": (
        document(
            "ABC",
            [],
            people("A", "B", "C"),
            multi_tenant_organization={"name": "Group", "tenants": ["A", "B", "C"]},
            connected_organizations=[
                {"resource_tenant": "A", "partner_tenant": "B", "access_package": "Sales"}
            ],
        ),
        {"A": {}, "B": {}, "C": {}},
        set(),
    ),
    "paused: no new changes [HPW]": (pair(status="paused"), {"A": {}, "B": {}}, {"arrow-paused"}),
    "quarantined: no new changes [QUAR]": (
        pair(status="quarantined"),
        {"A": {}, "B": {}},
        {"arrow-quarantined"},
    ),
    "a gate that nobody has seen": (
        pair(gates={"inbound_sync_allowed": None}),
        {"A": {}, "B": {}},
        {"gate-unknown"},
    ),
    "a closed gate says more than an unknown one, and all closed ones are told [CFG26]": (
        pair(
            gates={"inbound_sync_allowed": False, "inbound_auto_redeem": None, "outbound_auto_redeem": False}
        ),
        {"A": {}, "B": {}},
        {"inbound-sync-not-allowed", "auto-redeem-outbound-missing"},
    ),
    "a pending invitation has nothing to match on: it stays as it is [CFG26]": (
        pair(
            users=[*people("A"), external("x1", "B", home_user="a1", external_user_state="PendingAcceptance")]
        ),
        {"A": {}, "B": members("a2", "a3")},
        {"pending-invitation"},
    ),
    "without Add only those are managed who are there already [graph objectMapping]": (
        pair(users=OLD_GUEST, actions=["Update", "Delete"]),
        {"A": {}, "B": {"a1": "Guest"}},
        set(),
    ),
    "two arrows of a pair: the later one changes the type where it is Always [MTOKI26]": (
        pair(
            arrows=[
                arrow("A", "B"),
                arrow("A", "B", assigned=["a2"], user_type="Guest", user_type_flow="Always"),
            ]
        ),
        {"A": {}, "B": {"a1": "Member", "a2": "Guest", "a3": "Member"}},
        {"multiple-configurations-per-pair"},
    ),
    "groups need an assigned scope; the users come all the same [OV26]": (
        pair(sync_groups=True),
        {"A": {}, "B": A3},
        {"group-sync-needs-assigned-scope"},
    ),
}


EXPECTED_CODES = {
    *ARROW_CODES,
    "external-unresolved",
    "cannot-sign-in",
    "carries-nobody",
    "domain-in-two-tenants",
    "duplicate-external",
    "filter-attribute-unknown",
    "filter-attribute-unsupported",
    "group-sync-needs-assigned-scope",
    "group-sync-not-allowed",
    "groups-across-clouds",
    "group-kind-unsupported",
    "home-user-ambiguous",
    "internal-guest-ambiguous",
    "invitation-domain-blocked",
    "mail-domain-unverified",
    "mto-spans-clouds",
    "multiple-configurations-per-pair",
    "pending-invitation",
    "same-person-internal",
    "shared-mail",
    "sms-sign-in-skipped",
}
"""The codes that the cases, the data and the brute force know. A rule with a test of its own adds none."""


def problems(design):
    """What a review finds, with the codes in `EXPECTED_CODES`."""
    return [finding for finding in xts.review(design) if finding.code in EXPECTED_CODES]
