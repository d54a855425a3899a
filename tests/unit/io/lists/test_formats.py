"""The same list in every form is the same list; what is no list is refused in one message."""

import datetime
import io
import json

import openpyxl
import pandas as pd
import pytest

from xtsviz.errors import DirectoryError
from xtsviz.io.lists.reading import read_list

USERS = [
    {
        "id": "1",
        "userPrincipalName": "zoë@contoso.com",
        "displayName": "Zoë",
        "accountEnabled": True,
        "employeeId": "07",
    },
    {
        "id": "2",
        "userPrincipalName": "b@contoso.com",
        "displayName": None,
        "accountEnabled": False,
        "employeeId": None,
    },
]
NAMES = list(USERS[0])


def as_csv():
    rows = [[("" if user[name] is None else str(user[name])) for name in NAMES] for user in USERS]
    return "\n".join(",".join(row) for row in [NAMES, *rows]).encode()


def workbook(*sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_workbook():
    return workbook(("Users", [NAMES, *[[user[name] for name in NAMES] for user in USERS]]))


def as_parquet():
    stream = io.BytesIO()
    pd.DataFrame(USERS).to_parquet(stream)
    return stream.getvalue()


FORMS = {
    "workbook": as_workbook,
    "parquet": as_parquet,
    "array": lambda: json.dumps(USERS).encode(),
    "answer": lambda: json.dumps({"@odata.context": "x", "value": USERS}).encode(),
    "pages": lambda: json.dumps(
        [{"value": USERS[:1], "@odata.nextLink": "x"}, {"value": USERS[1:]}]
    ).encode(),
    "lines": lambda: "\n".join(map(json.dumps, USERS)).encode(),
    "powershell": lambda: json.dumps(
        [{name[0].upper() + name[1:]: value for name, value in user.items()} for user in USERS]
    ).encode("utf-16"),
    "table": lambda: pd.DataFrame(USERS),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_same_list_in_every_form(form):
    wanted, found = read_list(as_csv()), read_list(FORMS[form]())
    pd.testing.assert_frame_equal(found.users[list(wanted.users)], wanted.users)
    assert found.notes == wanted.notes


def test_cells_of_a_workbook():
    day = datetime.datetime(2024, 5, 10, 23, 26, 24)  # noqa: DTZ001
    rows = [
        ["Users of Contoso"],
        [],
        ["Object ID", "User principal name", "Account status", "Employee ID", "Created", "Rate"],
        ["1", "a@b", True, 12345.0, day, 1.5],
        ["2", "c@d", "FALSCH", 100000.0, None, None],
        ["Total", None, None, 2, None, None],
    ]
    reading = read_list(workbook(("Notes", [["nothing", "here"]]), ("Export", rows)))
    users = reading.users
    assert users["account_enabled"].tolist() == [True, False]
    assert users["employeeId"].tolist() == ["12345", "100000"]
    assert users.loc[0, ["Created", "Rate"]].tolist() == ["2024-05-10 23:26:24", "1.5"]
    messages = [note.message for note in reading.notes]
    assert messages[0] == '1 row above the header is left out: "Users of Contoso"'
    assert 'only the sheet "Export" is read, and not "Notes"' in messages
    assert any("(row 6) is no user" in one for one in messages)


def test_problems_of_a_workbook_have_the_number_of_the_row():
    with pytest.raises(DirectoryError, match='row 3, column "accountEnabled": "maybe"'):
        read_list(workbook(("Users", [NAMES, ["1", "a@b", "A", True, ""], ["2", "c@d", "C", "maybe", ""]])))


def test_lists_and_objects_of_graph():
    user = {
        "id": "1",
        "userPrincipalName": "a_fabrikam.com#EXT#@contoso.onmicrosoft.com",
        "businessPhones": ["+1", "+2"],
        "proxyAddresses": ["smtp:old@b", "SMTP:a@b"],
        "identities": [
            {"signInType": "userPrincipalName", "issuer": "contoso.onmicrosoft.com"},
            {"signInType": "federated", "issuer": "ExternalAzureAD"},
        ],
        "onPremisesExtensionAttributes": {"extensionAttribute1": "x", "extensionAttribute2": None},
        "createdDateTime": "/Date(1715383584000)/",
        "assignedLicenses": [{"skuId": "x"}],
        "manager@odata.bind": "x",
        "@odata.type": "#microsoft.graph.user",
    }
    reading = read_list(json.dumps(user).encode())
    found = reading.users.iloc[0]
    assert found["credentials"] == "external"
    assert found["mail"] == "a@b"
    assert found["businessPhones"] == "+1, +2"
    assert found["identityIssuer"] == "ExternalAzureAD"
    assert found["extensionAttribute1"] == "x"
    assert found["createdDateTime"] == "2024-05-10T23:26:24Z"
    assert any('not read: "assignedLicenses"' in note.message for note in reading.notes)


def test_a_list_that_goes_on_elsewhere():
    answer = {"value": USERS, "@odata.nextLink": "https://graph"}
    assert any(
        "only its first 2 users are here" in n.message for n in read_list(json.dumps(answer).encode()).notes
    )


@pytest.mark.parametrize(
    "content, words",
    [
        (b'[{"id": "1"', "not JSON"),
        (b'{"value": [{"id": 1},]}', "not JSON"),
        (b'{"value": [{"id": 1} {"id": 2}]}', "line 1, column 21: not JSON"),
        (b'[{"id": 1}, 7]', "user 2: is no object"),
        (b"[[1]]", "is no object"),
        (b'[{"a": ' + b"[" * 100_000, "nested too deeply"),
        (b'{"error": {"code": "x", "message": "Insufficient privileges"}}', "Insufficient privileges"),
        (b'{"format": "xtsviz-topology", "users": [{"id": "1"}]}', "this is a design, not a list"),
        (b'{"id": "\xff"}', "is not UTF-8"),
        (b"[" + json.dumps({f"k{n}": "x" for n in range(2000)}).encode() + b"]", "at most 1,009"),
        (b"PK\x03\x04 workbook", "broken workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "cannot be read"),
        (b"PAR1" + b"x" * 50, "this Parquet file cannot be read"),
        (b"\x00\x01\x02", "binary"),
        (b",".join(b"c%d" % n for n in range(10_000)), "10,000 columns; a list has at most 1,009"),
        (b'id,userPrincipalName\n1,"' + b"y" * 140_000 + b'"\n', "a cell has more than 131,072 characters"),
        (b"id,userPrincipalName,mail\n1,a\n2,b,c,d\n", "line 2: has 2 cells"),
    ],
)
def test_what_is_no_list_is_one_clear_message(content, words):
    with pytest.raises(DirectoryError) as caught:
        read_list(content)
    assert words in str(caught.value)


def test_a_workbook_that_would_unpack_beyond_the_limit(monkeypatch):
    monkeypatch.setenv("XTSVIZ_MAX_BYTES", "2000")
    with pytest.raises(DirectoryError, match="bytes when unpacked; a list has at most 2,000"):
        read_list(as_workbook())


@pytest.mark.parametrize("sheets", [[("Empty", [])], [("A", []), ("B", [[None]])]])
def test_a_workbook_without_cells(sheets):
    with pytest.raises(DirectoryError, match="the workbook is empty"):
        read_list(workbook(*sheets))
