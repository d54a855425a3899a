"""The flow of a design: numbers at once, tables when asked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

import narwhals as nw
import numpy as np
import pandas as pd

from xtsviz.flow.presence import presence
from xtsviz.flow.provisioning import Provisioning
from xtsviz.flow.scope import first_in_scope, named, shared_mail
from xtsviz.flow.subset import restrict_to_users
from xtsviz.flow.tally import ArrowFlow, Population, Tally
from xtsviz.model.design import Design, checked_design
from xtsviz.model.engine_errors import translates_engine_errors, translates_engine_errors_in_methods
from xtsviz.model.frames import Frame, collect
from xtsviz.model.topology import Arrow

if TYPE_CHECKING:  # traces bring their sentences along, which numbers do without
    from xtsviz.flow.reasons import Reasons
    from xtsviz.flow.trace import Trace, TracedUser


def user_flow(design: Design) -> Flow:
    """Who appears where in a design, and why.

    >>> import xtsviz as xts
    >>> hub = xts.templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=3)
    >>> int(xts.user_flow(hub).counts().loc["contoso", "fabrikam"])
    3

    Raises:
        DesignError: it is no design.
    """
    checked_design(design)
    return Flow(design)


MAX_IN_COUNTS = 500
"""With more tenants, printed flows leave the table of `Flow.counts` out: it has a cell for each two of them."""


@translates_engine_errors_in_methods
class Flow:
    """Who appears where in a design. Everything is computed when first asked for, numbers without the tables.

    Attributes:
        design: the design it is about.
    """

    def __init__(self, design: Design) -> None:
        self.design = design
        self._tally = Tally(design)
        self._traces: dict[TracedUser, Trace] = {}

    @property
    def by_arrow(self) -> Mapping[str, ArrowFlow]:
        """What each arrow does, by its id, in the order of the document."""
        return self._tally.by_arrow

    @property
    def arrows(self) -> pd.DataFrame:
        """One row per arrow: ``arrow``, ``source``, ``target``, ``state``, ``codes``, ``eligible``, ``carried``.

        ``eligible`` (how many it carries or would carry) is missing where the scope is not known.
        """
        rows = [
            (name, f.arrow.source, f.arrow.target, f.state, f.codes, f.eligible, f.carried)
            for name, f in self.by_arrow.items()
        ]
        columns = ["arrow", "source", "target", "state", "codes", "eligible", "carried"]
        frame = pd.DataFrame(rows, columns=columns)
        return frame.astype({"eligible": "Int64", "carried": "int64"})

    def counts(self) -> pd.DataFrame:
        """How many externals: index = home tenant, columns = where, both in the order of the document.

        Every external whose home tenant is known counts, those who were there before included; the diagonal is 0.
        The table has a cell for each two tenants: with more than `MAX_IN_COUNTS` of them it is rarely what you want.
        """
        ids = [tenant.id for tenant in self.design.tenants]
        place = {tenant: n for n, tenant in enumerate(ids)}
        numbers = np.zeros((len(ids), len(ids)), dtype="int64")
        for some in self._tally.externals:
            if some.home is not None and some.home != some.where and some.home in place:
                numbers[place[some.home], place[some.where]] += some.number
        return pd.DataFrame(numbers, index=ids, columns=ids, copy=False)  # nobody else has these numbers

    @cached_property
    def pairs(self) -> Mapping[tuple[str, str], int]:
        """How many externals by (home, where): `counts` without its zeros, whose table has tenants² cells."""
        known = self.design.topology.tenant_by_id
        found: dict[tuple[str, str], int] = {}
        for group in self._tally.externals:
            if group.home is not None and group.home != group.where and group.home in known:
                found[group.home, group.where] = found.get((group.home, group.where), 0) + group.number
        return {pair: count for pair, count in found.items() if count}

    def population(self) -> pd.DataFrame:
        """How many objects each tenant holds.

        Index = tenant; columns ``internal``, ``external_members``, ``external_guests``.
        """
        rows, columns = list(self.populations.values()), list(Population._fields)
        return pd.DataFrame(rows, index=list(self.populations), columns=columns).astype("int64")

    @property
    def populations(self) -> Mapping[str, Population]:
        """How many objects each tenant holds, by its id, in the order of the document: `population` without pandas."""
        return self._tally.population

    @cached_property
    def _provisioning(self) -> Provisioning:
        return self._provisioning_of(lambda _arrow: True)

    def _provisioning_of(self, wanted: Callable[[Arrow], bool]) -> Provisioning:
        """The provisioning of some open arrows. If one arrow of a (source, target) pair is wanted, all must be."""
        open_arrows = self._tally.open_arrows
        arrows = [
            (order, arrow)
            for order, arrow in enumerate(self.design.arrows)
            if arrow.id in open_arrows and wanted(arrow)
        ]
        return Provisioning(self.design, arrows, open_arrows)

    @cached_property
    def _presence(self) -> Any:
        return presence(self.design, self._provisioning)

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
        """Users who share an object that another user keeps, for the same mail: ``user``, ``into``, ``tenant``."""
        return pd.DataFrame(self.merged_rows, columns=["user", "into", "tenant"])

    @cached_property
    def merged_rows(self) -> list[tuple[str, str, str]]:
        """The rows of `merged` without pandas: user, into, tenant."""
        if not shared_mail(self.design.users):
            return []
        rows = collect(self._provisioning.merged.select("user", "into", "tenant").sort("tenant", "user"))
        order = {tenant.id: n for n, tenant in enumerate(self.design.tenants)}
        return sorted(rows.rows(), key=lambda row: order[row[2]])

    def externals(self, tenant: str) -> Any:
        """The rows of `presence` that are external in one tenant (by id or name).

        Raises:
            UnknownNameError, AmbiguousNameError: no or several such tenants.
        """
        rows = self.rows_in([self.design.tenant(tenant).id])
        return _native(rows.filter(nw.col("relation") == "external"))

    def rows_in(self, tenants: Collection[str]) -> Frame:
        """The rows of `presence` in some tenants (ids; others are passed over), as narwhals sees them.

        Only the arrows into these tenants are followed, which is quicker than filtering the whole presence.
        """
        known = frozenset(tenants)
        wanted = {tenant.id: None for tenant in self.design.tenants if tenant.id in known}
        if len(wanted) == len(self.design.tenants):
            return cast(Frame, self._presence)
        rows = presence(self.design, self._provisioning_of(lambda arrow: arrow.target in wanted))
        return rows.filter(nw.col("tenant").is_in(list(wanted)))

    def rows_of(self, users: Collection[str]) -> Frame:
        """The rows of `presence` about some users (ids; others are passed over), as narwhals sees them.

        In memory, and quick where they are few, however many there are besides.
        """
        rows: Frame = Flow(restrict_to_users(self.design, users))._presence
        return rows.filter(nw.col("user").is_in(sorted(users)))

    def reasons(self, users: Sequence[str], into: Collection[str]) -> Reasons:
        """Why the arrows into some tenants synchronize some internal users (ids), or do not."""
        from xtsviz.flow.reasons import Reasons

        arrows = [(order, a) for order, a in enumerate(self.design.arrows) if a.target in into]
        return Reasons(restrict_to_users(self.design, users), arrows, users)

    def first_carried(self, arrow: str, most: int) -> list[tuple[str, str | None]]:
        """The first users for whom an arrow makes or manages an object: ids and display names, in the order of ids.

        Raises:
            UnknownNameError: there is no such arrow.
        """
        found = self.design.arrow(arrow)
        if self._tally.equals_scope(found):
            return first_in_scope(self.design, found.source, found.scope, most)
        carried = self._carried_by(found).select("user", "display_name")
        return named(carried.sort("user").head(most))

    def _carried_by(self, arrow: Arrow) -> Frame:
        """The rows of `presence` that name an arrow."""
        pair = (arrow.source, arrow.target)
        rows = presence(
            self.design, self._provisioning_of(lambda other: (other.source, other.target) == pair)
        )
        return rows.filter(nw.col("arrow") == arrow.id)

    def of_user(self, user: str) -> Any:
        """Where one user is: their rows of `presence`, by id, user principal name, mail or display name.

        Raises:
            UnknownNameError, AmbiguousNameError: nobody, or several answer to the name.
        """
        return _native(self._trace(user).locations)

    def trace(self, user: str) -> pd.DataFrame:
        """Each arrow and one user (by id, user principal name, mail or display name): carried, or why not.

        Columns: ``arrow``, ``source``, ``target``, ``carried`` (bool), ``reason``, ``explanation`` (a sentence). The
        reason is the first that applies of the keys of `xtsviz.flow.wording.REASONS`.

        Raises:
            UnknownNameError, AmbiguousNameError: nobody, or several answer to the name.
        """
        return self._trace(user).table.copy()

    def _trace(self, named: str) -> Trace:
        from xtsviz.flow.trace import Trace, find_user

        user = find_user(self.design, named)
        # The explorer asks several times in a row about the selected user.
        if user not in self._traces:
            self._traces = {user: Trace(self.design, user)}
        return self._traces[user]

    def special_by_arrow(self) -> Iterator[tuple[Arrow, int, int]]:
        """The arrows of known scope that meet internal guests or users with SMS sign-in; how many of each."""
        for name, (guests, sms) in self._tally.special.items():
            if guests or sms:
                yield self.by_arrow[name].arrow, guests, sms

    def pending_by_arrow(self) -> Iterator[tuple[Arrow, int]]:
        """Every arrow with users in scope who are in the target with an invitation that is not redeemed; how many."""
        if not self._tally.by_user.arrows:
            return
        pending = self._tally.by_user.pending.group_by("order").agg(n=nw.len()).select("order", "n")
        numbers = {int(order): int(n) for order, n in collect(pending).iter_rows()}
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
