"""Why arrows carry users of their sources or do not, for some users at once: the rules as `Provisioning` has them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import narwhals as nw

from xtsviz.flow.existing import existing
from xtsviz.flow.provisioning import Provisioning
from xtsviz.flow.scope import ScopeKey
from xtsviz.flow.scope_outcome import IN_SCOPE, SCOPE_OUTCOMES, standings_of
from xtsviz.flow.tally import Tally
from xtsviz.flow.wording import Wording
from xtsviz.model.design import Design
from xtsviz.model.frames import Frame, collect
from xtsviz.model.topology import Arrow

Placed = tuple[int, Arrow]
"""An arrow with its place in the document."""


class Reasons:
    """What each of some arrows makes of each of some users of its source.

    Args:
        design: with these users and what decides about them (`xtsviz.flow.subset.about`).
        arrows: with their places in the document; all of a pair, or none of it.
        users: ids of internal users.
    """

    def __init__(self, design: Design, arrows: Sequence[Placed], users: Sequence[str]) -> None:
        self._design = design
        self._arrows = arrows
        self._users = sorted(set(users))
        self._words = Wording(design)
        self._tally = Tally(design)

    @cached_property
    def provisioning(self) -> Provisioning:
        """What the arrows do with these users and whoever shares an object with them."""
        return Provisioning(self._design, self._arrows, self._tally.open_arrows)

    def of(self, user: str, order: int, arrow: Arrow) -> str:
        """One of the keys of `xtsviz.flow.wording.REASONS`; the arrow leads from the user's own tenant."""
        state = self._tally.states[arrow.id].state
        known_scope = arrow.scope.users != "unknown"
        merged = (user, arrow.target) in self._merged if state == "open" else (user, order) not in self._first
        if reason := self._out_of_scope(user, arrow):
            return reason
        if (user, order) in self._pending or (not known_scope and (user, arrow.target) in self._waiting):
            return "pending-invitation"
        if (user, order) not in self._carried and (known_scope or not self._to_manage(user, order, arrow)):
            return "create-action-off"
        if known_scope and merged:
            return "merged"
        return "carried" if state == "open" else f"arrow-{state}"

    def sentence(self, arrow: Arrow, reason: str, name: str) -> str:
        """A reason in words, about a user of this name."""
        return self._words.why(arrow, reason, name, self._tally.states[arrow.id].codes)

    # Each is a small set of what applies to these users.

    @cached_property
    def _pending(self) -> set[tuple[Any, ...]]:
        return self._mine(self.provisioning.pending, "id", "order")

    @cached_property
    def _carried(self) -> set[tuple[Any, ...]]:
        return self._mine(self.provisioning.carried, "id", "order")

    @cached_property
    def _merged(self) -> set[tuple[Any, ...]]:
        return self._mine(self.provisioning.merged, "user", "tenant")

    @cached_property
    def _first(self) -> set[tuple[Any, ...]]:
        """Who would keep the object that an arrow alone would make of all who share it."""
        alone = self.provisioning.carried.group_by("order", "key").agg(into=nw.col("id").min())
        return self._mine(alone, "into", "order")

    @cached_property
    def _waiting(self) -> set[tuple[Any, ...]]:
        return self._mine(existing(self._design.users).filter(nw.col("pending")), "user", "tenant")

    @cached_property
    def _known(self) -> set[tuple[Any, ...]]:
        return self._mine(existing(self._design.users).filter(nw.col("known")), "user", "tenant")

    def _mine(self, frame: Frame, user: str, other: str) -> set[tuple[Any, ...]]:
        return set(collect(frame.filter(nw.col(user).is_in(self._users)).select(user, other)).iter_rows())

    @cached_property
    def _standings(self) -> dict[tuple[str, ScopeKey], str]:
        """What holds for each user and scope of an arrow; the same rules that tables go through."""
        keys = list(dict.fromkeys(self._keys.values()))
        judged = standings_of(self._design.users, keys, self._users) if keys else None
        rows = collect(judged).iter_rows() if judged is not None else ()
        return {(user, keys[int(scope)]): SCOPE_OUTCOMES[int(place)] for scope, user, place in rows}

    @cached_property
    def _keys(self) -> dict[str, ScopeKey]:
        return {arrow.id: ScopeKey.of(self._design, arrow.source, arrow.scope) for _, arrow in self._arrows}

    def _out_of_scope(self, user: str, arrow: Arrow) -> str | None:
        """The first of rules 2 and 3 that keeps the user out."""
        reason = self._standings[user, self._keys[arrow.id]]
        return None if reason == IN_SCOPE else reason

    def _to_manage(self, user: str, order: int, arrow: Arrow) -> bool:
        """True if an arrow whose scope is not known may create the user, or finds them in the target."""
        if "Add" in arrow.actions or (user, arrow.target) in self._known:
            return True
        maker = self._first_maker.get((user, arrow.source, arrow.target))
        return maker is not None and maker < order

    @cached_property
    def _first_maker(self) -> dict[tuple[str, str, str], int]:
        """For each user and pair, the place of the first open arrow that creates the user there."""
        arrows = dict(self._arrows)
        found: dict[tuple[str, str, str], int] = {}
        for user, place in sorted(self._carried, key=lambda pair: int(pair[1])):
            arrow = arrows[int(place)]
            if "Add" in arrow.actions and arrow.id in self._tally.open_arrows:
                found.setdefault((user, arrow.source, arrow.target), int(place))
        return found
