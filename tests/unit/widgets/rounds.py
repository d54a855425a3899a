"""An explorer opened, worked with and closed, and what is left of it."""

import gc

from comm import get_comm_manager

from tests.drivers.explorer import ExplorerDriver
from xtsviz.model.design import Design
from xtsviz.view.panels.toolbar import DRAWERS
from xtsviz.view.picture.overlays import OVERLAYS
from xtsviz.widgets.explorer import LEFT, TABS, Explorer


def live() -> int:
    """How many comms there are: one for each widget."""
    gc.collect()
    return len(get_comm_manager().comms)


def a_round(design: Design, edits: int) -> None:
    """Open an explorer, bring all to the front, toggle an arrow so many times with each of it in front, close."""
    explorer = Explorer(design)
    drive = ExplorerDriver(explorer)
    ends = [tenant.id for tenant in design.tenants[1:3]]
    for turn in range(max(edits, len(TABS), len(DRAWERS))):
        drive.open(LEFT[turn % len(LEFT)])
        drive.open(TABS[turn % len(TABS)])
        drive.turn(DRAWERS[turn % len(DRAWERS)])
        explorer.overlay = list(OVERLAYS)[turn % len(OVERLAYS)]
        if turn < edits:
            before = explorer.design
            drive.act("toggle", *ends)
            assert explorer.design is not before, drive.status
    explorer.close()
