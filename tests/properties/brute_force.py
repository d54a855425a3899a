"""The rules of the flow worked out a second time, the slow way: loops and dicts over the JSON document.

`evaluate(document)` says who appears where, which arrow carries how many, who merges and what is worth a
finding; `Result.trace(user_id)` says for every arrow why it carries that person or not. It shares no line
with the engine, so that a mistake in one of them shows as a difference. Naive on purpose: every user is
asked of every arrow, nothing is cached, nothing is a table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

Doc = dict[str, Any]

# (source cloud, target cloud); China to China is disputed between the documents, the newer one allows it.
CLOUD_PAIRS = {
    ("commercial", "commercial"),
    ("usgov", "usgov"),
    ("china", "china"),
    ("commercial", "usgov"),
    ("usgov", "commercial"),
    ("commercial", "china"),
}

GATE_CODES = {
    "inbound_sync_allowed": "inbound-sync-not-allowed",
    "inbound_auto_redeem": "auto-redeem-inbound-missing",
    "outbound_auto_redeem": "auto-redeem-outbound-missing",
}

FIELD_OF_ATTRIBUTE = {
    "mail": "mail",
    "userPrincipalName": "user_principal_name",
    "displayName": "display_name",
    "accountEnabled": "account_enabled",
}

DEFAULTS = {"account_enabled": True, "credentials": "internal", "user_type": "Member", "sms_sign_in": False}


@dataclass
class Result:
    presence: list[Doc]
    arrows: list[Doc]
    merged: list[Doc]
    counts: dict[tuple[str, str], int]
    findings: set[tuple[str, str]]  # (code, id of the arrow it is about)
    world: World

    def trace(self, user_id: str) -> list[Doc]:
        """One row per arrow: carried, and the first reason that applies."""
        return [
            self.world.explain(arrow, self.world.person_of(user_id), self.presence)
            for arrow in self.world.arrows
        ]


def evaluate(document: Doc) -> Result:
    world = World(document)
    presence = world.presence()
    counts = {(home["id"], where["id"]): 0 for home in world.tenants for where in world.tenants}
    for row in presence:
        if (
            row["relation"] == "external"
            and row["home_tenant"] is not None
            and row["home_tenant"] != row["tenant"]
        ):
            counts[row["home_tenant"], row["tenant"]] += 1
    return Result(presence, world.arrow_rows(), world.merged(), counts, world.findings(), world)


class World:
    """A document with its defaults filled in, and one small question per rule."""

    def __init__(self, document: Doc) -> None:
        self.tenants: list[Doc] = document["tenants"]
        self.groups: list[Doc] = document.get("groups", [])
        self.users = [{**DEFAULTS, **user} for user in document.get("users", [])]
        for user in self.users:
            if user.get("display_name") is None:  # who has no name is called by the id
                user["display_name"] = user["id"]
        self.include_internal_guests = (
            document.get("options", {}).get("internal_guests", "exclude") == "include"
        )
        self.arrows = with_arrow_defaults(document.get("arrows", []))

    def tenant(self, tenant_id: str) -> Doc:
        return next(tenant for tenant in self.tenants if tenant["id"] == tenant_id)

    def user(self, user_id: str) -> Doc:
        return next(user for user in self.users if user["id"] == user_id)

    def person_of(self, user_id: str) -> str:
        """An external object whose home user is known stands for that home user."""
        user = self.user(user_id)
        return (user["credentials"] == "external" and user.get("home_user")) or user_id

    # -- rules 1 to 3: who is in scope -------------------------------------------------------------------

    def is_internal_here(self, arrow: Doc, user: Doc) -> bool:
        return user["tenant"] == arrow["source"] and user["credentials"] == "internal"

    def is_excluded_guest(self, user: Doc) -> bool:
        return user["user_type"] == "Guest" and not self.include_internal_guests

    def is_assigned(self, arrow: Doc, user: Doc) -> bool:
        """`all`, assigned directly, or a direct member of an assigned group; `unknown` surely nobody."""
        scope = arrow["scope"]
        if scope["users"] == "all":
            return True
        if scope["users"] == "unknown":
            return False
        if user["id"] in scope["assigned"]:
            return True
        return any(
            group["id"] in scope["assigned"] and user["id"] in group.get("members", [])
            for group in self.groups
        )

    def passes_filters(self, arrow: Doc, user: Doc) -> bool:
        groups = arrow["scope"]["filters"]
        return not groups or any(all(clause_holds(clause, user) for clause in group) for group in groups)

    def in_scope(self, arrow: Doc, user: Doc) -> bool:
        """Rules 1 to 3 together."""
        return (
            self.is_internal_here(arrow, user)
            and not self.is_excluded_guest(user)
            and not user["sms_sign_in"]
            and self.is_assigned(arrow, user)
            and self.passes_filters(arrow, user)
        )

    # -- rule 4: the state of an arrow -------------------------------------------------------------------

    def state(self, arrow: Doc) -> tuple[str, list[str]]:
        source, target = self.tenant(arrow["source"]), self.tenant(arrow["target"])
        invites = target.get("allow_invites_from", "everyone")
        blocked = [code for gate, code in GATE_CODES.items() if arrow["gates"][gate] is False]
        if invites == "none":
            blocked.append("guest-invites-disabled")
        if (source.get("cloud", "commercial"), target.get("cloud", "commercial")) not in CLOUD_PAIRS:
            blocked.append("cloud-pair-unsupported")
        if blocked:
            return "blocked", blocked
        unknown = []
        if None in arrow["gates"].values():
            unknown.append("gate-unknown")
        if invites is None:
            unknown.append("guest-invites-unknown")
        if arrow["scope"]["users"] == "unknown":
            unknown.append("scope-unknown")
        if unknown:
            return "unknown", unknown
        if arrow["status"] != "active":
            return "paused", ["arrow-paused"]
        return "open", []

    def is_open(self, arrow: Doc) -> bool:
        return self.state(arrow)[0] == "open"

    def open_arrows(self, source: str, target: str) -> list[Doc]:
        return [a for a in self.arrows if (a["source"], a["target"]) == (source, target) and self.is_open(a)]

    # -- rules 5 and 7: objects that are there already ---------------------------------------------------

    def existing(self, user: Doc, tenant_id: str) -> Doc | None:
        """A home user's external object in a tenant: redeemed before pending, then the lowest id."""
        objects = [
            other
            for other in self.users
            if other["credentials"] == "external"
            and other["tenant"] == tenant_id
            and other.get("home_user") == user["id"]
        ]
        return min(objects, key=lambda other: (is_pending(other), other["id"])) if objects else None

    def waits_for_redemption(self, arrow: Doc, user: Doc) -> bool:
        there = self.existing(user, arrow["target"])
        return there is not None and is_pending(there)

    def has_nothing_to_match(self, arrow: Doc, user: Doc) -> bool:
        """The arrow may not create, nobody was there, and no open arrow before it created the user."""
        if "Add" in arrow["actions"]:
            return False
        there = self.existing(user, arrow["target"])
        if there is not None and not is_pending(there):
            return False
        for earlier in self.open_arrows(arrow["source"], arrow["target"]):
            if (
                earlier["order"] < arrow["order"]
                and "Add" in earlier["actions"]
                and self.in_scope(earlier, user)
            ):
                return False
        return True

    def candidates(self, arrow: Doc) -> list[Doc]:
        """Whom the arrow carries or would carry before users with one mail become one object, by user id."""
        users = [
            user
            for user in self.users
            if self.in_scope(arrow, user)
            and not self.waits_for_redemption(arrow, user)
            and not self.has_nothing_to_match(arrow, user)
        ]
        return sorted(users, key=lambda user: user["id"])

    # -- rule 6: one mail, one object --------------------------------------------------------------------

    def merges(self, arrows: list[Doc]) -> dict[str, str]:
        """{user: who keeps the object} over some arrows of one pair, in their order."""
        keeper_of_mail: dict[str, str] = {}
        into: dict[str, str] = {}
        for arrow in arrows:
            for user in self.candidates(arrow):
                if user.get("mail"):
                    keeper = keeper_of_mail.setdefault(user["mail"], user["id"])
                    if keeper != user["id"]:
                        into[user["id"]] = keeper
        return into

    def pair_merges(self, source: str, target: str) -> dict[str, str]:
        return self.merges(self.open_arrows(source, target))

    def merged(self) -> list[Doc]:
        return [
            {"user": user, "into": keeper, "tenant": target["id"]}
            for target in self.tenants
            for source in self.tenants
            for user, keeper in sorted(self.pair_merges(source["id"], target["id"]).items())
        ]

    def arrow_rows(self) -> list[Doc]:
        rows = []
        for arrow in self.arrows:
            state, codes = self.state(arrow)
            eligible = None
            if arrow["scope"]["users"] != "unknown":
                eligible = len(self.candidates(arrow)) - len(self.merges([arrow]))
            rows.append(
                {
                    "arrow": arrow["id"],
                    "source": arrow["source"],
                    "target": arrow["target"],
                    "state": state,
                    "codes": codes,
                    "eligible": eligible,
                    "carried": eligible if state == "open" else 0,
                }
            )
        return rows

    # -- who appears where -------------------------------------------------------------------------------

    def presence(self) -> list[Doc]:
        rows: list[Doc] = []
        for tenant in self.tenants:
            here: list[Doc] = []
            for user in self.users:
                if user["credentials"] == "internal":
                    row = (
                        self.home_row(user)
                        if user["tenant"] == tenant["id"]
                        else self.external_row(user, tenant)
                    )
                    if row is not None:
                        here.append(row)
                elif user["tenant"] == tenant["id"] and not user.get("home_user"):
                    here.append(existing_row(user, user["id"], user.get("home_tenant")))
            rows += sorted(here, key=lambda row: row["user"])
        return rows

    def home_row(self, user: Doc) -> Doc:
        return {
            "user": user["id"],
            "home_tenant": user["tenant"],
            "tenant": user["tenant"],
            "relation": "internal",
            "user_type": user["user_type"],
            "user_principal_name": user.get("user_principal_name"),
            "account_enabled": user["account_enabled"],
            "arrow": None,
            "origin": "home",
        }

    def external_row(self, user: Doc, tenant: Doc) -> Doc | None:
        """How an internal user of another tenant appears in this one, if at all."""
        if user["id"] in self.pair_merges(user["tenant"], tenant["id"]):
            return None
        there = self.existing(user, tenant["id"])
        carriers = [a for a in self.open_arrows(user["tenant"], tenant["id"]) if user in self.candidates(a)]
        if not carriers:
            return None if there is None else existing_row(there, user["id"], user["tenant"])
        user_type = carriers[0]["user_type"] if there is None else there["user_type"]
        for arrow in carriers:
            if arrow["user_type_flow"] == "Always":
                user_type = arrow["user_type"]
        return {
            "user": user["id"],
            "home_tenant": user["tenant"],
            "tenant": tenant["id"],
            "relation": "external",
            "user_type": user_type,
            "user_principal_name": external_upn(user, tenant)
            if there is None
            else there.get("user_principal_name"),
            "account_enabled": user["account_enabled"],
            "arrow": carriers[0]["id"],
            "origin": "synchronized" if there is None else "matched",
        }

    # -- why ---------------------------------------------------------------------------------------------

    def explain(self, arrow: Doc, person: str, presence: list[Doc]) -> Doc:
        reason = self.reason(arrow, self.user(person), presence)
        return {
            "arrow": arrow["id"],
            "source": arrow["source"],
            "target": arrow["target"],
            "carried": reason == "carried",
            "reason": reason,
        }

    def reason(self, arrow: Doc, user: Doc, presence: list[Doc]) -> str:
        at_source = [
            row for row in presence if row["user"] == user["id"] and row["tenant"] == arrow["source"]
        ]
        state, _ = self.state(arrow)
        scope_known = arrow["scope"]["users"] != "unknown"
        if not at_source:
            return "not-in-source"
        if at_source[0]["relation"] == "external":
            return "external-in-source"
        if self.is_excluded_guest(user):
            return "internal-guest"
        if user["sms_sign_in"]:
            return "sms-sign-in"
        if scope_known and not self.is_assigned(arrow, user):
            return "not-assigned"
        if not self.passes_filters(arrow, user):
            return "filter-not-met"
        if self.waits_for_redemption(arrow, user):
            return "pending-invitation"
        if self.has_nothing_to_match(arrow, user):
            return "create-action-off"
        merges = (
            self.pair_merges(arrow["source"], arrow["target"]) if state == "open" else self.merges([arrow])
        )
        if user["id"] in merges and user in self.candidates(arrow):
            return "merged"
        return {
            "open": "carried",
            "blocked": "arrow-blocked",
            "unknown": "arrow-unknown",
            "paused": "arrow-paused",
        }[state]

    def findings(self) -> set[tuple[str, str]]:
        found = set()
        for arrow in self.arrows:
            found |= {(code, arrow["id"]) for code in self.state(arrow)[1]}
            pair = [
                a for a in self.arrows if (a["source"], a["target"]) == (arrow["source"], arrow["target"])
            ]
            if len(pair) > 1:
                found.add(("multiple-configurations-per-pair", arrow["id"]))
            if arrow["sync_groups"] and arrow["scope"]["users"] == "all":
                found.add(("group-sync-needs-assigned-scope", arrow["id"]))
            if self.is_open(arrow) and self.pair_merges(arrow["source"], arrow["target"]):
                found.add(("shared-mail", arrow["id"]))
            for user in self.users:
                if (
                    self.is_internal_here(arrow, user)
                    and self.is_assigned(arrow, user)
                    and self.passes_filters(arrow, user)
                ):
                    if user["user_type"] == "Guest":
                        found.add(("internal-guest-ambiguous", arrow["id"]))
                    if user["sms_sign_in"] and not self.is_excluded_guest(user):
                        found.add(("sms-sign-in-skipped", arrow["id"]))
                if self.in_scope(arrow, user) and self.waits_for_redemption(arrow, user):
                    found.add(("pending-invitation", arrow["id"]))
        return found


def with_arrow_defaults(arrows: list[Doc]) -> list[Doc]:
    """Arrows with every key filled in, and `order`, their place in the document."""
    taken = {arrow["id"] for arrow in arrows if arrow.get("id") is not None}
    full = []
    for order, arrow in enumerate(arrows):
        arrow_id, n = arrow.get("id"), 1
        while arrow_id is None:
            name = f"{arrow['source']}->{arrow['target']}" + (f"#{n}" if n > 1 else "")
            arrow_id, n = (None if name in taken else name), n + 1
        taken.add(arrow_id)
        full.append(
            {
                "status": "active",
                "user_type": "Member",
                "user_type_flow": "ObjectAddOnly",
                "actions": ["Add", "Update", "Delete"],
                "sync_groups": False,
                **arrow,
                "id": arrow_id,
                "order": order,
                "scope": {"users": "all", "assigned": [], "filters": [], **arrow.get("scope", {})},
                "gates": {**dict.fromkeys(GATE_CODES, True), **arrow.get("gates", {})},
            }
        )
    return full


def existing_row(obj: Doc, user_id: str, home_tenant: str | None) -> Doc:
    """An external that was there before and that no arrow manages: everything about it is its own."""
    return {
        "user": user_id,
        "home_tenant": home_tenant,
        "tenant": obj["tenant"],
        "relation": "external",
        "user_type": obj["user_type"],
        "user_principal_name": obj.get("user_principal_name"),
        "account_enabled": obj["account_enabled"],
        "arrow": None,
        "origin": "existing",
    }


def external_upn(user: Doc, tenant: Doc) -> str | None:
    initial_domain = tenant.get("initial_domain") or tenant["id"] + ".onmicrosoft.com"
    name = user.get("user_principal_name")
    return None if name is None else name.replace("@", "_") + "#EXT#@" + initial_domain


def is_pending(obj: Doc) -> bool:
    return obj.get("external_user_state") == "PendingAcceptance"


def clause_holds(clause: Doc, user: Doc) -> bool:
    attribute, operator = clause["attribute"], clause["operator"]
    if attribute in FIELD_OF_ATTRIBUTE:
        raw = user.get(FIELD_OF_ATTRIBUTE[attribute])
    else:
        raw = user.get("attributes", {}).get(attribute)
    have, want = as_text(raw), as_text(clause.get("value"))
    if operator == "IS NULL":
        return have == ""
    if have == "":
        return False
    if operator == "IS NOT NULL":
        return True
    if operator == "EQUALS":
        return have == want
    if operator == "NOT EQUALS":
        return have != want
    if operator == "REGEX MATCH":
        return matches_whole(want, have)
    if operator == "NOT REGEX MATCH":
        return not matches_whole(want, have)
    if operator == "IS TRUE":
        return have.lower() == "true"
    if operator == "IS FALSE":
        return have.lower() == "false"
    if operator == "ENDS_WITH":
        return have.endswith(want)
    if operator == "Includes":
        return want in have
    if operator in ("Greater_Than", "Greater_Than_OR_EQUALS"):
        if not (is_integer(have) and is_integer(want)):
            return False
        return int(have) > int(want) if operator == "Greater_Than" else int(have) >= int(want)
    raise AssertionError(f"no rule for the operator {operator!r}")


def as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def matches_whole(pattern: str, text: str) -> bool:
    """RE2 by way of Python's own engine: the same for the patterns that the strategies draw."""
    return re.fullmatch(pattern.replace("[:alpha:]", "A-Za-z"), text, re.ASCII) is not None


def is_integer(text: str) -> bool:
    return re.fullmatch(r"[+-]?[0-9]+", text) is not None
