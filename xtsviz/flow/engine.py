"""The flow of a design: who appears where, as numbers and as tables."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

import narwhals as nw
import numpy as np
import pandas as pd

from xtsviz.flow.existing_externals import has_existing_externals
from xtsviz.flow.flow_counts import ArrowFlow, FlowCounts, Population
from xtsviz.flow.group_copies import GroupCopy, group_copies
from xtsviz.flow.mail_domains import unverified_mail
from xtsviz.flow.presence import presence_table
from xtsviz.flow.provisioning import Provisioning
from xtsviz.flow.scope_rules import first_in_scope, has_shared_mail, ids_and_names
from xtsviz.flow.subset import restrict_to_users
from xtsviz.model.design import Design, checked_design
from xtsviz.model.engine_errors import translates_engine_errors, translates_engine_errors_in_methods
from xtsviz.model.frames import Frame, collect
from xtsviz.model.topology import Arrow

if TYPE_CHECKING:  # loaded only for a trace, because numbers need no sentences
    from xtsviz.flow.reasons import Reasons
    from xtsviz.flow.trace import Trace, TracedUser


def user_flow(design: Design) -> Flow:
    """Who appears where in a design, and why.

    >>> import xtsviz as xts
    >>> hub = xts.templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=3)
    >>> int(xts.user_flow(hub).counts().loc["contoso", "fabrikam"])
    3

    Raises:
        DesignError: the argument is not a design.
    """
    checked_design(design)
    return Flow(design)


MAX_IN_COUNTS = 500
"""With more tenants, printed flows leave out the table of `Flow.counts`, which has a cell for each pair of tenants."""


@translates_engine_errors_in_methods
class Flow:
    """Who appears where in a design. Each result is computed when it is first needed.

    Numbers are computed without the tables, by `xtsviz.flow.flow_counts.FlowCounts`.

    Attributes:
        design: the design.
    """

    def __init__(self, design: Design) -> None:
        self.design = design
        self._counts = FlowCounts(design)
        self._traces: dict[TracedUser, Trace] = {}

    @property
    def by_arrow(self) -> Mapping[str, ArrowFlow]:
        """What each arrow does, by its id, in the order of the document."""
        return self._counts.by_arrow

    @property
    def arrows(self) -> pd.DataFrame:
        """One row per arrow: ``arrow``, ``source``, ``target``, ``state``, ``codes``, ``eligible``, ``carried``.

        ``eligible`` (the number of users that it syncs, or would sync) is missing if the scope is not known.
        """
        rows = [
            (name, f.arrow.source, f.arrow.target, f.state, f.codes, f.eligible, f.carried)
            for name, f in self.by_arrow.items()
        ]
        columns = ["arrow", "source", "target", "state", "codes", "eligible", "carried"]
        frame = pd.DataFrame(rows, columns=columns)
        return frame.astype({"eligible": "Int64", "carried": "int64"})

    def counts(self) -> pd.DataFrame:
        """The number of externals: index = home tenant, columns = tenant, both in the order of the document.

        Every external whose home tenant is known counts, existing externals too. The diagonal is 0. The table has a
        cell for each pair of tenants, so it is very large for more than `MAX_IN_COUNTS` tenants.
        """
        ids = [tenant.id for tenant in self.design.tenants]
        place = {tenant: n for n, tenant in enumerate(ids)}
        numbers = np.zeros((len(ids), len(ids)), dtype="int64")
        for (home, where), number in self.pairs.items():
            numbers[place[home], place[where]] = number
        return pd.DataFrame(numbers, index=ids, columns=ids, copy=False)  # no other code uses this array

    @cached_property
    def pairs(self) -> Mapping[tuple[str, str], int]:
        """The number of externals for each (home tenant, tenant): the values of `counts` that are not 0."""
        known = self.design.topology.tenant_by_id
        found: dict[tuple[str, str], int] = {}
        for group in self._counts.externals:
            if group.home is not None and group.home != group.where and group.home in known:
                found[group.home, group.where] = found.get((group.home, group.where), 0) + group.number
        return {pair: count for pair, count in found.items() if count}

    def population(self) -> pd.DataFrame:
        """The number of user objects in each tenant.

        Index = tenant; columns ``internal``, ``external_members``, ``external_guests``.
        """
        rows, columns = list(self.populations.values()), list(Population._fields)
        return pd.DataFrame(rows, index=list(self.populations), columns=columns).astype("int64")

    @property
    def populations(self) -> Mapping[str, Population]:
        """The rows of `population` without pandas: by tenant id, in the order of the document."""
        return self._counts.population

    @cached_property
    def _provisioning(self) -> Provisioning:
        return self._provisioning_of(lambda _arrow: True)

    def _provisioning_of(self, wanted: Callable[[Arrow], bool]) -> Provisioning:
        """The provisioning of some open arrows. If ``wanted`` accepts one arrow of a pair, it must accept all of it."""
        open_arrows = self._counts.open_arrows
        arrows = [
            (order, arrow)
            for order, arrow in enumerate(self.design.arrows)
            if arrow.id in open_arrows and wanted(arrow)
        ]
        return Provisioning(self.design, arrows, open_arrows)

    @cached_property
    def _presence(self) -> Any:
        return presence_table(self.design, self._provisioning)

    @property
    def presence(self) -> Any:
        """Who is where: one row per (user, tenant) object, in the engine of the directory.

        Columns: ``user``, ``display_name``, ``home_tenant``, ``tenant``, ``relation`` (``internal`` | ``external``),
        ``user_type``, ``user_principal_name`` (as it is in that tenant), ``account_enabled``, ``arrow`` (null where
        no arrow made or manages the object), ``origin`` (``home`` | ``synchronized`` | ``existing`` | ``matched``).
        Rows are in the order of tenant (as in the document), then user id.
        """
        return _native(self._presence)

    @property
    def merged(self) -> pd.DataFrame:
        """Users who share the object of another user with the same mail address: ``user``, ``into``, ``tenant``."""
        return pd.DataFrame(self.merged_rows, columns=["user", "into", "tenant"])

    @cached_property
    def merged_rows(self) -> list[tuple[str, str, str]]:
        """The rows of `merged` without pandas: user, into, tenant."""
        if not has_shared_mail(self.design.users):
            return []
        rows = collect(self._provisioning.merged.select("user", "into", "tenant").sort("tenant", "user"))
        order = {tenant.id: n for n, tenant in enumerate(self.design.tenants)}
        return sorted(rows.rows(), key=lambda row: order[row[2]])

    @property
    def groups(self) -> pd.DataFrame:
        """The groups that group synchronization makes: one row per group and target.

        Columns: ``group`` (id), ``name``, ``home_tenant``, ``tenant`` (the target), ``arrow`` (id), ``members`` (how
        many there), ``left_out`` (direct members, nested groups included, that are not there). Rows are in the order
        of tenant (as in the document), then group id.
        """
        rows = [
            (c.group.id, c.group.name, c.group.tenant, c.tenant, c.arrow.id, c.members, c.left_out)
            for c in self.group_copies
        ]
        columns = ["group", "name", "home_tenant", "tenant", "arrow", "members", "left_out"]
        return pd.DataFrame(rows, columns=columns).astype({"members": "int64", "left_out": "int64"})

    @cached_property
    def group_copies(self) -> tuple[GroupCopy, ...]:
        """The rows of `groups` without pandas. Members are computed when they are first needed."""
        return group_copies(self.design, self._counts.open_arrows, self._provisioning_of)

    def groups_of_user(self, user: str) -> tuple[GroupCopy, ...]:
        """The copies of groups in which a home user (id) is a member. It is fast, also in a big directory."""
        if not self.group_copies:
            return ()
        near = Flow(restrict_to_users(self.design, [user]))
        copies = group_copies(near.design, near._counts.open_arrows, near._provisioning_of, [user])
        kept = {copy.key for copy in copies if copy.member_ids}
        return tuple(copy for copy in self.group_copies if copy.key in kept)

    def externals(self, tenant: str) -> Any:
        """The rows of `presence` that are external in one tenant (by id or name).

        Raises:
            UnknownNameError, AmbiguousNameError: there is no such tenant, or there are several.
        """
        rows = self.presence_in([self.design.tenant(tenant).id])
        return _native(rows.filter(nw.col("relation") == "external"))

    def presence_in(self, tenants: Collection[str]) -> Frame:
        """The rows of `presence` in some tenants (ids), as a narwhals table. Unknown ids are ignored.

        Only the arrows into these tenants are evaluated, which is faster than filtering the whole table.
        """
        known = frozenset(tenants)
        wanted = {tenant.id: None for tenant in self.design.tenants if tenant.id in known}
        if len(wanted) == len(self.design.tenants):
            return cast(Frame, self._presence)
        rows = presence_table(self.design, self._provisioning_of(lambda arrow: arrow.target in wanted))
        return rows.filter(nw.col("tenant").is_in(list(wanted)))

    def presence_of(self, users: Collection[str]) -> Frame:
        """The rows of `presence` about some users (ids), as a narwhals table in memory. Unknown ids are ignored.

        It is fast for a few users, also in a big directory.
        """
        rows: Frame = Flow(restrict_to_users(self.design, users))._presence
        return rows.filter(nw.col("user").is_in(sorted(users)))

    def reasons(self, users: Sequence[str], into: Collection[str]) -> Reasons:
        """Why the arrows into some tenants sync some internal users (ids), or do not."""
        from xtsviz.flow.reasons import Reasons

        arrows = [(order, a) for order, a in enumerate(self.design.arrows) if a.target in into]
        return Reasons(restrict_to_users(self.design, users), arrows, users)

    def first_users_of_arrow(self, arrow: str, limit: int) -> list[tuple[str, str | None]]:
        """The first users for whom an arrow creates or manages an object: ids and display names, sorted by id.

        If the arrow makes one object for each user in its scope, this reads the scope and not the presence table;
        ``tests/properties/test_flow_equals_brute_force.py`` compares both with one slow evaluation.

        Raises:
            UnknownNameError: there is no such arrow.
        """
        found = self.design.arrow(arrow)
        if self._counts.equals_scope(found):
            return first_in_scope(self.design, found.source, found.scope, limit)
        carried = self._carried_by(found).select("user", "display_name")
        return ids_and_names(carried.sort("user").head(limit))

    def _carried_by(self, arrow: Arrow) -> Frame:
        """The rows of `presence` with this arrow."""
        pair = (arrow.source, arrow.target)
        rows = presence_table(
            self.design, self._provisioning_of(lambda other: (other.source, other.target) == pair)
        )
        return rows.filter(nw.col("arrow") == arrow.id)

    def presence_of_user(self, user: str) -> Any:
        """Where one user is: the rows of `presence`. The user is named as in `trace`.

        Raises:
            UnknownNameError, AmbiguousNameError: no user has this name, or several have it.
        """
        return _native(self._trace(user).locations)

    def trace(self, user: str) -> pd.DataFrame:
        """Each arrow and one user: carried, or why not.

        The user is named by id, user principal name, mail or display name; a part of one will do, without case and
        accents, if only one person has it.

        Columns: ``arrow``, ``source``, ``target``, ``carried`` (bool), ``reason``, ``explanation`` (a sentence). The
        reason is the first that applies of the keys of `xtsviz.flow.wording.REASON_SENTENCES`. The explanation of
        ``filter-not-met`` has the user's values.

        Raises:
            UnknownNameError, AmbiguousNameError: no user has this name, or several have it; the message names near
                ones.
        """
        return self._trace(user).table.copy()

    def why(self, user: str, tenant: str) -> str:
        """One sentence: why a user is, or is not, in a tenant.

        It begins with “… is in …” or “… is not in …”, as `presence` has it, or with “It is not known whether …” if an
        arrow into the tenant has an unknown setting.

        Args:
            user: as in `trace`.
            tenant: an id, a name, a domain or a tenant id.

        >>> import xtsviz as xts
        >>> hub = xts.templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=1)
        >>> xts.user_flow(hub).why("fabrikam-001", "contoso")
        'Lars Rossi is not in Contoso: no arrow leads from Fabrikam, the home tenant, to Contoso.'

        Raises:
            UnknownNameError, AmbiguousNameError: no user or tenant has this name, or several have it.
        """
        from xtsviz.flow.find_names import find_tenant
        from xtsviz.flow.why import why_sentence

        return why_sentence(self._trace(user), find_tenant(self.design, tenant))

    def _trace(self, named: str) -> Trace:
        from xtsviz.flow.find_names import find_person
        from xtsviz.flow.trace import Trace

        user = find_person(self.design, named)
        # The explorer needs the trace of the selected user several times.
        if user not in self._traces:
            self._traces = {user: Trace(self.design, user)}
        return self._traces[user]

    def special_by_arrow(self) -> Iterator[tuple[Arrow, int, int]]:
        """The arrows with internal guests or users with SMS sign-in in their scope, and the number of each."""
        for name, (guests, sms) in self._counts.special_users.items():
            if guests or sms:
                yield self.by_arrow[name].arrow, guests, sms

    def pending_by_arrow(self) -> Iterator[tuple[Arrow, int]]:
        """The arrows with users in scope whose invitation in the target is not redeemed, and their number."""
        yield from self._numbers_by_arrow(lambda provisioning: provisioning.pending)

    def unverified_by_arrow(self) -> Iterator[tuple[Arrow, int]]:
        """The arrows with users in scope whom they do not create for the domain of their mail, and their number."""
        if unverified_mail(self.design) is not None:
            yield from self._numbers_by_arrow(lambda provisioning: provisioning.unverified)

    def duplicates_by_arrow(self) -> Iterator[tuple[Arrow, int]]:
        """The arrows with users in scope who have several externals in the target, and the number of the others."""
        if has_existing_externals(self.design.users):
            yield from self._numbers_by_arrow(lambda provisioning: provisioning.duplicates)

    def _numbers_by_arrow(self, rows: Callable[[Provisioning], Frame]) -> Iterator[tuple[Arrow, int]]:
        """The arrows that some rows of their provisioning are about, and the number of these rows."""
        if not self._counts.counted_by_user.arrows:
            return
        counted = rows(self._counts.counted_by_user).group_by("order").agg(n=nw.len()).select("order", "n")
        numbers = {int(order): int(n) for order, n in collect(counted).iter_rows()}
        for order, arrow in enumerate(self.design.arrows):
            if order in numbers:
                yield arrow, numbers[order]

    @translates_engine_errors
    def __repr__(self) -> str:
        carried = sum(flow.carried for flow in self.by_arrow.values())
        return f"<Flow of {self.design!r}: {carried} carried>"


def _native(frame: Any) -> Any:
    native = frame.to_native()
    return native.reset_index(drop=True) if isinstance(native, pd.DataFrame) else native
