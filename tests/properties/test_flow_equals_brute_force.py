"""The engine and the brute force agree on every design, in every table engine, and change nothing given."""

from __future__ import annotations

import copy
import json
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, note

import xtsviz as xts
from tests.properties import brute_force_groups
from tests.properties.amount import FUZZ, examples
from tests.properties.brute_force import Result, evaluate
from tests.properties.brute_force_parts import as_text
from tests.properties.strategies import documents
from tests.unit.flow.topologies import problems

ORACLE = sorted((Path(__file__).parent.parent / "data" / "oracle").glob("T*.json"))

USER_COLUMNS = ["id", "tenant", "display_name", "user_principal_name", "mail", "credentials", "user_type"]
USER_COLUMNS += ["account_enabled", "sms_sign_in", "home_user", "home_tenant", "external_user_state"]
PRESENCE_COLUMNS = ["user", "home_tenant", "tenant", "relation", "user_type", "user_principal_name"]
PRESENCE_COLUMNS += ["account_enabled", "arrow", "origin"]
ARROW_COLUMNS = ["arrow", "source", "target", "state", "codes", "eligible", "carried"]
TRACE_COLUMNS = ["arrow", "source", "target", "carried", "reason"]

ERRORS = {"inbound-sync-not-allowed", "auto-redeem-inbound-missing", "auto-redeem-outbound-missing"}
ERRORS |= {"guest-invites-disabled", "cloud-pair-unsupported", "groups-across-clouds"}
ERRORS |= {"guest-invites-disabled", "cloud-pair-unsupported"}
ERRORS |= {"domain-in-two-tenants", "filter-attribute-unsupported", "mto-spans-clouds"}
INFOS = {"same-person-internal", "sms-sign-in-skipped", "group-sync-needs-assigned-scope"}


# -- the two sides in one form -----------------------------------------------------------------------------


def rows(table: Any, columns: list[str]) -> list[dict[str, Any]]:
    """A table of any engine as dicts, empty cells as None."""
    frame = nw.from_native(table)
    eager = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    return [{name: plain(row[name]) for name in columns} for row in eager.iter_rows(named=True)]


def plain(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return list(value)
    if value is None or pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value


def in_any_order(listed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(listed, key=lambda row: [str(value) for value in row.values()])


def carried(flow: Any, arrow: str) -> list[str]:
    """The first three whom an arrow made or manages an object for."""
    return [user for user, _name in flow.first_users_of_arrow(arrow, 3)]


def cells(counts: pd.DataFrame) -> dict[tuple[str, str], int]:
    return {(home, where): int(counts.loc[home, where]) for home in counts.index for where in counts.columns}


def objects_by_kind(flow: Any) -> dict[tuple[str, str], int]:
    """The numbers of `Flow.populations` that are not 0."""
    return {
        (tenant, kind): number
        for tenant, population in flow.populations.items()
        for kind, number in population._asdict().items()
        if number
    }


def kinds(presence: list[dict[str, Any]]) -> dict[tuple[str, str], int]:
    """The same numbers, counted row by row."""
    return Counter(
        (
            row["tenant"],
            "internal" if row["relation"] == "internal" else f"external_{row['user_type'].lower()}s",
        )
        for row in presence
    )


def assert_same_flow(flow: Any, expected: Result) -> None:
    assert rows(flow.arrows, ARROW_COLUMNS) == expected.arrows
    assert cells(flow.counts()) == expected.counts
    assert rows(flow.presence, PRESENCE_COLUMNS) == expected.presence
    assert objects_by_kind(flow) == kinds(expected.presence)
    assert in_any_order(rows(flow.merged, ["user", "into", "tenant"])) == in_any_order(expected.merged)


def assert_same_findings(flow: Any, expected: Result) -> None:
    found = problems(flow.design)
    assert sorted((finding.code, finding.subject) for finding in found) == expected.findings
    for finding in found:
        wanted = "error" if finding.code in ERRORS else "info" if finding.code in INFOS else "warning"
        assert finding.severity == wanted, finding.code


# -- other tables with the same users ----------------------------------------------------------------------


def user_table(document: dict[str, Any]) -> pd.DataFrame:
    """The document's users as somebody would have them in a table: an attribute's column is of one type."""
    listed = document.get("users", [])
    attributes = sorted({name for user in listed for name in user.get("attributes", {})})
    usual = {"credentials": "internal", "user_type": "Member", "account_enabled": True, "sms_sign_in": False}
    columns: dict[str, Any] = {}
    for name in USER_COLUMNS:
        values = [user.get(name, usual.get(name)) for user in listed]
        columns[name] = pd.array(
            values, dtype="boolean" if name in {"account_enabled", "sms_sign_in"} else "string"
        )
    for name in attributes:
        values = [user.get("attributes", {}).get(name) for user in listed]
        kinds = {type(value) for value in values if value is not None}
        if kinds <= {bool}:
            columns[name] = pd.array(values, dtype="boolean")
        elif kinds <= {int}:
            columns[name] = pd.array(values, dtype="Int64")
        else:
            columns[name] = pd.array([None if v is None else as_text(v) for v in values], dtype="string")
    return pd.DataFrame(columns)


def in_pandas(table: pd.DataFrame) -> Any:
    return table


def in_polars(table: pd.DataFrame) -> Any:
    return pl.from_pandas(table)


def in_lazy_polars(table: pd.DataFrame) -> Any:
    return pl.from_pandas(table).lazy()


def in_duckdb(table: pd.DataFrame) -> Any:
    arrow_table = pl.from_pandas(table).to_arrow()
    return duckdb.from_arrow(arrow_table)


ENGINES = [in_pandas, in_polars, in_lazy_polars, in_duckdb]


# -- the properties ----------------------------------------------------------------------------------------


@given(documents())
@examples(100)
def test_flow_equals_brute_force(document: dict[str, Any]) -> None:
    before = copy.deepcopy(document)
    expected = evaluate(document)
    note(json.dumps(document, ensure_ascii=True))
    design = xts.Design.from_document(document)
    directory = design.directory.copy(deep=True)

    flow = xts.user_flow(design)
    assert_same_flow(flow, expected)
    assert_same_findings(flow, expected)
    for arrow in list(flow.by_arrow)[: None if FUZZ else 3]:
        users = sorted(row["user"] for row in expected.presence if row["arrow"] == arrow)
        assert carried(flow, arrow) == users[:3], arrow

    assert document == before, "the document was changed"
    pd.testing.assert_frame_equal(design.directory, directory)


@given(documents())
@examples(30)
def test_trace_says_why_not(document: dict[str, Any]) -> None:
    expected = evaluate(document)
    note(json.dumps(document, ensure_ascii=True))
    flow = xts.user_flow(xts.Design.from_document(document))
    for user in document.get("users", [])[: None if FUZZ else 3]:  # in random order, so the first will do
        assert rows(flow.trace(user["id"]), TRACE_COLUMNS) == expected.trace(user["id"]), user["id"]


@given(documents())
@examples(20)
def test_arrows_and_counts_need_no_presence(document: dict[str, Any]) -> None:
    """Asked first, before anything else is computed, they are the same; and so after."""
    expected = evaluate(document)
    note(json.dumps(document, ensure_ascii=True))
    design = xts.Design.from_document(document)
    assert cells(xts.user_flow(design).counts()) == expected.counts
    assert rows(xts.user_flow(design).arrows, ARROW_COLUMNS) == expected.arrows
    flow = xts.user_flow(design)
    assert rows(flow.presence, PRESENCE_COLUMNS) == expected.presence
    assert objects_by_kind(flow) == kinds(expected.presence)
    assert cells(flow.counts()) == expected.counts


@pytest.mark.parametrize("engine", ENGINES)
@given(document=documents())
@examples(10)
def test_every_table_engine_gives_the_same_flow(engine: Any, document: dict[str, Any]) -> None:
    expected = evaluate(document)
    note(json.dumps(document, ensure_ascii=True))
    table = engine(user_table(document))
    before = in_any_order(rows(table, list(nw.from_native(table).collect_schema().names())))

    design = xts.Design.from_document({**document, "users": document.get("users", [])}).with_directory(table)
    flow = xts.user_flow(design)
    assert_same_flow(flow, expected)
    assert_same_findings(flow, expected)
    for arrow in list(flow.by_arrow)[:1]:
        users = sorted(row["user"] for row in expected.presence if row["arrow"] == arrow)
        assert carried(flow, arrow) == users[:3]
    for user in document.get("users", [])[:1]:
        assert rows(flow.trace(user["id"]), TRACE_COLUMNS) == expected.trace(user["id"]), user["id"]

    after = in_any_order(rows(table, list(nw.from_native(table).collect_schema().names())))
    assert after == before, "the table was changed"
    native = nw.from_native(flow.presence)
    assert native.implementation == nw.from_native(table).implementation


@pytest.mark.parametrize("engine", ENGINES)
@given(document=documents())
@examples(6)
def test_memberships_may_come_as_a_table(engine: Any, document: dict[str, Any]) -> None:
    """Members in a table are the same as members in the groups of the document."""
    expected = evaluate(document)
    note(json.dumps(document, ensure_ascii=True))
    pairs = [
        (group["id"], member) for group in document.get("groups", []) for member in group.get("members", [])
    ]
    memberships = pd.DataFrame(
        {"group": [group for group, _ in pairs], "member": [member for _, member in pairs]}, dtype="string"
    )
    emptied = [{**group, "members": []} for group in document.get("groups", [])]
    bare = xts.Design.from_document({**document, "groups": emptied})
    users, members = engine_pair(engine, user_table(document), memberships)
    assert_same_flow(xts.user_flow(bare.with_directory(users, memberships=members)), expected)


def engine_pair(engine: Any, users: pd.DataFrame, memberships: pd.DataFrame) -> tuple[Any, Any]:
    """Two tables of one engine; DuckDB joins only what lives in one connection."""
    if engine is not in_duckdb:
        return engine(users), engine(memberships)
    connection = duckdb.connect()
    return tuple(connection.from_arrow(pl.from_pandas(t).to_arrow()) for t in (users, memberships))  # type: ignore[return-value]


# -- the brute force is right where we know the answer ------------------------------------------------------


@pytest.mark.parametrize("path", ORACLE, ids=lambda path: path.stem)
def test_brute_force_passes_the_known_cases(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    result = evaluate(case["document"])
    expect = case["expect"]
    synchronized: dict[str, dict[str, str]] = {tenant["id"]: {} for tenant in case["document"]["tenants"]}
    for row in result.presence:
        if row["origin"] in {"synchronized", "matched"}:
            synchronized[row["tenant"]][row["user"]] = row["user_type"]
    assert synchronized == expect["synchronized"]
    assert {code for code, _ in result.findings} == set(expect["findings"])
    found = brute_force_groups.groups(result.world, result.presence)
    made = {(row["tenant"], row["group"]): row["member_ids"] for row in found}
    assert made == {(t, g): ids for t, some in expect.get("groups", {}).items() for g, ids in some.items()}
    merged = {(row["tenant"], row["into"], row["user"]) for row in result.merged}
    assert merged == {(t, *pair) for t, pairs in expect.get("merged", {}).items() for pair in pairs}
    for tenant, names in expect.get("user_principal_name", {}).items():
        for user, name in names.items():
            found = [r for r in result.presence if (r["tenant"], r["user"]) == (tenant, user)]
            assert [row["user_principal_name"] for row in found] == [name]
