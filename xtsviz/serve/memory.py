"""How much memory this machine has left, what processes hold, and how many visitors fit."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path

import psutil

from xtsviz.errors import ServeError
from xtsviz.serve.kernel_forks import can_fork

SERVER_MB = 330
"""Megabytes that a server holds for a room before the first visitor, with the process that kernels are forked from."""

_FORKED_MB = 55  # of a visitor who works; `make class` prints 47, and some open many tabs
_ALONE_MB = 140  # where kernels are not forked
_USERS_PER_MB = 1500  # of a design, in each kernel
_SPARE_PLACES = 8  # one spare place for so many visitors, for those who reload
CGROUPS = (
    (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory.current")),
    (
        Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
        Path("/sys/fs/cgroup/memory/memory.usage_in_bytes"),
    ),
)


def spare_places(visitors: int) -> int:
    """Kernels that are kept beside those of so many visitors: a page that is reloaded has two for a moment."""
    return max(2, -(-visitors // _SPARE_PLACES))


def visitor_mb(users: int = 0) -> int:
    """Megabytes that a visitor needs, for a design with so many users."""
    return (_FORKED_MB if can_fork() else _ALONE_MB) + users // _USERS_PER_MB


def available_mb() -> int:
    """Megabytes that this process and others may still take; the limit of a container counts."""
    free = int(psutil.virtual_memory().available)
    for limit, used in CGROUPS:
        with contextlib.suppress(OSError, ValueError):  # there is none, or its limit is the word max
            free = min(free, int(limit.read_text()) - int(used.read_text()))
    return max(0, free) // 2**20


def check_fit(visitors: int, users: int, available: int) -> None:
    """Refuse more visitors than fit into the memory.

    Args:
        visitors: how many are expected.
        users: of the design that each of them gets.
        available: megabytes; see `available_mb`.

    Raises:
        ServeError: they do not fit. It says how many do.
    """
    if needed_mb(visitors, users) <= available:
        return
    fitting = next((n for n in range(visitors - 1, 0, -1) if needed_mb(n, users) <= available), 0)
    needed = f"{visitors:,} visitors need about {needed_mb(visitors, users):,} MB of memory; {available:,} MB are free"
    remedy = f"{fitting:,} fit: give --visitors {fitting}" if fitting else "not one fits"
    raise ServeError(f"{needed}. {remedy}, or end other programs")


def needed_mb(visitors: int, users: int) -> int:
    """Megabytes that a room for so many visitors needs."""
    return SERVER_MB + (visitors + spare_places(visitors)) * visitor_mb(users)


def held_mb(processes: Iterable[psutil.Process]) -> int:
    """Megabytes that processes hold together. What they share counts once, where the system tells it."""
    total = 0
    for process in processes:
        with contextlib.suppress(psutil.Error, OSError, ValueError, StopIteration):  # it has ended
            total += _held(process)
    return total // 2**20


def _held(process: psutil.Process) -> int:
    rollup = Path(f"/proc/{process.pid}/smaps_rollup")
    if not rollup.exists():
        return int(process.memory_info().rss)
    share = next(line for line in rollup.read_text().splitlines() if line.startswith("Pss:"))
    return int(share.split()[1]) * 1024
