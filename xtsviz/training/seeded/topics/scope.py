"""Topics on the scope of an arrow: filters, and assigned users and groups."""

from __future__ import annotations

from typing import Any

from xtsviz.sources import CONFIGURE, SCOPING_FILTERS
from xtsviz.training.seeded.cast import COMPANIES, GROUPS, NAMES, PEOPLE, person
from xtsviz.training.seeded.dice import Dice
from xtsviz.training.seeded.draft import Draft, Idea, Topic, named, world_draft
from xtsviz.training.seeded.topics.ideas import NO_SCOPE, arrow, pair
from xtsviz.training.seeded.world import Record, Rules, World

_IGNORES_CASE = Idea(
    "ignores-case",
    "Capital letters do not matter in a filter.",
    "Comparisons are case-sensitive: “sales” is not equal to “Sales”.",
    Rules(ignores_case=True),
)
_EMPTY_IS_OTHER = Idea(
    "empty-is-other",
    "An empty attribute meets NOT EQUALS.",
    "A clause on an empty attribute is false, also with NOT EQUALS.",
    Rules(empty_is_other=True),
)
_SWAPPED = Idea(
    "and-or",
    "And and Or can be read the other way round.",
    "All clauses of one alternative must be true (And). One alternative is enough (Or).",
    Rules(filters="swapped"),
)

_DEPARTMENTS = ("Sales", "IT", "Finance", "HR", "Legal", "Marketing")
_COUNTRIES = ("US", "DE", "IN", "BR", "JP", "ZA")


def _clause(attribute: str, operator: str, value: str) -> Record:
    return {"attribute": attribute, "operator": operator, "value": value}


def _filter_words(filters: list[list[Record]]) -> str:
    alternatives = [
        " And ".join(f"{clause['attribute']} {clause['operator']} {clause['value']}" for clause in group)
        for group in filters
    ]
    return " Or ".join(f"({text})" if len(filters) > 1 and " And " in text else text for text in alternatives)


def _filters(dice: Dice) -> Draft:
    home, target = dice.some(list(COMPANIES), 2)
    one, two, three = dice.some(_DEPARTMENTS, 3)
    here, there = dice.some(_COUNTRIES, 2)
    equal, unequal = "EQUALS", "NOT EQUALS"
    filters, ideas = dice.pick(
        [
            ([[_clause("department", unequal, one)]], [_EMPTY_IS_OTHER]),
            (
                [[_clause("department", unequal, one), _clause("department", unequal, two)]],
                [_EMPTY_IS_OTHER, _SWAPPED],
            ),
            ([[_clause("department", equal, one), _clause("country", equal, here)]], [_SWAPPED]),
            ([[_clause("department", equal, one)], [_clause("country", equal, here)]], [_SWAPPED]),
            (
                [[_clause("department", unequal, one), _clause("country", equal, here)]],
                [_EMPTY_IS_OTHER, _SWAPPED],
            ),
        ]
    )
    with_country = any(clause["attribute"] == "country" for group in filters for clause in group)
    departments = [one, one.lower(), None, dice.pick([two, three]), one, two][: 5 + dice.number(2)]
    users: list[Record] = []
    people = dice.some(list(PEOPLE[home]), len(departments))
    for user, department in zip(people, dice.shuffled(departments), strict=True):
        values: dict[str, Any] = {"department": department}
        if with_country:
            values["country"] = dice.pick([here, there])
        users.append(
            person(
                home, user, attributes={name: value for name, value in values.items() if value is not None}
            )
        )
    ideas = [NO_SCOPE, _IGNORES_CASE, *ideas]
    words = _filter_words(filters)
    return world_draft(
        World(
            name="A scoping filter",
            tenants=[home, target],
            arrows=[arrow(home, target, scope={"filters": filters})],
            users=users,
        ),
        ideas,
        story=f"{pair(home, target)} has a scoping filter: {words}. The values stand beside the names.",
        task=f"Tick who appears in {COMPANIES[target]}.",
        lesson=_filter_lesson(users, one.lower()),
        notes=["department", "country"] if with_country else ["department"],
    )


def _filter_lesson(users: list[Record], lower: str) -> str:
    """Sentences about the people with an odd department."""
    sentences = []
    if names := [NAMES[user["id"]] for user in users if user["attributes"].get("department") == lower]:
        sentences.append(f"The department of {named(names)} is “{lower}”, which is another text.")
    if names := [NAMES[user["id"]] for user in users if "department" not in user["attributes"]]:
        sentences.append(f"{named(names)} {'have' if len(names) > 1 else 'has'} no department to compare.")
    return " ".join(sentences)


_NESTED = Idea(
    "nested",
    "Members of nested groups are in scope.",
    "Only direct members of an assigned group are in scope.",
    Rules(scope="nested"),
)
_USERS_ONLY = Idea(
    "users-only",
    "Only users who are assigned themselves are in scope.",
    "The direct members of an assigned group are in scope too.",
    Rules(scope="users only"),
)


def _assignment(dice: Dice) -> Draft:
    home, target = dice.some(list(COMPANIES), 2)
    outer, inner = dice.some(list(GROUPS), 2)
    outer_name, inner_name = GROUPS[outer], GROUPS[inner]
    everyone = dice.some(list(PEOPLE[home]), 5 + dice.number(2))
    direct, nested, alone, outside, *more = everyone
    groups = {outer: [direct, inner], inner: [nested]}
    for user in more:
        groups[dice.pick([outer, inner])].append(user)
    if dice.number(3) == 0:  # somebody is a member of both groups
        groups[inner].append(direct)
    users = [person(home, user) for user in dice.shuffled(everyone)]

    def members(group: str) -> str:
        names = [NAMES.get(member) or f"the group {GROUPS[member]}" for member in groups[group]]
        if len(names) == 1:
            return f"The only member of {GROUPS[group]} is {names[0]}."
        return f"The members of {GROUPS[group]} are {named(names)}."

    return world_draft(
        World(
            name="An assigned scope",
            tenants=[home, target],
            arrows=[arrow(home, target, scope={"users": "assigned", "assigned": [outer, alone]})],
            users=users,
            groups=[
                {"id": outer, "tenant": home, "name": outer_name, "members": groups[outer]},
                {"id": inner, "tenant": home, "name": inner_name, "members": groups[inner]},
            ],
        ),
        [_NESTED, NO_SCOPE, _USERS_ONLY],
        story=f"{pair(home, target)} synchronizes assigned users and groups. Assigned are the group "
        f"{outer_name} and the user {NAMES[alone]}. {members(outer)} {members(inner)}",
        task=f"Tick who appears in {COMPANIES[target]}.",
        lesson=f"{NAMES[nested]} is in {outer_name} only through {inner_name}, so {NAMES[nested]} is out of "
        f"scope. {NAMES[outside]} is in neither group and is not assigned.",
    )


FILTERS = Topic(
    key="filters",
    title="Scoping filters",
    hints=(
        "Comparisons are case-sensitive.",
        "An empty attribute cannot be compared: the clause is false.",
    ),
    lesson="A filter is an Or of alternatives, and each alternative is an And of clauses. A clause on an "
    "empty attribute is false, also with NOT EQUALS.",
    source=SCOPING_FILTERS,
    like=("empty-department", "all-but-sales"),
    draw=_filters,
)
ASSIGNMENT = Topic(
    key="assignment",
    title="Assigned users and groups",
    hints=(
        "Users and groups can be assigned. Which members of a group are in scope?",
        "Only direct members are in scope.",
    ),
    lesson="If a group is assigned, its direct members are in scope. Members of groups inside it are not.",
    source=CONFIGURE,
    like=("nested-group", "open-the-nest"),
    draw=_assignment,
)
TOPICS = (FILTERS, ASSIGNMENT)
