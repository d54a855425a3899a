"""The groups that appear, disappear or have other members from one design to another."""

import json

import pytest

import xtsviz as xts
from tests.unit.group_designs import ARROW, group_design
from xtsviz.compare.comparison import Comparison
from xtsviz.view.comparison_html import comparison_html

OFF = group_design(sync_groups=False)
ON = group_design()


def rows(diff):
    return diff.groups.to_dict("records")


def test_a_group_appears_and_disappears():
    diff = xts.diff(OFF, ON)
    assert "1 synchronized group appears" in diff.summary
    (row,) = rows(diff)
    assert (row["group"], row["tenant"], row["change"], row["after"]) == ("sales", "fabrikam", "appears", 2)
    assert row["joined"] == ("a1", "a2")
    assert row["sentence"] == "Contoso's group Sales appears in Fabrikam, with 2 members."
    (row,) = rows(xts.diff(ON, OFF))
    assert row["sentence"] == "Contoso's group Sales disappears from Fabrikam."
    assert row["left"] == ("a1", "a2")


def test_its_members_change():
    fewer = group_design(members=["a2", "a4"])
    (row,) = rows(xts.diff(ON, fewer))
    assert (row["change"], row["before"], row["after"], row["joined"], row["left"]) == (
        "changed",
        2,
        2,
        ("a4",),
        ("a1",),
    )
    assert row["sentence"].endswith("in Fabrikam: 1 member joins and 1 member leaves.")
    assert "1 synchronized group has other members" in xts.diff(ON, fewer).summary


def test_a_setting_of_the_target_alone_makes_a_difference():
    allowed = xts.diff(ON.update_arrow(ARROW, inbound_group_sync_allowed=False), ON)
    assert [row["change"] for row in rows(allowed)] == ["appears"]


def test_a_cloud_that_changes_ends_the_copy_and_nothing_else():
    moved = xts.diff(ON, ON.update_tenant("fabrikam", cloud="usgov"))
    assert [row["change"] for row in rows(moved)] == ["disappears"]


def test_nothing_differs_or_there_are_no_groups():
    assert not xts.diff(ON, group_design())
    assert rows(xts.diff(OFF, OFF)) == []
    assert list(xts.diff(OFF, OFF).groups.columns) == list(xts.diff(OFF, ON).groups.columns)


def test_the_drawer_says_it_with_names_escaped():
    design = group_design("<i>Sales")
    flows = [xts.user_flow(d) for d in (design.update_arrow(ARROW, sync_groups=False), design)]
    text = comparison_html([Comparison("before", flows[0], "after", flows[1])], flows[1].design)
    assert "group &lt;i&gt;Sales appears in Fabrikam, with 2 members." in text


@pytest.mark.parametrize("format", ["table", "json"])
def test_the_command_line_says_it(tmp_path, capsys, monkeypatch, format):
    from xtsviz.cli import main

    for name, design in (("off", OFF), ("on", ON)):
        design.save(tmp_path / f"{name}.json")
    files = [str(tmp_path / f"{name}.json") for name in ("off", "on")]
    monkeypatch.setattr("sys.argv", ["xtsviz", "diff", *files, "--format", format])
    with pytest.raises(SystemExit):
        main()
    out = capsys.readouterr().out
    if format == "json":
        assert json.loads(out)["groups"][0]["joined"] == ["a1", "a2"]
    else:
        assert "Contoso's group Sales appears in Fabrikam, with 2 members." in out
