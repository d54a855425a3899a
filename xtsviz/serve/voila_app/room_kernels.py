"""The kernels of a room with many visitors: warm ones wait, so that nobody waits for a start."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import psutil
from traitlets import Integer, Unicode

from xtsviz.serve.memory import held_mb, spare_places
from xtsviz.serve.voila_app.kernels import PageKernelManager


class RoomKernelManager(PageKernelManager):
    """Keeps as many warm kernels as visitors may still come, and a few for those who reload.

    Voila's pool does the warming: its class derives from this one. This class says how large the pool is.
    """

    visitors = Integer(1, config=True, help="How many visitors are expected.")
    status_file = Unicode("", config=True, help="The file that says who is there; empty for none.")

    memory = 0
    """Megabytes that the server and its kernels hold."""

    @property
    def spare(self) -> int:
        """Kernels for those who reload."""
        return spare_places(self.visitors)

    def present(self) -> int:
        """The number of kernels that have a page now."""
        return sum(bool(self._kernel_connections.get(id)) for id in self.list_kernel_ids())

    def warm(self) -> int:
        """The number of kernels in the pool, also those that are being warmed."""
        return sum(map(len, getattr(self, "_pools", {}).values()))

    def ready(self) -> int:
        """The number of kernels in the pool that show their page at once."""
        pools = getattr(self, "_pools", {}).values()
        started = [task.result() for pool in pools for task in pool if task.done() and not task.exception()]
        return sum(content["task"].done() for content in started)

    def in_use(self) -> int:
        """The number of kernels that visitors have, or had a moment ago."""
        return max(0, len(self.list_kernel_ids()) - self.warm())

    def wanted(self, coming: int = 0) -> int:
        """How many warm kernels there should be, when so many more visitors have taken theirs."""
        taken = self.in_use() + coming
        return max(0, min(self.visitors + self.spare - taken, max(self.spare, self.visitors - taken)))

    def plan(self, coming: int = 0) -> None:
        """Tell Voila's pool how large it should be, when so many more visitors have taken their kernels."""
        self.kernel_pools_config = {"default": {"pool_size": self.wanted(coming)}}

    async def has_place(self) -> bool:
        """Make place for one more visitor if need be: kernels end whose page went away. False if the room is full."""
        while self.in_use() >= self.visitors + self.spare:
            gone = sorted(self.without_page_since, key=self.without_page_since.__getitem__)
            left = next((id for id in gone if id in self and not self._kernel_connections.get(id)), None)
            if left is None:
                return False
            del self.without_page_since[left]
            await self.shutdown_kernel(left)
        self.plan(coming=1)
        return True

    async def cull_kernels(self) -> None:
        """End kernels without a page, fill the pool, and tell who is there; called every few seconds."""
        await super().cull_kernels()
        fill = getattr(self, "fill_if_needed", None)
        if fill:
            self.plan()
            fill(delay=0, notebook_name=getattr(self, "notebook_path"))  # noqa: B009
        self.memory = await asyncio.to_thread(_memory_of_this_server)
        if self.status_file:
            self._write_status()

    def status(self) -> dict[str, int]:
        """Who is there: numbers of visitors, places and warm kernels, and megabytes. No names."""
        return {
            "visitors": self.present(),
            "places": self.visitors,
            "warm": self.ready(),
            "memory": self.memory,
        }

    def _write_status(self) -> None:
        new = Path(f"{self.status_file}.new")
        new.write_text(json.dumps(self.status()), "utf-8")
        new.replace(self.status_file)


def _memory_of_this_server() -> int:
    this = psutil.Process()
    return held_mb([this, *this.children(recursive=True)])
