"""The exercises on the screen, driven by their controls; no browser."""

import gzip
import json

import pytest

import xtsviz as xts
from xtsviz.errors import ExerciseError, UnknownNameError
from xtsviz.training import Progress, catalog


def test_a_design_is_built_wrong_first_then_right(learn):
    learner = learn()
    explorer = learner.practice.explorer
    assert learner.can_press("Add arrow")
    explorer.design = explorer.design.add_arrow("fabrikam", "contoso")
    learner.press("Check")
    assert learner.status[0].startswith("Not yet: 2 mistakes.")
    assert "which is the other arrow" in learner.markup
    explorer.design = explorer.design.remove_arrow("fabrikam->contoso").add_arrow("contoso", "fabrikam")
    assert "other arrow" not in learner.markup
    learner.press("Check")
    assert learner.status == (f"Right. {catalog[0].lesson}", "info")
    assert "You used 1 arrow. No shorter solution is known." in learner.markup
    assert f"1 of {len(catalog)} solved" in learner.markup
    assert "1. The first arrow, solved" in learner.markup


def test_a_prediction_is_ticked_wrong_first_then_right(learn):
    learner = learn("no-passing-on")
    assert learner.practice.explorer is None
    before = learner.picture
    right = learner.practice.controller.view_state.exercise.question.answer
    assert not learner.can_press("Check")
    learner.predict(*right, ("adele", "litware"))
    learner.press("Lock in")
    assert not learner.can_press("Lock in")
    assert "Locked in" in learner.markup
    learner.press("Check")
    assert "1 row is not right" in learner.markup
    assert "never passed on" not in learner.markup
    assert "not true" not in learner.markup
    assert learner.picture == before
    learner.lock_and_check(*right)
    assert learner.status[0].startswith("Right.")
    assert "xts-joy" in learner.markup
    assert learner.picture != before
    learner.act("next-exercise")
    assert learner.practice.exercise == "reach-the-end"


def test_after_the_second_wrong_prediction_the_truth_is_in_the_picture(learn):
    learner = learn("no-passing-on")
    right = learner.practice.controller.view_state.exercise.question.answer
    learner.lock_and_check(*right, ("adele", "litware"))
    learner.lock_and_check(*right, ("diego", "litware"))
    assert "Diego Okafor is an external in Fabrikam, and externals are never passed on" in learner.markup
    assert "Diego Okafor: Litware, not true" in learner.markup
    assert "Adele Vance: Fabrikam, true" in learner.markup
    assert "data-xts-motion" in learner.picture
    assert "never passed on" in learner.picture  # one who stops says why
    assert "xts-joy" not in learner.markup
    learner.lock_and_check(*right)
    assert "It was shown before" in learner.markup
    assert "xts-joy" not in learner.markup
    assert f"0 of {len(catalog)} solved" in learner.markup


def test_the_picture_of_a_prediction_does_not_tell_the_answer(learn):
    drawn = learn("no-passing-on").picture
    for word in ("external", "internal", "Adele", ">2<"):
        assert word not in drawn
    assert "Fabrikam" in drawn


def test_each_build_exercise_has_an_explorer_of_its_own_and_keeps_what_was_left(learn):
    learner = learn("first-arrow")
    first = learner.practice.explorer
    first.design = first.design.add_arrow("contoso", "fabrikam")
    learner.press("Next")
    assert learner.practice.exercise == "both-ways"
    assert learner.practice.explorer is not first
    assert not learner.practice.explorer.controller.view_state.can_undo
    learner.press("Previous")
    assert [arrow.id for arrow in learner.practice.explorer.design.arrows] == ["contoso->fabrikam"]
    learner.press("Reset")
    assert not learner.practice.explorer.design.arrows
    learner.press("Reveal")
    assert [arrow.id for arrow in learner.practice.explorer.design.arrows] == ["contoso->fabrikam"]
    assert "solution is shown" in learner.status[0]


def test_hints_are_shown_in_steps(learn):
    learner = learn("cycle")
    hints = next(one for one in catalog if one.name == "cycle").hints
    learner.press("Hint")
    assert hints[0] in learner.markup
    assert hints[1] not in learner.markup
    learner.press("Hint")
    assert hints[1] in learner.markup


def test_the_trait_leads_to_an_exercise_and_an_unknown_one_is_refused(learn):
    learner = learn()
    learner.practice.exercise = "cycle"
    assert "A cycle of arrows" in learner.markup
    learner.act("exercise", "cycel")
    assert learner.status[1] == "error"
    assert 'did you mean "cycle"' in learner.status[0]
    assert learner.practice.exercise == "cycle"
    for words in (
        ["tick", "adele", "nowhere"],
        ["tick-nothing", "nobody"],
        ["toggle", "contoso", "fabrikam"],
    ):
        learner.act(*words)
        assert learner.status[1] == "error"


def test_progress_is_kept_and_another_version_is_said_and_left_alone(learn, tmp_path):
    path = tmp_path / "p.json"
    learner = learn("reach-the-end", progress=path)
    learner.press("Check")
    assert Progress(path)["reach-the-end"].attempts == 1

    newer = json.dumps({"format": "xtsviz-progress", "version": 9, "exercises": {}})
    path.write_text(newer, encoding="utf-8")
    learner = learn("reach-the-end", progress=path)
    assert learner.status[1] == "error"
    assert "version 9" in learner.status[0]
    learner.press("Check")
    assert path.read_text("utf-8") == newer
    learner.act("start-over")
    assert path.with_name("p-old-1.json").read_text("utf-8") == newer
    learner.press("Check")
    assert Progress(path)["first-arrow"].attempts == 1


def test_the_drawers_list_all_exercises_and_a_copy_of_the_progress(learn):
    learner = learn()
    listed = learner.open_drawer("All exercises")
    assert all(xts.view.markup.esc(exercise.title) in listed for exercise in catalog)
    learner.open_drawer("My progress")
    sent = []
    learner.bridge.send = lambda content, buffers=(): sent.append((content, buffers))
    learner.press("Check")
    learner.act("copy-progress")
    (content, (packed,)) = sent[-1]
    assert content["download"]["name"] == "xtsviz-progress.json"
    copy = json.loads(gzip.decompress(packed))
    assert copy["exercises"]["first-arrow"]["attempts"] == 1
    learner.send({"downloaded": content["download"]["number"], "failed": ""})
    assert learner.status == ("Downloaded xtsviz-progress.json", "info")


def test_texts_of_an_authors_exercise_are_escaped(learn):
    evil = "<script>alert(1)</script>"
    exercise = xts.training.Predict(
        name="evil",
        title=evil,
        topic=evil,
        story=evil,
        task=evil,
        hints=[evil],
        lesson=evil,
        source=evil,
        ask=lambda: xts.training.who_appears(
            xts.templates.user_hub([evil, "B"], members=1), notes={"tenant-001": evil}
        ),
    )
    learner = learn(exercises=[exercise])
    learner.press("Hint")
    learner.press("Reveal")
    shown = learner.markup + learner.open_drawer("All exercises")
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown


def test_an_exercise_whose_code_fails_says_so(learn):
    exercise = xts.training.Build(
        name="broken",
        title="Broken",
        topic="T",
        story="S",
        task="K",
        start=lambda: xts.templates.user_hub(["A", "B"], members=1),
        goals=[lambda attempt: attempt.nonsense],
        solution=lambda design: design,
    )
    learner = learn(exercises=[exercise])
    learner.press("Check")
    assert learner.status[1] == "error"
    assert "nonsense" in learner.status[0]


def test_display_data_has_the_picture_without_its_answers(learn):
    data, *_rest = [learn("no-passing-on").practice._repr_mimebundle_()]
    bundle = data[0] if isinstance(data, tuple) else data
    assert "image/svg+xml" in bundle
    assert "Who will appear where?" in bundle["text/plain"]
    assert "external" not in bundle["text/plain"]


def test_the_public_name_and_its_refusals():
    practice = xts.practice("cycle", progress=None)
    assert isinstance(practice, xts.Practice)
    assert repr(practice) == f"<Practice: 0 of {len(catalog)} solved, at 'cycle'>"
    practice.close()
    with pytest.raises(UnknownNameError):
        xts.practice("cycel", progress=None)
    with pytest.raises(ExerciseError):
        xts.practice(exercises=[], progress=None)


def ends(_given=None):
    raise SystemExit("an exercise wants to end the kernel")


def own(name, **other):
    first = catalog[0]
    given = {"start": lambda: first.design, "goals": [lambda _attempt: ""], "solution": lambda design: design}
    return xts.training.Build(name=name, title=name, topic="T", story="S", task="K", **given | other)


def test_an_exercise_that_fails_is_told_and_the_others_go_on(learn):
    broken = [own("goal", goals=[ends]), own("shown", solution=ends), own("begun", start=ends), own("good")]
    learner = learn("good", exercises=broken)
    for name, place in (("goal", "goals[0]"), ("shown", "solution")):
        learner.act("exercise", name)
        assert learner.status[1] == "info"
        learner.press("Check" if name == "goal" else "Reveal")
        said, level = learner.status
        assert level == "error"
        assert said.startswith(f"{place}, test_workshop.py, line ")
        assert "SystemExit: an exercise wants to end the kernel" in said
    learner.press("Next")
    assert learner.status[0].startswith("start, test_workshop.py, line ")
    assert learner.practice.exercise == "shown"
    assert learner.practice.explorer.design == catalog[0].design
    learner.act("exercise", "good")
    learner.press("Check")
    assert learner.status[0] == "Right."


def test_one_that_cannot_be_begun_is_refused(learn):
    with pytest.raises(ExerciseError, match=r"start, test_workshop.py, line \d+: SystemExit"):
        learn(exercises=[own("begun", start=ends)])


@pytest.mark.parametrize("odd", [5, b"x", [], {}, object(), [[]], 1.5])
def test_what_is_no_name_or_no_list_of_exercises(learn, odd):
    with pytest.raises(UnknownNameError, match="an exercise has a name"):
        learn(odd)
    with pytest.raises(ExerciseError, match="a list of exercises is needed"):
        learn(exercises=odd)


def test_only_the_tools_that_the_task_needs_are_there(learn):
    learner = learn("open-the-gates")
    assert [part.field("Arrow").value for part in learner.parts("xts-bench-tools")] == ["contoso->fabrikam"]
    assert learner.field("Redeem inbound")
    for label in ("Who", "User type", "Job"):
        with pytest.raises(LookupError):
            learner.field(label)
    with pytest.raises(LookupError):
        learner.button("Add arrow")
    assert learner.button("Reset")  # there is one


def test_the_buttons_of_the_history_work_on_the_workbench(learn):
    learner = learn()
    before = learner.practice.explorer.design
    assert learner.tool("Undo").disabled
    learner.button("Add arrow").click()
    drawn = learner.practice.explorer.design
    assert drawn != before
    learner.tool("Undo").click()
    assert learner.practice.explorer.design == before
    assert learner.tool("Undo").disabled
    learner.tool("Redo").click()
    assert learner.practice.explorer.design == drawn


def test_an_edit_on_the_workbench_is_told_in_the_one_status_line_and_undone_by_its_keys(learn):
    learner = learn()
    learner.act("toggle", "contoso", "fabrikam")
    assert learner.status[0].startswith("Added Contoso → Fabrikam: 2 externals appear in Fabrikam")
    learner.send({"shortcut": "undo"})
    assert not learner.practice.explorer.design.arrows
    learner.send({"new_tenant": [1.0, 2.0]})
    assert learner.status == ("This exercise needs no other tenant.", "warning")
    assert len(learner.practice.explorer.design.tenants) == 2


def test_the_goal_says_who_is_missing_and_who_must_not_be_there(learn):
    learner = learn()
    assert "Still missing in Fabrikam: Adele Vance and Diego Okafor." in learner.goal
    assert "arrow" not in learner.goal.lower().replace("first arrow", "")
    learner.act("toggle", "fabrikam", "contoso")
    assert "Must not be in Contoso: Kenji Tanaka and Priya Moreau." in learner.goal
    learner.act("toggle", "fabrikam", "contoso")
    learner.act("toggle", "contoso", "fabrikam")
    assert "Everybody is where they should be." in learner.goal


def test_what_was_revealed_in_an_earlier_session_is_no_joy_until_reset(learn):
    progress = Progress.in_memory()
    progress.record_reveal("first-arrow")
    learner = learn("first-arrow", progress=progress)
    learner.act("toggle", "contoso", "fabrikam")
    learner.press("Check")
    assert "It was shown before" in learner.markup
    assert "xts-joy" not in learner.markup
    learner.press("Reset")
    learner.act("toggle", "contoso", "fabrikam")
    learner.press("Check")
    assert "xts-joy" in learner.markup


def test_what_was_learned_is_listed_with_the_progress(learn):
    learner = learn()
    assert catalog[0].lesson not in learner.open_drawer("My progress")
    learner.act("toggle", "contoso", "fabrikam")
    learner.press("Check")
    assert catalog[0].lesson in learner.open_drawer("My progress")


def test_one_in_each_row_is_a_radio_button(learn):
    learner = learn("who-sets-what")
    assert learner.markup.count('role="radio"') == 8
    learner.act("tick", "inbound_auto_redeem", "contoso")
    learner.act("tick", "inbound_auto_redeem", "fabrikam")
    assert learner.markup.count('aria-checked="true"') == 1
    learner.act("tick-nothing", "inbound_auto_redeem")
    assert learner.status[1] == "error"
