"""How long each click of a whole journey takes in JupyterLab and Voila: `make bench` lists them.

A click ends with the frame that shows the last change on the page that it led to, panels beside the picture included.
"""

from collections.abc import Callable
from statistics import median

import pytest
from playwright.sync_api import Page

from tests.bench.bench_draw import say
from tests.browser.explorer import Screen
from tests.browser.journeys import CELL, Clock, administrator, architect, drop_files, lists_of

__all__ = ["say"]

MEDIAN = 250
"""Milliseconds."""
SAID = 1000
"""Milliseconds: whatever takes longer must say that it works."""


@pytest.mark.parametrize("app", ["lab", "voila"])
@pytest.mark.parametrize("who", ["architect", "administrator"])
def test_clicks(
    who: str,
    app: str,
    open_notebook: Callable[..., Page],
    open_voila: Callable[..., Page],
    say: Callable[[str], None],
) -> None:
    """The times of one journey, the longest first."""
    screen = Screen(open_notebook([CELL]) if app == "lab" else open_voila([CELL]))
    clock = Clock(screen)
    if who == "architect":
        architect(screen, clock)
    else:
        administrator(screen, clock, lambda screen: drop_files(screen, *lists_of("fabrikam", "contoso")))
    middle = median(took for _, took, _ in clock.clicks)
    say(f"The {who} in {app}: {len(clock.clicks)} clicks, median {middle:.0f} ms (at most {MEDIAN}), each:")
    for name, took, said in sorted(clock.clicks, key=lambda click: -click[1]):
        say(f"  {name:36} {took:6.0f} ms{', said that it works' if said else ''}")
    assert middle <= MEDIAN
    silent = [name for name, took, said in clock.clicks if took > SAID and not said]
    assert not silent, f"took more than a second and said nothing: {silent}"
