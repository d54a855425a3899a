"""The template, the loader and the test helper for those who write exercises."""

import runpy

import pytest

from xtsviz import training
from xtsviz.errors import ExerciseError, FileError


@pytest.fixture
def written(tmp_path):
    """A file with the template, something in it replaced."""

    def write(old="", new=""):
        text = training.template()
        assert old in text
        path = tmp_path / "my_exercise.py"
        path.write_text(text.replace(old, new, 1) if old else text, encoding="utf-8")
        return path

    return write


def test_the_template_is_an_exercise_whose_own_checks_pass(written):
    path = written()
    exercise = training.load(path)
    assert (exercise.name, exercise.kind) == ("fabrikam-in-litware", "build")
    runpy.run_path(str(path), run_name="__main__")


def test_the_templates_own_checks_can_fail(written):
    path = written("which is the other arrow", "something that is never said")
    with pytest.raises(
        ExerciseError, match=r'wrong\[1\]: "something that is never said" is not in its explanation'
    ):
        runpy.run_path(str(path), run_name="__main__")


@pytest.mark.parametrize(
    "old,new,said",
    [
        ("exercise = xts.training.B", "exercise = = xts.training.B", "line 23: not Python ("),
        ("import xtsviz as xts\n\n\ndef", "\n\n\ndef", "NameError: name 'xts' is not defined"),
        ('title="Fabrikam in Litware"', "title=None", "title: a text is needed, not NoneType"),
        ('name="fabrikam-in-litware"', 'name="Fabrikam in Litware"', "name: lower-case letters"),
        (
            'design.add_arrow("fabrikam", "litware")',
            'design.add_arrow("fabrikam", "litwar")',
            'no tenant "litwar"',
        ),
        ('design.add_arrow("fabrikam", "litware")', "None", "solution: returns NoneType, not a design"),
        (
            'design.add_arrow("fabrikam", "litware")',
            "design",
            "solution: is judged wrong: Nobody of Fabrikam",
        ),
        (
            'reaches("fabrikam", "litware")',
            'reaches("contoso", "litware")',
            "goals: hold of the starting design",
        ),
        ("return xts.templates.user_hub", "xts.templates.user_hub", "start: returns NoneType, not a design"),
        ('"Litware"], members=3', '"Litware"], members=-3', "line 15: "),
        ("exercise = xts.training.Build(", "dict(", "makes no exercise"),
        (
            "if __name__",
            "import dataclasses\nmore = dataclasses.replace(exercise)\nif __name__",
            "makes 2 exercises",
        ),
    ],
)
def test_a_broken_file_says_where_and_what_to_do(written, old, new, said):
    path = written(old, new)
    with pytest.raises(ExerciseError) as refused:
        training.load(path)
    assert str(refused.value).startswith(str(path))
    assert said in str(refused.value)


def test_an_error_in_an_authors_code_has_the_line_in_the_authors_file(written):
    path = written("    return design.add_arrow", "    1 / 0\n    return design.add_arrow")
    with pytest.raises(ExerciseError, match=r"line 20: ZeroDivisionError: division by zero. Mend it"):
        training.load(path)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(FileError, match="there is no such file"):
        training.load(tmp_path / "none.py")


def test_a_file_that_is_no_text(tmp_path):
    path = tmp_path / "binary.py"
    path.write_bytes(b"\xff\xfe\x00x = 1")
    with pytest.raises(ExerciseError, match="not Python"):
        training.load(path)


def test_a_prediction_with_nothing_to_tick(tmp_path):
    path = tmp_path / "empty.py"
    path.write_text(
        "import xtsviz as xts\n"
        "t = xts.training\n"
        "e = t.Predict(name='e', title='E', topic='T', story='S', task='K', ask=lambda: t.who_appears(\n"
        "    xts.Design.from_document({'format': 'xtsviz-topology', 'version': 1, 'tenants': [{'id': 'a'}],\n"
        "    'users': [{'id': 'u', 'tenant': 'a'}]})))\n",
        encoding="utf-8",
    )
    with pytest.raises(ExerciseError, match="leaves nothing to tick"):
        training.load(path)


def test_check_tells_all_that_is_judged_otherwise():
    exercise = training.find("first-arrow")
    with pytest.raises(ExerciseError) as refused:
        training.check(
            exercise,
            right=[exercise.design],
            wrong=[(exercise.solution, "anything"), (exercise.design, ["there is no arrow", "nonsense"])],
        )
    places = [problem.place for problem in refused.value.problems]
    assert places == ["right[0]", "wrong[0]", "wrong[1]"]
    assert "is judged right" in str(refused.value)
