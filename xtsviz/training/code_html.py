"""The code of a prediction, shown to the learner who made it."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from xtsviz.errors import ExerciseError
from xtsviz.training.codes import LENGTH, prediction_code
from xtsviz.training.exercise import Exercise, Predict
from xtsviz.training.question import Cell
from xtsviz.view.markup import button, fragment

COPY = ["copy-code"]
"""The action of the button that copies the code."""


def code_html(exercise: Exercise, ticks: Iterable[Cell], *, after: bool, posted: bool = False) -> Markup:
    """The code, with a button to copy it.

    Args:
        exercise: a prediction; nothing is shown for any other exercise, and for one that has no code.
        ticks: the cells that were ticked when it was locked in.
        after: locked in after the explanation.
        posted: the trainer's board has it already.
    """
    code = code_or_empty(exercise, ticks, after=after)
    if not code:
        return Markup()
    half = LENGTH // 2
    # The halves have a gap and no space, so that what is selected and copied is the code.
    shown = fragment("<span>{}</span><span>{}</span>", code[:half], code[half:])
    said = "It is on the trainer's board." if posted else "Post it in the chat, or read it out."
    return fragment(
        '<p class="xts-code-line">Your code{} <code class="xts-short-code" aria-label="{}">{}</code> {} '
        '<span class="xts-muted">{} It has no name in it.</span></p>',
        " (after the explanation)" if after else "",
        " ".join(code),
        shown,
        button("Copy the code", COPY),
        said,
    )


def code_or_empty(exercise: Exercise, ticks: Iterable[Cell], *, after: bool) -> str:
    """The code of a prediction; empty for what has none."""
    if not isinstance(exercise, Predict):
        return ""
    try:
        return prediction_code(exercise, ticks, after=after)
    except ExerciseError:
        return ""
