"""More sample people for a tenant of any design, whoever is there already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xtsviz.templates.assemble import check_design
from xtsviz.templates.staff import Company, check_members, members

if TYPE_CHECKING:
    from xtsviz.model.design import Design


def sample_people(design: Design, tenant: str, count: int) -> list[dict[str, Any]]:
    """More sample members for a tenant, as the document's user objects: what `Design.add_users` takes.

    Their ids, user principal names and addresses are new to the design.

    Args:
        tenant: its id or name.
        count: how many more.

    Raises:
        UnknownNameError, AmbiguousNameError: no or several such tenants.
        TemplateError: no sensible number.

    >>> from xtsviz import templates
    >>> design = templates.user_hub(["Contoso", "Fabrikam"], members=1)
    >>> [person["id"] for person in templates.sample_people(design, "Contoso", 2)]
    ['contoso-002', 'contoso-003']
    """
    # Here, for the catalog needs no tables.
    import narwhals as nw

    from xtsviz.model.frames import collect
    from xtsviz.model.vocabulary import USER_FIELDS

    number = check_members(count)
    found = check_design(design).tenant(tenant)
    domain = found.verified_domains[0] if found.verified_domains else found.initial_domain
    company = Company(design.tenants.index(found), found.id, found.name, domain, found.initial_domain)

    frame, batch, free = design.users.frame, number, list[int]()
    while len(free) < number:
        columns = members(company, batch)
        taken = {
            name: collect(frame.filter(nw.col(name).is_in(columns[name])).select(name))[name].to_list()
            for name in ("id", "user_principal_name", "mail")
        }
        known = {name: set(values) for name, values in taken.items()}
        free = [row for row in range(batch) if not any(columns[name][row] in known[name] for name in known)]
        batch *= 2  # somebody is in the way: look further
    people = []
    for row in free[:number]:
        fields = {name: values[row] for name, values in columns.items()}
        attributes = {name: fields.pop(name) for name in columns if name not in USER_FIELDS}
        people.append({**fields, "attributes": attributes})
    return people
