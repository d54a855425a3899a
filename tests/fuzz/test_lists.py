"""User lists, spoiled: the users come in as they stand in the file, or the list is refused in words."""

from __future__ import annotations

import csv
import io
import json
import re
from functools import cache
from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

import xtsviz as xts
from tests.fuzz.words import odd, tried
from xtsviz.io.delimited import read_table
from xtsviz.io.files import with_user_list
from xtsviz.io.lists.reading import read_list

HEADER = ["id", "userPrincipalName", "displayName", "userType", "accountEnabled", "invitationState"]
HEADER += ["identityIssuer", "department", "createdDateTime"]
CELLS = ["", "", "1", "2", "Member", "Guest", "True", "False", "Accepted", "a@contoso.onmicrosoft.com", " x "]
CELLS += ["u_fabrikam.onmicrosoft.com#EXT#@contoso.onmicrosoft.com", "#EXT#", "ExternalAzureAD", "NA", "=1+1"]
CELLS += [
    "fabrikam.onmicrosoft.com",
    "\u2028",
    "\x1b[2J",
    '"',
    '""',
    '"a"',
    'a"b',
    '"a,b"',
    '"a\r\nb"',
    "_",
    "@",
]
NAMES = [*HEADER, "tenant", "home_user", "attributes", "ID", "Object ID", "objectId", "id ", "", "mail", "*"]
INSIDE = [b"", b'"', b"\0", b"\xff", b"\n", b"\r", b"\r\n\r\n", b",", b";", b"\t", b"\xef\xbb\xbf", b"\xc3"]
INSIDE += ["\ud800".encode("utf-8", "surrogatepass"), b"x" * 140_000, b"," * 3000, b"\n" * 300, b" ", b"{"]
CODINGS = ["utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252"]


@st.composite
def lists(draw: st.DrawFn) -> bytes:
    """A list of a few users, as some program may write it, with up to three places spoiled."""
    names = draw(st.just(HEADER) | st.lists(st.sampled_from(NAMES), min_size=1, max_size=12))
    separator = draw(st.sampled_from([",", ",", ";", "\t", "|"]))
    ending = draw(st.sampled_from(["\r\n", "\n", "\r"]))
    cell = st.sampled_from(CELLS) | st.text(max_size=8)
    count = st.just(len(names)) | st.integers(0, len(names) + 2)
    rows = [
        [draw(cell) for _ in range(draw(count))] if draw(st.booleans()) else good(names, row)
        for row in range(draw(st.integers(0, 6)))
    ]
    text = ending.join(separator.join(row) for row in [names, *rows]) + draw(st.sampled_from(["", ending]))
    content = text.encode(draw(st.sampled_from(CODINGS)), "replace")
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(content)))
        length = draw(st.sampled_from([0, 0, 1, 5, 10**6]))
        content = content[:start] + draw(st.sampled_from(INSIDE)) + content[start + length :]
    return content


def good(names: list[str], row: int) -> list[str]:
    cells = {
        "id": f"u{row}",
        "userPrincipalName": f"u{row}@contoso.onmicrosoft.com",
        "accountEnabled": "true",
    }
    return [cells.get(name, "") for name in names]


def design() -> xts.Design:
    return xts.templates.user_hub(["Contoso", "Fabrikam"], members=1)


@given(lists() | st.binary(max_size=200))
def test_a_table_of_texts_holds_what_stands_in_the_file(content: bytes) -> None:
    table = tried(lambda: read_table(content, {"id", "userPrincipalName"}.__contains__, 50))
    if table is None:
        return
    wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = content.decode("utf-16" if wide else "utf-8").lstrip("\ufeff")
    delimiters = ",;\t"
    while hint := re.match(r"(?:#TYPE\b[^\r\n]*|\"?sep=(.)\"?[ \t]*)(?:\r\n|\r|\n|$)", text, re.IGNORECASE):
        text, delimiters = text[hint.end() :], hint[1] or delimiters
    found = [
        ["" if pd.isna(cell) else cell for cell in row]
        for row in table.frame.itertuples(index=False, name=None)
    ]
    names = list(table.frame)
    records = [list(filter(None, csv.reader(io.StringIO(text, newline=""), delimiter=d))) for d in delimiters]
    assert any(
        [n for n in header if n] == [n for n in names if n] and picked(header, names, rows) == found
        for rows_of_all in records
        for header, *rows in [
            [[name.strip() for name in rows_of_all[at]], *rows_of_all[at + 1 :]]
            for at in range(min(len(rows_of_all), 20))
        ]
    )


def picked(header: list[str], names: list[str], rows: list[list[str]]) -> list[list[str]]:
    """The rows that hold something, without the columns of nothing."""
    rows = [row + [""] * (len(header) - len(row)) for row in rows]  # a note below the table has fewer cells
    kept = [n for n, name in enumerate(header) if name or any(row[n] for row in rows)]
    return [[row[n] for n in kept] for row in rows if any(row)]


@given(lists(), lists() | st.none())
def test_lists_of_two_tenants(one: bytes, other: bytes | None) -> None:
    first = tried(lambda: with_user_list(design(), "contoso", one).design)
    if first is not None and other is not None:
        first = tried(lambda: with_user_list(first, "fabrikam", other).design) or first
    if first is not None:
        assert xts.Design.from_document(first.to_document()) == first
        assert len(xts.user_flow(first).arrows) == 1


@given(odd())
def test_what_is_no_list(source: Any) -> None:
    tried(lambda: with_user_list(design(), "contoso", source))


@given(st.dictionaries(st.sampled_from(NAMES), st.lists(odd(), min_size=3, max_size=3), max_size=5))
def test_a_list_as_a_table(columns: dict[str, list[Any]]) -> None:
    needed = {"id": ["1", "2", "3"], "userPrincipalName": ["a", "b", None]}
    table = pd.DataFrame({**needed, **{name: pd.Series(v, dtype=object) for name, v in columns.items()}})
    users = tried(lambda: read_list(table))
    if users is not None:
        assert users.users["id"].is_unique


ROWS = [{"id": f"u{n}", "userPrincipalName": f"u{n}@contoso.com", "accountEnabled": n > 0} for n in range(3)]


@cache
def forms() -> tuple[bytes, ...]:
    """The same small list as a workbook, in Parquet, and as JSON of several kinds."""
    table = pd.DataFrame(ROWS)
    book, parquet = io.BytesIO(), io.BytesIO()
    table.to_excel(book, index=False)
    table.to_parquet(parquet)
    answers = ({"value": ROWS, "@odata.nextLink": "x"}, ROWS, [{"value": ROWS}, {"value": ROWS[:1]}])
    return book.getvalue(), parquet.getvalue(), *(json.dumps(answer).encode() for answer in answers)


PIECES = [*INSIDE, b"[", b"}", b'{"value":[', b"null", b"1e999999", b"9" * 5000, b"\\u0000", b"/Date(9e9)/"]


@given(st.data())
def test_other_forms_spoiled(data: st.DataObject) -> None:
    content = data.draw(st.sampled_from(forms()))
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(content)))
        length = data.draw(st.sampled_from([0, 1, 1, 5, 50]))
        content = content[:start] + data.draw(st.sampled_from(PIECES)) + content[start + length :]
    users = tried(lambda: read_list(content))
    if users is not None:
        assert users.users["id"].is_unique
        assert users.users["id"].notna().all()
