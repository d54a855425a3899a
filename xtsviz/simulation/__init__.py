"""How a design changes over time: events, the cycles of sync, and the life of each external.

`lifecycle_rules` has the rules of one external. `cycle_input` is what a job sees, `cycle` is one cycle, and `run`
plays events and cycles in order of time.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xtsviz.simulation.events import Event
    from xtsviz.simulation.example_day import sample_day
    from xtsviz.simulation.timeline import Timeline, simulate

_MODULES = {
    "Event": "events",
    "Timeline": "timeline",
    "sample_day": "example_day",
    "simulate": "timeline",
}

__all__ = ["Event", "Timeline", "sample_day", "simulate"]


def __getattr__(name: str) -> Any:
    # Each part loads on first use, so that one part does not wait for the others.
    if name in _MODULES:
        return getattr(import_module(f"xtsviz.simulation.{_MODULES[name]}"), name)
    raise AttributeError(f"module 'xtsviz.simulation' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
