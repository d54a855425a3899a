"""The explorer as a widget of a notebook: its traits, and that all its parts follow one view_state."""

import gc
import logging
import threading

import pytest
import traitlets
from ipywidgets import DOMWidget, Widget

import xtsviz as xts
from tests.drivers.explorer import ExplorerDriver
from xtsviz.errors import DesignError, PictureError
from xtsviz.view.panels.details import details
from xtsviz.view.picture.overlays import OVERLAYS
from xtsviz.view.picture.types import NOTHING, Selection
from xtsviz.widgets.explorer import TABS, Explorer, explore


def test_explore_takes_a_design(design):
    given = ExplorerDriver(explore(design))
    assert given.design is design
    assert given.front == ("Arrows", "Graph", None)
    assert given.start is None


@pytest.mark.parametrize("wrong", [{"tenants": []}, "acquisition.json", 3])
def test_something_else_is_refused_with_the_remedy(wrong):
    with pytest.raises(DesignError, match=r"takes a design, not \w+; xts\.load"):
        explore(wrong)


def test_the_public_name_is_the_same():
    assert xts.explore is explore
    assert issubclass(Explorer, Widget)


# ---------------------------------------------------------------------------------------------------- traits


def test_traits_follow_what_a_person_does(drive):
    heard = []
    drive.explorer.observe(lambda change: heard.append((change["name"], change["new"])), traitlets.All)
    drive.act("select", "tenant", "fabrikam")
    assert heard == [("selection", Selection("tenant", "fabrikam"))]
    heard.clear()
    drive.act("toggle", "fabrikam", "litware")
    assert [name for name, _ in heard] == ["design"]
    assert heard[0][1] is drive.design is drive.control.design
    heard.clear()
    drive.graph.overlays.value = "health"
    assert heard == [("overlay", "health")]


def test_a_design_set_is_shown_and_can_be_undone(drive, design):
    other = xts.templates.full_mesh(["Adatum", "Litware"], members=1)
    drive.explorer.design = other
    assert drive.control.design is other
    assert "2 tenants, 2 arrows" in drive.status[0]
    assert {node.id for node in drive.control.view_state.picture.nodes} == {"adatum", "litware"}
    drive.undo()
    assert drive.design is design


def test_setting_a_trait_tells_an_observer_once(drive):
    heard = []
    drive.explorer.observe(lambda change: heard.append(change["new"]), "overlay")
    drive.explorer.overlay = "people"
    assert heard == ["people"]
    assert drive.graph.overlays.value == "people"


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_every_overlay_can_be_set(drive, overlay):
    drive.explorer.overlay = overlay
    assert drive.control.view_state.overlay == drive.graph.overlays.value == overlay


def test_an_unknown_overlay_goes_back(drive):
    drive.explorer.overlay = "people"
    drive.explorer.overlay = "helth"
    assert drive.explorer.overlay == "people"
    drive.refused("helth", 'did you mean "health"')


@pytest.mark.parametrize("wrong", [Selection("tenant", "nowhere"), Selection("user", "nobody")])
def test_a_selection_of_nothing_goes_back(drive, wrong):
    drive.explorer.selection = Selection("arrow", "contoso->fabrikam")
    drive.explorer.selection = wrong
    assert drive.explorer.selection == Selection("arrow", "contoso->fabrikam")
    drive.refused(wrong.id)


def test_a_selection_by_name_becomes_one_by_id(drive):
    drive.explorer.selection = Selection("tenant", "Fabrikam")
    assert drive.explorer.selection == Selection("tenant", "fabrikam")
    person = drive.design.directory.iloc[0]
    drive.explorer.selection = Selection("user", person["user_principal_name"])
    assert drive.explorer.selection == Selection("user", person["id"])
    assert drive.control.view_state.picture.selection == Selection("user", person["id"])


def test_a_kind_that_does_not_exist_is_refused(drive):
    with pytest.raises(PictureError, match=r'no.*"people"|not "people"'):
        drive.explorer.selection = Selection("people", "x")
    assert drive.explorer.selection == NOTHING
    drive.act("toggle", "fabrikam", "litware")
    assert drive.design.topology.between("fabrikam", "litware")


@pytest.mark.parametrize("name, wrong", [("design", 5), ("overlay", 5), ("selection", "contoso")])
def test_a_trait_of_another_type_is_refused(drive, name, wrong):
    before = getattr(drive.explorer, name)
    with pytest.raises(traitlets.TraitError):
        setattr(drive.explorer, name, wrong)
    assert getattr(drive.explorer, name) is before


def test_an_observer_may_set_another_trait(drive):
    def follow(_change):
        drive.explorer.overlay = "health"
        drive.explorer.selection = Selection("tenant", "litware")

    drive.explorer.observe(follow, "design")
    drive.act("toggle", "fabrikam", "litware")
    view_state = drive.control.view_state
    assert (view_state.overlay, view_state.selection) == ("health", Selection("tenant", "litware"))
    assert (drive.explorer.overlay, drive.explorer.selection) == ("health", Selection("tenant", "litware"))
    assert drive.graph.overlays.value == "health"
    assert drive.design is view_state.design


def test_a_cell_and_the_page_in_two_threads(drive, monkeypatch):
    """The page's press is still being drawn when a cell sets another design: the later one stays."""
    other = xts.templates.full_mesh(["Adatum", "Litware"], members=1)
    drawing, go_on = threading.Event(), threading.Event()

    def slow(*what):
        drawing.set()
        assert go_on.wait(30)
        return details(*what)

    monkeypatch.setattr("xtsviz.widgets.panels.details.details", slow)
    page = threading.Thread(target=drive.act, args=("toggle", "fabrikam", "litware"))
    page.start()
    assert drawing.wait(30)
    cell = threading.Thread(target=setattr, args=(drive.explorer, "design", other))
    cell.start()
    go_on.set()
    for thread in (page, cell):
        thread.join(30)
        assert not thread.is_alive()
    assert drive.explorer.design is drive.control.design is other
    assert drive.graph.canvas.nodes == {"tenant:adatum", "tenant:litware"}


def test_positions_can_be_read_and_set(drive):
    assert drive.explorer.positions == {}
    drive.explorer.positions = {"fabrikam": (500.0, 40.0)}
    assert drive.explorer.positions == {"fabrikam": (500.0, 40.0)}
    assert drive.control.view_state.picture.positions["fabrikam"] == (500.0, 40.0)
    drive.explorer.positions["fabrikam"] = (0.0, 0.0)  # a copy: set it as a whole
    assert drive.explorer.positions == {"fabrikam": (500.0, 40.0)}


def test_a_tenant_dragged_on_the_canvas_stays_there(drive):
    drive.graph.canvas.drag("tenant:fabrikam", 321, -45.5)
    assert drive.explorer.positions == {"fabrikam": (321.0, -45.5)}
    drive.explorer.overlay = "people"
    drive.act("toggle", "fabrikam", "litware")
    assert drive.control.view_state.picture.positions["fabrikam"] == (321.0, -45.5)


# --------------------------------------------------------------------------------------------------- one view_state


def test_the_page_says_whether_it_is_dark(drive):
    drive.bridge.dark = True
    assert drive.control.view_state.dark
    assert drive.control.view_state.picture.dark


def test_keys_undo_and_redo(drive, design):
    drive.act("toggle", "fabrikam", "litware")
    edited = drive.design
    drive.send({"shortcut": "undo"})
    assert drive.design == design
    drive.send({"shortcut": "redo"})
    assert drive.design == edited


def test_buttons_of_the_history_are_on_when_there_is_something(drive):
    def disabled():
        return drive.tool("Undo").disabled, drive.tool("Redo").disabled

    assert disabled() == (True, True)
    drive.act("toggle", "fabrikam", "litware")
    assert disabled() == (False, True)
    drive.tool("Undo").click()
    assert disabled() == (True, False)
    drive.tool("Redo").click()
    assert disabled() == (False, True)


@pytest.mark.parametrize("words", [["fly"], ["select"], ["toggle", "contoso"], [], None, "select", 7])
def test_an_unknown_action_is_told_and_does_nothing(drive, unchanged, words):
    drive.send({"action": words})
    drive.refused("does not know")


@pytest.mark.parametrize(
    "words, parts",
    [
        (["toggle", "contoso", "contoso"], ["Contoso", "one tenant to another"]),
        (["toggle", "contoso", "nowhere"], ['no tenant "nowhere"']),
        (["another", "nowhere", "contoso"], ['no tenant "nowhere"']),
        (["select", "tenant", "nowhere"], ['no tenant "nowhere"']),
        (["select", "arrow", "nowhere"], ['no arrow "nowhere"']),
        (["select", "user", "nobody"], ['no user "nobody"']),
        (["template", "nothing"], ['no template "nothing"']),
    ],
)
def test_an_action_about_what_is_not_there_is_refused(drive, unchanged, words, parts):
    drive.open("Template")
    drive.act(*words)
    drive.refused(*parts)
    assert drive.explorer.selection == NOTHING


def test_a_panel_that_fails_says_so_and_the_rest_goes_on(drive, monkeypatch, caplog):
    drive.open("Findings")

    def fails(*_given):
        raise RuntimeError("out of paint")

    with monkeypatch.context() as patched, caplog.at_level(logging.CRITICAL):
        patched.setattr("xtsviz.widgets.panels.findings.findings_list", fails)
        drive.act("toggle", "fabrikam", "contoso")
        drive.act("select", "tenant", "fabrikam")
        drive.refused("Findings", "out of paint", "design is intact")
    assert "Fabrikam" in drive.details
    assert drive.explorer.selection == Selection("tenant", "fabrikam")
    drive.act("toggle", "fabrikam", "litware")
    assert drive.design.topology.between("fabrikam", "litware")
    assert drive.status[1] == "info"


def test_an_edit_that_fails_inside_says_so(drive, unchanged, monkeypatch, caplog):
    def fails(*_arguments, **_fields):
        raise KeyError("a fault")

    with monkeypatch.context() as patched, caplog.at_level(logging.CRITICAL):
        patched.setattr(xts.Design, "add_arrow", fails)
        drive.act("toggle", "fabrikam", "litware")
    drive.refused("a fault", "design is as it was")


def test_what_nobody_has_seen_yet_is_not_made(design):
    drive = ExplorerDriver(Explorer(design))
    panels = ("Template", "Tenants", "Selected arrow", "Matrix", "People")
    assert not any(drive.is_made(panel) for panel in panels)
    drive.open("People")
    assert [panel for panel in panels if drive.is_made(panel)] == ["People"]
    drive.explorer.close()


def test_what_is_behind_follows_when_it_comes_to_the_front(drive):
    drive.act("select", "arrow", "contoso->litware")
    drive.open("Selected arrow")
    assert drive.arrow.chosen.value == "contoso->litware"
    drive.open("Tenants")
    drive.act("select", "tenant", "litware")
    assert drive.tenants.chosen.value == "litware"
    drive.open("People")
    drive.tenants.name.value = "Adatum"
    assert "Adatum" in drive.people.markup


def test_closing_leaves_nothing_on_any_screen(design):
    made = []
    Widget.on_widget_constructed(made.append)
    try:
        drive = ExplorerDriver(Explorer(design))
        drive.explorer.overlay = "people"
        for tab in TABS:
            drive.open(tab)
    finally:
        Widget.on_widget_constructed(None)
    assert len([widget for widget in made if widget.comm is not None]) > 100
    drive.explorer.close()
    assert [widget for widget in made if isinstance(widget, DOMWidget) and widget.comm is not None] == []


def test_a_refused_explorer_is_forgotten_quietly(recwarn):
    gc.collect()  # what earlier tests left to be collected warns now
    recwarn.clear()
    with pytest.raises(DesignError):
        Explorer("acquisition.json")
    gc.collect()
    assert [str(warning.message) for warning in recwarn] == []


def test_play_lets_members_travel_once_and_says_so_in_words(drive, monkeypatch):
    played = []
    monkeypatch.setattr(drive.bridge, "send", lambda message, *_: played.append(message.get("play")))
    drive.tool("Play").click()
    (motion,) = filter(None, played)
    assert motion["marks"]
    assert not motion["brief"]
    assert "arrive" in drive.status[0]
    drive.explorer.selection = Selection("tenant", "contoso")
    assert len([one for one in played if one]) == 1, "each is shown once"
    drive.explorer.overlay = "health"
    assert drive.tool("Play").disabled
    assert drive.control.view_state.motion is not None


def test_an_edit_lets_those_travel_whom_it_brings_or_takes(drive, monkeypatch):
    played = []
    monkeypatch.setattr(drive.bridge, "send", lambda message, *_: played.append(message.get("play")))
    arrow = drive.design.arrows[0]
    drive.act("toggle", arrow.source, arrow.target)
    drive.undo()
    went, came = filter(None, played)
    assert all(mark.get("back") for mark in went["marks"])
    assert not any(mark.get("back") for mark in came["marks"])
    assert went["brief"] is came["brief"] is True
    drive.explorer.overlay = "people"
    assert len([one for one in played if one]) == 2, "another overlay moves nobody"
