"""The exercises of the package, in the recommended order."""

from __future__ import annotations

from xtsviz.training.course import gates, groups, over_time, scope, topologies, transitivity, user_types
from xtsviz.training.exercise import Exercise, find_exercise

catalog: tuple[Exercise, ...] = (
    *topologies.EXERCISES,
    *transitivity.EXERCISES,
    *scope.EXERCISES,
    *groups.EXERCISES,
    *gates.EXERCISES,
    *user_types.EXERCISES,
    *over_time.EXERCISES,
)


def find(name: str) -> Exercise:
    """The exercise with this name.

    Raises:
        UnknownNameError: no exercise has this name.
    """
    return find_exercise(catalog, name)
