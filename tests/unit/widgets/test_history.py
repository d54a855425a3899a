"""Undo, redo, reset and snapshots: the history as a value, and what the controller makes of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import xtsviz as xts
from xtsviz.errors import DesignError, UnknownNameError
from xtsviz.widgets.controller import Controller
from xtsviz.widgets.history import MAX_STEPS, History, Step

START = xts.templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=1)
MESH = xts.templates.full_mesh(["Contoso", "Fabrikam"], members=1)


@pytest.fixture
def control():
    return Controller(START)


def told(control):
    return control.view_state.message, control.view_state.level


def rename(control, name):
    return control.edit(lambda d: d.rename_tenant("fabrikam", name), "Renamed")


def place(control, tenant):
    return control.view_state.picture.positions[tenant]


# --------------------------------------------------------------------------------------------------- the value


def test_steps_go_back_and_forth():
    later = START.add_tenant("Adatum")
    history = History(START).and_then(Step(START, later))
    assert history.past[-1].reversed.after is START
    assert history.undone().future[-1].after is later
    assert history.undone().redone() == history
    assert history.undone().and_then(Step(START, MESH)).future == ()


def test_the_beginning_is_that_of_the_last_template_even_when_its_step_is_forgotten():
    history = History(START).and_then(Step(START, MESH, begins=True))
    assert history.beginning is MESH
    assert history.undone().beginning is START
    now = MESH
    for n in range(MAX_STEPS + 3):
        after = now.rename_tenant("fabrikam", f"Fabrikam {n}")
        history, now = history.and_then(Step(now, after)), after
    assert len(history.past) == MAX_STEPS
    assert history.beginning is MESH


def test_positions_of_a_step_that_put_tenants_elsewhere():
    was, put = {"a": (1.0, 1.0), "b": (2.0, 2.0)}, {"a": (5.0, 5.0)}
    step = Step(START, MESH, moved=(was, put))
    assert step.positions(was) == put
    assert step.reversed.positions(put) == was
    dragged_since = {"a": (9.0, 9.0), "c": (3.0, 3.0)}
    assert step.reversed.positions(dragged_since) == {
        "a": (9.0, 9.0),
        "b": (2.0, 2.0),
        "c": (3.0, 3.0),
    }
    assert Step(START, MESH).positions(was) == was


@pytest.mark.parametrize(
    "name, reason",
    [("", "1 to 256"), ("  ", "1 to 256"), ("x" * 257, "257"), ("One", "already"), (" One ", "already")],
)
def test_a_snapshot_name_that_will_not_do(name, reason):
    history = History(START).with_snapshot("One", START, {})
    with pytest.raises(DesignError, match=reason):
        history.with_snapshot(name, START, {})


def test_snapshots_are_found_by_name():
    history = History(START).with_snapshot("x" * 256, START, {}).with_snapshot("Two", MESH, {})
    assert [taken.name for taken in history.snapshots] == ["x" * 256, "Two"]
    assert history.snapshot(" Two ").design is MESH
    assert [taken.name for taken in history.without_snapshot("Two").snapshots] == ["x" * 256]
    with pytest.raises(UnknownNameError, match='did you mean "Two"'):
        history.snapshot("Twoo")
    with pytest.raises(UnknownNameError, match="none has been taken"):
        History(START).without_snapshot("Two")


# ----------------------------------------------------------------------------------------------- the controller


def test_reset_leads_to_the_start_in_one_step(control):
    rename(control, "One")
    rename(control, "Two")
    two = control.design
    control.reset()
    assert control.design == START
    assert told(control) == ("Reset to the beginning: the numbers of externals stay the same", "info")
    control.undo()
    assert control.design is two


def test_a_template_and_an_opened_design_are_new_beginnings(control):
    rename(control, "One")
    one = control.design
    control.edit(lambda _d: MESH, "Started", new_design=True)
    control.edit(lambda d: d.remove_arrow("contoso->fabrikam"), "Removed")
    control.reset()
    assert control.design == MESH
    control.open(one)
    rename(control, "Two")
    control.reset()
    assert control.design is one
    for _ in range(3):
        control.undo()
    assert control.design == MESH
    for _ in range(3):
        control.undo()
    assert control.design is one
    control.reset()
    assert control.design == START


def test_reset_of_what_is_as_it_began_is_no_step(control):
    control.reset()
    assert told(control) == ("That changes nothing.", "info")
    assert not control.view_state.can_undo


def test_a_snapshot_remembers_the_design_and_where_tenants_were_dragged(control):
    control.move({"fabrikam": (700.0, -300.0)})
    assert control.snapshot(" Before ")
    assert told(control) == ("Took the snapshot Before", "info")
    control.edit(lambda d: d.remove_arrow("contoso->litware"), "Removed")
    control.move({"fabrikam": (-50.0, 400.0), "litware": (900.0, 0.0)})
    later, positions = control.design, control.positions
    assert control.restore("Before")
    assert control.design is START
    assert control.positions == {"fabrikam": (700.0, -300.0)}
    assert place(control, "fabrikam") == (700.0, -300.0)
    assert told(control)[0] == "Back at the snapshot Before: 1 external appears in Litware"
    control.undo()
    assert (control.design, control.positions) == (later, positions)
    assert place(control, "litware") == (900.0, 0.0)
    control.redo()
    assert (control.design, control.positions) == (START, {"fabrikam": (700.0, -300.0)})


def test_what_was_dragged_after_a_restore_stays_when_it_is_undone(control):
    control.move({"fabrikam": (1.0, 2.0)})
    control.snapshot("Before")
    control.move({"fabrikam": (3.0, 4.0)})
    control.restore("Before")
    control.move({"contoso": (5.0, 6.0)})
    control.undo()
    assert control.positions == {"fabrikam": (1.0, 2.0)}
    control.undo()
    assert control.positions == {"fabrikam": (3.0, 4.0)}


def drawn_at(control, tenant):
    return control.view_state.picture.positions[tenant]


def test_dragging_is_one_step_of_undo(control):
    before = dict(control.view_state.picture.positions)
    control.move({"fabrikam": (700.0, -300.0)})
    assert control.view_state.message == "Moved Fabrikam"
    control.undo()
    assert control.positions == {}
    assert control.view_state.picture.positions == before
    control.redo()
    assert drawn_at(control, "fabrikam") == (700.0, -300.0)


def test_tidy_lays_out_anew_and_can_be_undone(control):
    fresh = dict(control.view_state.picture.positions)
    control.move({"fabrikam": (700.0, -300.0)})
    control.tidy()
    assert control.positions == {}
    assert control.view_state.picture.positions == fresh
    control.undo()
    assert control.positions == {"fabrikam": (700.0, -300.0)}
    assert drawn_at(control, "fabrikam") == (700.0, -300.0)


@pytest.mark.parametrize(
    "do, reason",
    [
        (lambda c: c.snapshot(""), "1 to 256"),
        (lambda c: c.snapshot("x" * 257), "257"),
        (lambda c: c.snapshot("Before"), "already"),
        (lambda c: c.restore("Befor"), "did you mean"),
        (lambda c: c.forget("Never"), "no snapshot"),
    ],
)
def test_what_will_not_do_is_said_in_the_status_line_and_changes_nothing(control, do, reason):
    control.snapshot("Before")
    history = control.view_state.history
    assert do(control) is False
    assert told(control)[1] == "error"
    assert reason in told(control)[0]
    assert control.design is START
    assert control.view_state.history == history


def test_a_restore_that_changes_nothing_is_no_step(control):
    control.snapshot("Before")
    assert not control.restore("Before")
    assert told(control) == ("Everything is as in the snapshot Before.", "info")
    assert not control.view_state.can_undo


def test_snapshots_outlive_undo_and_new_edits(control):
    rename(control, "One")
    control.snapshot("With One")
    control.undo()
    control.edit(lambda d: d.add_tenant("Adatum"), "Added")
    control.open(MESH)
    assert [taken.name for taken in control.view_state.history.snapshots] == ["With One"]
    control.restore("With One")
    assert control.design.tenant("fabrikam").name == "One"
    assert control.forget("With One")
    assert control.view_state.history.snapshots == ()
    assert control.design.tenant("fabrikam").name == "One"


def test_undoing_a_template_lays_the_picture_out_as_it_was(control):
    before = control.view_state.picture.positions
    control.edit(
        lambda _d: xts.templates.full_mesh(["Contoso", "Fabrikam", "Litware"], members=1),
        "S",
        new_design=True,
    )
    assert control.view_state.picture.positions != before
    control.undo()
    assert control.view_state.picture.positions == before


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["drag", "rename", "snapshot", "restore", "reset", "template", "undo", "redo"]),
        st.integers(0, 3),
    ),
    max_size=14,
)


def act(control, kind, n):
    tenant = control.design.tenants[n % len(control.design.tenants)].id
    match kind:
        case "drag":
            control.move({tenant: (100.0 * n, 50.0 + n)})
        case "rename":
            control.edit(lambda d: d.rename_tenant(tenant, f"Name {n}"), "Renamed")
        case "snapshot":
            control.snapshot(f"S{n}")
        case "restore":
            control.restore(f"S{n}")
        case "reset":
            control.reset()
        case "template":
            control.edit(lambda _d: MESH if n % 2 else START, "Started", new_design=True)
        case "undo":
            control.undo()
        case "redo":
            control.redo()


@settings(max_examples=80)
@given(ACTIONS)
def test_undo_restores_and_only_snapshots_and_drags_move_what_was_dragged(actions):
    control = Controller(START)
    for kind, n in actions:
        design, positions, past = control.design, control.positions, len(control.view_state.history.past)
        act(control, kind, n)
        if kind in ("rename", "snapshot", "reset", "template"):
            assert control.positions == positions
        if len(control.view_state.history.past) > past:
            now = control.design, control.positions
            control.undo()
            assert (control.design, control.positions) == (design, positions)
            control.redo()
            assert (control.design, control.positions) == now
    while control.view_state.can_undo:
        control.undo()
    assert control.design == START
