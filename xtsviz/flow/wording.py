"""The sentences of traces, and the names in all sentences. They are plain text: escape them in HTML."""

from __future__ import annotations

from collections.abc import Sequence

from xtsviz.flow.arrow_codes import ARROW_CODES
from xtsviz.flow.required_settings import REQUIRED_SETTINGS
from xtsviz.model.design import Design
from xtsviz.model.display_names import distinct_names
from xtsviz.model.fields import UserType
from xtsviz.model.topology import Arrow


def user_count(number: int) -> dict[str, str]:
    """A number of users in words, under the key ``people`` of sentence templates."""
    return {"people": "1 user" if number == 1 else f"{number:,} users"}


class Wording:
    """The names of tenants and arrows for sentences, and the sentences of traces."""

    def __init__(self, design: Design) -> None:
        self._topology = design.topology
        self._names = distinct_names(design.tenants)

    def tenant(self, tenant: str) -> str:
        """The name of a tenant; with its id if another tenant has the same name."""
        return self._names[tenant]

    def arrow_names(self, arrow: Arrow) -> dict[str, str]:
        """The values for sentence templates about an arrow."""
        source, target = self.tenant(arrow.source), self.tenant(arrow.target)
        sides = {
            setting.side
            for setting in REQUIRED_SETTINGS
            if setting.is_gate and getattr(arrow.gates, setting.field) is None
        }
        unseen = [name for side, name in (("target", target), ("source", source)) if side in sides]
        return {
            "source": source,
            "target": target,
            "source_cloud": self._topology.tenant_by_id[arrow.source].cloud,
            "target_cloud": self._topology.tenant_by_id[arrow.target].cloud,
            "unread": arrow.scope.not_evaluated or "its scope could not be read",
            "unseen": " and ".join(unseen),
            "status": arrow.status,
        }

    def trace_sentence(
        self, arrow: Arrow, reason: str, user: str, codes: Sequence[str] = (), unmet: str = ""
    ) -> str:
        """A sentence: why an arrow syncs a user, or does not.

        Args:
            reason: a key of `REASON_SENTENCES`.
            user: the name of the user.
            codes: the reasons of the arrow's state.
            unmet: the clauses of its filter that the user does not meet, from `xtsviz.flow.unmet_filters`; without
                it, the sentence has the whole filter.
        """
        names = self.arrow_names(arrow)
        return REASON_SENTENCES[reason].format(
            arrow=f"{names['source']} → {names['target']}",
            user=user,
            source=names["source"],
            target=names["target"],
            status=names["status"],
            unmet=f": {unmet}" if unmet else f" ({self._filter(arrow)})",
            kind=arrow.user_type.lower(),
            why=ARROW_CODES[codes[0]].message.format(**names) if codes else "",
        )

    @staticmethod
    def _filter(arrow: Arrow) -> str:
        return " or ".join(" and ".join(map(str, group)) for group in arrow.scope.filters)

    def carried_sentence(
        self, arrow: Arrow, user: str, user_type: UserType, *, is_first: bool, matched: bool
    ) -> str:
        """A sentence: what a user whom an open arrow syncs is in its target.

        Args:
            user: the name of the user.
            user_type: the type of the object in the target.
            is_first: False if an earlier arrow of the pair made or matched the object.
            matched: the object was there before.
        """
        template = "matched" if matched else "carried" if is_first else "also-carried"
        names = self.arrow_names(arrow)
        return CARRIED_SENTENCES[template].format(
            arrow=f"{names['source']} → {names['target']}",
            user=user,
            target=names["target"],
            kind=user_type.lower(),
        )


CARRIED_SENTENCES: dict[str, str] = {
    "carried": "{arrow} syncs {user} to {target}, as external {kind}.",
    "matched": "{arrow} syncs {user} to {target}, as external {kind}: it manages the external that was there before.",
    "also-carried": "{arrow} syncs {user} to {target} too. An earlier arrow made the object, an external {kind}.",
}
"""What a synchronized user is in the target: created, there before, or made by an earlier arrow of the pair."""

REASON_SENTENCES: dict[str, str] = {
    "not-in-source": "{arrow} does not sync {user}, who is not in {source}.",
    "external-in-source": "{arrow} does not sync {user}: {user} is an external in {source}, and externals are never "
    "passed on.",
    "internal-guest": "{arrow} does not sync {user}, an internal guest of {source}: only internal members are "
    "synchronized.",
    "sms-sign-in": "{arrow} does not sync {user}, who signs in by SMS.",
    "not-assigned": "{arrow} does not sync {user}, who is neither assigned nor a direct member of an assigned group.",
    "filter-not-met": "{arrow} does not sync {user}, who does not meet its filter{unmet}.",
    "pending-invitation": "{arrow} does not sync {user}, who has not accepted an earlier invitation to {target}.",
    "mail-domain-unverified": "{arrow} does not create {user} in {target}: the mail address is on no verified "
    "domain of {source}.",
    "create-action-off": "{arrow} does not sync {user}: it may not create users, and {target} has no user to "
    "match.",
    "merged": "{arrow} does not make {user} an object of their own in {target}: another user has the same mail "
    "address, and they share one.",
    "arrow-blocked": "{arrow} does not sync {user}: the arrow is blocked. {why}",
    "arrow-unknown": "It is not known whether {arrow} syncs {user}. {why}",
    "arrow-paused": "{arrow} does not sync {user}: its provisioning job is {status}.",
    "carried": CARRIED_SENTENCES["carried"],
}
"""Why an arrow syncs a user, or does not, in the order in which the reasons are checked."""

REASON_LABELS: dict[str, str] = {
    "not-in-source": "not in the source",
    "external-in-source": "externals are never passed on",
    "internal-guest": "internal guest",
    "sms-sign-in": "SMS sign-in",
    "not-assigned": "not assigned",
    "filter-not-met": "filter not met",
    "pending-invitation": "invitation pending",
    "mail-domain-unverified": "mail domain not verified",
    "create-action-off": "may not create users",
    "merged": "merged: same mail",
    "arrow-blocked": "arrow blocked",
    "arrow-unknown": "arrow not known to work",
    "arrow-paused": "arrow paused",
}
"""Why an arrow does not sync a user, in two or three words."""
