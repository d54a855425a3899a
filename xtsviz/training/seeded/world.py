"""A small design as plain records, and who appears where in it by the rules, or by rules of which one is wrong.

The answer of an exercise comes from `xtsviz.flow`. This small evaluation says what somebody with one wrong idea
expects, and chooses designs in which that differs. With no wrong rule it says what the flow says; tests prove it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from xtsviz.flow.clause_tests import clause_test, is_empty
from xtsviz.model.credentials import is_external
from xtsviz.model.design import Design
from xtsviz.model.scope import Clause
from xtsviz.model.vocabulary import FORMAT, VERSION
from xtsviz.training.question import Cell
from xtsviz.training.seeded.cast import COMPANIES

Record = dict[str, Any]
GATES = ("inbound_sync_allowed", "inbound_auto_redeem", "outbound_auto_redeem")


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The rules by which people appear. The defaults are true; each other value is a wrong idea.

    Attributes:
        direction: the way in which an arrow brings people.
        passes_on: an arrow also sends the externals of its source.
        gates: the gates that an arrow needs; or only one of the two for redemption.
        paused_runs: a paused arrow still brings people.
        requests_bring: people of a connected organization appear before they ask.
        sends: whom an arrow sends, by credentials, by user type, or everybody.
        skips_sms, skips_disabled: an arrow does not send users with SMS sign-in, or disabled accounts.
        scope: who is in scope: who is assigned with direct members, nested members too, nobody through a group, or
            everybody.
        filters: how clauses are combined; or they do not count.
        ignores_case: texts are compared without case.
        empty_is_other: an empty attribute meets NOT EQUALS.
        mail: whose mail address allows it: by the domain, everybody's, by the domain but not the initial one, or by the
            domain and nobody without an address.
    """

    direction: Literal["forward", "backward", "both"] = "forward"
    passes_on: bool = False
    gates: Literal["all", "inbound sync", "one redemption", "none"] = "all"
    paused_runs: bool = False
    requests_bring: bool = False
    sends: Literal["internal", "members", "everybody"] = "internal"
    skips_sms: bool = True
    skips_disabled: bool = False
    scope: Literal["assigned", "nested", "users only", "everybody"] = "assigned"
    filters: Literal["as written", "swapped", "ignored"] = "as written"
    ignores_case: bool = False
    empty_is_other: bool = False
    mail: Literal["verified", "any", "verified only", "needed"] = "verified"


TRUE_RULES = Rules()


@dataclass(frozen=True, kw_only=True)
class World:
    """A small design.

    Attributes:
        name: of the design.
        tenants: ids of `cast.COMPANIES`.
        arrows, users, groups: records of the document.
        domains: verified domains by tenant id.
        requests: connected organizations as (resource tenant, partner tenant).
    """

    name: str
    tenants: Sequence[str]
    arrows: Sequence[Record]
    users: Sequence[Record]
    groups: Sequence[Record] = ()
    domains: Mapping[str, Sequence[str]] = field(default_factory=dict)
    requests: Sequence[tuple[str, str]] = ()

    def design(self) -> Design:
        """The design of the document."""
        return Design.from_document(
            {
                "format": FORMAT,
                "version": VERSION,
                "name": self.name,
                "tenants": [
                    {"id": id, "name": COMPANIES[id], "verified_domains": list(self.domains.get(id, ()))}
                    for id in self.tenants
                ],
                "arrows": list(self.arrows),
                "users": list(self.users),
                "groups": list(self.groups),
                "connected_organizations": [
                    {"resource_tenant": resource, "partner_tenant": partner}
                    for resource, partner in self.requests
                ],
            }
        )

    @property
    def cells(self) -> int:
        """How many cells the question who appears where leaves to tick."""
        return len(self.users) * (len(self.tenants) - 1)

    def appears(self, rules: Rules = TRUE_RULES) -> frozenset[Cell]:
        """Who appears where, as (user, tenant), in tenants where the user has no object yet."""
        found: set[Cell] = set()
        arrows = list(self._open_pairs(rules))
        size = -1
        while size < len(found):  # once, unless externals are passed on
            size = len(found)
            for arrow, source, target in arrows:
                for user in self.users:
                    here = user["tenant"] == source or (rules.passes_on and (user["id"], source) in found)
                    if here and user["tenant"] != target and self._may_go(arrow, user, rules):
                        found.add((user["id"], target))
        return frozenset(found)

    def _open_pairs(self, rules: Rules) -> Iterator[tuple[Record, str, str]]:
        for arrow in self.arrows:
            if not self._is_open(arrow, rules):
                continue
            if rules.direction in ("forward", "both"):
                yield arrow, arrow["source"], arrow["target"]
            if rules.direction in ("backward", "both"):
                yield arrow, arrow["target"], arrow["source"]
        if rules.requests_bring:
            yield from (({}, partner, resource) for resource, partner in self.requests)

    @staticmethod
    def _is_open(arrow: Record, rules: Rules) -> bool:
        inbound, redeem_in, redeem_out = (arrow.get("gates", {}).get(gate, True) for gate in GATES)
        gates = {
            "all": inbound and redeem_in and redeem_out,
            "inbound sync": inbound,
            "one redemption": inbound and (redeem_in or redeem_out),
            "none": True,
        }
        return gates[rules.gates] and (rules.paused_runs or arrow.get("status") != "paused")

    def _may_go(self, arrow: Record, user: Record, rules: Rules) -> bool:
        external = is_external(user.get("credentials"))
        kind = {
            "internal": not external and user.get("user_type") != "Guest",
            "members": user.get("user_type") != "Guest",
            "everybody": True,
        }[rules.sends]
        return (
            kind
            and not (rules.skips_sms and user.get("sms_sign_in"))
            and not (rules.skips_disabled and user.get("account_enabled") is False)
            and self._is_assigned(arrow.get("scope", {}), user["id"], rules)
            and _passes_filters(arrow.get("scope", {}), user, rules)
            and self._has_right_mail(user, rules)
        )

    def _is_assigned(self, scope: Record, user: str, rules: Rules) -> bool:
        if scope.get("users", "all") == "all" or rules.scope == "everybody":
            return True
        assigned = set(scope["assigned"])
        if user in assigned:
            return True
        if rules.scope == "users only":
            return False
        members = {group["id"]: group["members"] for group in self.groups}
        reached = {member for group in assigned for member in members.get(group, ())}
        if rules.scope == "nested":
            reached |= {member for group in reached for member in members.get(group, ())}
        return user in reached

    def _has_right_mail(self, user: Record, rules: Rules) -> bool:
        domains = self.domains.get(user["tenant"], ())
        if not domains or rules.mail == "any":
            return True
        mail = user.get("mail")
        if mail is None:
            return rules.mail != "needed"
        initial = () if rules.mail == "verified only" else (f"{user['tenant']}.onmicrosoft.com",)
        return mail.partition("@")[2] in {*domains, *initial}


def _passes_filters(scope: Record, user: Record, rules: Rules) -> bool:
    groups = scope.get("filters")
    if not groups or rules.filters == "ignored":
        return True
    met = [[_meets(clause, user.get("attributes", {}), rules) for clause in group] for group in groups]
    if rules.filters == "swapped":
        return all(any(group) for group in met)
    return any(all(group) for group in met)


def _meets(clause: Record, attributes: Record, rules: Rules) -> bool:
    value, wanted = attributes.get(clause["attribute"]), clause.get("value")
    if rules.empty_is_other and is_empty(value) and clause["operator"].startswith("NOT"):
        return True
    if rules.ignores_case and isinstance(wanted, str):
        clause = clause | {"value": wanted.lower()}
        value = value.lower() if isinstance(value, str) else value
    return clause_test(Clause(**clause))(value)
