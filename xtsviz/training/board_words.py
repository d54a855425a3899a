"""What a class expects, in words."""

from __future__ import annotations

from collections.abc import Iterator

from xtsviz.training.board_count import BoardResult, ExerciseCount, WrongCode
from xtsviz.view.words import number

MAX_IDEAS, MAX_WRONG = 3, 20
NOTHING = "No codes yet. Paste a text that has the codes of learners in it, such as the chat of the meeting."


def count_sentence(count: ExerciseCount) -> str:
    """How many predictions there are, and how many of them are right."""
    parts = [
        f"{tally.learners:,} {when} the explanation, {tally.right:,} of them right"
        for when, tally in (("before", count.before), ("after", count.after))
        if tally.learners
    ]
    return f"{'; '.join(parts)}." if parts else "No predictions yet."


def idea_sentences(count: ExerciseCount) -> list[str]:
    """The commonest wrong ideas, before the explanation and then after it, at most three of each."""
    return [
        f"{when} the explanation, {idea}."
        for when, tally in (("Before", count.before), ("After", count.after))
        for idea in tally.ideas[:MAX_IDEAS]
    ]


def wrong_title(result: BoardResult) -> str:
    """How many codes are not counted."""
    return f"{number(len(result.wrong), 'code')} not counted"


def more_wrong(wrong: tuple[WrongCode, ...]) -> str:
    """A line about the wrong codes that are not listed; empty if all are."""
    return f"and {len(wrong) - MAX_WRONG:,} more" if len(wrong) > MAX_WRONG else ""


def lines(result: BoardResult) -> str:
    """A result as plain text."""
    return "\n".join(_lines(result))


def _lines(result: BoardResult) -> Iterator[str]:
    if not result.exercises:
        yield NOTHING
    for count in result.exercises:
        yield f"{count.exercise.title}: {count_sentence(count)}"
        yield from (f"  {sentence}" for sentence in idea_sentences(count))
        question = count.exercise.question
        for row, column in question.cells:
            numbers = " → ".join(
                f"{tally.counts[row, column]:,}" for tally in (count.before, count.after) if tally.learners
            )
            yield f"  {question.row_labels[row]}, {question.column_labels[column]}: {numbers}"
    if result.wrong:
        yield f"{wrong_title(result)}:"
        yield from (f"  {wrong}" for wrong in result.wrong[:MAX_WRONG])
        if more := more_wrong(result.wrong):
            yield f"  {more}"
