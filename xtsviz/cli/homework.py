"""The command that writes generated exercises for paper."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from xtsviz.cli.documents import split_names
from xtsviz.cli.terminal import TableOutput, is_standard_output, show_progress, write_result
from xtsviz.errors import quoted


def homework(
    topics: Annotated[
        str | None,
        typer.Argument(
            metavar="[TOPIC,…]",
            help="Topics, which take turns; --list shows them. Default: all.",
            show_default=False,
        ),
    ] = None,
    seeds: Annotated[
        str,
        typer.Option(
            "--seeds",
            metavar="1-10",
            help="One exercise for each number, from 0 to 4095: a range, or numbers with commas.",
        ),
    ] = "1-10",
    output: Annotated[
        str,
        typer.Option("-o", "--output", metavar="FILE", help="The page for learners. - is standard output."),
    ] = "homework.html",
    answers: Annotated[
        str | None,
        typer.Option(
            "--answers",
            metavar="FILE",
            help="Write the same exercises with the answers to this file, for the trainer.",
            show_default=False,
        ),
    ] = None,
    list_topics: Annotated[bool, typer.Option("--list", help="Show the topics, and write nothing.")] = False,
) -> None:
    """Write a page of exercises for homework: the same for the same topics and numbers."""
    from xtsviz import training

    if list_topics:
        tables = TableOutput(None)
        tables.add("", ("topic", "about"), [list(pair) for pair in training.topics.items()])
        return tables.close()
    if answers is not None and os.path.abspath(answers) == os.path.abspath(output):  # noqa: PTH100 - also of "-"
        raise typer.BadParameter("the answers need a file of their own", param_hint="--answers, -o")
    keys = None if topics is None else split_names(topics, "TOPIC")
    numbers = _numbers(seeds)
    pages = [(output, False), *([(answers, True)] if answers is not None else [])]
    with show_progress("Making exercises"):
        texts = [
            (file, training.homework(keys, numbers, answers=with_answers)) for file, with_answers in pages
        ]
    for file, text in texts:
        write_result(text, file)
    written = [file for file, _ in pages if not is_standard_output(file)]
    if written:
        typer.echo(f"Wrote {' and '.join(written)}: open in a browser and print.", err=True)
    return None


def _numbers(text: str) -> list[int]:
    """The numbers of ``1-10`` or ``3,5,8-12``."""
    found: list[int] = []
    for part in text.split(","):
        first, dash, last = part.strip().partition("-")
        ends = [first, last] if dash else [first, first]
        is_number = all(end.isascii() and end.isdecimal() and len(end) < 5 for end in ends)
        if not is_number or int(ends[0]) > int(ends[1]):
            raise typer.BadParameter(
                f"{quoted(part)} is no number from 0 to 4095 and no range such as 1-10", param_hint="--seeds"
            )
        found += range(int(ends[0]), int(ends[1]) + 1)
    return found
