"""The users and groups that are assigned to an arrow, and search results: lists with buttons."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from xtsviz.errors import quoted
from xtsviz.flow.assignable import Assignable
from xtsviz.view.markup import button, empty_message, fragment, item_list, note

MAX_ASSIGNED = 30
MAX_FOUND = 6


def assigned_list(some: Sequence[Assignable], total: int) -> Markup:
    """The assigned users and groups, each with a button that removes the assignment."""
    if not total:
        return empty_message(
            "Nobody is assigned, so nobody is in scope. Find users or groups below and add them."
        )
    lines = [
        fragment(
            "{} {} {}",
            one.name,
            _about(one),
            button("Take out", ["unassign", one.id], hint=f"Take out {one.name}", kind="xts-small"),
        )
        for one in some
    ]
    more = total - len(some)
    rest = note(f"… and {more:,} more.") if more > 0 else Markup()
    return item_list(lines) + rest


def found_list(found: Sequence[Assignable], assigned: Sequence[str], wanted: str) -> Markup:
    """The results of a search, each with a button that assigns the user or group."""
    if not found:
        if not wanted:
            return empty_message("The source has no users and no groups yet: give it some under Tenants.")
        return empty_message(
            f"No user and no group of the source has {quoted(wanted)} in its name, id or sign-in name."
        )
    taken = set(assigned)
    return item_list(
        fragment(
            "{} {}",
            button(
                f"Add {one.name}",
                ["assign", one.id],
                hint="Assigned already" if one.id in taken else f"Assign {one.name}",
                kind="xts-small",
                disabled=one.id in taken,
            ),
            _about(one),
        )
        for one in found
    )


def _about(one: Assignable) -> Markup:
    nested = Markup()
    if one.nested:
        many = "1 nested group is" if one.nested == 1 else f"{one.nested:,} nested groups are"
        nested = fragment(
            '<br><span class="xts-warn">! {} not followed: members of those do not count</span>', many
        )
    return fragment(
        '<span class="xts-muted">{}{}{}</span>{}', one.kind, ", " if one.detail else "", one.detail, nested
    )
