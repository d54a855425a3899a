"""What a class expects, as HTML: the numbers on the picture of the exercise, and words beside it."""

from __future__ import annotations

from markupsafe import Markup

from xtsviz.training import board_words
from xtsviz.training.board_count import BoardResult, ExerciseCount
from xtsviz.training.board_picture import draws, picture_svg, shown_tallies
from xtsviz.training.exercise_html import question_table
from xtsviz.view.markup import esc, fragment, item_list, join_markup

_LARGE = Markup('style="font-size:1.9em;font-weight:700;line-height:1.25"')
_IDEA = Markup('style="font-size:2em;font-weight:700;line-height:1.25;margin:.2em 0"')


def page(result: BoardResult, *, dark: bool | None = None, answers: bool = True) -> Markup:
    """Everything: an exercise below the other, then the codes that are not counted.

    Args:
        dark: the ground of the pictures; None follows the reader's setting.
        answers: say what is right, and name the wrong ideas.
    """
    parts = [exercise_section(count, dark=dark, answers=answers) for count in result.exercises]
    if not parts:
        parts.append(fragment('<p class="xts-empty">{}</p>', board_words.NOTHING))
    return fragment('<div class="xts-board">{}{}</div>', join_markup(parts), wrong_list(result))


def exercise_section(count: ExerciseCount, *, dark: bool | None = None, answers: bool = True) -> Markup:
    """One exercise: how many predictions, the commonest wrong idea, and the numbers on its picture or its table."""
    commonest = count.commonest if answers else None
    drawn = (
        picture_svg(count, dark=dark, answers=answers)
        if draws(count.exercise.question)
        else _numbers_table(count, answers)
    )
    others = [sentence for sentence in board_words.idea_sentences(count) if answers]
    return fragment(
        '<section class="xts-board-exercise"><div class="xts-board-words"><h3>{}</h3><p>{}</p>{}{}</div>'
        '<div class="xts-board-drawn">{}</div></section>',
        count.exercise.title,
        board_words.count_sentence(count),
        fragment('<p class="xts-board-idea" {}>{}</p>', _IDEA, str(commonest)) if commonest else Markup(),
        fragment("<h4>Wrong ideas</h4>{}", item_list(map(esc, others))) if others else Markup(),
        drawn,
    )


def wrong_list(result: BoardResult) -> Markup:
    """The codes that are not counted, each with where it stands and why; nothing if there are none."""
    if not result.wrong:
        return Markup()
    entries = [esc(str(wrong)) for wrong in result.wrong[: board_words.MAX_WRONG]]
    if more := board_words.more_wrong(result.wrong):
        entries.append(esc(more))
    return fragment(
        '<section class="xts-board-wrong"><h3>{}</h3>{}</section>',
        board_words.wrong_title(result),
        item_list(entries),
    )


def _numbers_table(count: ExerciseCount, answers: bool) -> Markup:
    """The table of a question, with the numbers in its cells."""
    question = count.exercise.question
    tallies = shown_tallies(count)

    def cell(row: str, column: str) -> Markup:
        if fixed := question.fixed_cells.get((row, column)):
            return fragment('<span class="xts-muted">{}</span>', fixed)
        numbers = join_markup(
            (fragment("<span>{:,}</span>", tally.counts[row, column]) for _, tally in tallies), Markup(" → ")
        )
        right = (row, column) in question.answer
        mark = Markup(' <span aria-label="right">✓</span>') if answers and right else Markup()
        return fragment('<span class="xts-board-number" {}>{}{}</span>', _LARGE, numbers, mark)

    title = " → ".join(name for name, _ in tallies)
    return question_table(question, cell, kind="xts-board-table").replace(
        Markup("Tick what you expect"), esc(f"How many ticked each cell ({title} the explanation)"), 1
    )
