"""Objects that may be the same person: externals who fit nobody, or two people, and accounts of the target's own.

Source: `xtsviz.sources.OVERVIEW` and ``CONFIGURE``: an external is matched by the identity behind it, and an internal
user is never matched.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import narwhals as nw

from xtsviz.flow.existing_externals import has_existing_externals
from xtsviz.flow.flow_counts import internal_users
from xtsviz.flow.provisioning import Provisioning
from xtsviz.flow.scope_rules import HAS_MAIL
from xtsviz.flow.subset import restrict_to_users
from xtsviz.model.credentials import EXTERNAL, INTERNAL
from xtsviz.model.design import Design
from xtsviz.model.directory import Directory
from xtsviz.model.frames import collect, is_missing, table_like
from xtsviz.model.home_matches import HomeMatch
from xtsviz.model.home_users import home_matches
from xtsviz.model.topology import Arrow

Pair = tuple[str, str]
_FEW = 1_000
"""For so many users it pays to evaluate a part of the directory."""


class NamedUser(NamedTuple):
    """A user for a sentence."""

    id: str
    display_name: str
    user_principal_name: str | None

    def __str__(self) -> str:
        upn = self.user_principal_name
        return f"{self.display_name} ({upn})" if upn and upn != self.display_name else self.display_name


class Unresolved(NamedTuple):
    """An external who fits nobody of the home tenant, and the users there with the same display name."""

    external: NamedUser
    perhaps: list[NamedUser]


def unresolved_externals(design: Design) -> dict[Pair, list[Unresolved]]:
    """The externals who fit nobody, by (home tenant, tenant); those with a namesake at home come first.

    Only pairs with an arrow are there, and only home tenants that have internal users.
    """
    directory = design.users
    if not has_existing_externals(directory):
        return {}
    inhabited = internal_users(directory)
    pairs = {pair for pair in design.topology.arrows_by_pair if pair[0] in inhabited}
    found: dict[Pair, list[NamedUser]] = {}
    for *user, tenant, home in directory.remember("fit nobody", lambda: _fit_nobody(directory)):
        if (home, tenant) in pairs:
            found.setdefault((home, tenant), []).append(NamedUser(*user))
    namesakes = _namesakes(directory, {(home, e.display_name) for (home, _), es in found.items() for e in es})
    return {
        pair: sorted(
            (Unresolved(one, namesakes.get((pair[0], _plain(one.display_name)), [])) for one in externals),
            key=lambda one: (not one.perhaps, one.external.id),
        )
        for pair, externals in found.items()
    }


def _fit_nobody(directory: Directory) -> list[Any]:
    strangers = EXTERNAL & nw.col("home_user").is_null() & ~nw.col("home_tenant").is_null()
    columns = ("id", "display_name", "user_principal_name", "tenant", "home_tenant")
    return _rows(directory, strangers, columns)


def _namesakes(directory: Directory, wanted: Collection[Pair]) -> dict[Pair, list[NamedUser]]:
    """The internal users of some tenants with some display names; case does not count."""
    keys = {(tenant, _plain(name)) for tenant, name in wanted}
    if not keys:
        return {}
    here = nw.col("tenant").is_in(sorted({tenant for tenant, _ in keys}))
    named = nw.col("display_name").str.to_lowercase().is_in(sorted({name for _, name in keys}))
    columns = ("id", "display_name", "user_principal_name", "tenant")
    found: dict[Pair, list[NamedUser]] = {}
    for *user, tenant in _rows(directory, INTERNAL & here & named.fill_null(False), columns):
        if (key := (tenant, _plain(user[1]))) in keys:
            found.setdefault(key, []).append(NamedUser(*user))
    return found


def _plain(name: str) -> str:
    return name.lower()


def ambiguous_externals(design: Design) -> Iterator[tuple[Arrow, list[HomeMatch]]]:
    """The externals whose mail and name tell two users, by the arrows that have one of the two in scope."""
    arrows_by_pair = design.topology.arrows_by_pair
    two = [
        match
        for match in home_matches(design.users, design.tenants)
        if match.by_mail is not None and match.by_upn is not None and match.by_mail != match.by_upn
    ]
    if not two:
        return
    homes = {id: m.came_from for m in two for id in _two_people(m) if m.came_from is not None}
    homes |= design.users.tenants_of([id for m in two if m.came_from is None for id in _two_people(m)])
    by_arrow: dict[str, list[HomeMatch]] = {}
    for match in sorted(two, key=lambda match: match.external):
        sources = {homes[id] for id in _two_people(match) if id in homes}
        for source in sources:
            for arrow in arrows_by_pair.get((source, match.tenant), ()):
                by_arrow.setdefault(arrow.id, []).append(match)
    concerned = [arrow for arrow in design.arrows if arrow.id in by_arrow]
    in_scope = users_in_scope(design, concerned, homes)
    for arrow in concerned:
        there = in_scope.get(arrow.id, frozenset())
        if matches := [m for m in by_arrow[arrow.id] if m.by_mail in there or m.by_upn in there]:
            yield arrow, matches


def _two_people(match: HomeMatch) -> list[str]:
    return [id for id in (match.by_mail, match.by_upn) if id is not None]


def own_accounts(design: Design) -> Iterator[tuple[Arrow, list[str]]]:
    """The arrows with users in scope (ids, sorted) whose mail an internal user of the target has too."""
    shared: dict[str, dict[str, list[str]]] = {}
    for id, tenant, mail in design.users.remember(
        "mails in two tenants", lambda: _shared_mails(design.users)
    ):
        shared.setdefault(tenant, {}).setdefault(mail, []).append(id)
    suspects: dict[Pair, list[str]] = {}
    for source, target in design.topology.arrows_by_pair:
        mine, theirs = shared.get(source, {}), shared.get(target, {})
        if users := [id for mail, ids in mine.items() if mail in theirs for id in ids]:
            suspects[source, target] = users
    if not suspects:
        return
    concerned = [arrow for arrow in design.arrows if (arrow.source, arrow.target) in suspects]
    in_scope = users_in_scope(design, concerned, {id for users in suspects.values() for id in users})
    for arrow in concerned:
        there = in_scope.get(arrow.id, frozenset())
        if users := sorted(there.intersection(suspects[arrow.source, arrow.target])):
            yield arrow, users


def _shared_mails(directory: Directory) -> list[Any]:
    """The internal users with a mail address that internal users of two tenants have: id, tenant, mail without case."""
    people = directory.frame.filter(INTERNAL & HAS_MAIL)
    people = people.select("id", "tenant", mail=nw.col("mail").str.to_lowercase())
    several = people.group_by("mail").agg(n=nw.col("tenant").n_unique()).filter(nw.col("n") > 1)
    shared = people.join(several.select("mail"), on="mail", how="semi")  # type: ignore[arg-type]
    return sorted(collect(shared.select("id", "tenant", "mail")).rows())


def users_in_scope(
    design: Design, arrows: Sequence[Arrow], users: Collection[str]
) -> Mapping[str, frozenset[str]]:
    """Those of some users (ids) whom each of some arrows has in scope, by the id of the arrow. Fast for a few users."""
    asked = [(order, arrow) for order, arrow in enumerate(arrows) if arrow.scope.is_known]
    if not asked or not users:
        return {}
    if len(users) <= _FEW or design.users.is_lazy:
        rows = Provisioning(restrict_to_users(design, users), asked, frozenset()).in_scope
    else:
        table = table_like(design.users.frame, {"id": sorted(users)}, {"id": nw.String})
        in_scope = Provisioning(design, asked, frozenset()).in_scope
        rows = in_scope.join(table, on="id", how="semi")  # type: ignore[arg-type]
    found: dict[str, set[str]] = {}
    for order, id in collect(rows.select("order", "id")).iter_rows():
        found.setdefault(arrows[int(order)].id, set()).add(id)
    return {arrow: frozenset(ids) for arrow, ids in found.items()}


def named_users(design: Design, users: Collection[str]) -> dict[str, NamedUser]:
    """Some users (ids) for a sentence, by id."""
    if not users:
        return {}
    rows = _rows(
        design.users,
        nw.col("id").is_in(sorted(users)),
        ("id", "display_name", "user_principal_name"),
    )
    return {row[0]: NamedUser(*row) for row in rows}


def _rows(directory: Directory, condition: nw.Expr, columns: Sequence[str]) -> list[Any]:
    """The rows of some users, sorted by id; an empty cell is None."""
    rows = collect(directory.frame.filter(condition).select(*columns)).iter_rows()
    listed = [tuple(None if is_missing(cell) else cell for cell in row) for row in rows]
    return sorted(listed, key=lambda row: row[0])
