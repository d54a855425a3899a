"""What is left of explorers that were worked with and closed: nothing live, and how much memory."""

import gc

import psutil

import xtsviz as xts
from tests.unit.widgets.rounds import a_round, live

EDITS = 1000
ROUNDS = 50


def resident() -> float:
    """Megabytes of this process."""
    gc.collect()
    return float(psutil.Process().memory_info().rss) / 1e6


def test_closing_frees_widgets_and_comms() -> None:
    design = xts.templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=3)
    a_round(design, 1)  # what is loaded and made once
    before, start = live(), resident()
    a_round(design, EDITS)
    edited = resident()
    for _ in range(ROUNDS):
        a_round(design, 0)
    after = live()
    print(
        f"\nmemory: {start:.0f} MB after a first explorer, {edited:.0f} MB after {EDITS:,} edits in another, "
        f"{resident():.0f} MB after {ROUNDS} more were opened and closed; {after} widgets "
        f"are live (before: {before})"
    )
    assert after == before
