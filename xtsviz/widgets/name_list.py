"""Names that a person writes into a field: lines and commas part them."""

from __future__ import annotations

from collections.abc import Collection

from xtsviz import templates
from xtsviz.model.design import Design
from xtsviz.provenance.untouched import made_by_template


def tenant_names(text: str, known: Collection[str] = ()) -> list[str]:
    r"""The names in a text; spaces around a name do not count, and empty names are left out.

    Args:
        text: as a person wrote it.
        known: names of tenants that there are. A line that is such a name is not parted at its commas.

    >>> tenant_names("Contoso, Fabrikam\nLitware")
    ['Contoso', 'Fabrikam', 'Litware']
    >>> tenant_names("Contoso, Ltd\nFabrikam, Litware", ["Contoso, Ltd"])
    ['Contoso, Ltd', 'Fabrikam', 'Litware']
    """
    names: list[str] = []
    for line in text.splitlines():
        whole = line.strip()
        names += [whole] if whole in known else [part.strip() for part in line.split(",")]
    return [name for name in names if name]


def followed_names(design: Design) -> list[str]:
    """The names of the tenants, for a form that follows them; none if they are what a template made of no names.

    So a person who looks at one template after the other sees each with as many tenants as it usually has.
    """
    names = [tenant.name for tenant in design.tenants]
    template = made_by_template(design)
    usual = template is not None and names == [*templates.find(template).default_tenants]
    return [] if usual else names
