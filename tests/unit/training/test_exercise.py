"""What an exercise refuses to be, and how both kinds judge."""

import pytest

import xtsviz as xts
from xtsviz.errors import ExerciseError
from xtsviz.training import Build, Heading, Predict, Question, nobody, reaches, who_appears

TEXTS = {"name": "mine", "title": "Mine", "topic": "Own", "story": "Once.", "task": "Do."}


def start():
    return xts.templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=2)


def build(**fields):
    usual = {"start": start, "goals": [reaches("fabrikam", "litware")], "solution": lambda d: d}
    return Build(**{**TEXTS, **usual, **fields})


@pytest.mark.parametrize(
    "fields,said",
    [
        ({"name": "Not good"}, 'name: lower-case letters, digits and hyphens only, such as "first-arrow"'),
        ({"name": ""}, "name: must not be empty"),
        ({"title": 3}, "title: a text is needed, not int"),
        ({"task": "  "}, "task: must not be empty"),
        ({"hints": "one"}, "hints: a list is needed, not str"),
        ({"hints": ["a", ""]}, "hints[1]: a text is needed"),
        ({"goals": [3]}, "goals[0]: a goal, such as xts.training.reaches(…) is needed"),
        ({"goals": []}, "goals: at least one goal is needed"),
        ({"start": start()}, "start: a function is needed"),
        ({"solution": None}, "solution: a function is needed (lambda: … will do), not NoneType"),
    ],
)
def test_a_broken_exercise_says_which_field_and_what_to_do(fields, said):
    with pytest.raises(ExerciseError) as refused:
        build(**fields)
    assert said in str(refused.value)


def test_all_problems_are_reported_at_once():
    with pytest.raises(ExerciseError) as refused:
        build(title="", hints=3, goals=[])
    assert len(refused.value.problems) == 3


def test_a_design_is_asked_for_and_nothing_else():
    with pytest.raises(ExerciseError, match="is solved by a design, not by list"):
        build().judge([])


def test_judging_changes_nothing_and_starts_the_same_each_time():
    exercise = build()
    before = exercise.design
    exercise.judge(before.add_arrow("fabrikam", "litware"))
    assert exercise.design is before
    assert before == start()


def test_goals_of_some_people_only():
    exercise = build(
        goals=[reaches("contoso", "litware", ["contoso-001"]), nobody("contoso", "litware", ["contoso-002"])]
    )
    said = exercise.judge(exercise.design).mistakes
    assert said == ("Contoso → Litware brings Diego Okafor to Litware, who should not be there.",)


def test_names_from_outside_stand_in_sentences_as_they_are():
    exercise = build(start=lambda: start().rename_tenant("fabrikam", "<b>Fab</b>"))
    assert "Nobody of <b>Fab</b> is in Litware" in exercise.judge(exercise.design).mistakes[0]


def predict(**fields):
    return Predict(**{**TEXTS, "ask": lambda: who_appears(start(), notes=["department"]), **fields})


def test_a_prediction_knows_people_tenants_and_homes():
    question = predict().question
    assert [heading.label for heading in question.columns] == ["Contoso", "Fabrikam", "Litware"]
    assert question.rows[0] == Heading("contoso-001", "Adele Vance", "department IT")
    assert question.fixed_cells["contoso-001", "contoso"] == "home"
    assert question.answer == {
        (user, where) for user in ("contoso-001", "contoso-002") for where in ("fabrikam", "litware")
    }


def test_corrections_are_one_for_each_person_and_reason():
    exercise = predict()
    verdict = exercise.judge([("contoso-001", "fabrikam"), ("fabrikam-001", "contoso")])
    assert verdict.wrong_cells == {
        ("contoso-001", "litware"),
        ("contoso-002", "fabrikam"),
        ("contoso-002", "litware"),
        ("fabrikam-001", "contoso"),
    }
    assert verdict.mistakes[0] == (
        "Adele Vance: you left out “Litware”. Contoso → Litware syncs Adele Vance to Litware, as external member."
    )
    assert verdict.mistakes[-1].endswith("you ticked “Contoso”. No arrow leads to Contoso.")
    assert len(verdict.mistakes) == 4


@pytest.mark.parametrize(
    "tick", [("contoso-001", "contoso"), ("nobody", "fabrikam"), "contoso-001", 7, ("a", "b", "c")]
)
def test_a_tick_that_is_no_question_is_refused(tick):
    with pytest.raises(ExerciseError, match=r"ticks\[0\]: no cell"):
        predict().judge([tick])


def test_a_question_whose_answer_is_not_in_its_table_is_refused():
    with pytest.raises(ExerciseError, match="the table has no cell"):
        Question(
            rows=(Heading("a", "A"),),
            columns=(Heading("b", "B"),),
            answer=frozenset({("a", "c")}),
            why=lambda *_: "",
            fixed_cells={},
        )


def test_existing_guests_are_given_and_a_lazy_directory_will_do():
    duckdb = pytest.importorskip("duckdb")
    design = start()
    table = duckdb.from_df(design.directory)
    asked = who_appears(design.with_directory(table))
    assert asked.answer == predict().question.answer


def test_a_person_may_have_the_id_of_a_tenant():
    document = {
        "format": "xtsviz-topology",
        "version": 1,
        "tenants": [{"id": "a", "name": "Contoso"}, {"id": "b", "name": "Fabrikam"}],
        "users": [{"id": "b", "tenant": "a", "display_name": "Adele"}],
        "arrows": [{"source": "a", "target": "b"}],
    }
    exercise = predict(ask=lambda: who_appears(xts.Design.from_document(document)))
    (said,) = exercise.judge([]).mistakes
    assert said.startswith("Adele: you left out “Fabrikam”. Contoso → Fabrikam syncs Adele")


def test_the_reason_for_a_carried_person_is_that_of_the_trace():
    exercise = predict()
    flow = xts.user_flow(exercise.question.design)
    for user, tenant in exercise.question.answer:
        trace = flow.trace(user)
        (said,) = trace.loc[trace["carried"] & (trace["target"] == tenant), "explanation"]
        assert exercise.question.why(user, tenant) == said
