"""When a cell is run again, the explorer of its last run is gone for the person, and holds its file no more."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from xtsviz.io.autosave.places import CellRun

_open: WeakKeyDictionary[Any, CellRun] = WeakKeyDictionary()


def replaced_by(run: CellRun | None) -> list[Any]:
    """What was entered in an earlier run of the cell; it is taken out."""
    found = [one for one, earlier in _open.items() if run and earlier.cell == run.cell and earlier != run]
    for one in found:
        del _open[one]
    return found


def enter(one: Any, run: CellRun | None) -> None:
    """Enter what belongs to a run of a cell."""
    if run:
        _open[one] = run


def current_run(shell: Any) -> CellRun | None:
    """The cell that runs now; None where the page does not tell it.

    Args:
        shell: of IPython.
    """
    try:
        asked = shell.get_parent()
        return CellRun(str(asked["metadata"]["cellId"]), str(asked["header"]["msg_id"]))
    except (AttributeError, LookupError, TypeError):
        return None
