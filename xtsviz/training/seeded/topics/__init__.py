"""What generated exercises can be about, one module for each kind of question."""

from __future__ import annotations

from xtsviz.training.seeded.draft import Topic
from xtsviz.training.seeded.topics import (
    arrows,
    creatable,
    gates,
    group_copies,
    over_time,
    scope,
    user_types,
)

TOPICS: dict[str, Topic] = {
    topic.key: topic
    for topic in (
        *arrows.TOPICS,
        *creatable.TOPICS,
        *scope.TOPICS,
        *gates.TOPICS,
        *user_types.TOPICS,
        *group_copies.TOPICS,
        *over_time.TOPICS,
    )
}
"""All topics by key. Keys and order never change, because codes of predictions name them; new topics come last."""
