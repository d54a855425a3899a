"""Learning by doing: exercises with checkers that say what went wrong, progress, a handout for paper.

And the replay of sync cycles (modules ``replay…``): the rules of one external are in `xtsviz.flow.cycle`, what jobs see
in `replay.look`, one cycle in `replay.cycle`, the course of time in `replay.run`.

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
    from xtsviz.training.author import check, load, template
    from xtsviz.training.checks import at_most, become, no_arrow, nobody, reaches
    from xtsviz.training.course import catalog, find
    from xtsviz.training.exercise import Build, Exercise, Predict, Verdict
    from xtsviz.training.paper import handout
    from xtsviz.training.progress import Progress
    from xtsviz.training.question import Head, Question, who_appears
    from xtsviz.training.replay.day import sample_day
    from xtsviz.training.replay.events import Event
    from xtsviz.training.replay.timeline import Timeline, simulate, timeline
    from xtsviz.training.replay.words import SOURCES

_HOMES = {
    "author": ("check", "load", "template"),
    "checks": ("at_most", "become", "no_arrow", "nobody", "reaches"),
    "course": ("catalog", "find"),
    "exercise": ("Build", "Exercise", "Predict", "Verdict"),
    "paper": ("handout",),
    "progress": ("Progress",),
    "question": ("Head", "Question", "who_appears"),
    "replay.timeline": ("Timeline", "simulate", "timeline"),
    "replay.day": ("sample_day",),
    "replay.events": ("Event",),
    "replay.words": ("SOURCES",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "SOURCES",
    "Build",
    "Event",
    "Exercise",
    "Head",
    "Predict",
    "Progress",
    "Question",
    "Timeline",
    "Verdict",
    "at_most",
    "become",
    "catalog",
    "check",
    "find",
    "handout",
    "load",
    "no_arrow",
    "nobody",
    "reaches",
    "sample_day",
    "simulate",
    "template",
    "timeline",
    "who_appears",
]


def __getattr__(name: str) -> Any:
    # Who wants one part need not wait for the others.
    if name in _HOME:
        return getattr(import_module(f"xtsviz.training.{_HOME[name]}"), name)
    raise AttributeError(f"module 'xtsviz.training' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
