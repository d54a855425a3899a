"""The exercises that come with the package, in the order in which they are best done."""

from __future__ import annotations

from xtsviz.training.course import gates, journeys, kinds, scope, shapes, time
from xtsviz.training.exercise import Exercise, one_of

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
    return one_of(catalog, name)
