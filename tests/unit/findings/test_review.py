"""Reviews: the flow's findings, and the counts of licences and objects."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pytest

import xtsviz as xts

ROOT = Path(__file__).parents[3]


def a_design(arrows=(), users=(), tenants=(), **rest):
    return xts.Design.from_document(
        {
            "format": "xtsviz-topology",
            "version": 1,
            "tenants": list(tenants)
            or [
                {"id": "contoso", "name": "Contoso"},
                {"id": "fabrikam", "name": "Fabrikam"},
                {"id": "litware", "name": "Litware"},
            ],
            "arrows": list(arrows),
            "users": list(users),
            **rest,
        }
    )


def people(tenant, number, **fields):
    return [{"id": f"{tenant[0]}{n}", "tenant": tenant, **fields} for n in range(1, number + 1)]


def arrow(source, target, **fields):
    return {"source": source, "target": target, **fields}


def of(design, code):
    """{subject: message} of the findings with one code."""
    return {finding.subject: finding.message for finding in xts.review(design) if finding.code == code}


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


# -- licences ----------------------------------------------------------------------------------------------


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


def test_another_cloud_needs_governance():
    tenants = [{"id": "contoso", "name": "Contoso"}, {"id": "usgov", "name": "Gov", "cloud": "usgov"}]
    design = a_design([arrow("contoso", "usgov")], people("contoso", 2), tenants)
    assert licences(design) == {"contoso": ["2 Entra ID Governance"]}


def test_group_sync_needs_governance():
    scope = {"users": "assigned", "assigned": ["c1"]}
    design = a_design([arrow("contoso", "fabrikam", scope=scope, sync_groups=True)], people("contoso", 3))
    assert licences(design) == {"contoso": ["1 Entra ID Governance"]}


def test_who_needs_the_greater_licence_does_not_need_the_lesser():
    scope = {"users": "assigned", "assigned": ["c1", "c2"]}
    arrows = [arrow("contoso", "fabrikam"), arrow("contoso", "litware", scope=scope, sync_groups=True)]
    assert licences(a_design(arrows, people("contoso", 5))) == {
        "contoso": ["2 Entra ID Governance", "3 Entra ID P1"]
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


@pytest.mark.parametrize(
    "make", [pl.DataFrame, pl.LazyFrame, lambda c: duckdb.from_arrow(pl.DataFrame(c).to_arrow())]
)
def test_other_engines_count_alike(make):
    design = xts.templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=0)
    columns = {"id": ["a", "b", "c"], "tenant": ["contoso", "contoso", "fabrikam"]}
    expected = xts.review(design.with_directory(pd.DataFrame(columns)))
    assert xts.review(design.with_directory(make(columns))) == expected
    assert licences(design.with_directory(make(columns))) == {"contoso": ["2 Entra ID P1"]}


# -- objects -----------------------------------------------------------------------------------------------


def test_every_tenant_has_its_count_of_objects():
    stranger = {"id": "x", "tenant": "litware", "credentials": "external", "user_type": "Guest"}
    design = a_design([arrow("contoso", "litware")], [*people("contoso", 2), *people("litware", 3), stranger])
    assert of(design, "object-count") == {
        "contoso": "Contoso holds 2 user objects (2 internal, 0 external) of 300,000 objects that its "
        "directory may hold.",
        "fabrikam": "Fabrikam holds 0 user objects (0 internal, 0 external) of 300,000 objects that its "
        "directory may hold.",
        "litware": "Litware holds 6 user objects (3 internal, 3 external) of 300,000 objects that its "
        "directory may hold.",
    }
    assert of(design, "object-quota-exceeded") == {}


@pytest.mark.parametrize("quota, exceeded", [(5, False), (4, True), (0, True)])
def test_more_objects_than_the_quota_is_an_error(quota, exceeded):
    tenants = [
        {"id": "contoso", "name": "Contoso"},
        {"id": "fabrikam", "name": "Fabrikam", "object_quota": quota},
    ]
    design = a_design([arrow("contoso", "fabrikam")], people("contoso", 3) + people("fabrikam", 2), tenants)
    found = [finding for finding in xts.review(design) if finding.subject == "fabrikam"]
    assert [finding.code for finding in found] == ["object-quota-exceeded" if exceeded else "object-count"]
    if exceeded:
        assert found[0].severity == "error"
        assert "holds 5 user objects (2 internal, 3 external)" in found[0].message
        assert "Narrow the scope of the arrows into Fabrikam" in found[0].remedy
        assert xts.review(design)[0] == found[0]
    assert found[0].source.startswith("Microsoft Learn")


def test_people_who_are_merged_are_one_object():
    design = a_design([arrow("contoso", "fabrikam")], people("contoso", 3, mail="shared@contoso.com"))
    assert "holds 1 user objects" in of(design, "object-count")["fabrikam"]


# -- together ----------------------------------------------------------------------------------------------


def test_the_gravest_come_first_and_the_flow_before_the_counts():
    design = a_design(
        [
            arrow("contoso", "fabrikam", sync_groups=True),
            arrow("fabrikam", "litware", status="paused"),
            arrow("litware", "contoso", gates={"inbound_sync_allowed": False}),
        ],
        people("contoso", 2),
    )
    found = xts.review(design)
    assert [(finding.severity, finding.code) for finding in found] == [
        ("error", "inbound-sync-not-allowed"),
        ("warning", "arrow-paused"),
        ("info", "group-sync-needs-assigned-scope"),
        ("info", "licence-count"),
        ("info", "object-count"),
        ("info", "object-count"),
        ("info", "object-count"),
    ]


def test_every_finding_is_a_sentence_with_a_source():
    for finding in xts.review(xts.examples.acquisition()):
        assert finding.severity in {"error", "warning", "info"}
        assert finding.message.endswith(".")
        assert finding.source
        assert finding.remedy or finding.severity == "info"


def test_a_design_without_anything():
    design = xts.Design.from_document({"format": "xtsviz-topology", "version": 1, "tenants": []})
    assert xts.review(design) == ()


def test_a_review_changes_nothing():
    design = xts.examples.acquisition()
    before = design.to_document()
    assert xts.review(design) == xts.review(design)
    assert design.to_document() == before
