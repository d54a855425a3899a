"""What the page asks for is checked before anything is done."""

import pytest

from xtsviz.widgets import common_intents, practice_intents, replay_intents
from xtsviz.widgets.actions import practice_intent_of, replay_intent_of


@pytest.mark.parametrize(
    "words, intent",
    [
        (["exercise", "cycle"], practice_intents.ChooseExercise("cycle")),
        (["tick", "", "<b>'\""], practice_intents.TickCell("", "<b>'\"")),
        (["another-exercise", "gates"], practice_intents.AnotherExercise("gates")),
        (["start-over"], practice_intents.StartOver()),
        (["copy-progress"], practice_intents.DownloadProgress()),
        (["drawer", "Board"], common_intents.ShowDrawer("Board")),
    ],
)
def test_a_button_of_the_exercises_stands_for_an_intent(learn, words, intent):
    assert practice_intent_of(words, learn().practice.controller.view_state) == intent


def test_the_button_of_an_open_drawer_closes_it(learn):
    drive = learn()
    drive.turn("Board")
    assert drive.practice.controller.view_state.drawer == "Board"
    drive.turn("My progress")
    assert not drive.tool("Board").pressed
    drive.turn("My progress", False)
    assert drive.practice.controller.view_state.drawer is None


def test_a_button_of_a_replay_stands_for_an_intent():
    assert replay_intent_of(["moment", "12"]) == replay_intents.ShowMoment(12)


@pytest.mark.parametrize(
    "words",
    [
        *([], None, "", "exercise", "moment", 42, True, {"tick": 2}, b"moment", ["unknown"]),
        *(["Exercise", "cycle"], ["exercise"], ["exercise", "cycle", "more"], ["start-over", "x"]),
        *(["tick", "adele", None], ["tick", "adele", ["litware"]], ["tick", 1, 2], [["exercise"], "cycle"]),
        *(["moment"], ["moment", "-1"], ["moment", "two"], ["moment", 2], ["moment", "1", "2"]),
        *(["drawer"], ["drawer", "Export"], ["drawer", ["Board"]]),
    ],
)
def test_anything_else_stands_for_none(learn, words):
    assert practice_intent_of(words, learn().practice.controller.view_state) is None
    assert replay_intent_of(words) is None
