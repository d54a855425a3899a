"""One place says what must hold for an arrow; findings and state take it from there."""

import pytest

from tests.unit.flow.topologies import pair
from xtsviz import Design, review, user_flow
from xtsviz.flow.arrow_states import setting_value
from xtsviz.flow.required_settings import FURTHER_SETTINGS, REQUIRED_SETTINGS

GATES = [setting for setting in REQUIRED_SETTINGS if setting.is_gate]
CLOSED = {setting.field: {"gates": {setting.field: False}} for setting in GATES}
CLOSED["allow_invites_from"] = {"target": {"allow_invites_from": "none"}}
UNSEEN = {setting.field: {"gates": {setting.field: None}} for setting in GATES}
UNSEEN["allow_invites_from"] = {"target": {"allow_invites_from": None}}


@pytest.mark.parametrize("setting", REQUIRED_SETTINGS, ids=lambda setting: setting.field)
def test_each_setting_blocks_where_it_is_closed_and_its_finding_says_what_to_do(setting):
    design = Design.from_document(pair(**CLOSED[setting.field]))
    assert setting_value(setting, design.arrows[0], design.topology) is False
    found = [f for f in review(design) if f.code == setting.code]
    assert len(found) == 1
    names = {"source": design.tenants[0].name, "target": design.tenants[1].name}
    assert found[0].remedy == setting.remedy.format(**names)
    assert setting.page.format(**names) in found[0].remedy
    assert found[0].remedy.startswith(f"In {names[setting.side]}, a {setting.role} ")
    unseen = Design.from_document(pair(**UNSEEN[setting.field]))
    assert setting_value(setting, unseen.arrows[0], unseen.topology) is None
    whole = Design.from_document(pair())
    assert setting_value(setting, whole.arrows[0], whole.topology) is True


@pytest.mark.parametrize("value", [False, None])
@pytest.mark.parametrize("setting", FURTHER_SETTINGS, ids=lambda setting: setting.field)
def test_a_further_setting_stops_no_user(setting, value):
    design = Design.from_document(pair(gates={setting.field: value}))
    assert setting_value(setting, design.arrows[0], design.topology) is value
    done = user_flow(design).by_arrow["A->B"]
    assert (done.state, done.codes, done.carried) == ("open", (), 3)
