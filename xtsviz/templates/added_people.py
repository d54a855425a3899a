"""More sample people for a tenant of any design."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xtsviz.templates.assemble import check_design
from xtsviz.templates.sample_members import Company, check_members, member_columns, sample_domains

if TYPE_CHECKING:
    from xtsviz.model.design import Design


def sample_people(design: Design, tenant: str, count: int) -> list[dict[str, Any]]:
    """More sample members for a tenant, as user records for `Design.add_users`.

    Their ids, user principal names and addresses are new to the design.

    Args:
        tenant: its id or name.
        count: number of new members.

    Raises:
        UnknownNameError, AmbiguousNameError: no tenant or several tenants have this name.
        TemplateError: the count is no whole number from 0 to the limit.

    >>> from xtsviz import templates
    >>> design = templates.user_hub(["Contoso", "Fabrikam"], members=1)
    >>> [person["id"] for person in templates.sample_people(design, "Contoso", 2)]
    ['contoso-002', 'contoso-003']
    """
    # Imported here, because the catalog needs no tables.
    import narwhals as nw

    from xtsviz.model.frames import collect
    from xtsviz.model.vocabulary import USER_FIELDS

    member_count = check_members(count)
    home = check_design(design).tenant(tenant)
    domain = home.verified_domains[0] if home.verified_domains else sample_domains([home.id])[0]
    company = Company(design.tenants.index(home), home.id, home.name, domain, home.initial_domain)

    frame, batch, free_rows = design.users.frame, member_count, list[int]()
    while len(free_rows) < member_count:
        columns = member_columns(company, batch)
        taken = {
            name: collect(frame.filter(nw.col(name).is_in(columns[name])).select(name))[name].to_list()
            for name in ("id", "user_principal_name", "mail")
        }
        taken_values = {name: set(values) for name, values in taken.items()}
        free_rows = [
            row
            for row in range(batch)
            if not any(columns[name][row] in taken_values[name] for name in taken_values)
        ]
        batch *= 2  # some ids or addresses are taken: try more
    people = []
    for row in free_rows[:member_count]:
        fields = {name: values[row] for name, values in columns.items()}
        attributes = {name: fields.pop(name) for name in columns if name not in USER_FIELDS}
        people.append({**fields, "attributes": attributes})
    return people
