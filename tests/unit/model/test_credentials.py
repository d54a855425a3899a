"""Who is internal and who is external, for values and for columns, in every room."""

import re
from pathlib import Path

import narwhals as nw
import pandas as pd
import polars as pl
import pytest

import xtsviz
from xtsviz.model.credentials import (
    EXTERNAL,
    INTERNAL,
    INTERNAL_GUEST,
    INTERNAL_MEMBER,
    is_external,
    is_internal,
)

COLUMNS = {
    "id": ["member", "guest", "external"],
    "credentials": ["internal", "internal", "external"],
    "user_type": ["Member", "Guest", "Guest"],
}


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame])
def test_expressions_and_predicates_agree(make):
    frame = nw.from_native(make(COLUMNS), eager_only=True)
    for expression, ids in [
        (INTERNAL, ["member", "guest"]),
        (EXTERNAL, ["external"]),
        (INTERNAL_MEMBER, ["member"]),
        (INTERNAL_GUEST, ["guest"]),
    ]:
        assert frame.filter(expression)["id"].to_list() == ids
    for predicate, expression in [(is_internal, INTERNAL), (is_external, EXTERNAL)]:
        expected = frame.select(found=expression)["found"].to_list()
        assert [predicate(value) for value in COLUMNS["credentials"]] == expected
        assert predicate(frame["credentials"]).to_list() == expected


def test_no_other_module_compares_credentials():
    package = Path(xtsviz.__file__).parent
    pattern = re.compile(r"credentials\W{1,4}[!=]= ")
    found = [
        str(p.relative_to(package)) for p in package.rglob("*.py") if pattern.search(p.read_text("utf-8"))
    ]
    assert found == [str(Path("model") / "credentials.py")]
