"""Generated exercises: the answer is the brute force's, and each typical mistake is told apart.

A typical mistake is worked out a second time: its wrong rule is true in another document.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import brute_force_groups
from tests.properties.amount import examples
from tests.properties.brute_force import evaluate
from xtsviz.training import generate, topics
from xtsviz.training.seeded.draft import MAX_CELLS
from xtsviz.training.seeded.generate import SEEDS, draft_of
from xtsviz.training.seeded.topics import TOPICS

Doc = dict[str, Any]
Cells = frozenset[tuple[str, str]]


def synchronized(document: Doc) -> Cells:
    """Who appears where, by the brute force."""
    rows = evaluate(document).presence
    return frozenset((row["user"], row["tenant"]) for row in rows if row["origin"] == "synchronized")


def by_brute_force(topic: str, document: Doc) -> Cells:
    """The cells to tick, by the brute force."""
    result = evaluate(document)
    if topic == "user-types":
        target = document["arrows"][0]["target"]
        there = [row for row in result.presence if row["tenant"] == target and row["relation"] == "external"]
        types = {(row["user"], row["user_type"]) for row in there}
        return frozenset(types | {(row["user"], "managed") for row in there if row["arrow"]})
    if topic == "group-copies":
        asked = document["arrows"][0]["scope"]["assigned"][0]
        copies = brute_force_groups.groups(result.world, result.presence)
        members = [row["member_ids"] for row in copies if row["group"] == asked]
        in_copy = {(user, "in-copy") for ids in members for user in ids}
        return frozenset({(user, "there") for user, _ in synchronized(document)} | in_copy)
    return synchronized(document)


# -- documents in which a wrong rule is true ---------------------------------------------------------------


def arrows(change: Callable[[list[Doc]], list[Doc]]) -> Callable[[Doc], Doc]:
    return lambda document: document | {"arrows": change(document["arrows"])}


def every_arrow(**fields: Any) -> Callable[[Doc], Doc]:
    return arrows(lambda found: [arrow | fields for arrow in found])


def turned(found: list[Doc]) -> list[Doc]:
    return [
        arrow | {"id": f"turned {arrow['id']}", "source": arrow["target"], "target": arrow["source"]}
        for arrow in found
    ]


def closure(found: list[Doc]) -> list[Doc]:
    pairs = {(arrow["source"], arrow["target"]) for arrow in found}
    for _ in found:
        pairs |= {(a, d) for a, b in pairs for c, d in pairs if b == c and a != d}
    return [{"source": source, "target": target} for source, target in sorted(pairs)]


def gates(found: list[Doc], change: Callable[[Doc], Doc]) -> list[Doc]:
    return [arrow | {"gates": arrow["gates"] | change(arrow["gates"])} for arrow in found]


def asked_for(document: Doc) -> Doc:
    links = document.get("connected_organizations", [])
    more = [{"source": one["partner_tenant"], "target": one["resource_tenant"]} for one in links]
    return document | {"arrows": [*document["arrows"], *more]}


def users(change: Callable[[Doc], Doc | None]) -> Callable[[Doc], Doc]:
    return lambda document: document | {"users": [u for u in map(change, document["users"]) if u]}


def flat_groups(document: Doc) -> Doc:
    members = {group["id"]: group["members"] for group in document["groups"]}
    flat = [
        group | {"members": [m for one in group["members"] for m in members.get(one, [one])]}
        for group in document["groups"]
    ]
    return document | {"groups": flat}


def all_redeem(found: Doc) -> Doc:
    return {"inbound_auto_redeem": True, "outbound_auto_redeem": True}


def one_redeems(found: Doc) -> Doc:
    return all_redeem(found) if found["inbound_auto_redeem"] or found["outbound_auto_redeem"] else {}


def lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def without_case(document: Doc) -> Doc:
    changed = users(lambda user: user | {"attributes": {k: lower(v) for k, v in user["attributes"].items()}})(
        document
    )
    return with_filters(
        lambda filters: [
            [clause | {"value": lower(clause["value"])} for clause in group] for group in filters
        ]
    )(changed)


def with_filters(change: Callable[[Any], Any]) -> Callable[[Doc], Doc]:
    def changed(arrow: Doc) -> Doc:
        return arrow | {"scope": arrow["scope"] | {"filters": change(arrow["scope"]["filters"])}}

    return arrows(lambda found: [changed(arrow) for arrow in found])


def swapped(filters: list[list[Doc]]) -> list[list[Doc]]:
    clauses = [clause for group in filters for clause in group]
    return [clauses] if len(filters) > 1 else [[clause] for clause in clauses]


def with_mail(user: Doc, wrong: bool) -> Doc:
    return user | {"mail": "somebody@unverified.example"} if wrong else user


OTHER_DOCUMENT: dict[str, Callable[[Doc], Doc]] = {
    "backward": arrows(turned),
    "other-hub": arrows(turned),
    "both-ways": arrows(lambda found: [*found, *turned(found)]),
    "passes-on": arrows(closure),
    "goes-round": arrows(closure),
    "spokes-meet": arrows(lambda found: closure([*found, *turned(found)])),
    "paused-runs": every_arrow(status="active"),
    "requests-bring": asked_for,
    "every-line": lambda document: asked_for(every_arrow(status="active")(document)),
    "ignores-gates": arrows(lambda found: gates(found, lambda _: dict.fromkeys(found[0]["gates"], True))),
    "ignores-redemption": arrows(lambda found: gates(found, all_redeem)),
    "one-redemption": arrows(lambda found: gates(found, one_redeems)),
    "ignores-scope": every_arrow(scope={"users": "all"}),
    "nested": flat_groups,
    "everybody": users(
        lambda user: user | {"credentials": "internal", "user_type": "Member", "sms_sign_in": False}
    ),
    "by-user-type": users(
        lambda user: user | {"credentials": "internal"} if user.get("user_type") != "Guest" else user
    ),
    "disabled-stays": users(lambda user: user if user.get("account_enabled", True) else None),
    "sms-goes": users(lambda user: user | {"sms_sign_in": False}),
    "mail-ignored": users(lambda user: user | {"mail": None}),
    "initial-unverified": users(
        lambda user: with_mail(user, (user.get("mail") or "").endswith(".onmicrosoft.com"))
    ),
    "mail-needed": users(lambda user: with_mail(user, not user.get("mail"))),
    "users-only": lambda document: (
        document | {"groups": [group | {"members": []} for group in document["groups"]]}
    ),
    "ignores-case": without_case,
    "empty-is-other": users(
        lambda user: user | {"attributes": {"department": "Other"} | user.get("attributes", {})}
    ),
    "and-or": with_filters(swapped),
    "nobody-matched": users(
        lambda user: (
            user | {"external_user_state": "PendingAcceptance"}
            if user.get("credentials") == "external"
            else user
        )
    ),
    "type-changes": every_arrow(user_type_flow="Always"),
    "type-stays": every_arrow(user_type_flow="ObjectAddOnly"),
    "pending-matched": users(
        lambda user: (
            user | {"external_user_state": "Accepted"} if user.get("credentials") == "external" else user
        )
    ),
}
"""By the key of a typical mistake: the document in which somebody who makes it would be right."""


@pytest.mark.parametrize("topic", topics)
@given(seed=st.integers(0, SEEDS - 1))
@examples(20)
def test_the_answer_is_right_and_each_typical_mistake_is_another_one(topic: str, seed: int) -> None:
    exercise = generate(topic, seed)
    question = exercise.question
    cells = set(question.cells)
    assert question.answer == draft_of(TOPICS[topic], seed)[0].expected
    assert 0 < len(question.answer) < len(cells) <= MAX_CELLS
    answers = [question.answer, *(mistake.cells for mistake in exercise.mistakes)]
    assert len(set(answers)) == len(answers) > 2
    assert all(answer <= cells for answer in answers)
    if exercise.design is None:
        return
    document = exercise.design.to_document()
    assert question.answer == by_brute_force(topic, document)
    if topic == "group-copies":
        return
    for mistake in exercise.mistakes:
        other = by_brute_force(topic, OTHER_DOCUMENT[mistake.key](copy.deepcopy(document)))
        assert mistake.cells == other & cells, mistake.key
