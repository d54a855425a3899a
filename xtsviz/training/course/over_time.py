"""Exercises on the lifecycle of externals, and on access without arrows."""

from __future__ import annotations

from xtsviz import templates
from xtsviz.model.design import Design
from xtsviz.simulation.lifecycle import LifecycleEvent, LifecycleState, lifecycle
from xtsviz.sources import CONFIGURE, OVERVIEW, TOPOLOGIES
from xtsviz.training.checks import no_arrow, nobody, reaches
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
        "Diego is unassigned, and assigned again after 12 days.",
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
        "A block at home becomes a block in the target; it deletes nothing.",
    ),
    (
        "disabled-first",
        "Leila's account is disabled, and then she is removed from the assigned group.",
        ("disableSource", "removeFromGroup"),
        "The documented exception: disabled first and then removed from the group is not deleted.",
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
        "Sync restores only objects that sync deleted. An object that the target's admin deleted is restored by hand.",
    ),
    (
        "gate-closed",
        "Fabrikam no longer allows Tomás to be synchronized in: it closes the gate.",
        ("inboundSyncOff",),
        "Externals who are there stay there, unchanged. To empty a target, unassign everybody while the gate is open.",
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
    )


out_and_back = Predict(
    name="out-and-back",
    title="Out of scope and back",
    topic="Over time",
    story="Contoso → Fabrikam has run for a year. Then things happen, and each time the next cycle runs.",
    task="Tick how each story ends for the person's object in Fabrikam: one tick in each row.",
    hints=(
        "Ask who acted: Contoso's side, through scope or the account, or Fabrikam's admin by hand?",
        "Leaving scope deletes softly, and within 30 days coming back restores. Disabling only blocks.",
        "What Fabrikam's admin deletes, sync does not bring back. What they block, the source's next change undoes.",
    ),
    lesson="Out of scope: soft-deleted, and restored when back within 30 days. Disabled at home: blocked. "
    "A gate that closes deletes nobody. A block in the target does not last.",
    source=f"{OVERVIEW}; {CONFIGURE}",
    ask=_story_ends,
)


def _joint_venture() -> Design:
    design = templates.just_in_time(["Contoso", "Fabrikam", "Litware"], members=2, name="A joint venture")
    return design.add_arrow("fabrikam", "contoso").add_arrow("litware", "contoso")


instead_of_sync = Build(
    name="instead-of-sync",
    title="On request instead",
    topic="Without arrows",
    story="Fabrikam belongs to Contoso. Litware is a separate company with which Contoso has a joint "
    "venture for a year: three or four people, approved one by one, with an end date. Somebody drew an "
    "arrow for them all the same. The dashed lines are connected organizations: their people can ask for "
    "an access package.",
    task="Edit the design so that nobody of Litware is in Contoso before they have asked. Fabrikam's people stay.",
    hints=(
        "Synchronization brings people before they ask. What brings them when they ask?",
        "The connected organization Litware is there already. What is too much?",
        "Remove the arrow Litware → Contoso. Pausing it is not enough, and removing the tenant is too much.",
    ),
    lesson="Just-in-time: connected organization and access package, with approval, an end date and "
    "reviews. No arrow, and nobody appears beforehand; so people search finds no one either.",
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
