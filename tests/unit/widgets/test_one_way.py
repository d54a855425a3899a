"""One way through: all that is on the screen is in the state, and the traits mirror it without a loop."""

from dataclasses import fields

import ipywidgets as w
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import xtsviz as xts
from tests.drivers.explorer import ExplorerDriver
from tests.drivers.practice import PracticeDriver
from tests.drivers.replay import ReplayDriver
from tests.drivers.screen import widgets
from xtsviz.view.picture.overlays import OVERLAYS
from xtsviz.view.picture.types import NOTHING, Selection
from xtsviz.widgets import replay_state
from xtsviz.widgets.bridge import Bridge
from xtsviz.widgets.explorer import LEFT, TABS, Explorer
from xtsviz.widgets.parts import HtmlView
from xtsviz.widgets.store import Store

SHOWN = ("description", "value", "options", "disabled", "selected_index", "playing", "interval", "max")


def seen(widget):
    """What a person sees of a widget, from top to bottom, but for canvas and charts."""
    return [
        (type(one).__name__, {name: getattr(one, name) for name in SHOWN if one.has_trait(name)})
        for one in widgets(widget, hidden=False)
        if type(one).__module__.startswith("ipywidgets") or isinstance(one, Bridge | HtmlView)
    ]


def bring_to(controller, state):
    """Bring a controller to the state of another one."""
    controller.change(**{field.name: getattr(state, field.name) for field in fields(state)})


# All that is on the screen is in the state


@pytest.fixture
def two(design):
    made = [ExplorerDriver(Explorer(design)) for _ in range(2)]
    yield made
    for driver in made:
        driver.explorer.close()


def fill_template(drive):
    drive.template.names.value, drive.template.members.value = "A\nB", "many"
    drive.template.special.value = True


def fill_tenants(drive):
    drive.tenants.new_name.value = "Adat"
    drive.tenants.name.value, drive.tenants.color.value = "Contoso 2", "purplish"
    drive.tenants.note.value = "a note"
    drive.tenants.connect.chosen.value = ("fabrikam", "litware")
    drive.tenants.connect.hub.value = "litware"


def fill_arrows(drive):
    drive.arrows.source.value, drive.arrows.target.value = "litware", "fabrikam"
    drive.arrows.wanted.value = "Lit"
    drive.arrows.draw.value = True


def fill_arrow(drive):
    drive.act("select", "arrow", "contoso->litware")
    drive.arrow.scope.value = "assigned"
    drive.arrow.assigned.find_field.value = "a"
    drive.arrow.filters.add_first.click()
    drive.arrow.filters.conditions[0].value.value = "IT"


def fill_matrix(drive):
    drive.matrix.as_table.value = True


def fill_people(drive):
    drive.people.search.value, drive.people.tenant.value = "a", "litware"
    drive.people.presence.value, drive.people.size.value = "missing", 10


def fill_graph(drive):
    drive.graph.person.value = "nobody of this name"


def fill_why(drive):
    drive.people.view.value = "why"
    drive.people.why_person.value = "contoso-001"
    drive.people.why_tenant.value = "litware"
    drive.people.ask_why.click()
    drive.people.why_person.value = "fab"


def fill_findings(drive):
    closed = {"inbound_auto_redeem": False}
    drive.control.edit(lambda design: design.update_arrow("contoso->litware", gates=closed), "Closed")
    check = next(check for check in drive.control.view_state.context.checks.checks if check.lines)
    drive.act("check-finding", check.key)
    drive.act("unfold-findings", check.key)


def nothing(_drive):
    pass


@pytest.mark.parametrize(
    "name, fill",
    [
        ("Template", fill_template),
        ("Tenants", fill_tenants),
        ("Arrows", fill_arrows),
        ("Selected arrow", fill_arrow),
        ("Graph", fill_graph),
        ("Matrix", fill_matrix),
        ("Flow", nothing),
        ("People", fill_people),
        ("People", fill_why),
        ("Findings", fill_findings),
        ("Reading", nothing),
    ],
)
def test_a_panel_shows_the_state_and_nothing_else(two, name, fill):
    one, other = two
    one.open(name)
    before = seen(one.explorer)
    fill(one)
    assert fill is nothing or seen(one.explorer) != before
    bring_to(other.control, one.control.view_state)
    assert seen(other.explorer) == seen(one.explorer)


@pytest.mark.parametrize(
    "drawer, field, value",
    [
        ("Save", "path", "mine.json"),
        ("Snapshot", "name", "Mine"),
        ("Compare", "baseline", "start"),
        ("Export", "dark", True),
        ("Open", "shared", "xtsviz1.3"),
        ("Share", "hide", True),
    ],
)
def test_so_does_a_drawer(two, drawer, field, value):
    one, other = two
    one.open_drawer(drawer)
    getattr(one.drawer, field).value = value
    bring_to(other.control, one.control.view_state)
    assert getattr(other.drawer, field).value == value
    assert seen(other.explorer) == seen(one.explorer)


def test_every_panel_is_tried():
    (mark,) = test_a_panel_shows_the_state_and_nothing_else.pytestmark
    assert list(dict.fromkeys(name for name, _ in mark.args[1])) == [*LEFT, *TABS]


def test_a_replay_shows_the_state_and_nothing_else():
    one, other = made = [ReplayDriver(xts.replay()) for _ in range(2)]
    one.slider.value = 3
    one.overlays.value = "everyone"
    one.field("Speed").value = "Fast"
    one.canvas.press("tenant:contoso")
    one.play.value = True
    bring_to(other.replay.controller, one.replay.controller.view_state)
    assert seen(other.replay) == seen(one.replay)
    assert (other.replay.moment, other.replay.overlay) == (3, "everyone")
    assert other.replay.selection == Selection("tenant", "contoso")
    for driver in made:
        driver.replay.close()


@pytest.mark.parametrize("exercise, press", [("no-passing-on", "Lock in"), ("first-arrow", "Check")])
def test_the_exercises_show_the_state_and_nothing_else(exercise, press):
    one, other = made = [PracticeDriver(xts.practice("cycle", progress=None)) for _ in range(2)]
    one.act("exercise", exercise)
    one.act("tick", "adele", "litware")
    for button in (press, "Hint"):
        one.press(button)
    one.open_drawer("All exercises")
    bring_to(other.practice.controller, one.practice.controller.view_state)
    assert seen(other.practice) == seen(one.practice)
    assert other.practice.exercise == exercise
    for driver in made:
        driver.practice.close()


def test_the_form_of_generated_exercises_shows_the_state_and_nothing_else():
    one, other = made = [PracticeDriver(xts.practice("cycle", progress=None)) for _ in range(2)]
    one.press("Another one")
    one.open_drawer("More exercises")
    one.field("Topic").value = "gates"
    one.field("Number").value = 77
    bring_to(other.practice.controller, one.practice.controller.view_state)
    assert seen(other.practice) == seen(one.practice)
    assert (other.field("Topic").value, other.field("Number").value) == ("gates", 77)
    for driver in made:
        driver.practice.close()


# What is resolved


def test_a_replay_resolves_a_picture_where_it_changes_and_only_there(monkeypatch):
    resolved = []
    picture_at = replay_state.picture_at

    def counted(*given, **named):
        resolved.append(1)
        return picture_at(*given, **named)

    monkeypatch.setattr(replay_state, "picture_at", counted)
    drive = ReplayDriver(xts.replay())
    assert len(resolved) == 1
    drive.field("Speed").value = "Slow"
    drive.act("nonsense")
    drive.play.value = True
    assert len(resolved) == 1
    drive.clock.value = 1
    drive.canvas.press("tenant:contoso")
    assert len(resolved) == 3
    drive.replay.close()


# Traits


@st.composite
def selections(draw):
    kind = draw(st.sampled_from([None, "tenant", "arrow", "user"]))
    if kind is None:
        return NOTHING
    return Selection(kind, draw(st.sampled_from(["contoso", "litware", "contoso->litware", "nowhere"])))


DESIGNS = [xts.templates.full_mesh(["Contoso", "Litware"], members=1), xts.templates.user_hub(members=2)]
STEPS = st.one_of(
    st.tuples(st.just("overlay"), st.sampled_from([*OVERLAYS, "nothing"])),
    st.tuples(st.just("selection"), selections()),
    st.tuples(st.just("design"), st.sampled_from(DESIGNS)),
    st.tuples(st.just("act"), st.sampled_from(["contoso", "litware"])),
    st.tuples(st.just("undo"), st.none()),
)


@given(st.lists(STEPS, min_size=1, max_size=8))
@settings(max_examples=12)
def test_traits_and_state_agree_after_each_step_without_a_loop(steps):
    explorer, sent, heard = Explorer(DESIGNS[0]), [], []
    drive = ExplorerDriver(explorer)
    send = Store.send

    def counted(store, intent):
        sent.append(intent)
        return send(store, intent)

    explorer.observe(lambda change: heard.append(change["name"]), ["design", "overlay", "selection"])
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Store, "send", counted)
        for kind, value in steps:
            sent.clear(), heard.clear()
            if kind == "act":
                drive.act("toggle", value, "contoso" if value == "litware" else "litware")
            elif kind == "undo":
                drive.undo()
            else:
                differs = getattr(explorer, kind) is not value and getattr(explorer, kind) != value
                setattr(explorer, kind, value)
                # A value that is refused goes back, of which an observer hears too.
                refused = drive.status[1] == "error"
                assert heard.count(kind) == differs + (differs and refused)
            assert len(sent) <= 1
            others = [name for name in heard if name != kind]
            assert len(others) == len(set(others))
            state = explorer.controller.view_state
            assert explorer.design is state.design
            assert (explorer.overlay, explorer.selection) == (state.overlay, state.selection)
    explorer.close()


def test_the_traits_of_a_replay_mirror_its_state():
    replay, heard = xts.replay(), []
    replay.observe(lambda change: heard.append((change["name"], change["new"])), ["moment", "overlay"])
    drive = ReplayDriver(replay)
    drive.forward.click()
    replay.moment = 4
    replay.overlay = "everyone"
    drive.first.click()
    assert heard == [("moment", 1), ("moment", 4), ("overlay", "everyone"), ("moment", 0)]
    assert drive.find(w.Play).value == 0
    replay.close()


def test_an_exercise_that_is_refused_goes_back():
    practice = xts.practice("cycle", progress=None)
    practice.exercise = "cycel"
    assert practice.exercise == "cycle"
    PracticeDriver(practice).refused('did you mean "cycle"')
    practice.close()
