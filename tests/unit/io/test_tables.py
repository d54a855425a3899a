"""Tables on their way out."""

import csv
import io

import duckdb
import pandas as pd
import polars as pl
import pytest

from xtsviz.io.csv_output import csv_text, json_records


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("text", ["=1+3", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_what_a_spreadsheet_would_compute_gets_an_apostrophe(text):
    assert rows(csv_text(pd.DataFrame({"name": [text, "Adele"]}))) == [
        {"name": f"'{text}"},
        {"name": "Adele"},
    ]


@pytest.mark.parametrize(
    "text", ["a=1", "'=1", " =1", 'say "hi", you', "two\nlines", "two\r\nlines", "zoë 🦊", "NA"]
)
def test_other_text_comes_out_as_it_went_in(text):
    assert rows(csv_text(pd.DataFrame({"name": [text], "n": [1]}))) == [{"name": text, "n": "1"}]


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, lambda data: pl.DataFrame(data).lazy()])
def test_any_table(make):
    table = make({"name": ["=1", None], "on": [True, False], "n": [-1, 2]})
    assert csv_text(table) == "name,on,n\r\n'=1,True,-1\r\n,False,2\r\n"
    assert json_records(table) == [{"name": "=1", "on": True, "n": -1}, {"name": None, "on": False, "n": 2}]


def test_a_lazy_table_of_a_database():
    table = duckdb.sql("select '=1' as name, 2 as n union all select null, 3 order by n")
    assert csv_text(table) == "name,n\r\n'=1,2\r\n,3\r\n"


def test_missing_numbers_are_null_and_lists_are_lists():
    table = pd.DataFrame({"n": pd.array([1, None], dtype="Int64"), "x": [1.5, None], "codes": [("a",), ()]})
    assert json_records(table) == [{"n": 1, "x": 1.5, "codes": ["a"]}, {"n": None, "x": None, "codes": []}]


def test_the_table_itself_stays_as_it_was():
    table = pd.DataFrame({"name": ["=1"]})
    csv_text(table)
    assert table["name"].tolist() == ["=1"]
