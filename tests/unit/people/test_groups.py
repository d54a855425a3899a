"""People of a group at home, and of its copy in a target."""

import duckdb
import pandas as pd
import polars as pl
import pytest

import xtsviz as xts
from tests.unit.group_designs import group_design
from xtsviz.errors import PictureError
from xtsviz.people.pages import People
from xtsviz.people.query import PeopleQuery


def users(design, **asked):
    return [person.user for person in People(xts.user_flow(design)).page(query=PeopleQuery(**asked)).people]


def test_direct_members_at_home_and_members_of_the_copy():
    design = group_design()
    assert users(design, group="sales") == ["a1", "a2", "a3"]
    assert users(design, group="sales", group_in="fabrikam") == ["a1", "a2"]
    assert users(design, group="inner") == ["a4"]


def test_with_other_filters():
    assert users(group_design(), group="sales", search="bert") == ["a2"]
    assert users(group_design(), group="sales", tenant="fabrikam", presence="missing") == ["a3"]


@pytest.mark.parametrize("engine", ["pandas", "polars", "duckdb"])
def test_members_of_the_table_of_memberships(engine):
    design = group_design(members=["a1"])
    table, more = design.directory, pd.DataFrame({"group": ["sales", "sales"], "member": ["a1", "a2"]})
    if engine == "polars":
        table, more = pl.from_pandas(table), pl.from_pandas(more)
    elif engine == "duckdb":
        connection = duckdb.connect()
        table, more = (connection.from_arrow(pl.from_pandas(one).to_arrow()) for one in (table, more))
    design = design.with_directory(table, memberships=more)
    assert users(design, group="sales") == ["a1", "a2"]
    assert users(design, group="sales", group_in="fabrikam") == ["a1", "a2"]


def test_a_group_that_is_not_there():
    with pytest.raises(PictureError, match='no group "sale"; did you mean "sales"'):
        users(group_design(), group="sale")
    with pytest.raises(PictureError, match='no copy in "contoso"'):
        users(group_design(), group="sales", group_in="contoso")
