"""Licences: one per synchronized user, in the source."""

from __future__ import annotations

import duckdb
import pandas as pd
import polars as pl
import pytest

import xtsviz as xts
from tests.unit.findings.designs import a_design, arrow, of, people


def licences(design):
    """{tenant: the number and kinds in words}."""
    found = {}
    for finding in xts.review(design):
        if finding.code == "licence-count":
            assert finding.severity == "info"
            name, words = finding.message.split(" needs ")
            found.setdefault(finding.subject, []).append(words.split(" licence")[0])
            assert name == design.tenant(finding.subject).name
    return found


def test_one_licence_per_user_whatever_the_number_of_targets():
    arrows = [arrow("contoso", "fabrikam"), arrow("contoso", "litware"), arrow("contoso", "litware")]
    assert licences(a_design(arrows, people("contoso", 3))) == {"contoso": ["3 Entra ID P1"]}


def test_each_source_needs_its_own():
    design = xts.templates.full_mesh(["Contoso", "Fabrikam", "Litware"], members=4)
    assert licences(design) == {name: ["4 Entra ID P1"] for name in ("contoso", "fabrikam", "litware")}


def test_targets_need_none():
    design = a_design([arrow("contoso", "fabrikam")], people("contoso", 2) + people("fabrikam", 5))
    assert licences(design) == {"contoso": ["2 Entra ID P1"]}


def test_different_people_to_different_targets_add_up():
    users = people("contoso", 5)
    some = [
        arrow("contoso", "fabrikam", scope={"users": "assigned", "assigned": ["c1", "c2"]}),
        arrow("contoso", "litware", scope={"users": "assigned", "assigned": ["c2", "c3"]}),
    ]
    assert licences(a_design(some, users)) == {"contoso": ["3 Entra ID P1"]}


def test_another_cloud_needs_governance_on_top():
    tenants = [{"id": "contoso", "name": "Contoso"}, {"id": "usgov", "name": "Gov", "cloud": "usgov"}]
    design = a_design([arrow("contoso", "usgov")], people("contoso", 2), tenants)
    assert licences(design) == {"contoso": ["2 Entra ID P1", "2 Entra ID Governance"]}


def test_group_sync_needs_governance_on_top():
    scope = {"users": "assigned", "assigned": ["c1"]}
    design = a_design([arrow("contoso", "fabrikam", scope=scope, sync_groups=True)], people("contoso", 3))
    assert licences(design) == {"contoso": ["1 Entra ID P1", "1 Entra ID Governance"]}


def test_who_needs_governance_for_one_arrow_needs_p1_once_for_all():
    scope = {"users": "assigned", "assigned": ["c1", "c2"]}
    arrows = [arrow("contoso", "fabrikam"), arrow("contoso", "litware", scope=scope, sync_groups=True)]
    assert licences(a_design(arrows, people("contoso", 5))) == {
        "contoso": ["5 Entra ID P1", "2 Entra ID Governance"]
    }


@pytest.mark.parametrize(
    "fields",
    [
        {"gates": {"inbound_sync_allowed": False}},
        {"gates": {"inbound_sync_allowed": None}},
        {"status": "paused"},
        {"scope": {"users": "unknown"}},
        {"scope": {"users": "assigned", "assigned": []}},
        {"actions": ["Update"]},
    ],
)
def test_arrows_that_carry_nobody_need_none(fields):
    assert licences(a_design([arrow("contoso", "fabrikam", **fields)], people("contoso", 3))) == {}


def test_those_who_are_left_out_need_none():
    users = [
        *people("contoso", 2),
        {"id": "guest", "tenant": "contoso", "user_type": "Guest"},
        {"id": "sms", "tenant": "contoso", "sms_sign_in": True},
        {"id": "external", "tenant": "contoso", "credentials": "external"},
        {"id": "waits", "tenant": "contoso"},
        {
            "id": "x",
            "tenant": "fabrikam",
            "credentials": "external",
            "home_user": "waits",
            "external_user_state": "PendingAcceptance",
        },
    ]
    assert licences(a_design([arrow("contoso", "fabrikam")], users)) == {"contoso": ["2 Entra ID P1"]}


def test_those_who_are_matched_need_one_as_well():
    there = {"id": "x", "tenant": "fabrikam", "credentials": "external", "home_user": "c1"}
    design = a_design([arrow("contoso", "fabrikam")], [*people("contoso", 2), there])
    assert licences(design) == {"contoso": ["2 Entra ID P1"]}


def test_people_who_share_an_object_are_synchronized_all_the_same():
    users = people("contoso", 3, mail="shared@contoso.com")
    design = a_design([arrow("contoso", "fabrikam")], users)
    assert xts.user_flow(design).arrows["carried"].tolist() == [1]
    assert licences(design) == {"contoso": ["3 Entra ID P1"]}


def test_one_licence_is_one_licence():
    (message,) = of(a_design([arrow("contoso", "fabrikam")], people("contoso", 1)), "licence-count").values()
    assert message == ("Contoso needs 1 Entra ID P1 licence: one for each of its users who are synchronized.")


def test_a_governance_licence_says_that_it_is_an_addon():
    tenants = [{"id": "contoso", "name": "Contoso"}, {"id": "usgov", "name": "Gov", "cloud": "usgov"}]
    found = xts.review(a_design([arrow("contoso", "usgov")], people("contoso", 2), tenants))
    sentences = [finding.message for finding in found if finding.code == "licence-count"]
    assert sentences == [
        "Contoso needs 2 Entra ID P1 licences: one for each of its users who are synchronized.",
        "Contoso needs 2 Entra ID Governance licences: one for each of its users who are synchronized across clouds "
        "or by an arrow with group sync. Governance is an add-on: these users need Entra ID P1 too.",
    ]


def test_a_step_to_another_cloud_gives_no_p1_back():
    tenants = [{"id": "contoso"}, {"id": "fabrikam"}, {"id": "gov", "cloud": "usgov"}]
    before = a_design([arrow("contoso", "fabrikam")], people("contoso", 2), tenants)
    after = before.add_arrow("contoso", "gov")
    assert xts.diff(before, after).summary == "+1 arrow, 2 more external objects, 2 more Governance licences"


@pytest.mark.parametrize(
    "make", [pl.DataFrame, pl.LazyFrame, lambda c: duckdb.from_arrow(pl.DataFrame(c).to_arrow())]
)
def test_other_engines_count_alike(make):
    design = xts.templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=0)
    columns = {"id": ["a", "b", "c"], "tenant": ["contoso", "contoso", "fabrikam"]}
    expected = xts.review(design.with_directory(pd.DataFrame(columns)))
    assert xts.review(design.with_directory(make(columns))) == expected
    assert licences(design.with_directory(make(columns))) == {"contoso": ["2 Entra ID P1"]}
