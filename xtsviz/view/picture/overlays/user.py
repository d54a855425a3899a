"""The overlay *One user*: where one user is, and which arrow stops them."""

from __future__ import annotations

from xtsviz.flow.wording import REASON_LABELS
from xtsviz.model.display_text import isolated
from xtsviz.people.relations import NOT_THERE, RELATIONS
from xtsviz.view.context import ViewContext
from xtsviz.view.picture import people_layout
from xtsviz.view.picture.links import ArrowOverlay
from xtsviz.view.picture.overlays.overlay import ArrowLegend, Overlay
from xtsviz.view.picture.overlays.result import OverlayResult
from xtsviz.view.picture.overlays.tenant_lines import population_lines
from xtsviz.view.picture.types import Emphasis, Mark, Selection
from xtsviz.view.text_width import wrap_text
from xtsviz.view.theme import TEXT_SIZE, ArrowStyleName
from xtsviz.view.words import relation_words

_MAX_MARKS = 8
"""With more marks than this, the arrows have only symbols. The sentences have the words."""


def _resolve(context: ViewContext, selection: Selection) -> OverlayResult:
    if selection.kind != "user" or selection.id is None:
        note = "Choose a user to see where they appear, and which arrows sync them."
        return OverlayResult("One user: nobody is chosen", population_lines(context), note=note)
    here = context.presence_of_user(selection.id)
    trace = context.flow.trace(selection.id)
    rows = list(
        zip(
            trace["arrow"],
            trace["source"],
            trace["carried"],
            trace["reason"],
            trace["explanation"],
            strict=True,
        )
    )
    name = isolated(here[0].name) if here else isolated(selection.id)
    inside = people_layout.individuals(context, here)
    where = {h.tenant: h.relation for h in here}
    marks, emphasis, labels, paints = {}, {}, {}, {}
    home = next((h.home for h in here), None)
    for arrow, source, carried, reason, sentence in rows:
        if carried:
            emphasis[arrow], labels[arrow] = "lit", "✓"
            paints[arrow] = context.paint(home)
        elif source in where and reason != "not-in-source":
            emphasis[arrow] = "normal"
            marks[arrow] = Mark(
                reason, REASON_LABELS[reason], isolated(sentence) if not sentence.isascii() else sentence
            )
    for arrow, mark in marks.items():
        labels[arrow] = "\n".join(("⊘ stops here:", *wrap_text(mark.short, 130.0, TEXT_SIZE)))
        if len(marks) > _MAX_MARKS:
            labels[arrow] = "⊘"
            # The rule that externals are never passed on is the same for all arrows, so only other reasons are shown.
            emphasis[arrow] = "dim" if mark.reason == "external-in-source" else "normal"
    lit: dict[str, Emphasis] = dict.fromkeys(where, "lit")
    sentences = [f"{name} is {relation_words(h.relation)} in {context.names.tenant(h.tenant)}." for h in here]
    sentences += [mark.sentence for mark in marks.values()]
    return OverlayResult(
        title=f"One user: where {name} is, and which arrows stop them",
        details={t: RELATIONS[where[t]] if t in where else NOT_THERE for t in context.tenant_index},
        emphasis=lit,
        rest="dim",
        inside={tenant: people for tenant, people in inside.items() if people},
        links=ArrowOverlay(emphasis, "dim", marks, labels, paints),  # type: ignore[arg-type]
        sentences=tuple(sentences),
    )


def _words(style: ArrowStyleName) -> str | None:
    return "open; in the user's colour where it syncs them" if style == "open" else None


OVERLAY = Overlay(
    "user",
    "One user",
    3,
    _resolve,
    about="user",
    legend=ArrowLegend(words=_words, lit=("✓", "this arrow syncs them")),
)
