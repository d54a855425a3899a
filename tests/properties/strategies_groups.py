"""Designs in which groups are synchronized, or nearly: documents of `strategies` with more about their groups."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.properties.strategies import GROUP_IDS, NAMES, Doc, documents

KINDS = ["security"] * 4 + ["microsoft365", "mail-enabled-security", "distribution"]
OPEN_TENANT = {"cloud": "commercial", "allow_invites_from": "everyone"}
OPEN_ARROW = {"status": "active", "gates": {}, "sync_groups": True}


@st.composite
def group_documents(draw: st.DrawFn) -> Doc:
    """A document in which most arrows have group synchronization on, and most groups can be synchronized."""
    document = draw(documents().filter(lambda made: made.get("arrows") and made.get("users")))
    # In most designs all arrows are open, or there would be no group in a target.
    calm = draw(st.integers(0, 3)) > 0
    tenants = [{**tenant, **(OPEN_TENANT if calm else {})} for tenant in document["tenants"]]
    arrows = [{**arrow, **(OPEN_ARROW if calm else {})} for arrow in document["arrows"]]
    homes = [
        user["tenant"] for user in document["users"] if user.get("credentials", "internal") == "internal"
    ]
    busy = [arrow["source"] for arrow in arrows if arrow["source"] in homes] * 3
    groups = [
        draw(_group(group_id, draw(st.sampled_from(busy or [arrows[0]["source"]])), document["users"]))
        for group_id in draw(st.lists(st.sampled_from(GROUP_IDS), min_size=1, max_size=3, unique=True))
    ]
    known = {group["id"] for group in groups} | {user["id"] for user in document["users"]}
    groups = [{**group, "members": [one for one in group["members"] if one in known]} for group in groups]
    changed = [draw(_with_groups(arrow, groups, known, calm)) for arrow in arrows]
    return {**document, "tenants": tenants, "groups": groups, "arrows": changed}


@st.composite
def _group(draw: st.DrawFn, group_id: str, home: str, users: list[Doc]) -> Doc:
    """A group, mostly of people of its tenant; now and then with a nested group."""
    own = [user["id"] for user in users if user["tenant"] == home]
    pool = [*own * 3, *(user["id"] for user in users), GROUP_IDS[0]]
    return {
        "id": group_id,
        "tenant": home,
        "name": draw(st.sampled_from(NAMES)),
        "kind": draw(st.sampled_from(KINDS)),
        "role_assignable": draw(st.sampled_from([False] * 5 + [True])),
        "members": draw(st.lists(st.sampled_from(pool), min_size=1, max_size=6)),
    }


@st.composite
def _with_groups(draw: st.DrawFn, arrow: Doc, groups: list[Doc], known: set[str], calm: bool) -> Doc:
    """The arrow with groups of its source assigned, mostly, and the setting of its target."""
    scope = arrow.get("scope", {})
    own = [group["id"] for group in groups if group["tenant"] == arrow["source"]]
    named = [one for one in scope.get("assigned", []) if one in known]
    some = draw(st.lists(st.sampled_from(own), min_size=1, max_size=3)) if own else []
    stray = [group["id"] for group in groups] if draw(st.integers(0, 9)) == 0 else []
    users = draw(st.sampled_from(["assigned"] * 6 + [scope.get("users", "all")]))
    filters = [] if calm and draw(st.booleans()) else scope.get("filters", [])
    allowed = draw(st.sampled_from([True] * 6 + [False, None]))
    return {
        **arrow,
        "scope": {"users": users, "assigned": [*named, *some, *stray], "filters": filters},
        "sync_groups": arrow.get("sync_groups", False) or draw(st.booleans()),
        "gates": {**arrow.get("gates", {}), "inbound_group_sync_allowed": allowed},
    }
