"""Why arrows sync users or do not, for several users at once. The rules are those of `Provisioning`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import narwhals as nw

from xtsviz.flow.existing_externals import existing_externals
from xtsviz.flow.flow_counts import FlowCounts
from xtsviz.flow.mail_domains import unverified_mail
from xtsviz.flow.provisioning import Provisioning, object_owners
from xtsviz.flow.scope_outcome import IN_SCOPE, SCOPE_OUTCOMES, outcomes_for_users
from xtsviz.flow.scope_rules import ScopeKey
from xtsviz.flow.unmet_filters import unmet_filter, user_values
from xtsviz.flow.wording import Wording
from xtsviz.model.design import Design
from xtsviz.model.fields import UserType
from xtsviz.model.frames import Frame, collect
from xtsviz.model.topology import Arrow

NumberedArrow = tuple[int, Arrow]
"""An arrow with its index in the document."""


class Reasons:
    """For some arrows and some users of their sources: why the arrow syncs the user, or does not.

    Args:
        design: a design of `xtsviz.flow.subset.restrict_to_users` for these users.
        arrows: with their indexes in the document. If one arrow of a (source, target) pair is given, give all of
            that pair.
        users: ids of internal users.
    """

    def __init__(self, design: Design, arrows: Sequence[NumberedArrow], users: Sequence[str]) -> None:
        self._design = design
        self._arrows = arrows
        self._users = sorted(set(users))
        self._wording = Wording(design)
        self._counts = FlowCounts(design)

    @cached_property
    def provisioning(self) -> Provisioning:
        """What the arrows do with these users, and with all users who share an object with them."""
        return Provisioning(self._design, self._arrows, self._counts.open_arrows)

    def of(self, user: str, order: int, arrow: Arrow) -> str:
        """One of the keys of `xtsviz.flow.wording.REASONS`; the source of the arrow must be the user's home tenant."""
        state = self._counts.states[arrow.id].state
        known_scope = arrow.scope.is_known
        merged = (
            (user, arrow.target) in self._merged if state == "open" else (user, order) not in self._owners
        )
        if reason := self._out_of_scope(user, arrow):
            return reason
        if (user, order) in self._pending or (
            not known_scope and (user, arrow.target) in self._pending_objects
        ):
            return "pending-invitation"
        if user in self._unverified and (user, arrow.target) not in self._known_externals:
            return "mail-domain-unverified"
        if (user, order) not in self._carried and (known_scope or not self._may_manage(user, order, arrow)):
            return "create-action-off"
        if known_scope and merged:
            return "merged"
        return "carried" if state == "open" else f"arrow-{state}"

    def sentence(self, user: str, arrow: Arrow, reason: str, name: str) -> str:
        """A reason as a sentence, about a user with this id and name."""
        unmet = self.unmet_filter(user, arrow) if reason == "filter-not-met" else ""
        return self._wording.trace_sentence(arrow, reason, name, self._counts.states[arrow.id].codes, unmet)

    def unmet_filter(self, user: str, arrow: Arrow) -> str:
        """The clauses of an arrow's filter that a user does not meet, with the user's values."""
        return unmet_filter(arrow.scope, self._values.get(user, {}))

    def codes(self, arrow: Arrow) -> tuple[str, ...]:
        """The reasons for the state of an arrow."""
        return self._counts.states[arrow.id].codes

    def sentence_about(self, user: str, order: int, arrow: Arrow, reason: str, name: str) -> str:
        """`sentence` that also says what the object of a synchronized user is in the target, and why."""
        if reason == "carried" and (found := self._objects.get((user, arrow.target))):
            first, kind, matched = found
            return self._wording.carried_sentence(arrow, name, kind, is_first=first == order, matched=matched)
        return self.sentence(user, arrow, reason, name)

    # Each of these is a small set of pairs: a user, and an arrow or a tenant.

    @cached_property
    def _pending(self) -> set[tuple[Any, ...]]:
        return self._pairs_of_users(self.provisioning.pending, "id", "order")

    @cached_property
    def _carried(self) -> set[tuple[Any, ...]]:
        return self._pairs_of_users(self.provisioning.carried, "id", "order")

    @cached_property
    def _merged(self) -> set[tuple[Any, ...]]:
        return self._pairs_of_users(self.provisioning.merged, "user", "tenant")

    @cached_property
    def _owners(self) -> set[tuple[Any, ...]]:
        """The owner of each object of an arrow, if there were no other arrow."""
        return self._pairs_of_users(
            object_owners(self.provisioning.carried, ["order", "key"]), "into", "order"
        )

    @cached_property
    def _values(self) -> dict[str, Mapping[str, Any]]:
        """The values that the filters of the arrows read, for each user."""
        return user_values(self._design.users, self._users, [arrow.scope for _, arrow in self._arrows])

    @cached_property
    def _unverified(self) -> set[str]:
        """The users whose mail is on a domain that is known not to be verified."""
        found = unverified_mail(self._design)
        if found is None:
            return set()
        return set(collect(found.users.filter(nw.col("id").is_in(self._users)))["id"].to_list())

    @cached_property
    def _objects(self) -> dict[tuple[str, str], tuple[int, UserType, bool]]:
        """For each user and target where open arrows make or manage an object: the first arrow, its type, matched."""
        rows = self.provisioning.typed_objects.filter(nw.col("id").is_in(self._users))
        matched = ~nw.col("object").is_null()
        rows = rows.select("id", "target", "first", "user_type", matched=matched)
        return {
            (user, target): (int(first), kind, bool(there))
            for user, target, first, kind, there in collect(rows).iter_rows()
        }

    @cached_property
    def _pending_objects(self) -> set[tuple[Any, ...]]:
        return self._pairs_of_users(
            existing_externals(self._design.users).filter(nw.col("pending")), "user", "tenant"
        )

    @cached_property
    def _known_externals(self) -> set[tuple[Any, ...]]:
        return self._pairs_of_users(
            existing_externals(self._design.users).filter(nw.col("known")), "user", "tenant"
        )

    def _pairs_of_users(self, frame: Frame, user: str, other: str) -> set[tuple[Any, ...]]:
        return set(collect(frame.filter(nw.col(user).is_in(self._users)).select(user, other)).iter_rows())

    @cached_property
    def _outcomes(self) -> dict[tuple[str, ScopeKey], str]:
        """The outcome for each user and scope of an arrow."""
        keys = list(dict.fromkeys(self._scope_keys.values()))
        outcomes = outcomes_for_users(self._design.users, keys, self._users) if keys else None
        rows = collect(outcomes).iter_rows() if outcomes is not None else ()
        return {(user, keys[int(scope)]): SCOPE_OUTCOMES[int(place)] for scope, user, place in rows}

    @cached_property
    def _scope_keys(self) -> dict[str, ScopeKey]:
        return {arrow.id: ScopeKey.of(self._design, arrow.source, arrow.scope) for _, arrow in self._arrows}

    def _out_of_scope(self, user: str, arrow: Arrow) -> str | None:
        """The first of rules 2 and 3 that excludes the user."""
        reason = self._outcomes[user, self._scope_keys[arrow.id]]
        return None if reason == IN_SCOPE else reason

    def _may_manage(self, user: str, order: int, arrow: Arrow) -> bool:
        """True if an arrow with an unknown scope can create the user, or match the user in the target."""
        if "Add" in arrow.actions or (user, arrow.target) in self._known_externals:
            return True
        creator = self._first_creator.get((user, arrow.source, arrow.target))
        return creator is not None and creator < order

    @cached_property
    def _first_creator(self) -> dict[tuple[str, str, str], int]:
        """For each user and pair, the index of the first open arrow that creates the user there."""
        arrows = dict(self._arrows)
        found: dict[tuple[str, str, str], int] = {}
        for user, place in sorted(self._carried, key=lambda pair: int(pair[1])):
            arrow = arrows[int(place)]
            if "Add" in arrow.actions and arrow.id in self._counts.open_arrows:
                found.setdefault((user, arrow.source, arrow.target), int(place))
        return found
