"""Who is assigned to an arrow, and who could be: lists with buttons."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from xtsviz.errors import quoted
from xtsviz.flow.assignable import Assignable
from xtsviz.view.markup import button, empty, fragment, items, note

MAX_ASSIGNED = 30
MAX_FOUND = 6


def assigned_list(some: Sequence[Assignable], total: int) -> Markup:
    """Who is assigned, each with a button that removes them."""
    if not total:
        return empty("Nobody is assigned, so nobody is in scope. Find users or groups below and add them.")
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
    return items(lines) + rest


def found_list(found: Sequence[Assignable], assigned: Sequence[str], wanted: str) -> Markup:
    """The results of a search, each with a button that assigns them."""
    if not found:
        if not wanted:
            return empty("The source has no users and no groups yet: give it some under Tenants.")
        return empty(
            f"Nobody and no group of the source has {quoted(wanted)} in their name, id or sign-in name."
        )
    taken = set(assigned)
    return items(
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
