"""The exercises of the package, in the recommended order."""

from __future__ import annotations

from xtsviz.training.course import gates, journeys, kinds, scope, shapes, time
from xtsviz.training.exercise import Exercise, find_exercise

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
        UnknownNameError: no exercise has this name.
    """
    return find_exercise(catalog, name)
