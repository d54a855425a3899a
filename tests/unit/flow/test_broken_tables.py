"""A lazy table that fails when it is asked: one error of ours, whatever asks and whichever engine it is."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

import xtsviz as xts
from xtsviz.errors import DirectoryError
from xtsviz.flow.assignable import search_assignable
from xtsviz.flow.scope_outcome import audience
from xtsviz.model.scope import Scope
from xtsviz.people.query import PeopleQuery, PeopleSearch

MESH = xts.templates.full_mesh(["A", "B", "C"], members=2)


def file_gone(folder: Path) -> xts.Design:
    path = folder / "users.parquet"
    pl.from_pandas(MESH.directory).write_parquet(path)
    design = MESH.with_directory(pl.scan_parquet(path))
    path.unlink()
    return design


def in_duckdb(command: str | None) -> xts.Design:
    connection = duckdb.connect()
    connection.register("given", pl.from_pandas(MESH.directory).to_arrow())
    connection.execute("create table users as select * from given")
    design = MESH.with_directory(connection.table("users"))
    if command is None:
        connection.close()
    else:
        connection.execute(command)
    return design


BROKEN: dict[str, Callable[[Path], xts.Design]] = {
    "file gone": file_gone,
    "connection closed": lambda _: in_duckdb(None),
    "table dropped": lambda _: in_duckdb("drop table users"),
    "column dropped": lambda _: in_duckdb("alter table users drop column mail"),
}
ASKED: dict[str, Callable[[xts.Design], Any]] = {
    "repr": lambda design: repr(xts.user_flow(design)),
    "arrows": lambda design: xts.user_flow(design).arrows,
    "counts": lambda design: xts.user_flow(design).counts(),
    "population": lambda design: xts.user_flow(design).population(),
    "presence": lambda design: xts.user_flow(design).presence,
    "merged": lambda design: xts.user_flow(design).merged,
    "trace": lambda design: xts.user_flow(design).trace("a-001"),
    "of_user": lambda design: xts.user_flow(design).presence_of_user("a-001"),
    "externals": lambda design: xts.user_flow(design).externals("A"),
    "review": xts.review,
    "diff": lambda design: xts.diff(MESH, design).summary,
    "diff as bool": lambda design: bool(xts.diff(MESH, design)),
    "audience": lambda design: audience(design, "a", Scope()),
    "search": lambda design: search_assignable(design, "a", "x"),
    "people": lambda design: PeopleSearch(xts.user_flow(design)).answer(PeopleQuery()),
    "document": lambda design: design.to_document(),
    "remove a tenant": lambda design: design.remove_tenant("A"),
}


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("broken", BROKEN)
def test_one_error_with_what_to_do(tmp_path: Path, broken: str, asked: str) -> None:
    design = BROKEN[broken](tmp_path)
    with pytest.raises(DirectoryError, match=r"cannot be read: .* open it again and give it to") as caught:
        ASKED[asked](design)
    assert len(str(caught.value).splitlines()) == 1
