"""From a shape and tenant names to a design: the common part of all templates, with the checks of arguments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from functools import cache
from typing import TYPE_CHECKING, Any, TypedDict

from xtsviz.errors import DesignError, TemplateError, did_you_mean, quoted, safe_text
from xtsviz.model.ids import NAME_LIMIT, arrow_id, slugs
from xtsviz.templates.sample_groups import with_sample_groups
from xtsviz.templates.sample_members import (
    SPECIAL_KINDS,
    Company,
    check_members,
    people_columns,
    sample_domains,
)
from xtsviz.templates.shapes import MAX_ARROWS, MAX_TENANTS, Shape

if TYPE_CHECKING:
    from xtsviz.model.design import Design
    from xtsviz.model.topology import Arrow, Topology


class Options(TypedDict, total=False):
    """The keyword arguments of every template, besides tenants and members.

    Special people are added to the members: one of each kind in each tenant.

    Attributes:
        name: the name of the design; by default the template's title.
        specials: add all four kinds below.
        external_guest: add a guest from a company outside of the design (external credentials).
        internal_guest: add a user of type Guest with credentials in this tenant.
        disabled: add an internal member whose account is blocked.
        sms_sign_in: add an internal member who signs in by SMS; synchronization skips them.
        groups: give every source a group of its internal members, which its arrows synchronize. Nobody else of the
            source is assigned.
    """

    name: str
    specials: bool
    external_guest: bool
    internal_guest: bool
    disabled: bool
    sms_sign_in: bool
    groups: bool


def assemble(
    shape: Shape,
    tenants: Iterable[str],
    members: int,
    options: Options,
    pairs: Iterable[tuple[str, str]] | None = None,
) -> Design:
    """A design of a shape, with sample people.

    Args:
        shape: the shape.
        tenants: their names, in the order of the shape's indexes.
        members: number of internal members in each tenant.
        options: see `Options`.
        pairs: (source, target) of each arrow by name or id, instead of the arrows of the shape.

    Raises:
        TemplateError: an argument is not valid for the shape.
        UnknownNameError, AmbiguousNameError: a name in a pair is unknown, or several tenants have it.
    """
    from xtsviz.model.design import Design  # loads pandas, which the catalog does not need
    from xtsviz.model.directory import Directory
    from xtsviz.provenance.recipe import with_recipe

    names = _checked_names(tenants)
    special_kinds = _special_kinds(options)
    _check_count(shape, len(names), has_pairs=pairs is not None)
    members = check_members(members, len(names))
    companies = _company_list(names)
    ids = [company.tenant for company in companies]
    topology = _topology(options.get("name", shape.title), companies, shape)
    shape_arrows = [(ids[a], ids[b]) for a, b in shape.arrows(len(ids))] if pairs is None else []
    arrows = shape_arrows if pairs is None else _checked_pairs(topology, pairs)
    topology = topology.replace(arrows=tuple(_arrow(*ends) for ends in arrows))
    people = people_columns(companies, members, special_kinds) if members or special_kinds else None
    if options.get("groups"):
        topology = with_sample_groups(topology, people)
    users = Directory.from_columns(people) if people else Directory.from_users(())
    pair_arguments = [] if pairs is None else [arrows]
    options_given = {key: value for key, value in options.items() if value is not False}
    return with_recipe(
        Design(topology, users),
        f"xts.templates.{shape.function}",
        names,
        *pair_arguments,
        members=members,
        **options_given,
    )


def _topology(name: str, companies: list[Company], shape: Shape) -> Topology:
    """The topology without arrows. All values are already checked, so pydantic does not validate them again."""
    from xtsviz.model.topology import ConnectedOrganization, Tenant, Topology

    tenants = [
        Tenant.model_construct(
            id=company.tenant,
            name=company.name,
            initial_domain=company.initial_domain,
        )
        for company in companies
    ]
    requests = [
        ConnectedOrganization.model_construct(
            resource_tenant=companies[a].tenant,
            partner_tenant=companies[b].tenant,
            access_package="Project access",
        )
        for a, b in shape.requests(len(companies))
    ]
    return Topology.model_construct(
        name=name, tenants=tuple(tenants), connected_organizations=tuple(requests)
    )


def _arrow(source: str, target: str) -> Arrow:
    from xtsviz.model.topology import Arrow

    return Arrow.model_construct(id=arrow_id(source, target, ()), source=source, target=target)


def _checked_names(tenants: Any) -> list[str]:
    if isinstance(tenants, (str, bytes, Set)) or not isinstance(tenants, Iterable):
        kind = "a set has no order" if isinstance(tenants, Set) else f"{type(tenants).__name__} is none"
        raise TemplateError(f'tenants: a list of names is needed, such as ["Contoso", "Fabrikam"]; {kind}')
    names = list(tenants)
    for number, name in enumerate(names):
        if not isinstance(name, str):
            raise TemplateError(f"tenants[{number}]: a name is needed, not {type(name).__name__}")
        if not 1 <= len(name) <= NAME_LIMIT:
            has = f"has {len(name)} characters" if name else "is empty"
            raise TemplateError(
                f"tenants[{number}]: the name {has}; 1 to {NAME_LIMIT} characters are allowed"
            )
        if _has_lone_surrogate(name):
            raise TemplateError(f"tenants[{number}]: the name contains half a character (a lone surrogate)")
    return names


def _has_lone_surrogate(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


def check_design(design: Any) -> Design:
    """The design; a `TemplateError` for any other value."""
    from xtsviz.model.design import Design

    if not isinstance(design, Design):
        raise TemplateError(f"a design is needed, not {type(design).__name__}")
    return design


def _check_count(shape: Shape, count: int, *, has_pairs: bool) -> None:
    least, most = shape.min_tenants, MAX_TENANTS if has_pairs else shape.max_tenants
    if least <= count <= most:
        return
    subject = f"{shape.title}: {count:,} tenant{'' if count == 1 else 's'} given"
    if least == most:
        raise TemplateError(f"{subject}; it has exactly {least}: the source, then the target")
    if count < least:
        raise TemplateError(f"{subject}; it needs {least} or more")
    arrows = shape.arrow_count(count)
    if not has_pairs and arrows > MAX_ARROWS:
        raise TemplateError(
            f"{subject}, which makes {arrows:,} arrows; at most {most:,} tenants are possible here "
            f"({MAX_ARROWS:,} arrows). Name fewer tenants, or choose the pairs"
        )
    raise TemplateError(f"{subject}; at most {most:,} are possible here. Name fewer tenants")


def _special_kinds(options: Mapping[str, Any]) -> list[str]:
    """The kinds of special people that the options add."""
    known = list(Options.__annotations__)
    for option, value in options.items():
        if option not in known:
            raise TemplateError(f"there is no option {quoted(option)}{did_you_mean(option, known)}")
        if option == "name":
            if isinstance(value, str) and _has_lone_surrogate(value):
                raise TemplateError("name: it contains half a character (a lone surrogate)")
            if not isinstance(value, str):
                raise TemplateError(f"name: a text is needed, not {type(value).__name__}")
        elif not isinstance(value, bool):
            raise TemplateError(f"{option}: True or False is needed, not {quoted(safe_text(value))}")
    return [kind for kind in SPECIAL_KINDS if options.get(kind, options.get("specials", False))]


def _company_list(names: list[str]) -> list[Company]:
    ids = slugs(names)
    return [
        Company(number, tenant, name, domain, f"{tenant}.onmicrosoft.com")
        for number, (tenant, name, domain) in enumerate(zip(ids, names, sample_domains(ids), strict=True))
    ]


def _checked_pairs(topology: Topology, pairs: Any) -> list[tuple[str, str]]:
    if isinstance(pairs, (str, bytes, Mapping)) or not isinstance(pairs, Iterable):
        raise TemplateError(
            f"pairs: a list of (source, target) is needed, not {type(pairs).__name__}; "
            'for example [("Contoso", "Fabrikam")]'
        )
    find = cache(lambda name: topology.tenant(name).id)
    numbers: dict[tuple[str, str], int] = {}
    for number, pair in enumerate(pairs):
        if not isinstance(pair, (tuple, list)) or len(pair) != 2 or not all(isinstance(p, str) for p in pair):
            raise TemplateError(f"pairs[{number}]: (source, target) is needed, two names or ids")
        try:
            source, target = find(pair[0]), find(pair[1])
        except DesignError as error:
            raise type(error)(f"pairs[{number}]: {error}") from None
        if source == target:
            raise TemplateError(
                f"pairs[{number}]: an arrow leads to another tenant; {quoted(pair[0])} is source and target here"
            )
        if (source, target) in numbers:
            raise TemplateError(
                f"pairs[{number}]: {quoted(pair[0])} to {quoted(pair[1])} is "
                f"pairs[{numbers[source, target]}] already; add a second arrow for a pair with add_arrow"
            )
        if number >= MAX_ARROWS:
            raise TemplateError(f"pairs: more than {MAX_ARROWS:,}; a template makes no more arrows")
        numbers[source, target] = number
    return list(numbers)
