"""The topic of what happens to externals over time, answered by `xtsviz.lifecycle`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from xtsviz.simulation.lifecycle import LifecycleEvent, LifecycleState, lifecycle
from xtsviz.sources import CONFIGURE, OVERVIEW
from xtsviz.training.question import Cell, Heading, Question
from xtsviz.training.seeded.cast import COMPANIES, NAMES, PEOPLE, possessive
from xtsviz.training.seeded.dice import Dice
from xtsviz.training.seeded.draft import Draft, Topic
from xtsviz.training.seeded.topics.ideas import pair
from xtsviz.training.typical import TypicalMistake


class _Fate(NamedTuple):
    """What can happen to an external: a sentence, the events, and the reason for the end."""

    key: str
    sentence: str
    events: tuple[LifecycleEvent, ...]
    reason: str


_FATES = (
    _Fate(
        "out",
        "{name} is unassigned.",
        ("unassign",),
        "A user who leaves the scope is soft-deleted in the target.",
    ),
    _Fate(
        "out-of-filter",
        "{name} moves to another department and no longer meets the filter.",
        ("attributeOutOfFilter",),
        "A user who no longer meets the filter leaves the scope, and is soft-deleted in the target.",
    ),
    _Fate(
        "back",
        "{name} is unassigned. After {days} days {name} is assigned again.",
        ("unassign", "restoreAndReassignWithin30Days"),
        "A user who is in scope again within 30 days is restored, with the same object.",
    ),
    _Fate(
        "too-late",
        "{name} is unassigned, and nobody notices for 30 days.",
        ("unassign", "wait30Days"),
        "After 30 days a soft-deleted object is gone for good.",
    ),
    _Fate(
        "deleted-at-home",
        "{name}'s account is deleted in {home}.",
        ("deleteSource",),
        "A user who is deleted at home is soft-deleted in the target.",
    ),
    _Fate(
        "disabled",
        "{name}'s account is disabled in {home}.",
        ("disableSource",),
        "A block at home becomes a block in the target. Nothing is deleted.",
    ),
    _Fate(
        "blocked-there",
        "{target} blocks {name}'s sign-in. Then {home} changes {name}'s job title.",
        ("disableInTarget", "sourceAttributeChange"),
        "The source's next change undoes a block that was made in the target.",
    ),
    _Fate(
        "deleted-there",
        "{targets} administrator deletes {name} there. {home} unassigns {name} and assigns {name} again.",
        ("deleteInTarget", "unassign", "restoreAndReassignWithin30Days"),
        "Sync restores only objects that sync deleted.",
    ),
    _Fate(
        "gate-closed",
        "{target} no longer allows inbound synchronization. {name} was synchronized before.",
        ("inboundSyncOff",),
        "A closed gate removes nobody. Existing externals stay there, unchanged.",
    ),
)
_COLUMNS = {
    "active": "Can sign in",
    "blocked": "There, but blocked",
    "deleted": "Soft-deleted",
    "gone": "Gone for good",
}
_COLUMN_BY_STATE: dict[LifecycleState, str] = {
    "synced": "active",
    "disabled": "blocked",
    "blockedInTarget": "blocked",
    "softDeleted": "deleted",
    "deletedInTarget": "deleted",
    "hardDeleted": "gone",
}
_IDEAS: tuple[tuple[str, str, str, Mapping[str, str]], ...] = (
    (
        "gone-at-once",
        "Who leaves the scope is gone for good.",
        "A user who leaves the scope is soft-deleted, and can be restored for 30 days.",
        {"out": "gone", "out-of-filter": "gone", "back": "gone", "deleted-at-home": "gone"},
    ),
    (
        "stays-there",
        "Who leaves the scope stays in the target.",
        "A user who leaves the scope is soft-deleted in the target.",
        {"out": "active", "out-of-filter": "active", "too-late": "active", "deleted-at-home": "active"},
    ),
    (
        "gate-removes",
        "A closed gate removes the people from the target.",
        "A closed gate removes nobody.",
        {"gate-closed": "deleted"},
    ),
    (
        "target-decides",
        "What the target's administrator does lasts.",
        "The source's next change undoes a block that was made in the target.",
        {"blocked-there": "blocked"},
    ),
    (
        "always-restored",
        "Who is assigned again always comes back.",
        "Sync restores only objects that sync deleted, for 30 days.",
        {"deleted-there": "active"},
    ),
    (
        "block-deletes",
        "A disabled account is deleted in the target.",
        "A disabled account is disabled in the target too. Nothing is deleted.",
        {"disabled": "deleted"},
    ),
)
"""Wrong ideas: key, idea, truth, and the columns in which they end the fates that they are about."""


def _end(fate: _Fate) -> str:
    state: LifecycleState = "synced"
    for event in fate.events:
        state = lifecycle(state, event)
    return _COLUMN_BY_STATE[state]


def _over_time(dice: Dice) -> Draft:
    home, target = dice.some(list(COMPANIES), 2)
    fates = dice.some(_FATES, 4)
    people = dice.some(list(PEOPLE[home]), 4)
    words = {
        "home": COMPANIES[home],
        "target": COMPANIES[target],
        "targets": possessive(target),
        "days": str(5 + dice.number(20)),
    }
    rows = [
        Heading(fate.key, fate.sentence.format(name=NAMES[user], **words))
        for fate, user in zip(fates, people, strict=True)
    ]
    ends = {fate.key: _end(fate) for fate in fates}
    reasons = {fate.key: f"{fate.reason} The end: {_COLUMNS[ends[fate.key]].lower()}." for fate in fates}

    def cells(wrong: Mapping[str, str]) -> frozenset[Cell]:
        return frozenset((key, wrong.get(key, end)) for key, end in ends.items())

    def ask() -> Question:
        return Question(
            row_title="What happens",
            rows=tuple(rows),
            columns=tuple(Heading(key, label) for key, label in _COLUMNS.items()),
            answer=cells({}),
            why=lambda row, _column: reasons[row],
            fixed_cells={},
            one_per_row=True,
        )

    return Draft(
        story=f"{pair(home, target)} has run for a year. Now several things happen. After each one, the next "
        "cycle runs.",
        task=f"Tick how each story ends for the user's object in {COMPANIES[target]}. Put one tick in each "
        "row.",
        lesson=" ".join(fate.reason for fate in fates[:2]),
        ask=ask,
        cells=len(rows) * len(_COLUMNS),
        expected=cells({}),
        mistakes=[
            TypicalMistake(key, idea, truth, cells(wrong))
            for key, idea, truth, wrong in _IDEAS
            if not ends.keys().isdisjoint(wrong)
        ],
    )


TOPICS = (
    Topic(
        key="over-time",
        title="Out of scope and back",
        hints=(
            "Who acted: the source, or the target's administrator?",
            "A user who leaves the scope is soft-deleted, and can be restored for 30 days.",
        ),
        lesson="A user who leaves the scope is soft-deleted and can be restored for 30 days. The "
        "source's next change undoes a block that was made in the target.",
        source=f"{OVERVIEW}; {CONFIGURE}",
        like=("out-and-back",),
        draw=_over_time,
    ),
)
