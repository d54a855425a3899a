"""`xtsviz explore` gives back what a visitor leaves, and the visitor gets back the design."""

import http.client
import os
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.explorer import SOON
from tests.browser.harness import Watch, wait_for_canvas
from tests.browser.relay import Relay
from tests.browser.served import explored
from tests.browser.visitors import BACK, BEGINNING, Served, arrive, change, kept, visit
from xtsviz.serve.voila_app.settings import GRACE_VARIABLE, POLICY

VISITORS = int(os.environ.get("XTSVIZ_VISITORS", "1"))
RELOADS = int(os.environ.get("XTSVIZ_RELOADS", "0"))


def test_kernels_and_memory_are_back_at_the_start(profile: BrowserContext, tmp_path, monkeypatch):
    if VISITORS == 1:  # as few as `make test` has
        monkeypatch.setenv(GRACE_VARIABLE, "1")
    with explored("--example", folder=tmp_path) as address:
        start, peak, end = visit(profile, Served(address), VISITORS, RELOADS)
    print(f"\n{VISITORS} visitors, {RELOADS} reloads, then all leave")
    print(f"  start  {start}\n  peak   {peak}\n  end    {end}")
    assert (start.kernels, end.kernels) == (0, 0)
    assert VISITORS <= peak.kernels <= VISITORS + 1
    assert end.memory < start.memory + 8 * (VISITORS + RELOADS) + 20, "a kernel has 128"


def answer(address: str, host: str, path: str) -> tuple[int, str | None]:
    """Status and content policy of a request in another host's name."""
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(address).port, timeout=SOON / 1000)
    connection.request("GET", path, headers={"Host": host})
    response = connection.getresponse()
    connection.close()
    return response.status, response.headers.get("Content-Security-Policy")


def test_a_visitor(page: Page, watch: Watch, tmp_path, monkeypatch):
    # One server for all of it: it takes long to start.
    monkeypatch.setenv(GRACE_VARIABLE, "600")  # so that no kernel ends because it waited
    with explored("--example", folder=tmp_path) as told:
        there = urlsplit(told)
        # Other names of this machine than its own, in which another page might ask
        for host in ("evil.example", f"evil.example:{there.port}", "192.0.2.1", "localhost.evil.example"):
            for path in (f"/?{there.query}", "/voila/static/voila.js", "/api/kernels/0-0-0-0-0/channels"):
                assert answer(told, host, path)[0] == 403, (host, path)
        for host in ("localhost", f"127.0.0.1:{there.port}", "[::1]"):
            assert answer(told, host, "/login") == (200, POLICY)

        served = Served(told)
        relay = Relay(there.port)
        address = told.replace(f":{there.port}", f":{relay.port}")
        with page.expect_response(address) as sent:
            screen = arrive(page, address)
        assert sent.value.headers["content-security-policy"] == POLICY
        change(screen)
        for tab in ("Matrix", "Flow"):
            screen.open(tab)
            chart = screen.root.locator(".js-plotly-plot:visible .main-svg").first
            expect(chart).to_be_visible(timeout=SOON)
        for tab in ("People", "Findings", "Graph"):
            screen.open(tab)
        screen.drawer("Export")
        for button in ("Document (JSON)", "Picture (PNG)"):
            with page.expect_download() as download:
                screen.press(button)
            assert download.value.failure() is None
        screen.overlay("People")
        screen.settle()
        kept(page, '"overlay":"people"')
        assert watch.foreign == []
        assert watch.problems == []

        # A network that is gone for a moment
        kernels = served.kernels()
        relay.cut()
        screen.act("toggle", "northwind", "fabrikam")
        expect(screen.root).to_have_attribute("aria-busy", "true", timeout=SOON)
        relay.mend()
        wait_for_canvas(page, "'arrow:northwind->fabrikam' in state.edges")
        kept(page, "northwind->fabrikam")
        assert served.kernels() == kernels
        watch.problems.clear()  # of connections that failed

        # A reload
        screen = arrive(page, address, BEGINNING + 2)
        screen.says(BACK)
        expect(screen.root.get_by_text("People: who is where", exact=True)).to_be_visible()
        served.await_kernels(page, 1)
        assert not served.kernels() & kernels

        # What is kept is anyone's text
        page.evaluate(
            "for (const key of Object.keys(sessionStorage)) sessionStorage[key] = '{\"version\": 1e999}'"
        )
        screen = arrive(page, address, BEGINNING)
        screen.says("what was saved", error=True)
        page.goto("about:blank")
        relay.close()
