"""The sentences of traces, and the names in all sentences. Plain text; whoever shows them escapes them."""

from __future__ import annotations

from collections.abc import Sequence

from xtsviz.flow.arrow_codes import ARROW_CODES
from xtsviz.model.design import Design
from xtsviz.model.display_names import distinct_names
from xtsviz.model.topology import Arrow


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
            why=ARROW_CODES[codes[0]].message.format(**names) if codes else "",
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
