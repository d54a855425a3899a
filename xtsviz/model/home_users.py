"""The home users of externals from lists, worked out anew whenever people or domains change.

What is worked out depends on the people and on the domains of the tenants alone. It does not depend on the order of
lists and edits, nor on what was worked out before.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import Any

import narwhals as nw
import pandas as pd

from xtsviz.model.credentials import INTERNAL, LISTED_EXTERNAL
from xtsviz.model.directory import Directory
from xtsviz.model.domains import domain_claims, domains_of
from xtsviz.model.frames import Frame, collect, is_true, table_like, text_dtype
from xtsviz.model.home_matches import External, HomeMatch, Person, find_homes
from xtsviz.model.topology import Tenant

ISSUER = "identityIssuer"
"""The attribute that says where an external signs in, as the admin center names it."""
_HOME = ("home_user", "home_tenant")


def with_home_users(directory: Directory, tenants: Sequence[Tenant]) -> Directory:
    """The directory with the home users of its externals from lists; the same object if nothing changes.

    Args:
        directory: the users.
        tenants: the tenants of the design.
    """
    if not directory.has_listed_externals:
        return directory
    key = _key(tenants)
    worked_out: set[Hashable] = directory.remember("worked out", set)
    if key in worked_out:
        return directory
    matches = home_matches(directory, tenants)
    columns = _texts(directory.frame.filter(LISTED_EXTERNAL), ("id", *_HOME))
    known = {id: home for id, *home in zip(*columns, strict=True)}
    changed = [m for m in matches if known[m.external] != [m.home_user, m.home_tenant]]
    if not changed:
        worked_out.add(key)
        return directory
    linked = directory.with_other_homes(_frame_with_homes(directory.frame, changed))
    settled: set[Hashable] = linked.remember("worked out", set)
    settled.add(key)
    linked.remember(key, lambda: matches)  # the same, for they do not depend on what was worked out before
    return linked


def home_matches(directory: Directory, tenants: Sequence[Tenant]) -> list[HomeMatch]:
    """Whom each external from a list stands for: by mail, and by user principal name."""
    if not directory.has_listed_externals:
        return []
    return directory.remember(_key(tenants), lambda: _find(directory, tenants))


def with_settled_homes(directory: Directory) -> Directory:
    """The directory whose home users no longer change with mails, names and domains; the same if none would."""
    if not directory.has_listed_externals:
        return directory
    settled = directory.frame.with_columns(home_user_from=nw.lit(None, dtype=nw.String))
    return Directory(settled, directory.memberships, has_listed=False)


def _key(tenants: Sequence[Tenant]) -> Hashable:
    return "home users", tuple((tenant.id, domains_of(tenant)) for tenant in tenants)


def _find(directory: Directory, tenants: Sequence[Tenant]) -> list[HomeMatch]:
    issuer = [ISSUER] if ISSUER in directory.attributes else []
    names = ("id", "tenant", "user_principal_name", "mail")
    listed = _texts(directory.frame.filter(LISTED_EXTERNAL), (*names, *issuer))
    if not issuer:
        listed.append([None] * len(listed[0]))
    people = _texts(directory.frame.filter(INTERNAL), names)
    return find_homes(
        map(External._make, zip(*listed, strict=True)),
        map(Person._make, zip(*people, strict=True)),
        domain_claims(tenants),
    )


def _texts(frame: Frame, names: Sequence[str]) -> list[list[str | None]]:
    """Columns of a table as lists of texts; what is no text is None."""
    eager = collect(frame.select(*names))
    return [[value if isinstance(value, str) else None for value in eager[name].to_list()] for name in names]


def _frame_with_homes(frame: Frame, changed: Sequence[HomeMatch]) -> Frame:
    """The table with other home users and home tenants for some externals."""
    if isinstance(frame, nw.DataFrame):
        made = dict(_columns_with_homes(frame, changed))
        native = frame.to_native()
        if isinstance(native, pd.DataFrame):
            columns = {name: pd.Series(values, index=native.index) for name, values in made.items()}
            return nw.from_native(native.assign(**columns))
        return frame.with_columns(
            *(
                nw.new_series(name, values, nw.String(), backend=frame.implementation)
                for name, values in made.items()
            )
        )
    lead = "_" * (1 + max(map(len, frame.collect_schema().names())))  # an attribute can have any name
    names = {"id": nw.String, f"{lead}user": nw.String, f"{lead}tenant": nw.String, f"{lead}new": nw.Boolean}
    rows = [(m.external, m.home_user, m.home_tenant, True) for m in changed]
    table = table_like(frame, dict(zip(names, zip(*rows, strict=True), strict=True)), names)
    joined = frame.join(table, on="id", how="left")  # type: ignore[arg-type]
    is_new = is_true(f"{lead}new")
    return joined.with_columns(
        home_user=nw.when(is_new).then(nw.col(f"{lead}user")).otherwise(nw.col("home_user")),
        home_tenant=nw.when(is_new).then(nw.col(f"{lead}tenant")).otherwise(nw.col("home_tenant")),
    ).drop(*(name for name in names if name != "id"))


def _columns_with_homes(frame: nw.DataFrame[Any], changed: Sequence[HomeMatch]) -> Iterator[tuple[str, Any]]:
    homes = {match.external: (match.home_user, match.home_tenant) for match in changed}
    ids, *old = _texts(frame, ("id", *_HOME))
    for place, name in enumerate(_HOME):
        values = [
            homes[id][place] if id in homes else value for id, value in zip(ids, old[place], strict=True)
        ]
        is_pandas = isinstance(frame.to_native(), pd.DataFrame)
        yield name, pd.array(values, dtype=text_dtype()) if is_pandas else values
