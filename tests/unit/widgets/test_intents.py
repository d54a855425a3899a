"""Intents: each has its handler, traits and state follow each other once, and nothing behind the front is drawn."""

from dataclasses import is_dataclass
from typing import get_args

import pytest

import xtsviz as xts
from xtsviz.view.picture.types import NOTHING, Selection
from xtsviz.widgets import (
    check_intents,
    common_intents,
    design_intents,
    keep_intents,
    opening_intents,
    practice_intents,
    replay_intents,
    view_intents,
    view_state,
)
from xtsviz.widgets.actions import intent_of
from xtsviz.widgets.controller import Controller
from xtsviz.widgets.dispatch import EXPLORER_HANDLERS
from xtsviz.widgets.explorer import Explorer
from xtsviz.widgets.people_view import PeopleView
from xtsviz.widgets.practice_handlers import PRACTICE_HANDLERS
from xtsviz.widgets.replay_handlers import REPLAY_HANDLERS
from xtsviz.widgets.store import Store
from xtsviz.widgets.view_state import Drawing, FilterDraft, Front

ARROW = "contoso->litware"
FILTER = ((("department", "EQUALS", "IT"),),)


@pytest.fixture
def store(design):
    return Store(Controller(design))


@pytest.fixture
def heard(monkeypatch):
    """Every intent that is sent."""
    sent = []
    send = Store.send
    monkeypatch.setattr(Store, "send", lambda store, intent: (sent.append(intent), send(store, intent))[1])
    return sent


@pytest.fixture
def resolved(monkeypatch):
    """How often a picture was resolved, as a list with one entry each."""
    calls = []
    resolve = view_state.resolve
    monkeypatch.setattr(
        view_state, "resolve", lambda *given, **named: (calls.append(1), resolve(*given, **named))[1]
    )
    return calls


def kinds_of(union):
    """The types of a union of unions."""
    return [kind for part in get_args(union) for kind in kinds_of(part)] or [union]


def declared_in(module):
    return {
        kind for kind in vars(module).values() if is_dataclass(kind) and kind.__module__ == module.__name__
    }


@pytest.mark.parametrize(
    "union, handlers, modules",
    [
        (
            view_intents.ExplorerIntent,
            EXPLORER_HANDLERS,
            [
                check_intents,
                common_intents,
                design_intents,
                keep_intents,
                opening_intents,
                view_intents,
            ],
        ),
        (replay_intents.ReplayIntent, REPLAY_HANDLERS, [replay_intents]),
        (practice_intents.PracticeIntent, PRACTICE_HANDLERS, [practice_intents]),
    ],
    ids=["explorer", "replay", "practice"],
)
def test_each_intent_has_one_handler(union, handlers, modules):
    kinds = kinds_of(union)
    assert set(handlers.by_kind) == set(kinds)
    assert len(set(kinds)) == len(kinds)
    declared = set().union(*map(declared_in, modules))
    assert declared <= set(kinds) <= declared | declared_in(common_intents)


def test_a_second_handler_is_a_mistake():
    with pytest.raises(AssertionError, match="Undo has two handlers"):
        EXPLORER_HANDLERS.handles(design_intents.Undo)(lambda _control, _intent: True)


# Traits


@pytest.mark.parametrize(
    "trait, value, intent",
    [
        ("overlay", "people", common_intents.SetOverlay("people")),
        ("selection", Selection("tenant", "contoso"), common_intents.Select(Selection("tenant", "contoso"))),
    ],
)
def test_a_trait_set_from_outside_is_one_intent(design, heard, trait, value, intent):
    explorer = Explorer(design)
    heard.clear()
    setattr(explorer, trait, value)
    assert heard == [intent]
    setattr(explorer, trait, value)
    assert heard == [intent]
    explorer.close()


def test_a_design_set_from_outside_is_one_intent(design, heard):
    explorer, other = Explorer(design), xts.templates.full_mesh(["A", "B"])
    heard.clear()
    explorer.design = other
    assert [type(intent) for intent in heard] == [design_intents.OpenDesign]
    assert heard[0].design is other
    explorer.close()


def test_an_intent_changes_each_trait_once(drive, heard):
    changes = []
    drive.explorer.observe(lambda change: changes.append(change["name"]), ["design", "overlay", "selection"])
    drive.act("toggle", "fabrikam", "litware")
    assert changes == ["design"]
    drive.act("select", "tenant", "contoso")
    assert changes == ["design", "selection"]
    assert [type(intent) for intent in heard] == [design_intents.ToggleArrow, common_intents.Select]


def test_a_refused_trait_goes_back(drive):
    drive.explorer.selection = Selection("tenant", "nowhere")
    drive.refused("nowhere")
    assert drive.explorer.selection == NOTHING


def test_what_an_observer_sets_is_an_intent_of_its_own(drive):
    drive.explorer.observe(lambda _change: drive.explorer.set_trait("overlay", "people"), "design")
    drive.act("toggle", "fabrikam", "litware")
    assert drive.control.view_state.overlay == drive.explorer.overlay == "people"


# What is behind the front


@pytest.mark.parametrize("tab", ["Matrix", "Flow", "People", "Findings"])
def test_an_edit_resolves_no_picture_behind_another_tab(drive, resolved, monkeypatch, tab):
    legends = []
    monkeypatch.setattr(
        "xtsviz.widgets.panels.picture.legend_list", lambda _picture: (legends.append(1), "")[1]
    )
    drive.open(tab)
    resolved.clear()
    drive.act("toggle", "fabrikam", "litware")
    drive.explorer.reset()
    drive.act("select", "tenant", "contoso")
    assert (resolved, legends) == ([], [])
    drive.open("Graph")
    assert (len(resolved), len(legends)) == (1, 1)


def test_what_is_no_part_of_the_picture_resolves_none(drive, resolved):
    drive.open("Selected arrow")
    resolved.clear()
    drive.arrow.filters.add_and.click()
    drive.control.set_status("Something")
    drive.open("Tenants")
    assert resolved == []
    drive.act("toggle", "fabrikam", "litware")
    assert len(resolved) == 1


def test_tenants_stay_where_they_were_drawn_last(drive):
    before = dict(drive.control.view_state.picture.positions)
    drive.open("Matrix")
    drive.control.edit(lambda d: d.add_tenant("Adatum"), "Added")
    drive.control.edit(lambda d: d.add_tenant("Tailspin"), "Added")
    drive.open("Graph")
    after = drive.control.view_state.picture.positions
    assert {tenant: after[tenant] for tenant in before} == before
    assert len(after) == len(before) + 2


# All that is on the screen is in the state


def test_a_drawing_is_in_the_state(store):
    store.send(view_intents.StartDrawing())
    assert store.view_state.drawing == Drawing()
    store.send(common_intents.PressElement(Selection("tenant", "fabrikam")))
    assert store.view_state.drawing == Drawing("fabrikam")
    assert store.send(common_intents.PressElement(Selection("tenant", "litware")))
    assert store.view_state.drawing is None
    assert store.view_state.design.topology.between("fabrikam", "litware")


def test_a_drawing_loses_a_tenant_that_is_removed(store):
    store.send(view_intents.StartDrawing("fabrikam"))
    store.send(design_intents.RemoveTenant("fabrikam"))
    assert store.view_state.drawing == Drawing()


def test_a_filter_is_in_the_state_until_it_is_applied(store):
    store.send(view_intents.EditFilter(ARROW, FILTER))
    store.send(view_intents.EditFilter("contoso->fabrikam", FILTER))
    assert store.view_state.drafts == (FilterDraft(ARROW, FILTER), FilterDraft("contoso->fabrikam", FILTER))
    store.send(common_intents.Select(Selection("arrow", "contoso->fabrikam")))
    store.send(design_intents.ToggleArrow("fabrikam", "litware"))
    assert store.view_state.draft_of(ARROW) == FilterDraft(ARROW, FILTER)
    assert store.send(design_intents.ApplyFilter(ARROW, FILTER))
    assert store.view_state.draft_of(ARROW) is None
    assert store.view_state.design.arrow(ARROW).scope.filters[0][0].value == "IT"
    store.send(design_intents.RemoveArrow("contoso->fabrikam"))
    assert store.view_state.drafts == ()
    assert not store.send(view_intents.EditFilter("contoso->fabrikam", FILTER))


@pytest.mark.parametrize("intent", [view_intents.DiscardFilter(ARROW), view_intents.EditFilter(ARROW, ())])
def test_a_filter_is_forgotten(store, intent):
    store.send(view_intents.EditFilter(ARROW, FILTER))
    store.send(intent)
    assert store.view_state.drafts == ()


def test_a_filter_that_is_not_applied_is_said_wherever_it_is_not_seen(drive):
    store = Store(drive.control)
    drive.act("select", "arrow", ARROW)
    assert drive.front[0] == "Selected arrow"
    store.send(view_intents.EditFilter(ARROW, FILTER))
    assert drive.unapplied == ""
    for hide, back in (
        (lambda: drive.open("Arrows"), lambda: drive.act("filter-show", ARROW)),
        (lambda: drive.open_drawer("Export"), drive.close_drawer),
        (
            lambda: store.send(view_intents.FoldSide("controls", True)),
            lambda: drive.act("filter-show", ARROW),
        ),
        (
            lambda: drive.act("select", "arrow", "contoso->fabrikam"),
            lambda: drive.act("filter-show", ARROW),
        ),
    ):
        hide()
        assert "A filter of Contoso → Litware is written and not applied" in drive.unapplied
        back()
        assert drive.unapplied == ""
    assert [condition.value.value for condition in drive.arrow.filters.conditions] == ["IT"]
    drive.open("Arrows")
    drive.act("filter-apply", ARROW)
    assert drive.design.arrow(ARROW).scope.filters[0][0].value == "IT"
    assert drive.unapplied == ""
    drive.act("filter-apply", ARROW)
    drive.refused("does not know")


def test_a_draft_in_the_state_is_on_the_screen(drive):
    drive.explorer.selection = Selection("arrow", ARROW)
    store = Store(drive.control)
    panel = drive.arrow
    drive.open("Selected arrow")
    store.send(view_intents.EditFilter(ARROW, FILTER))
    assert [condition.value.value for condition in panel.filters.conditions] == ["IT"]
    panel.filters.discard.click()
    assert panel.filters.conditions == ()


def test_the_people_query_is_in_the_state(drive):
    people = drive.people
    drive.open("People")
    people.tenant.value = "litware"
    people.presence.value = "missing"
    query = drive.control.view_state.people.query
    assert (query.tenant, query.presence) == ("litware", "missing")
    drive.control.change(people=PeopleView())
    assert (people.tenant.value, people.presence.value) == ("", "")


def test_what_is_in_front_is_in_the_state(drive):
    store = Store(drive.control)
    assert store.view_state.front == Front("Arrows", "Graph", None)
    drive.open("Tenants")
    drive.open("Matrix")
    store.send(common_intents.ShowDrawer("Export"))
    assert store.view_state.front == Front("Tenants", "Matrix", "Export")


def test_a_comparison_with_a_snapshot_opens_its_drawer(drive):
    drive.explorer.snapshot("Before")
    drive.act("snapshot-compare", "Before")
    assert drive.control.view_state.front.drawer == "Compare"


# Buttons of the panels' HTML


@pytest.mark.parametrize(
    "words, intent",
    [
        (["select", "user", "u1"], common_intents.Select(Selection("user", "u1"))),
        (["toggle", "a", "b"], design_intents.ToggleArrow("a", "b")),
        (["another", "a", "b"], design_intents.AddArrow("a", "b", another=True)),
        (["assign", "u1"], design_intents.AssignUser("contoso->fabrikam", "u1")),
        (["never mind"], common_intents.ShowStatus("Nothing changed")),
        (["drawer", "Export"], common_intents.ShowDrawer("Export")),
        (["group", "off"], view_intents.GroupTenants(False)),
        (["group-by", "division"], view_intents.GroupTenants(True, "division")),
        (["put-back", "contoso"], view_intents.TakeOut("contoso", out=False)),
        (["undo"], design_intents.Undo()),
        (["hide-names", "on"], view_intents.HideNames(True)),
    ],
)
def test_a_button_stands_for_an_intent(store, words, intent):
    assert intent_of(words, store.view_state) == intent


@pytest.mark.parametrize(
    "words",
    [
        *([], None, "select", 42, {"select": 2}, ["unknown"], ["select"], ["select", "planet", "x"]),
        *(["select", "tenant", None], ["never mind", "x"], [["select"], "tenant", "contoso"], b"select"),
        *(["people-sort", "shoe size", "", "ascending"], ["people-sort", "presence", "nowhere", "ascending"]),
        *(
            ["drawer"],
            ["drawer", "Kitchen"],
            ["hide-names", "perhaps"],
            ["group-by", "size"],
            ["undo", "all"],
        ),
    ],
)
def test_anything_else_stands_for_none(store, words):
    assert intent_of(words, store.view_state) is None
