"""The sentences about synchronized groups. They are plain text: escape them in HTML."""

from __future__ import annotations

from collections.abc import Sequence

from xtsviz.flow.engine import Flow
from xtsviz.flow.find_names import find_person
from xtsviz.flow.group_copies import GroupCopy
from xtsviz.flow.wording import Wording


def member_words(copy: GroupCopy) -> str:
    """How many of the direct members of a group are in its copy: ``2 of 5 direct members``."""
    total = copy.members + copy.left_out
    return f"{copy.members:,} of {total:,} direct member{'s' * (total != 1)}"


def group_sentences(flow: Flow, user: str) -> Sequence[str]:
    """The copies of groups in which a user is, a sentence each.

    Args:
        user: an id, user principal name, mail or display name, or a part of one that only one person has.

    Raises:
        UnknownNameError, AmbiguousNameError: no user has this name, or several have it.
    """
    found = find_person(flow.design, user)
    wording = Wording(flow.design)
    return [
        f"{found.display_name} is in {wording.tenant(copy.tenant)}'s copy of {copy.label}."
        for copy in flow.groups_of_user(found.id)
    ]
