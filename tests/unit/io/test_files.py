"""Loading and saving designs with their users."""

import copy
import json
import shutil
import warnings
from importlib.resources import as_file, files

import pandas as pd
import pytest

from xtsviz.errors import (
    AmbiguousNameError,
    DesignError,
    DirectoryError,
    DocumentError,
    FileError,
    InputError,
    ReadingWarning,
    UnknownNameError,
)
from xtsviz.io.files import from_bytes, load, save
from xtsviz.model.topology import Note

DOCUMENT = {
    "format": "xtsviz-topology",
    "version": 1,
    "tenants": [
        {"id": "contoso", "name": "Contoso", "verified_domains": ["contoso.com"]},
        {"id": "fabrikam", "name": "Fabrikam", "verified_domains": ["fabrikam.com"]},
    ],
    "arrows": [{"source": "contoso", "target": "fabrikam"}],
    "users": [
        {"id": "c-old", "tenant": "contoso"},
        {"id": "f1", "tenant": "fabrikam", "user_principal_name": "megan_b@fabrikam.com"},
    ],
}
CONTOSO = (
    b"id,userPrincipalName,displayName,department\n"
    b"c1,adele@contoso.com,Adele,IT\n"
    b"c2,megan_b_fabrikam.com#EXT#@contoso.onmicrosoft.com,Megan,\n"
)


@pytest.fixture
def document():
    return copy.deepcopy(DOCUMENT)


@pytest.fixture
def folder(tmp_path, document):
    (tmp_path / "design.json").write_text(json.dumps(document), "utf-8")
    (tmp_path / "contoso.csv").write_bytes(CONTOSO)
    return tmp_path


def build(document, **lists):
    return from_bytes(json.dumps(document).encode(), lists)


def problems(document, **lists):
    with pytest.raises(InputError) as caught:
        build(document, **lists)
    return [str(problem) for problem in caught.value.problems]


@pytest.fixture
def example(tmp_path):
    with as_file(files("xtsviz.examples") / "data") as data:
        return shutil.copytree(data, tmp_path / "example")


def test_a_document_alone(folder):
    design = load(folder / "design.json")
    assert design.directory["id"].tolist() == ["c-old", "f1"]
    assert load(str(folder / "design.json")) == design


@pytest.mark.parametrize("named", ["contoso", "Contoso"])
def test_a_list_replaces_the_users_of_its_tenant(folder, named):
    with pytest.warns(ReadingWarning):
        design = load(folder / "design.json", users={named: folder / "contoso.csv"})
    table = design.directory.set_index("id")
    assert sorted(table.index) == ["c1", "c2", "f1"]
    assert table.loc["c1", "department"] == "IT"
    assert table.loc["c2", "home_user"] == "f1"
    assert pd.isna(table.loc["c2", "home_tenant"])


def test_a_table_does_as_well_as_a_file(folder):
    table = pd.read_csv(folder / "contoso.csv")
    content = (folder / "design.json").read_bytes()
    assert from_bytes(content, {"contoso": table}) == from_bytes(content, {"contoso": folder / "contoso.csv"})


def test_home_users_are_found_from_list_to_list_in_any_order(document):
    fabrikam = (
        b"id,userPrincipalName\nf9,megan_b@fabrikam.com\nf8,adele_contoso.com#EXT#@fabrikam.onmicrosoft.com\n"
    )
    for lists in ({"contoso": CONTOSO, "fabrikam": fabrikam}, {"fabrikam": fabrikam, "contoso": CONTOSO}):
        table = build(document, **lists).directory.set_index("id")
        assert table["home_user"].dropna().to_dict() == {"c2": "f9", "f8": "c1"}


def test_home_tenant_alone_where_the_user_is_gone(document):
    document["users"] = []
    table = build(document, contoso=CONTOSO).directory.set_index("id")
    assert pd.isna(table.loc["c2", "home_user"])
    assert table.loc["c2", "home_tenant"] == "fabrikam"


def test_saved_and_loaded_it_is_the_same(example, tmp_path):
    lists = {name: example / f"{name}-users.csv" for name in ("contoso", "fabrikam", "northwind")}
    design = load(example / "acquisition.json", lists)
    save(design, tmp_path / "saved.json")
    assert load(tmp_path / "saved.json") == design


def test_what_the_document_says_of_listed_users_is_accepted(document):
    document["arrows"][0]["scope"] = {"users": "assigned", "assigned": ["c1", "g1"]}
    document["groups"] = [{"id": "g1", "tenant": "contoso", "members": ["c1", "c2"]}]
    document["users"].append({"id": "f2", "tenant": "fabrikam", "credentials": "external", "home_user": "c1"})
    design = build(document, contoso=CONTOSO)
    assert design.arrow("contoso->fabrikam").scope.assigned == ("c1", "g1")
    assert design.directory.set_index("id").loc["f2", "home_user"] == "c1"


def test_a_reference_to_a_replaced_user_is_a_problem_in_its_place(document):
    document["arrows"][0]["scope"] = {"users": "assigned", "assigned": ["c-old"]}
    assert problems(document, contoso=CONTOSO) == ['arrows[0].scope.assigned[0]: no user or group "c-old"']


def test_a_home_user_who_is_replaced_is_a_problem(document):
    document["users"].append(
        {"id": "f2", "tenant": "fabrikam", "credentials": "external", "home_user": "c-old"}
    )
    assert problems(document, contoso=CONTOSO) == ['users[2].home_user: no user "c-old"']


def test_ids_that_two_sources_share(document):
    document["users"].append({"id": "c1", "tenant": "fabrikam"})
    assert problems(document, contoso=CONTOSO) == [
        'users[2].id: the id "c1" is in the users of "contoso" too; ids are unique'
    ]
    document["users"].pop()
    found = problems(document, contoso=CONTOSO, fabrikam=b"id,userPrincipalName\nc1,x@fabrikam.com\n")
    assert found == [
        'the id "c1" is in the users of "fabrikam" and in the users of "contoso"; ids are unique'
    ]
    document["groups"] = [{"id": "c2", "tenant": "contoso"}]
    assert "id of a user too" in problems(document, contoso=CONTOSO)[0]


def test_problems_of_all_files_at_once(folder, document):
    document["tenants"][0]["cloud"] = "moon"
    document["arrows"][0]["scope"] = {"users": "assigned", "assigned": ["c1", "f7"]}
    (folder / "design.json").write_text(json.dumps(document), "utf-8")
    (folder / "contoso.csv").write_bytes(b"id,userPrincipalName\nc1,a\nc1,b\n")
    users = {"contoso": folder / "contoso.csv", "fabrikam": folder / "nowhere.csv"}
    with pytest.raises(InputError) as caught:
        load(folder / "design.json", users)
    text = str(caught.value)
    assert "design.json: tenants[0].cloud" in text
    assert 'contoso.csv: line 3, column "id"' in text
    assert "nowhere.csv" in text
    assert 'c1"; did you mean' not in text  # nobody knows whom a spoiled list holds
    assert text.count("\n") == 3


@pytest.mark.parametrize(
    "content, kind, word",
    [
        (b"", DocumentError, "empty"),
        (b"\x00\x01", DocumentError, "design.json"),
        (b'{"value": []}', DocumentError, "no xtsviz document"),
        (b"[]", DocumentError, "JSON object"),
    ],
)
def test_a_spoiled_document_is_reported_with_its_name(folder, content, kind, word):
    (folder / "design.json").write_bytes(content)
    with pytest.raises(kind) as caught:
        load(folder / "design.json", {"contoso": folder / "contoso.csv"})
    assert word in str(caught.value)
    assert "design.json" in str(caught.value)


def test_a_spoiled_list_is_reported_with_its_name(folder):
    (folder / "contoso.csv").write_bytes(b"<html>")
    with pytest.raises(DirectoryError, match=r"contoso\.csv: this is a web page"):
        load(folder / "design.json", {"contoso": folder / "contoso.csv"})


@pytest.mark.parametrize("missing", ["design.json", "contoso.csv"])
def test_a_missing_file(folder, missing):
    (folder / missing).unlink()
    with pytest.raises(FileError, match=missing):
        load(folder / "design.json", {"contoso": folder / "contoso.csv"})


def test_an_unknown_tenant(document):
    with pytest.raises(UnknownNameError, match='did you mean "contoso"'):
        build(document, contso=CONTOSO)


def test_a_name_that_two_tenants_share(document):
    document["tenants"][1]["name"] = "Contoso"
    with pytest.raises(AmbiguousNameError):
        build(document, Contoso=CONTOSO)


def test_two_lists_for_one_tenant(document):
    with pytest.raises(DesignError, match="two lists"):
        build(document, contoso=CONTOSO, Contoso=CONTOSO)


def test_the_list_of_another_tenant(example):
    with pytest.raises(DirectoryError, match=r'fabrikam-users\.csv.*"fabrikam"'):
        load(example / "acquisition.json", {"contoso": example / "fabrikam-users.csv"})


def test_what_was_assumed_is_warned_of_and_kept(folder, tmp_path):
    with pytest.warns(ReadingWarning) as caught:
        design = load(folder / "design.json", {"contoso": folder / "contoso.csv"})
    wanted = "no row says the user type: taken as Member; export with -Property userType"
    assert Note(about="contoso", message=wanted) in design.notes
    assert f"{folder / 'contoso.csv'}: {wanted}" in {str(warning.message) for warning in caught}
    design.save(tmp_path / "saved.json")
    assert load(tmp_path / "saved.json").notes == design.notes


def test_a_new_list_replaces_the_notes_of_its_tenant_alone(document):
    document["notes"] = [
        {"about": "contoso", "message": "old"},
        {"about": "fabrikam", "message": "kept"},
        {"message": "of nobody"},
    ]
    messages = [note.message for note in build(document, contoso=CONTOSO).notes]
    assert messages[:2] == ["kept", "of nobody"]
    assert "old" not in messages
    assert len(messages) > 2


def test_a_complete_list_is_read_without_a_word(example):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        design = load(
            example / "acquisition.json",
            {name: example / f"{name}-users.csv" for name in ("contoso", "fabrikam", "northwind")},
        )
    assert design.notes == ()


def test_columns_that_a_person_names_are_in_the_code_too(folder, monkeypatch):
    monkeypatch.chdir(folder)
    (folder / "named.csv").write_text("id,UPN,E-mail\n1,a@contoso.com,x@contoso.com\n")
    with pytest.warns(ReadingWarning):
        design = load("design.json", {"contoso": "named.csv"}, columns={"mail": "E-mail"})
    assert design.directory.set_index("id").loc["1", "mail"] == "x@contoso.com"
    assert 'columns={"mail": "E-mail"}' in design.to_code()


def test_a_named_column_may_be_in_one_of_several_lists(document):
    lists = {
        "contoso": b"id,UPN,Post\n1,a@contoso.com,x@y\n",
        "fabrikam": b"id,UPN,mail\n2,b@fabrikam.com,b@y\n",
    }
    content = json.dumps(document).encode()
    table = from_bytes(content, lists, {"mail": "Post"}).directory.set_index("id")
    assert table["mail"].to_dict() == {"1": "x@y", "2": "b@y"}
    with pytest.raises(InputError, match='column "Pots": is not in the list'):
        from_bytes(content, lists, {"mail": "Pots"})


def test_the_same_list_for_two_tenants(document):
    document["users"] = []
    one = b"id,UPN\n1,a@contoso.com\n2,b@contoso.com\n3,c@fabrikam.com\n"
    assert any("this is the same list as" in one for one in problems(document, contoso=one, fabrikam=one))


def test_a_list_of_another_tenant_is_refused_with_its_name(document):
    rows = b"id,UPN\n1,a@fabrikam.com\n2,b@fabrikam.com\n3,c@elsewhere.com\n"
    (message,) = problems(document, contoso=rows)
    assert 'this looks like the list of "fabrikam"' in message
    assert build(document, contoso=rows + b"4,d@contoso.com\n")


def test_a_list_of_guests_alone_is_said(document):
    rows = b"id,UPN\n1,a_fabrikam.com#EXT#@contoso.onmicrosoft.com\n"
    messages = [note.message for note in build(document, contoso=rows).notes]
    assert (
        "the only user of the list is external: no arrow can synchronize anybody from this tenant" in messages
    )
