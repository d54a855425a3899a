"""The drawers Snapshot and Compare, and the same from Python, without a browser."""

import json

import pytest

import xtsviz as xts
from xtsviz.compare.comparison import Baseline
from xtsviz.errors import DesignError, UnknownNameError


@pytest.fixture
def snapshots(drive):
    return drive.open_drawer("Snapshot")


@pytest.fixture
def compare(drive):
    return drive.open_drawer("Compare")


def upload(drive, name, content):
    """Choose a file: what the page sends."""
    drive.upload("compare", name, content)


def document(design):
    return json.dumps(design.to_document()).encode()


# -------------------------------------------------------------------------------------- toolbar and snapshots


def test_reset_is_a_button_of_the_toolbar(drive):
    assert drive.tool("Reset").disabled
    start = drive.design
    drive.control.edit(lambda d: d.remove_arrow("contoso->litware"), "Removed")
    assert not drive.tool("Reset").disabled
    drive.tool("Reset").click()
    assert drive.design == start
    assert drive.status == ("Reset to the beginning: 3 externals appear in Litware", "info")
    drive.control.undo()
    assert not drive.design.topology.between("contoso", "litware")


def test_a_snapshot_is_taken_listed_gone_back_to_and_removed(drive, snapshots):
    assert "No snapshot yet" in snapshots.markup
    assert snapshots.name.value == "Snapshot 1"
    snapshots.take.click()
    assert drive.status == ("Took the snapshot Snapshot 1", "info")
    assert snapshots.name.value == "Snapshot 2"
    assert "Snapshot 1" in snapshots.markup
    start = drive.design
    drive.control.edit(lambda d: d.remove_arrow("contoso->litware"), "Removed")
    drive.act("snapshot-restore", "Snapshot 1")
    assert drive.design is start
    drive.act("snapshot-remove", "Snapshot 1")
    assert "No snapshot yet" in snapshots.markup
    assert drive.explorer.snapshots == {}


def test_a_name_that_a_person_wrote_stays_when_it_is_refused(drive, snapshots, unchanged):
    snapshots.name.value = "<b>Mine</b>"
    snapshots.take.click()
    assert "&lt;b&gt;Mine" in snapshots.markup
    assert "<b>" not in snapshots.markup
    for name, reason in (("<b>Mine</b>", "already"), ("", "1 to 256"), ("x" * 300, "300")):
        snapshots.name.value = name
        snapshots.take.click()
        drive.refused(reason)
        assert snapshots.name.value == name
    assert list(drive.explorer.snapshots) == ["<b>Mine</b>"]
    unchanged()


def test_the_page_cannot_ask_for_a_snapshot_that_is_not_there(drive, snapshots, unchanged):
    for action in ("snapshot-restore", "snapshot-remove", "snapshot-compare"):
        drive.act(action, "never")
        drive.refused("no snapshot", "never")
    unchanged()


def test_a_snapshot_leads_to_the_comparison_with_it(drive, snapshots):
    snapshots.take.click()
    drive.control.edit(lambda d: d.remove_arrow("contoso->litware"), "Removed")
    drive.act("snapshot-compare", "Snapshot 1")
    assert drive.front[2] == "Compare"
    compare = drive.drawer
    assert compare.baseline.value == "snapshot Snapshot 1"
    assert "This design has 1 arrow fewer than the snapshot Snapshot 1." in compare.markup


# ---------------------------------------------------------------------------------------------------- compare


def test_it_begins_with_what_to_do(compare):
    assert compare.baseline.value == ""
    assert "Choose above what to compare with" in compare.markup


def test_against_the_start_which_follows_a_new_template(drive, compare):
    drive.control.edit(lambda d: d.add_arrow("fabrikam", "contoso"), "Added")
    compare.baseline.value = "start"
    assert "This design has 1 arrow more than the start." in compare.markup
    assert drive.status[0].startswith("This design compared with the start: +1 arrow")
    drive.act("start-template", "full_mesh")
    assert "Nothing differs" in compare.markup


def test_against_another_template_of_the_same_tenants_and_people(drive, compare):
    titles = dict(compare.baseline.options)
    assert titles["template: Mesh peer-to-peer (full mesh)"] == "template mesh_peer_to_peer"
    compare.baseline.value = "template mesh_peer_to_peer"
    assert "has 4 arrows more than this design." in compare.markup
    assert "other change" not in compare.markup
    compare.baseline.value = "template single_source_single_target"
    drive.refused("exactly 2")
    assert compare.baseline.value == "template mesh_peer_to_peer"


def test_against_a_file(drive, compare):
    upload(drive, "<b>old</b>.json", document(drive.design.add_arrow("fabrikam", "litware")))
    assert "This design has 1 arrow fewer than the file &lt;b&gt;old&lt;/b&gt;.json." in compare.markup
    assert compare.baseline.value == "file <b>old</b>.json"
    compare.baseline.value = ""
    assert "Choose above" in compare.markup
    assert drive.control.view_state.baseline is None


@pytest.mark.parametrize(
    "content, reason",
    [
        (b"", "empty"),
        (b"\x89PNG\x00", "binary"),
        (b"{", "not JSON"),
        (b"[]", "object"),
        (
            b'{"format": "xtsviz-topology", "version": 1, "tenants": [], "arrows": [{"source": "a"}]}',
            "arrows[0]",
        ),
    ],
)
def test_a_file_that_is_no_document(drive, compare, unchanged, content, reason):
    compare.baseline.value = "start"
    upload(drive, "bad.json", content)
    drive.refused("bad.json", reason)
    assert compare.baseline.value == "start"
    unchanged()


def test_the_comparison_is_worked_out_only_in_front(drive, compare, monkeypatch):
    compare.baseline.value = "start"
    before = compare.markup
    drive.close_drawer()
    worked_out = []
    compare_flows = Baseline.compare
    monkeypatch.setattr(
        Baseline, "compare", lambda baseline, after: (worked_out.append(1), compare_flows(baseline, after))[1]
    )
    drive.control.edit(lambda d: d.remove_arrow("contoso->litware"), "Removed")
    assert worked_out == []
    assert compare.markup == before
    drive.open_drawer("Compare")
    assert worked_out
    assert "1 arrow fewer than the start" in compare.markup


def test_a_removed_snapshot_is_still_compared_with(drive, compare):
    drive.explorer.snapshot("Before")
    drive.explorer.compare("Before")
    drive.control.forget("Before")
    assert compare.baseline.value == "snapshot Before"


def test_draw_it_brings_the_overlay(drive, compare):
    compare.draw.click()
    assert drive.explorer.overlay == "compare"
    assert drive.status[0] == "Compare: nothing is chosen to compare with; press Compare in the toolbar"


# -------------------------------------------------------------------------------------- the overlay, from Python


def test_the_overlay_draws_what_is_gone_and_cannot_be_selected(drive):
    drive.explorer.snapshot("Before")
    drive.control.edit(lambda d: d.remove_tenant("litware"), "Removed")
    drive.explorer.compare("Before")
    drive.explorer.overlay = "compare"
    chosen = drive.explorer.selection
    drive.press_on_canvas("arrow:contoso->litware")
    assert drive.status == (
        "Removed: Contoso → Litware syncs 3 users. It is not in the design any more.",
        "info",
    )
    drive.press_on_canvas("tenant:litware")
    assert drive.status[0] == "Litware: tenant removed · −6 people. It is not in the design any more."
    assert drive.explorer.selection == chosen
    drive.press_on_canvas("tenant:fabrikam")
    assert drive.explorer.selection.id == "fabrikam"


def test_a_tenant_that_is_gone_stays_where_it_was_dragged(drive):
    drive.explorer.compare(drive.design, name="Before")
    drive.explorer.positions = {"litware": (900.0, 100.0)}
    drive.control.edit(lambda d: d.remove_tenant("litware"), "Removed")
    drive.explorer.overlay = "compare"
    assert drive.control.view_state.picture.positions["litware"] == (900.0, 100.0)
    drive.control.undo()
    assert drive.control.view_state.picture.positions["litware"] == (900.0, 100.0)


def test_python_compares_with_designs_and_snapshots(drive):
    other = xts.templates.full_mesh(["Contoso", "Fabrikam"], members=1)
    drive.explorer.compare(other)
    assert drive.status[0].startswith(f"This design compared with {other.name}: ")
    drive.explorer.compare(other, name="Plan B")
    assert drive.status[0].startswith("This design compared with Plan B: ")
    assert drive.explorer.snapshot("Now")
    assert not drive.explorer.snapshot("Now")
    drive.explorer.compare("Now", name="A moment ago")
    assert drive.status[0] == "This design compared with A moment ago: Nothing differs"
    drive.explorer.compare(None)
    assert drive.status[0] == "Compared with nothing"
    with pytest.raises(UnknownNameError, match="did you mean"):
        drive.explorer.compare("Nowe")
    for wrong, name in ((3, None), (other, 3)):
        with pytest.raises(DesignError):
            drive.explorer.compare(wrong, name)


def test_python_goes_back(drive):
    start = drive.design
    drive.explorer.snapshot("Now")
    drive.control.edit(lambda d: d.remove_arrow("contoso->litware"), "Removed")
    assert drive.explorer.restore("Now")
    assert drive.explorer.design is start
    drive.control.edit(lambda d: d.remove_arrow("contoso->litware"), "Removed")
    drive.explorer.reset()
    assert drive.explorer.design == start


def test_a_tenant_that_came_while_another_went_is_brought_into_sight(drive):
    sent = []
    drive.bridge.send = lambda message, *_: "fit" in message and sent.append(message)
    drive.control.edit(lambda d: d.remove_arrow("contoso->litware"), "Removed")
    assert not sent
    drive.control.edit(lambda d: d.remove_tenant("litware").add_tenant("Adatum"), "Replaced")
    assert [message["when"] for message in sent] == ["outside"]


# ------------------------------------------------------------------------------------- side by side, three designs


def test_designs_stand_side_by_side_in_the_direction_asked(drive, compare):
    compare.baseline.value = "template mesh_peer_to_peer"
    markup = compare.markup
    assert "Mesh peer-to-peer (full mesh) has 4 arrows more than this design." in markup
    assert markup.count("<svg") == 2
    assert markup.index("<figcaption>this design") < markup.index("<figcaption>Mesh peer-to-peer (full mesh)")
    assert markup.count('data-twin="tenant:fabrikam"') == 2
    assert markup.count('data-twin="arrow:litware-&gt;fabrikam"') >= 1
    assert '["select", "arrow", "litware-&gt;fabrikam"]' not in markup.replace("&#34;", '"')
    compare.turn.click()
    assert "This design has 4 arrows fewer than Mesh peer-to-peer (full mesh)." in compare.markup
    assert drive.status[0].startswith("This design compared with Mesh peer-to-peer (full mesh): −4 arrows")


def test_three_designs_in_one_table(drive, compare):
    assert compare.third.disabled
    assert compare.turn.disabled
    drive.explorer.snapshot("Hub")
    drive.control.edit(lambda d: d.add_arrow("fabrikam", "contoso"), "Added")
    compare.baseline.value = "snapshot Hub"
    compare.third.value = "template mesh_peer_to_peer"
    assert drive.status[0] == "Mesh peer-to-peer (full mesh) has 4 arrows more than the snapshot Hub."
    assert "This design has 1 arrow more than the snapshot Hub." in compare.markup
    assert compare.markup.count("<svg") == 3
    compare.third.value = "template single_source_single_target"
    drive.refused("exactly 2")
    assert compare.third.value == "template mesh_peer_to_peer"
    compare.third.value = ""
    assert compare.markup.count("<svg") == 2


def test_the_report_has_the_comparison(drive, compare):
    assert "Comparison" not in drive.explorer.export("report").content.decode()
    compare.baseline.value = "template mesh_peer_to_peer"
    page = drive.explorer.export("report").content.decode()
    assert '<section id="comparison"><h2>Comparison</h2>' in page
    assert "Mesh peer-to-peer (full mesh) has 4 arrows more than this design." in page
    assert "data-xts" not in page.partition('id="comparison"')[2].partition("</section>")[0]


def test_an_arrow_of_the_other_design_alone_is_not_selected(drive, compare):
    compare.baseline.value = "template mesh_peer_to_peer"
    compare.draw.click()
    drive.press_on_canvas("arrow:litware->fabrikam")
    assert drive.status[0].endswith("It is only in Mesh peer-to-peer (full mesh).")
    assert not drive.explorer.selection
