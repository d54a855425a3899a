"""The template, the loader and the test helper for those who write exercises."""

import runpy

import pytest

import xtsviz as xts
from xtsviz import training
from xtsviz.errors import ExerciseError, FileError, UnknownNameError


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
    "old,new,expected",
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
            "goals: are already met by the starting design",
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
def test_a_broken_file_says_where_and_what_to_do(written, old, new, expected):
    path = written(old, new)
    with pytest.raises(ExerciseError) as refused:
        training.load(path)
    assert str(refused.value).startswith(str(path))
    assert expected in str(refused.value)


def test_an_error_in_an_authors_code_has_the_line_in_the_authors_file(written):
    path = written("    return design.add_arrow", "    1 / 0\n    return design.add_arrow")
    with pytest.raises(
        ExerciseError,
        match=r"solution, my_exercise.py, line 20: ZeroDivisionError: division by zero. Correct",
    ):
        training.load(path)


UNPRINTABLE = "class Odd(Exception):\n    def __str__(self):\n        raise RuntimeError\nraise Odd"
ENDS = [
    (b"import sys\nsys.exit(3)", "line 2: SystemExit: 3. Correct it and load the file again"),
    (b"raise KeyboardInterrupt", "line 1: KeyboardInterrupt. Correct"),
    (b"raise GeneratorExit", "line 1: GeneratorExit. Correct"),
    (b"raise BaseException('x')", "line 1: BaseException: x. Correct"),
    (b"def more():\n    more()\n\nmore()", "line 2: RecursionError: "),
    (UNPRINTABLE.encode(), "line 4: Odd: its text cannot be shown. Correct"),
    (b"raise ValueError('x' * 10**6)", "line 1: ValueError: xxx"),
    (b"raise ValueError('\\x1b[2J\\ud800')", r"line 1: ValueError: \x1b[2J\ud800. Correct"),
    (b"x = " + b"-" * 100_000 + b"1", "MemoryError. Correct"),
    (b"x = '\xe9'", "line 1: not Python ("),
    (b"x = 1\0", "not Python (source code string cannot contain null bytes)"),
    (b"# coding: nonsense\n", "not Python (unknown encoding: nonsense)"),
    (b"", "the file makes no exercise: assign"),
    (b"class Odd:\n    __class__ = property(lambda self: 1 / 0)\nodd = Odd()", "the file makes no exercise"),
]


@pytest.mark.parametrize("content,expected", ENDS)
def test_whatever_a_file_does_it_ends_in_one_error_with_its_line(tmp_path, content, expected):
    path = tmp_path / "odd.py"
    path.write_bytes(content)
    with pytest.raises(ExerciseError) as refused:
        training.load(path)
    assert str(refused.value).startswith(f"{path}: {expected}")
    assert len(str(refused.value)) < 600


@pytest.mark.parametrize(
    "end", ["raise SystemExit", "raise KeyboardInterrupt", "return exercise.solution(design)"]
)
def test_whatever_a_function_of_an_exercise_does(written, end):
    path = written("    return design.add_arrow", f"    {end}\n    return design.add_arrow")
    with pytest.raises(ExerciseError, match=r": solution, my_exercise.py, line 20: \w+"):
        training.load(path)


def test_a_folder_is_no_exercise(tmp_path):
    with pytest.raises(FileError, match="cannot read"):
        training.load(tmp_path)


@pytest.mark.parametrize("odd", [None, 5, "first-arrow", b"x", object(), [[]], {"a": 1}, 1.5])
def test_what_is_no_solution_exercise_or_name(odd):
    build = training.find("first-arrow")
    predict = next(one for one in training.catalog if one.kind == "predict")
    with pytest.raises(ExerciseError, match="an exercise is needed"):
        training.check(odd)
    with pytest.raises(ExerciseError, match="a list of exercises is needed"):
        training.handout(exercises=[odd])
    with pytest.raises(ExerciseError, match="is solved by a design"):
        build.judge(odd)
    with pytest.raises(ExerciseError, match="ticks"):
        predict.judge([odd])
    with pytest.raises(ExerciseError, match=r"wrong\[0\]: a solution and a part"):
        training.check(build, wrong=[odd])
    with pytest.raises(UnknownNameError, match="exercise"):
        training.find("x" if odd == "first-arrow" else odd)
    if not isinstance(odd, (list, dict)) and odd is not None:
        with pytest.raises(ExerciseError, match="people: a list of user ids"):
            training.reaches("a", "b", people=odd)
        with pytest.raises(ExerciseError, match="notes: names of attributes"):
            training.who_appears(build.design, odd)
    with pytest.raises(ExerciseError, match="at_most: arrows: a number"):
        training.at_most(-odd if odd == 5 else odd)


def test_notes_that_the_directory_does_not_have():
    design = xts.examples.acquisition()
    with pytest.raises(ExerciseError, match='no "departmnt"; did you mean "department"'):
        training.who_appears(design, ["departmnt"])


def test_what_a_goal_returns_has_to_be_a_sentence():
    begun = training.find("first-arrow")
    fields = {"name": "a", "title": "A", "topic": "T", "story": "S", "task": "K", "solution": begun.solution}
    for expected in (None, 5, False, ["x"], "\ud800"):
        exercise = training.Build(
            **fields, start=lambda: begun.design, goals=[lambda _attempt, expected=expected: expected]
        )
        with pytest.raises(ExerciseError, match=r"goals\[0\]: returns"):
            training.check(exercise)


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
