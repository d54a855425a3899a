"""The outcome of a scope for each user of a source: in scope, or the first of rules 1 to 3 that excludes the user.

The explorer uses it to show the effect of other filters or assignments before the design changes. The conditions and
their sources are those of `xtsviz.flow.scope_rules`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import narwhals as nw

from xtsviz.flow import scope_members
from xtsviz.flow.filter_conditions import NOBODY, filter_condition
from xtsviz.flow.scope_rules import SIGNS_IN_BY_SMS, ScopeKey, assigned_condition
from xtsviz.model.credentials import INTERNAL, INTERNAL_GUEST
from xtsviz.model.design import Design
from xtsviz.model.directory import Directory
from xtsviz.model.engine_errors import translates_engine_errors
from xtsviz.model.frames import Frame, collect, is_missing, is_true, table_like
from xtsviz.model.scope import Scope

IN_SCOPE = "in-scope"
SCOPE_OUTCOMES = (
    "external-in-source",
    "internal-guest",
    "sms-sign-in",
    "not-assigned",
    "filter-not-met",
    IN_SCOPE,
)
"""In the order in which they are checked. All but the last are reasons of the trace."""
_NO_MEMBERS = ("external-in-source", "internal-guest")


def scope_outcomes(users: Frame, directory: Directory, key: ScopeKey) -> Frame:
    """Users of the source with a column ``outcome``: an index into `SCOPE_OUTCOMES`."""
    users, assigned = assigned_condition(users, directory, key)
    met = filter_condition(users, directory, key.scope)
    outcome = _outcome(
        key.include_internal_guests,
        NOBODY if assigned is None else ~assigned,
        NOBODY if met is None else ~met,
    )
    return users.with_columns(outcome=outcome)


def outcomes_for_users(directory: Directory, keys: Sequence[ScopeKey], users: Collection[str]) -> Frame:
    """The outcomes for some users (ids) and many scopes. Each scope is evaluated for the users of its source.

    Columns: ``_scope`` (the index of the scope among the keys), ``id``, ``outcome`` (an index into `SCOPE_OUTCOMES`).
    """
    placed = list(enumerate(keys))
    sources: dict[str, list[object]] = {
        "_scope": [place for place, _ in placed],
        "tenant": [key.source for key in keys],
    }
    frame = directory.frame.filter(nw.col("id").is_in(sorted(users)))
    frame = scope_members.with_filter_columns(frame, directory, placed)
    table = table_like(frame, sources, {"_scope": nw.Int64, "tenant": nw.String})
    rows = frame.join(table, on="tenant", how="inner")  # type: ignore[arg-type]
    named = scope_members.assigned_in_scopes(frame, directory, placed)
    filtered = [(place, key) for place, key in placed if key.scope.filters]
    unfiltered = nw.col("_scope").is_in([place for place, key in placed if not key.scope.filters])
    met = scope_members.users_meeting_filters(named, directory, filtered) if filtered else named.head(0)
    for column, found in (("_assigned", named), ("_matched", met)):
        pairs = found.select("_scope", "id").with_columns(nw.lit(True).alias(column))
        rows = rows.join(pairs, on=["_scope", "id"], how="left")  # type: ignore[arg-type]
    included = any(key.include_internal_guests for key in keys)
    outcome = _outcome(included, ~is_true("_assigned"), ~(is_true("_matched") | unfiltered))
    return rows.select("_scope", "id", outcome=outcome)


def _outcome(include_internal_guests: bool, not_assigned: nw.Expr, not_met: nw.Expr) -> nw.Expr:
    """The index in `SCOPE_OUTCOMES` of the first outcome that applies."""
    excluded = [
        ~INTERNAL,
        NOBODY if include_internal_guests else INTERNAL_GUEST,
        SIGNS_IN_BY_SMS,
        not_assigned,
        not_met,
    ]
    outcome: nw.Expr = nw.lit(len(excluded), dtype=nw.Int64)
    for place, condition in reversed(list(enumerate(excluded))):
        outcome = nw.when(condition).then(nw.lit(place, dtype=nw.Int64)).otherwise(outcome)
    return outcome


@dataclass(frozen=True)
class ScopeOutcome:
    """The outcome of a scope for one user.

    Attributes:
        user: the id.
        reason: one of `SCOPE_OUTCOMES`.
    """

    user: str
    name: str
    reason: str


@dataclass(frozen=True)
class Audience:
    """Which users are in a scope, and which are not.

    Attributes:
        numbers: the number of users for each outcome that occurs, by its name in `SCOPE_OUTCOMES`.
        in_scope: the first users in scope.
        excluded: some users for each other outcome that occurs, in the order of `SCOPE_OUTCOMES`.
    """

    numbers: dict[str, int]
    in_scope: tuple[ScopeOutcome, ...]
    excluded: tuple[ScopeOutcome, ...]

    @property
    def in_scope_count(self) -> int:
        """The number of users in scope."""
        return self.numbers.get(IN_SCOPE, 0)

    @property
    def members(self) -> int:
        """The number of users who can be in scope: internal users, without guests whom the design excludes."""
        return sum(number for reason, number in self.numbers.items() if reason not in _NO_MEMBERS)


@translates_engine_errors
def audience(design: Design, source: str, scope: Scope, limit: int = 5) -> Audience:
    """Which users of one tenant are in a scope. An unknown scope counts as all users.

    Args:
        source: the id of the tenant.
        limit: the number of users in scope that the result names; about as many excluded users are named.

    >>> import xtsviz as xts
    >>> hub = xts.templates.user_hub(["Contoso", "Fabrikam"], members=3)
    >>> audience(hub, "contoso", Scope(users="assigned")).numbers
    {'not-assigned': 3}
    """
    directory = design.users
    frame = directory.frame
    of_source = frame.filter(nw.col("tenant") == source)
    key = ScopeKey.of(design, source, scope)
    outcomes = scope_outcomes(of_source, directory, key).select("id", "display_name", "outcome")
    counted = dict(collect(outcomes.group_by("outcome").agg(n=nw.len()).select("outcome", "n")).iter_rows())
    numbers = {reason: int(counted[place]) for place, reason in enumerate(SCOPE_OUTCOMES) if place in counted}
    reasons = [reason for reason in numbers if reason != IN_SCOPE]
    # A few users for each reason are more useful than many for the first reason.
    share = -(-limit // len(reasons)) if reasons else 0
    excluded = [person for reason in reasons for person in _first_users(outcomes, reason, share)]
    in_scope = _first_users(outcomes, IN_SCOPE, limit) if IN_SCOPE in numbers else ()
    return Audience(numbers, tuple(in_scope), tuple(excluded[: max(limit, len(reasons))]))


def _first_users(outcomes: Frame, reason: str, limit: int) -> list[ScopeOutcome]:
    rows = outcomes.filter(nw.col("outcome") == SCOPE_OUTCOMES.index(reason)).select("id", "display_name")
    # A lazy table has no defined order.
    first = rows.sort("id").head(limit) if isinstance(rows, nw.LazyFrame) else rows.head(limit)
    return [
        ScopeOutcome(str(user), str(user) if is_missing(name) else str(name), reason)
        for user, name in collect(first).iter_rows()
    ]
