"""What an exercise looks like, as HTML fragments: list, task, table to tick, and what is said about a solution."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import groupby
from typing import Protocol

from markupsafe import Markup

from xtsviz.training.exercise import Exercise, Verdict
from xtsviz.training.progress_file import Done
from xtsviz.training.question import Head, Question, Tick
from xtsviz.view.markup import button, esc, fragment, item_list, join_markup, table
from xtsviz.view.words import number


class DoneByName(Protocol):
    """What was done about each exercise: a `Progress`, or a dict."""

    def __getitem__(self, exercise: str, /) -> Done:
        """What was done about an exercise, by its name."""


KINDS = {"build": "build it", "predict": "predict, then reveal"}


def strip(exercises: Sequence[Exercise], progress: DoneByName, current: str) -> Markup:
    """All exercises as numbers in a row; what is solved has a tick."""
    made = join_markup(
        button(
            f"{place}. {exercise.title}{(', solved' if (done := progress[exercise.name].solved) else '')}",
            ["exercise", exercise.name],
            hint=f"{exercise.title} ({exercise.topic})",
            kind="xts-step",
            pressed=exercise.name == current,
            html=fragment("{}{}", place, " ✓" if done else ""),
        )
        for place, exercise in enumerate(exercises, 1)
    )
    return fragment('<nav class="xts-steps" aria-label="Exercises">{}</nav>', made)


def contents(exercises: Sequence[Exercise], progress: DoneByName) -> Markup:
    """All exercises by topic, each a button, with what was done about it."""
    numbered = list(enumerate(exercises, 1))
    parts = []
    for topic, some in groupby(numbered, key=lambda one: one[1].topic):
        listed = item_list(
            fragment(
                '{}. {} <span class="xts-muted">{}</span>',
                place,
                button(exercise.title, ["exercise", exercise.name], kind="xts-link"),
                _done(exercise, progress),
            )
            for place, exercise in some
        )
        parts.append(fragment("<section><h3>{}</h3>{}</section>", topic, listed))
    return fragment('<div class="xts-contents">{}</div>', join_markup(parts))


def _done(exercise: Exercise, progress: DoneByName) -> str:
    done = progress[exercise.name]
    if done.solved:
        return f"✓ solved, {number(done.attempts, 'attempt')}"
    if done.revealed:
        return "solution seen"
    return number(done.attempts, "attempt") if done.attempts else KINDS[exercise.kind]


def lesson(exercise: Exercise, place: int) -> Markup:
    """Title, story and task."""
    return fragment(
        '<h2>{}. {} <span class="xts-muted">{}</span></h2><p>{}</p><p class="xts-task">{}</p>',
        place,
        exercise.title,
        KINDS[exercise.kind],
        exercise.story,
        exercise.task,
    )


def sheet(question: Question, cell: Callable[[str, str], Markup], *, kind: str = "") -> Markup:
    """The table of a question; `cell` makes what stands in a cell, given the keys of its row and column."""
    return table(
        [esc(question.corner), *(_head(column) for column in question.columns)],
        [[_head(row), *(cell(row.key, column.key) for column in question.columns)] for row in question.rows],
        caption="Tick what you expect",
        kind=kind,
    )


def _head(head: Head) -> Markup:
    return esc(head.label) + (
        fragment('<br><span class="xts-muted muted">{}</span>', head.note) if head.note else Markup()
    )


def ticks(question: Question, ticked: Collection[Tick], verdict: Verdict | None) -> Markup:
    """The table of a question with a box to press in every cell; after a check, wrong ones are marked."""
    rows, columns = question.row_labels, question.column_labels

    def cell(row: str, column: str) -> Markup:
        if given := question.given.get((row, column)):
            return fragment('<span class="xts-muted">{}</span>', given)
        on = (row, column) in ticked
        wrong = verdict is not None and (row, column) in verdict.wrong
        judged = "" if verdict is None else ", wrong" if wrong else ", right"
        box = button(
            f"{rows[row]}: {columns[column]}{judged}",
            ["tick", row, column],
            kind="xts-cell xts-tick",
            pressed=on,
            html=esc("☑" if on else "☐"),
        )
        return fragment('{} <span class="xts-error" aria-hidden="true">✕</span>', box) if wrong else box

    return sheet(question, cell, kind="xts-sheet")


def said(exercise: Exercise, verdict: Verdict | None, hints: int, revealed: bool) -> Markup:
    """What is said about the last check, the hints taken so far, and in the end the lesson."""
    parts = []
    if verdict is not None and verdict.mistakes:
        title = "What was wrong" if revealed else "Not yet"
        parts.append(_box("xts-warning", title, item_list(map(esc, verdict.mistakes))))
    if hints:
        shown = item_list(map(esc, exercise.hints[:hints]))
        parts.append(_box("xts-hint", f"Hint {hints} of {len(exercise.hints)}", shown))
    if revealed or (verdict is not None and verdict.right):
        source = fragment('<p class="xts-muted">{}</p>', exercise.source) if exercise.source else Markup()
        title = "✓ Right" if verdict is not None and verdict.right else "The solution is shown below"
        parts.append(_box("xts-good", title, fragment("<p>{}</p>{}", exercise.lesson, source)))
    return join_markup(parts)


def _box(kind: str, title: str, inside: str) -> Markup:
    return fragment('<section class="xts-said"><h3 class="{}">{}</h3>{}</section>', kind, title, inside)


def summary(exercises: Iterable[Exercise], progress: DoneByName) -> str:
    """How many are solved, in words."""
    every = [progress[exercise.name].solved for exercise in exercises]
    return f"{sum(every)} of {len(every)} solved"
