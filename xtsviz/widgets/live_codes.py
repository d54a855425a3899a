"""Watches the folder in which the trainer's server has the predictions of its learners."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from xtsviz.training.live_board import posted_codes
from xtsviz.widgets.error_reports import KERNEL_LOCK

SECONDS = 0.7
"""Between two looks at the folder: a trainer sees predictions come."""

_log = logging.getLogger(__name__)


class LiveCodes:
    """Calls with the codes of a folder, whenever they are others, until it is stopped or the folder is gone.

    Args:
        folder: of the server.
        tell: takes the codes, with `KERNEL_LOCK` held.
        seconds: between two looks.
    """

    def __init__(
        self, folder: Path, tell: Callable[[tuple[str, ...]], object], seconds: float = SECONDS
    ) -> None:
        self._folder, self._tell, self._seconds = folder, tell, seconds
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="xtsviz-board", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()

    def _watch(self) -> None:
        told: tuple[str, ...] | None = None
        while not self._stopped.is_set() and self._folder.exists():
            codes = posted_codes(self._folder)
            if codes != told:
                told = codes
                try:
                    with KERNEL_LOCK:
                        if not self._stopped.is_set():
                            self._tell(codes)
                except Exception:  # noqa: BLE001 - the next look may go well
                    _log.exception("the board could not be brought up to date")
            self._stopped.wait(self._seconds)
