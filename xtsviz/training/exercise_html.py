"""Exercises as HTML fragments: the list, the task, the table to tick, and the feedback on a solution."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Protocol

from markupsafe import Markup

from xtsviz.training.exercise import Build, Exercise, Verdict
from xtsviz.training.prediction import Prediction
from xtsviz.training.progress_file import ExerciseRecord
from xtsviz.training.question import Heading, Question
from xtsviz.view.markup import action_attribute, button, esc, fragment, item_list, join_markup, table
from xtsviz.view.words import number


class RecordByName(Protocol):
    """The records of exercises by name: a `Progress`, or a dict."""

    def __getitem__(self, exercise: str, /) -> ExerciseRecord:
        """The record of an exercise, by its name."""


KIND_LABELS = {"build": "build it", "predict": "predict"}


def exercise_strip(exercises: Sequence[Exercise], progress: RecordByName, current: str) -> Markup:
    """All exercises as numbers in a row; solved ones have a tick."""
    buttons = join_markup(
        button(
            f"{position}. {exercise.title}{(', solved' if (solved := progress[exercise.name].solved) else '')}",
            ["exercise", exercise.name],
            hint=f"{exercise.title} ({exercise.topic})",
            kind="xts-step",
            pressed=exercise.name == current,
            html=fragment("{}{}", position, " ✓" if solved else ""),
        )
        for position, exercise in enumerate(exercises, 1)
    )
    return fragment('<nav class="xts-steps" aria-label="Exercises">{}</nav>', buttons)


def exercise_list(exercises: Sequence[Exercise], progress: RecordByName) -> Markup:
    """All exercises by topic, each one a button with the learner's record."""
    numbered = list(enumerate(exercises, 1))
    parts = []
    for topic, exercises_of_topic in groupby(numbered, key=lambda pair: pair[1].topic):
        entries = item_list(
            fragment(
                '{}. {} <span class="xts-muted">{}</span>',
                position,
                button(exercise.title, ["exercise", exercise.name], kind="xts-link"),
                _record_text(exercise, progress),
            )
            for position, exercise in exercises_of_topic
        )
        parts.append(fragment("<section><h3>{}</h3>{}</section>", topic, entries))
    return fragment('<div class="xts-contents">{}</div>', join_markup(parts))


def _record_text(exercise: Exercise, progress: RecordByName) -> str:
    record = progress[exercise.name]
    if record.solved:
        return f"✓ solved, {number(record.attempts, 'attempt')}"
    if record.revealed:
        return "solution seen"
    return number(record.attempts, "attempt") if record.attempts else KIND_LABELS[exercise.kind]


def exercise_title(exercise: Exercise, position: int) -> Markup:
    """Number, title and kind: the one title of the page."""
    kind = KIND_LABELS[exercise.kind]
    return fragment(
        '<h1 class="xts-name">{}. {} <span class="xts-muted">{}</span></h1>', position, exercise.title, kind
    )


def exercise_text(exercise: Exercise) -> Markup:
    """Story and task."""
    return fragment('<p class="xts-story">{}</p><p class="xts-task">{}</p>', exercise.story, exercise.task)


def question_table(question: Question, cell: Callable[[str, str], Markup], *, kind: str = "") -> Markup:
    """The table of a question; `cell` returns the content of a cell for the keys of its row and column."""
    return table(
        [esc(question.row_title), *(_heading(column) for column in question.columns)],
        [
            [_heading(row), *(cell(row.key, column.key) for column in question.columns)]
            for row in question.rows
        ],
        caption="Tick one cell in each row" if question.one_per_row else "Tick what you expect",
        kind=kind,
    )


def _heading(heading: Heading) -> Markup:
    return esc(heading.label) + (
        fragment('<br><span class="xts-muted muted">{}</span>', heading.note) if heading.note else Markup()
    )


def tickable_table(question: Question, prediction: Prediction, *, truth: bool, closed: bool) -> Markup:
    """The table of a question with something to press in every cell.

    Args:
        question: rows, columns and the answer.
        prediction: what is ticked.
        truth: mark what is true and what is not.
        closed: nothing can be ticked.
    """
    rows, columns = question.row_labels, question.column_labels
    symbols = ("◉", "○") if question.one_per_row else ("☑", "☐")

    def box(label: str, action: list[str], ticked: bool, signs: tuple[str, str], right: bool) -> Markup:
        judgement = "" if not truth else ", true" if right else ", not true"
        made = _choice(f"{label}{judgement}", action, ticked, closed, signs, radio=question.one_per_row)
        if not truth or not (ticked or right):
            return made
        sign, kind = ("✓", "xts-true") if right else ("✕", "xts-error")
        return fragment('{} <span class="{}" aria-hidden="true">{}</span>', made, kind, sign)

    def cell(row: str, column: str) -> Markup:
        if fixed := question.fixed_cells.get((row, column)):
            return fragment('<span class="xts-muted">{}</span>', fixed)
        key = (row, column)
        return box(
            f"{rows[row]}: {columns[column]}",
            ["tick", row, column],
            key in prediction.ticked,
            symbols,
            key in question.answer,
        )

    head = [esc(question.row_title), *(_heading(column) for column in question.columns)]
    body = [
        [_heading(row), *(cell(row.key, column.key) for column in question.columns)] for row in question.rows
    ]
    if not question.one_per_row:
        true_rows = {row for row, _ in question.answer}
        head.append(fragment('<span class="xts-muted">{}</span>', question.nothing))
        for cells, heading in zip(body, question.rows, strict=True):
            row = heading.key
            if row not in question.rows_to_answer:
                cells.append(Markup())
                continue
            label = f"{rows[row]}: {question.nothing}"
            said = row in prediction.nothing
            cells.append(box(label, ["tick-nothing", row], said, ("◉", "○"), row not in true_rows))
    caption = "Choose one in each row" if question.one_per_row else "Answer each row"
    caption = "Locked in" if prediction.locked else "The truth is marked" if truth else caption
    return table(head, body, caption=caption, kind="xts-sheet")


def _choice(
    label: str, action: list[str], ticked: bool, closed: bool, signs: tuple[str, str], *, radio: bool
) -> Markup:
    """A box to tick; or one of the choices of a row, which is a radio button for screen readers and keys."""
    role = Markup('role="radio" aria-checked') if radio else Markup("aria-pressed")
    return fragment(
        '<button type="button" class="xts-do xts-cell xts-tick" {} {}="{}" aria-label="{}"{}>{}</button>',
        action_attribute(action),
        role,
        "true" if ticked else "false",
        label,
        Markup(" disabled") if closed else Markup(),
        signs[0] if ticked else signs[1],
    )


def feedback(
    exercise: Exercise,
    verdict: Verdict | None,
    hints: int,
    revealed: bool,
    prediction: Prediction,
    *,
    solved: bool,
    used: int = 0,
) -> Markup:
    """What is said about the solution: the verdict, the hints so far, and at the end the lesson.

    Args:
        exercise: the exercise.
        verdict: of the last check since the solution changed.
        hints: how many are shown.
        revealed: the solution is shown on request.
        prediction: of a *predict* exercise.
        solved: whether the exercise counts as solved.
        used: the number of arrows in the design of a *build it* exercise.
    """
    parts = []
    right = verdict is not None and verdict.right
    told = right or revealed or prediction.shown
    if told:
        parts.append(
            _lesson(exercise, right, right and solved and not revealed and not prediction.shown, used)
        )
    if verdict is not None and verdict.mistakes:
        parts.append(_mistakes(exercise, verdict, prediction, told))
    if hints and not told:
        hint_items = item_list(map(esc, exercise.hints[:hints]))
        parts.append(_box("xts-hint", f"Hint {hints} of {len(exercise.hints)}", hint_items))
    return join_markup(parts)


def _mistakes(exercise: Exercise, verdict: Verdict, prediction: Prediction, told: bool) -> Markup:
    """The mistakes; of a prediction only how many there are, until the truth is shown."""
    if exercise.kind == "predict" and not told:
        count = number(prediction.wrong_rows(verdict.wrong_cells), "row is", "rows are")
        text = f"{count} not right. Think again. Change your prediction, and lock it in once more."
        return _box("xts-warning", "Not yet", fragment("<p>{}</p>", text))
    title = "What was not right" if told else "Not yet"
    return _box("xts-warning", title, item_list(map(esc, verdict.mistakes)))


def _lesson(exercise: Exercise, right: bool, solved: bool, used: int) -> Markup:
    """The lesson, with the way on; with some joy where the exercise is solved."""
    body = [fragment("<p>{}</p>", exercise.lesson)] if exercise.lesson else []
    if isinstance(exercise, Build) and right:
        body.append(fragment("<p>{}</p>", arrows_used(used, exercise.fewest_arrows)))
    if right and not solved:
        body.append(Markup("<p>It was shown before. Press Reset to solve it yourself: then it counts.</p>"))
    if exercise.source:
        body.append(fragment('<p class="xts-muted">{}</p>', exercise.source))
    title = "✓ Right" if right else "The solution is shown" if exercise.kind == "build" else "What is true"
    onward = button("Next exercise", ["next-exercise"], kind="xts-go")
    return (_JOY if solved else Markup()) + _box("xts-good", title, join_markup(body), onward)


_JOY = fragment('<span class="xts-joy" aria-hidden="true">{}</span>', Markup("<i></i>") * 14)
"""A few dots that fly up for a moment (practice.css); nothing where a person wants less motion."""


def arrows_used(used: int, fewest: int) -> str:
    """How many arrows a solution has, beside the shortest one that is known."""
    lead = f"You used {number(used, 'arrow')}."
    if used < fewest:
        return f"{lead} The shortest solution known so far has {fewest}: yours is shorter."
    if used == fewest:
        return f"{lead} No shorter solution is known."
    return f"{lead} The shortest known solution has {fewest}."


def _box(kind: str, title: str, body: str, onward: str = "") -> Markup:
    return fragment(
        '<section class="xts-said"><div class="xts-said-head"><h3 class="{}">{}</h3>{}</div>{}</section>',
        kind,
        title,
        onward,
        body,
    )


def solved_summary(exercises: Iterable[Exercise], progress: RecordByName) -> str:
    """The number of solved exercises, in words."""
    solved = [progress[exercise.name].solved for exercise in exercises]
    return f"{sum(solved)} of {len(solved)} solved"


def lessons(exercises: Iterable[Exercise], progress: RecordByName) -> Markup:
    """The lessons of the exercises that are solved; nothing before that."""
    learned = [
        fragment("<strong>{}.</strong> {}", exercise.title.rstrip(".?!"), exercise.lesson)
        for exercise in exercises
        if progress[exercise.name].solved and exercise.lesson
    ]
    return fragment("<h3>What you have learned</h3>{}", item_list(learned)) if learned else Markup()
