"""The explorer on the screen; the only home of ipywidgets and ipycytoscape."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from xtsviz.errors import MissingLibraryError

if TYPE_CHECKING:
    from xtsviz.widgets.explorer import Explorer, explore

__all__ = ["Explorer", "explore"]

_NEEDED = ("ipywidgets", "ipycytoscape", "anywidget")


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'xtsviz.widgets' has no attribute {name!r}")
    try:
        return getattr(import_module("xtsviz.widgets.explorer"), name)
    except ModuleNotFoundError as missing:
        if missing.name in _NEEDED:
            raise MissingLibraryError("The explorer", str(missing.name), "notebook") from None
        raise
