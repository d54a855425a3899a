import numpy as np
import pandas as pd
import pytest

from tests.unit.view.samples import NAMES, nasty
from xtsviz import templates
from xtsviz.errors import PictureError
from xtsviz.flow import user_flow
from xtsviz.view.tables import People, safe_csv


@pytest.fixture(scope="module")
def people():
    design = templates.user_hub(NAMES[:3], members=4).update_arrow(
        "contoso->northwind-traders", user_type="Guest"
    )
    return People(user_flow(design))


def test_one_row_for_each_user_one_column_for_each_tenant(people):
    page = people.page(size=100)
    assert page.total == len(people) == 12
    assert list(page.rows.columns) == ["user", "name", "home", "contoso", "fabrikam", "northwind-traders"]
    ours = page.rows[page.rows["home"] == "Contoso"]
    assert set(ours["contoso"]) == {"home"}
    assert set(ours["fabrikam"]) == {"external member"}
    assert set(ours["northwind-traders"]) == {"external guest"}
    theirs = page.rows[page.rows["home"] == "Fabrikam"]
    assert set(theirs["contoso"]) == {"not there"}
    assert people.missing() == {"contoso": 8, "fabrikam": 4, "northwind-traders": 4}
    assert people.headings()["northwind-traders"] == "Northwind Traders"


def test_pages_are_the_whole_in_order(people):
    pages = [people.page(n, 5) for n in (1, 2, 3)]
    assert [len(p.rows) for p in pages] == [5, 5, 2]
    assert {p.pages for p in pages} == {3}
    joined = pd.concat([p.rows for p in pages], ignore_index=True)
    assert joined.equals(people.whole())
    assert list(joined["name"].str.casefold()) == sorted(joined["name"].str.casefold())
    assert people.page(99, 5).number == 3
    assert people.page(-1, 5).number == 1
    backwards = people.page(1, 12, descending=True).rows
    assert list(backwards["user"]) == list(joined["user"])[::-1]


def test_search_and_filters(people):
    name = people.whole()["name"].iloc[0]
    assert people.page(search=name.upper()).total >= 1
    assert people.page(search="(.*").total == 0
    assert people.page(missing_in="contoso").total == 8
    assert people.page(there="contoso", missing_in="fabrikam").total == 0
    assert people.page(home="fabrikam").total == 4
    with pytest.raises(PictureError, match='no tenant "contosso"; did you mean "contoso"'):
        people.page(missing_in="contosso")
    with pytest.raises(PictureError, match="cannot be sorted"):
        people.page(sort="age")


def test_a_hundred_thousand_users_page_by_page():
    count = 100_000
    table = pd.DataFrame(
        {
            "id": [f"u{n}" for n in range(count)],
            "tenant": np.where(np.arange(count) % 2, "contoso", "fabrikam"),
            "display_name": [f"User {n:06}" for n in range(count)],
        }
    )
    people = People(user_flow(templates.user_hub(NAMES[:2]).with_directory(table)))
    page = people.page(2000, 25)
    assert (page.total, page.pages) == (count, 4000)
    assert list(page.rows["name"])[:2] == ["User 049975", "User 049976"]
    assert people.page(search="user 0999").total == 100
    assert people.missing() == {"contoso": 50_000, "fabrikam": 0}


def test_csv_runs_no_formula():
    rows = safe_csv(People(user_flow(nasty())).whole())
    assert "'=1+3 <b>Bold</b>" in rows
    assert "\n=" not in rows
    assert ",=" not in rows
