"""The replay in JupyterLab: a step and a scrub change log and canvas, by mouse and by keyboard."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.explorer import SOON
from tests.browser.harness import wait_for_canvas

CELL = """
import xtsviz as xts
design = xts.templates.single_source_single_target(["Contoso", "Fabrikam"], members=3)
user = design.directory.query("tenant == 'contoso'")["id"].iloc[0]
replay = xts.replay(design, [
    {"at": 5, "event": "hire", "user": "nadia", "tenant": "contoso", "values": {"display_name": "Nadia Ali"}},
    {"at": 50, "event": "deleteInTarget", "user": "nadia", "tenant": "fabrikam"},
])
replay
"""
PEOPLE = """JSON.stringify(Object.entries(state.nodes)
    .filter(([id, node]) => id.includes('nadia') && node.visible).length) === arg"""


def test_step_scrub_and_play(open_notebook: Callable[..., Page]) -> None:
    page = open_notebook([CELL])
    root = page.locator(".xtsviz-root")
    status, log = root.get_by_role("status"), root.locator(".xts-replay-log")
    wait_for_canvas(page, PEOPLE, "0")

    step = root.get_by_role("button", name="Step", exact=True)
    step.click()
    expect(status).to_contain_text("Contoso hires Nadia Ali", timeout=SOON)
    wait_for_canvas(page, PEOPLE, "1")
    step.press("Enter")
    expect(status).to_contain_text("Nadia Ali: In scope, and not there yet", timeout=SOON)
    expect(log.locator("tbody tr").first).to_contain_text("created", timeout=SOON)
    wait_for_canvas(page, PEOPLE, "2")

    scrub = root.get_by_role("slider")
    scrub.focus()
    scrub.press("End")
    expect(status).to_contain_text("which sync does not undo", timeout=SOON)
    expect(log.locator("tbody tr").first).to_contain_text("left as it is", timeout=SOON)
    wait_for_canvas(page, PEOPLE, "1")

    page.emulate_media(reduced_motion="no-preference")
    root.get_by_role("button", name="To the start", exact=True).click()
    page.wait_for_selector(".xtsviz-motion circle", state="attached")
    page.emulate_media(reduced_motion="reduce")
    root.get_by_label("Time").get_by_role("button").first.click()
    page.wait_for_selector(".xtsviz-motion", state="detached")
    wait_for_canvas(page, PEOPLE, "0")
    root.get_by_label("Speed").select_option(label="Fast")
    root.get_by_role("button", name="Play", exact=True).click()
    expect(status).to_contain_text("which sync does not undo", timeout=SOON)
    expect(root.get_by_role("button", name="Play", exact=True)).to_be_visible(timeout=SOON)
