"""`make class`: a class of visitors who open, edit, reload and leave, over real websockets; prints what they wait.

python -m tests.bench.class_load 40          (visitors)
"""

import argparse
import asyncio
import contextlib
import http.client
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import psutil
from tornado.httpclient import AsyncHTTPClient

from tests.bench.room_visitor import Visitor
from xtsviz.serve.memory import held_mb

EDITS = 10
RELOADING = 2
LEAVING = 5
PAGE_LIMIT = 3.0
"""Seconds within which each page is in."""
EDIT_LIMIT = 1.0
"""Seconds within which 95 of 100 edits are answered."""
ACTIONS = [["toggle", "contoso", "fabrikam"], ["toggle", "fabrikam", "contoso"]]
"""What visitors press, in turn; the example and the first exercise have these tenants."""


class Room:
    """A served explorer for a class."""

    def __init__(self, command: list[str], visitors: int, data: str) -> None:
        # With data of its own, so that a room of the user keeps its address.
        environment = {**os.environ, "XTSVIZ_AUTOSAVE": "off", "PYTHONUNBUFFERED": "1", "XDG_DATA_HOME": data}
        command = [sys.executable, "-m", "xtsviz.cli", *command, "--no-browser", "--visitors", str(visitors)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        assert self.process.stdout is not None
        self.visitors = visitors
        self.address = self.process.stdout.readline().split()[-1]

    def status(self) -> dict:
        """Who is there, as the trainer's page asks for it."""
        there = urlsplit(self.address)
        connection = http.client.HTTPConnection("127.0.0.1", there.port, timeout=60)
        connection.request("GET", f"/xtsviz/room/status?{there.query}")
        return json.loads(connection.getresponse().read())

    def memory(self) -> int:
        """Megabytes of the server and all its kernels."""
        return held_mb(psutil.Process(self.process.pid).children(recursive=True))

    def of_a_kernel(self) -> int:
        """Megabytes that a kernel shares with no other process; half of the kernels have at most so many."""
        found = []
        for process in psutil.Process(self.process.pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):  # it has ended
                if "kernel" in " ".join(process.cmdline()):
                    found.append(process.memory_full_info().uss // 2**20)
        return sorted(found)[len(found) // 2]

    def await_warm(self) -> None:
        """Wait until there are as many warm kernels as visitors."""
        while self.status()["warm"] < self.visitors:
            time.sleep(0.5)


@contextlib.contextmanager
def served(command: list[str], visitors: int) -> Iterator[Room]:
    """A room that is open; it ends as Ctrl+C ends it."""
    with tempfile.TemporaryDirectory() as data:
        room = Room(command, visitors, data)
        try:
            yield room
        finally:
            room.process.send_signal(signal.SIGINT)
            room.process.wait(120)


async def lesson(room: Room, every: float) -> dict:
    """A class: all open at once, each edits every so many seconds, some reload, some leave."""
    AsyncHTTPClient.configure(None, max_clients=1000, max_body_size=2**28)
    visitors = [Visitor(room.address) for _ in range(room.visitors)]
    errors: list[str] = []
    pages: list[float] = []
    shown: list[float] = []
    edits: list[float] = []

    async def opened(visitor: Visitor) -> None:
        page, whole = await visitor.open()
        pages.append(page)
        shown.append(whole)

    async def attend(number: int, visitor: Visitor, start: random.Random) -> None:
        await asyncio.sleep(start.uniform(0, every))
        for edit in range(EDITS):
            if number < RELOADING and edit == EDITS // 2:
                await visitor.leave()
                await opened(visitor)
            began = time.perf_counter()
            edits.append(await visitor.edit(ACTIONS[edit % len(ACTIONS)]))
            if RELOADING <= number < RELOADING + LEAVING and edit == EDITS // 2:
                await visitor.leave()
                return
            await asyncio.sleep(max(0, every - (time.perf_counter() - began)))

    async def noting(job) -> None:
        try:
            await job
        except Exception as problem:  # noqa: BLE001 - counted, and the class goes on
            errors.append(f"{type(problem).__name__}: {problem}")

    await asyncio.gather(*(noting(opened(visitor)) for visitor in visitors))
    come = await asyncio.to_thread(room.memory)
    start = random.Random(0)
    await asyncio.gather(*(noting(attend(n, visitor, start)) for n, visitor in enumerate(visitors)))
    memory = await asyncio.to_thread(room.memory)
    own = await asyncio.to_thread(room.of_a_kernel)
    errors += [visitor.problem for visitor in visitors if visitor.problem]
    for visitor in visitors:
        await visitor.leave()
    figures = {"pages": pages, "shown": shown, "edits": edits, "errors": errors}
    return {**figures, "come": come, "memory": memory, "own": own}


def share(times: list[float], part: float) -> float:
    """The time within which this part of all is done."""
    return sorted(times)[min(len(times) - 1, int(part * len(times)))] if times else float("inf")


def main() -> int:
    """Print the figures; 1 if a limit is broken."""
    parser = argparse.ArgumentParser()
    parser.add_argument("visitors", nargs="?", type=int, default=40)
    parser.add_argument("--every", type=float, default=10, help="seconds between two edits of a visitor")
    parser.add_argument("--kind", choices=("explore", "practice"), default="explore")
    options = parser.parse_args()
    command = ["explore", "--example"] if options.kind == "explore" else ["practice"]
    cores = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    print(f"{options.visitors} visitors of `xtsviz {' '.join(command)}`, {cores}")
    start = time.perf_counter()
    with served(command, options.visitors) as room:
        room.await_warm()
        warm = room.memory()
        print(f"  all kernels warm           after {time.perf_counter() - start:.1f} s, {warm:,} MB in all")
        found = asyncio.run(lesson(room, options.every))
    return report(found, options.visitors)


def report(found: dict, visitors: int) -> int:
    """Print what a class found; 1 if a limit is broken."""
    pages, edits, errors = found["pages"], found["edits"], found["errors"]
    lines = {
        "page in": f"{spread(pages)}; limit {PAGE_LIMIT:.0f} s for all",
        "picture and panels in": spread(found["shown"]),
        f"{len(edits)} edits answered": f"{spread(edits)}; limit {EDIT_LIMIT:.0f} s for 95 %",
        "memory": f"{found['come']:,} MB with all of them, {found['memory']:,} MB at the end",
        "memory of a visitor": f"{found['own']} MB of the kernel alone, {found['come'] / visitors:.0f} MB of all",
        "errors": f"{len(errors)}",
    }
    for title, line in lines.items():
        print(f"  {title:26} {line}")
    for error in sorted(set(errors))[:10]:
        print(f"    {error}")
    return int(max(pages, default=9e9) > PAGE_LIMIT or share(edits, 0.95) > EDIT_LIMIT or bool(errors))


def spread(times: list[float]) -> str:
    """Within which time half, 95 of 100 and all are done."""
    return ", ".join(
        f"{share(times, part):.2f} s {words}" for part, words in ((0.5, "half"), (0.95, "95 %"), (1, "all"))
    )


if __name__ == "__main__":
    raise SystemExit(main())
