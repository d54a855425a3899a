"""Finds the person and the tenant that somebody asks about: by parts of names where only one person has them."""

from __future__ import annotations

from xtsviz.errors import AmbiguousNameError, UnknownNameError, did_you_mean, quoted, safe_text
from xtsviz.flow.person_search import search_persons, similar_persons
from xtsviz.flow.trace import MAX_NAMED, TracedUser, find_user, has_users, listed_people, person_label
from xtsviz.model.design import Design
from xtsviz.model.display_names import distinct_names
from xtsviz.model.domains import domains_of
from xtsviz.model.folding import folded
from xtsviz.model.topology import Tenant


def find_person(design: Design, named: str) -> TracedUser:
    """The person with this id, user principal name, mail or display name, or else with this part of one.

    A part is found without case and accents, and it must fit one person only. For an external object, the result is
    its home user if that is known.

    Raises:
        UnknownNameError: nobody has such a name; the message names similar ones.
        AmbiguousNameError: several persons have it; the message lists a handful, with tenant and id.
    """
    given: object = named
    try:
        return find_user(design, named)
    except UnknownNameError:
        if not isinstance(given, str) or not folded(given) or not has_users(design.users):
            raise
    found = search_persons(design, named, MAX_NAMED)
    if found.total == 1 or found.exact == 1:
        return find_user(design, found.persons[0].id)
    if found.total:
        raise AmbiguousNameError(
            f"{found.total:,} users have {quoted(named)} in their names; give more of the name, or the id of one: "
            f"{listed_people(design, found.persons, found.total)}"
        )
    if similar := similar_persons(design, named):
        tenants = distinct_names(design.tenants)
        *first, last = [person_label(person, tenants) for person in similar]
        names = f"{', '.join(first)} or {last}" if first else last
        raise UnknownNameError(f"no user {quoted(named)}; did you mean {names}?")
    raise UnknownNameError(
        f"no user {quoted(named)}; give an id, a user principal name, a mail address, or a name or a part of it"
    )


def find_tenant(design: Design, named: str) -> Tenant:
    """The tenant with this id or name, or else with this domain or tenant id, without case and accents.

    Raises:
        UnknownNameError: there is no such tenant; the message names a similar one, or the tenants there are.
        AmbiguousNameError: several tenants have this name or domain; the message lists their ids.
    """
    try:
        return design.tenant(named)
    except UnknownNameError:
        wanted = folded(safe_text(named))
    same = [tenant for tenant in design.tenants if wanted and wanted in map(folded, _names_of(tenant))]
    if len(same) == 1:
        return same[0]
    if same:
        ids = ", ".join(quoted(tenant.id) for tenant in same[:MAX_NAMED])
        more = f", and {len(same) - MAX_NAMED:,} more" if len(same) > MAX_NAMED else ""
        raise AmbiguousNameError(
            f"{len(same):,} tenants have the name or domain {quoted(safe_text(named))}; give the id of one: {ids}{more}"
        )
    known = [name for tenant in design.tenants for name in _names_of(tenant)]
    hint = did_you_mean(safe_text(named), known)
    if not hint and design.tenants:
        names = [quoted(tenant.name) for tenant in design.tenants[:MAX_NAMED]]
        others = len(design.tenants) - len(names)
        hint = f"; the tenants are {', '.join(names)}" + (f", and {others:,} more" if others else "")
    raise UnknownNameError(f"no tenant {quoted(safe_text(named))}{hint}")


def _names_of(tenant: Tenant) -> list[str]:
    return [tenant.id, tenant.name, *sorted(domains_of(tenant)), *filter(None, [tenant.tenant_id])]
