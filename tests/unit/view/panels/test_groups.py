"""Synchronized groups in details, exports and the report."""

import csv
import io

import pytest

import xtsviz as xts
from tests.unit.group_designs import ARROW, group_design
from xtsviz.view.context import ViewContext
from xtsviz.view.export.files import export
from xtsviz.view.export.report import report
from xtsviz.view.panels.details import details
from xtsviz.view.picture.types import Selection


def shown(design, kind, name):
    return details(ViewContext(design, xts.user_flow(design)), Selection(kind, name), dark=False)


@pytest.mark.parametrize(
    "kind,name,words",
    [
        ("arrow", ARROW, "Sales: 2 of 4 direct members"),
        ("tenant", "fabrikam", ": 2 of 4 direct members"),
        ("user", "a1", "In Fabrikam&#39;s copy of Sales"),
    ],
)
def test_details_name_the_groups(kind, name, words):
    text = shown(group_design(), kind, name)
    assert "<h3>Groups</h3>" in text
    assert words in text


@pytest.mark.parametrize("kind,name", [("tenant", "contoso"), ("user", "a3")])
def test_details_without_groups_have_no_section(kind, name):
    assert "<h3>Groups</h3>" not in shown(group_design(), kind, name)


@pytest.mark.parametrize("kind,name", [("arrow", ARROW), ("tenant", "fabrikam"), ("user", "a1")])
def test_the_name_of_a_group_is_escaped(kind, name):
    text = shown(group_design("<script>x</script>"), kind, name)
    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_a_group_without_a_name_is_called_by_its_id():
    assert "sales: 2 of 4" in shown(group_design(""), "arrow", ARROW)


def rows(file):
    return list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"), newline="")))


def test_the_exported_table_has_a_row_for_each_member():
    table = rows(export("groups", xts.user_flow(group_design("=Sales"))))
    assert table[0] == ["group", "name", "home_tenant", "tenant", "arrow", "user"]
    assert table[1:] == [["sales", "'=Sales", "contoso", "fabrikam", ARROW, user] for user in ("a1", "a2")]


def test_the_exported_table_keeps_a_group_without_members():
    table = rows(export("groups", xts.user_flow(group_design(members=["inner"]))))
    assert table[1:] == [["sales", "Sales", "contoso", "fabrikam", ARROW, ""]]


def test_the_report_has_a_section_of_groups_only_if_there_are_any():
    text = report(group_design("<Sales>"))
    assert '<section id="groups">' in text
    assert "&lt;Sales&gt;" in text
    assert 'id="groups"' not in report(group_design(sync_groups=False))


def test_an_external_is_in_the_copies_of_its_home_user():
    external = {"id": "x1", "tenant": "fabrikam", "credentials": "external", "home_user": "a1"}
    assert "copy of Sales" in shown(group_design().add_users([external]), "user", "x1")
