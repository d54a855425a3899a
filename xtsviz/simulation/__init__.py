"""What time does to a design: events, the cycles of sync, and what they make of each external.

The rules of one external are in `lifecycle_rules`, what a job sees in `cycle_input`, one cycle in `cycle`, the
course of time in `run`.
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
    # Who wants one part need not wait for the others.
    if name in _MODULES:
        return getattr(import_module(f"xtsviz.simulation.{_MODULES[name]}"), name)
    raise AttributeError(f"module 'xtsviz.simulation' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
