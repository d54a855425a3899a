"""The controller without a screen: intents in, scenes out."""

import logging

import pytest

import xtsviz as xts
from xtsviz.view.picture.overlays import OVERLAYS
from xtsviz.view.picture.types import NOTHING, Selection
from xtsviz.widgets.controller import Controller
from xtsviz.widgets.history import MAX_STEPS
from xtsviz.widgets.view_state import Prompt


@pytest.fixture
def design():
    return xts.templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=3)


@pytest.fixture
def control(design):
    return Controller(design)


@pytest.fixture
def heard(control):
    """Every view_state that a listener was told of."""
    scenes = []
    control.on_view_state(scenes.append)
    return scenes


def told(control):
    return control.view_state.message, control.view_state.level


def test_it_begins_with_the_design_and_a_word_about_it(control, design):
    assert control.design is design
    assert told(control) == (f"{design.name}: 3 tenants, 2 arrows", "info")
    view_state = control.view_state
    assert (view_state.selection, view_state.overlay, view_state.dark) == (NOTHING, "everyone", False)
    assert (view_state.can_undo, view_state.can_redo, view_state.prompt) == (False, False, None)
    assert {node.id for node in view_state.picture.nodes} == {"contoso", "fabrikam", "litware"}


def test_an_edit_is_told_once_with_its_effect_in_numbers(control, heard):
    assert control.edit(lambda d: d.remove_arrow("contoso->litware"), "Removed the arrow")
    assert [view_state.message for view_state in heard] == [
        "Removed the arrow: 3 externals disappear from Litware"
    ]
    assert heard[0].flow.by_arrow.keys() == {"contoso->fabrikam"}
    assert heard[0].can_undo
    assert not heard[0].can_redo


def test_a_sentence_may_be_made_from_both_flows(control, heard):
    assert control.edit(
        lambda d: d.remove_arrow("contoso->litware"),
        lambda before, after: f"{len(before.by_arrow)} became {len(after.by_arrow)}",
    )
    assert heard[-1].message == "2 became 1"


@pytest.mark.parametrize(
    "change, place, remedy",
    [
        (lambda d: d.add_arrow("contoso", "contoso"), "Contoso", "one tenant to another"),
        (lambda d: d.add_arrow("contoso", "fabrikam"), "contoso->fabrikam", "another=True"),
        (lambda d: d.add_arrow("contoso", "fabrikm"), "fabrikm", "did you mean"),
        (lambda d: d.rename_tenant("fabrikam", ""), "name", "1 to 256"),
        (lambda d: d.rename_tenant("fabrikam", "x" * 300), "300", "at most 256"),
        (lambda d: d.update_arrow("contoso->fabrikam", status="idle"), "status", "active"),
        (
            lambda d: d.update_arrow(
                "contoso->fabrikam",
                filters=[[{"attribute": "department", "operator": "REGEX MATCH", "value": "(IT"}]],
            ),
            "filters",
            "RE2",
        ),
        (lambda d: d.remove_arrow("nowhere"), "nowhere", "no arrow"),
    ],
)
def test_a_refused_edit_leaves_the_design_and_says_place_and_remedy(control, heard, change, place, remedy):
    before = control.design
    assert control.edit(change, "Did something") is False
    assert control.design is before
    assert not control.view_state.can_undo
    message, level = told(control)
    assert level == "error"
    assert place in message
    assert remedy in message
    assert len(heard) == 1


def test_an_edit_that_changes_nothing_is_no_step(control):
    assert not control.edit(lambda d: d.rename_tenant("fabrikam", "Fabrikam"), "Renamed")
    assert not control.view_state.can_undo


def test_a_refused_edit_keeps_what_could_be_redone(control, design):
    control.edit(lambda d: d.remove_arrow("contoso->litware"), "Removed")
    control.undo()
    control.edit(lambda d: d.remove_arrow("nowhere"), "Removed")
    assert control.view_state.can_redo
    control.redo()
    assert control.design == design.remove_arrow("contoso->litware")


def test_undo_and_redo_over_more_than_100_steps(control, design):
    designs = [design]
    for n in range(120):
        assert control.edit(lambda d, n=n: d.rename_tenant("fabrikam", f"Fabrikam {n}"), "Renamed Fabrikam")
        designs.append(control.design)
    for expected in reversed(designs[:-1]):
        control.undo()
        assert control.design == expected
    assert (control.view_state.can_undo, control.view_state.can_redo) == (False, True)
    control.undo()
    assert told(control) == ("There is nothing more to undo.", "info")
    for expected in designs[1:]:
        control.redo()
        assert control.design == expected
    assert (control.view_state.can_undo, control.view_state.can_redo) == (True, False)
    control.redo()
    assert told(control) == ("There is nothing to redo.", "info")
    assert control.design == designs[-1]


def test_history_has_an_end(control):
    for n in range(MAX_STEPS + 5):
        control.edit(lambda d, n=n: d.rename_tenant("fabrikam", f"Fabrikam {n}"), "Renamed")
    for _ in range(MAX_STEPS):
        control.undo()
    assert not control.view_state.can_undo
    assert control.design.tenant("fabrikam").name == "Fabrikam 4"


def test_a_new_edit_after_undo_leaves_nothing_to_redo(control):
    control.edit(lambda d: d.remove_arrow("contoso->litware"), "Removed")
    control.undo()
    control.edit(lambda d: d.rename_tenant("litware", "Adatum"), "Renamed")
    assert not control.view_state.can_redo


def test_another_design_can_be_undone(control, design):
    other = xts.templates.full_mesh(["Adatum", "Litware"], members=1)
    control.open(other)
    assert control.design is other
    assert told(control) == (f"{other.name}: 2 tenants, 2 arrows", "info")
    control.undo()
    assert control.design is design


def test_undo_says_what_came_of_it(control):
    control.edit(lambda d: d.remove_arrow("contoso->litware"), "Removed")
    control.undo()
    assert told(control) == ("Undone: 3 externals appear in Litware", "info")
    control.redo()
    assert told(control) == ("Redone: 3 externals disappear from Litware", "info")


# ------------------------------------------------------------------------------------------------- selection


def test_selecting_says_what_is_so(control):
    control.select(Selection("tenant", "fabrikam"))
    assert told(control) == ("Fabrikam: 3 internal · 3 external", "info")
    control.select(Selection("arrow", "contoso->fabrikam"))
    assert told(control) == ("Contoso → Fabrikam syncs 3 users.", "info")
    user = str(control.view_state.context.everybody()[0].user)
    control.select(Selection("user", user))
    assert "appears as an external in Fabrikam and Litware" in told(control)[0]
    control.select(NOTHING)
    assert told(control)[0] == "Nothing is selected"
    assert control.view_state.selection == NOTHING


@pytest.mark.parametrize("kind", ["tenant", "arrow", "user"])
def test_what_is_not_in_the_design_cannot_be_selected(control, kind):
    control.select(Selection("tenant", "litware"))
    control.select(Selection(kind, "nowhere"))
    assert control.view_state.selection == Selection("tenant", "litware")
    assert told(control) == (control.view_state.message, "error")
    assert f'no {kind} "nowhere"' in control.view_state.message


def test_a_selection_survives_edits_that_keep_it(control):
    chosen = Selection("arrow", "contoso->fabrikam")
    control.select(chosen)
    control.edit(lambda d: d.rename_tenant("fabrikam", "Adatum"), "Renamed")
    assert control.view_state.selection == chosen
    assert control.view_state.picture.selection == chosen
    control.undo()
    assert control.view_state.selection == chosen


@pytest.mark.parametrize("kind, name", [("tenant", "litware"), ("arrow", "contoso->litware"), ("user", None)])
def test_a_selection_goes_with_what_it_was(control, kind, name):
    if kind == "user":
        name = next(here.user for here in control.view_state.context.everybody() if here.home == "litware")
    control.select(Selection(kind, name))
    assert control.view_state.selection.id == name
    control.edit(lambda d: d.remove_tenant("litware"), "Removed")
    assert control.view_state.selection == NOTHING
    assert control.view_state.picture.selection == NOTHING


def test_what_an_edit_made_is_selected_with_it_in_one_scene(control, heard):
    control.edit(
        lambda d: d.add_tenant("Adatum"),
        "Added Adatum",
        choose=lambda after: Selection("tenant", after.tenants[-1].id),
    )
    assert len(heard) == 1
    assert heard[0].selection == heard[0].last_selection["tenant"] == Selection("tenant", "adatum")
    assert heard[0].picture.selection == Selection("tenant", "adatum")
    assert told(control)[0].startswith("Added Adatum")
    control.undo()
    assert control.view_state.selection == NOTHING


def test_an_edit_without_a_choice_leaves_the_selection(control):
    control.select(Selection("tenant", "fabrikam"))
    control.edit(lambda d: d.add_tenant("Adatum"), "Added Adatum")
    assert control.view_state.selection == Selection("tenant", "fabrikam")


def test_a_refused_edit_chooses_nothing(control):
    chosen = []
    assert not control.edit(lambda d: d.add_tenant(""), "Added", choose=chosen.append)
    assert (chosen, control.view_state.selection) == ([], NOTHING)


def test_the_same_selection_again_is_no_news(control, heard):
    control.select(Selection("tenant", "fabrikam"))
    control.select(Selection("tenant", "fabrikam"))
    assert len(heard) == 1


# ------------------------------------------------------------------------------------ overlays, theme, places


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_every_overlay(control, overlay):
    control.set_overlay(overlay)
    assert control.view_state.overlay == control.view_state.picture.overlay == overlay
    if overlay != "everyone":  # which it was before: no news
        assert told(control) == (control.view_state.picture.title, "info")


def test_an_unknown_overlay_is_refused(control):
    control.set_overlay("helth")
    assert control.view_state.overlay == "everyone"
    assert told(control)[1] == "error"
    assert 'did you mean "health"' in told(control)[0]


def test_the_theme_is_followed_once(control, heard):
    control.set_dark(True)
    control.set_dark(True)
    assert len(heard) == 1
    assert control.view_state.picture.dark


def test_positions_stay_through_edits_overlays_undo_and_templates(control):
    control.move({"fabrikam": (700.0, -300.0), "nowhere": (0.0, 0.0)})
    assert control.positions == {"fabrikam": (700.0, -300.0)}

    def place():
        return control.view_state.picture.positions["fabrikam"]

    control.edit(lambda d: d.add_tenant("Adatum"), "Added")
    assert place() == (700.0, -300.0)
    for overlay in OVERLAYS:
        control.set_overlay(overlay)
        assert place() == (700.0, -300.0)
    control.undo()
    assert place() == (700.0, -300.0)
    control.open(xts.templates.full_mesh(["Fabrikam", "Adatum"], members=1))
    assert place() == (700.0, -300.0)


def test_nothing_jumps_when_an_arrow_comes_or_goes(control):
    before = control.view_state.picture.positions
    control.edit(lambda d: d.remove_arrow("contoso->litware"), "Removed")
    assert control.view_state.picture.positions == before
    control.edit(lambda d: d.add_arrow("fabrikam", "litware"), "Added")
    assert control.view_state.picture.positions == before


# --------------------------------------------------------------------------------------- questions, listeners


@pytest.mark.parametrize(
    "go_on",
    [
        lambda c: c.edit(lambda d: d.rename_tenant("litware", "Adatum"), "Renamed"),
        lambda c: c.edit(lambda d: d.remove_arrow("nowhere"), "Removed"),
        lambda c: c.select(Selection("tenant", "litware")),
        lambda c: c.select(c.view_state.selection),
        lambda c: c.undo(),
        lambda c: c.set_status("Nothing changed"),
    ],
)
def test_a_question_stands_until_the_next_intent(control, go_on):
    asked = Prompt("Another one?", (("Yes", ("another",)), ("No", ("never mind",))))
    control.ask(asked)
    assert control.view_state.prompt is asked
    assert told(control) == ("Another one?", "warning")
    go_on(control)
    assert control.view_state.prompt is None


def test_a_question_outlives_the_theme(control):
    asked = Prompt("Another one?", ())
    control.ask(asked)
    control.set_dark(True)
    assert control.view_state.prompt is asked


def test_a_listener_that_fails_does_not_take_the_others_along(control, caplog):
    heard = []

    def fails(view_state):
        raise RuntimeError("out of paint")

    control.on_view_state(fails)
    control.on_view_state(heard.append)
    with caplog.at_level(logging.CRITICAL):  # its traceback is for the log, not for this test's output
        assert control.edit(lambda d: d.remove_arrow("contoso->litware"), "Removed")
    assert len(heard) == 1
    assert not control.design.topology.between("contoso", "litware")
    message, level = told(control)
    assert level == "error"
    assert "out of paint" in message
    assert "design is intact" in message
    control.undo()
    assert len(heard) == 2


def test_a_listener_that_goes_on_at_once_is_followed_in_order(control):
    heard = []

    def goes_on(view_state):
        if view_state.overlay == "everyone":
            control.set_overlay("health")

    control.on_view_state(goes_on)
    control.on_view_state(lambda view_state: heard.append(view_state.overlay))
    control.edit(lambda d: d.remove_arrow("contoso->litware"), "Removed")
    assert heard == ["health"]
    assert control.view_state.overlay == "health"
