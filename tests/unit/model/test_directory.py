"""Users from somebody's table, in the engine that it came in."""

from __future__ import annotations

import datetime
import json

import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pytest

import xtsviz as xts
from xtsviz.errors import DirectoryError, InputError
from xtsviz.model.vocabulary import USER_FIELDS

CONNECTION = duckdb.connect()


def in_duckdb(columns):
    return CONNECTION.from_arrow(pl.DataFrame(columns, strict=False).to_arrow())


ENGINES = {
    "pandas": pd.DataFrame,
    "pandas-object": lambda columns: pd.DataFrame(columns, dtype=object),
    "pandas-pyarrow": lambda columns: pd.DataFrame(columns).convert_dtypes(dtype_backend="pyarrow"),
    "polars": pl.DataFrame,
    "polars-lazy": pl.LazyFrame,
    "pyarrow": lambda columns: pl.DataFrame(columns).to_arrow(),
    "duckdb": in_duckdb,
}
LAZY = {"polars-lazy", "duckdb"}


@pytest.fixture(params=ENGINES.values(), ids=ENGINES)
def table(request):
    """Makes a table of one engine out of columns."""
    return request.param


@pytest.fixture
def design():
    return xts.templates.user_hub(["Contoso", "Fabrikam"], members=0)


COLUMNS = {
    "tenant": ["contoso", "contoso", "fabrikam", "contoso"],
    "id": ["a2", "a1", "x1", "a3"],
    "department": ["IT", None, "HR", "IT"],
    "credentials": ["internal", "internal", "external", "internal"],
    "home_user": [None, None, "a1", None],
    "external_user_state": [None, None, "Accepted", None],
}


def told(design, table, memberships=None):
    with pytest.raises(DirectoryError) as caught:
        design.with_directory(table, memberships)
    return [str(problem) for problem in caught.value.problems]


def records(table):
    frame = nw.from_native(table)
    eager = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    listed = ({k: None if pd.isna(v) else v for k, v in row.items()} for row in eager.iter_rows(named=True))
    return sorted(listed, key=lambda row: row["id"])


# -- what is taken in --------------------------------------------------------------------------------------


def test_every_engine_is_taken_and_kept(design, table):
    given = table(COLUMNS)
    made = design.with_directory(given)
    assert nw.from_native(made.directory).implementation == nw.from_native(given).implementation
    assert xts.user_flow(made).counts().loc["contoso", "fabrikam"] == 3
    names = nw.from_native(made.directory).collect_schema().names()
    assert names == [*USER_FIELDS, "department"]
    flow = xts.user_flow(made.update_arrow("contoso->fabrikam", filters=[[it_department()]]))
    assert flow.arrows["carried"].tolist() == [2]


def it_department():
    return {"attribute": "department", "operator": "EQUALS", "value": "IT"}


def test_missing_columns_take_their_defaults(design, table):
    made = design.with_directory(table({"id": ["a1", "a2"], "tenant": ["contoso", "fabrikam"]}))
    first, second = records(made.directory)
    assert first == {
        "id": "a1",
        "tenant": "contoso",
        "display_name": "a1",
        "user_principal_name": None,
        "mail": None,
        "credentials": "internal",
        "user_type": "Member",
        "account_enabled": True,
        "sms_sign_in": False,
        "home_user": None,
        "home_user_from": None,
        "home_tenant": None,
        "external_user_state": None,
    }
    assert (second["id"], second["display_name"]) == ("a2", "a2")


def test_empty_cells_take_the_defaults_too(design, table):
    made = design.with_directory(
        table(
            {
                "id": ["a1", "a2"],
                "tenant": ["contoso", "contoso"],
                "display_name": [None, "Adele"],
                "credentials": [None, "internal"],
                "user_type": ["Guest", None],
                "account_enabled": [False, None],
                "sms_sign_in": [True, None],
            }
        )
    )
    first, second = records(made.directory)
    assert [first[k] for k in ("display_name", "credentials", "user_type")] == ["a1", "internal", "Guest"]
    assert (first["account_enabled"], first["sms_sign_in"]) == (False, True)
    assert [second[k] for k in ("display_name", "credentials", "user_type")] == [
        "Adele",
        "internal",
        "Member",
    ]
    assert (second["account_enabled"], second["sms_sign_in"]) == (True, False)


def test_a_table_without_rows(design):
    for empty in (
        pd.DataFrame({"id": [], "tenant": []}),
        pd.DataFrame(columns=["id", "tenant", "account_enabled"]),
        pl.DataFrame(schema={"id": pl.String, "tenant": pl.String}),
        pl.LazyFrame(schema={"id": pl.String, "tenant": pl.String}),
        CONNECTION.sql("select 'a' as id, 'b' as tenant where false"),
    ):
        made = design.with_directory(empty)
        assert xts.user_flow(made).population().to_numpy().sum() == 0


def test_ids_that_are_numbers_become_text(design, table):
    made = design.with_directory(table({"id": [10, 9], "tenant": ["contoso", "contoso"]}))
    assert [row["id"] for row in records(made.directory)] == ["10", "9"]


def test_the_given_table_stays_as_it_was(design, table):
    given = table(COLUMNS)
    before = records(given)
    columns = nw.from_native(given).collect_schema().names()
    xts.user_flow(design.with_directory(given)).presence  # noqa: B018
    design.with_directory(given).remove_tenant("contoso")
    assert records(given) == before
    assert nw.from_native(given).collect_schema().names() == columns


def test_changing_the_given_pandas_frame_afterwards_does_not_change_the_design(design):
    given = pd.DataFrame(COLUMNS)
    made = design.with_directory(given)
    before = made.to_document()
    given.loc[0, "department"] = "Sales"
    given.iloc[1, given.columns.get_loc("tenant")] = "fabrikam"
    given["id"] = "same"
    given["new"] = 1
    assert made.to_document() == before
    assert xts.user_flow(made).counts().loc["contoso", "fabrikam"] == 3
    made.directory.loc[0, "department"] = "Sales"
    assert made.to_document() == before


def test_changing_the_given_polars_frame_afterwards_does_not_change_the_design(design):
    given = pl.DataFrame(COLUMNS)
    made = design.with_directory(given)
    before = made.to_document()
    given[0, "department"] = "Sales"
    given.insert_column(0, pl.Series("new", [1, 2, 3, 4]))
    given.extend(given)
    assert made.to_document() == before


def test_other_users_only(design):
    design = design.update_tenant("contoso", color="#123456")
    made = design.with_directory(pd.DataFrame(COLUMNS))
    assert made.topology == design.topology
    assert len(design.directory) == 0


# -- attributes --------------------------------------------------------------------------------------------


def typed(design, **attributes):
    rows = len(next(iter(attributes.values())))
    frame = pd.DataFrame({"id": [f"u{n}" for n in range(rows)], "tenant": "contoso", **attributes})
    return design.with_directory(frame)


def matching(design, attribute, operator, value=None):
    clause = {"attribute": attribute, "operator": operator, "value": value}
    flow = xts.user_flow(design.update_arrow("contoso->fabrikam", filters=[[clause]]))
    return list(flow.externals("fabrikam")["user"])


def test_whole_numbers_in_a_column_with_gaps_are_whole_numbers(design):
    made = typed(design, level=[3, None, 41])
    assert made.directory["level"].dtype == float  # which is how pandas keeps them
    assert matching(made, "level", "Greater_Than", 3) == ["u2"]
    assert matching(made, "level", "EQUALS", "3") == ["u0"]
    assert [user["attributes"] for user in made.to_document()["users"]] == [{"level": 3}, {}, {"level": 41}]
    assert xts.Design.from_document(made.to_document()) == made


def test_dates_and_broken_numbers_are_saved_as_text(design, tmp_path):
    made = typed(design, hired=pd.to_datetime(["2024-02-03", None]), share=[0.5, 1.0])
    made.save(tmp_path / "design.json")
    users = json.loads((tmp_path / "design.json").read_bytes())["users"]
    assert users[0]["attributes"] == {"hired": "2024-02-03 00:00:00", "share": "0.5"}
    assert users[1]["attributes"] == {"share": "1"}
    assert xts.load(tmp_path / "design.json") == made
    polars = pl.DataFrame({"id": ["u"], "tenant": ["contoso"], "hired": [datetime.date(2024, 2, 3)]})
    assert design.with_directory(polars).to_document()["users"][0]["attributes"] == {"hired": "2024-02-03"}


def test_booleans_stay_booleans(design):
    made = typed(design, remote=[True, False, True])
    assert matching(made, "remote", "IS TRUE") == ["u0", "u2"]
    assert made.to_document()["users"][1]["attributes"] == {"remote": False}


@pytest.mark.parametrize(
    "name", ["Straße", "a b", "=1+3", "<b>", "order", "group", "_member", "n", "key", "😀"]
)
def test_attributes_of_any_name(design, table, name):
    made = design.with_directory(table({"id": ["a1", "a2"], "tenant": ["contoso"] * 2, name: ["IT", "HR"]}))
    clause = {"attribute": name, "operator": "EQUALS", "value": "IT"}
    flow = xts.user_flow(made.update_arrow("contoso->fabrikam", filters=[[clause]]))
    assert flow.arrows["carried"].tolist() == [1]
    users = [
        row["user"]
        for row in nw.from_native(flow.externals("fabrikam")).lazy().collect().iter_rows(named=True)
    ]
    assert users == ["a1"]


# -- what is refused ---------------------------------------------------------------------------------------


def test_columns_that_are_missing(design, table):
    assert told(design, table({"ID": ["a1"], "Tenant": ["contoso"]})) == [
        'column "id": is missing; did you mean "ID"?',
        'column "tenant": is missing; did you mean "Tenant"?',
    ]
    assert told(design, table({"id": ["a1"]})) == ['column "tenant": is missing']


def test_a_column_by_its_graph_name(design, table):
    columns = {"id": ["a1"], "tenant": ["contoso"], "userPrincipalName": ["a"], "accountEnabled": [False]}
    assert told(design, table(columns)) == [
        'column "userPrincipalName": is a field of users; name it "user_principal_name"',
        'column "accountEnabled": is a field of users; name it "account_enabled"',
    ]


def test_all_wrong_values_at_once(design, table):
    found = told(
        design,
        table(
            {
                "id": ["a1", "a1", "a2"],
                "tenant": ["contoso", "contso", "contoso"],
                "home_tenant": [None, None, "nowhere"],
                "credentials": ["internal", "foreign", "internal"],
                "user_type": ["Member", "member", "Guest"],
                "external_user_state": [None, "Pending", "Accepted"],
            }
        ),
    )
    assert found == [
        'column "id": "a1" is there twice; ids are unique',
        'column "tenant": "contso" is no tenant of the design; did you mean "contoso"?',
        'column "home_tenant": "nowhere" is no tenant of the design',
        'column "credentials": "foreign" is not internal or external',
        'column "user_type": "member" is not Member or Guest',
        'column "external_user_state": "Pending" is not Accepted or PendingAcceptance',
    ]


def test_users_without_id_or_tenant(design, table):
    found = told(design, table({"id": ["a1", None, ""], "tenant": ["contoso", None, "contoso"]}))
    assert found == [
        'column "id": 2 rows have no id; every user needs one',
        'column "tenant": an empty cell is no tenant of the design',
    ]


def test_home_users_that_are_nobody(design, table):
    columns = {"id": ["a1", "x1"], "tenant": ["contoso", "fabrikam"], "credentials": ["internal", "external"]}
    assert told(design, table({**columns, "home_user": [None, "zz"]})) == [
        'column "home_user": "zz" is no user of the table; leave it empty and name the home_tenant'
    ]
    assert told(design, table({**columns, "tenant": ["contoso", "contoso"], "home_user": [None, "a1"]})) == [
        'column "home_user": "a1" is in the tenant of its external; a home user is elsewhere'
    ]
    assert told(design, table({**columns, "credentials": ["internal"] * 2, "home_user": [None, "a1"]})) == [
        'column "home_user": "a1" is named by an internal user; leave it empty there, or say credentials "external"'
    ]


@pytest.mark.parametrize("values", [["yes", "no"], ["true", None], [1.5, None]])
def test_switches_that_are_no_booleans(design, table, values):
    (found,) = told(design, table({"id": ["a1", "a2"], "tenant": ["contoso"] * 2, "account_enabled": values}))
    assert found.startswith('column "account_enabled": holds')


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        5,
        "users.csv",
        {"id": ["a1"]},
        [{"id": "a1"}],
        pd.Series(["a1"], name="id"),
        pl.Series("id", ["a1"]),
    ],
    ids=lambda wrong: type(wrong).__name__,
)
def test_what_is_no_table(design, wrong):
    (found,) = told(design, wrong)
    assert found.startswith("the users are no table that narwhals reads (pandas, Polars")
    assert type(wrong).__name__ in found


def test_columns_without_a_name_of_their_own(design):
    twice = pd.DataFrame([["a1", "contoso", "x"]], columns=["id", "tenant", "id"])
    assert told(design, twice) == [
        'the users have a column name twice: "id" is that of columns 1 and 3; each column needs its own'
    ]
    numbers = pd.DataFrame([["a1", "contoso", "x"]], columns=["id", "tenant", 3])
    assert told(design, numbers) == ["column 3: has no name; a column's name is a text"]
    assert "column name twice" in told(design, pd.DataFrame([["a1", "b"]], columns=["x", "x"]))[0]


def test_of_many_wrong_values_the_first_are_told_and_the_others_counted(design, table):
    many = [f"x{n:03}" for n in range(100)]
    columns = {"id": many, "tenant": many, "home_tenant": many, "user_type": many}
    found = told(design, table(columns))
    assert found[:2] == [
        'column "tenant": "x000" is no tenant of the design',
        'column "tenant": "x001" is no tenant of the design',
    ]
    assert found[5] == 'column "tenant": 95 more values are no tenants of the design'
    assert found[-1] == 'column "user_type": 95 more values are not Member or Guest'
    assert len(found) == 18


@pytest.mark.parametrize(
    "column, cells, words",
    [
        ("id", [1.5, 2.0], "holds broken numbers; give texts, or whole numbers"),
        ("mail", [True, False], "holds Boolean; give texts, or whole numbers"),
        ("home_user", [datetime.date(2024, 2, 3)] * 2, "holds "),
        ("account_enabled", ["yes", "no"], "true"),
        ("display_name", [["a"], ["b"]], "holds "),
    ],
)
def test_fields_of_a_wrong_type(design, column, cells, words):
    columns = {"id": ["a1", "a2"], "tenant": ["contoso"] * 2, column: cells}
    (found,) = told(design, pd.DataFrame(columns))
    assert found.startswith(f'column "{column}": ')
    assert words in found
    with pytest.raises(DirectoryError, match=f'column "{column}"'):
        design.with_directory(pl.DataFrame(columns))


def test_whole_numbers_with_gaps_are_ids(design):
    columns = {
        "id": [1, 2],
        "tenant": ["contoso", "fabrikam"],
        "credentials": ["internal", "external"],
        "home_user": [None, 1.0],
    }
    users = records(design.with_directory(pd.DataFrame(columns)).directory)
    assert [(user["id"], user["home_user"]) for user in users] == [("1", None), ("2", "1")]


@pytest.mark.parametrize("name", ["id", "tenant", "department"])
def test_an_index_may_be_named_like_a_column(design, name):
    frame = pd.DataFrame(COLUMNS).set_axis(pd.Index(list("wxyz"), name=name), axis=0)
    assert xts.user_flow(design.with_directory(frame)).counts().loc["contoso", "fabrikam"] == 3


def test_a_connection_that_is_closed(design):
    connection = duckdb.connect()
    table = connection.sql("select 'a1' as id, 'contoso' as tenant")
    connection.close()
    assert "cannot be read" in told(design, table)[0]


def test_half_a_character_in_a_table(design):
    frame = pd.DataFrame({"id": ["a1"], "tenant": ["contoso"], "mail": pd.Series(["\ud800"], dtype=object)})
    assert "half a character" in told(design, frame)[0]


def test_a_directory_error_is_an_input_error(design):
    with pytest.raises(InputError):
        design.with_directory(None)


# -- memberships -------------------------------------------------------------------------------------------

MEMBERS = {"group": ["g1", "g1", "g2", "g1"], "member": ["a1", "a1", "a2", "x1"]}


def test_members_from_a_table(design, table):
    made = design.with_directory(table(COLUMNS), memberships=table(MEMBERS))
    for assigned, carried in ((["g1"], 1), (["g1", "g2"], 2), (["g1", "a3"], 2), ([], 0)):
        flow = xts.user_flow(
            made.update_arrow("contoso->fabrikam", scope_users="assigned", assigned=assigned)
        )
        assert flow.arrows["carried"].tolist() == [carried], assigned
    with pytest.raises(xts.XtsvizError, match='no user or group "g3"'):
        made.update_arrow("contoso->fabrikam", scope_users="assigned", assigned=["g3"])


def test_memberships_without_their_columns(design, table):
    with pytest.raises(DirectoryError) as caught:
        design.with_directory(table(COLUMNS), memberships=table({"group": ["g1"], "user": ["a1"]}))
    assert str(caught.value) == 'memberships: column "member": is missing'


@pytest.mark.parametrize("wrong", [{"g1": ["a1"]}, [("g1", "a1")], "members.csv"])
def test_memberships_that_are_no_table(design, wrong):
    assert told(design, pd.DataFrame(COLUMNS), wrong)[0].startswith("the memberships are no table")


@pytest.mark.parametrize("other", [pl.DataFrame, pl.LazyFrame, in_duckdb])
def test_memberships_of_another_engine(design, other):
    (found,) = told(design, pd.DataFrame(COLUMNS), other(MEMBERS))
    assert "same engine as the users" in found


# -- equality ----------------------------------------------------------------------------------------------


EAGER = [pytest.param(make, id=name) for name, make in ENGINES.items() if name not in LAZY]


@pytest.mark.parametrize("make", EAGER)
def test_eager_tables_compare_by_content_across_engines(design, make):
    frame = pd.DataFrame(COLUMNS)
    made = design.with_directory(frame)
    assert design.with_directory(make(COLUMNS)) == made
    backwards = {name: values[::-1] for name, values in reversed(COLUMNS.items())}
    assert design.with_directory(make(backwards)) == made
    assert design.with_directory(make({**COLUMNS, "department": ["IT", None, "HR", "HR"]})) != made


@pytest.mark.parametrize("name", sorted(LAZY))
def test_lazy_tables_compare_by_the_object(design, name):
    one, twin = ENGINES[name](COLUMNS), ENGINES[name](COLUMNS)
    assert design.with_directory(one) == design.with_directory(one)
    assert design.with_directory(one) != design.with_directory(twin)
    assert design.with_directory(one) != design.with_directory(pd.DataFrame(COLUMNS))
    assert design.with_directory(one).add_tenant("Adatum") == design.with_directory(one).add_tenant("Adatum")


def test_memberships_count_in_comparisons(design, table):
    users, members = table(COLUMNS), table(MEMBERS)
    assert design.with_directory(users, members) == design.with_directory(users, members)
    assert design.with_directory(users, members) != design.with_directory(users)
    assert design.with_directory(users, members) != design.with_directory(
        users, table({"group": ["g"], "member": ["a1"]})
    )


# -- edits of designs over tables --------------------------------------------------------------------------


def test_removing_a_tenant_in_every_engine(design, table):
    made = design.with_directory(table(COLUMNS)).remove_tenant("contoso")
    assert [(row["id"], row["home_user"]) for row in records(made.directory)] == [("x1", None)]
    assert xts.Design.from_document(made.to_document()).to_document() == made.to_document()


def test_removing_users_in_every_engine(design, table):
    given = design.with_directory(table(COLUMNS))
    assert given.remove_users([]) == given
    made = given.remove_users(["a1", "a3"])
    assert [(row["id"], row["home_user"]) for row in records(made.directory)] == [("a2", None), ("x1", None)]


def test_adding_users_to_a_table_of_another_engine_is_told(design):
    made = design.with_directory(pl.DataFrame(COLUMNS))
    with pytest.raises(DirectoryError, match="pandas directory only; add them to the table itself"):
        made.add_users([{"id": "a9", "tenant": "contoso"}])


@pytest.mark.parametrize("name", ["id", "tenant", "user", "key"])
@pytest.mark.parametrize("values", [range(6), ["x"] * 6], ids=["range", "text"])
def test_a_pandas_index_named_like_a_column(name, values):
    mesh = xts.templates.full_mesh(["A", "B", "C"], members=2)
    people = mesh.directory.set_index(pd.Index(values, name=name))
    memberships = pd.DataFrame({"group": ["g"], "member": ["a-001"]}, index=pd.Index([7], name="group"))
    made = mesh.with_directory(people, memberships)
    made = made.update_arrow("a->b", scope_users="assigned", assigned=["g"])
    flow = xts.user_flow(made)
    assert int(flow.counts().loc["a", "b"]) == 1
    assert len(flow.presence) == 17
    assert flow.trace("a-002").reason.tolist()[0] == "not-assigned"
    assert people.index.name == name
