"""Small tables of given values, in the engine of another."""

from typing import Any

import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pytest

from xtsviz.model.frames import collect, table_like

SCHEMA = {"name": nw.String, "number": nw.Int64, "open": nw.Boolean}
USED = "".join(map(chr, range(0xF0000, 0xF0010)))
VALUES: dict[str, list[Any]] = {
    "name": ["a,b;c|d", 'it\'s "q" \\ %', None, "", "\n\t ", "Ж漢🙂", USED],
    "number": [0, -1, 2**62, None, 4, 5, 6],
    "open": [True, False, None, True, True, False, True],
}
CONNECTION = duckdb.connect()
ENGINES = {
    "pandas": lambda frame: frame,
    "polars": pl.from_pandas,
    "polars lazy": lambda frame: pl.from_pandas(frame).lazy(),
    "duckdb": lambda frame: CONNECTION.from_arrow(pl.from_pandas(frame).to_arrow()),
}


def made(engine: str, values: dict[str, list[Any]], rows: int) -> nw.DataFrame[Any]:
    given = nw.from_native(ENGINES[engine](pd.DataFrame({"id": [f"u{n}" for n in range(rows)]})))
    return collect(table_like(given, values, SCHEMA))


@pytest.mark.parametrize("rows", [0, 3])
@pytest.mark.parametrize("engine", ["polars", "polars lazy", "duckdb"])
def test_values_come_back_as_they_were(engine: str, rows: int) -> None:
    table = made(engine, VALUES, rows)
    assert dict(table.schema) == SCHEMA
    assert {name: table[name].to_list() for name in VALUES} == VALUES


@pytest.mark.parametrize("engine", ENGINES)
def test_no_rows(engine: str) -> None:
    table = made(engine, {name: [] for name in VALUES}, 3)
    assert dict(table.schema) == SCHEMA
    assert len(table) == 0
