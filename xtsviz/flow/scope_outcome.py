"""The outcome of a scope for each user of a source: in scope, or the first of rules 1 to 3 that excludes the user.

The explorer asks here what other filters or assignments would change, before the design changes.
Sources: those of `xtsviz.flow.scope`, whose conditions these are.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import narwhals as nw

from xtsviz.flow import scopes
from xtsviz.flow.filters import NOBODY, filters_met
from xtsviz.flow.scope import SMS, ScopeKey, assignment
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
"""In the order in which they are looked for; but for the last, words of the trace."""
_NO_MEMBERS = ("external-in-source", "internal-guest")


def scope_outcomes(users: Frame, directory: Directory, key: ScopeKey) -> Frame:
    """Users of the source with a column ``outcome``: the place in `SCOPE_OUTCOMES` of the outcome."""
    users, assigned = assignment(users, directory, key)
    met = filters_met(users, directory, key.scope)
    outcome = _outcome(
        key.include_internal_guests,
        NOBODY if assigned is None else ~assigned,
        NOBODY if met is None else ~met,
    )
    return users.with_columns(outcome=outcome)


def outcomes_of(directory: Directory, keys: Sequence[ScopeKey], users: Collection[str]) -> Frame:
    """The same for some users (ids) and many scopes, each with the users of its source.

    Columns: ``_scope`` (the place of the scope among the keys), ``id``, ``outcome``.
    """
    placed = list(enumerate(keys))
    sources: dict[str, list[object]] = {
        "_scope": [place for place, _ in placed],
        "tenant": [key.source for key in keys],
    }
    frame = directory.frame.filter(nw.col("id").is_in(sorted(users)))
    frame = scopes.looked_at(frame, directory, placed)
    table = table_like(frame, sources, {"_scope": nw.Int64, "tenant": nw.String})
    rows = frame.join(table, on="tenant", how="inner")  # type: ignore[arg-type]
    named = scopes.assigned(frame, directory, placed)
    filtered = [(place, key) for place, key in placed if key.scope.filters]
    unfiltered = nw.col("_scope").is_in([place for place, key in placed if not key.scope.filters])
    met = scopes.meeting_all(named, directory, filtered) if filtered else named.head(0)
    for column, found in (("_assigned", named), ("_matched", met)):
        pairs = found.select("_scope", "id").with_columns(nw.lit(True).alias(column))
        rows = rows.join(pairs, on=["_scope", "id"], how="left")  # type: ignore[arg-type]
    included = any(key.include_internal_guests for key in keys)
    outcome = _outcome(included, ~is_true("_assigned"), ~(is_true("_matched") | unfiltered))
    return rows.select("_scope", "id", outcome=outcome)


def _outcome(include_internal_guests: bool, not_assigned: nw.Expr, not_met: nw.Expr) -> nw.Expr:
    """The place in `SCOPE_OUTCOMES` of the first outcome that applies."""
    excluded = [~INTERNAL, NOBODY if include_internal_guests else INTERNAL_GUEST, SMS, not_assigned, not_met]
    outcome: nw.Expr = nw.lit(len(excluded), dtype=nw.Int64)
    for place, condition in reversed(list(enumerate(excluded))):
        outcome = nw.when(condition).then(nw.lit(place, dtype=nw.Int64)).otherwise(outcome)
    return outcome


@dataclass(frozen=True)
class ScopeOutcome:
    """One user and a scope.

    Attributes:
        user: the id.
        reason: one of `SCOPE_OUTCOMES`.
    """

    user: str
    name: str
    reason: str


@dataclass(frozen=True)
class Audience:
    """Who is in a scope, and who is not.

    Attributes:
        numbers: how many users of the source have each outcome that occurs, by the words of `SCOPE_OUTCOMES`.
        in_scope: the first users in scope.
        excluded: some of the users who are not, from each reason that occurs, in the order of `SCOPE_OUTCOMES`.
    """

    numbers: dict[str, int]
    in_scope: tuple[ScopeOutcome, ...]
    excluded: tuple[ScopeOutcome, ...]

    @property
    def in_scope_count(self) -> int:
        """How many users are in scope."""
        return self.numbers.get(IN_SCOPE, 0)

    @property
    def members(self) -> int:
        """How many users could be in scope: the internal ones, without guests whom the design excludes."""
        return sum(number for reason, number in self.numbers.items() if reason not in _NO_MEMBERS)


@translates_engine_errors
def audience(design: Design, source: str, scope: Scope, most: int = 5) -> Audience:
    """Which users of one tenant are in a scope; a scope that is not known counts as all users.

    Args:
        source: the id of the tenant.
        most: how many users in scope are named, and about how many who are not.

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
    # A few of each reason say more than many of the first one.
    share = -(-most // len(reasons)) if reasons else 0
    excluded = [person for reason in reasons for person in _first(outcomes, reason, share)]
    in_scope = _first(outcomes, IN_SCOPE, most) if IN_SCOPE in numbers else ()
    return Audience(numbers, tuple(in_scope), tuple(excluded[: max(most, len(reasons))]))


def _first(outcomes: Frame, reason: str, most: int) -> list[ScopeOutcome]:
    rows = outcomes.filter(nw.col("outcome") == SCOPE_OUTCOMES.index(reason)).select("id", "display_name")
    # A lazy table has no order of its own.
    first = rows.sort("id").head(most) if isinstance(rows, nw.LazyFrame) else rows.head(most)
    return [
        ScopeOutcome(str(user), str(user) if is_missing(name) else str(name), reason)
        for user, name in collect(first).iter_rows()
    ]
