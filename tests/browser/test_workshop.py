"""The workshop in JupyterLab: a design built and a prediction made, each wrong first."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.explorer import SOON, Screen
from tests.browser.harness import kernel_eval
from xtsviz.training import catalog, find

CELL = """
import xtsviz as xts
workshop = xts.practice()
workshop
"""
NUMBER = catalog.index(find("no-passing-on")) + 1


def test_an_exercise_of_each_kind_wrong_first(open_notebook: Callable[..., Page]) -> None:
    page = open_notebook([CELL])
    lesson = Screen(page)
    lesson.root = page.locator(".xtsviz-root").first
    lesson.status = lesson.root.get_by_role("status")
    said = lesson.root.locator(".xts-said")
    explorer = Screen(page)
    explorer.root = page.locator(".xtsviz-root").last
    explorer.status = explorer.root.get_by_role("status")

    # Build it: the other arrow, which is explained, then the right one.
    explorer.shows({"contoso", "fabrikam"}, set())
    explorer.act("toggle", "fabrikam", "contoso")
    explorer.says("Added Fabrikam → Contoso: 2 externals appear in Contoso")
    lesson.press("Check")
    lesson.says("Not yet: 2 mistakes", "which is the other arrow")
    expect(said).to_contain_text("You drew Fabrikam → Contoso; the task needs Contoso's people in Fabrikam")
    explorer.act("toggle", "fabrikam", "contoso")
    explorer.says("Removed Fabrikam → Contoso")
    explorer.act("toggle", "contoso", "fabrikam")
    explorer.says("Added Contoso → Fabrikam")
    lesson.press("Check")
    lesson.says("Right. An arrow pushes")
    expect(lesson.root.get_by_role("heading", level=1)).to_have_text(f"Workshop 1 of {len(catalog)} solved")

    # Predict, by keyboard: somebody too many, which is explained by the trace, then right.
    step = lesson.asks("exercise", "no-passing-on")
    step.focus()
    page.keyboard.press("Enter")
    lesson.says(f"Exercise {NUMBER} of {len(catalog)}: Two arrows in a row")
    for row, column in (
        *(("adele", "fabrikam"), ("diego", "fabrikam"), ("kenji", "litware")),
        *(("priya", "litware"), ("adele", "litware")),
    ):
        box = lesson.asks("tick", row, column)
        box.focus()
        page.keyboard.press("Space")
        expect(box).to_have_attribute("aria-pressed", "true", timeout=SOON)
    expect(box).to_be_focused()
    lesson.press("Check")
    lesson.says("Not yet: 1 mistake")
    expect(said).to_contain_text("Adele Vance is an external in Fabrikam, and externals are never passed on")
    wrong = lesson.root.get_by_role("button", name="Adele Vance: Litware, wrong", exact=True)
    wrong.click()
    expect(box).to_have_attribute("aria-pressed", "false", timeout=SOON)
    lesson.press("Check")
    lesson.says("Right. Synchronization is not transitive")
    expect(lesson.root.locator(".xts-drawn")).to_contain_text("external member")

    # What was solved is kept beside the notebook.
    kept = kernel_eval(page, "xts.training.Progress().table().set_index('exercise')['attempts'].to_dict()")
    assert kept == {"first-arrow": 2, "no-passing-on": 2}
