"""The folder in which a trainer's server has the codes of its learners' predictions."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = "XTSVIZ_BOARD_FOLDER"
"""The environment variable with which a server tells its kernels the folder."""


def make_board_folder(folder: Path) -> None:
    """Make the folder of a server; its owner alone can read it.

    Raises:
        OSError: it cannot be made.
    """
    folder.mkdir(mode=0o700)


def board_folder() -> Path | None:
    """The folder of this server; None where there is no such server, or where others may read the folder."""
    named = os.environ.get(FOLDER)
    return Path(named) if named and _is_private(Path(named)) else None


def _is_private(folder: Path) -> bool:
    try:
        status = folder.stat()
    except OSError:
        return False
    # Windows has no such bits: the folder is inside the user's own.
    return os.name == "nt" or (status.st_uid == os.getuid() and not status.st_mode & 0o077)
