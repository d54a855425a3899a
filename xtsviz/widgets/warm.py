"""Loads everything that a page needs in a process without a kernel, which then forks into kernels."""

from __future__ import annotations

import ipywidgets as w
from ipykernel import ipkernel  # noqa: F401 - says how widgets reach a kernel; before any widget is made
from ipywidgets import register_comm_target

from xtsviz.examples import acquisition
from xtsviz.widgets.explorer import Explorer
from xtsviz.widgets.workshop import Practice


def warm_up(*, practice: bool) -> None:
    """Make what a page shows, and close it again: what is loaded and computed on the way stays.

    Args:
        practice: the page shows exercises.
    """
    if practice:
        Practice(progress=None).close()
    Explorer(acquisition()).close()
    w.Widget.close_all()  # also what explorers share; it belongs to no kernel
    register_comm_target()  # ipywidgets did not do it when it was loaded, without a kernel
