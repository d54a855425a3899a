"""Kernels that live as long as their page is there."""

from __future__ import annotations

from time import monotonic

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from traitlets import Dict, Integer

ARRIVAL = 50
"""Seconds that a kernel, once it has something to show, waits for a page that was never there."""


class PageKernelManager(AsyncMappingKernelManager):
    """Ends each kernel that has had no page for a while, whether it was closed, killed, or lost its network.

    A server's own culling counts from the last message, so that a page which only shows something would lose its
    kernel in the first second without a network. This one counts from when the page went.

    It looks every ``cull_interval`` seconds, and waits for ``cull_idle_timeout``.
    """

    arrival_seconds = Integer(ARRIVAL, config=True, help="How long a kernel waits for its first page.")

    _alone = Dict(help="Since when kernels without a page are so, by id.")
    _met = Dict(help="Kernels that have had a page, by id.")

    def notify_connect(self, kernel_id: str) -> None:
        """A page has come, or has come back."""
        super().notify_connect(kernel_id)
        self._met[kernel_id] = True
        self._alone.pop(kernel_id, None)

    def notify_disconnect(self, kernel_id: str) -> None:
        """A page has gone; it may be one of two."""
        super().notify_disconnect(kernel_id)
        if kernel_id in self and not self._kernel_connections.get(kernel_id):
            self._alone[kernel_id] = monotonic()

    async def cull_kernels(self) -> None:
        """Look after all kernels; called every ``cull_interval`` seconds."""
        await super().cull_kernels()
        for known in (self._alone, self._met):
            for gone in known.keys() - set(self.list_kernel_ids()):
                del known[gone]

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """End this kernel if it has waited long enough. A kernel at work ends too: nobody would see what it makes."""
        if kernel_id not in self or self._kernel_connections.get(kernel_id):
            return
        met = kernel_id in self._met
        if not met and getattr(self._kernels[kernel_id], "execution_state", "") in ("starting", "busy"):
            self._alone.pop(kernel_id, None)  # its page cannot be there yet
            return
        since = self._alone.setdefault(kernel_id, monotonic())
        patience = self.cull_idle_timeout if met else self.arrival_seconds
        if monotonic() - since >= patience:
            self.log.info("Ending the kernel %s: it has no page", kernel_id)
            await self.shutdown_kernel(kernel_id)
