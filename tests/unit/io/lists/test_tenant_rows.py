"""User lists of the admin center."""

from importlib.resources import files

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from xtsviz.errors import DirectoryError
from xtsviz.io.lists.reading import read_list
from xtsviz.io.lists.tenant_rows import notes_of_tenant, rows_of_tenant
from xtsviz.model.topology import Tenant
from xtsviz.model.vocabulary import USER_FIELDS

CONTOSO = Tenant(id="contoso", verified_domains=("contoso.com",))
FABRIKAM = Tenant(id="fabrikam", verified_domains=("fabrikam.com",))
OWNERS = {"contoso.com": "contoso", "fabrikam.com": "fabrikam", "fabrikam.onmicrosoft.com": "fabrikam"}


def read_users(source):
    return read_list(source).users


DATA = files("xtsviz.examples") / "data"
HEADER = (DATA / "contoso-users.csv").read_text("utf-8").splitlines()[0]


def row(**cells):
    given = {"id": "1", "userPrincipalName": "adele@contoso.com", "userType": "Member", **cells}
    assert given.keys() <= set(HEADER.split(","))
    return ",".join(given.get(name, "") for name in HEADER.split(","))


def csv(*rows):
    return "\r\n".join([HEADER, *rows, ""]).encode()


def user(**cells):
    frame = rows_of_tenant(read_users(csv(row(**cells))), CONTOSO, OWNERS)
    return {name: None if pd.isna(value) else value for name, value in frame.iloc[0].items()}


@pytest.mark.parametrize(
    "cells",
    [
        {"userPrincipalName": "adele_fabrikam.com#EXT#@contoso.onmicrosoft.com"},
        {"userPrincipalName": "adele_fabrikam.com#ext#@contoso.onmicrosoft.com"},
        {"invitationState": "Accepted"},
        {"invitationState": "PendingAcceptance", "identityIssuer": "contoso.onmicrosoft.com"},
        {"identityIssuer": "ExternalAzureAD"},
        {"identityIssuer": "google.com"},
        {"identityIssuer": "fabrikam.onmicrosoft.com"},
    ],
)
@pytest.mark.parametrize("user_type", ["Member", "Guest"])
def test_who_signs_in_elsewhere_is_external_whatever_the_user_type(cells, user_type):
    found = user(userType=user_type, **cells)
    assert (found["credentials"], found["user_type"]) == ("external", user_type)
    assert found["external_user_state"] == cells.get("invitationState")


@pytest.mark.parametrize("issuer", ["", "contoso.onmicrosoft.com", "Contoso.onMicrosoft.com", "contoso.com"])
@pytest.mark.parametrize("user_type", ["Member", "Guest"])
def test_who_signs_in_here_is_internal_whatever_the_user_type(issuer, user_type):
    found = user(userType=user_type, identityIssuer=issuer)
    assert (found["credentials"], found["user_type"]) == ("internal", user_type)


def test_core_columns_and_attributes():
    found = user(
        displayName="=1+3 <b>Bold</b>",
        mail="adele@contoso.com",
        accountEnabled="False",
        postalCode="01234",
        department="NA",
        country=" DE ",
        directorySynced="True",
        createdDateTime="5/10/2024 11:26:24 PM",
    )
    assert list(found)[: len(USER_FIELDS)] == list(USER_FIELDS)
    assert found["display_name"] == "=1+3 <b>Bold</b>"
    assert found["account_enabled"] is False or not found["account_enabled"]
    wanted = {"postalCode": "01234", "department": "NA", "country": " DE ", "directorySynced": "True"}
    assert {name: found[name] for name in wanted} == wanted
    assert found["officeLocation"] is None
    assert (
        not {"userType", "displayName", "userPrincipalName", "accountEnabled", "invitationState"}
        & found.keys()
    )


def test_a_user_without_a_name_is_called_by_the_id():
    assert user(displayName="")["display_name"] == "1"


def test_least_columns_in_any_case_and_order():
    frame = read_users(
        b"Department,USERPRINCIPALNAME, Object ID ,Office location\nIT,a@contoso.com,1,Berlin\n"
    )
    found = frame.iloc[0]
    assert (found["id"], found["user_principal_name"], found["user_type"]) == ("1", "a@contoso.com", "Member")
    assert bool(found["account_enabled"]) is True
    assert (found["department"], found["officeLocation"]) == ("IT", "Berlin")


@pytest.mark.parametrize("column", ["tenant", "home_user", "attributes"])
def test_a_column_named_like_a_field_of_the_directory_does_not_become_one(column):
    frame = read_users(f"id,userPrincipalName,{column}\n1,a@contoso.com,x\n".encode())
    assert column not in frame


@pytest.mark.parametrize(
    "data, words",
    [
        (b"department,displayName\nIT,Adele\n", ['"id"', '"userPrincipalName"', "Download users"]),
        (b"identifier,UPNs,displayName\n1,a,Adele\n", ['"id"', '"userPrincipalName"']),
        (b"id,userPrincipalName,mail\n,,a@contoso.com\n , ,b@contoso.com\n", ["no row has an id"]),
        (csv(row(), row(id="2"), row(mail="other")), ["line 4", "line 2", '"1"']),
        (csv(row(accountEnabled="maybe")), ["line 2", '"maybe"', "True or False"]),
        (csv(row(), row(id="2", userType="Contact")), ["line 3", '"Contact"', "Member or Guest"]),
        (csv(row(invitationState="Later")), ["line 2", "Accepted or PendingAcceptance"]),
        (csv(row()) + b"2,3\r\n", ["line 3", "2 cells", "29"]),
    ],
)
def test_what_is_wrong_is_reported_with_its_line(data, words):
    with pytest.raises(DirectoryError) as caught:
        read_users(data)
    for word in words:
        assert word in str(caught.value)


def test_all_problems_at_once():
    data = csv(row(), row(accountEnabled="maybe"), row(userType="?"), row(invitationState="?"))
    with pytest.raises(DirectoryError) as caught:
        read_users(data)
    assert [problem.place.split(",")[0] for problem in caught.value.problems] == [
        "line 3",
        "line 4",
        "line 3",
        "line 5",
    ]


def test_a_hundred_wrong_cells_are_one_problem():
    with pytest.raises(DirectoryError, match="and so in 99 more rows"):
        read_users(csv(*(row(id=str(n), accountEnabled="maybe") for n in range(100))))


@pytest.mark.parametrize("issuer", ["fabrikam.onmicrosoft.com", "fabrikam.com", "other.onmicrosoft.com"])
def test_another_tenants_list_is_refused(issuer):
    users = read_users(csv(*(row(id=str(n), identityIssuer=issuer) for n in range(3))))
    with pytest.raises(DirectoryError, match=issuer):
        rows_of_tenant(users, CONTOSO, OWNERS)


def test_a_list_of_guests_alone_is_fine():
    name = "a_fabrikam.com#EXT#@contoso.onmicrosoft.com"
    guests = (row(id=str(n), userPrincipalName=name, identityIssuer="ExternalAzureAD") for n in range(3))
    assert set(rows_of_tenant(read_users(csv(*guests)), CONTOSO, {})["credentials"]) == {"external"}


def users_of(*domains):
    return read_users(csv(*(row(id=str(n), userPrincipalName=f"u{n}@{d}") for n, d in enumerate(domains))))


def test_a_list_with_domains_of_another_tenant_alone_is_refused():
    with pytest.raises(
        DirectoryError, match=r'3 of 3 internal users.*this looks like the list of "fabrikam"'
    ):
        rows_of_tenant(users_of(*["fabrikam.com"] * 3), CONTOSO, OWNERS)


def test_mostly_domains_of_another_tenant_are_read_and_told():
    rows = rows_of_tenant(users_of(*["fabrikam.com"] * 3, "contoso.com"), CONTOSO, OWNERS)
    (told,) = notes_of_tenant(rows, CONTOSO, OWNERS)
    assert told.assumed
    assert '3 of 4 internal users have a domain of tenant "fabrikam" (such as "fabrikam.com")' in told.message


@pytest.mark.parametrize("domains", [["contoso.com"] * 3, ["contoso.com", "fabrikam.com"], ["x.org"] * 3])
def test_a_usual_list_needs_no_word_about_its_tenant(domains):
    rows = rows_of_tenant(users_of(*domains), CONTOSO, OWNERS)
    assert not list(notes_of_tenant(rows, CONTOSO, OWNERS))


@pytest.mark.parametrize("library", [pd, pl])
def test_a_table_reads_like_its_csv(library):
    table = library.DataFrame(
        {
            "id": ["1", "2"],
            "userPrincipalName": ["a@contoso.com", "b@contoso.com"],
            "accountEnabled": [True, False],
            "department": ["IT", None],
            "employeeId": [7, 8],
        }
    )
    text = "id,userPrincipalName,accountEnabled,department,employeeId\n"
    text += "1,a@contoso.com,True,IT,7\n2,b@contoso.com,False,,8\n"
    pd.testing.assert_frame_equal(read_users(table), read_users(text.encode()))


def test_numbers_that_pandas_made_fractions_are_whole_again():
    table = pd.DataFrame({"id": ["1", "2"], "userPrincipalName": ["a", "b"], "employeeId": [7.0, None]})
    assert read_users(table)["employeeId"].tolist()[0] == "7"


def test_problems_in_a_table_are_reported_by_row():
    table = pd.DataFrame({"id": ["1", "1"], "userPrincipalName": ["a", "b"]})
    with pytest.raises(DirectoryError, match=r"row 2.*row 1"):
        read_users(table)


GOOD = {"id": ["1", "2"], "userPrincipalName": ["a", "b"]}
NESTED = "a cell is a text, a number, a date, true or false"


@pytest.mark.parametrize(
    "table, words",
    [
        (pd.DataFrame({**GOOD, "x": [["a"], None]}), ['column "x"', "holds list", NESTED]),
        (pd.DataFrame({**GOOD, "x": [{"a": 1}, None]}), ['column "x"', "holds dict"]),
        (pl.DataFrame({**GOOD, "x": [["a"], None]}), ['column "x"', "holds List"]),
        (pa.table({**GOOD, "x": [{"a": 1}, None]}), ['column "x"', "holds Struct"]),
        (pa.table({**GOOD, "x": pa.array([[("a", 1)], None], pa.map_(pa.string(), pa.int64()))}), ["Map"]),
        (pd.DataFrame({**GOOD, "x": ["\ud800", ""]}, dtype=object), ['column "x"', "half a character"]),
        (pd.DataFrame([["1", "a", "2"]], columns=["id", "userPrincipalName", "id"]), ["columns 1 and 3"]),
        (pd.DataFrame({**GOOD, None: ["x", "y"]}), ["the list, column 3", "has no name"]),
        (pd.DataFrame({**GOOD, ("a", "b"): ["x", "y"]}), ["the list, column 3", "has no name"]),
        (pd.DataFrame(), ['"id": is missing', '"userPrincipalName": is missing']),
        (pl.LazyFrame({"mail": ["1"]}), ['"userPrincipalName": is missing']),
        (pl.scan_csv("/no/such/list.csv"), ["cannot be read", "/no/such/list.csv"]),
        (pd.DataFrame({**GOOD, **{f"c{n}": "x" for n in range(1010)}}), ["1,012 columns", "at most 1,009"]),
    ],
)
def test_a_table_that_is_no_list_is_refused_with_its_column(table, words):
    with pytest.raises(DirectoryError) as caught:
        read_users(table)
    for word in words:
        assert word in str(caught.value)


def test_cells_of_any_type_stand_as_in_a_csv():
    kinds = {
        "dictionary": pa.array(["IT", None]).dictionary_encode(),
        "large": pa.array(["x", ""], pa.large_string()),
    }
    table = pa.chunked_array([["1"], ["2"]])
    frame = read_users(pa.table({"id": table, "userPrincipalName": ["a", "b"], **kinds, "n": [1, None]}))
    found = frame[["id", "dictionary", "large", "n"]].astype(object).where(frame.notna(), None)
    assert found.to_numpy().tolist() == [["1", "IT", "x", "1"], ["2", None, None, None]]


def test_of_two_columns_for_the_same_the_one_that_is_spelt_right_counts():
    frame = read_users(b"ID,id,Object ID,userPrincipalName\n1,2,3,a\n")
    assert frame[["id", "ID", "Object ID"]].to_numpy().tolist() == [["2", "1", "3"]]


def test_what_is_no_table_is_refused():
    with pytest.raises(DirectoryError, match="not dict"):
        read_users({"id": []})


def test_no_users():
    frame = rows_of_tenant(read_users(csv()), CONTOSO, OWNERS)
    assert len(frame) == 0
    assert set(USER_FIELDS) <= set(frame)
