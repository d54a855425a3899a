"""What is set on a widget from Python: taken, or refused as an error of xtsviz that is a TraitError too."""

import pytest
import traitlets

import xtsviz as xts
from tests.drivers.explorer import ExplorerDriver
from xtsviz.errors import PictureError, XtsvizError
from xtsviz.view.picture.types import Selection


@pytest.mark.parametrize(
    "name,takes", [("overlay", "everyone"), ("design", "xts.load"), ("selection", "Selection")]
)
@pytest.mark.parametrize("wrong", [5, None, 1.5, [1], {}])
def test_a_wrong_value_is_refused_and_changes_nothing(drive, name, takes, wrong):
    before = getattr(drive.explorer, name)
    with pytest.raises(XtsvizError, match=takes) as refused:
        setattr(drive.explorer, name, wrong)
    assert isinstance(refused.value, traitlets.TraitError)
    assert type(wrong).__name__ in str(refused.value)
    assert getattr(drive.explorer, name) is before


@pytest.mark.parametrize("wrong", [5, None, "x", {"contoso": 5}, {"contoso": (float("nan"), 0)}, {1: (0, 0)}])
def test_wrong_positions_are_refused_and_change_nothing(drive, wrong):
    drive.explorer.positions = {"contoso": (1, 2)}
    with pytest.raises(PictureError, match="positions: "):
        drive.explorer.positions = wrong
    assert drive.explorer.positions == {"contoso": (1.0, 2.0)}


def test_a_far_position_is_taken_and_said(drive):
    drive.explorer.positions = {"contoso": (1e308, 0)}
    assert "too far to draw" in drive.graph.markup


@pytest.mark.parametrize("wrong", [5, None, b"x", [1]])
def test_what_else_a_person_calls(drive, wrong):
    for call in (drive.explorer.export, lambda odd: drive.explorer.compare(odd if odd is not None else 5)):
        with pytest.raises(XtsvizError):
            call(wrong)
    assert drive.explorer.snapshot(wrong) is False
    assert drive.explorer.restore(wrong) is False
    with pytest.raises(XtsvizError):
        drive.explorer.selection = Selection("tenant", wrong or 5)


def test_a_replay_and_the_exercises_refuse_alike():
    replay, practice = xts.replay(), xts.practice(progress=None)
    for widget, name in (
        (replay, "moment"),
        (replay, "overlay"),
        (replay, "selection"),
        (practice, "exercise"),
    ):
        with pytest.raises(XtsvizError, match=name):
            setattr(widget, name, [1])
    for wrong in ({"name": 5}, {"exercises": 5}, {"exercises": [5]}, {"name": [1]}):
        with pytest.raises(XtsvizError):
            xts.practice(**wrong, progress=None)
    replay.close()
    practice.close()


def test_the_graph_of_many_tenants_has_few_elements_and_says_so():
    names = [f"Tenant {n}" for n in range(450)]
    explorer = xts.explore(xts.templates.user_hub(names, members=0))
    drive = ExplorerDriver(explorer)
    graph = drive.graph
    assert "449 tenants" in graph.markup  # alike, in one box
    drive.turn("Group alike tenants", False)
    assert len(graph.canvas.elements) == 400 + 399
    assert "400 of 450 tenants are drawn. Select another tenant" in graph.markup
    explorer.close()
