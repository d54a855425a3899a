"""The numbers of members of tenants: a new one for one tenant, and the usual one of a design."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from xtsviz.templates.added_people import sample_people
from xtsviz.templates.assemble import check_design
from xtsviz.templates.sample_members import check_members

if TYPE_CHECKING:
    from xtsviz.model.design import Design


def with_members(design: Design, tenant: str, members: int) -> Design:
    """The design with exactly so many internal members in a tenant.

    New members are sample people. If there are too many members, the last ones in the directory are removed. Guests and
    externals stay.

    Args:
        design: the design.
        tenant: its id or name.
        members: the new number of members.

    Raises:
        UnknownNameError, AmbiguousNameError: no tenant or several tenants have this name.
        TemplateError: the number is no whole number from 0 to the limit.

    >>> from xtsviz import templates
    >>> design = templates.user_hub(["Contoso", "Fabrikam"], members=1)
    >>> len(templates.with_members(design, "Contoso", 4).directory)
    5
    """
    import narwhals as nw

    from xtsviz.model.credentials import INTERNAL_MEMBER
    from xtsviz.model.frames import collect
    from xtsviz.provenance.recorded_edits import members_changed

    members_after = check_members(members)
    tenant_id = check_design(design).tenant(tenant).id
    internal_members = INTERNAL_MEMBER & (nw.col("tenant") == tenant_id)
    ids = collect(design.users.frame.filter(internal_members).select("id"))["id"].to_list()
    members_before = len(ids)
    if members_before == members_after:
        return design
    after = (
        design.remove_users(ids[members_after:])
        if members_before > members_after
        else design.add_users(sample_people(design, tenant_id, members_after - members_before))
    )
    return members_changed(design, after, tenant_id, members_before, members_after)


def usual_members(design: Design) -> int:
    """The number of members that most tenants have, for one more tenant; the smaller of two that are equally frequent.

    It is 0 if the members are not sample people, because nobody may be invented beside real ones.

    >>> from xtsviz import templates
    >>> usual_members(templates.user_hub(["Contoso", "Fabrikam"], members=4))
    4
    """
    key = ("usual members", *(tenant.id for tenant in design.tenants))
    return int(design.users.remember(key, lambda: _usual_members(design)))


def _usual_members(design: Design) -> int:
    import narwhals as nw

    from xtsviz.model.credentials import INTERNAL_MEMBER
    from xtsviz.model.frames import collect

    if not nw.dependencies.is_pandas_dataframe(nw.to_native(design.users.frame)):
        return 0  # such tables take no more users
    members = collect(design.users.frame.filter(INTERNAL_MEMBER).select("tenant", "id"))
    counts = dict.fromkeys((tenant.id for tenant in design.tenants), 0)
    samples = 0
    for tenant, id in members.iter_rows():
        counts[tenant] = counts.get(tenant, 0) + 1
        samples += id.startswith(f"{tenant}-") and id[len(tenant) + 1 :].isdecimal()
    if not counts or 2 * samples < len(members):
        return 0
    frequency = Counter(counts.values())
    return min(frequency, key=lambda count: (-frequency[count], count))
