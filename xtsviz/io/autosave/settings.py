"""What a person settled on once, for all explorers of this machine: whether and where to save by itself."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from xtsviz.errors import XtsvizError
from xtsviz.io.autosave.places import Choice, data_folder, make_private
from xtsviz.model import jsontext, storage

FORMAT = "xtsviz-settings"
VERSION = 1
_FILE = "settings.json"


def settled_choice() -> Choice | None:
    """What the person chose; None if nobody asked yet, or if it cannot be read."""
    try:
        data = jsontext.decode(storage.read_bytes(_path()))
    except XtsvizError:
        return None
    found = data.get("autosave") if isinstance(data, dict) and data.get("format") == FORMAT else None
    return next((choice for choice in get_args(Choice) if choice == found), None)


def settle(choice: Choice) -> None:
    """Remember the choice.

    Raises:
        FileError: it cannot be written.
    """
    make_private(_path().parent)
    data = {"format": FORMAT, "version": VERSION, "autosave": choice}
    storage.write_atomically(_path(), jsontext.encode(data).encode("utf-8"), private=True)


def _path() -> Path:
    return data_folder() / _FILE
