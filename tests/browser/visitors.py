"""Visitors of `xtsviz explore` who change the design, reload and leave, and what the server holds meanwhile."""

from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

import psutil
from playwright.sync_api import BrowserContext, Page

from tests.browser.explorer import SOON, Screen
from tests.browser.harness import wait_for_canvas
from xtsviz.widgets.tab_session import BACK

BEGINNING = 4  # arrows of the example


@dataclass(frozen=True)
class Holding:
    """What a server holds.

    Attributes:
        kernels: processes.
        memory: of the server and all that it started, in megabytes (resident; shared parts count in each).
    """

    kernels: int
    memory: int

    def __str__(self) -> str:
        return f"{self.kernels} kernels, {self.memory:,} MB"


class Served:
    """The server behind an address that `xtsviz explore` told."""

    def __init__(self, address: str) -> None:
        self.address = address
        option = f"--port={urlsplit(address).port}"
        ours = psutil.Process().children(recursive=True)
        self._server = next(process for process, command, _ in running(ours) if option in command)

    def kernels(self) -> set[int]:
        """Their processes."""
        return {process.pid for process, command, _ in self._tree() if "ipykernel_launcher" in command}

    def holding(self) -> Holding:
        """What the server holds now."""
        return Holding(len(self.kernels()), sum(memory for *_, memory in self._tree()) // 2**20)

    def await_kernels(self, page: Page, count: int) -> None:
        """Wait until there are so many; a page with a clock is asked to wait, and may be an empty one."""
        for _ in range(int(SOON / 100)):
            if len(self.kernels()) == count:
                return
            page.wait_for_timeout(100)  # between two questions
        raise AssertionError(f"{len(self.kernels())} kernels, not {count}")

    def _tree(self) -> list[tuple[psutil.Process, list[str], int]]:
        return running([self._server, *self._server.children(recursive=True)])


def running(processes: list[psutil.Process]) -> list[tuple[psutil.Process, list[str], int]]:
    """Those that have not ended, with their commands and their bytes in memory."""
    found = []
    for process in processes:
        with suppress(psutil.Error):  # it ends meanwhile
            found.append((process, process.cmdline(), process.memory_info().rss))
    return found


def arrive(page: Page, address: str, arrows: int = BEGINNING) -> Screen:
    """Open the address, or open it once more, and wait for a picture with so many arrows."""
    page.set_default_timeout(SOON)
    if page.url == "about:blank":
        page.goto(address)
    else:
        page.reload()
    wait_for_canvas(page, "Object.keys(state.edges).length === arg", arrows)
    return Screen(page)


def change(screen: Screen) -> None:
    """Add an arrow, and wait until the page keeps it."""
    screen.act("toggle", "fabrikam", "northwind")
    wait_for_canvas(screen.page, "'arrow:fabrikam->northwind' in state.edges")
    kept(screen.page, "fabrikam->northwind")


def kept(page: Page, text: str) -> None:
    """Wait until what the page keeps says this."""
    page.wait_for_function(
        "(text) => Object.values({...sessionStorage}).some((kept) => kept.includes(text))",
        arg=text,
        timeout=SOON,
    )


def visit(profile: BrowserContext, served: Served, visitors: int, reloads: int) -> list[Holding]:
    """Let visitors come, change the design, reload in turn, and leave.

    Returns:
        What the server holds at the start (one visitor has come and gone: the first one loads libraries), at the
        peak, and at the end.
    """
    waiting = profile.new_page()  # the profile needs one
    first = profile.new_page()
    arrive(first, served.address)
    first.close()
    served.await_kernels(waiting, 0)
    seen = [served.holding()]
    pages = [profile.new_page() for _ in range(visitors)]
    for page in pages:
        change(arrive(page, served.address))
        seen.append(served.holding())
    for number in range(reloads):
        screen = arrive(pages[number % visitors], served.address, BEGINNING + 1)
        screen.says(BACK)
        seen.append(served.holding())
        served.await_kernels(waiting, visitors)
    for page in pages:
        page.close()
    served.await_kernels(waiting, 0)
    waiting.close()
    return [seen[0], max(seen, key=lambda holding: holding.memory), served.holding()]
