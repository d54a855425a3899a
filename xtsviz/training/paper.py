"""The exercises on paper: one HTML file that prints, with room to write, and with the answers for the trainer."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace

from xtsviz.flow import user_flow
from xtsviz.model import storage
from xtsviz.training.course import catalog
from xtsviz.training.exercise import Build, Exercise, Predict, listed
from xtsviz.training.pages import sheet
from xtsviz.training.question import Question
from xtsviz.view.export import svg
from xtsviz.view.export.report.style import style_sheet
from xtsviz.view.markup import esc
from xtsviz.view.picture.blank_picture import blank_picture
from xtsviz.view.picture.resolve import resolve
from xtsviz.view.picture.types import Picture

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_RULES = """
article{break-inside:avoid;margin-top:22px}
article+article{padding-top:8px;border-top:1px solid var(--line)}
h3 small{color:var(--muted);font-weight:400}
figure>svg{max-width:520px;height:auto;border:0}
.sheet td,.sheet thead th+th{text-align:center}
.sheet tbody th{font-weight:400}
.box{font-size:20px;line-height:1}
.lines{height:84px;background:repeating-linear-gradient(transparent 0 27px,var(--line) 27px 28px)}
.hints{columns:2;font-size:12px;color:var(--muted)}
.answer{padding:6px 12px;border-left:4px solid var(--link);background:var(--raised)}
@media print{figure>svg{max-width:105mm;max-height:62mm}article{padding-top:4mm;margin-top:5mm}
.lines{height:15mm}.box{font-size:13pt}}
"""


def handout(
    path: str | os.PathLike[str] | None = None,
    exercises: Iterable[Exercise] | None = None,
    *,
    answers: bool = False,
) -> str:
    """The exercises as the text of one HTML file that fetches nothing and prints on A4.

    Args:
        path: where to write it, too.
        exercises: which; those that come with the package, if left out.
        answers: the trainer's copy: right cells ticked, solutions drawn, lessons and sources below.

    Raises:
        ExerciseError: something else than exercises, or one that fails.
        FileError: the file cannot be written.
    """
    chosen = catalog if exercises is None else listed(exercises)
    title = "Cross-tenant synchronization: exercises" + (", with answers" if answers else "")
    body = []
    topic = None
    for number, exercise in enumerate(chosen, 1):
        if exercise.topic != topic:
            topic = exercise.topic
            body.append(f"<h2>{esc(topic)}</h2>")
        body.append("".join(_article(number, exercise, answers)))
    name = "" if answers else "<p>Name: ______________________________ Date: ______________</p>"
    hints = "" if answers else _hints(chosen)
    text = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="generator" content="xtsviz">\n'
        f"<title>{esc(title)}</title>\n<style>{style_sheet()}{_RULES}</style>\n</head>\n<body>\n"
        f"<header><h1>{esc(title)}</h1>{name}</header>\n<main>{''.join(body)}{hints}</main>\n"
        "<footer>Made by xtsviz. Companies and people are fictional.</footer>\n</body>\n</html>\n"
    )
    if path is not None:
        storage.write_whole(path, text.encode("utf-8"))
    return text


def _article(number: int, exercise: Exercise, answers: bool) -> Iterator[str]:
    kind = "build it" if exercise.kind == "build" else "predict"
    yield f"<article><h3>{number}. {esc(exercise.title)} <small>({kind}, {esc(exercise.name)})</small></h3>"
    yield f"<p>{esc(exercise.story)}</p><p><strong>{esc(exercise.task)}</strong></p>"
    if isinstance(exercise, Build) and not answers:
        yield _figure(blank_picture(exercise.design, "To begin with"))
    elif isinstance(exercise, Predict) and exercise.design is not None:
        yield _figure(blank_picture(exercise.design))
    if isinstance(exercise, Predict):
        yield _sheet(exercise.question, answers)
    elif not answers:
        yield '<p class="muted">Draw your arrows into the picture, and note what you set:</p><div class="lines"></div>'
    if answers:
        yield from _answer(exercise)
    yield "</article>"


def _figure(picture: Picture) -> str:
    return f"<figure>{svg.render(replace(picture, dark=False))}</figure>"


def _sheet(question: Question, answers: bool) -> str:
    def cell(row: str, column: str) -> str:
        if told := question.given.get((row, column)):
            return f'<span class="muted">{esc(told)}</span>'
        return f'<span class="box">{"☑" if answers and (row, column) in question.answer else "☐"}</span>'

    return sheet(question, cell, kind="sheet")


def _answer(exercise: Exercise) -> Iterator[str]:
    if isinstance(exercise, Build):
        solved = exercise.solved
        yield _figure(resolve(solved, user_flow(solved), overlay="people"))
        yield f'<p class="answer">{esc(exercise.hints[-1])}</p>' if exercise.hints else ""
    yield f'<p class="answer">{esc(exercise.lesson)}</p>' if exercise.lesson else ""
    yield f'<p class="muted">{esc(exercise.source)}</p>' if exercise.source else ""


def _hints(exercises: Iterable[Exercise]) -> str:
    """All hints but the last of each, at the very end where nobody sees them by accident."""
    listed = "".join(
        f"<li><strong>{number}</strong> {esc(' · '.join(exercise.hints[:-1]))}</li>"
        for number, exercise in enumerate(exercises, 1)
        if exercise.hints[:-1]
    )
    return f'<h2>Hints</h2><ul class="hints">{listed}</ul>' if listed else ""
