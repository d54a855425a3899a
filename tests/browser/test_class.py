"""`xtsviz explore --visitors`: warm kernels, work of their own for each visitor, and a server that starts again."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.explorer import SOON
from tests.browser.harness import Watch, wait_for_canvas
from tests.browser.served import explored
from tests.browser.visitors import BACK, BEGINNING, arrive, change


def test_a_class_goes_on_after_its_server_was_stopped(page: Page, watch: Watch, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    options = ("--example", "--visitors", 2)
    with explored(*options, folder=tmp_path) as address:
        there = urlsplit(address)
        page.goto(f"http://{there.netloc}/xtsviz/room?{there.query}")
        expect(page.locator("#numbers")).to_contain_text(
            "0 of 2 visitors are here. 2 places are ready.", timeout=SOON
        )

        screen = arrive_anew(page, f"{address}&theme=dark")
        body = page.locator("body")
        expect(body).to_have_attribute("data-jp-theme-light", "false")
        expect(body).to_have_css("background-color", "rgb(20, 24, 31)")
        change(screen)
        status = page.request.get(f"http://{there.netloc}/xtsviz/room/status?{there.query}").json()
        assert status["visitors"] == 1
        assert 100 < status["memory"] < 2000
        assert kernel_of(page.request.get(address).text()) != kernel_of(page.content())
        for listed in ("kernels", "sessions", "contents", "terminals"):  # nobody learns of the work of others
            assert page.request.get(f"http://{there.netloc}/api/{listed}").status == 403, listed
        assert watch.problems == []
    with explored(*options, folder=tmp_path) as again:
        assert again == address
        page.reload()
        wait_for_canvas(page, "Object.keys(state.edges).length === arg", BEGINNING + 1)
        screen.says(BACK)
        page.goto("about:blank")
        watch.problems.clear()  # of connections that failed while there was no server


def arrive_anew(page: Page, address: str):
    """Arrive from another page."""
    page.goto("about:blank")
    return arrive(page, address)


def kernel_of(page: str) -> str:
    """The kernel that a page belongs to."""
    found = re.search(r'"kernelId": ?"([\w-]+)"', page)
    assert found
    return found[1]
