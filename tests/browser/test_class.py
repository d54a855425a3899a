"""`xtsviz explore --visitors`: warm kernels, work of their own for each visitor, and a server that starts again."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.explorer import SOON
from tests.browser.harness import Watch, wait_for_canvas
from tests.browser.served import explored
from tests.browser.visitors import BACK, BEGINNING, arrive, change


def test_a_class_goes_on_after_its_server_was_stopped(
    profile: BrowserContext, page: Page, watch: Watch, tmp_path, monkeypatch
):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    options = ("--example", "--visitors", 2)
    with explored(*options, folder=tmp_path) as address:
        there = urlsplit(address)
        trainer = profile.new_page()
        trainer.goto(f"http://{there.netloc}/xtsviz/room?{there.query}")
        numbers = trainer.locator("#numbers")
        expect(numbers).to_contain_text("0 of 2 visitors are here. 2 places are ready.", timeout=SOON)

        first = arrive(page, f"{address}&theme=dark")
        expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "false")
        expect(page.locator("body")).to_have_css("background-color", "rgb(20, 24, 31)")
        change(first)
        other = profile.new_page()
        arrive(other, address)  # what the first one did is not there
        expect(other.locator("body")).to_have_attribute("data-jp-theme-light", "true")
        expect(numbers).to_contain_text("2 of 2 visitors are here", timeout=SOON)
        other.close()
        assert watch.problems == []
    with explored(*options, folder=tmp_path) as again:
        assert again == address
        trainer.close()
        page.reload()
        wait_for_canvas(page, "Object.keys(state.edges).length === arg", BEGINNING + 1)
        first.says(BACK)
        page.goto("about:blank")
        watch.problems.clear()  # of connections that failed while there was no server
