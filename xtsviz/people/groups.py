"""The people of a group: its direct members at home, or the members of its copy in a target."""

from __future__ import annotations

from xtsviz.errors import PictureError, did_you_mean, quoted
from xtsviz.flow import Flow
from xtsviz.flow.group_copies import direct_members
from xtsviz.model.frames import Frame


def is_known_group(flow: Flow, group: str, target: str | None) -> bool:
    """True if the design has this group (id), and, if a target (id) is given, its copy there."""
    if target is None:
        return group in flow.design.topology.group_by_id
    return any(copy.key == (group, target) for copy in flow.group_copies)


def people_of_group(flow: Flow, group: str, target: str | None) -> Frame:
    """The users of a group, in the column ``user``. Each is there once.

    Args:
        group: the id of the group.
        target: the id of the target whose copy is meant; None for the direct members of the group at home.

    Raises:
        PictureError: there is no such group, or it has no copy in the target.
    """
    known = flow.design.topology.group_by_id
    if group not in known:
        raise PictureError(f"no group {quoted(str(group))}{did_you_mean(str(group), list(known))}")
    if target is None:
        return direct_members(flow.design, [known[group]]).select("user")
    for copy in flow.group_copies:
        if copy.key == (group, target):
            return copy.member_rows.select("user")
    raise PictureError(
        f"the group {quoted(group)} has no copy in {quoted(str(target))}; xtsviz.user_flow(design).groups lists all"
    )
