"""Which users arrows create, match and merge: rules 5 to 7, for many arrows at once.

Sources, in `xtsviz.sources`: ``CONFIGURE`` for matching and actions; ``KNOWN_ISSUES`` for one object per mail and for
mail on domains that are not verified;
``MULTITENANT_KNOWN_ISSUES`` for several configurations of one pair.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import narwhals as nw

from xtsviz.flow.existing_externals import existing_externals, has_existing_externals
from xtsviz.flow.mail_domains import unverified_mail
from xtsviz.flow.scope_members import users_in_scopes
from xtsviz.flow.scope_rules import ScopeKey
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


_OBJECT_COLUMNS = ["source", "target", "key"]
"""The columns that identify an object: (arrow, user) pairs with the same values share one object."""


def object_owners(carried: Frame, shared: list[str]) -> Frame:
    """The owner of each shared object: the first of its users, by arrow and then by id.

    Args:
        carried: (arrow, user) pairs with ``order`` and ``id``.
        shared: the columns that identify an object.

    Returns:
        One row for each object: the columns of ``shared``, and ``into`` (the user).
    """
    first = carried.group_by(*shared).agg(_first=nw.col("order").min())
    of_first = carried.join(first, on=shared, how="inner").filter(nw.col("order") == nw.col("_first"))  # type: ignore[arg-type]
    return of_first.group_by(*shared).agg(into=nw.col("id").min())


class Provisioning:
    """What a set of arrows does with the users in their scopes. Arrows with an unknown scope are left out.

    Rows are (arrow, user) pairs with the columns ``order`` (the arrow's index in the document), ``source``,
    ``target``, ``adds`` (the arrow may create the user), ``open``, ``id`` (the user), ``key`` (users with the same key
    share one object) and ``object`` (the existing external that represents the user in the target, if any).

    Args:
        arrows: with their indexes in the document. If one arrow of a (source, target) pair is given, give all of
            that pair.
        open_arrows: ids of the arrows that are open.
    """

    def __init__(
        self,
        design: Design,
        arrows: Sequence[tuple[int, Arrow]],
        open_arrows: frozenset[str],
    ) -> None:
        self._design = design
        self.arrows = [(order, arrow) for order, arrow in arrows if arrow.scope.is_known]
        self._open = open_arrows

    @cached_property
    def in_scope(self) -> Frame:
        """The users in scope by rules 1 to 3: one row for each arrow and user."""
        design = self._design
        numbers: dict[ScopeKey, int] = {}
        columns: dict[str, list[object]] = {name: [] for name in _ARROW_COLUMNS}
        for order, arrow in self.arrows:
            number = numbers.setdefault(ScopeKey.of(design, arrow.source, arrow.scope), len(numbers))
            values = (number, order, arrow.source, arrow.target, "Add" in arrow.actions)
            for name, value in zip(_ARROW_COLUMNS, (*values, arrow.id in self._open), strict=True):
                columns[name].append(value)
        people_in_scopes = users_in_scopes(design.users, list(numbers))
        arrows = table_like(design.users.frame, columns, _ARROW_COLUMNS)
        return people_in_scopes.join(arrows, on="_scope", how="inner").drop("_scope")  # type: ignore[arg-type]

    @cached_property
    def _matched(self) -> Frame:
        """The users in scope, with their existing external in the target."""
        if not has_existing_externals(self._design.users):
            nobody = nw.lit(None, dtype=nw.String)
            return self._with_mail_rule(self.in_scope.with_columns(object=nobody, pending=nw.lit(False)))
        there = existing_externals(self._design.users).filter(nw.col("known"))
        there = there.select("object", "pending", id=nw.col("user"), target=nw.col("tenant"))
        joined = self.in_scope.join(there, on=["id", "target"], how="left")  # type: ignore[arg-type]
        return self._with_mail_rule(joined.with_columns(pending=is_true("pending")))

    def _with_mail_rule(self, matched: Frame) -> Frame:
        """The users with ``unverified``: their mail is on a domain that is known not to be verified."""
        found = unverified_mail(self._design)
        if found is None or found.sources.isdisjoint(arrow.source for _, arrow in self.arrows):
            return matched.with_columns(unverified=nw.lit(False))
        marked = found.users.with_columns(unverified=nw.lit(True))
        joined = matched.join(marked, on="id", how="left").with_columns(unverified=is_true("unverified"))  # type: ignore[arg-type]
        return joined.with_columns(adds=nw.col("adds") & ~nw.col("unverified"))

    @cached_property
    def pending(self) -> Frame:
        """The users whose existing external has an invitation that is not redeemed: they cannot be matched."""
        return self._matched.filter(nw.col("pending"))

    @cached_property
    def unverified(self) -> Frame:
        """The users whom no arrow creates, because their mail is on a domain that is not verified."""
        stopped = nw.col("unverified") & nw.col("object").is_null() & ~nw.col("pending")
        return self._matched.filter(stopped)

    @cached_property
    def duplicates(self) -> Frame:
        """The externals in the targets that are there beside another one of the same user in scope.

        Columns: ``order`` (the arrow), ``object`` (the id of the external).
        """
        twice = existing_externals(self._design.users).filter(~nw.col("duplicate_of").is_null())
        twice = twice.select("object", id=nw.col("duplicate_of"), target=nw.col("tenant"))
        return self.in_scope.join(twice, on=["id", "target"], how="inner").select("order", "object")  # type: ignore[arg-type]

    @cached_property
    def carried(self) -> Frame:
        """The users whom each arrow syncs, or would sync if it were open, before merging.

        An arrow without Add manages only users whom it matches: existing externals, or users whom an earlier open
        arrow of the same pair creates.
        """
        matched = self._matched.filter(~nw.col("pending")).drop("pending", "unverified")
        if all("Add" in arrow.actions for _, arrow in self.arrows) and unverified_mail(self._design) is None:
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
        """The users whom open arrows sync, with ``into``: the user who owns the object."""
        carried = self.carried.filter(nw.col("open"))
        return carried.join(object_owners(carried, _OBJECT_COLUMNS), on=_OBJECT_COLUMNS, how="inner")  # type: ignore[arg-type]

    @cached_property
    def merged(self) -> Frame:
        """Users who share the object of another user: ``user``, ``into``, ``tenant``."""
        lost = self._resolved.filter(nw.col("id") != nw.col("into"))
        return lost.select("into", user=nw.col("id"), tenant=nw.col("target")).unique()

    @cached_property
    def kept(self) -> Frame:
        """The (open arrow, user) pairs of the users who own an object in a target."""
        return self._resolved.filter(nw.col("id") == nw.col("into"))

    @cached_property
    def objects(self) -> Frame:
        """One row per object that open arrows create or manage.

        Columns: ``id`` (user), ``source``, ``target``, ``object`` (null if it is created), ``first`` (index of the
        arrow that creates or matches it), ``last_always`` (index of the last arrow that forces its user type, or null).
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

    @cached_property
    def typed_objects(self) -> Frame:
        """`objects` with the column ``user_type``: the type that each object has in the target.

        It is the type of the last arrow that forces its type, or else the type of the matched external, or else the
        type of the arrow that creates it.
        """
        users = self._design.users
        types: dict[str, list[object]] = {
            "order": [n for n, _ in self.arrows],
            "_type": [a.user_type for _, a in self.arrows],
        }
        of_arrow = table_like(users.frame, types, {"order": nw.Int64, "_type": nw.String})
        created = of_arrow.select(first=nw.col("order"), _created=nw.col("_type"))
        forced = of_arrow.select(last_always=nw.col("order"), _forced=nw.col("_type"))
        matched = existing_externals(users).select("object", _matched=nw.col("user_type"))
        joined = (
            self.objects.join(created, on="first", how="inner")  # type: ignore[arg-type]
            .join(forced, on="last_always", how="left")  # type: ignore[arg-type]
            .join(matched, on="object", how="left")  # type: ignore[arg-type]
        )
        user_type = nw.coalesce(nw.col("_forced"), nw.col("_matched"), nw.col("_created"))
        return joined.with_columns(user_type=user_type).drop("_created", "_forced", "_matched")

    def counts(self) -> Frame:
        """For each arrow that would sync any user: ``order``, ``n`` (its objects if it were the only arrow)."""
        return self.carried.group_by("order").agg(n=nw.col("key").n_unique()).select("order", "n")
