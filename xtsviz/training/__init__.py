"""Exercises for learners, with checkers that explain mistakes; progress; a handout for paper; what a class expects.

>>> from xtsviz import training
>>> exercise = training.find("first-arrow")
>>> wrong = exercise.design.add_arrow("fabrikam", "contoso")
>>> exercise.judge(wrong).mistakes[0]
"You drew Fabrikam → Contoso; the task needs Contoso's people in Fabrikam, which is the other arrow."
>>> exercise.judge(exercise.design.add_arrow("contoso", "fabrikam")).right
True
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xtsviz.simulation import sample_day
    from xtsviz.training.author import check, load, template
    from xtsviz.training.board_count import board
    from xtsviz.training.checks import at_most, become, no_arrow, nobody, reaches
    from xtsviz.training.codes import prediction_code
    from xtsviz.training.course import catalog, find
    from xtsviz.training.exercise import Build, Exercise, Predict, Verdict
    from xtsviz.training.handout_page import handout
    from xtsviz.training.homework_page import homework
    from xtsviz.training.progress import Progress
    from xtsviz.training.question import Heading, Question, who_appears
    from xtsviz.training.seeded.generate import generate, topics
    from xtsviz.training.typical import TypicalMistake

_NAMES_BY_MODULE = {
    "author": ("check", "load", "template"),
    "board_count": ("board",),
    "checks": ("at_most", "become", "no_arrow", "nobody", "reaches"),
    "codes": ("prediction_code",),
    "course": ("catalog", "find"),
    "exercise": ("Build", "Exercise", "Predict", "Verdict"),
    "handout_page": ("handout",),
    "homework_page": ("homework",),
    "progress": ("Progress",),
    "question": ("Heading", "Question", "who_appears"),
    "seeded.generate": ("generate", "topics"),
    "typical": ("TypicalMistake",),
}
_MODULE_BY_NAME = {name: module for module, names in _NAMES_BY_MODULE.items() for name in names}

__all__ = [
    "Build",
    "Exercise",
    "Heading",
    "Predict",
    "Progress",
    "Question",
    "TypicalMistake",
    "Verdict",
    "at_most",
    "become",
    "board",
    "catalog",
    "check",
    "find",
    "generate",
    "handout",
    "homework",
    "load",
    "no_arrow",
    "nobody",
    "prediction_code",
    "reaches",
    "sample_day",
    "template",
    "topics",
    "who_appears",
]


def __getattr__(name: str) -> Any:
    # Each part loads on first use, so that one part does not wait for the others.
    if name in _MODULE_BY_NAME:
        return getattr(import_module(f"xtsviz.training.{_MODULE_BY_NAME[name]}"), name)
    if name == "sample_day":
        return import_module("xtsviz.simulation").sample_day
    raise AttributeError(f"module 'xtsviz.training' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
