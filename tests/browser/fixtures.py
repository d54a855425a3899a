"""Fixtures of the browser tests, which the benchmarks share."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.harness import PATIENCE, Server, Watch, run_cells
from tools.browser import ARGUMENTS, find

# No name but the servers' own is found, as on a machine without a network. (Routes would turn off the cache.)
LOCAL = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"

Servers = Callable[[str], Server]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, as ``tools/browser.py`` finds it."""
    path = find()
    assert path is not None, "no Chromium starts: run `python tools/browser.py`"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, LOCAL])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """A server by name (``lab``, ``notebook``, ``voila``), started when first asked for."""
    running: dict[str, Server] = {}

    def server(app: str) -> Server:
        if app not in running:
            running[app] = Server(app, tmp_path_factory.mktemp(app))
        return running[app]

    yield server
    for started in running.values():
        started.stop()


@pytest.fixture
def watch() -> Watch:
    """What the page complained about so far; a test that expects a complaint takes it out."""
    return Watch()


@pytest.fixture(scope="session")
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """One cache for all pages, so that only the first loads the servers' scripts."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, reduced_motion="reduce")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture
def page(profile: BrowserContext, watch: Watch) -> Iterator[Page]:
    """An empty page; a page error, a console error or warning not known, fails the test at its end."""
    page = profile.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    watch.follow(page)
    yield page
    page.close()
    assert not watch.problems, "\n".join(watch.problems)


@pytest.fixture
def open_notebook(page: Page, servers: Servers) -> Iterator[Callable[..., Page]]:
    """Open code cells in JupyterLab (or ``app="notebook"``), run them (or the first ``stop`` of them)."""
    used: list[Server] = []

    def open_notebook(cells: Sequence[str], app: str = "lab", stop: int | None = None) -> Page:
        server = servers(app)
        used.append(server)
        page.goto(server.write(cells))
        run_cells(page, None if stop is None else range(stop))
        return page

    yield open_notebook
    for server in used:
        server.stop_kernels()


@pytest.fixture
def open_voila(page: Page, servers: Servers) -> Callable[..., Page]:
    """Open code cells, or a notebook file, as an app in Voila, and return the page."""

    def open_voila(source: Sequence[str] | Path) -> Page:
        server = servers("voila")
        if isinstance(source, Path):
            (server.notebooks / source.name).write_bytes(source.read_bytes())
            page.goto(server.address(source.name))
        else:
            page.goto(server.write(source))
        return page

    return open_voila
