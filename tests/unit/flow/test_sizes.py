"""Designs of a size at which engines give up on deep expressions, or a cost in squares shows."""

from collections.abc import Callable
from typing import Any

import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pytest

import xtsviz as xts

TENANTS = 100


@pytest.fixture(scope="module")
def mesh() -> xts.Design:
    return xts.templates.full_mesh([f"T{n:03}" for n in range(TENANTS)], members=1)


CONNECTION = duckdb.connect()


def in_duckdb(frame: pd.DataFrame) -> Any:
    return CONNECTION.from_arrow(pl.from_pandas(frame).to_arrow())


ENGINES: dict[str, Callable[[pd.DataFrame], Any]] = {
    "pandas": lambda frame: frame,
    "polars": pl.from_pandas,
    "polars lazy": lambda frame: pl.from_pandas(frame).lazy(),
    "duckdb": in_duckdb,
}


def rows(table: Any) -> list[tuple[Any, ...]]:
    frame = nw.from_native(table)
    columns = ("user", "tenant", "relation", "user_type", "user_principal_name", "arrow", "origin")
    eager = (frame.collect() if isinstance(frame, nw.LazyFrame) else frame).select(*columns)
    return [tuple(None if value != value else value for value in row) for row in eager.iter_rows()]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_mesh_of_100_tenants_on_every_engine(mesh: xts.Design, engine: str) -> None:
    flow = xts.user_flow(mesh.with_directory(ENGINES[engine](mesh.directory)))
    counts = flow.counts().to_numpy()
    assert counts.sum() == TENANTS * (TENANTS - 1)
    assert (counts.diagonal() == 0).all()
    there = rows(flow.presence)
    assert len(there) == TENANTS**2
    assert there == rows(xts.user_flow(mesh).presence)


def hub(filters: list[Any], engine: str) -> xts.Design:
    design = xts.templates.single_source_single_target(["Contoso", "Fabrikam"], members=4)
    people = design.directory[lambda table: table["tenant"] == "contoso"].assign(
        city=["c1", "c2", None, ""], level=["l0", "l1", "l2", "l3"]
    )
    design = design.with_directory(ENGINES[engine](people))
    return design.update_arrow("contoso->fabrikam", filters=filters)


def clause(attribute: str, operator: str, value: str) -> dict[str, str]:
    return {"attribute": attribute, "operator": operator, "value": value}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_filter_of_2000_groups_and_one_of_2000_clauses(engine: str) -> None:
    either = [
        [clause("level", "EQUALS", f"l{n % 1500 + 2}"), clause("city", "NOT EQUALS", f"x{n}")]
        for n in range(2000)
    ]
    flow = xts.user_flow(hub([*either, [clause("level", "EQUALS", "l1")]], engine))
    assert flow.by_arrow["contoso->fabrikam"].carried == 1  # the one in c2; the next two have no city
    every = [clause("city", "NOT EQUALS", f"c{n}") for n in range(2, 2002)]
    flow = xts.user_flow(hub([every], engine))
    assert flow.by_arrow["contoso->fabrikam"].carried == 1
    assert [row["reason"] for _, row in flow.trace("contoso-002").iterrows()] == ["filter-not-met"]


@pytest.mark.parametrize("engine", ENGINES)
def test_many_arrows_with_scopes_of_their_own(engine: str) -> None:
    tenants = ["Hub", *(f"T{n}" for n in range(12))]
    design = xts.templates.user_hub(tenants, members=12)
    for number, arrow in enumerate(design.arrows):
        who = f"hub-{number + 1:03}"
        if number % 2:
            design = design.update_arrow(arrow.id, scope_users="assigned", assigned=[who])
        else:
            filters = [[clause("displayName", "EQUALS", design.directory.set_index("id").display_name[who])]]
            design = design.update_arrow(arrow.id, filters=filters)
    flow = xts.user_flow(design.with_directory(ENGINES[engine](design.directory)))
    pandas = xts.user_flow(design)
    assert flow.arrows.equals(pandas.arrows)
    assert set(flow.arrows["carried"]) == {1}
    assert rows(flow.presence) == rows(pandas.presence)
    assert flow.trace("hub-002").equals(pandas.trace("hub-002"))
    assert flow.trace("hub-002")["carried"].sum() == 1
    assert xts.review(flow.design) == xts.review(design)


def test_few_and_many_users_meet_filters_by_the_same_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    tenants = ["Hub", *(f"T{n}" for n in range(6))]
    design = xts.templates.user_hub(tenants, members=12)
    people = design.directory.assign(city=[None, "", "c1", "c2"] * 21, level=[None, 1, 2] * 28)
    design = design.with_directory(people.astype({"level": "Int64"}))
    filters = [
        [
            [clause("city", "EQUALS", "c1"), clause("level", "NOT EQUALS", "1")],
            [clause("level", "EQUALS", "1")],
        ],
        [[clause("level", "NOT EQUALS", "1")]],
        [[{"attribute": "city", "operator": "IS NULL"}], [clause("city", "EQUALS", "c2")]],
        [[clause("level", "Greater_Than", "1"), {"attribute": "nobody", "operator": "IS NULL"}]],
        [[clause("nobody", "EQUALS", "1")]],
        [[{"attribute": "city", "operator": "IS NULL"}], [{"attribute": "city", "operator": "IS NOT NULL"}]],
    ]
    for arrow, given in zip(design.arrows, filters, strict=True):
        design = design.update_arrow(arrow.id, filters=given)
    few = xts.user_flow(design).arrows
    assert few["carried"].tolist() == [5, 4, 9, 4, 0, 12]
    monkeypatch.setattr("xtsviz.flow.scope_members.MAX_ONE_BY_ONE", 0)
    assert xts.user_flow(design.with_directory(design.directory)).arrows.equals(few)
    lazy = design.with_directory(pl.from_pandas(design.directory).lazy())
    assert xts.user_flow(lazy).arrows.equals(few)


COLUMNS_OF_OURS = (
    "_scope",
    "_filter",
    "_group",
    "_member",
    "key",
    "order",
    "source",
    "object",
    "outcome",
    "= mail",
)


@pytest.mark.parametrize("engine", ENGINES)
def test_attributes_named_like_columns_of_ours(engine: str) -> None:
    mesh = xts.templates.full_mesh(["A", "B"], members=2)
    people = mesh.directory.assign(**dict.fromkeys(COLUMNS_OF_OURS, "v"))
    design = mesh.with_directory(ENGINES[engine](people))
    filters = [[clause(name, "EQUALS", "v") for name in COLUMNS_OF_OURS]]
    design = design.update_arrow("a->b", filters=filters).update_arrow("b->a", filters=[filters[0][:2]])
    flow = xts.user_flow(design)
    assert flow.counts().equals(xts.user_flow(mesh).counts())
    assert rows(flow.presence) == rows(xts.user_flow(mesh).presence)
    assert flow.trace("a-001")["carried"].tolist() == [True, False]
