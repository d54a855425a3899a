"""The overlay *People*: each tenant a box with its people inside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xtsviz.model.display_text import isolated
from xtsviz.people.relations import RELATIONS
from xtsviz.view.context import ViewContext
from xtsviz.view.picture import people_layout
from xtsviz.view.picture.overlays.overlay import Overlay
from xtsviz.view.picture.overlays.result import OverlayResult
from xtsviz.view.picture.overlays.tenant_lines import population_lines
from xtsviz.view.picture.people_layout import UnplacedPerson
from xtsviz.view.picture.types import Selection
from xtsviz.view.words import list_in_words, relation_words


def _resolve(context: ViewContext, selection: Selection) -> OverlayResult:  # noqa: ARG001
    title = "People: who is where"
    inside = people_layout.people_or_crowds(context)
    total = sum(p.internal + p.external for p in context.population.values())
    if inside is None:
        note = f"{total:,} people are too many to draw; the boxes show numbers."
        return OverlayResult(title, population_lines(context), note=note)
    note = (
        ""
        if total <= people_layout.MAX_PEOPLE
        else f"{total:,} people: each symbol represents the number below it."
    )
    return OverlayResult(
        title, population_lines(context), inside=inside, sentences=_sentences(context, inside), note=note
    )


def _sentences(context: ViewContext, inside: Mapping[str, Sequence[UnplacedPerson]]) -> tuple[str, ...]:
    sentences = []
    for tenant, people in inside.items():
        for relation in RELATIONS:
            there = [isolated(p.name) if p.user else p.name for p in people if p.relation == relation]
            if there:
                words = relation_words(relation, many=True)
                sentences.append(f"In {context.names.tenant(tenant)}, {words}: {list_in_words(there, 12)}.")
    return tuple(sentences)


OVERLAY = Overlay(
    "people",
    "People",
    2,
    _resolve,
    in_report=True,
    replay_order=1,
    # Without people in the boxes, it shows the same as Everyone.
    worth_printing=lambda picture: bool(picture.people),
)
