"""The switch *Hide names*: the whole screen with invented names and back, and the drawer *Share*."""

import json

import pytest

import xtsviz as xts
from tests.drivers.explorer import ExplorerDriver
from tests.drivers.screen import widgets
from xtsviz.io.lists.outcomes import ListFile
from xtsviz.pseudonyms.invent import words_of
from xtsviz.view.export.files import KINDS
from xtsviz.view.panels.toolbar import DRAWERS
from xtsviz.view.picture.types import Selection
from xtsviz.widgets.explorer import LEFT, TABS, Explorer
from xtsviz.widgets.opening_intents import OpenFiles, OpenShared
from xtsviz.widgets.store import Store
from xtsviz.widgets.tab_session import read_session, write_session
from xtsviz.widgets.view_intents import HideNames

SECRETS = {
    "zorgblatt",
    "quuxify",
    "wibblecorp",
    "frobnitz",
    "plughdepartment",
    "xyzzynote",
    "thudrule",
    "gruntgroup",
}


def secret_design():
    """A design whose names are words that no page of ours has."""
    users = [
        {
            "id": f"wibblecorp-{n}",
            "tenant": "wibblecorp",
            "display_name": f"Zorgblatt Quuxify {n}",
            "user_principal_name": f"zorgblatt{n}@wibblecorp.com",
            "mail": f"zorgblatt{n}@wibblecorp.com",
            "attributes": {"department": "Plughdepartment", "frobnitz": f"frobnitz {n}"},
        }
        for n in range(3)
    ]
    clause = {"attribute": "frobnitz", "operator": "REGEX MATCH", "value": "frobnitz [01]"}
    return xts.Design.from_document(
        {
            "format": "xtsviz-topology",
            "version": 1,
            "name": "Wibblecorp and Frobnitz",
            "tenants": [
                {"id": "wibblecorp", "name": "Wibblecorp", "note": "xyzzynote"},
                {"id": "frobnitz", "name": "Frobnitz"},
            ],
            "arrows": [
                {
                    "source": "wibblecorp",
                    "target": "frobnitz",
                    "scope": {"filters": [[clause]]},
                    "note": "xyzzynote",
                }
            ],
            "users": users,
            "groups": [
                {
                    "id": "gruntgroup",
                    "tenant": "wibblecorp",
                    "rule": 'user.department -eq "thudrule"',
                    "members": [],
                }
            ],
            "notes": [{"about": "wibblecorp", "message": "frobnitz.csv has no column for zorgblatt"}],
        }
    )


@pytest.fixture
def secret():
    driver = ExplorerDriver(Explorer(secret_design()))
    driver.store = Store(driver.control)
    yield driver
    driver.explorer.close()


def on_the_screen(drive):
    """All texts of all panels, tabs and drawers, and of the canvas."""
    for name in (*LEFT, *TABS):
        drive.open(name)
    for name in DRAWERS:
        drive.open_drawer(name)
    found = []
    for one in widgets(drive.explorer):
        for trait in (
            "value",
            "description",
            "options",
            "tooltip",
            "message",
            "placeholder",
            "titles",
            "data",
        ):
            if one.has_trait(trait):
                found.append(repr(getattr(one, trait)))
    found += [repr(element.widget.data) for element in drive.graph.canvas.elements.values()]
    found.append(repr(drive.control.view_state.picture))
    return " ".join(found)


def secrets_in(text):
    return {secret for secret in SECRETS if secret in text.casefold()}


def test_no_panel_tab_or_drawer_shows_an_original_name(secret):
    assert secrets_in(on_the_screen(secret)) >= {"zorgblatt", "wibblecorp", "frobnitz", "xyzzynote"}
    secret.store.send(HideNames(True))
    assert secrets_in(on_the_screen(secret)) == set()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "png"])
def test_what_is_exported_has_invented_names_only(secret, kind):
    secret.store.send(HideNames(True))
    file = secret.explorer.export(kind)
    assert secrets_in(file.content.decode("utf-8", "replace")) == set()
    assert secrets_in(file.name) == set()


def test_code_and_shared_text_have_invented_names_only(secret):
    secret.store.send(HideNames(True))
    assert secrets_in(secret.design.to_code()) == set()
    shared = xts.from_share_text(secret.design.share_text())
    assert secrets_in(json.dumps(shared.to_document())) == set()


def test_back_again_all_is_as_it_was(drive, design):
    store = Store(drive.control)
    drive.act("toggle", "fabrikam", "contoso")
    drive.explorer.snapshot("Contoso before")
    drive.explorer.selection = Selection("user", "contoso-002")
    drive.explorer.positions = {"litware": (400.0, 30.0)}
    before = drive.control.view_state
    store.send(HideNames(True))
    hidden = drive.control.view_state
    assert hidden.selection.kind == "user"
    assert hidden.selection != before.selection
    assert len(hidden.history.past) == len(before.history.past)
    store.send(HideNames(False))
    after = drive.control.view_state
    assert after.design is before.design
    assert after.selection == before.selection
    assert after.positions == before.positions
    assert [step.after for step in after.history.past] == [step.after for step in before.history.past]
    assert list(drive.explorer.snapshots) == ["Contoso before"]
    drive.undo()
    drive.undo()
    assert drive.design is design


def test_edits_while_names_are_hidden_stay(drive):
    store = Store(drive.control)
    store.send(HideNames(True))
    hub, second, third = (tenant.id for tenant in drive.design.tenants)
    drive.act("toggle", second, third)
    drive.act("rename", f"tenant {third}", "Third one")
    store.send(HideNames(False))
    assert "fabrikam->litware" in drive.design.topology.arrow_by_id
    assert hub != "contoso"
    for _ in range(len(drive.control.view_state.history.past)):
        drive.undo()
    assert drive.design == xts.templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=3)


def test_undo_while_names_are_hidden_leads_to_invented_names(drive):
    store = Store(drive.control)
    drive.act("toggle", "fabrikam", "contoso")
    store.send(HideNames(True))
    drive.undo()
    assert not set(words_of("contoso fabrikam litware")) & {tenant.id for tenant in drive.design.tenants}
    drive.explorer.reset()
    store.send(HideNames(False))
    assert len(drive.design.arrows) == 2
    drive.tool("Redo").click()
    assert len(drive.design.arrows) == 3


def test_nothing_is_opened_while_names_are_hidden(drive):
    store = Store(drive.control)
    store.send(HideNames(True))
    before = drive.design
    other = xts.examples.acquisition()
    assert not store.send(OpenShared(other.share_text()))
    assert not store.send(OpenFiles("any", (ListFile("a.json", b"{}"),)))
    drive.explorer.design = other
    assert drive.design is before
    assert "Names are hidden" in drive.control.view_state.message


def test_what_is_compared_with_is_hidden_too(drive, design):
    drive.explorer.compare(design.remove_arrow("contoso->litware"), "Contoso in May")
    Store(drive.control).send(HideNames(True))
    hidden = drive.control.view_state
    assert "contoso" not in f"{hidden.baseline.name} {hidden.baseline.design.to_document()}".casefold()
    assert len(hidden.comparison.diff.arrows) == 1
    Store(drive.control).send(HideNames(False))
    assert drive.control.view_state.baseline.name == "Contoso in May"


def test_a_reload_keeps_names_hidden_and_the_original_ones(drive, design):
    drive.act("toggle", "fabrikam", "contoso")
    before = drive.design
    Store(drive.control).send(HideNames(True))
    saved = write_session(drive.control.view_state, design, 1_000_000)
    again = ExplorerDriver(Explorer(design))
    state = read_session(saved, design, again.control.view_state, 1_000_000)
    assert state.hiding is not None
    assert "contoso" not in json.dumps(state.design.to_document()).casefold()
    again.control.resume(state)
    Store(again.control).send(HideNames(False))
    assert again.design == before
    again.explorer.close()


def test_the_switches_follow_the_state(drive):
    drive.turn("Hide names")
    assert drive.control.view_state.hiding
    share = drive.open_drawer("Share")
    assert share.hide.value
    share.hide.value = False
    assert not drive.control.view_state.hiding
    assert not drive.tool("Hide names").pressed


def test_a_shared_text_is_opened_as_soon_as_it_is_pasted(drive):
    other = xts.examples.acquisition()
    opening = drive.open_drawer("Open")
    opening.shared.value = f"  https://example.org/?token=1&design={other.share_text()}#top "
    assert drive.design == other
    assert drive.front[2] is None
    assert drive.control.view_state.forms.shared == ""


def test_a_text_that_was_cut_is_refused_with_the_reason(drive, unchanged):
    opening = drive.open_drawer("Open")
    opening.shared.value = xts.examples.acquisition().share_text()[:-50]
    opening.open_shared.click()
    assert "is cut" in drive.control.view_state.message
    assert drive.control.view_state.level == "error"


def test_the_address_of_the_page_opens_a_design_but_not_over_what_a_person_did(drive):
    other = xts.examples.acquisition()
    drive.send({"shared_found": other.share_text()})
    assert drive.design == other
    drive.send({"shared_found": xts.templates.user_hub(["A", "B"], members=1).share_text()})
    assert drive.design == other


def test_the_share_drawer_copies_text_and_link(drive, monkeypatch):
    sent = []
    monkeypatch.setattr(drive.bridge, "send", lambda message, *_: sent.append(message))
    share = drive.open_drawer("Share")
    share.copy.click()
    share.link.click()
    copied = [message for message in sent if "copy" in message]
    assert [message["parameter"] for message in copied] == ["", "design"]
    assert xts.from_share_text(copied[0]["copy"]) == drive.design
    drive.send({"copied": True})
    assert "link" in drive.control.view_state.message
