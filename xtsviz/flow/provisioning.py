"""Whom arrows carry, match and merge: rules 5 to 7, for many arrows at once.

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


class Provisioning:
    """What a set of arrows does with the users in their scopes; arrows whose scope is unknown are left out.

    Rows are (arrow, user) pairs with the columns ``order`` (the arrow's place in the document), ``source``,
    ``target``, ``adds``, ``open``, ``id`` (the user), ``key`` (same key, one object) and ``object`` (the external
    that stands for the user in the target, if any).

    Args:
        arrows: the arrows with their places in the document; all of a pair, or none of it.
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
        """Everybody whom rules 1 to 3 let through, one row for each arrow that has them in scope."""
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
        met = self.in_scope.join(there, on=["id", "target"], how="left")  # type: ignore[arg-type]
        return met.with_columns(pending=is_true("pending"))

    @cached_property
    def pending(self) -> Frame:
        """Those who are in the target with an invitation that waits: nothing to match on, so not carried."""
        return self._matched.filter(nw.col("pending"))

    @cached_property
    def carried(self) -> Frame:
        """Those whom each arrow carries, or would carry if it were open, before merging.

        An arrow without Add manages those it matches: who was there, or was made by an open arrow of the same pair
        before it.
        """
        met = self._matched.filter(~nw.col("pending")).drop("pending")
        if all("Add" in arrow.actions for _, arrow in self.arrows):
            return met
        made = (
            met.filter(nw.col("adds") & nw.col("open"))
            .group_by("id", "target")
            .agg(_made=nw.col("order").min())
        )
        joined = met.join(made, on=["id", "target"], how="left")  # type: ignore[arg-type]
        there = ~nw.col("object").is_null() | (nw.col("_made") < nw.col("order")).fill_null(False)
        return joined.filter(nw.col("adds") | there).drop("_made")

    @cached_property
    def _owners(self) -> Frame:
        """For each object of open arrows, the user who keeps it: first by arrow, then by id."""
        carried = self.carried.filter(nw.col("open"))
        first = carried.group_by("source", "target", "key").agg(order=nw.col("order").min())
        of_first = carried.join(first, on=["source", "target", "key", "order"], how="inner")  # type: ignore[arg-type]
        return of_first.group_by("source", "target", "key").agg(into=nw.col("id").min())

    @cached_property
    def _resolved(self) -> Frame:
        return self.carried.filter(nw.col("open")).join(
            self._owners,  # type: ignore[arg-type]
            on=["source", "target", "key"],
            how="inner",
        )

    @cached_property
    def merged(self) -> Frame:
        """Users who share an object that another keeps: ``user``, ``into``, ``tenant``."""
        lost = self._resolved.filter(nw.col("id") != nw.col("into"))
        return lost.select("into", user=nw.col("id"), tenant=nw.col("target")).unique()

    @cached_property
    def kept(self) -> Frame:
        """The (open arrow, user) pairs behind each object in a target, users without one left out."""
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

    def numbers(self) -> Frame:
        """For each arrow that would carry anybody: ``order``, ``n`` (after merging within the arrow)."""
        return self.carried.group_by("order").agg(n=nw.col("key").n_unique()).select("order", "n")
