"""Sample people: exactly as many as asked for, the same each time, like a company's."""

import importlib
import re

import pandas as pd
import pytest

from xtsviz import Design, templates
from xtsviz.errors import TemplateError, UnknownNameError
from xtsviz.model.vocabulary import USER_FIELDS
from xtsviz.templates import sample_names

STRANGE = [
    "مستأجر كونتوسو",
    "🚀🚀",
    "tab\tand\nline\x00\x1b",
    "‮reversed",
    "x" * 256,
    "x" * 256,
    '<b>Bold</b> & "quoted"',
    "=1+3",
    " ",
    "Contoso",
    "Contoso",
    "contoso-2",
    "日本語",
]
KINDS = ("external_guest", "internal_guest", "disabled", "sms_sign_in")


@pytest.mark.parametrize("members", [0, 1, 3, 50, 5000])
def test_exactly_as_many_internal_members_in_each_tenant(members):
    table = templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=members).directory
    assert len(table) == 3 * members
    if members:
        assert table.groupby("tenant").size().to_dict() == dict.fromkeys(
            ("contoso", "fabrikam", "litware"), members
        )
    assert (table["credentials"] == "internal").all()
    assert (table["user_type"] == "Member").all()
    assert table["account_enabled"].all()
    assert not table["sms_sign_in"].any()


@pytest.mark.parametrize("entry", templates.catalog, ids=lambda entry: entry.name)
def test_five_members_and_nobody_special_by_default(entry):
    table = entry.build().directory
    assert set(table.groupby("tenant").size()) == {5}
    assert set(zip(table["credentials"], table["user_type"], strict=True)) == {("internal", "Member")}


def test_the_first_of_the_first_tenant_and_their_address():
    first = templates.user_hub(["Contoso", "Fabrikam"], members=3).directory.iloc[0]
    assert first["id"] == "contoso-001"
    assert first["display_name"] == "Adele Vance"
    assert first["user_principal_name"] == first["mail"] == "adele.vance@contoso.com"


def test_a_template_knows_no_verified_domains_and_mails_use_the_id():
    design = templates.user_hub(["Contoso", "Northwind Traders"], members=1)
    assert [tenant.verified_domains for tenant in design.tenants] == [(), ()]
    mails = design.directory["mail"].tolist()
    assert [mail.partition("@")[2] for mail in mails] == ["contoso.com", "northwind-traders.com"]
    assert design.tenants[1].initial_domain == "northwind-traders.onmicrosoft.com"


@pytest.mark.parametrize("members", [5, 9000])
def test_ids_names_and_addresses_are_unique(members):
    table = templates.user_hub(
        ["Contoso", "Contoso 002", "Fabrikam"], members=members, specials=True
    ).directory
    for column in ("id", "user_principal_name", "mail"):
        assert table[column].is_unique, column
    assert table["mail"].str.fullmatch(r"[a-z]+\.[a-z]+\d*@[a-z0-9-]+\.com").all()


def test_people_with_the_same_name_get_a_number():
    table = templates.user_hub(["Contoso", "Fabrikam"], members=4000).directory
    adeles = table[(table["display_name"] == "Adele Vance") & (table["tenant"] == "contoso")]
    assert list(adeles["mail"]) == ["adele.vance@contoso.com", "adele.vance2@contoso.com"]


def test_small_companies_do_not_share_people():
    table = templates.full_mesh(templates.company_names(20), members=5).directory
    assert table["display_name"].is_unique


def test_the_people_read_like_a_company():
    table = templates.user_hub(["Contoso", "Fabrikam"], members=80).directory
    contoso = table[table["tenant"] == "contoso"]
    assert set(contoso["department"]) == set(sample_names.JOBS)
    assert contoso["department"].value_counts().idxmax() == "Engineering"
    assert contoso["country"].value_counts().idxmax() == "US"
    assert set(contoso["country"]) == {"US", "DE", "GB"}
    assert set(contoso["companyName"]) == {"Contoso"}
    assert all(
        job in sample_names.JOBS[dep]
        for job, dep in zip(contoso["jobTitle"], contoso["department"], strict=True)
    )
    # What a filter on both asks for is there.
    assert contoso.groupby(["department", "country"]).size().shape == (8 * 3,)
    assert (contoso["givenName"] + " " + contoso["surname"] == contoso["display_name"]).all()


def test_even_five_people_are_mixed():
    table = templates.user_hub(["Contoso", "Fabrikam"], members=5).directory
    contoso = table[table["tenant"] == "contoso"]
    assert contoso["department"].is_unique
    assert contoso["country"].nunique() == 3


def test_a_higher_number_keeps_the_first_people():
    few = templates.user_hub(["Contoso", "Fabrikam"], members=3).directory
    many = templates.user_hub(["Contoso", "Fabrikam"], members=1200).directory
    kept = many[many["id"].isin(few["id"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(kept, few)


@pytest.mark.parametrize("entry", templates.catalog, ids=lambda entry: entry.name)
def test_the_same_call_makes_an_equal_design(entry):
    assert entry.build(members=7, specials=True) == entry.build(members=7, specials=True)
    assert entry.build(members=7) != entry.build(members=8)


def test_no_input_is_changed():
    tenants, pairs = ["Contoso", "Fabrikam"], [["Contoso", "Fabrikam"]]
    templates.mesh_peer_to_peer(tenants, pairs, members=2, specials=True)
    assert (tenants, pairs) == (["Contoso", "Fabrikam"], [["Contoso", "Fabrikam"]])


# Special people


@pytest.mark.parametrize("asked", [(), *((kind,) for kind in KINDS), ("disabled", "external_guest"), KINDS])
def test_special_people_come_when_asked_for_and_beside_the_members(asked):
    table = templates.user_hub(["Contoso", "Fabrikam"], members=2, **dict.fromkeys(asked, True)).directory
    by_kind = {
        "external_guest": (table["credentials"] == "external") & (table["user_type"] == "Guest"),
        "internal_guest": (table["credentials"] == "internal") & (table["user_type"] == "Guest"),
        "disabled": ~table["account_enabled"],
        "sms_sign_in": table["sms_sign_in"],
    }
    for kind, found in by_kind.items():
        assert list(table[found]["tenant"]) == (["contoso", "fabrikam"] if kind in asked else []), kind
    assert len(table) == 2 * (2 + len(asked))


def test_the_shorthand_asks_for_all_and_one_can_be_left_out():
    every = templates.user_hub(["Contoso", "Fabrikam"], members=0, specials=True).directory
    assert len(every) == 8
    three = templates.user_hub(["Contoso", "Fabrikam"], members=0, specials=True, disabled=False).directory
    assert set(every["id"]) - set(three["id"]) == {"contoso-disabled", "fabrikam-disabled"}


def test_an_external_guest_is_from_elsewhere_and_has_redeemed():
    table = templates.user_hub(["Contoso", "Adventure Works"], members=1, external_guest=True).directory
    guests = table[table["credentials"] == "external"]
    assert list(guests["external_user_state"]) == ["Accepted", "Accepted"]
    own = {"contoso.com", "adventure-works.com"}
    assert own.isdisjoint(guests["mail"].str.partition("@")[2])
    for _, guest in guests.iterrows():
        local, _, domain = guest["mail"].partition("@")
        assert guest["user_principal_name"] == f"{local}_{domain}#EXT#@{guest['tenant']}.onmicrosoft.com"
    assert guests["home_user"].isna().all()
    assert guests["home_tenant"].isna().all()


def test_special_people_share_no_address_with_members():
    table = templates.user_hub(["Contoso", "Fabrikam"], members=3904, specials=True).directory
    assert table["mail"].is_unique
    firsts = {name for names in sample_names.SPECIAL_FIRST_NAMES.values() for name in names}
    assert firsts.isdisjoint(sample_names.FIRST_NAMES)


def test_every_pair_of_names_has_an_address_of_its_own():
    pairs = len(sample_names.FIRST_NAMES) * len(sample_names.LAST_NAMES)
    table = templates.user_hub(["Contoso", "Fabrikam"], members=pairs).directory
    mail = table[table["tenant"] == "contoso"]["mail"]
    assert mail.nunique() == pairs == 64 * 61
    assert mail.str.fullmatch(r"[a-z]+\.[a-z]+@contoso\.com").all()


# Strange names, other engines of the same data


@pytest.mark.parametrize("entry", templates.catalog, ids=lambda entry: entry.name)
def test_strange_names_work_in_every_template(entry):
    tenants = STRANGE[:2] if entry.max_tenants == 2 else STRANGE
    design = entry.build(tenants, 2, specials=True)
    assert [tenant.name for tenant in design.tenants] == tenants
    ids = [tenant.id for tenant in design.tenants]
    assert len(set(ids)) == len(ids)
    own = design.directory[design.directory["credentials"] == "internal"]
    domains = own.groupby("tenant")["mail"].first().str.partition("@")[2].tolist()
    assert len(set(domains)) == len(domains)
    assert all(re.fullmatch(r"(?!-)[a-z0-9-]{1,63}(?<!-)\.com", domain) for domain in domains)
    table = design.directory
    assert table["id"].is_unique
    assert table["user_principal_name"].is_unique
    assert list(table.groupby("tenant").size()) == [6] * len(tenants)


@pytest.mark.parametrize("entry", templates.catalog, ids=lambda entry: entry.name)
def test_the_document_of_a_template_makes_the_same_design(entry):
    design = entry.build(members=3, specials=True)
    again = Design.from_document(design.to_document())
    assert again == design
    pd.testing.assert_frame_equal(again.directory, design.directory)


def test_the_columns_are_those_of_the_document_first():
    columns = list(templates.user_hub(members=1).directory.columns)
    assert columns[: len(USER_FIELDS)] == list(USER_FIELDS)
    assert {"department", "jobTitle", "country", "city", "companyName", "givenName", "surname"} <= set(
        columns
    )


# Refusals


@pytest.mark.parametrize("members", [-1, 1.5, "3", None, True, [1]])
def test_members_that_are_no_number(members):
    with pytest.raises(TemplateError, match="members: "):
        templates.user_hub(members=members)


def test_a_number_of_numpy_is_a_number():
    import numpy as np

    assert len(templates.user_hub(["A", "B"], members=np.int64(2)).directory) == 4


def test_too_many_people():
    with pytest.raises(TemplateError, match=r"100 tenants with 2,001 members.*200,000.*with_directory"):
        templates.user_hub([str(n) for n in range(100)], members=2001)
    with pytest.raises(TemplateError, match="members"):
        templates.user_hub(members=10**30)


@pytest.mark.parametrize(
    "options, expected",
    [
        ({"extenal_guest": True}, 'no option "extenal_guest"; did you mean "external_guest"'),
        ({"guests": True}, 'no option "guests"'),
        ({"disabled": 1}, "disabled: True or False"),
        ({"specials": "disabled"}, "specials: True or False"),
        ({"name": 3}, "name: a text"),
    ],
)
def test_an_option_that_is_not_there(options, expected):
    with pytest.raises(TemplateError, match=expected):
        templates.user_hub(**options)


def test_a_name_for_the_design():
    assert templates.user_hub(name="Ours").name == "Ours"
    assert templates.user_hub().name == "Single source with multiple targets (user hub)"


# More people for a design


def test_new_sample_people_continue_where_the_sample_ends():
    design = templates.user_hub(["Contoso", "Fabrikam"], members=2)
    grown = design.add_users(templates.sample_people(design, "Fabrikam", 3))
    expected = templates.user_hub(["Contoso", "Fabrikam"], members=5)
    fabrikam = expected.directory[expected.directory["tenant"] == "fabrikam"]
    found = grown.directory[grown.directory["tenant"] == "fabrikam"]
    pd.testing.assert_frame_equal(found.reset_index(drop=True), fabrikam.reset_index(drop=True))


def test_new_sample_people_fill_gaps_and_avoid_addresses_in_use():
    design = templates.user_hub(["Contoso", "Fabrikam"], members=3).remove_users(
        ["contoso-001", "contoso-002"]
    )
    design = design.add_users([{"id": "x", "tenant": "contoso", "mail": "adele.vance@contoso.com"}])
    people = templates.sample_people(design, "contoso", 2)
    assert [person["id"] for person in people] == ["contoso-002", "contoso-004"]
    assert design.add_users(people).directory["mail"].is_unique


def test_new_sample_people_of_a_big_tenant():
    design = templates.user_hub(["Contoso", "Fabrikam"], members=3000)
    assert [p["id"] for p in templates.sample_people(design, "Contoso", 1)] == ["contoso-3001"]


def test_new_sample_people_for_a_tenant_without_people_or_domain():
    design = templates.user_hub(["Contoso", "Fabrikam"], members=0).add_tenant("Litware")
    people = templates.sample_people(design, "Litware", 2)
    assert [person["mail"].partition("@")[2] for person in people] == ["litware.com"] * 2
    assert len(design.add_users(people).directory) == 2


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_new_sample_people_look_into_tables_of_other_engines(engine):
    library = importlib.import_module(engine)
    table = pd.DataFrame({"id": ["contoso-001"], "tenant": ["contoso"], "mail": ["diego.okafor@contoso.com"]})
    native = library.from_pandas(table) if engine == "polars" else library.from_df(table)
    design = templates.user_hub(["Contoso", "Fabrikam"], members=0).with_directory(native)
    assert [p["id"] for p in templates.sample_people(design, "Contoso", 2)] == ["contoso-003", "contoso-004"]


def test_new_sample_people_that_make_no_sense():
    design = templates.user_hub(["Contoso", "Fabrikam"], members=0)
    with pytest.raises(UnknownNameError, match='"Contosso"'):
        templates.sample_people(design, "Contosso", 1)
    with pytest.raises(TemplateError, match="negative"):
        templates.sample_people(design, "Contoso", -1)
    assert templates.sample_people(design, "Contoso", 0) == []
