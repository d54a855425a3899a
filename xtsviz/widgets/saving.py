"""Saving in Python: `Explorer.save` and `Explorer.autosave`."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from xtsviz.errors import DesignError, FileError
from xtsviz.io.autosave.places import Choice, Host, find_host
from xtsviz.model.storage import path_text
from xtsviz.widgets.cell_runs import current_run
from xtsviz.widgets.keep_intents import SaveTo, SettleAutosave
from xtsviz.widgets.store import Store


class Saving:
    """What an explorer offers for saving."""

    _store: Store

    def save(self, path: str | os.PathLike[str] | None = None) -> None:
        """Write the design as a document, completely or not at all; a file that is there is replaced.

        Args:
            path: the file; None for the one that was saved to last. A new file can be read by its owner only.

        Raises:
            FileError: the file cannot be written, or none was named yet.
            DesignError: the document would not load.
        """
        path = path if path is not None else self._store.view_state.keeping.file
        if path is None:
            raise FileError('name the file once, such as explorer.save("design.json")')
        name = os.path.abspath(path_text(path))  # noqa: PTH100 - and no error for an odd name
        self._store.send(SaveTo(name, replace=True, from_page=False))

    @property
    def autosave(self) -> Choice:
        """Where the explorer saves by itself: ``notebook`` (beside it), ``data`` (the user's data folder) or ``off``.

        Raises:
            DesignError: set to something that is not possible here.
        """
        return self._store.view_state.keeping.choice

    @autosave.setter
    def autosave(self, choice: Choice) -> None:
        choices = self._store.view_state.keeping.choices
        if choice not in choices:
            possible = (
                f"one of {', '.join(choices)}" if choices else "nothing where several people share a server"
            )
            raise DesignError(f"autosave is {possible}, not {choice!r}")
        self._store.send(SettleAutosave(choice))


def current_host() -> Host:
    """Where this kernel runs."""
    from IPython import get_ipython

    shell = get_ipython()
    # The editor VS Code tells kernels the notebook in this way.
    told = shell.user_ns.get("__vsc_ipynb_file__") if shell else None
    try:
        folder = Path.cwd()
    except OSError:  # it was removed
        folder = Path.home()
    host = find_host(os.environ, folder, told if isinstance(told, str) else "")
    return replace(host, run=current_run(shell))
