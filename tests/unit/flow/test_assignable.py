"""Who may be assigned to an arrow: found by id, sign-in name or name in its source, or refused with what to do."""

import duckdb
import pandas as pd
import pytest

import xtsviz as xts
from xtsviz.errors import AmbiguousNameError, DesignError, UnknownNameError
from xtsviz.flow.assignable import Assignable, describe_assigned, find_assignable, search_assignable

USERS = pd.DataFrame(
    [
        ("a1", "contoso", "Adele Vance", "adele@contoso.com", None),
        ("a2", "contoso", "Lee Gu", "lee@contoso.com", "lg@contoso.com"),
        ("a3", "contoso", "Lee Gu", "lee.gu@contoso.com", None),
        ("b1", "fabrikam", "Omar Bennett", "omar@fabrikam.com", None),
    ],
    columns=["id", "tenant", "display_name", "user_principal_name", "mail"],
)
GROUPS = [
    {"id": "g1", "tenant": "contoso", "name": "Field staff", "members": ["a1", "g2"]},
    {"id": "g2", "tenant": "contoso", "name": "Night shift", "members": ["a2"]},
    {"id": "g3", "tenant": "fabrikam", "name": "Field staff", "members": []},
]


def in_duckdb(table):
    return duckdb.from_df(table)


@pytest.fixture(params=[lambda table: table, in_duckdb], ids=["pandas", "duckdb"])
def design(request):
    whole = xts.Design.from_document(
        {
            "format": "xtsviz-topology",
            "version": 1,
            "tenants": [{"id": "contoso", "name": "Contoso"}, {"id": "fabrikam", "name": "Fabrikam"}],
            "users": USERS.astype(object).where(USERS.notna(), None).to_dict("records"),
            "groups": GROUPS,
        }
    )
    return whole.with_directory(request.param(USERS))


@pytest.mark.parametrize(
    "named, id",
    [
        ("a1", "a1"),
        ("Adele Vance", "a1"),
        ("lee@contoso.com", "a2"),
        ("lg@contoso.com", "a2"),
        ("Field staff", "g1"),
        ("g2", "g2"),
    ],
)
def test_by_id_or_name(design, named, id):
    assert find_assignable(design, "contoso", named) == id


@pytest.mark.parametrize(
    "named, error, said",
    [
        ("Lee Gu", AmbiguousNameError, '2 users have the name "Lee Gu"; give the id of one: "a2", "a3"'),
        ("Adele Vanc", UnknownNameError, 'in Contoso; did you mean "Adele Vance"?'),
        ("field staf", UnknownNameError, 'did you mean "Field staff"?'),
        ("Omar Bennett", UnknownNameError, 'no user or group "Omar Bennett" in Contoso'),
        ("g3", DesignError, 'the group "g3" is of Fabrikam'),
        ("", UnknownNameError, 'no user or group ""'),
    ],
)
def test_who_is_refused(design, named, error, said):
    with pytest.raises(error) as problem:
        find_assignable(design, "contoso", named)
    assert said in str(problem.value)


def test_search_finds_parts_of_names_whatever_the_capitals(design):
    assert [one.id for one in search_assignable(design, "contoso", "LEE")] == ["a2", "a3"]
    assert [one.id for one in search_assignable(design, "contoso", "f")] == ["g1", "g2"]
    assert [one.id for one in search_assignable(design, "contoso", "")] == ["g1", "g2", "a1", "a2", "a3"]
    assert len(search_assignable(design, "contoso", "", limit=2)) == 2
    assert search_assignable(design, "contoso", ".*") == ()


def test_what_is_assigned_is_named(design):
    assert describe_assigned(design, ["g1", "a1", "gone"], limit=9) == (
        Assignable("g1", "Field staff", "group", "1 direct member", 1),
        Assignable("a1", "Adele Vance", "user", "adele@contoso.com"),
        Assignable("gone", "gone", "user"),
    )
    assert describe_assigned(design, ["g1", "a1"], limit=1)[0].id == "g1"


def test_members_in_a_table_count():
    whole = xts.templates.user_hub(["Contoso", "Fabrikam"], members=0)
    memberships = pd.DataFrame({"group": ["staff", "staff"], "member": ["a1", "a2"]})
    design = whole.with_directory(USERS, memberships=memberships)
    assert find_assignable(design, "contoso", "staff") == "staff"
    assert describe_assigned(design, ["staff"], limit=1) == (
        Assignable("staff", "staff", "group", "2 direct members"),
    )
