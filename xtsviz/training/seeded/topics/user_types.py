"""The topic of user types: what externals become in the target, and whom the arrow manages."""

from __future__ import annotations

from collections.abc import Mapping

import narwhals as nw

from xtsviz.flow.traced_flow import TracedFlow
from xtsviz.model.frames import collect
from xtsviz.sources import CONFIGURE
from xtsviz.training.question import Cell, Heading, Question
from xtsviz.training.seeded.cast import COMPANIES, NAMES, PEOPLE, person, possessive
from xtsviz.training.seeded.dice import Dice
from xtsviz.training.seeded.draft import Draft, Topic
from xtsviz.training.seeded.topics.ideas import arrow, pair
from xtsviz.training.seeded.world import Record, World
from xtsviz.training.typical import TypicalMistake

_NOTES = {
    "new": "never invited",
    "guest": "guest, has accepted",
    "member": "external member, has accepted",
    "pending": "guest, invitation pending",
}


def _what_they_become(world: World, kinds: Mapping[str, str]) -> Question:
    """What the home users are in the target, answered by the flow."""
    design = world.design()
    flow, target = TracedFlow(design), world.tenants[1]
    externals = collect(nw.from_native(flow.externals(target)).select("user", "user_type", "arrow"))
    answer: set[Cell] = set()
    for user, user_type, made_by in externals.iter_rows():
        answer |= {(user, user_type), *([(user, "managed")] if isinstance(made_by, str) else [])}
    return Question(
        row_title=f"Of {COMPANIES[world.tenants[0]]}",
        rows=tuple(Heading(user, NAMES[user], _NOTES[kind]) for user, kind in kinds.items()),
        columns=(
            Heading("Member", f"External member in {COMPANIES[target]}"),
            Heading("Guest", f"External guest in {COMPANIES[target]}"),
            Heading("managed", "Managed by the arrow"),
        ),
        answer=frozenset(answer),
        why=lambda user, _column: str(flow.trace(user)["explanation"].iloc[0]),
        fixed_cells={},
        design=design,
    )


def _become(
    kinds: Mapping[str, str], made: str, always: bool, pending_waits: bool, matches: bool
) -> frozenset[Cell]:
    """What the users become, as cells: by the rules, or by one that is wrong."""
    cells: set[Cell] = set()
    for user, kind in kinds.items():
        before = "Member" if kind == "member" else "Guest"
        is_managed = kind == "new" or (matches and (kind != "pending" or not pending_waits))
        is_set = kind == "new" or (always and is_managed)
        cells |= {(user, made if is_set else before), *([(user, "managed")] if is_managed else [])}
    return frozenset(cells)


def _user_types(dice: Dice) -> Draft:
    home, target = dice.some(list(COMPANIES), 2)
    made, always = dice.pick(["Member", "Guest"]), bool(dice.number(2))
    everyone = dice.some(list(PEOPLE[home]), 4 + dice.number(2))
    other = "guest" if made == "Member" else "member"
    order = dice.shuffled(
        ["new", other, "pending", *dice.some(["new", "guest", "member"], len(everyone) - 3)]
    )
    kinds = dict(zip(everyone, order, strict=True))
    users = [person(home, user) for user in everyone]
    for user, kind in kinds.items():
        if kind != "new":
            there: Record = {
                "credentials": "external",
                "user_type": "Member" if kind == "member" else "Guest",
                "home_user": user,
                "external_user_state": "PendingAcceptance" if kind == "pending" else "Accepted",
            }
            users.append(person(target, user, **there) | {"id": f"{user}-there"})
    world = World(
        name="Externals from before",
        tenants=[home, target],
        arrows=[
            arrow(home, target, user_type=made, user_type_flow="Always" if always else "ObjectAddOnly"),
        ],
        users=users,
    )

    def cells(always: bool = always, pending_waits: bool = True, matches: bool = True) -> frozenset[Cell]:
        return _become(kinds, made, always, pending_waits, matches)

    flow_idea = (
        (
            "type-stays",
            "The user type of an existing external never changes.",
            "Its mapping is applied always, so it does.",
        )
        if always
        else (
            "type-changes",
            "Synchronization changes the user type of existing externals.",
            "The mapping of the user type is applied only when an object is created.",
        )
    )
    waiting = next(user for user, kind in kinds.items() if kind == "pending")
    before = next(user for user, kind in kinds.items() if kind == other)
    applied = "always" if always else "only when it creates an object"
    result = (
        f"becomes an external {made.lower()}, because the mapping is applied always"
        if always
        else f"stays an external {other}, because the mapping is applied only to new objects"
    )
    return Draft(
        story=f"{COMPANIES[target]} invited some of {possessive(home)} people by hand. The notes say what "
        f"they are there now. From today, {pair(home, target)} synchronizes everybody, as external "
        f"{made.lower()}s. The mapping of the user type is applied {applied}.",
        task=f"For each person, tick the user type in {COMPANIES[target]} after the first cycle. Also tick "
        "whether the arrow manages that object.",
        lesson=f"{NAMES[before]} is matched and {result}. {NAMES[waiting]} has not accepted, so the arrow "
        "cannot match that object.",
        ask=lambda: _what_they_become(world, kinds),
        cells=3 * len(kinds),
        expected=cells(),
        mistakes=[
            TypicalMistake(*flow_idea, cells(always=not always)),
            TypicalMistake(
                "pending-matched",
                "A guest whose invitation is pending is matched too.",
                "The arrow cannot match a guest who has not accepted.",
                cells(pending_waits=False),
            ),
            TypicalMistake(
                "nobody-matched",
                "The arrow leaves everybody alone who is there already.",
                "An external who has accepted is matched. The arrow manages that object from now on.",
                cells(matches=False),
            ),
        ],
    )


TOPICS = (
    Topic(
        key="user-types",
        title="Member or guest",
        hints=(
            "Who is there already? An external who has accepted is matched.",
            "Is the mapping of the user type applied always, or only to new objects?",
        ),
        lesson="An external who has accepted is matched and managed. The user type changes only if its "
        "mapping is applied always. A guest whose invitation is pending is not matched.",
        source=CONFIGURE,
        like=("guest-not-member", "existing-guests", "promote-guest"),
        draw=_user_types,
    ),
)
