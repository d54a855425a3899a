"""The files that designs were saved to. Saving changes nothing in a design, so this module remembers the file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from xtsviz.model.storage import is_lasting_file
from xtsviz.provenance.recipe import Call, Recipe
from xtsviz.provenance.topology_edits import is_edited_from

if TYPE_CHECKING:
    from xtsviz.model.design import Design
    from xtsviz.model.directory import People
    from xtsviz.model.topology import Topology

_saved: WeakKeyDictionary[People, dict[str, Topology]] = WeakKeyDictionary()
"""By the people of a design: the topology that was saved with it, by path, the latest last."""


def remember(design: Design, path: str | os.PathLike[str]) -> None:
    """Remember that a design has been saved to a file.

    A device, a pipe or an open file of this process (``/dev/stdout``) is not remembered: no code can load it.
    """
    if is_lasting_file(path):
        name = os.fspath(path)
        for files in _saved.values():  # the file's earlier content is gone
            files.pop(name, None)
        _saved.setdefault(design.users.people, {})[name] = design.topology


def recipe_of(design: Design) -> Recipe | None:
    """The recipe of a design. If its origin is not known, the recipe begins with the file that it was saved to.

    The file may hold an earlier topology with the same users: the code adds the edits since. None if no file is known.
    """
    recipe = design.provenance if isinstance(design.provenance, Recipe) else None
    if recipe is not None and not recipe.begins_with_saved_file:
        return recipe
    for path, topology in reversed(_saved.get(design.users.people, {}).items()):
        if is_edited_from(topology, design.topology):
            return Recipe(Call("xts.load", (path,)), topology, from_file=True)
    return recipe
