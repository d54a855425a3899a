"""Exercises on the lifecycle of externals, and on access without arrows."""

from __future__ import annotations

from xtsviz.model.design import Design
from xtsviz.simulation.lifecycle import LifecycleEvent, LifecycleState, lifecycle
from xtsviz.sources import CONFIGURE, OVERVIEW, TOPOLOGIES
from xtsviz.training.checks import no_arrow, nobody, reaches
from xtsviz.training.course.sample_design import sample_design
from xtsviz.training.exercise import Build, Predict
from xtsviz.training.question import Heading, Question

_STORIES: tuple[tuple[str, str, tuple[LifecycleEvent, ...], str], ...] = (
    (
        "unassigned",
        "Adele is unassigned.",
        ("unassign",),
        "A user who leaves the scope is soft-deleted in the target.",
    ),
    (
        "back",
        "Diego is unassigned. After 12 days he is assigned again.",
        ("unassign", "restoreAndReassignWithin30Days"),
        "A user who is in scope again within 30 days is restored, with the same object.",
    ),
    (
        "too-late",
        "Amina is unassigned, and nobody notices for 30 days.",
        ("unassign", "wait30Days"),
        "After 30 days a soft-deleted object is gone for good.",
    ),
    (
        "disabled",
        "Omar's account is disabled at Contoso.",
        ("disableSource",),
        "A block at home becomes a block in the target. Nothing is deleted.",
    ),
    (
        "disabled-first",
        "Leila's account is disabled. Then she is removed from the assigned group.",
        ("disableSource", "removeFromGroup"),
        "This exception is documented: a user who is disabled first and then removed from the group is not "
        "deleted.",
    ),
    (
        "blocked-there",
        "Fabrikam blocks Hugo's sign-in. Then Contoso changes his job title.",
        ("disableInTarget", "sourceAttributeChange"),
        "The source is the authority: its next change undoes a block that was made in the target.",
    ),
    (
        "deleted-there",
        "Fabrikam's admin deletes Nina there. Contoso unassigns and assigns her again.",
        ("deleteInTarget", "unassign", "restoreAndReassignWithin30Days"),
        "Sync restores only objects that sync deleted. If the target's admin deleted an object, somebody "
        "has to restore it by hand.",
    ),
    (
        "gate-closed",
        "Tomás is synced. Fabrikam closes the gate: it no longer allows inbound synchronization.",
        ("inboundSyncOff",),
        "Existing externals stay there, unchanged. To remove them all, unassign everybody while the gate "
        "is open.",
    ),
)
_COLUMN_BY_STATE: dict[LifecycleState, str] = {
    "synced": "active",
    "disabled": "blocked",
    "blockedInTarget": "blocked",
    "softDeleted": "deleted",
    "deletedInTarget": "deleted",
    "hardDeleted": "gone",
}


def _story_ends() -> Question:
    """The question how each story ends, answered by `lifecycle`."""
    columns = {
        "active": Heading("active", "Can sign in"),
        "blocked": Heading("blocked", "There, but blocked"),
        "deleted": Heading("deleted", "Soft-deleted", "can be restored"),
        "gone": Heading("gone", "Gone for good"),
    }
    answer, reasons = set(), {}
    for key, _story, events, reason in _STORIES:
        state: LifecycleState = "synced"
        for event in events:
            state = lifecycle(state, event)
        answer.add((key, _COLUMN_BY_STATE[state]))
        reasons[key] = f"{reason} The end: {columns[_COLUMN_BY_STATE[state]].label.lower()}."
    return Question(
        row_title="What happens",
        rows=tuple(Heading(key, story) for key, story, *_ in _STORIES),
        columns=tuple(columns.values()),
        answer=frozenset(answer),
        why=lambda row, _column: reasons[row],
        fixed_cells={},
        one_per_row=True,
    )


out_and_back = Predict(
    name="out-and-back",
    title="Out of scope and back",
    topic="Over time",
    story="Contoso → Fabrikam has run for a year. Now several things happen. After each one, the next "
    "cycle runs.",
    task="How does each story end for the user's object in Fabrikam? Choose one end for each.",
    hints=(
        "Ask who acted. Did Contoso change the scope or the account? Or did Fabrikam's admin act by hand?",
        "A user who leaves the scope is soft-deleted. A user who comes back within 30 days is "
        "restored. A disabled user is only blocked.",
        "Sync does not restore an object that Fabrikam's admin deleted. Fabrikam's admin can block a "
        "user. The source's next change undoes that block.",
    ),
    lesson="A user who leaves the scope is soft-deleted. A user who comes back within 30 days is "
    "restored. A user who is disabled at home is blocked. A closed gate deletes nobody. The "
    "source's next change undoes a block in the target.",
    source=f"{OVERVIEW}; {CONFIGURE}",
    ask=_story_ends,
)


def _joint_venture() -> Design:
    return sample_design(
        "A joint venture",
        ["contoso", "fabrikam", "litware"],
        ["fabrikam->contoso", "litware->contoso"],
        on_request={"contoso": ["fabrikam", "litware"]},
    )


instead_of_sync = Build(
    name="instead-of-sync",
    title="On request instead",
    topic="Without arrows",
    story="Fabrikam belongs to Contoso. Litware is a separate company. It has a joint venture with "
    "Contoso for a year. Three or four of its people need access. Each of them needs an approval "
    "and an end date. But somebody drew an arrow from Litware. Fabrikam and Litware are also "
    "connected organizations: the dashed lines. Their people can ask for an access package.",
    task="Nobody of Litware is in Contoso before they ask. Fabrikam's people stay.",
    hints=(
        "Synchronization makes people appear before they ask. What lets them in when they ask?",
        "Litware is a connected organization already. What does the design not need?",
        "Remove the arrow Litware → Contoso. Do not only pause it. Do not remove the tenant.",
    ),
    lesson="This is just-in-time access. It needs a connected organization and an access package. The "
    "package has approval, an end date and reviews. There is no arrow. So nobody appears before "
    "they ask, and people search does not find them.",
    source=TOPOLOGIES,
    start=_joint_venture,
    goals=(
        nobody("litware", "contoso"),
        no_arrow("litware", "contoso"),
        reaches("fabrikam", "contoso"),
    ),
    solution=lambda design: design.remove_arrow("litware->contoso"),
)

EXERCISES = (out_and_back, instead_of_sync)
