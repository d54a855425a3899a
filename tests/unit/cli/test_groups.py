"""Synchronized groups on the command line."""

import json

import pytest

from tests.unit.group_designs import ARROW, group_design


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "groups.json"
    group_design().save(file)
    return file


def test_flow_as_json_has_the_groups_with_their_members(run, path):
    assert json.loads(run("flow", path, "--format", "json").out)["groups"] == [
        {
            "group": "sales",
            "name": "Sales",
            "home_tenant": "contoso",
            "tenant": "fabrikam",
            "arrow": ARROW,
            "members": 2,
            "left_out": 2,
            "member_ids": ["a1", "a2"],
        }
    ]


def test_flow_as_table_has_them_too(run, path):
    out = run("flow", path).out
    assert "Synchronized groups\n" in out
    assert "left_out" in out


def test_trace_says_in_which_groups_a_user_is(run, path):
    assert "Adele is in Fabrikam's copy of Sales." in run("trace", path, "Adele").out
    assert "copy of" not in run("trace", path, "Cleo").out


def test_a_design_without_groups_says_nothing_about_them(run, tmp_path):
    group_design(sync_groups=False).save(tmp_path / "none.json")
    assert "Synchronized groups" not in run("flow", tmp_path / "none.json").out
    assert json.loads(run("flow", tmp_path / "none.json", "--format", "json").out)["groups"] == []
