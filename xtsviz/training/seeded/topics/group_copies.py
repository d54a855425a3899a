"""The topic of synchronized groups: who is in the copy of a group in the target."""

from __future__ import annotations

from collections.abc import Mapping

from xtsviz.flow.traced_flow import TracedFlow
from xtsviz.sources import CONFIGURE
from xtsviz.training.question import Cell, Heading, Question
from xtsviz.training.seeded.cast import COMPANIES, GROUPS, NAMES, PEOPLE, person, possessive
from xtsviz.training.seeded.dice import Dice
from xtsviz.training.seeded.draft import Draft, Idea, Topic, named
from xtsviz.training.seeded.topics.ideas import NO_SCOPE, arrow, pair
from xtsviz.training.seeded.world import TRUE_RULES, Rules, World
from xtsviz.training.typical import TypicalMistake

_THERE, _IN_COPY = "there", "in-copy"


def _group_question(world: World, group: str, notes: Mapping[str, str]) -> Question:
    """Who is in the target and in the copy of a group, answered by the flow."""
    design = world.design()
    flow, target = TracedFlow(design), world.tenants[1]
    there = {(user, _THERE) for user in flow.externals(target)["user"]}
    copies = [copy for copy in flow.group_copies if copy.group.id == group]
    in_copy = {(user, _IN_COPY) for copy in copies for user in copy.member_ids}
    name = design.topology.group_by_id[group].name
    members = design.topology.group_by_id[group].members

    def why(user: str, column: str) -> str:
        if column == _IN_COPY and (user, _THERE) in there:
            direct = "is a direct member" if user in members else "is no direct member"
            return f"{NAMES[user]} is in {COMPANIES[target]} and {direct} of {name}."
        return str(flow.trace(user)["explanation"].iloc[0])

    return Question(
        rows=tuple(Heading(user["id"], NAMES[user["id"]], notes[user["id"]]) for user in world.users),
        columns=(
            Heading(_THERE, f"In {COMPANIES[target]}"),
            Heading(_IN_COPY, f"In {possessive(target)} copy of {name}"),
        ),
        answer=frozenset(there | in_copy),
        why=why,
        fixed_cells={},
        design=design,
        nothing="Neither",
    )


_NESTED = Idea(
    "nested",
    "Members of nested groups are in scope, and in the copy.",
    "Nested groups are not followed, neither for the scope nor for the copy.",
    Rules(scope="nested"),
)


def _group_copies(dice: Dice) -> Draft:
    home, target = dice.some(list(COMPANIES), 2)
    outer, inner = dice.some(list(GROUPS), 2)
    outer_name, inner_name = GROUPS[outer], GROUPS[inner]
    right, wrong = dice.some(("IT", "Sales", "Finance", "Legal"), 2)
    everyone = dice.some(list(PEOPLE[home]), 5 + dice.number(2))
    direct, filtered, nested, both, alone, *more = everyone
    departments = {direct: right, filtered: wrong, nested: right, both: right, alone: right}
    groups: dict[str, list[str]] = {outer: [direct, filtered, inner], inner: [nested, both]}
    for user in more:
        departments[user] = dice.pick([right, wrong])
        groups[dice.pick([outer, inner])].append(user)
    world = World(
        name="The copy of a group",
        tenants=[home, target],
        arrows=[
            arrow(
                home,
                target,
                scope={
                    "users": "assigned",
                    "assigned": [outer, both, alone],
                    "filters": [[{"attribute": "department", "operator": "EQUALS", "value": right}]],
                },
                sync_groups=True,
            )
        ],
        users=[
            person(home, user, attributes={"department": departments[user]})
            for user in dice.shuffled(everyone)
        ],
        groups=[
            {"id": outer, "tenant": home, "name": outer_name, "members": groups[outer]},
            {"id": inner, "tenant": home, "name": inner_name, "members": groups[inner]},
        ],
    )

    def cells(
        rules: Rules = TRUE_RULES, direct_only: bool = True, of_the_group: bool = True
    ) -> frozenset[Cell]:
        there = {user for user, _ in world.appears(rules)}
        members = set(groups[outer]) | (set() if direct_only else set(groups[inner]))
        in_copy = there & members if of_the_group else there
        return frozenset({(user, _THERE) for user in there} | {(user, _IN_COPY) for user in in_copy})

    outer_members = named([NAMES.get(member, f"the group {inner_name}") for member in groups[outer]])
    return Draft(
        story=f"{pair(home, target)} also synchronizes groups. Assigned are the group {outer_name} and the "
        f"users {NAMES[both]} and {NAMES[alone]}. The filter is department EQUALS {right}. The members of "
        f"{outer_name} are {outer_members}. The members of {inner_name} are "
        f"{named([NAMES[member] for member in groups[inner]])}.",
        task=f"{COMPANIES[target]} gets a copy of {outer_name}. Tick who appears in {COMPANIES[target]}, and "
        "who is a member of the copy.",
        lesson=f"{NAMES[both]} is assigned and appears in {COMPANIES[target]}, but is in {outer_name} only "
        f"through {inner_name}, so not in the copy. {NAMES[filtered]} does not meet the filter and is in "
        "neither.",
        ask=lambda: _group_question(world, outer, departments),
        cells=2 * len(everyone),
        expected=cells(),
        mistakes=[
            _NESTED.mistake(cells(_NESTED.rules, direct_only=False)),
            NO_SCOPE.mistake(cells(NO_SCOPE.rules)),
            TypicalMistake(
                "all-in-copy",
                "Everybody who is synchronized is a member of the copy.",
                "The copy has only direct members of the group.",
                cells(of_the_group=False),
            ),
            TypicalMistake(
                "nested-in-copy",
                "Members of nested groups who are there are in the copy.",
                "The copy has only direct members of the group.",
                cells(direct_only=False),
            ),
        ],
    )


TOPICS = (
    Topic(
        key="group-copies",
        title="The copy of a group",
        hints=(
            "The copy can have only users who are in the target. Who is in scope?",
            "The copy has direct members of the group only.",
        ),
        lesson="The copy of a group has the direct members who are in scope and who are there. Nested groups "
        "are not followed.",
        source=CONFIGURE,
        like=("group-copy",),
        draw=_group_copies,
    ),
)
