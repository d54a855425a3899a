"""The explorer on the screen; the only home of ipywidgets and ipycytoscape."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from xtsviz.errors import MissingLibraryError

if TYPE_CHECKING:
    from xtsviz.widgets.board import Board
    from xtsviz.widgets.explorer import Explorer, explore
    from xtsviz.widgets.player import Replay, replay
    from xtsviz.widgets.workshop import Practice, practice

__all__ = ["Board", "Explorer", "Practice", "Replay", "explore", "practice", "replay"]

_HOME = {
    "Board": "board",
    "Explorer": "explorer",
    "Practice": "workshop",
    "Replay": "player",
    "explore": "explorer",
    "practice": "workshop",
    "replay": "player",
}
_NEEDED = ("ipywidgets", "ipycytoscape", "anywidget")


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'xtsviz.widgets' has no attribute {name!r}")
    try:
        return getattr(import_module(f"xtsviz.widgets.{_HOME[name]}"), name)
    except ModuleNotFoundError as missing:
        if missing.name in _NEEDED:
            raise MissingLibraryError("The explorer", str(missing.name), "notebook") from None
        raise
