"""How smoothly members travel with *Play* in a real JupyterLab: `make bench` prints the figures.

A frame's time goes from one animation frame of the page to the next while marks are on their way.
"""

from collections.abc import Callable
from statistics import median

import pytest
from playwright.sync_api import Page

from tests.bench.bench_draw import say
from tests.browser.harness import kernel_run, wait_for_canvas

__all__ = ["say"]

DESIGNS = {
    "everyone": 'xts.templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=60)',  # 120 marks
    "people": 'xts.templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=24)',  # 120 people in boxes
}
CELL = "import xtsviz as xts\nexplorer = xts.explore({})\nexplorer.overlay = '{}'\nexplorer"
# The times of frames, from the second with marks to the last.
FRAMES = """() => new Promise((resolve) => {
    const times = [];
    const look = (now) => {
        const there = document.querySelector('.xtsviz-motion .xts-mark');
        if (there) times.push(now);
        if (there || !times.length) requestAnimationFrame(look);
        else resolve(times.slice(2).map((time, n) => time - times[n + 1]));
    };
    requestAnimationFrame(look);
    document.querySelector('.xtsviz-root button[title^="Members travel"]').click();
})"""


@pytest.mark.parametrize("overlay", DESIGNS)
def test_play(open_notebook: Callable[..., Page], say: Callable[[str], None], overlay: str) -> None:
    """*Play* with 120 marks, or with 120 people in the boxes: 30 frames a second."""
    page = open_notebook([CELL.format(DESIGNS[overlay], overlay)])
    wait_for_canvas(page, "Object.keys(state.nodes).length > 2", "")
    page.emulate_media(reduced_motion="no-preference")
    runs = []
    for _ in range(3):
        times = page.evaluate(FRAMES)
        runs.append(1000 * len(times) / sum(times))
    page.emulate_media(reduced_motion="reduce")
    kernel_run(page, "explorer.close()")
    rate = median(runs)
    say(f"Play in {overlay}, 120 people, median of 3: {rate:.0f} frames a second")
    assert rate >= 30
