import re

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest

import xtsviz as xts
from tests.unit.view.samples import NAMES, nasty
from xtsviz import templates
from xtsviz.errors import PictureError
from xtsviz.flow import user_flow
from xtsviz.io.csv_output import csv_text
from xtsviz.people.pages import People
from xtsviz.people.query import PeopleQuery, attribute_values


@pytest.fixture(scope="module")
def people():
    design = templates.user_hub(NAMES[:3], members=4).update_arrow(
        "contoso->northwind-traders", user_type="Guest"
    )
    return People(user_flow(design))


def test_one_row_for_each_user_one_column_for_each_tenant(people):
    page = people.page(size=100)
    assert page.total == len(people) == 12
    for person in page.people:
        assert list(person.presence) == ["contoso", "fabrikam", "northwind-traders"]
        if person.home == "contoso":
            assert list(person.presence.values()) == ["home", "external member", "external guest"]
            assert (person.home_name, person.external_count) == ("Contoso", 2)
        else:
            assert person.presence["contoso"] == "not there"
            assert (person.presence[person.home], person.external_count) == ("home", 0)


def test_pages_are_the_whole_in_order(people):
    pages = [people.page(n, 5) for n in (1, 2, 3)]
    assert [len(p.people) for p in pages] == [5, 5, 2]
    assert {p.pages for p in pages} == {3}
    joined = [person for p in pages for person in p.people]
    to_frame = people.to_frame()
    assert [p.user for p in joined] == list(to_frame["user"])
    assert [p.presence["fabrikam"] for p in joined] == list(to_frame["fabrikam"])
    names = [p.name.lower() for p in joined]
    assert names == sorted(names)
    assert people.page(99, 5).number == 3
    assert people.page(-1, 5).number == 1
    backwards = people.page(1, 12, PeopleQuery(descending=True)).people
    assert [p.user for p in backwards] == [p.user for p in joined][::-1]
    assert [people.row_index(p.user) for p in joined] == list(range(12))
    assert people.row_index(joined[0].user, PeopleQuery(search=joined[1].user)) is None


def total(people, **question):
    return people.page(query=PeopleQuery(**question)).total


def test_search_and_filters(people):
    name = people.to_frame()["name"].iloc[0]
    assert total(people, search=name.upper()) >= 1
    assert total(people, search="(.*") == 0
    assert total(people, presence="missing", tenant="contoso") == 8
    assert total(people, presence="there", tenant="contoso") == 4
    assert total(people, presence="guest", tenant="northwind-traders") == 4
    assert total(people, presence="member", tenant="northwind-traders") == 0
    assert total(people, home="fabrikam") == 4
    assert total(people, kind="guest") == 0
    for wrong, said in (
        ({"presence": "missing", "tenant": "contosso"}, 'no tenant "contosso"; did you mean "contoso"'),
        ({"presence": "missing"}, "which tenant"),
        ({"presence": "mising", "tenant": "contoso"}, 'no relation "mising"; did you mean "missing"'),
        ({"sort": "age"}, 'no order "age"'),
        ({"attribute": ("departmint", "IT")}, 'no attribute "departmint"; did you mean "department"'),
        ({"home": "x"}, 'no tenant "x"'),
        ({"kind": "x"}, 'no kind "x"'),
    ):
        with pytest.raises(PictureError, match=re.escape(said)):
            total(people, **wrong)


def people_with_accents():
    """Łucja is a member of Contoso and an external in Fabrikam, under another name; x1 is an external of nobody."""
    users = [
        ("a1", "contoso", "Łucja MÜLLER", "lm@contoso.example", "internal", None),
        ("a2", "contoso", "Ann", None, "internal", None),
        ("a1-f", "fabrikam", "Lidia", None, "external", "a1"),
        ("x1", "fabrikam", "Somebody else", None, "external", None),
    ]
    fields = ("id", "tenant", "display_name", "mail", "credentials", "home_user")
    return xts.Design.from_document(
        {
            "format": "xtsviz-topology",
            "version": 1,
            "tenants": [{"id": "contoso"}, {"id": "fabrikam"}],
            "users": [dict(zip(fields, user, strict=True)) for user in users],
        }
    )


@pytest.mark.parametrize(
    "engine",
    [lambda table: table, pl.from_pandas, lambda table: duckdb.from_arrow(pl.from_pandas(table).to_arrow())],
    ids=["pandas", "polars", "duckdb"],
)
def test_a_search_finds_parts_without_accents_and_mails_and_names_in_other_tenants(engine):
    design = people_with_accents()
    people = People(user_flow(design.with_directory(engine(design.directory))))

    def found(text):
        return [person.user for person in people.page(query=PeopleQuery(search=text)).people]

    assert found("lucja muller") == found("MÜL luc") == found("lm@contoso.example") == ["a1"]
    assert found("lidia") == ["a1"]
    assert found("somebody") == ["x1"]
    assert found("ann") == ["a2"]
    assert found("nobody") == found("\u0301") == []
    assert len(found("  ")) == 3


def test_sorted_by_where_people_are(people):
    first = people.page(1, 12, PeopleQuery(sort="external_count", descending=True)).people
    assert [p.external_count for p in first] == [2] * 4 + [0] * 8
    there = people.page(1, 12, PeopleQuery(sort="presence", sort_tenant="northwind-traders")).people
    assert [p.presence["northwind-traders"] for p in there] == (
        ["home"] * 4 + ["external guest"] * 4 + ["not there"] * 4
    )
    assert [p.home for p in people.page(1, 12, PeopleQuery(sort="home")).people] == (
        ["contoso"] * 4 + ["fabrikam"] * 4 + ["northwind-traders"] * 4
    )


def test_departments(people):
    table = people.to_frame()
    values, every = attribute_values(
        user_flow(templates.user_hub(NAMES[:2], members=4)).design.users, "department", 2
    )
    assert (len(values), every >= 2) == (2, True)
    department = values[0]
    there = people.page(1, 12, PeopleQuery(attribute=("department", department))).people
    assert 0 < len(there) < len(table)


def test_externals_without_a_known_home_user_are_listed():
    design = templates.user_hub(NAMES[:2], members=1).add_users(
        [
            {"id": "x1", "tenant": "contoso", "credentials": "external", "user_type": "Guest",
             "display_name": "Stranger", "home_tenant": "fabrikam"},
            {"id": "x2", "tenant": "fabrikam", "credentials": "external", "display_name": ""},
        ]
    )  # fmt: skip
    people = People(user_flow(design))
    strange = {p.user: p for p in people.page(query=PeopleQuery(kind="external")).people}
    assert (strange["x1"].name, strange["x1"].home_name) == ("Stranger", "Fabrikam")
    assert dict(strange["x1"].presence) == {"contoso": "external guest", "fabrikam": "not there"}
    assert (strange["x2"].name, strange["x2"].home) == ("x2", None)
    assert people.page().total == len(people) == 4


@pytest.mark.parametrize("engine", ["pandas", "polars", "duckdb"])
def test_a_hundred_thousand_users_page_by_page(engine):
    count = 100_000
    table = pd.DataFrame(
        {
            "id": [f"u{n}" for n in range(count)],
            "tenant": np.where(np.arange(count) % 2, "contoso", "fabrikam"),
            "display_name": [f"User {n:06}" for n in range(count)],
        }
    )
    if engine == "polars":
        table = pl.from_pandas(table)
    elif engine == "duckdb":
        table = duckdb.from_df(table)
    people = People(user_flow(templates.user_hub(NAMES[:2]).with_directory(table)))
    page = people.page(2000, 25)
    assert (page.total, page.pages) == (count, 4000)
    assert [p.name for p in page.people][:2] == ["User 049975", "User 049976"]
    assert total(people, search="user 0999") == 120  # each word anywhere
    assert total(people, presence="missing", tenant="contoso") == 50_000
    assert total(people, presence="missing", tenant="fabrikam") == 0


def test_csv_runs_no_formula():
    rows = csv_text(People(user_flow(nasty())).to_frame())
    assert "'=1+3 <b>Bold</b>" in rows
    assert "\n=" not in rows
    assert ",=" not in rows
