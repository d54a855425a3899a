"""xtsviz: see how cross-tenant synchronization works, and what a design does.

All of it loads on first use: the command line hears Ctrl+C from its first moment, for ``import xtsviz`` takes none.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xtsviz import examples, templates, training
    from xtsviz.compare import Alike, Diff, Diffs, alike, diff
    from xtsviz.errors import ReadingWarning, XtsvizError
    from xtsviz.findings import Finding, Findings, review
    from xtsviz.flow import Flow, user_flow
    from xtsviz.io import from_share_text, load, read_users, save
    from xtsviz.model.design import Design
    from xtsviz.model.document import schema
    from xtsviz.simulation.lifecycle import lifecycle
    from xtsviz.simulation.timeline import simulate
    from xtsviz.widgets import Explorer, Practice, Replay, explore, practice, replay

__version__ = "0.1.0"
__all__ = [
    "Alike",
    "Design",
    "Diff",
    "Diffs",
    "Explorer",
    "Finding",
    "Findings",
    "Flow",
    "Practice",
    "ReadingWarning",
    "Replay",
    "XtsvizError",
    "alike",
    "diff",
    "examples",
    "explore",
    "from_share_text",
    "lifecycle",
    "load",
    "practice",
    "read_users",
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
    "Alike": "xtsviz.compare",
    "Design": "xtsviz.model.design",
    "Diff": "xtsviz.compare",
    "Diffs": "xtsviz.compare",
    "Explorer": "xtsviz.widgets",
    "Finding": "xtsviz.findings",
    "Findings": "xtsviz.findings",
    "Flow": "xtsviz.flow",
    "Practice": "xtsviz.widgets",
    "ReadingWarning": "xtsviz.errors",
    "Replay": "xtsviz.widgets",
    "XtsvizError": "xtsviz.errors",
    "alike": "xtsviz.compare",
    "diff": "xtsviz.compare",
    "explore": "xtsviz.widgets",
    "from_share_text": "xtsviz.io",
    "lifecycle": "xtsviz.simulation.lifecycle",
    "load": "xtsviz.io",
    "practice": "xtsviz.widgets",
    "read_users": "xtsviz.io",
    "replay": "xtsviz.widgets",
    "review": "xtsviz.findings",
    "save": "xtsviz.io",
    "schema": "xtsviz.model.document",
    "simulate": "xtsviz.simulation.timeline",
    "user_flow": "xtsviz.flow",
}
_ROOMS = ("errors", "examples", "flow", "io", "model", "templates", "training")


def __getattr__(name: str) -> Any:
    if name in _ON_FIRST_USE:
        return getattr(import_module(_ON_FIRST_USE[name]), name)
    if name in _ROOMS:
        return import_module(f"xtsviz.{name}")
    raise AttributeError(f"module 'xtsviz' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
