"""Home users of externals from lists are worked out anew whenever people or domains change."""

import duckdb
import pandas as pd
import polars as pl
import pytest

import xtsviz as xts

LISTED = {"credentials": "external", "user_type": "Guest", "home_user_from": "list"}
ALEX = {
    "id": "c1",
    "tenant": "contoso",
    "user_principal_name": "alex@contoso.com",
    "mail": "alex.w@contoso.com",
}
GUEST = {
    "id": "f1",
    "tenant": "fabrikam",
    "user_principal_name": "alex_contoso.com#EXT#@fabrikam.onmicrosoft.com",
    **LISTED,
}


def design(*users, domains=("contoso.com",)):
    tenants = [{"id": "contoso", "verified_domains": list(domains)}, {"id": "fabrikam"}]
    document = {"format": "xtsviz-topology", "version": 1, "tenants": tenants, "users": list(users)}
    return xts.Design.from_document(document)


def home(design, id="f1"):
    """(home user, home tenant) of an external."""
    user = next(user for user in design.to_document()["users"] if user["id"] == id)
    return user["home_user"], user["home_tenant"]


def test_a_document_names_home_users_or_leaves_them_to_be_found():
    assert home(design(ALEX, GUEST)) == ("c1", None)
    assert home(design(ALEX, {**GUEST, "home_user_from": None})) == (None, None)
    other = {"id": "c2", "tenant": "contoso"}
    assert home(design(ALEX, other, {**GUEST, "home_user_from": None, "home_user": "c2"})) == ("c2", None)
    assert home(design(ALEX, other, {**GUEST, "home_user": "c2"})) == ("c1", None)


def test_people_who_come_and_go():
    alone = design(GUEST)
    assert home(alone) == (None, "contoso")
    linked = alone.add_users([ALEX])
    assert home(linked) == ("c1", None)
    assert linked == design(GUEST, ALEX)
    assert linked.remove_users("c1") == alone
    moved = {**ALEX, "id": "c9", "user_principal_name": "x@contoso.com", "mail": "alex@contoso.com"}
    assert home(linked.remove_users(["c1"]).add_users([moved])) == ("c9", None)


def test_domains_that_change():
    unknown = design(GUEST, domains=())
    assert home(unknown) == (None, None)
    known = unknown.update_tenant("contoso", verified_domains=["Contoso.com"])
    assert home(known) == (None, "contoso")
    assert known.update_tenant("contoso", verified_domains=[]) == unknown
    assert home(unknown.update_tenant("contoso", initial_domain="contoso.com")) == (None, "contoso")
    assert home(known.add_tenant("Twin", verified_domains=["contoso.com"])) == (None, None)


def test_a_tenant_that_goes():
    there = design(ALEX, GUEST).add_tenant("Twin", verified_domains=["contoso.com"])
    assert home(there.remove_tenant("twin")) == ("c1", None)
    gone = there.remove_tenant("contoso")
    assert home(gone) == (None, "twin")


def test_an_identity_of_another_kind_is_kept_and_stands_for_nobody():
    guest = {**GUEST, "mail": "alex.w@contoso.com", "attributes": {"identityIssuer": "mail"}}
    found = design(ALEX, guest)
    assert home(found) == (None, None)
    assert found.to_document()["users"][1]["attributes"] == {"identityIssuer": "mail"}


def test_several_externals_of_one_person():
    second = {**GUEST, "id": "f2", "user_principal_name": "alex.w_contoso.com#EXT#@fabrikam.onmicrosoft.com"}
    found = design(ALEX, GUEST, second)
    assert home(found, "f1") == home(found, "f2") == ("c1", None)


def test_edits_that_change_nothing_keep_the_users():
    linked = design(ALEX, GUEST)
    for other in (
        linked.update_tenant("contoso", color="#ff0000"),
        linked.update_tenant("contoso", verified_domains=["CONTOSO.com"]),
        linked.add_arrow("contoso", "fabrikam"),
        linked.add_tenant("Litware"),
    ):
        assert other.users is linked.users


def test_the_code_and_the_saved_document_rebuild_the_design(tmp_path):
    linked = design(ALEX, GUEST, domains=())
    linked.save(tmp_path / "design.json")
    edited = linked.update_tenant("contoso", verified_domains=["contoso.com"]).remove_users(["c1"])
    space = {}
    exec(edited.to_code(), space)
    assert space["design"] == edited
    edited.save(tmp_path / "edited.json")
    assert xts.load(tmp_path / "edited.json") == edited


def test_code_loads_many_people_from_their_file_after_a_change_of_domains(tmp_path):
    others = [{"id": f"o{n}", "tenant": "contoso"} for n in range(250)]
    linked = design(*others, GUEST, domains=())
    linked.save(tmp_path / "design.json")
    edited = linked.update_tenant("contoso", verified_domains=["contoso.com"])
    space = {}
    exec(edited.to_code(), space)
    assert space["design"] == edited


def in_engine(frame, engine):
    if engine == "pandas":
        return frame
    if engine == "duckdb":
        return duckdb.connect().from_df(frame.astype(object).where(frame.notna(), None))
    table = pl.DataFrame(frame.astype(object).where(frame.notna(), None).to_dict("list"))
    return table.lazy() if engine == "polars lazy" else table


@pytest.mark.parametrize("engine", ["pandas", "polars", "polars lazy", "duckdb"])
def test_every_engine(engine):
    kept = {"id": "f3", "tenant": "fabrikam", "credentials": "external", "home_user": "c2"}
    users = [ALEX, {"id": "c2", "tenant": "contoso"}, {**GUEST, "home_user": "gone"}, kept]
    frame = pd.DataFrame(users)
    frame["identityIssuer"] = pd.Series([None, None, "ExternalAzureAD", None], dtype=object)
    given = in_engine(frame, engine)
    found = design().with_directory(given)
    assert (home(found), home(found, "f3")) == (("c1", None), ("c2", None))
    assert type(found.directory) is type(given)
    assert found == design().with_directory(given)
    assert home(found.remove_users(["c1"])) == (None, "contoso")
    assert home(found.remove_tenant("contoso")) == (None, None)


class Queries:
    """A Polars source that counts how often it is read."""

    def __init__(self, frame):
        self.number = 0
        self.table = pl.LazyFrame(frame).map_batches(self._read)

    def _read(self, frame):
        self.number += 1
        return frame


def test_a_table_without_listed_externals_is_not_read_for_them():
    source = Queries({"id": ["c1"], "tenant": ["contoso"]})
    given = design().with_directory(source.table)
    before = source.number
    given.update_tenant("contoso", verified_domains=["b.de"]).add_tenant("Litware")
    assert source.number == before


def test_a_trace_by_the_id_of_an_external_is_about_the_person():
    both = design(ALEX, GUEST).add_arrow("contoso", "fabrikam")
    trace = xts.user_flow(both).trace("f1")
    assert trace["carried"].tolist() == [True]
    assert "c1" in trace["explanation"][0]
