"""Tables of users in every engine, with odd columns and cells: a flow is computed, or the table refused in words."""

from __future__ import annotations

import datetime
import decimal
import math
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
from hypothesis import assume, given, note
from hypothesis import strategies as st

import xtsviz as xts
from tests.fuzz.words import odd, tried
from xtsviz.io.files import with_user_list
from xtsviz.people.query import PeopleQuery, PeopleSearch, people_frame

FIELDS = ["credentials", "user_type", "account_enabled", "sms_sign_in", "home_user", "home_tenant", "mail"]
FIELDS += ["external_user_state", "display_name", "user_principal_name"]
NAMES = [
    *FIELDS,
    "attributes",
    "department",
    "userType",
    "Id",
    "",
    " ",
    "=x",
    "\x1b[2J",
    "index",
    "_home",
    "user",
]
NAMES += ["name", "_name", "n", "object", "a" * 300, "a.b", 'a"b', "a'b", "id ", "*", "relation", "home"]
WORDS = ["internal", "external", "Member", "Guest", "member", "yes", "", "Accepted", "a", "b", "contoso"]
WORDS += ["fabrikam", "Contoso", None, "\x00", "x" * 300]
DAY = datetime.date(2024, 2, 3)
PLAIN: list[list[Any]] = [
    [1, 2, 3],
    [1.0, math.nan, 3.0],
    [0.5, math.inf, None],
    [True, False, True],
    [True, None, False],
    [None, None, None],
    [2**63, 1, 0],
    [DAY, None, DAY],
    [datetime.datetime(2024, 2, 3, 4), None, None],  # noqa: DTZ001
    [datetime.datetime(2024, 2, 3, tzinfo=datetime.UTC), None, None],
    [datetime.timedelta(1), None, None],
    [datetime.time(1), None, None],
    [decimal.Decimal("1.50"), None, decimal.Decimal("2")],
    [b"x", None, b"\xff"],
    [["a"], [], None],
    [{"a": 1}, {"a": None}, None],
]
"""Columns that every engine has a type for."""
KINDS = ["string", "large_string", "dictionary", "list", "struct", "map", "decimal", "date", "binary", "null"]
ENGINES = [
    "pandas",
    "object",
    "pandas-pyarrow",
    "category",
    "polars",
    "polars-lazy",
    "pyarrow",
    "chunked",
    "duckdb",
]
CONNECTION = duckdb.connect()


def words() -> st.SearchStrategy[list[Any]]:
    return st.lists(st.sampled_from(WORDS) | st.text(max_size=5), min_size=3, max_size=3)


def texts_or_values() -> st.SearchStrategy[list[Any]]:
    return words() | st.sampled_from(PLAIN)


@st.composite
def columns(draw: st.DrawFn, cells: st.SearchStrategy[list[Any]]) -> dict[str, list[Any]]:
    """Three users with further columns; now and then even ids and tenants are odd."""
    made: dict[str, list[Any]] = {
        "id": ["a", "b", "c"],
        "tenant": ["contoso", "fabrikam", draw(st.sampled_from(["contoso", "fabrikam"]))],
    }
    for name in draw(st.lists(st.sampled_from(NAMES), max_size=5, unique=True)):
        made[name] = draw(cells)
    if draw(st.integers(0, 3)) == 0:
        made[draw(st.sampled_from(["id", "tenant"]))] = draw(cells)
    if draw(st.integers(0, 9)) == 0:
        del made[draw(st.sampled_from(["id", "tenant"]))]
    return made if draw(st.booleans()) else dict(sorted(made.items()))


def table(engine: str, made: dict[str, list[Any]]) -> Any:
    """The columns in an engine; None where it has no type for such cells."""
    try:
        match engine:
            case "pandas":
                return pd.DataFrame(made)
            case "object":
                return pd.DataFrame(made, dtype=object, index=pd.Index(["x", "y", "z"], name="id"))
            case "pandas-pyarrow":
                return pd.DataFrame(made).convert_dtypes(dtype_backend="pyarrow")
            case "category":
                return pd.DataFrame({name: pd.Categorical(cells) for name, cells in made.items()})
            case "polars":
                return pl.DataFrame(made)
            case "polars-lazy":
                return pl.LazyFrame(made)
            case "pyarrow":
                return pa.table(made)
            case "chunked":
                whole = pa.table(made)
                return pa.concat_tables([whole.slice(0, 1), whole.slice(1)])
            case _:
                return CONNECTION.from_arrow(pa.table(made))
    except Exception as problem:  # noqa: BLE001 each engine has its own
        note(f"{engine}: {problem}")
    return None


def arrow(kind: str) -> Any:
    """A column of PyArrow of a type that others have not."""
    match kind:
        case "dictionary":
            return pa.array(["a", None, "b"]).dictionary_encode()
        case "list":
            return pa.array([["a"], None, []])
        case "struct":
            return pa.array([{"a": 1}, None, {"a": 2}])
        case "map":
            return pa.array([[("a", 1)], None, []], pa.map_(pa.string(), pa.int64()))
        case "decimal":
            return pa.array([decimal.Decimal("1.5"), None, decimal.Decimal("2")], pa.decimal128(10, 2))
        case "date":
            return pa.array([DAY, None, DAY])
        case "binary":
            return pa.array([b"a", None, b"\xff"])
        case "null":
            return pa.nulls(3)
        case _:
            return pa.array(["internal", None, "external"], getattr(pa, kind)())


def design() -> xts.Design:
    return xts.templates.user_hub(["Contoso", "Fabrikam"], members=0)


def used(made: xts.Design | None) -> None:
    """What was accepted is computed and found; a table in memory is also kept."""
    if made is None:
        return
    flow = xts.user_flow(made)
    assert len(flow.arrows) == 1
    assert len(PeopleSearch(flow).answer(PeopleQuery(search="a", sort="home"))) <= 3
    people_frame(made.users)
    xts.review(made)
    document = tried(made.to_document)
    if document is not None:
        again = xts.Design.from_document(document)
        assert again.to_document() == document
        if isinstance(made.directory, pd.DataFrame):
            assert again == made


@given(st.sampled_from(ENGINES), columns(texts_or_values()))
def test_users_of_an_engine(engine: str, made: dict[str, list[Any]]) -> None:
    given = table(engine, made)
    assume(given is not None)
    used(tried(lambda: design().with_directory(given)))


@given(columns(st.lists(odd(), min_size=3, max_size=3)))
def test_cells_of_any_kind(made: dict[str, list[Any]]) -> None:
    used(tried(lambda: design().with_directory(pd.DataFrame(made, dtype=object))))


@given(st.sampled_from([*NAMES, "id", "tenant"]), st.sampled_from(KINDS), st.booleans())
def test_types_of_pyarrow(name: str, kind: str, as_list: bool) -> None:
    given = pa.table({"id": ["a", "b", "c"], "tenant": ["contoso"] * 3})
    given = given.drop_columns([name]) if name in given.column_names else given
    given = given.append_column(name, arrow(kind))
    used(tried(lambda: design().with_directory(given)))
    used(tried(lambda: design().with_directory(given.to_pandas(types_mapper=pd.ArrowDtype))))
    if as_list:
        names = {"tenant": "userPrincipalName"}
        given = given.rename_columns([names.get(n, n) for n in given.column_names])
        tried(lambda: with_user_list(design(), "contoso", given))


@given(st.lists(odd(), min_size=1, max_size=4), st.booleans())
def test_names_of_columns(names: list[Any], hierarchy: bool) -> None:
    labels = ["id", "tenant", *names]
    try:
        given = pd.DataFrame([["a", "contoso", *names]], columns=pd.Index(labels, dtype=object))
        if hierarchy:
            given.columns = pd.MultiIndex.from_product([["x"], range(len(labels))])
    except Exception:  # noqa: BLE001 pandas has many
        assume(False)
    used(tried(lambda: design().with_directory(given)))


@given(st.sampled_from(ENGINES), st.sampled_from(ENGINES), words(), words(), texts_or_values())
def test_memberships(
    engine: str, other: str, groups: list[Any], members: list[Any], odd_cells: list[Any]
) -> None:
    users = table(engine, {"id": ["a", "b", "c"], "tenant": ["contoso"] * 3})
    rows = table(other, {"group": groups, "member": members})
    odd_rows = table(engine, {"group": odd_cells, "member": ["a", "b", "c"]})
    assume(rows is not None and odd_rows is not None)
    used(tried(lambda: design().with_directory(users, rows)))
    used(tried(lambda: design().with_directory(users, odd_rows)))


@given(
    odd() | st.sampled_from([np.zeros((2, 2)), pd.Series(["a"]), pl.Series(["a"]), pa.array(["a"]), pd.NA])
)
def test_what_is_no_table(source: Any) -> None:
    tried(lambda: design().with_directory(source))
    tried(lambda: design().with_directory(pd.DataFrame({"id": ["a"], "tenant": ["contoso"]}), source))
    tried(lambda: with_user_list(design(), "contoso", source))
