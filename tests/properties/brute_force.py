"""The rules of the flow worked out a second time, the slow way: loops and dicts over the JSON document.

`evaluate(document)` says who appears where, which arrow carries how many, who merges and what is worth a
finding; `Result.trace(user_id)` says for every arrow why it carries that person or not. It shares no line
with the engine, so that a mistake in one of them shows as a difference. Naive on purpose: every user is
asked of every arrow, nothing is cached, nothing is a table.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from tests.properties import brute_force_groups
from tests.properties.brute_force_findings import (
    about_filters,
    about_invitations,
    about_nobody,
    about_sign_in,
    about_tenants,
)
from tests.properties.brute_force_homes import about_homes
from tests.properties.brute_force_parts import (
    arrow_state,
    clause_holds,
    existing_row,
    external_upn,
    is_pending,
    scope_is_known,
    with_arrow_defaults,
)

Doc = dict[str, Any]

DEFAULTS = {"account_enabled": True, "credentials": "internal", "user_type": "Member", "sms_sign_in": False}


@dataclass
class Result:
    presence: list[Doc]
    arrows: list[Doc]
    merged: list[Doc]
    counts: dict[tuple[str, str], int]
    findings: list[tuple[str, str]]  # (code, id of the arrow or tenant that it is about)
    world: World

    def trace(self, user_id: str) -> list[Doc]:
        """One row per arrow: carried, and the first reason that applies."""
        return [
            self.world.explain(arrow, self.world.person_of(user_id), self.presence)
            for arrow in self.world.arrows
        ]


def evaluate(document: Doc) -> Result:
    """The flow of a document; worked out once, however many table engines are compared with it."""
    return _evaluated(json.dumps(document))


@lru_cache(maxsize=200)
def _evaluated(document: str) -> Result:
    world = World(json.loads(document))
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
        self.document = document
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
            scope_is_known(arrow["scope"])
            and self.is_internal_here(arrow, user)
            and not self.is_excluded_guest(user)
            and not user["sms_sign_in"]
            and self.is_assigned(arrow, user)
            and self.passes_filters(arrow, user)
        )

    # -- rule 4: the state of an arrow -------------------------------------------------------------------

    def state(self, arrow: Doc) -> tuple[str, list[str]]:
        return arrow_state(arrow, self.tenant(arrow["source"]), self.tenant(arrow["target"]))

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

    def has_unverified_mail(self, user: Doc) -> bool:
        """The home tenant lists its verified domains, and the mail is on none of them."""
        home = self.tenant(user["tenant"])
        verified, mail = home.get("verified_domains") or [], user.get("mail") or ""
        if not verified or "@" not in mail:
            return False
        domains = [home.get("initial_domain") or home["id"] + ".onmicrosoft.com", *verified]
        return mail.rpartition("@")[2].lower() not in [name.lower() for name in domains]

    def may_not_be_created(self, arrow: Doc, user: Doc) -> bool:
        """The mail is on an unverified domain, and there is no redeemed external to match."""
        there = self.existing(user, arrow["target"])
        return self.has_unverified_mail(user) and (there is None or is_pending(there))

    def is_duplicate(self, external: Doc) -> bool:
        """Another external of the same tenant stands for the home user."""
        home_user = external.get("home_user")
        return bool(home_user) and self.existing(self.user(home_user), external["tenant"]) != external

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
                and not self.may_not_be_created(earlier, user)
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
            and not self.may_not_be_created(arrow, user)
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
            if scope_is_known(arrow["scope"]):
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
                elif user["tenant"] == tenant["id"] and self.is_duplicate(user):
                    here.append(existing_row(user, user["id"], self.user(user["home_user"])["tenant"]))
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
            "user_principal_name": external_upn(user, tenant) or (there or {}).get("user_principal_name"),
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
        if self.may_not_be_created(arrow, user):
            return "mail-domain-unverified"
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

    # -- what is worth telling ---------------------------------------------------------------------------

    def findings(self) -> list[tuple[str, str]]:
        found = [("shared-mail", tenant) for tenant in sorted({row["tenant"] for row in self.merged()})]
        found += about_tenants(self.document)
        for arrow, row in zip(self.arrows, self.arrow_rows(), strict=True):
            internals = [user for user in self.users if self.is_internal_here(arrow, user)]
            in_scope = partial(self.in_scope, arrow)
            found += about_filters(arrow, internals) + about_sign_in(arrow) + about_nobody(row, internals)
            found += about_invitations(arrow, self.tenant(arrow["target"]), in_scope, internals)
            told = list(self.state(arrow)[1])
            pair = [
                a for a in self.arrows if (a["source"], a["target"]) == (arrow["source"], arrow["target"])
            ]
            if len(pair) > 1 and pair[0] is arrow:
                told.append("multiple-configurations-per-pair")
            told += brute_force_groups.findings(self, arrow)
            met = [
                user
                for user in self.users
                if scope_is_known(arrow["scope"])
                and self.is_internal_here(arrow, user)
                and self.is_assigned(arrow, user)
                and self.passes_filters(arrow, user)
            ]
            if any(user["user_type"] == "Guest" for user in met):
                told.append("internal-guest-ambiguous")
            if any(user["sms_sign_in"] and not self.is_excluded_guest(user) for user in met):
                told.append("sms-sign-in-skipped")
            if any(self.in_scope(arrow, user) and self.waits_for_redemption(arrow, user) for user in met):
                told.append("pending-invitation")
            told += about_homes(arrow, self.users, self.tenants, partial(self.in_scope, arrow))
            if any(
                self.in_scope(arrow, user)
                and not self.waits_for_redemption(arrow, user)
                and self.may_not_be_created(arrow, user)
                for user in met
            ):
                told.append("mail-domain-unverified")
            if any(
                self.is_duplicate(other)
                and other["tenant"] == arrow["target"]
                and self.in_scope(arrow, self.user(other["home_user"]))
                for other in self.users
                if other["credentials"] == "external"
            ):
                told.append("duplicate-external")
            found += [(code, arrow["id"]) for code in told]
        return sorted(found)
