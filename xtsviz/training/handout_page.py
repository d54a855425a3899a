"""The exercises for paper: one HTML file to print, with space to write, or with the answers for the trainer."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from markupsafe import Markup

from xtsviz.flow import user_flow
from xtsviz.model import storage
from xtsviz.training.course import catalog
from xtsviz.training.exercise import Build, Exercise, Predict, exercise_tuple
from xtsviz.training.exercise_html import question_table
from xtsviz.training.question import Cell, Question
from xtsviz.training.typical import TypicalMistake
from xtsviz.view.export import svg
from xtsviz.view.export.html_page import html_page
from xtsviz.view.export.report.style import style_sheet
from xtsviz.view.markup import fragment, item_list, join_markup
from xtsviz.view.picture.blank_picture import blank_picture
from xtsviz.view.picture.resolve import resolve
from xtsviz.view.picture.types import Picture

_STYLE = Markup("""
article{break-inside:avoid;margin-top:22px}
article+article{padding-top:8px;border-top:1px solid var(--line)}
h3 small{color:var(--muted);font-weight:400}
figure>svg{max-width:520px;height:auto;border:0}
.sheet td,.sheet thead th+th{text-align:center}
.sheet tbody th{font-weight:400}
.box{font-size:20px;line-height:1}
.lines{height:84px;background:repeating-linear-gradient(transparent 0 27px,var(--line) 27px 28px)}
.hints{columns:2;font-size:12px;color:var(--muted)}
.mistakes{font-size:12px}.mistakes p{margin:8px 0 2px;font-weight:600}
.answer{padding:6px 12px;border-left:4px solid var(--link);background:var(--raised)}
@media print{figure>svg{max-width:105mm;max-height:62mm}article{padding-top:4mm;margin-top:5mm}
.lines{height:15mm}.box{font-size:13pt}}
""")

_NO_MARKUP = Markup()


def handout(
    path: str | os.PathLike[str] | None = None,
    exercises: Iterable[Exercise] | None = None,
    *,
    answers: bool = False,
) -> str:
    """The exercises as the text of one HTML file. It loads nothing else and prints on A4.

    Args:
        path: also write the text to this file.
        exercises: by default the exercises of the package.
        answers: make the trainer's copy, with right cells ticked, solutions drawn, lessons and sources.

    Raises:
        ExerciseError: an item is no exercise, or the code of an exercise fails.
        FileError: the file cannot be written.
    """
    exercises_shown = catalog if exercises is None else exercise_tuple(exercises)
    text = exercise_page("Cross-tenant synchronization: exercises", exercises_shown, answers)
    if path is not None:
        storage.write_atomically(path, text.encode("utf-8"))
    return text


def exercise_page(
    title: str, exercises: Sequence[Exercise], answers: bool, style: Markup = _NO_MARKUP
) -> str:
    """Exercises as the text of one HTML file with a title, for learners or with the answers.

    Args:
        style: more CSS.

    Raises:
        ExerciseError: the code of an exercise fails.
    """
    title += ", with answers" if answers else ""
    body = []
    topic = None
    for number, exercise in enumerate(exercises, 1):
        if exercise.topic != topic and not exercise.generated:  # its title is its topic
            topic = exercise.topic
            body.append(fragment("<h2>{}</h2>", topic))
        body.append(join_markup(_exercise_article(number, exercise, answers)))
    name = Markup() if answers else Markup("<p>Name: ______________________________ Date: ______________</p>")
    hints = Markup() if answers else _hints(exercises)
    header = fragment("<header><h1>{}</h1>{}</header>", title, name)
    main = fragment("<main>{}{}</main>", join_markup(body), hints)
    footer = Markup("<footer>Made by xtsviz. Companies and people are fictional.</footer>")
    return html_page(title, style_sheet() + _STYLE + style, join_markup((header, main, footer), Markup("\n")))


def _exercise_article(number: int, exercise: Exercise, answers: bool) -> Iterator[Markup]:
    kind = "build it" if exercise.kind == "build" else "predict"
    yield fragment(
        "<article><h3>{}. {} <small>({}, {})</small></h3>", number, exercise.title, kind, exercise.name
    )
    yield fragment("<p>{}</p><p><strong>{}</strong></p>", exercise.story, exercise.task)
    if isinstance(exercise, Build) and not answers:
        yield _picture(blank_picture(exercise.design, "The starting design"))
    elif isinstance(exercise, Predict) and exercise.design and not (answers and exercise.generated):
        yield _picture(blank_picture(exercise.design))
    if isinstance(exercise, Predict):
        yield _question_sheet(exercise.question, answers)
    elif not answers:
        yield Markup(
            '<p class="muted">Draw your arrows into the picture, and note what you set:</p>'
            '<div class="lines"></div>'
        )
    if answers:
        yield from _answer(exercise)
    yield Markup("</article>")


def _picture(picture: Picture) -> Markup:
    return fragment("<figure>{}</figure>", svg.render(replace(picture, dark=False)))


def _question_sheet(question: Question, answers: bool) -> Markup:
    def cell(row: str, column: str) -> Markup:
        if fixed := question.fixed_cells.get((row, column)):
            return fragment('<span class="muted">{}</span>', fixed)
        return fragment(
            '<span class="box">{}</span>', "☑" if answers and (row, column) in question.answer else "☐"
        )

    return question_table(question, cell, kind="sheet")


def _answer(exercise: Exercise) -> Iterator[Markup]:
    if isinstance(exercise, Build):
        solved_design = exercise.solved_design
        yield _picture(resolve(solved_design, user_flow(solved_design), overlay="people"))
        yield fragment('<p class="answer">{}</p>', exercise.hints[-1]) if exercise.hints else Markup()
    yield fragment('<p class="answer">{}</p>', exercise.lesson) if exercise.lesson else Markup()
    if isinstance(exercise, Predict) and exercise.mistakes:
        yield _mistakes(exercise)
    yield fragment('<p class="muted">{}</p>', exercise.source) if exercise.source else Markup()


def _mistakes(exercise: Predict) -> Markup:
    """The typical mistakes, and how their ticks differ from the right ones."""
    question = exercise.question

    def cells(chosen: Collection[Cell]) -> str:
        columns: dict[str, list[str]] = {}
        for row, column in question.cells:
            if (row, column) in chosen:
                columns.setdefault(row, []).append(question.column_labels[column])
        return "; ".join(
            f"{question.row_labels[row].rstrip('.')}: {', '.join(names)}" for row, names in columns.items()
        )

    def ticks(mistake: TypicalMistake) -> Iterator[Markup]:
        for words, chosen in (
            ("Ticked too much", mistake.cells - question.answer),
            ("Left out", question.answer - mistake.cells),
        ):
            if chosen:
                yield fragment(" <em>{}:</em> {}.", words, cells(chosen))

    items = item_list(
        fragment("“{}”{}", mistake.idea, join_markup(ticks(mistake))) for mistake in exercise.mistakes
    )
    return fragment('<div class="mistakes"><p>Typical mistakes</p>{}</div>', items)


def _hints(exercises: Iterable[Exercise]) -> Markup:
    """All hints except the last of each exercise, at the end of the handout so that learners do not see them early."""
    numbers_by_hints: dict[str, list[str]] = {}
    for number, exercise in enumerate(exercises, 1):
        if exercise.hints[:-1]:
            numbers_by_hints.setdefault(" · ".join(exercise.hints[:-1]), []).append(str(number))
    hint_items = join_markup(
        fragment("<li><strong>{}</strong> {}</li>", ", ".join(numbers), hints)
        for hints, numbers in numbers_by_hints.items()
    )
    return fragment('<h2>Hints</h2><ul class="hints">{}</ul>', hint_items) if hint_items else Markup()
