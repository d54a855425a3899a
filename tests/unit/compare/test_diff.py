"""What changed between two designs: tables, totals, one sentence."""

import json
from importlib import import_module
from xml.etree import ElementTree

import pandas as pd
import polars as pl
import pytest

import xtsviz as xts

HUB = xts.templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=3)
IT = [[{"attribute": "department", "operator": "EQUALS", "value": "IT"}]]


def cells(frame, *columns):
    return [tuple(None if v is None or v != v else v for v in row) for row in frame[list(columns)].to_numpy()]


def total(diff, name, tenant=None):
    frame = diff.totals
    where = frame["tenant"].isna() if tenant is None else frame["tenant"] == tenant
    rows = frame[(frame["total"] == name) & where]
    return tuple(rows[["before", "after", "change"]].to_numpy().tolist()[0]) if len(rows) else None


def test_an_arrow_more():
    diff = xts.diff(HUB, HUB.add_arrow("fabrikam", "contoso"))
    assert diff
    assert diff.summary == "+1 arrow, 3 more external objects, 3 more P1 licences"
    assert cells(diff.arrows, "arrow", "source", "target", "change", "field") == [
        ("fabrikam->contoso", "fabrikam", "contoso", "added", None)
    ]
    columns = ("user", "display_name", "tenant", "relation", "user_type", "arrow")
    assert cells(diff.appear, *columns)[0] == (
        *("fabrikam-001", "Lars Rossi", "contoso", "external", "Member", "fabrikam->contoso"),
    )
    assert diff.appear["user"].tolist() == ["fabrikam-001", "fabrikam-002", "fabrikam-003"]
    assert diff.disappear.empty
    assert diff.tenants.empty
    assert total(diff, "arrows") == (2, 3, 1)
    assert total(diff, "external objects", "contoso") == (0, 3, 3)
    assert total(diff, "external objects", "litware") is None
    assert total(diff, "Entra ID P1", "fabrikam") == (0, 3, 3)


def test_tenants_added_removed_renamed_changed():
    after = HUB.add_tenant("Adatum").remove_tenant("litware").rename_tenant("fabrikam", "Fabrikam & Co")
    after = after.update_tenant("contoso", cloud="usgov", position=(1, 2))
    diff = xts.diff(HUB, after)
    assert cells(diff.tenants, "tenant", "name", "change", "field") == [
        ("contoso", "Contoso", "changed", "cloud"),
        ("contoso", "Contoso", "changed", "position"),
        ("fabrikam", "Fabrikam & Co", "renamed", "name"),
        ("adatum", "Adatum", "added", None),
        ("litware", "Litware", "removed", None),
    ]
    assert cells(diff.tenants, "before", "after")[0] == ("commercial", "usgov")
    assert cells(diff.arrows, "arrow", "change") == [("contoso->litware", "removed")]
    assert diff.summary.startswith(
        "+1 tenant, −1 tenant, 1 tenant renamed, 1 tenant changed, −1 arrow, 3 fewer"
    )
    # One user of each source for another cloud: another licence on top, and none is given back.
    assert total(diff, "Entra ID P1") == (3, 3, 0)
    assert total(diff, "Entra ID Governance") == (0, 3, 3)


def test_every_field_of_an_arrow_that_changed():
    arrow = "contoso->fabrikam"
    after = HUB.update_arrow(
        arrow,
        status="paused",
        user_type="Guest",
        actions=["Add"],
        sync_groups=True,
        inbound_sync_allowed=None,
        filters=IT,
        scope_users="assigned",
        assigned=["contoso-001"],
    )
    diff = xts.diff(HUB, after)
    changed = {field: (old, new) for field, old, new in cells(diff.arrows, "field", "before", "after")}
    assert changed == {
        "status": ("active", "paused"),
        "user_type": ("Member", "Guest"),
        "actions": (["Add", "Update", "Delete"], ["Add"]),
        "sync_groups": (False, True),
        "gates.inbound_sync_allowed": (True, None),
        "scope.filters": ([], IT),
        "scope.users": ("all", "assigned"),
        "scope.assigned": ([], ["contoso-001"]),
    }
    assert set(diff.arrows["change"]) == {"changed"}
    assert cells(diff.disappear, "user", "tenant") == [(f"contoso-00{n}", "fabrikam") for n in (1, 2, 3)]
    assert diff.summary.startswith("1 arrow changed, 3 fewer external objects")


def test_the_order_counts_within_a_pair_alone():
    two = HUB.add_arrow("contoso", "fabrikam", another=True, user_type="Guest")
    document = two.to_document()
    document["arrows"].reverse()
    document["tenants"].reverse()
    turned = xts.Design.from_document(document)
    diff = xts.diff(two, turned)
    assert diff.tenants.empty
    assert cells(diff.arrows, "arrow", "field", "before", "after") == [
        ("contoso->fabrikam#2", "place", 2, 1),
        ("contoso->fabrikam", "place", 1, 2),
    ]
    assert set(cells(diff.changed_people, "tenant", "field", "before", "after")) == {
        ("fabrikam", "user_type", "Member", "Guest"),
        ("fabrikam", "arrow", "contoso->fabrikam", "contoso->fabrikam#2"),
    }
    assert diff.summary == "2 arrows changed, 3 people changed where they are"


def test_what_else_differs():
    document = HUB.renamed("Before").to_document()
    document["groups"] = [{"id": "g", "tenant": "contoso", "members": ["contoso-001"]}]
    before = xts.Design.from_document(document)
    document |= {"name": "After", "options": {"internal_guests": "include"}}
    document["groups"][0]["members"] = []
    document["multi_tenant_organization"] = {"name": "All", "tenants": ["contoso"]}
    diff = xts.diff(before, xts.Design.from_document(document))
    assert diff.other["what"].tolist() == ["name", "groups.g", "multi_tenant_organization", "options"]
    assert cells(diff.other, "before", "after")[0] == ("Before", "After")
    assert diff.other["before"][1]["members"] == ["contoso-001"]
    assert diff.summary == "4 other changes"
    assert diff


def test_other_people_in_the_same_number():
    after = HUB.remove_users(["contoso-003"]).add_users([{"id": "new", "tenant": "contoso"}])
    assert xts.diff(HUB, after).summary == "3 appear and 3 disappear"


def test_nothing_differs():
    diff = xts.diff(HUB, xts.Design.from_document(HUB.to_document()))
    assert not diff
    assert repr(diff) == "<Diff: Nothing differs>"
    assert total(diff, "external objects") == (6, 6, 0)


def test_it_is_frozen_and_what_it_hands_out_is_a_copy():
    diff = xts.diff(HUB, HUB.remove_arrow("contoso->litware"))
    with pytest.raises(AttributeError):
        diff.after = HUB
    for name in ("tenants", "arrows", "other", "appear", "disappear", "changed_people", "groups", "totals"):
        frame = getattr(diff, name)
        assert isinstance(frame, pd.DataFrame)
        frame["more"] = 1
        assert "more" not in getattr(diff, name).columns


def test_html_escapes_names_and_ends_long_tables():
    name = "<script>\u202e\x07"
    before = xts.templates.user_hub(["Contoso", "Fabrikam"], members=30)
    after = before.add_arrow("fabrikam", "contoso").rename_tenant("contoso", name)
    html = xts.diff(before, after)._repr_html_()
    tree = ElementTree.fromstring(html)
    assert name not in html
    assert "Fabrikam → <script>\ufffd␇ added" in [cell.text for cell in tree.iter("bdi")]
    assert [caption.text for caption in tree.iter("caption")] == [
        "All tenants together",
        "Tenants whose numbers differ",
    ]
    assert [heading.text for heading in tree.iter("h4")] == ["Arrows", "Tenants", "People"]
    assert "and 22 more" in html


def test_only_tenants_that_may_differ_are_read(monkeypatch):
    read = []
    presence_in = xts.Flow.presence_in
    monkeypatch.setattr(
        xts.Flow,
        "presence_in",
        lambda self, tenants: read.append(sorted(tenants)) or presence_in(self, tenants),
    )
    assert len(xts.diff(HUB, HUB.update_arrow("contoso->litware", status="paused")).disappear) == 3
    assert xts.diff(HUB, HUB.rename_tenant("litware", "Elsewhere")).appear.empty
    assert read == [["litware"], ["litware"]]


def test_only_what_differs_comes_into_python(monkeypatch):
    locations = import_module("xtsviz.compare.presence_changes")
    sizes = []
    collect = locations.collect
    monkeypatch.setattr(
        locations, "collect", lambda frame: sizes.append(len(collect(frame))) or collect(frame)
    )
    users = pl.from_pandas(HUB.directory)
    before, after = HUB.with_directory(users.lazy()), HUB.with_directory(users[1:].lazy())
    diff = xts.diff(before, after)
    assert diff.disappear["tenant"].tolist() == ["contoso", "fabrikam", "litware"]
    assert sizes == [3]
    assert diff.appear.empty
    assert sizes == [3, 0]


@pytest.mark.parametrize("wrong", [None, "design.json", {}])
def test_something_that_is_no_design(wrong):
    with pytest.raises(xts.XtsvizError, match="before: a design is needed"):
        xts.diff(wrong, HUB)
    with pytest.raises(xts.XtsvizError, match="after: a design is needed"):
        xts.diff(HUB, wrong)


def test_values_of_the_tables_are_those_of_the_document():
    diff = xts.diff(HUB, HUB.update_arrow("contoso->litware", filters=IT))
    assert json.loads(json.dumps(diff.arrows["after"].tolist())) == [IT]
