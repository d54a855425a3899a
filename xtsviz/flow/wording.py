"""The sentences of findings and traces, one place. Plain text; whoever shows them escapes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from xtsviz.flow.settings import SETTINGS
from xtsviz.model.design import Design
from xtsviz.model.display_names import distinct_names
from xtsviz.model.topology import Arrow

_CONFIGURE = "Microsoft Learn, Configure cross-tenant synchronization (2026-08-06)"
_OVERVIEW = "Microsoft Learn, What is cross-tenant synchronization? (2026-04-27)"
_KNOWN = "Microsoft Learn, Known issues for provisioning (2026-03-31)"
_MTO_KNOWN = "Microsoft Learn, Known issues for multitenant organizations (2026-03-18)"


class CodeWords(NamedTuple):
    """What a code means, in words; the fields are templates over names."""

    message: str
    remedy: str
    source: str


CODES: dict[str, CodeWords] = {
    **{
        setting.code: CodeWords(
            f"{{source}} → {{target}} carries nobody: {setting.denies}.", setting.remedy, _CONFIGURE
        )
        for setting in SETTINGS
    },
    "cloud-pair-unsupported": CodeWords(
        "{source} → {target} carries nobody: synchronization from the {source_cloud} cloud to the {target_cloud} "
        "cloud is not supported.",
        "Remove the arrow, or use ordinary B2B collaboration where both clouds allow it.",
        _CONFIGURE,
    ),
    "gate-unknown": CodeWords(
        "It is not known whether {source} → {target} works: a setting of {unseen} was not seen.",
        "Read the cross-tenant access settings of {unseen}, and set the gates of this arrow to what is there.",
        _CONFIGURE,
    ),
    "guest-invites-unknown": CodeWords(
        "It is not known whether {source} → {target} works: the guest invite setting of {target} was not seen.",
        "Read the external collaboration settings of {target}.",
        _CONFIGURE,
    ),
    "scope-unknown": CodeWords(
        "It is not known whom {source} → {target} carries: its scope could not be read.",
        "Read the configuration in {source} (an Application Administrator can), and set the arrow's scope.",
        _CONFIGURE,
    ),
    "arrow-paused": CodeWords(
        "{source} → {target} carries nobody new: its provisioning job is {status}.",
        "In {source}, open the configuration's provisioning page, mend what stopped it, and start provisioning.",
        "Microsoft Learn, Application provisioning in quarantine status (2025-03-04)",
    ),
    "multiple-configurations-per-pair": CodeWords(
        "There are {number} arrows {source} → {target}. The documents disagree on whether a pair may have more than "
        "one; all of them run here, in order.",
        "Make it one arrow, unless one is there for members and another for guests.",
        f"{_OVERVIEW}; {_MTO_KNOWN}",
    ),
    "group-sync-needs-assigned-scope": CodeWords(
        "{source} → {target} is to synchronize groups, but its scope is all users; groups need an assigned scope.",
        "Assign the groups to the configuration and set its scope to assigned users and groups.",
        _OVERVIEW,
    ),
    "internal-guest-ambiguous": CodeWords(
        "{source} → {target} meets {people} of user type Guest with credentials of {source}. The documents disagree "
        "on such internal guests; this design {verb}.",
        "Make them members in {source} if they should be carried, or switch how the design reads the rule "
        "(options.internal_guests).",
        f"{_OVERVIEW}; Microsoft Learn, Topologies for cross-tenant synchronization (2026-03-18)",
    ),
    "sms-sign-in-skipped": CodeWords(
        "{source} → {target} skips {people} who sign in by SMS.",
        "Turn SMS sign-in off for them in {source} if they should be carried.",
        f"{_CONFIGURE}; {_KNOWN}",
    ),
    "pending-invitation": CodeWords(
        "{source} → {target} does not carry {people} whose earlier invitation to {target} still waits: there is "
        "nothing to match them by.",
        "Have the invitation redeemed or the guest deleted in {target}, then provision them on demand.",
        _CONFIGURE,
    ),
    "shared-mail": CodeWords(
        "In {target}, {people} share one object with somebody of the same mail address.",
        "Give each person a mail address of their own in the source.",
        _KNOWN,
    ),
}


def count(number: int) -> dict[str, str]:
    """``people``: a number of users in words."""
    return {"people": "1 user" if number == 1 else f"{number:,} users"}


class Wording:
    """The names of a design, as they stand in sentences."""

    def __init__(self, design: Design) -> None:
        self._topology = design.topology
        self._names = distinct_names(design.tenants)

    def tenant(self, tenant: str) -> str:
        """What people call a tenant; with its id where another has the same name."""
        return self._names[tenant]

    def of_arrow(self, arrow: Arrow) -> dict[str, str]:
        """The names that sentences about an arrow use."""
        source, target = self.tenant(arrow.source), self.tenant(arrow.target)
        gates = arrow.gates
        target_unseen = gates.inbound_sync_allowed is None or gates.inbound_auto_redeem is None
        sides = [(target_unseen, target), (gates.outbound_auto_redeem is None, source)]
        return {
            "source": source,
            "target": target,
            "source_cloud": self._topology.tenant_by_id[arrow.source].cloud,
            "target_cloud": self._topology.tenant_by_id[arrow.target].cloud,
            "unseen": " and ".join(name for unseen, name in sides if unseen),
            "status": arrow.status,
        }

    def why(self, arrow: Arrow, reason: str, user: str, codes: Sequence[str] = ()) -> str:
        """Why an arrow carries a user or not, as a sentence.

        Args:
            reason: a key of `REASONS`.
            user: the name of the user.
            codes: the reasons of the arrow's state.
        """
        names = self.of_arrow(arrow)
        return REASONS[reason].format(
            arrow=f"{names['source']} → {names['target']}",
            user=user,
            source=names["source"],
            target=names["target"],
            status=names["status"],
            filter=" or ".join(" and ".join(map(str, group)) for group in arrow.scope.filters),
            kind=arrow.user_type.lower(),
            why=CODES[codes[0]].message.format(**names) if codes else "",
        )


REASONS: dict[str, str] = {
    "not-in-source": "{arrow} does not carry {user}, who is not in {source}.",
    "external-in-source": "{arrow} does not carry {user}: {user} is an external in {source}, and externals are never "
    "passed on.",
    "internal-guest": "{arrow} does not carry {user}, an internal guest of {source}: only internal members are.",
    "sms-sign-in": "{arrow} does not carry {user}, who signs in by SMS.",
    "not-assigned": "{arrow} does not carry {user}, who is neither assigned nor a direct member of an assigned group.",
    "filter-not-met": "{arrow} does not carry {user}, who does not meet its filter ({filter}).",
    "pending-invitation": "{arrow} does not carry {user}, whose earlier invitation to {target} still waits.",
    "create-action-off": "{arrow} does not carry {user}: it may not create users, and {target} has none to match.",
    "merged": "{arrow} does not make {user} an object of their own in {target}: another user has the same mail "
    "address, and they share one.",
    "arrow-blocked": "{arrow} does not carry {user}: the arrow is blocked. {why}",
    "arrow-unknown": "It is not known whether {arrow} carries {user}. {why}",
    "arrow-paused": "{arrow} does not carry {user}: its provisioning job is {status}.",
    "carried": "{arrow} carries {user} to {target}, as external {kind}.",
}
"""Why an arrow carries a user or not, in the order in which reasons are looked for."""

SHORT_REASONS: dict[str, str] = {
    "not-in-source": "not in the source",
    "external-in-source": "externals are never passed on",
    "internal-guest": "internal guest",
    "sms-sign-in": "SMS sign-in",
    "not-assigned": "not assigned",
    "filter-not-met": "filter not met",
    "pending-invitation": "invitation pending",
    "create-action-off": "may not create users",
    "merged": "merged: same mail",
    "arrow-blocked": "arrow blocked",
    "arrow-unknown": "arrow not known to work",
    "arrow-paused": "arrow paused",
}
"""Why an arrow does not carry a user, in two or three words; the sentences are the trace's."""
