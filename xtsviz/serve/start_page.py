"""The notebook that a served explorer begins with: its code names the files that the user gave."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xtsviz.errors import DesignError, FileError, quoted
from xtsviz.io import files
from xtsviz.model import jsontext
from xtsviz.model.design import Design
from xtsviz.model.storage import is_lasting_file

KERNEL = {"name": "python3", "display_name": "Python 3 (xtsviz)", "language": "python"}
NOTEBOOK = "xtsviz.ipynb"
_DOCUMENT = "design.json"
_EXAMPLE = "import xtsviz as xts\n\ndesign = xts.examples.acquisition()\n"


@dataclass(frozen=True)
class Source:
    """The files of a design, as the user named them.

    Attributes:
        document: the path of the document.
        users: by tenant, the path of its list of users.
    """

    document: str
    users: Mapping[str, str] = field(default_factory=dict)

    @property
    def lasting(self) -> bool:
        """True if all are plain files, which a kernel can read later."""
        return all(map(is_lasting_file, (self.document, *self.users.values())))

    def seen_from(self, folder: Path) -> Source:
        """The same files: below the folder as paths from there, else as whole paths."""
        users = {tenant: _seen_from(folder, path) for tenant, path in self.users.items()}
        return Source(_seen_from(folder, self.document), users)


def page(folder: Path, design: Design | None, source: Source | None) -> Path:
    """Write the notebook of a Voila page into a folder of ours; its own code is not seen.

    Raises:
        FileError: it cannot be written.
    """
    code = _code(design, source)
    if code is None:
        assert design is not None
        design.save(folder / _DOCUMENT)
        path = str(folder / _DOCUMENT)
        # Not `xts.load`: the explorer would tell people to load a file that goes away.
        code = (
            "import json\nfrom pathlib import Path\n\nimport xtsviz as xts\n\n"
            f"design = xts.Design.from_document(json.loads(Path({path!r}).read_bytes()))\n"
        )
    elif source is not None:  # the code that the explorer shows names files as the user did
        code = f"import os\n\nos.chdir({str(current_folder())!r})\n{code}"
    notebook = folder / NOTEBOOK
    jsontext.write_whole(notebook, _notebook(code).encode("utf-8"))
    return notebook


def place(folder: Path, design: Design | None, source: Source | None) -> tuple[Path, Path | None]:
    """Put a notebook for JupyterLab into a folder of the user's, beside all that is there.

    A file of the user's is never written over: where the name is taken, the next free one of ``xtsviz-2.ipynb``,
    ``xtsviz-3.ipynb``, … is; a notebook that is just as it would be written is used again.

    Returns:
        The notebook, and the document if one had to be written: for a design with more users than code spells out,
        and that comes from no file.

    Raises:
        FileError: the folder cannot be written to.
    """
    code = _code(design, source.seen_from(folder) if source else None)
    document = None
    if code is None:
        assert design is not None
        document = _put(folder, Path(_DOCUMENT), jsontext.encode(design.to_document()))
        code = files.loaded_from(design, document.name).to_code()
    return _put(folder, Path(NOTEBOOK), _notebook(code)), document


def made(folder: Path) -> None:
    """Make a folder, with those above it.

    Raises:
        FileError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise FileError(f"cannot make the folder {_told(folder)}: {problem.strerror or problem}") from None


def current_folder() -> Path:
    """The folder that this process works in.

    Raises:
        FileError: it is gone.
    """
    try:
        return Path.cwd()
    except OSError:
        raise FileError("the current folder is no longer there; change to another one") from None


def _code(design: Design | None, source: Source | None) -> str | None:
    """What makes the design, or None if only a document can tell it."""
    if design is None:
        return _EXAMPLE
    try:
        if source is not None:
            return files.loaded_from(design, source.document, source.users).to_code()
        return design.to_code()
    except DesignError:
        return None


def _notebook(code: str) -> str:
    cell: dict[str, Any] = {
        "cell_type": "code",
        "id": "explorer",
        "metadata": {},
        "execution_count": None,
        "outputs": [],
        "source": f"{code}\nxts.explore(design)",
    }
    notebook = {
        "cells": [cell],
        "metadata": {"title": "xtsviz", "kernelspec": KERNEL, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, indent=1) + "\n"


def _put(folder: Path, name: Path, text: str) -> Path:
    """Write a new file, or find it written just so, under the first name that this is possible with."""
    data = text.encode("utf-8")
    number = 1
    try:
        while True:
            path = folder / (f"{name.stem}-{number}{name.suffix}" if number > 1 else name)
            try:
                with path.open("xb") as new:
                    new.write(data)
                return path
            except FileExistsError:
                if path.is_file() and path.read_bytes() == data:
                    return path
            number += 1
    except OSError as problem:
        reason = problem.strerror or problem
        raise FileError(f"cannot write to the folder {_told(folder)}: {reason}; choose another") from None


def _seen_from(folder: Path, path: str) -> str:
    # A link is kept by its name, its folder is not: what lies below must be read from there.
    whole = Path(path).parent.resolve() / Path(path).name
    home = folder.resolve()
    return whole.relative_to(home).as_posix() if whole.is_relative_to(home) else str(whole)


def _told(folder: Path) -> str:
    return quoted(str(folder), 200)
