"""Files of exercises, what is said about solutions, and files of progress: a result, or a refusal in words."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, note
from hypothesis import strategies as st

from tests.fuzz.words import odd, odd_json, tried
from xtsviz import training

TEMPLATE = training.template()
LINES = TEMPLATE.split("\n")
SAID = [
    "raise SystemExit",
    "raise KeyboardInterrupt",
    "raise GeneratorExit",
    "return None",
    "return 5",
    "1 / 0",
    "x = = 1",
]
SAID += [
    "import nothing_such",
    "exercise = 5",
    "def start(): return start()",
    "raise ValueError('\\ud800\\x1b')",
]
SAID += [
    "raise type('Odd', (Exception,), {'__str__': lambda self: 5})",
    "return design.add_arrow('x', 'y')",
    "pass",
]
SAID += [
    "raise type('Odd', (BaseException,), {'__str__': lambda self: 1 / 0})",
    "raise MemoryError",
    "return start()",
]
SAID += [
    "raise StopIteration",
    "raise ExceptionGroup('a', [ValueError(1)])",
    "yield",
    "\x00",
    "import sys; sys.exit(3)",
]

BUILD = training.find("first-arrow")
PREDICT = next(one for one in training.catalog if one.kind == "predict")


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """The template with lines changed, now and then in a coding of another kind."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(lines) - 1))
        indent = lines[place][: len(lines[place]) - len(lines[place].lstrip())]
        change = draw(st.sampled_from(["say", "say", "remove", "double", "cut", "indent", "write"]))
        match change:
            case "say":
                lines.insert(place, indent + draw(st.sampled_from(SAID)))
            case "remove":
                lines[place] = ""
            case "double":
                lines.insert(place, lines[place])
            case "cut":
                lines[place] = lines[place][: draw(st.integers(0, 40))]
            case "indent":
                lines[place] = " " + lines[place]
            case "write":
                lines[place] = indent + draw(st.text(max_size=20))
    coding = draw(st.sampled_from(["utf-8"] * 6 + ["utf-16", "latin-1"]))
    return "\n".join(lines).encode(coding, "backslashreplace")


@given(files())
def test_a_file_of_an_exercise(content: bytes) -> None:
    note(content.decode("utf-8", "replace"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "exercise.py"
        path.write_bytes(content)
        exercise = tried(lambda: training.load(path))
    if exercise is not None:
        tried(lambda: training.check(exercise))
        assert tried(lambda: training.handout(exercises=[exercise], answers=True)).startswith(
            "<!DOCTYPE html>"
        )


FIELDS = [
    "name",
    "title",
    "topic",
    "story",
    "task",
    "hints",
    "lesson",
    "source",
    "start",
    "goals",
    "solution",
    "ask",
]


@given(st.dictionaries(st.sampled_from(FIELDS), odd(), min_size=1, max_size=2), odd())
def test_fields_of_an_exercise(fields: dict[str, Any], returned: Any) -> None:
    usual = {"name": "a", "title": "A", "topic": "T", "story": "S", "task": "K"}
    build = {"start": BUILD.start, "goals": BUILD.goals, "solution": BUILD.solution}
    for kind, more in ((training.Build, build), (training.Predict, {"ask": PREDICT.ask})):
        said = {
            key: value for key, value in fields.items() if key in {*usual, *more, "hints", "lesson", "source"}
        }
        exercise = tried(lambda: kind(**usual | more | said))
        if exercise is not None:
            tried(lambda: training.check(exercise))
            tried(lambda: training.handout(exercises=[exercise]))
        for key in more:
            gives = [lambda _attempt: returned] if key == "goals" else lambda _design=None: returned
            other = kind(**usual | more | {key: gives})
            tried(lambda: training.check(other))


def _no_path(value: Any) -> Any:
    """Texts would be paths of this machine; here only long ones and those with odd characters, which none can have."""
    known = isinstance(value, (str, Path)) and "\0" not in str(value) and len(str(value)) < 5000
    return "\0" if known else value


@given(odd(), odd())
def test_what_is_said_about_solutions(one: Any, other: Any) -> None:
    for do in (
        lambda: training.find(one),
        lambda: training.load(_no_path(one)),
        lambda: training.Progress(_no_path(one)),
        lambda: training.Progress.start_over(_no_path(one)),
        lambda: training.Progress.in_memory().export(_no_path(one)),
        lambda: training.check(one),
        lambda: training.check(BUILD, right=one),
        lambda: training.check(BUILD, right=[one]),
        lambda: training.check(PREDICT, right=[one, [(one, other)]]),
        lambda: training.check(BUILD, wrong=[(one, other)]),
        lambda: training.check(BUILD, wrong=[(BUILD.design, one)]),
        lambda: training.handout(exercises=one),
        lambda: training.handout(exercises=[one]),
        lambda: BUILD.judge(one),
        lambda: PREDICT.judge(one),
        lambda: PREDICT.judge([(one, other)]),
        lambda: training.who_appears(one),
        lambda: training.who_appears(BUILD.design, one),
        lambda: training.who_appears(BUILD.design, [one]),
        lambda: training.reaches(one, other, [one]),
        lambda: training.nobody("contoso", one, other),
        lambda: training.become("contoso", "fabrikam", one, other),
        lambda: training.no_arrow(one, other),
        lambda: training.at_most(one),
        lambda: training.Question(
            rows=[one], columns=[other], answer=one, why=other, fixed_cells=one, design=other
        ),
    ):
        tried(do)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["record_attempt", "record_hints", "record_reveal", "restart", "get"]),
            odd(),
            odd(),
        ),
        max_size=6,
    )
)
def test_changes_of_progress(changes: list[tuple[str, Any, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        progress = training.Progress(Path(folder) / "progress.json")
        for kind, name, value in changes:
            match kind:
                case "record_attempt":
                    tried(lambda: progress.record_attempt(name, right=value))
                case "record_hints":
                    tried(lambda: progress.record_hints(name, value))
                case "get":
                    tried(lambda: progress[name])
                case _:
                    tried(lambda: getattr(progress, kind)(name))
        kept = training.Progress(Path(folder) / "progress.json")
        assert kept.table().equals(progress.table())


@given(
    st.dictionaries(st.sampled_from(["format", "version", "exercises", "x"]), odd_json(), max_size=2),
    odd_json(),
    odd_json(),
)
def test_a_file_of_progress(top: dict[str, Any], one: Any, unknown: Any) -> None:
    """What is read can be written again, and nothing of it is lost."""
    done = {"solved": True, "attempts": one, "newer": unknown}
    content = {"format": "xtsviz-progress", "version": 1, "exercises": {"a": done, "b": one}, **top}
    text = json.dumps(content)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "progress.json"
        path.write_text(text, encoding="utf-8")
        progress = tried(lambda: training.Progress(path))
        if progress is None:
            assert path.read_text("utf-8") == text
            return
        progress.record_attempt("c", right=True)
        written = json.loads(path.read_text("utf-8"))
        del written["exercises"]["c"]
        for name, before in content["exercises"].items():
            written["exercises"][name] = {key: written["exercises"][name][key] for key in before}
        assert json.dumps(written, sort_keys=True) == json.dumps(content, sort_keys=True)
