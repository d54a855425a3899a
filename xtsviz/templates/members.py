"""Another number of sample members for a tenant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xtsviz.templates.added_people import sample_people
from xtsviz.templates.assemble import check_design
from xtsviz.templates.staff import check_members

if TYPE_CHECKING:
    from xtsviz.model.design import Design


def with_members(design: Design, tenant: str, members: int) -> Design:
    """The design with exactly so many internal members in a tenant.

    More are made up as sample people; of too many, the last of the directory go. Guests and externals stay.

    Args:
        tenant: its id or name.

    Raises:
        UnknownNameError, AmbiguousNameError: no or several such tenants.
        TemplateError: no sensible number.

    >>> from xtsviz import templates
    >>> design = templates.user_hub(["Contoso", "Fabrikam"], members=1)
    >>> len(templates.with_members(design, "Contoso", 4).directory)
    5
    """
    import narwhals as nw

    from xtsviz.model.credentials import INTERNAL_MEMBER
    from xtsviz.model.frames import collect
    from xtsviz.provenance.recorded_edits import members_changed

    wanted = check_members(members)
    home = check_design(design).tenant(tenant).id
    internal_members = INTERNAL_MEMBER & (nw.col("tenant") == home)
    ids = collect(design.users.frame.filter(internal_members).select("id"))["id"].to_list()
    members_before = len(ids)
    if members_before == wanted:
        return design
    changed = (
        design.remove_users(ids[wanted:])
        if members_before > wanted
        else design.add_users(sample_people(design, home, wanted - members_before))
    )
    return members_changed(design, changed, home, members_before, wanted)
