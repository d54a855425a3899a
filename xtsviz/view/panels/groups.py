"""The groups in the details of a tenant, an arrow or a user, and as choices of the table of people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from markupsafe import Markup

from xtsviz.flow.group_copies import GroupCopy
from xtsviz.flow.group_wording import member_words
from xtsviz.model.topology import Arrow, Tenant
from xtsviz.people.query import PeopleQuery
from xtsviz.view.context import ViewContext
from xtsviz.view.markup import button, esc, fragment, item_list, note, section

MAX_GROUPS = 30
"""A section of the details lists this many groups, and counts the others."""
MAX_CHOICES = 400
"""The table of people offers this many groups: first copies in targets, then groups at home."""

Choice = tuple[str, tuple[str, str | None]]
"""What a choice says; the id of the group, and the id of the target whose copy of it is meant (None: at home)."""


def group_choices(context: ViewContext, query: PeopleQuery) -> list[Choice]:
    """The groups that people can be filtered by; the one of the query is always among them."""
    copies: list[Choice] = [
        (f"{copy.label}, copy in {context.names.tenant(copy.tenant)}", copy.key)
        for copy in context.flow.group_copies[:MAX_CHOICES]
    ]
    groups: list[Choice] = [
        (f"{group.name or group.id}, at home in {context.names.tenant(group.tenant)}", (group.id, None))
        for group in context.design.topology.groups[:MAX_CHOICES]
    ]
    offered = [*copies, *groups][:MAX_CHOICES]
    if query.group is not None and all(key != (query.group, query.group_in) for _, key in offered):
        offered.append((query.group, (query.group, query.group_in)))
    # A list shows equal words only once.
    words = Counter(shown for shown, _ in offered)
    return [(f"{shown} ({key[0]})" if words[shown] > 1 else shown, key) for shown, key in offered]


def groups_of_tenant(context: ViewContext, tenant: Tenant) -> Markup:
    """The groups that arrows make in a tenant; empty markup if there are none."""
    return _section(
        [copy for copy in context.flow.group_copies if copy.tenant == tenant.id],
        lambda copy: fragment(
            "{}, from {}: {}",
            copy.label,
            button(
                context.names.tenant(copy.group.tenant),
                ["select", "tenant", copy.group.tenant],
                kind="xts-link",
            ),
            member_words(copy),
        ),
    )


def groups_of_arrow(context: ViewContext, arrow: Arrow) -> Markup:
    """The groups that an arrow makes in its target; empty markup if there are none."""
    return _section(
        [copy for copy in context.flow.group_copies if copy.arrow.id == arrow.id],
        lambda copy: fragment("{}: {}", copy.label, member_words(copy)),
    )


def groups_of_user(context: ViewContext, user: str) -> Markup:
    """The groups in targets in which a user is; empty markup if there are none."""
    copies = context.flow.groups_of_user(user)
    entries = [f"In {context.names.tenant(copy.tenant)}'s copy of {copy.label}" for copy in copies]
    return _list("Groups", [esc(entry) for entry in entries[:MAX_GROUPS]], len(entries))


def _section(copies: Sequence[GroupCopy], line: Callable[[GroupCopy], Markup]) -> Markup:
    return _list("Groups", [line(copy) for copy in copies[:MAX_GROUPS]], len(copies))


def _list(title: str, entries: Sequence[Markup], total: int) -> Markup:
    if not entries:
        return Markup()
    more = note(f"… and {total - len(entries):,} more.") if total > len(entries) else Markup()
    return section(title, item_list(entries), more)
