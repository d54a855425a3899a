"""The exercises that come with the package, in the order in which they are best done."""

from __future__ import annotations

from xtsviz.errors import UnknownNameError, did_you_mean, quoted
from xtsviz.training.course import gates, journeys, kinds, scope, shapes, time
from xtsviz.training.exercise import Exercise

catalog: tuple[Exercise, ...] = (
    *shapes.EXERCISES,
    *journeys.EXERCISES,
    *scope.EXERCISES,
    *gates.EXERCISES,
    *kinds.EXERCISES,
    *time.EXERCISES,
)


def find(name: str) -> Exercise:
    """The exercise with this name.

    Raises:
        UnknownNameError: there is none.
    """
    known = {exercise.name: exercise for exercise in catalog}
    if found := known.get(name):
        return found
    hint = did_you_mean(str(name), list(known)) or f"; there are {', '.join(known)}"
    raise UnknownNameError(f"no exercise {quoted(str(name))}{hint}")
