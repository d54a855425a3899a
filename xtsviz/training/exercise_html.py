"""Exercises as HTML fragments: the list, the task, the table to tick, and the feedback on a solution."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import groupby
from typing import Protocol

from markupsafe import Markup

from xtsviz.training.exercise import Exercise, Verdict
from xtsviz.training.progress_file import ExerciseRecord
from xtsviz.training.question import Cell, Heading, Question
from xtsviz.view.markup import button, esc, fragment, item_list, join_markup, table
from xtsviz.view.words import number


class RecordByName(Protocol):
    """The records of exercises by name: a `Progress`, or a dict."""

    def __getitem__(self, exercise: str, /) -> ExerciseRecord:
        """The record of an exercise, by its name."""


KIND_LABELS = {"build": "build it", "predict": "predict, then reveal"}


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


def exercise_text(exercise: Exercise, position: int) -> Markup:
    """Title, story and task."""
    return fragment(
        '<h2>{}. {} <span class="xts-muted">{}</span></h2><p>{}</p><p class="xts-task">{}</p>',
        position,
        exercise.title,
        KIND_LABELS[exercise.kind],
        exercise.story,
        exercise.task,
    )


def question_table(question: Question, cell: Callable[[str, str], Markup], *, kind: str = "") -> Markup:
    """The table of a question; `cell` returns the content of a cell for the keys of its row and column."""
    return table(
        [esc(question.row_title), *(_heading(column) for column in question.columns)],
        [
            [_heading(row), *(cell(row.key, column.key) for column in question.columns)]
            for row in question.rows
        ],
        caption="Tick what you expect",
        kind=kind,
    )


def _heading(heading: Heading) -> Markup:
    return esc(heading.label) + (
        fragment('<br><span class="xts-muted muted">{}</span>', heading.note) if heading.note else Markup()
    )


def tickable_table(question: Question, ticked: Collection[Cell], verdict: Verdict | None) -> Markup:
    """The table of a question with a box to tick in every cell; after a check, wrong cells are marked."""
    rows, columns = question.row_labels, question.column_labels

    def cell(row: str, column: str) -> Markup:
        if fixed := question.fixed_cells.get((row, column)):
            return fragment('<span class="xts-muted">{}</span>', fixed)
        is_ticked = (row, column) in ticked
        wrong = verdict is not None and (row, column) in verdict.wrong_cells
        judgement = "" if verdict is None else ", wrong" if wrong else ", right"
        box = button(
            f"{rows[row]}: {columns[column]}{judgement}",
            ["tick", row, column],
            kind="xts-cell xts-tick",
            pressed=is_ticked,
            html=esc("☑" if is_ticked else "☐"),
        )
        return fragment('{} <span class="xts-error" aria-hidden="true">✕</span>', box) if wrong else box

    return question_table(question, cell, kind="xts-sheet")


def feedback(exercise: Exercise, verdict: Verdict | None, hints: int, revealed: bool) -> Markup:
    """The mistakes of the last check, the hints so far, and at the end the lesson."""
    parts = []
    if verdict is not None and verdict.mistakes:
        title = "What was wrong" if revealed else "Not yet"
        parts.append(_box("xts-warning", title, item_list(map(esc, verdict.mistakes))))
    if hints:
        hint_items = item_list(map(esc, exercise.hints[:hints]))
        parts.append(_box("xts-hint", f"Hint {hints} of {len(exercise.hints)}", hint_items))
    if revealed or (verdict is not None and verdict.right):
        source = fragment('<p class="xts-muted">{}</p>', exercise.source) if exercise.source else Markup()
        title = "✓ Right" if verdict is not None and verdict.right else "The solution is shown below"
        parts.append(_box("xts-good", title, fragment("<p>{}</p>{}", exercise.lesson, source)))
    return join_markup(parts)


def _box(kind: str, title: str, body: str) -> Markup:
    return fragment('<section class="xts-said"><h3 class="{}">{}</h3>{}</section>', kind, title, body)


def solved_summary(exercises: Iterable[Exercise], progress: RecordByName) -> str:
    """The number of solved exercises, in words."""
    solved = [progress[exercise.name].solved for exercise in exercises]
    return f"{sum(solved)} of {len(solved)} solved"
