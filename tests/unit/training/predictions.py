"""Predictions for tests of codes and boards."""

from xtsviz.training import Heading, Predict, Question, find, prediction_code

CHAIN = find("no-passing-on")
"""Contoso → Fabrikam → Litware, two people in each."""
PASSED_ON = CHAIN.question.answer | {("adele", "litware")}


def of_cells(count, name="own-one", answer=(0,)):
    """A prediction of one's own, with so many cells in one column."""
    return Predict(
        name=name,
        title="My own",
        topic="Mine",
        story="A story.",
        task="Tick.",
        ask=lambda: Question(
            rows=tuple(Heading(f"r{n}", f"Row {n}") for n in range(count)),
            columns=(Heading("yes", "Yes"),),
            answer=frozenset((f"r{n}", "yes") for n in answer),
            why=lambda _row, _column: "So it is.",
            fixed_cells={},
        ),
    )


def chat(*groups, exercise=CHAIN, after=False):
    """A chat with so many codes of the same ticks, for each pair of a number and ticks."""
    return "\n".join(
        f"10:31 Somebody: my code is {prediction_code(exercise, ticks, after=after)}"
        for number, ticks in groups
        for _ in range(number)
    )
