"""The notebook that a served explorer starts with. Its code names the files that the user gave."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias

from xtsviz.errors import DesignError, FileError, quoted
from xtsviz.io import files
from xtsviz.model import jsontext
from xtsviz.model.design import Design
from xtsviz.model.storage import is_lasting_file

KERNEL = {"name": "python3", "display_name": "Python 3 (xtsviz)", "language": "python"}
NOTEBOOK = "xtsviz.ipynb"
_DOCUMENT = "design.json"
_EXPLORE = "xts.explore(design)"
_EMPTY = "import xtsviz as xts\n\nxts.explore()"
_PRACTICE = "import xtsviz as xts\n\nxts.practice()"

PageKind: TypeAlias = Literal["explore", "practice"]
"""What a served page shows: an explorer, or the exercises."""


@dataclass(frozen=True)
class Source:
    """The files of a design, by the names that the user gave.

    Attributes:
        document: the path of the document.
        users: by tenant, the path of its list of users.
        columns: by field, the name of the column of the lists that means it.
    """

    document: str
    users: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_lasting(self) -> bool:
        """True if all are plain files, so that a kernel can read them later."""
        return all(map(is_lasting_file, (self.document, *self.users.values())))

    def from_folder(self, folder: Path) -> Source:
        """The same files, for code that runs in a folder: relative paths below the folder, else absolute paths."""
        users = {tenant: _path_from(folder, path) for tenant, path in self.users.items()}
        return Source(_path_from(folder, self.document), users, self.columns)


def write_voila_notebook(folder: Path, design: Design | None, source: Source | None) -> Path:
    """Write the notebook of a Voila page into the private folder. The page does not show its code.

    Raises:
        FileError: it cannot be written.
    """
    if design is None:
        return _written(folder, _EMPTY)
    code = _code(design, source)
    if code is None:
        design.save(folder / _DOCUMENT)
        path = str(folder / _DOCUMENT)
        # Not `xts.load`: the explorer would show code that loads a file which is removed at the end.
        code = (
            "import json\nfrom pathlib import Path\n\nimport xtsviz as xts\n\n"
            f"design = xts.Design.from_document(json.loads(Path({path!r}).read_bytes()))\n"
        )
    elif source is not None:  # the explorer shows code with the file names that the user gave
        # The command line has said what was assumed of the lists, and the tab Reading shows it.
        code = (
            "import os\nimport warnings\n\nimport xtsviz as xts\n\n"
            f"os.chdir({str(current_folder())!r})\n"
            f'warnings.simplefilter("ignore", xts.ReadingWarning)\n{code}'
        )
    return _written(folder, f"{code}\n{_EXPLORE}")


def write_practice_notebook(folder: Path, *, is_shared: bool) -> Path:
    """Write the notebook of a page with the exercises into the private folder.

    Args:
        folder: the private folder.
        is_shared: several learners share the server, so each keeps the progress in the browser; one learner keeps it
            in a file in the current folder.

    Raises:
        FileError: it cannot be written.
    """
    if is_shared:
        return _written(folder, "import xtsviz as xts\n\nxts.practice(progress=None)")
    return _written(folder, f"import os\n\nos.chdir({str(current_folder())!r})\n{_PRACTICE}")


def write_lab_notebook(
    folder: Path, design: Design | None, source: Source | None
) -> tuple[Path, Path | None]:
    """Write a notebook for JupyterLab into a folder of the user.

    No file of the user is replaced. If the name exists, the next free name of ``xtsviz-2.ipynb``, ``xtsviz-3.ipynb``,
    … is taken. A notebook with the same content is used again.

    Returns:
        The notebook, and the document if one was written: for a design that comes from no file and has more users
        than code spells out.

    Raises:
        FileError: the folder cannot be written to.
    """
    if design is None:
        return _write_new(folder, Path(NOTEBOOK), _notebook(_EMPTY)), None
    code = _code(design, source.from_folder(folder) if source else None)
    document = None
    if code is None:
        document = _write_new(folder, Path(_DOCUMENT), jsontext.encode(design.to_document()))
        code = files.with_load_recipe(design, document.name).to_code()
    return _write_new(folder, Path(NOTEBOOK), _notebook(f"{code}\n{_EXPLORE}")), document


def make_folder(folder: Path) -> None:
    """Create a folder and its parents.

    Raises:
        FileError: it cannot be created.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise FileError(
            f"cannot make the folder {_quoted_folder(folder)}: {problem.strerror or problem}"
        ) from None


def current_folder() -> Path:
    """The current folder of this process.

    Raises:
        FileError: it was deleted.
    """
    try:
        return Path.cwd()
    except OSError:
        raise FileError("the current folder is no longer there; change to another one") from None


def _written(folder: Path, code: str) -> Path:
    notebook = folder / NOTEBOOK
    jsontext.write_atomically(notebook, _notebook(code).encode("utf-8"))
    return notebook


def _code(design: Design, source: Source | None) -> str | None:
    """The code that makes the design; None if only a document can contain it."""
    try:
        if source is not None:
            return files.with_load_recipe(design, source.document, source.users, source.columns).to_code()
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
        "source": code,
    }
    notebook = {
        "cells": [cell],
        "metadata": {"title": "xtsviz", "kernelspec": KERNEL, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, indent=1) + "\n"


def _write_new(folder: Path, name: Path, text: str) -> Path:
    """Write a new file under the first free name, unless a file with such a name has the same content."""
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
        raise FileError(
            f"cannot write to the folder {_quoted_folder(folder)}: {reason}; choose another"
        ) from None


def _path_from(folder: Path, path: str) -> str:
    # The name of a link is kept. Links among its parent folders are resolved, so that relative paths are right.
    whole = Path(path).parent.resolve() / Path(path).name
    home = folder.resolve()
    return whole.relative_to(home).as_posix() if whole.is_relative_to(home) else str(whole)


def _quoted_folder(folder: Path) -> str:
    return quoted(str(folder), 200)
