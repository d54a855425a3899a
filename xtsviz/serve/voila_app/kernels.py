"""Kernels that end soon after their page is closed."""

from __future__ import annotations

from time import monotonic

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from traitlets import Dict, Integer

FIRST_PAGE_SECONDS = 50
"""Seconds that a kernel waits for its first page, from when it has a result to show."""


class PageKernelManager(AsyncMappingKernelManager):
    """Ends each kernel whose page was closed, was killed or lost its network some time ago.

    Jupyter's own culling counts from the last message. A page without messages would then lose its kernel in the first
    second without a network. This manager counts from the moment when the page went away.

    It checks every ``cull_interval`` seconds, and waits for ``cull_idle_timeout`` seconds.
    """

    first_page_seconds = Integer(
        FIRST_PAGE_SECONDS, config=True, help="How long a kernel waits for its first page."
    )

    without_page_since = Dict(help="When kernels lost their page, by id.")
    had_page = Dict(help="Kernels that have had a page, by id.")

    def notify_connect(self, kernel_id: str) -> None:
        """A page has connected, for the first time or again."""
        super().notify_connect(kernel_id)
        self.had_page[kernel_id] = True
        self.without_page_since.pop(kernel_id, None)

    def notify_disconnect(self, kernel_id: str) -> None:
        """A page has disconnected. Another page may still be connected."""
        super().notify_disconnect(kernel_id)
        if kernel_id in self and not self._kernel_connections.get(kernel_id):
            self.without_page_since[kernel_id] = monotonic()

    async def cull_kernels(self) -> None:
        """Check all kernels; called every ``cull_interval`` seconds."""
        await super().cull_kernels()
        for by_kernel in (self.without_page_since, self.had_page):
            for kernel_id in by_kernel.keys() - set(self.list_kernel_ids()):
                del by_kernel[kernel_id]

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """End this kernel if it has waited long enough. A busy kernel ends too: no page would show its result."""
        if kernel_id not in self or self._kernel_connections.get(kernel_id):
            return
        had_page = kernel_id in self.had_page
        if not had_page and getattr(self._kernels[kernel_id], "execution_state", "") in ("starting", "busy"):
            self.without_page_since.pop(kernel_id, None)  # its page cannot be there yet
            return
        since = self.without_page_since.setdefault(kernel_id, monotonic())
        max_wait = self.cull_idle_timeout if had_page else self.first_page_seconds
        if monotonic() - since >= max_wait:
            self.log.info("Ending the kernel %s: it has no page", kernel_id)
            await self.shutdown_kernel(kernel_id)
