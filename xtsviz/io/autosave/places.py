"""Where an explorer saves by itself: beside the notebook, or in the user's data folder.

The names of people are in what is saved. So its folders are open to their owner only, a server with several visitors
saves nothing, and a folder beside a notebook is left out by Git.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from xtsviz.errors import FileError, quoted

Choice: TypeAlias = Literal["notebook", "data", "off"]
"""Save beside the notebook, in the user's data folder, or not at all."""

SWITCH = "XTSVIZ_AUTOSAVE"
"""The environment variable that sets the choice for all explorers: ``notebook``, ``data`` or ``off``."""
WORK_FOLDER = "XTSVIZ_WORK_FOLDER"
"""The environment variable with which `xtsviz explore` tells its kernels the folder that it was started in."""
FOLDER = ".xtsviz"
"""The folder beside a notebook."""

_SESSION = "JPY_SESSION_NAME"  # Jupyter's server tells a kernel the path of its notebook
_SERVER = "SERVER_SOFTWARE"  # Voila tells its kernels its name


@dataclass(frozen=True)
class CellRun:
    """A run of a cell: the id of the cell, and the number of the request that ran it."""

    cell: str
    request: str


@dataclass(frozen=True)
class Host:
    """Where an explorer runs.

    Attributes:
        folder: relative names of files belong to it.
        notebook: the file of the notebook; None if there is none, or if it is not known.
        is_page: `xtsviz explore` shows the explorer, to one person.
        is_shared: a server shows it to several visitors.
        fixed: what `SWITCH` says; None if it says nothing.
        run: the run of the cell that makes the explorer; None if it is not known.
    """

    folder: Path
    notebook: Path | None = None
    is_page: bool = False
    is_shared: bool = False
    fixed: Choice | None = None
    run: CellRun | None = None

    @property
    def asks(self) -> bool:
        """Whether it saves by itself before the person says so, who is asked then.

        A kernel without a known notebook may be a program that runs notebooks.
        """
        return bool(self.notebook or self.is_page) and not self.is_shared and self.fixed is None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What a person can choose here; nothing where several visitors share a server."""
        if self.is_shared:
            return ()
        return ("notebook", "data", "off") if self.notebook else ("data", "off")

    def choice(self, settled: Choice | None) -> Choice:
        """What is done here, if a person settled on this once; in the data folder before anything is settled."""
        if self.is_shared:
            return "off"
        wanted = self.fixed or (settled or "data" if self.asks else "off")
        return wanted if wanted in self.choices else "data"

    def place(self, choice: Choice) -> tuple[Path, str] | None:
        """The folder of what is saved, and how the names of the files begin; None for ``off``."""
        if choice == "off":
            return None
        if choice == "notebook" and self.notebook:
            return self.notebook.parent / FOLDER, _slug(self.notebook.stem)
        if self.is_page:
            return data_folder(), "explore"
        of = self.notebook or self.folder
        return data_folder(), f"{_slug(of.stem)}-{sha256(str(of).encode()).hexdigest()[:8]}"


def find_host(environment: Mapping[str, str], folder: Path, notebook: str = "") -> Host:
    """Where this process runs.

    Args:
        environment: of the process.
        folder: its current folder.
        notebook: the file of the notebook, if an editor told it in another way than Jupyter's server does.
    """
    fixed = environment.get(SWITCH, "").strip().lower()
    switch = next((choice for choice in get_args(Choice) if choice == fixed), None)
    if work := environment.get(WORK_FOLDER):
        return Host(Path(work), is_page=True, fixed=switch)
    if environment.get(_SERVER, "").lower().startswith("voila"):
        return Host(folder, is_shared=True, fixed=switch)
    name = notebook or environment.get(_SESSION, "")
    is_notebook = name.endswith(".ipynb")  # a console has a session too
    return Host(folder, (folder / name).absolute() if is_notebook else None, fixed=switch)


def data_folder() -> Path:
    """The folder of xtsviz among the user's data."""
    import platformdirs  # only where something is saved

    return platformdirs.user_data_path("xtsviz", appauthor=False) / "autosave"


def make_private(folder: Path) -> None:
    """Make a folder that its owner alone can open; one that exists becomes such a folder.

    Raises:
        FileError: it cannot be made, or it belongs to somebody else.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
        if hasattr(os, "getuid") and found.st_uid != os.getuid():
            raise FileError(f"cannot save in {quoted(str(folder), 200)}: the folder belongs to another user")
        if found.st_mode & 0o077:
            folder.chmod(0o700)
        ignored = folder / ".gitignore"
        if folder.name == FOLDER and not ignored.exists():
            ignored.write_text("# What xtsviz saves by itself has names of people.\n*\n", "utf-8")
    except OSError as problem:
        raise FileError(f"cannot save in {quoted(str(folder), 200)}: {problem.strerror or problem}") from None


def _slug(name: str) -> str:
    return re.sub(r"[^\w-]+", "-", name).strip("-")[:40] or "notebook"
