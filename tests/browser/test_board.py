"""The board in JupyterLab: a learner locks a prediction in, and the trainer sees it; then the chat is pasted."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.explorer import SOON
from tests.browser.static.test_long_text import PASTE
from tests.unit.training.predictions import PASSED_ON, chat

BOARD = """
import os, tempfile
from pathlib import Path
import xtsviz as xts
from xtsviz.training.board_folder import FOLDER, make_board_folder
os.environ[FOLDER] = tempfile.mkdtemp() + "/board"
make_board_folder(Path(os.environ[FOLDER]))
from xtsviz.widgets import Board
Board()
"""


def test_a_prediction_reaches_the_board_and_so_does_a_chat(open_notebook: Callable[..., Page]) -> None:
    page = open_notebook([BOARD, "xts.practice('no-passing-on', progress=None)"])
    trainer, learner = page.locator(".xts-board-page"), page.locator(".xts-practice")
    expect(trainer.locator(".xts-empty")).to_be_visible(timeout=SOON)
    for row, column in sorted(PASSED_ON):
        learner.locator(f'[data-xts=\'["tick", "{row}", "{column}"]\']').click(timeout=SOON)
    for row in ("lars", "zoe"):
        learner.locator(f'[data-xts=\'["tick-nothing", "{row}"]\']').click()
    learner.get_by_role("button", name="Lock in").click()
    expect(learner.locator(".xts-short-code")).to_be_visible(timeout=SOON)
    idea = trainer.locator(".xts-board-idea")
    expect(idea).to_have_text("1 of 1 passed Adele Vance on to Litware", timeout=SOON)
    code = learner.locator(".xts-short-code").inner_text()
    assert len(code) == 10

    learner.get_by_role("button", name="Copy the code").click()
    expect(learner.get_by_role("status")).to_contain_text("Copied the code", timeout=SOON)
    assert page.evaluate("navigator.clipboard.readText()") == code

    field = trainer.locator("textarea")
    field.fill(f"Me: {code}, and {code[:9]}")
    expect(idea).to_have_text("2 of 2 passed Adele Vance on to Litware", timeout=SOON)
    expect(trainer.locator(".xts-board-wrong")).to_contain_text("it has 9 characters")
    long_text = "Hello, everybody\n" * 2_000 + chat((30, PASSED_ON))
    assert page.evaluate(PASTE, [".xts-board-text textarea", long_text])
    expect(idea).to_have_text("31 of 31 passed Adele Vance on to Litware", timeout=SOON)
    expect(field).to_have_value("")
    trainer.get_by_role("button", name="Hide right and wrong").click()
    expect(idea).to_have_count(0, timeout=SOON)
    expect(trainer.locator("svg")).to_be_visible()
