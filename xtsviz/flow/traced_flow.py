"""A flow that traces many users: what they have in common is computed once."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import Any

import narwhals as nw
import pandas as pd

from xtsviz.flow.engine import Flow
from xtsviz.flow.reasons import Reasons
from xtsviz.flow.subset import restrict_to_users
from xtsviz.flow.trace import COLUMNS
from xtsviz.model.frames import collect


class TracedFlow(Flow):
    """A flow with fast `externals`, and `trace` and `presence_of_user` of internal users by their ids.

    It holds the whole presence table and all users in memory. Use it for hundreds of users, not for a big directory.
    """

    def trace(self, user: str) -> pd.DataFrame:
        """See `Flow.trace`."""
        known = self._internal.get(user)
        if known is None:
            return super().trace(user)
        name, home = known
        reasons = self._reasons(home)
        rows = []
        for order, arrow in enumerate(self.design.arrows):
            if arrow.source == home:
                reason = reasons.of(user, order, arrow)
            else:
                reason = "external-in-source" if arrow.source in self._external[user] else "not-in-source"
            sentence = reasons.sentence_about(user, order, arrow, reason, name)
            rows.append((arrow.id, arrow.source, arrow.target, reason == "carried", reason, sentence))
        return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"carried": bool})

    def presence_of_user(self, user: str) -> Any:
        """See `Flow.presence_of_user`."""
        if user not in self._internal:
            return super().presence_of_user(user)
        return self._rows.filter(nw.col("user") == user).to_native()

    def externals(self, tenant: str) -> Any:
        """See `Flow.externals`."""
        there = nw.col("tenant") == self.design.tenant(tenant).id
        return self._rows.filter(there & (nw.col("relation") == "external")).to_native()

    @cached_property
    def _rows(self) -> Any:
        return nw.from_native(collect(nw.from_native(self.presence)).to_native())

    @cached_property
    def _internal(self) -> dict[str, tuple[str, str]]:
        """Name and home of each internal user, by id."""
        rows = self._rows.filter(nw.col("relation") == "internal")
        found = rows.select("user", "display_name", "tenant").iter_rows()
        return {user: (user if name is None else name, tenant) for user, name, tenant in found}

    @cached_property
    def _external(self) -> dict[str, set[str]]:
        """The tenants where each user is an external, by id."""
        found: dict[str, set[str]] = defaultdict(set)
        for user, tenant in (
            self._rows.filter(nw.col("relation") == "external").select("user", "tenant").iter_rows()
        ):
            found[user].add(tenant)
        return found

    @cached_property
    def _reasons_by_home(self) -> dict[str, Reasons]:
        return {}

    def _reasons(self, home: str) -> Reasons:
        if home not in self._reasons_by_home:
            users = [user for user, (_, tenant) in self._internal.items() if tenant == home]
            arrows = [(n, arrow) for n, arrow in enumerate(self.design.arrows) if arrow.source == home]
            self._reasons_by_home[home] = Reasons(restrict_to_users(self.design, users), arrows, users)
        return self._reasons_by_home[home]
