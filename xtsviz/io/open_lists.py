"""Opens several lists of users at once: finds the tenant of each by its domains, and makes the tenants that are new.

What comes of it depends on the lists, and never on their order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

import narwhals as nw
import pandas as pd

from xtsviz.errors import InputError, MissingDomain, XtsvizError, quoted
from xtsviz.io.files import Opened, with_read_lists
from xtsviz.io.lists.as_document import is_design
from xtsviz.io.lists.claims import design_claims, unknown_tenants
from xtsviz.io.lists.given import GivenLists
from xtsviz.io.lists.outcomes import ListFile, ListOutcome, ListsOpened
from xtsviz.io.lists.owners import ListDomains, Owner, find_owner, list_domains, new_tenant_name
from xtsviz.io.lists.reading import Reading, read_list
from xtsviz.io.lists.summary import users_sentence
from xtsviz.model.credentials import is_internal
from xtsviz.model.design import Design
from xtsviz.model.display_names import DisplayNames
from xtsviz.model.display_text import isolated, listed_names
from xtsviz.model.domains import domain_of, domains_of
from xtsviz.model.frames import collect
from xtsviz.model.ids import slugs
from xtsviz.model.vocabulary import FORMAT, VERSION

MAX_OFFERED_DOMAINS = 3
"""Of the domains that a tenant may lack, so many are offered."""

_MAX_PROBLEMS = 5


@dataclass(frozen=True)
class _Read:
    """A file that was read as a list; `tenant` is where it belongs, a new tenant's id included."""

    file: ListFile
    reading: Reading
    domains: ListDomains
    tenant: str = ""
    is_new: bool = False


def empty_design() -> Design:
    """A design without tenants."""
    return Design.from_document({"format": FORMAT, "version": VERSION, "tenants": []})


def open_lists(design: Design | None, files: Sequence[ListFile]) -> ListsOpened:
    """The design with the users of several lists; a list replaces the users of its tenant.

    Each tenant is found by its domains, or by what a person chose. A list of a tenant that the design has not makes
    that tenant, named after its company or its domain. A list whose tenant is not clear is not opened: its outcome has
    the tenants to choose from. The same is true for two lists of one tenant. A list that is refused leaves the others
    as they are.

    Args:
        design: the design; None for one without tenants.
        files: the lists, in any order.
    """
    base = design or empty_design()
    read: list[_Read] = []
    outcomes: list[ListOutcome] = []
    for file in sorted(files, key=_order):
        if is_design(file.content):
            outcomes.append(ListOutcome(file, "design", "this is a design, not a list of users"))
            continue
        try:
            reading = read_list(file.content)
        except XtsvizError as problem:
            outcomes.append(ListOutcome(file, "refused", _brief(problem, file)))
            continue
        if reading.users.empty:
            outcomes.append(ListOutcome(file, "refused", "the list has no user"))
            continue
        read.append(_Read(file, reading, list_domains(reading.users)))
    once = list(_without_repeated(read, outcomes))
    known = list(_with_tenants(base, once, outcomes))
    grown = _with_new_tenants(base, known)
    made, said = _applied(grown, known, outcomes)
    final = _without_unused(base, made, {one.tenant for one in said})
    outcomes.extend(_opened_outcome(final, one) for one in said)
    place = {id(file): number for number, file in enumerate(sorted(files, key=_order))}
    outcomes.sort(key=lambda outcome: place[id(outcome.file)])
    return ListsOpened(final, tuple(outcomes), _assumed(said))


def _order(file: ListFile) -> tuple[str, bytes]:
    return file.name, sha256(file.content).digest()


def _brief(problem: XtsvizError, file: ListFile) -> str:
    if not isinstance(problem, InputError):
        return str(problem)
    where = "" if problem.where == file.name else problem.where
    return type(problem)(problem.problems, where=where).brief(_MAX_PROBLEMS)


def _without_repeated(read: Sequence[_Read], outcomes: list[ListOutcome]) -> Iterator[_Read]:
    """The lists without those that are there twice."""
    ends = Counter(map(_ends, read))
    first: dict[object, _Read] = {}
    for one in read:
        alike = ends[_ends(one)] > 1  # to look at each cell takes long, and is seldom needed
        key = (_fingerprint(one.reading.users), one.file.tenant) if alike else id(one)
        if key in first:
            sentence = f"this is the same list as {isolated(first[key].file.name)}; it is opened once"
            outcomes.append(ListOutcome(one.file, "repeated", sentence))
        else:
            first[key] = one
            yield one


def _ends(one: _Read) -> tuple[int, str, str]:
    ids = one.reading.users["id"]
    return len(ids), ids.min(), ids.max()


def _fingerprint(users: pd.DataFrame) -> bytes:
    """The same for tables that differ only in the order of rows and columns."""
    rows = pd.util.hash_pandas_object(users[sorted(users.columns)].astype(str), index=False)
    return sha256(rows.sort_values().to_numpy().tobytes() + repr(sorted(users.columns)).encode()).digest()


def _with_tenants(base: Design, read: Sequence[_Read], outcomes: list[ListOutcome]) -> Iterator[_Read]:
    """The lists whose tenant is clear."""
    claims, unknown = design_claims(base), unknown_tenants(base)
    owners = {id(one): _owner(base, one, claims, {}) for one in read}
    # A tenant whose list is found in the same moment waits for no other list.
    served = {owner.tenant for owner in owners.values()}
    waiting = {tenant: words for tenant, words in unknown.items() if tenant not in served}
    found: dict[str, list[_Read]] = {}
    for one in read:
        owner = owners[id(one)]
        if owner.tenant is None and not owner.candidates and one.file.tenant is None:
            owner = _owner(base, one, claims, waiting)
        if owner.candidates:
            sentence = f"{users_sentence(one.reading.users)}. Whose list is it? {owner.why}"
            new = new_tenant_name(one.domains, one.file.name)
            outcomes.append(ListOutcome(one.file, "asked", sentence, None, False, owner.candidates, new))
        else:
            # A new tenant is known by its domain, until it has an id.
            key = owner.tenant or f"@{one.domains.key or one.file.name}"
            found.setdefault(key, []).append(replace(one, tenant=owner.tenant or "", is_new=not owner.tenant))
    for lists in found.values():
        if len(lists) == 1:
            yield lists[0]
        else:
            outcomes.extend(_several_lists(base, lists))


def _owner(
    base: Design, one: _Read, claims: Mapping[str, tuple[str, ...]], unknown: Mapping[str, Collection[str]]
) -> Owner:
    chosen = one.file.tenant
    if chosen is None:
        return find_owner(one.domains, claims, unknown)
    return Owner(base.tenant(chosen).id) if chosen else Owner()


def _several_lists(base: Design, lists: Sequence[_Read]) -> Iterator[ListOutcome]:
    """Two lists of one tenant: a person says which one counts."""
    one = lists[0]
    new = new_tenant_name(one.domains, one.file.name)
    whose = DisplayNames(base).tenant(one.tenant) if one.tenant else new
    files = listed_names([isolated(other.file.name) for other in lists], 5)
    reason = f"{files} are lists of {whose}, and a tenant has one list. Open the one that counts"
    for other in lists:
        sentence = f"{users_sentence(other.reading.users)}. {reason}"
        candidates = (other.tenant,) if other.tenant else ()
        offered = None if other.tenant else new
        yield ListOutcome(other.file, "asked", sentence, None, False, candidates, offered)


def _with_new_tenants(base: Design, known: list[_Read]) -> Design:
    """The design with the new tenants, by name; `known` gets their ids."""
    names = {
        place: new_tenant_name(one.domains, one.file.name) for place, one in enumerate(known) if one.is_new
    }
    for place in sorted(names, key=lambda place: (names[place], known[place].domains.key or "")):
        one, found = known[place], known[place].domains
        fields: dict[str, Any] = {"cloud": found.cloud}
        if found.initial:
            fields["initial_domain"] = found.initial[0]
        # Sign-in names are on verified domains. Mail may be on further ones: then the domains are not known.
        if found.own and not found.other_mail:
            fields["verified_domains"] = [*found.own, *found.initial[1:]]
        base = base.add_tenant(
            names[place], id=slugs([names[place]], base.topology.tenant_by_id)[0], **fields
        )
        known[place] = replace(one, tenant=base.tenants[-1].id)
    return base


def _applied(base: Design, known: Sequence[_Read], outcomes: list[ListOutcome]) -> tuple[Design, list[_Read]]:
    """The design with all lists that it takes, and these lists. What is refused gets its outcome."""
    if not known:
        return base, []
    try:
        return _with_lists(base, known).design, list(known)
    except XtsvizError:
        pass
    # One by one, each together with those that were taken; again, for one may need another.
    taken: list[_Read] = []
    left: list[_Read] = list(known)
    refused: dict[int, XtsvizError] = {}
    design = base
    while left:
        still: list[_Read] = []
        for one in left:
            try:
                design = _with_lists(base, [*taken, one]).design
                taken.append(one)
            except XtsvizError as problem:
                refused[id(one)] = problem
                still.append(one)
        if len(still) == len(left):
            break
        left = still
    for one in left:
        why = refused[id(one)]
        missing = tuple(p.missing for p in why.problems if p.missing) if isinstance(why, InputError) else ()
        text = _brief(why, one.file)
        outcomes.append(ListOutcome(one.file, "refused", text, one.tenant, one.is_new, missing=missing))
    return design, taken


def _with_lists(base: Design, lists: Sequence[_Read]) -> Opened:
    return with_read_lists(
        base,
        GivenLists(
            {one.tenant: one.reading.users for one in lists},
            {one.tenant: one.file.name for one in lists},
            {one.tenant: one.reading.notes for one in lists},
        ),
    )


def _without_unused(base: Design, made: Design, used: set[str]) -> Design:
    """The design without new tenants whose list was refused."""
    for tenant in made.tenants:
        if tenant.id not in base.topology.tenant_by_id and tenant.id not in used:
            made = made.remove_tenant(tenant.id)
    return made


def _opened_outcome(design: Design, one: _Read) -> ListOutcome:
    tenant = design.tenant(one.tenant)
    people = design.users.frame.filter(nw.col("tenant") == tenant.id)
    users = collect(people).to_pandas()
    filtered = [
        clause.attribute
        for arrow in design.arrows
        if arrow.source == tenant.id
        for group in arrow.scope.filters
        for clause in group
    ]
    attributes = dict.fromkeys(
        ["department", *(name for name in filtered if name in design.users.attributes)]
    )
    missing: tuple[MissingDomain, ...] = ()
    note = ""
    if tenant.verified_domains:
        known = domains_of(tenant)
        mails = map(domain_of, users["mail"][is_internal(users["credentials"])].dropna())
        counted = Counter(domain for domain in mails if domain and domain not in known)
        foreign = sorted(counted, key=lambda domain: (-counted[domain], domain))[:MAX_OFFERED_DOMAINS]
        missing = tuple(MissingDomain(tenant.id, domain) for domain in foreign)
        if missing:
            verb = "has" if counted.total() == 1 else "have"
            on = ", ".join(quoted(one.domain) for one in missing)
            note = f"{counted.total():,} {verb} mail on domains that the tenant lacks ({on}): no arrow creates them"
    sentence = users_sentence(users, attributes)
    return ListOutcome(one.file, "opened", sentence, tenant.id, one.is_new, note=note, missing=missing)


def _assumed(lists: Sequence[_Read]) -> tuple[str, ...]:
    return tuple(
        f"{one.file.name}: {note.message}" for one in lists for note in one.reading.notes if note.assumed
    )
