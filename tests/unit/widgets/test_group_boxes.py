"""Boxes of alike tenants in the explorer: on by themselves, opened and closed, one tenant taken out."""

import pytest

import xtsviz as xts
from tests.drivers.explorer import ExplorerDriver
from xtsviz.view.picture.types import Selection
from xtsviz.widgets.explorer import Explorer

BOX = "group:group tenant-1"


@pytest.fixture(scope="module")
def mesh():
    return xts.templates.full_mesh([f"Tenant {n}" for n in range(1, 21)], members=2)


@pytest.fixture
def drive(mesh):
    driver = ExplorerDriver(Explorer(mesh))
    yield driver
    driver.explorer.close()


def shown(drive):
    return drive.graph.canvas.elements


def boxes(drive):
    return [name for name in shown(drive) if name.startswith(("group:", "tenant:"))]


def test_a_large_mesh_is_one_box_by_itself(drive):
    assert boxes(drive) == [BOX]
    assert drive.tool("Group alike tenants").pressed
    assert "20 tenants, everyone with everyone" in drive.graph.markup


def test_the_switch_draws_each_tenant(drive):
    drive.turn("Group alike tenants", False)
    assert len(boxes(drive)) == 20
    assert drive.control.view_state.message == "Each tenant is drawn on its own"
    drive.turn("Group alike tenants")
    assert boxes(drive) == [BOX]


def test_one_press_opens_and_one_press_closes(drive):
    drive.press_on_canvas(BOX)
    assert len(boxes(drive)) == 21
    assert "frame" in shown(drive)[BOX].classes
    assert drive.control.view_state.message.startswith("Opened: 20 tenants")
    assert not [name for name in shown(drive) if name.startswith("arrow:")]
    drive.press_on_canvas("tenant:tenant-3")
    assert len([name for name in shown(drive) if name.startswith("arrow:")]) == 2 * 19
    drive.press_on_canvas(BOX)
    assert boxes(drive) == [BOX]


def test_a_selected_tenant_is_taken_out_and_put_back(drive):
    drive.explorer.selection = Selection("tenant", "tenant-15")
    assert "chosen" in shown(drive)[BOX].classes
    assert drive.control.view_state.message.startswith("Tenant 15:")
    drive.tool("Take out").click()
    assert set(boxes(drive)) == {BOX, "tenant:tenant-15"}
    (bundle, _) = [name for name in shown(drive) if name.startswith("arrows:")]
    drive.press_on_canvas(bundle)
    assert "19 arrows, open" in drive.control.view_state.message
    drive.tool("Put back").click()
    assert boxes(drive) == [BOX]


def test_an_edit_inside_a_box_is_an_exception(drive):
    drive.act("toggle", "tenant-1", "tenant-2")
    assert "everyone with everyone, except 1" in drive.graph.markup
    drive.undo()
    assert "except" not in drive.graph.markup


def test_tenants_that_are_gone_are_forgotten(drive):
    drive.explorer.selection = Selection("tenant", "tenant-15")
    drive.tool("Take out").click()
    drive.control.edit(lambda design: design.remove_tenant("tenant-15"), "Removed")
    assert drive.control.view_state.groups.apart == frozenset()


def test_few_tenants_are_grouped_when_asked(design_of_divisions):
    drive = ExplorerDriver(Explorer(design_of_divisions))
    assert len(boxes(drive)) == 5
    drive.turn("Group alike tenants")
    assert boxes(drive) == [BOX]
    drive.turn("By division")
    assert boxes(drive)[0] == BOX
    assert "2 tenants of North" in drive.graph.markup
    drive.explorer.close()


@pytest.fixture
def design_of_divisions():
    design = xts.templates.full_mesh([f"Tenant {n}" for n in range(1, 6)], members=2)
    for tenant in design.tenants[:2]:
        design = design.update_tenant(tenant.id, division="North")
    return design
