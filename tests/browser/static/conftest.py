"""A blank page with one of the browser's files on it, and a fake model in the place of the kernel."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.harness import Watch
from xtsviz.widgets.limits import limits
from xtsviz.widgets.scripts import STATIC, joined_script

ADDRESS = (
    "http://127.0.0.1:9/"  # answered by the test; of this machine, which browsers trust with a clipboard
)
PATIENCE = 20_000  # milliseconds
POLICY = "script-src 'self' blob:; object-src 'none'"  # as narrow as that of the served page
ROOT = '<div class="xtsviz-root"></div><p id="outside" tabindex="0">outside</p>'
KINDS = {".js": "text/javascript", ".css": "text/css"}


class Blank:
    """A page with nothing but a root, a model and what a test starts.

    Attributes:
        page: of Playwright.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.body = ROOT
        self.attributes = ""
        page.route(f"{ADDRESS}**", self._answer)

    def open(self, body: str = ROOT, attributes: str = "", **state: Any) -> None:
        """Load the page anew, with a new model in this state; `limits` in it replace some of the kernel's."""
        self.body, self.attributes = body, attributes
        state["limits"] = {**limits(), **state.get("limits", {})}
        self.page.goto(ADDRESS)
        self.page.evaluate(
            """async (state) => {
                const { FakeModel } = await import('/fake_model.js');
                window.model = new FakeModel(state);
                window.root = document.querySelector('.xtsviz-root');
            }""",
            state,
        )

    def start(self, file: str, function: str, arguments: str = "model, root") -> None:
        """Call a function that a file exports; `stop` ends what it started."""
        self.page.evaluate(
            f"async () => {{ const file = await import('/{file}'); window.stop = file.{function}({arguments}); }}"
        )

    def stop(self) -> None:
        """End what was started, and check that it listens to the model no more."""
        assert self.page.evaluate("() => { window.stop(); return model.listening(); }") == 0

    def sent(self, count: int = 0) -> list[Any]:
        """All messages to the kernel, once there are so many."""
        self.page.wait_for_function("(count) => model.sent.length >= count", arg=count)
        sent: list[Any] = self.page.evaluate("model.sent")
        return sent

    def receive(self, message: Any, buffers: Sequence[bytes] = ()) -> None:
        """Let the page have a message of the kernel."""
        self.page.evaluate(
            "([message, buffers]) => model.receive(message, buffers)", [message, [list(b) for b in buffers]]
        )

    def set(self, name: str, value: Any) -> None:
        """Let the kernel set an attribute."""
        self.page.evaluate("([name, value]) => model.set(name, value)", [name, value])

    def frames(self) -> None:
        """Wait until what follows with the next frame is done."""
        self.page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
        )

    def _answer(self, route: Route) -> None:
        name = route.request.url.removeprefix(ADDRESS)
        if name == "":
            html = (
                f"<!doctype html><html lang=en><title>blank</title><body {self.attributes}>{self.body}</body>"
            )
            route.fulfill(body=html, content_type="text/html", headers={"Content-Security-Policy": POLICY})
            return
        if name == "joined.js":
            route.fulfill(body=joined_script(), content_type="text/javascript")
            return
        folder = Path(__file__).parent if name.startswith("fake_") else STATIC
        file = folder / name
        if file.suffix in KINDS and file.is_file():
            route.fulfill(body=file.read_text("utf-8"), content_type=KINDS[file.suffix])
        else:
            route.fulfill(status=204)


@pytest.fixture
def page(browser: Browser, watch: Watch) -> Iterator[Page]:
    """A page with storage, clipboard and clock of its own."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    watch.follow(page)
    yield page
    context.close()
    assert not watch.problems, "\n".join(watch.problems)


@pytest.fixture
def blank(page: Page) -> Callable[..., Blank]:
    """Open a blank page; see `Blank.open`."""

    made = Blank(page)

    def blank(body: str = ROOT, attributes: str = "", **state: Any) -> Blank:
        made.open(body, attributes, **state)
        return made

    return blank
