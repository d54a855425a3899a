"""From a shape and names to a design: all that the templates have in common, and their refusals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from functools import cache
from typing import TYPE_CHECKING, Any, TypedDict

from xtsviz.errors import DesignError, TemplateError, did_you_mean, quoted, safe_text
from xtsviz.model.ids import NAME_LIMIT, arrow_id, slugs
from xtsviz.templates.shapes import MAX_ARROWS, MAX_TENANTS, Shape
from xtsviz.templates.staff import SPECIALS, Company, check_members, everyone

if TYPE_CHECKING:
    from xtsviz.model.design import Design
    from xtsviz.model.topology import Arrow, Topology

# A domain name's part has at most 63 characters; some are kept for a number that makes it unique.
_LABEL = 58


class Options(TypedDict, total=False):
    """What every template accepts beyond tenants and members, by keyword.

    Special people come one of a kind in each tenant, in addition to its members.

    Attributes:
        name: of the design; default the template's title.
        specials: all four kinds below.
        external_guest: a guest from a company outside of the design (external credentials).
        internal_guest: a user of type Guest who signs in to this very tenant.
        disabled: an internal member whose account is blocked.
        sms_sign_in: an internal member who signs in by SMS, whom synchronization skips.
    """

    name: str
    specials: bool
    external_guest: bool
    internal_guest: bool
    disabled: bool
    sms_sign_in: bool


def assemble(
    shape: Shape,
    tenants: Iterable[str],
    members: int,
    options: Options,
    pairs: Iterable[tuple[str, str]] | None = None,
) -> Design:
    """A design of a shape, with sample people.

    Args:
        tenants: their names, in the order that the shape gives a meaning to.
        members: internal members of each tenant.
        options: see `Options`.
        pairs: (source, target) of each arrow by name or id, instead of the shape's own.

    Raises:
        TemplateError: arguments that make no sense for the shape.
        UnknownNameError, AmbiguousNameError: a pair names no tenant, or a name that several have.
    """
    from xtsviz.model.design import Design  # brings pandas; the catalog of templates does without
    from xtsviz.model.directory import Directory
    from xtsviz.provenance.recipe import made_by

    names = _names(tenants)
    wanted = _options(options)
    _check_count(shape, len(names), chosen=pairs is not None)
    members = check_members(members, len(names))
    companies = _companies(names)
    ids = [company.tenant for company in companies]
    topology = _topology(options.get("name", shape.title), companies, shape)
    own = [(ids[a], ids[b]) for a, b in shape.arrows(len(ids))] if pairs is None else []
    arrows = own if pairs is None else _chosen(topology, pairs)
    topology = topology.replace(arrows=tuple(_arrow(*ends) for ends in arrows))
    people = everyone(companies, members, wanted) if members or wanted else None
    users = Directory.from_columns(people) if people else Directory.from_users(())
    chosen = [] if pairs is None else [arrows]
    given = {key: value for key, value in options.items() if value is not False}
    return made_by(
        Design(topology, users), f"xts.templates.{shape.function}", names, *chosen, members=members, **given
    )


def _topology(name: str, companies: list[Company], shape: Shape) -> Topology:
    """All but the arrows. Everything in it was checked or made here, so it is not validated once more."""
    from xtsviz.model.topology import ConnectedOrganization, Tenant, Topology

    tenants = [
        Tenant.model_construct(
            id=company.tenant,
            name=company.name,
            initial_domain=company.initial_domain,
            verified_domains=(company.domain,),
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


def _names(tenants: Any) -> list[str]:
    if isinstance(tenants, (str, bytes, Set)) or not isinstance(tenants, Iterable):
        kind = "a set has no order" if isinstance(tenants, Set) else f"{type(tenants).__name__} is none"
        raise TemplateError(f'tenants: a list of names is needed, such as ["Contoso", "Fabrikam"]; {kind}')
    names = list(tenants)
    for place, name in enumerate(names):
        if not isinstance(name, str):
            raise TemplateError(f"tenants[{place}]: a name is needed, not {type(name).__name__}")
        if not 1 <= len(name) <= NAME_LIMIT:
            has = f"has {len(name)} characters" if name else "is empty"
            raise TemplateError(f"tenants[{place}]: the name {has}; 1 to {NAME_LIMIT} characters are allowed")
        if _has_half_a_character(name):
            raise TemplateError(f"tenants[{place}]: the name holds half a character (a lone surrogate)")
    return names


def _has_half_a_character(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


def check_design(design: Any) -> Design:
    """The design; a `TemplateError` if it is none."""
    from xtsviz.model.design import Design

    if not isinstance(design, Design):
        raise TemplateError(f"a design is needed, not {type(design).__name__}")
    return design


def _check_count(shape: Shape, count: int, *, chosen: bool) -> None:
    least, most = shape.min_tenants, MAX_TENANTS if chosen else shape.max_tenants
    if least <= count <= most:
        return
    given = f"{shape.title}: {count:,} tenant{'' if count == 1 else 's'} given"
    if least == most:
        raise TemplateError(f"{given}; it has exactly {least}: the source, then the target")
    if count < least:
        raise TemplateError(f"{given}; it needs {least} or more")
    arrows = shape.arrow_count(count)
    if not chosen and arrows > MAX_ARROWS:
        raise TemplateError(
            f"{given}, which makes {arrows:,} arrows; at most {most:,} tenants make sense here "
            f"({MAX_ARROWS:,} arrows). Name fewer tenants, or choose the pairs"
        )
    raise TemplateError(f"{given}; at most {most:,} make sense here. Name fewer tenants")


def _options(options: Mapping[str, Any]) -> list[str]:
    """The kinds of special people asked for."""
    known = list(Options.__annotations__)
    for option, value in options.items():
        if option not in known:
            raise TemplateError(f"there is no option {quoted(option)}{did_you_mean(option, known)}")
        if option == "name":
            if isinstance(value, str) and _has_half_a_character(value):
                raise TemplateError("name: it holds half a character (a lone surrogate)")
            if not isinstance(value, str):
                raise TemplateError(f"name: a text is needed, not {type(value).__name__}")
        elif not isinstance(value, bool):
            raise TemplateError(f"{option}: True or False is needed, not {quoted(safe_text(value))}")
    return [kind for kind in SPECIALS if options.get(kind, options.get("specials", False))]


def _companies(names: list[str]) -> list[Company]:
    ids = slugs(names)
    labels = slugs(tenant[:_LABEL] for tenant in ids)
    return [
        Company(place, tenant, name, f"{label}.com", f"{tenant}.onmicrosoft.com")
        for place, (tenant, name, label) in enumerate(zip(ids, names, labels, strict=True))
    ]


def _chosen(topology: Topology, pairs: Any) -> list[tuple[str, str]]:
    if isinstance(pairs, (str, bytes, Mapping)) or not isinstance(pairs, Iterable):
        raise TemplateError(
            f"pairs: a list of (source, target) is needed, not {type(pairs).__name__}; "
            'for example [("Contoso", "Fabrikam")]'
        )
    find = cache(lambda named: topology.tenant(named).id)
    found: dict[tuple[str, str], int] = {}
    for place, pair in enumerate(pairs):
        if not isinstance(pair, (tuple, list)) or len(pair) != 2 or not all(isinstance(p, str) for p in pair):
            raise TemplateError(f"pairs[{place}]: (source, target) is needed, two names or ids")
        try:
            source, target = find(pair[0]), find(pair[1])
        except DesignError as error:
            raise type(error)(f"pairs[{place}]: {error}") from None
        if source == target:
            raise TemplateError(
                f"pairs[{place}]: an arrow leads from one tenant to another; {quoted(pair[0])} is both here"
            )
        if (source, target) in found:
            raise TemplateError(
                f"pairs[{place}]: {quoted(pair[0])} to {quoted(pair[1])} stands at "
                f"pairs[{found[source, target]}] already; a second arrow for a pair is added with add_arrow"
            )
        if place >= MAX_ARROWS:
            raise TemplateError(f"pairs: more than {MAX_ARROWS:,}; a template draws no more arrows")
        found[source, target] = place
    return list(found)
