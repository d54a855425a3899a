"""Whom arrows synchronize, match and merge: rules 5 to 7, for many arrows at once.

Sources, in `xtsviz.sources`: ``CONFIGURE`` for matching and actions; ``KNOWN_ISSUES`` for one object per mail;
``MULTITENANT_KNOWN_ISSUES`` for several configurations of one pair.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import narwhals as nw

from xtsviz.flow.existing import any_existing, existing
from xtsviz.flow.scope import ScopeKey
from xtsviz.flow.scopes import people
from xtsviz.model.design import Design
from xtsviz.model.frames import Frame, is_true, table_like
from xtsviz.model.topology import Arrow

_ARROW_COLUMNS = {
    "_scope": nw.Int64,
    "order": nw.Int64,
    "source": nw.String,
    "target": nw.String,
    "adds": nw.Boolean,
    "open": nw.Boolean,
}


_OBJECT = ["source", "target", "key"]
"""The columns in which pairs agree that share one object."""


def owners(carried: Frame, shared: list[str]) -> Frame:
    """Who keeps each shared object: of the users who share it, the first by arrow, then by id.

    Args:
        carried: (arrow, user) pairs with ``order`` and ``id``.
        shared: the columns in which pairs agree that share one object.

    Returns:
        One row for each object: the columns of ``shared``, and ``into`` (the user).
    """
    first = carried.group_by(*shared).agg(_first=nw.col("order").min())
    of_first = carried.join(first, on=shared, how="inner").filter(nw.col("order") == nw.col("_first"))  # type: ignore[arg-type]
    return of_first.group_by(*shared).agg(into=nw.col("id").min())


class Provisioning:
    """What a set of arrows does with the users in their scopes; arrows whose scope is unknown are left out.

    Rows are (arrow, user) pairs with the columns ``order`` (the arrow's place in the document), ``source``,
    ``target``, ``adds``, ``open``, ``id`` (the user), ``key`` (same key, one object) and ``object`` (the external
    that stands for the user in the target, if any).

    Args:
        arrows: with their places in the document. If one arrow of a (source, target) pair is given, give all of that
            pair.
        open_arrows: ids of the arrows that are open.
    """

    def __init__(
        self,
        design: Design,
        arrows: Sequence[tuple[int, Arrow]],
        open_arrows: frozenset[str],
    ) -> None:
        self._design = design
        self.arrows = [(order, arrow) for order, arrow in arrows if arrow.scope.users != "unknown"]
        self._open = open_arrows

    @cached_property
    def in_scope(self) -> Frame:
        """Everybody in scope by rules 1 to 3: one row for each arrow and user."""
        design = self._design
        numbers: dict[ScopeKey, int] = {}
        columns: dict[str, list[object]] = {name: [] for name in _ARROW_COLUMNS}
        for order, arrow in self.arrows:
            number = numbers.setdefault(ScopeKey.of(design, arrow.source, arrow.scope), len(numbers))
            values = (number, order, arrow.source, arrow.target, "Add" in arrow.actions)
            for name, value in zip(_ARROW_COLUMNS, (*values, arrow.id in self._open), strict=True):
                columns[name].append(value)
        people_in_scopes = people(design.users, list(numbers))
        arrows = table_like(design.users.frame, columns, _ARROW_COLUMNS)
        return people_in_scopes.join(arrows, on="_scope", how="inner").drop("_scope")  # type: ignore[arg-type]

    @cached_property
    def _matched(self) -> Frame:
        """Those in scope, with the external of theirs that is in the target already."""
        if not any_existing(self._design.users):
            return self.in_scope.with_columns(object=nw.lit(None, dtype=nw.String), pending=nw.lit(False))
        there = existing(self._design.users).filter(nw.col("known"))
        there = there.select("object", "pending", id=nw.col("user"), target=nw.col("tenant"))
        joined = self.in_scope.join(there, on=["id", "target"], how="left")  # type: ignore[arg-type]
        return joined.with_columns(pending=is_true("pending"))

    @cached_property
    def pending(self) -> Frame:
        """Those who are in the target with an invitation that is not redeemed: they cannot be matched."""
        return self._matched.filter(nw.col("pending"))

    @cached_property
    def carried(self) -> Frame:
        """Those whom each arrow synchronizes, or would synchronize if it were open, before merging.

        An arrow without Add manages only those whom it matches: users who were there before, or whom an open arrow
        of the same pair made before it.
        """
        matched = self._matched.filter(~nw.col("pending")).drop("pending")
        if all("Add" in arrow.actions for _, arrow in self.arrows):
            return matched
        made = (
            matched.filter(nw.col("adds") & nw.col("open"))
            .group_by("id", "target")
            .agg(_made=nw.col("order").min())
        )
        joined = matched.join(made, on=["id", "target"], how="left")  # type: ignore[arg-type]
        there = ~nw.col("object").is_null() | (nw.col("_made") < nw.col("order")).fill_null(False)
        return joined.filter(nw.col("adds") | there).drop("_made")

    @cached_property
    def _resolved(self) -> Frame:
        """Those carried by open arrows, with ``into``: the user who keeps the object."""
        carried = self.carried.filter(nw.col("open"))
        return carried.join(owners(carried, _OBJECT), on=_OBJECT, how="inner")  # type: ignore[arg-type]

    @cached_property
    def merged(self) -> Frame:
        """Users who share an object that another user keeps: ``user``, ``into``, ``tenant``."""
        lost = self._resolved.filter(nw.col("id") != nw.col("into"))
        return lost.select("into", user=nw.col("id"), tenant=nw.col("target")).unique()

    @cached_property
    def kept(self) -> Frame:
        """The (open arrow, user) pairs behind each object in a target; users without an object are left out."""
        return self._resolved.filter(nw.col("id") == nw.col("into"))

    @cached_property
    def objects(self) -> Frame:
        """One row per object that open arrows make or manage.

        Columns: ``id`` (user), ``source``, ``target``, ``object`` (null if it is made), ``first`` (place of the
        arrow that makes or matches it), ``last_always`` (place of the last arrow that forces its user type, or null).
        """
        always = [order for order, arrow in self.arrows if arrow.user_type_flow == "Always"]
        is_forced = nw.col("order").is_in(always) if always else nw.col("order") < 0
        return (
            self.kept.with_columns(_forced=nw.when(is_forced).then(nw.col("order")))
            .group_by("id", "source", "target")
            .agg(
                object=nw.col("object").min(),
                first=nw.col("order").min(),
                last_always=nw.col("_forced").max(),
            )
        )

    def counts(self) -> Frame:
        """For each arrow that would synchronize anybody: ``order``, ``n`` (one for each object of the arrow alone)."""
        return self.carried.group_by("order").agg(n=nw.col("key").n_unique()).select("order", "n")
