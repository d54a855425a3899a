"""Exercises from a topic and a seed: never the same twice, and the same on every machine."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from xtsviz.errors import ExerciseError, UnknownNameError, did_you_mean, quoted
from xtsviz.training.author_code import value_text
from xtsviz.training.exercise import Exercise, Predict
from xtsviz.training.seeded.dice import Dice
from xtsviz.training.seeded.draft import Draft, Topic
from xtsviz.training.seeded.topics import TOPICS
from xtsviz.training.typical import Generated

SEEDS = 4096
"""Seeds are whole numbers from 0 to one less than this."""
MAX_VARIATIONS = 64
"""So many variations of a seed are tried until one is good."""

topics: Mapping[str, str] = MappingProxyType({key: topic.title for key, topic in TOPICS.items()})
"""The topics of generated exercises: titles by key."""

_NAME = re.compile(r"([a-z]+(?:-[a-z]+)*)-(0|[1-9][0-9]{0,3})", re.ASCII)


def generate(topic: str, seed: int) -> Predict:
    """An exercise about a topic. The same topic and seed always give the same exercise.

    People, companies, arrows and settings follow from the seed. The answer comes from the engine. Each typical mistake
    of the topic (`Predict.mistakes`) gives an answer of its own. If the first variation of a seed has two that give the
    same answer, the next variation is taken.

    >>> from xtsviz import training
    >>> exercise = training.generate("transitivity", 7)
    >>> exercise.generated
    Generated(topic='transitivity', seed=7)
    >>> exercise.judge(exercise.mistakes[0].cells).right
    False

    Args:
        topic: a key of `xtsviz.training.topics`.
        seed: a whole number from 0 to 4095.

    Raises:
        UnknownNameError: there is no such topic.
        ExerciseError: the seed is no such number, or no variation of it is good.
    """
    found = _topic(topic)
    if type(seed) is not int or not 0 <= seed < SEEDS:
        raise ExerciseError(
            f"seed: a whole number from 0 to {SEEDS - 1} is needed, not {value_text(seed)}, for a generated exercise"
        )
    return _generated(found.key, seed)


@lru_cache(maxsize=256)
def _generated(key: str, seed: int) -> Predict:
    topic = TOPICS[key]
    draft, _ = draft_of(topic, seed)
    return Predict(
        name=exercise_name(key, seed),
        title=f"{topic.title}, number {seed}",
        topic=topic.title,
        story=draft.story,
        task=draft.task,
        hints=topic.hints,
        lesson=f"{topic.lesson} {draft.lesson}".strip(),
        source=topic.source,
        generated=Generated(key, seed),
        ask=draft.ask,
        mistakes=draft.mistakes,
    )


def draft_of(topic: Topic, seed: int) -> tuple[Draft, int]:
    """The first good variation of a seed, and its number from 0.

    Raises:
        ExerciseError: none is good.
    """
    for variation in range(MAX_VARIATIONS):
        draft = topic.draw(Dice(f"{topic.key} {seed} {variation}"))
        if draft.is_good:
            return draft, variation
    raise ExerciseError(f"seed {seed} gives no good exercise about {quoted(topic.key)}; take another seed")


def exercise_name(topic: str, seed: int) -> str:
    """The name of a generated exercise."""
    return f"{topic}-{seed}"


def generated_name(name: Any) -> Generated | None:
    """Topic and seed of the name of a generated exercise, such as ``transitivity-7``; None for another name.

    >>> generated_name("transitivity-7"), generated_name("first-arrow")
    (Generated(topic='transitivity', seed=7), None)
    """
    match = _NAME.fullmatch(name) if isinstance(name, str) else None
    if match is None or match[1] not in TOPICS or int(match[2]) >= SEEDS:
        return None
    return Generated(match[1], int(match[2]))


def topic_of(exercise: Exercise) -> str:
    """The key of the topic of an exercise, generated or from the package; an empty text if it has none."""
    if exercise.generated:
        return exercise.generated.topic
    return next((key for key, topic in TOPICS.items() if exercise.name in topic.like), "")


def _topic(topic: Any) -> Topic:
    if isinstance(topic, str) and topic in TOPICS:
        return TOPICS[topic]
    if not isinstance(topic, str):
        raise UnknownNameError(
            f"a topic is named by a text, not {value_text(topic)}; there are {', '.join(TOPICS)}"
        )
    hint = did_you_mean(topic, list(TOPICS)) or f"; there are {', '.join(TOPICS)}"
    raise UnknownNameError(f"no topic {quoted(topic)} for generated exercises{hint}")
