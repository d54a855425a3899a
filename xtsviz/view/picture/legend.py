"""The legend of a picture: the meaning of its colours, rings and lines. It explains only what the picture shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xtsviz.findings.finding import SEVERITY_NOUNS, SEVERITY_SYMBOLS, Severity
from xtsviz.model.display_text import isolated
from xtsviz.people.relations import RELATIONS, Relation
from xtsviz.view.context import UNKNOWN_HOME, ViewContext
from xtsviz.view.picture.overlays.overlay import ArrowLegend
from xtsviz.view.picture.types import LegendEntry, Link, Person
from xtsviz.view.theme import (
    ARROW_STYLES,
    DIM,
    GROUP_SYMBOL,
    INFO,
    MISSING,
    MUTED,
    SELECTED,
    SEVERITY_PAINTS,
    ArrowStyleName,
)
from xtsviz.view.words import relation_words

_MAX_TENANTS = 12
_RELATION_WORDS: dict[Relation, str] = {
    "home": relation_words("home"),
    "member": f"{relation_words('member')}, ring in the home tenant's colour",
    "guest": f"{relation_words('guest')}, dashed ring",
    "external": f"{relation_words('external', many=True)}, members and guests",
}


def legend(
    context: ViewContext,
    arrows: ArrowLegend,
    people: Sequence[Person],
    links: Sequence[Link],
    notes: Sequence[str],
    selected: bool,
    badges: frozenset[Severity | None],
    groups: bool = False,
    missing: bool = False,
) -> tuple[LegendEntry, ...]:
    """The entries of the legend, in this order: people, arrows, badges, home tenants, emphasis, notes.

    Args:
        badges: what the badges of the picture count: severities of findings, None for groups.
        groups: True if the picture has boxes of alike tenants.
        missing: True if an exception in a box is an arrow that one pair has not.
    """
    entries: list[LegendEntry] = []
    relations = {person.relation for person in people}
    entries += [
        LegendEntry("person", _RELATION_WORDS[relation], INFO, relation=relation)
        for relation in RELATIONS
        if relation in relations
    ]
    shown = {link.style for link in links if arrows.shown(link)} | arrows.always
    for name, style in ARROW_STYLES.items():
        if name in shown:
            words = arrows.words(name) or _line_words(name, style.words)
            entries.append(LegendEntry("line", words, style.paint, style=name, symbol=style.symbol))
    if arrows.lit and any(link.emphasis == "lit" for link in links):
        symbol, words = arrows.lit
        entries.append(LegendEntry("note", words, MUTED, symbol=symbol))
    if any(link.mark for link in links):
        entries.append(LegendEntry("note", "stops here: this arrow does not sync them", MUTED, symbol="⊘"))
    if None in badges:
        words = "groups that group synchronization makes here"
        entries.append(LegendEntry("badge", words, INFO, symbol=GROUP_SYMBOL))
    if badges - {None}:
        entries += [
            LegendEntry("badge", SEVERITY_NOUNS[severity][1], SEVERITY_PAINTS[severity], symbol=symbol)
            for severity, symbol in SEVERITY_SYMBOLS.items()
        ]
    if people:
        entries += _home_entries(context, people)
    if groups:
        words = "alike tenants in one box: press it to open or to close it"
        entries.append(LegendEntry("note", words, MUTED, symbol="▣"))
        if any(link.arrows > 1 for link in links):
            words = "one line for all arrows of a kind, with their number"
            entries.append(LegendEntry("note", words, MUTED, symbol="→"))
    if missing:
        words = "exception: an arrow that is missing; the others have it"
        entries.append(LegendEntry("note", words, MISSING.paint, symbol=MISSING.symbol))
    if any(link.emphasis == "dim" for link in links):
        entries.append(LegendEntry("line", arrows.dim, DIM))
    if selected:
        entries.append(LegendEntry("frame", "selected", SELECTED))
    entries += [LegendEntry("note", note, MUTED) for note in notes]
    return tuple(entries)


def _line_words(style: ArrowStyleName, words: str) -> str:
    if style == "open":
        return "open, with the number of users it syncs; wider for more"
    return words if style == "request" else f"{words}, syncs nobody"


def _home_entries(context: ViewContext, people: Sequence[Person]) -> list[LegendEntry]:
    here = {person.home for person in people}
    homes = [tenant for tenant in context.tenant_index if tenant in here]
    entries = [
        LegendEntry("tenant", context.names.tenant(tenant), context.paint(tenant), context.marker(tenant))
        for tenant in homes[:_MAX_TENANTS]
    ]
    if rest := len(homes) - _MAX_TENANTS:
        entries += [LegendEntry("note", f"and {rest} more tenants", MUTED)] if rest > 0 else []
    if None in here or any(home is not None and home not in context.tenant_index for home in here):
        entries.append(LegendEntry("tenant", isolated("home not known"), UNKNOWN_HOME, "hexagon"))
    return entries


def about_people(entries: Iterable[LegendEntry]) -> tuple[LegendEntry, ...]:
    """The entries about people, for a small picture in which tenants have their names and arrows their labels."""
    return tuple(entry for entry in entries if entry.kind in ("person", "note"))
