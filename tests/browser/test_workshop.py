"""The workshop on a page of its own and in JupyterLab: a design built and a prediction made, each wrong first."""

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
RIGHT = find("no-passing-on").question.answer

# What of the exercise is not on the screen: a part that is cut off, or that lies outside the window.
UNSEEN = """() => [...document.querySelectorAll(
    '.xts-practice h1, .xts-story, .xts-task, .xts-lesson-task button, .xts-said, .xts-work, .xts-figure, '
    + '.xtsviz-canvas, .xts-tick'
)].filter((part) => part.offsetParent !== null || part.getClientRects().length).filter((part) => {
    const { left, top, right, bottom } = part.getBoundingClientRect();
    return left < 0 || top < 0 || right > innerWidth + 1 || bottom > innerHeight + 1;
}).map((part) => part.className)"""


def test_an_exercise_is_on_one_screen_and_its_verdict_too(open_voila: Callable[..., Page]) -> None:
    page = open_voila(["import xtsviz as xts\nworkshop = xts.practice(progress=None)\nworkshop"])
    page.set_viewport_size({"width": 1280, "height": 720})
    screen = Screen(page)
    said = screen.root.locator(".xts-said")
    screen.shows({"contoso", "fabrikam"}, set())
    assert page.evaluate(UNSEEN) == []
    expect(screen.root.get_by_role("heading", level=1)).to_have_text("1. The first arrow build it")
    expect(screen.root.get_by_role("button", name="Reset")).to_have_count(1)
    expect(page.get_by_role("status")).to_have_count(1)
    goal = screen.root.locator(".xts-bench-goal")
    expect(goal).to_contain_text("Still missing in Fabrikam: Adele Vance and Diego Okafor.")

    # Build it: the other arrow, which is explained, then the right one.
    screen.act("toggle", "fabrikam", "contoso")
    screen.says("Added Fabrikam → Contoso: 2 externals appear in Contoso")
    expect(goal.locator(".xts-difference-extra")).to_have_count(2)
    screen.press("Check")
    expect(said).to_contain_text(
        "You drew Fabrikam → Contoso; the task needs Contoso's people in Fabrikam", timeout=SOON
    )
    page.keyboard.press("Control+z")
    screen.says("Undone")
    screen.act("toggle", "contoso", "fabrikam")
    expect(goal.locator(".xts-difference-there")).to_have_count(2)
    screen.press("Check")
    expect(said).to_contain_text("You used 1 arrow. No shorter solution is known.", timeout=SOON)
    assert page.evaluate(UNSEEN) == []
    screen.press("Next exercise")
    screen.says("Exercise 2 of")

    # Predict, by keyboard: refused while a row is open, locked in, wrong twice, then the truth in the picture.
    step = screen.asks("exercise", "no-passing-on")
    step.focus()
    page.keyboard.press("Enter")
    screen.says(f"Exercise {NUMBER} of {len(catalog)}: Two arrows in a row")
    screen.press("Lock in")
    screen.says("Nothing is ticked yet")
    for words in (
        *(("tick", *cell) for cell in sorted(RIGHT | {("adele", "litware")})),
        ("tick-nothing", "lars"),
    ):
        box = screen.asks(*words)
        box.focus()
        page.keyboard.press("Space")
        expect(box).to_have_attribute("aria-pressed", "true", timeout=SOON)
    expect(box).to_be_focused()
    screen.press("Lock in")
    screen.says("1 row has no answer yet: Zoë Novák.")
    screen.act("tick-nothing", "zoe")
    lock, check = (screen.root.get_by_role("button", name=name, exact=True) for name in ("Lock in", "Check"))
    expect(check).to_be_disabled()
    lock.click()
    expect(check).to_be_enabled(timeout=SOON)
    expect(lock).to_be_disabled()
    expect(box).to_be_disabled()
    check.click()
    expect(said).to_contain_text("1 row is not right", timeout=SOON)
    assert page.evaluate(UNSEEN) == []
    screen.act("tick", "diego", "litware")
    lock.click()
    expect(check).to_be_enabled(timeout=SOON)
    check.click()
    expect(said.last).to_contain_text("externals are never passed on", timeout=SOON)
    expect(screen.root.locator(".xts-drawn [data-element]", has_text="Adele")).to_have_count(2)
    expect(
        screen.root.get_by_role("button", name="Adele Vance: Litware, not true", exact=True)
    ).to_be_visible()


def test_an_exercise_in_a_notebook_is_kept_beside_it(open_notebook: Callable[..., Page]) -> None:
    page = open_notebook([CELL])
    screen = Screen(page)
    screen.shows({"contoso", "fabrikam"}, set())
    screen.act("toggle", "contoso", "fabrikam")
    screen.says("Added Contoso → Fabrikam")
    screen.press("Check")
    expect(screen.root.locator(".xts-said")).to_contain_text("✓ Right", timeout=SOON)
    kept = kernel_eval(page, "xts.training.Progress().table().set_index('exercise')['attempts'].to_dict()")
    assert kept == {"first-arrow": 1}
