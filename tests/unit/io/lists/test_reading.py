"""Lists of users from anywhere: what is read, and what is said."""

import pandas as pd
import pytest

import xtsviz as xts
from xtsviz.errors import DirectoryError, InputError
from xtsviz.io.lists.columns import checked_names
from xtsviz.io.lists.reading import read_list

ENTRA = "userPrincipalName,displayName,mail,id,userType,accountEnabled,invitationState,identityIssuer,department\n"


def read(text, **columns):
    return read_list(text if isinstance(text, bytes) else text.encode(), checked_names(columns or None))


def rows(text, *fields, **columns):
    users = read(text, **columns).users[list(fields)]
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in users.itertuples(index=False)]


def said(text, **columns):
    return [note.message for note in read(text, **columns).notes]


def refused(text, **columns):
    with pytest.raises(DirectoryError) as caught:
        read(text, **columns)
    return str(caught.value)


def test_a_complete_export_needs_no_word():
    line = "adele@contoso.com,Adele,adele@contoso.com,1,Member,True,,contoso.onmicrosoft.com,IT\n"
    assert said(ENTRA + line) == []


M365 = (
    "Block credential,Display name,First name,Object Id,Proxy addresses,Soft deletion time stamp,Title,"
    "User principal name\n"
    "FALSE,Adele,Adele,1,SMTP:Adele.Vance@contoso.com+smtp:av@contoso.com,,Manager,adele@contoso.com\n"
    "TRUE,Alex,Alex,2,smtp:x@contoso.com+SMTP:a+b@contoso.com,,Clerk,alex@contoso.com\n"
    "FALSE,Gone,Gone,3,,2026-01-05 10:00:00Z,,gone@contoso.com\n"
)


def test_the_microsoft_365_admin_center():
    assert rows(M365, "id", "account_enabled", "mail", "jobTitle", "givenName") == [
        ("1", True, "Adele.Vance@contoso.com", "Manager", "Adele"),
        ("2", False, "a+b@contoso.com", "Clerk", "Alex"),
    ]
    used, gone, types = said(M365)
    assert 'mail from "Proxy addresses"' in used
    assert 'accountEnabled from "Block credential" (true means blocked)' in used
    assert gone == "1 row is a deleted user and is left out (line 4)"
    assert types == "no row says the user type: taken as Member; export with -Property userType"
    assert [note.assumed for note in read(M365).notes] == [False, True, True]


@pytest.mark.parametrize(
    "header, cell, enabled",
    [
        ("AccountEnabled", "True", True),
        ("accountEnabled", "FALSCH", False),
        ("account_enabled", "vrai", True),
        ("Account status", "disabled", False),
        ("Account status", "Enabled", True),
        ("Block credential", "WAHR", False),
        ("BlockCredential", "False", True),
        ("Sign-in Status", "Blocked", False),
        ("SignIn Status", "Allowed", True),
        ("Anmeldeinformationen blockieren", "Falsch", True),
        ("Anmeldestatus", "blockiert", False),
        ("Bloquear entrada", "Verdadeiro", False),
        ("Sign-in blocked", "No", True),
    ],
)
def test_whether_an_account_is_enabled(header, cell, enabled):
    assert rows(f"id;userPrincipalName;{header}\n1;a@contoso.com;{cell}\n", "account_enabled") == [(enabled,)]


@pytest.mark.parametrize(
    "header, field",
    [
        ("User Principal-Name", "user_principal_name"),
        ("UPN", "user_principal_name"),
        ("Benutzerprinzipalname", "user_principal_name"),
        ("Nom d’utilisateur principal", "user_principal_name"),
        ("Nombre principal de usuario", "user_principal_name"),
        ("ユーザー プリンシパル名", "user_principal_name"),
        ("Nome UPN", "user_principal_name"),
        ("Anzeigename", "display_name"),
        ("Nombre para mostrar", "display_name"),
        ("表示名", "display_name"),
        ("Email address", "mail"),
        ("PrimarySmtpAddress", "mail"),
        ("E-Mail", "mail"),
        ("Abteilung", "department"),
        ("Position", "jobTitle"),
        ("役職", "jobTitle"),
        ("Extension_Attribute 7", "extensionAttribute7"),
        ("Name [displayName] Required", "display_name"),
        ("physicalDeliveryOfficeName", "officeLocation"),
        ("ExternalDirectoryObjectId", "id"),
    ],
)
def test_names_without_case_spaces_and_language(header, field):
    other = "id" if field != "id" else "userPrincipalName"
    assert rows(f"{other}\t{header}\n1\tx@y\n", field) == [("x@y",)]


def test_a_name_of_many_meanings_counts_if_its_cells_are_addresses():
    assert rows("Benutzername,Vorname\na@contoso.com,A\n", "user_principal_name", "givenName") == [
        ("a@contoso.com", "A")
    ]
    assert "User name" not in read("id,User name\n1,Adele\n").users.user_principal_name.tolist()
    assert rows("id,User name\n1,Adele\n", "user_principal_name", "User name") == [(None, "Adele")]


def test_what_a_person_names_counts_first():
    text = "id,UPN,mail,E-mail (work),Kostenstelle\n1,a@contoso.com,old@contoso.com,new@contoso.com,7\n"
    named = {"mail": "E-mail (work)", "department": "kostenstelle", "user_principal_name": "UPN"}
    assert rows(text, "mail", "department", **named) == [("new@contoso.com", "7")]
    assert any('other columns were named instead of "mail"' in one for one in said(text, **named))


@pytest.mark.parametrize(
    "columns, words",
    [
        ({"mial": "E-mail"}, 'did you mean "mail"?'),
        ({"mail": "a", "e-mail": "b"}, "says the same"),
        ({"mail": "a", "id": "a"}, "a second time"),
        ("mail", "mapping"),
        ({"mail": 1}, "mapping"),
    ],
)
def test_names_that_do_not_work(columns, words):
    with pytest.raises(InputError, match=r".") as caught:
        checked_names(columns)
    assert words in str(caught.value)


def test_a_named_column_that_is_not_there():
    assert 'column "E-mial": is not in the list; did you mean "E-mail"?' in refused(
        "id,E-mail\n1,a@b\n", mail="E-mial"
    )


def test_what_is_empty_throughout_is_said_with_its_remedy():
    text = '"AccountEnabled","DisplayName","Id","Mail","UserPrincipalName","UserType"\n"","A","1","a@b","a@b",""\n'
    assert said(text) == [
        "no row says whether the account is enabled: taken as enabled; export with -Property accountEnabled",
        "no row says the user type: taken as Member; export with -Property userType",
    ]


def test_what_some_rows_do_not_say_is_said_with_their_lines():
    text = ENTRA + "a@b,A,a@b,1,Member,True,,,\nc@d,C,c@d,2,,True,,,\n"
    assert said(text) == ["1 row does not say the user type: taken as Member (line 3)"]


def test_rows_without_an_id_are_keyed_by_their_user_principal_name():
    text = ENTRA + "a@b,A,a@b,,Member,True,,,\nc@d,C,c@d,2,Member,True,,,\n"
    assert rows(text, "id") == [("a@b",), ("2",)]
    assert said(text) == ["1 row without an id (line 2): the user principal name is taken as id"]
    assert said("UPN,mail,displayName,userType,accountEnabled\na@b,a@b,A,Member,True\n")[1:] == [
        "no row has an id: the user principal name is taken as id; export the object id too"
    ]


def test_ids_alone():
    users = read("id,displayName\n1,A\n")
    assert users.users["credentials"].tolist() == ["internal"]
    assert any("no row has a user principal name" in note.message for note in users.notes)


def test_rows_that_are_no_users_are_left_out_with_a_word():
    text = ENTRA + "a@b,A,a@b,1,Member,True,,,\n,,x@y,,Member,True,,,\nTotal: 1,,,,,,,,\n"
    assert rows(text, "id") == [("1",)]
    assert said(text) == [
        'the last row (line 4) is no user and is left out: "Total: 1"',
        "1 row has neither id nor user principal name and is left out (line 3)",
    ]


@pytest.mark.parametrize("last", ["Total;2", "Gesamt: 2", "Exported on 2026-11-27", "合計;2"])
def test_totals_and_notes_below_the_users(last):
    text = f"id;userPrincipalName;mail\n1;a@b;a@b\n{last}\n"
    if last.count(";") == 1:
        text = text.replace(last, f"{last};")
    assert rows(text, "id") == [("1",)]
    assert any("is no user and is left out" in one for one in said(text))


def test_a_user_of_an_odd_name_at_the_end_stays():
    assert len(read("id,userPrincipalName,mail\n1,a@b,\nTotal,total@b,\n").users) == 2


def test_header_below_titles():
    text = "Users of Contoso;;\n\nExported;2026-11-27;\nID;User principal name;Mail\n1;a@b;a@b\n2;c@d;maybe\n"
    assert rows(text, "id", "mail") == [("1", "a@b"), ("2", "maybe")]
    assert (
        said(text)[0] == '2 rows above the header are left out: "Users of Contoso" and "Exported 2026-11-27"'
    )
    assert "line 6" in refused(text.replace("Mail", "UserType").replace(";a@b\n", ";Guest\n"))


@pytest.mark.parametrize(
    "first", ["#TYPE Selected.Microsoft.Graph\r\n", "sep=|\r\n", '"sep=|"\r\n', "sep=|\n#TYPE X\n"]
)
def test_lines_that_programs_put_first(first):
    separator = "|" if "sep" in first else ","
    text = first + separator.join(["id", "userPrincipalName"]) + f"\n1{separator}a@b\n1{separator}c@d\n"
    with pytest.raises(DirectoryError, match=f"line {3 + first.count(chr(10))}, column"):
        read(text)
    assert rows(text.replace(f"1{separator}c", f"2{separator}c"), "id") == [("1",), ("2",)]


@pytest.mark.parametrize("coding", ["utf-8-sig", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("quote", ['"', ""])
def test_every_way_to_write_text(coding, separator, quote):
    lines = [["id", "userPrincipalName", "Anzeigename"], ["1", "zoë@contoso.com", "Zoë"]]
    text = "\r\n".join(separator.join(f"{quote}{cell}{quote}" for cell in line) for line in lines)
    mark = "\ufeff" if coding == "utf-16-be" else ""
    assert rows((mark + text).encode(coding), "id", "display_name") == [("1", "Zoë")]


def test_columns_that_nobody_knows_are_kept_and_said_once():
    text = ENTRA.strip() + ",Badge,Locker,Empty\na@b,A,a@b,1,Member,True,,,,7,8,\n"
    reading = read(text)
    assert [note.message for note in reading.notes] == [
        '2 columns are kept as attributes under their own names: "Badge" and "Locker"'
    ]
    assert reading.users[["Badge", "Locker"]].to_numpy().tolist() == [["7", "8"]]
    assert "Empty" not in reading.users


def test_two_columns_that_agree_are_one():
    text = "id,UPN,sms_sign_in,smsSignInState\n1,a@b,True,ready\n2,c@d,False,notConfigured\n3,e@f,,ready\n"
    assert rows(text, "sms_sign_in") == [(True,), (False,), (True,)]
    assert not any("disagree" in one for one in said(text))


def test_of_two_columns_that_disagree_the_own_name_counts():
    text = "id,userPrincipalName,AccountEnabled,Block credential\n1,a@b,True,True\n2,c@d,True,False\n"
    assert rows(text, "account_enabled") == [(True,), (True,)]
    words = 'the columns "AccountEnabled" and "Block credential" disagree in 1 row (first in line 2)'
    assert any(words in one for one in said(text))


def test_two_columns_that_disagree_are_refused_if_neither_is_better():
    text = "id,userPrincipalName,Account status,Block credential\n1,a@b,enabled,True\n"
    message = refused(text)
    assert 'columns "Account status" and "Block credential"' in message
    assert "say which one counts" in message
    assert rows(text, "account_enabled", blockCredential="Block credential") == [(False,)]
    assert rows(text, "account_enabled", accountEnabled="Account status") == [(True,)]


def test_the_same_row_twice_counts_once():
    text = "id,userPrincipalName,mail\n1,a@b,\n2,c@d,\n1,a@b,\n"
    assert rows(text, "id") == [("1",), ("2",)]
    assert any("1 row repeats another row in every cell" in one for one in said(text))
    assert "line 4" in refused(text.replace("1,a@b,\n2", "1,a@b,x@y\n2"))


def test_cells_that_hold_the_name_of_a_type_are_empty():
    text = "id,userPrincipalName,BusinessPhones,Manager\n1,a@b,System.String[],Microsoft.Graph.PowerShell.Models.X\n"
    reading = read(text)
    assert reading.users["businessPhones"].isna().all()
    words = 'the columns "BusinessPhones" and "Manager" hold only the name of a PowerShell type'
    assert any(words in note.message for note in reading.notes)


def test_numbers_as_excel_leaves_them():
    text = "id,userPrincipalName,Employee ID,badge\n1,a@b,12345.0,1.23E+11\n2,c@d,,5\n"
    assert rows(text, "employeeId", "badge") == [("12345", "1.23E+11"), (None, "5")]
    assert any('Excel has shortened numbers in the columns "badge"' in one for one in said(text))


def test_columns_of_a_directory_that_a_list_does_not_say():
    assert any('"tenant" and "home_user" are not read' in one for one in said("id,tenant,home_user\n1,x,y\n"))


def test_read_users_warns_and_gives_the_columns_of_the_document(tmp_path):
    (tmp_path / "list.csv").write_text("ID,E-mail,User principal name\n1,a@b,a@b\n")
    with pytest.warns(xts.ReadingWarning) as caught:
        users = xts.read_users(tmp_path / "list.csv", {"mail": "E-mail"}, tenant="contoso")
    assert any("taken as enabled" in str(warning.message) for warning in caught)
    assert {warning.filename for warning in caught} == {__file__}
    assert users.loc[0, ["id", "tenant", "mail"]].tolist() == ["1", "contoso", "a@b"]
    document = {"format": "xtsviz-topology", "version": 1, "tenants": [{"id": "contoso"}]}
    design = xts.Design.from_document(document).with_directory(users)
    assert design.directory["user_principal_name"].tolist() == ["a@b"]


def test_a_table_of_the_product_reads_like_itself():
    design = xts.templates.user_hub(["Contoso", "Fabrikam"], members=2)
    users = design.directory[design.directory["tenant"] == "contoso"]
    read_again = read_list(users).users
    for name in ("id", "display_name", "user_principal_name", "mail", "user_type", "account_enabled"):
        assert read_again[name].tolist() == users[name].tolist()
