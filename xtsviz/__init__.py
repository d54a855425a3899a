"""xtsviz: see how cross-tenant synchronization works, and what a design does.

Pictures and widgets load on first use; ``import xtsviz`` is as light as pandas.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from xtsviz import templates
from xtsviz.errors import XtsvizError
from xtsviz.flow import Flow, lifecycle, user_flow
from xtsviz.model.design import Design

if TYPE_CHECKING:
    from xtsviz import examples, training
    from xtsviz.flow import Finding, Findings
    from xtsviz.io import load, save
    from xtsviz.model.document import schema
    from xtsviz.review import Diff, diff, review
    from xtsviz.training import simulate
    from xtsviz.widgets import Explorer, Practice, Replay, explore, practice, replay

__version__ = "0.1.0"
__all__ = [
    "Design",
    "Diff",
    "Explorer",
    "Finding",
    "Findings",
    "Flow",
    "Practice",
    "Replay",
    "XtsvizError",
    "diff",
    "examples",
    "explore",
    "lifecycle",
    "load",
    "practice",
    "replay",
    "review",
    "save",
    "schema",
    "simulate",
    "templates",
    "training",
    "user_flow",
]

_ON_FIRST_USE = {
    "Diff": "xtsviz.review",
    "Explorer": "xtsviz.widgets",
    "Finding": "xtsviz.flow",
    "Findings": "xtsviz.flow",
    "Practice": "xtsviz.widgets",
    "Replay": "xtsviz.widgets",
    "diff": "xtsviz.review",
    "explore": "xtsviz.widgets",
    "load": "xtsviz.io",
    "practice": "xtsviz.widgets",
    "replay": "xtsviz.widgets",
    "review": "xtsviz.review",
    "save": "xtsviz.io",
    "schema": "xtsviz.model.document",
    "simulate": "xtsviz.training",
}


def __getattr__(name: str) -> Any:
    if name in _ON_FIRST_USE:
        return getattr(import_module(_ON_FIRST_USE[name]), name)
    if name in ("examples", "training"):
        return import_module(f"xtsviz.{name}")
    raise AttributeError(f"module 'xtsviz' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
