"""What folds away beside the picture, and what stays when a tenant is removed."""

import ipywidgets as w
import pytest

import xtsviz as xts
from tests.drivers.explorer import ExplorerDriver
from tests.drivers.screen import widgets
from xtsviz.widgets.design_intents import RemoveTenant, Undo
from xtsviz.widgets.explorer import Explorer
from xtsviz.widgets.store import Store
from xtsviz.widgets.view_intents import FoldSide, ShowPanel


@pytest.fixture
def explorer():
    made = Explorer(xts.templates.user_hub(["Contoso", "Fabrikam", "Litware", "Adatum"], members=3))
    yield made
    made.close()


def looks(explorer):
    state = explorer.controller.view_state
    drawn = {node.id: (node.paint, node.x, node.y) for node in state.picture.nodes}
    return {tenant: (*drawn[tenant], state.context.marker(tenant)) for tenant in drawn}


def test_colours_and_positions_stay_when_another_tenant_is_removed(explorer):
    store, before = Store(explorer.controller), looks(explorer)
    store.send(RemoveTenant("fabrikam"))
    after = looks(explorer)
    assert after == {tenant: look for tenant, look in before.items() if tenant != "fabrikam"}
    assert before["litware"][0].light in explorer.export("svg").content.decode()
    assert before["litware"][0].light in explorer.export("report").content.decode()
    store.send(Undo())
    assert looks(explorer)["fabrikam"][0] == before["fabrikam"][0]


def test_details_are_there_while_something_is_selected_and_the_sides_fold(explorer):
    drive = ExplorerDriver(explorer)
    store = Store(explorer.controller)

    def names():
        return {one.description for one in widgets(explorer, hidden=False) if isinstance(one, w.Button)}

    assert "Hide controls" in names()
    assert not {"Hide details", "Show details"} & names()
    drive.act("select", "tenant", "contoso")
    assert "Hide details" in names()
    store.send(FoldSide("details", True))
    store.send(FoldSide("controls", True))
    assert {"Show details", "Show controls"} <= names()
    assert not {"Hide details", "Hide controls"} & names()
    store.send(ShowPanel("Template"))
    assert {"Show details", "Hide controls"} <= names()
