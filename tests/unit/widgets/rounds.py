"""An explorer opened, worked with and closed, and what is left of it."""

import gc

from comm import get_comm_manager
from ipywidgets.widgets.widget import _instances

from xtsviz.model.design import Design
from xtsviz.view.picture.overlays import OVERLAYS
from xtsviz.widgets.explorer import LEFT, TABS, Explorer


def live() -> tuple[int, int]:
    """How many widgets and how many comms there are."""
    gc.collect()
    return len(_instances), len(get_comm_manager().comms)


def a_round(design: Design, edits: int) -> None:
    """Open an explorer, bring all to the front, toggle an arrow so many times with each of it in front, close."""
    explorer = Explorer(design)
    switches = explorer._drawers.switches
    ends = [tenant.id for tenant in design.tenants[1:3]]
    for turn in range(max(edits, len(TABS), len(switches))):
        explorer._left.selected_index = turn % len(LEFT)
        explorer._tabs.selected_index = turn % len(TABS)
        switches[turn % len(switches)].value = True
        explorer.overlay = list(OVERLAYS)[turn % len(OVERLAYS)]
        if turn < edits:
            before = explorer.design
            explorer._bridge._receive(explorer._bridge, {"action": ["toggle", *ends]}, [])
            assert explorer.design is not before, explorer._bridge.message
    explorer.close()
