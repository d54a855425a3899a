"""A page of generated exercises for homework: one HTML file to print, and one with the answers for the trainer."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from xtsviz.errors import ExerciseError
from xtsviz.model import storage
from xtsviz.training.author_code import author_errors, value_text
from xtsviz.training.exercise import Exercise
from xtsviz.training.handout_page import exercise_page
from xtsviz.training.seeded.generate import generate, topics

MAX_EXERCISES = 100
"""A page has at most so many exercises."""

_TITLE = "Cross-tenant synchronization: homework"
# Two exercises on a page.
_STYLE = Markup("""
figure{margin:4px 0}
caption{display:none}
article p{margin:4px 0}
.mistakes ul{margin:0}
@media print{body{font-size:9.5pt}h3{margin:0 0 4px;font-size:12pt}figure>svg{max-height:44mm}.box{font-size:10pt}
article{padding-top:3mm;margin-top:3mm}.mistakes{font-size:8.5pt}}
""")


def homework(
    topic: str | Iterable[str] | None = None,
    seeds: Iterable[int] = range(1, 11),
    path: str | os.PathLike[str] | None = None,
    *,
    answers: bool = False,
) -> str:
    """Generated exercises as the text of one HTML file, one for each seed. It loads nothing else and prints on A4.

    Make the page twice, with the same topics and seeds: for the learners, and with `answers` for the trainer.

    >>> from xtsviz import training
    >>> page = training.homework("transitivity", range(1, 11))
    >>> page.count("<article>")
    10

    Args:
        topic: a key of `xtsviz.training.topics`, or several; they take turns. By default all topics.
        seeds: whole numbers from 0 to 4095, by default ten.
        path: also write the text to this file.
        answers: make the trainer's copy, with right cells ticked, explanations and typical mistakes.

    Raises:
        UnknownNameError: there is no such topic.
        ExerciseError: a seed is no such number, or there are none or too many.
        FileError: the file cannot be written.
    """
    text = exercise_page(_TITLE, homework_exercises(topic, seeds), answers, _STYLE)
    if path is not None:
        storage.write_atomically(path, text.encode("utf-8"))
    return text


def homework_exercises(
    topic: str | Iterable[str] | None = None, seeds: Iterable[int] = range(1, 11)
) -> tuple[Exercise, ...]:
    """The exercises of `homework`, those of one topic together.

    Raises:
        UnknownNameError: there is no such topic.
        ExerciseError: a seed is no such number, or there are none or too many.
    """
    keys = _items("topic", list(topics) if topic is None else [topic] if isinstance(topic, str) else topic)
    numbers = _items("seeds", seeds)
    pairs = [(keys[place % len(keys)], seed) for place, seed in enumerate(numbers)]
    order = {key: place for place, key in enumerate(topics)}
    exercises = [generate(*pair) for pair in dict.fromkeys(pairs)]
    return tuple(sorted(exercises, key=lambda one: order[one.generated.topic] if one.generated else 0))


def _items(name: str, value: Any) -> list[Any]:
    """The items of a list with at least one and at most `MAX_EXERCISES`."""
    if isinstance(value, (str, bytes)) or not isinstance(value, Iterable):
        raise ExerciseError(f"{name}: a list is needed, not {value_text(value)}")
    items: list[Any] = []
    with author_errors(name):
        for item in value:
            items.append(item)
            if len(items) > MAX_EXERCISES:
                raise ExerciseError(
                    f"{name}: a page has at most {MAX_EXERCISES} exercises; make several pages"
                )
    if not items:
        raise ExerciseError(f"{name}: at least one is needed")
    return items
