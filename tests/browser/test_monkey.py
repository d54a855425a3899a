"""Random actions on a real page; after each, the canvas shows the design that the kernel holds, and nothing complained.

20 actions, or as many as ``XTSVIZ_MONKEY`` says (``make monkey``: 300). ``XTSVIZ_MONKEY_SEED`` chooses others.
"""

import os
import random
from collections.abc import Callable

from playwright.sync_api import Page, TimeoutError

from tests.browser.explorer import CELL, Screen
from tests.browser.harness import Watch, wait_for_canvas
from tests.browser.monkey import Monkey

COUNT = int(os.environ.get("XTSVIZ_MONKEY", "20"))
SEED = int(os.environ.get("XTSVIZ_MONKEY_SEED", "1"))

# Visible tenants and arrows by id, and in the People overlay people by tenant.
AGREES = """((want) => {
    const shown = (group, kind) => Object.entries(state[group])
        .filter(([id, e]) => id.startsWith(kind + ':') && e.visible).map(([id, e]) => id.slice(kind.length + 1)).sort();
    const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
    return same(shown('nodes', 'tenant'), want.tenants) && same(shown('edges', 'arrow'), want.arrows)
        && (want.people === null || same(shown('nodes', 'person'), want.people));
})(arg)"""


def agrees(monkey: Monkey) -> None:
    """The canvas comes to show what the kernel holds; the design changed as it should."""
    held = monkey.kernel()
    # In code points, as JavaScript sorts nearly: ids of these tests hold nothing beyond the basic plane.
    want = {
        "tenants": sorted(held["tenants"]),
        "arrows": sorted(id for id, _source, _target in held["arrows"]),
        "people": sorted(f"{len(tenant)}:{tenant}={user}" for tenant, user in held["people"])
        if held["overlay"] == "people"
        else None,
    }
    if monkey.wants is not None:
        assert monkey.wants(monkey.before, held), f"the kernel holds {held}, before {monkey.before}"
    try:
        wait_for_canvas(monkey.screen.page, AGREES, want)
    except TimeoutError:
        state = monkey.screen.state() or {"nodes": {}, "edges": {}}
        shown = [id for group in ("nodes", "edges") for id, e in state[group].items() if e["visible"]]
        hidden = [id for group in ("nodes", "edges") for id, e in state[group].items() if not e["visible"]]
        raise AssertionError(f"the canvas shows {shown}, hides {hidden}; wanted {want}") from None
    status = monkey.screen.status.inner_text()
    assert "failed" not in status, status
    assert "could not be" not in status, status


def test_whatever_is_done_the_canvas_shows_the_design(
    open_notebook: Callable[..., Page], watch: Watch
) -> None:
    screen = Screen(open_notebook([CELL]))
    screen.shows({"contoso", "fabrikam", "litware"}, {"contoso->fabrikam", "contoso->litware"})
    monkey = Monkey(screen, random.Random(SEED))
    try:
        for _ in range(COUNT):
            monkey.act()
            agrees(monkey)
            assert not watch.problems, "\n".join(watch.problems)
    except Exception as problem:
        done = "\n".join(f"  {n}. {what}" for n, what in enumerate(monkey.done, start=1))
        raise AssertionError(f"seed {SEED}, after\n{done}\nit went wrong: {problem}") from problem
