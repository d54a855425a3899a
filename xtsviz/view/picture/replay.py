"""The picture at a moment of a replay: the usual picture, with marks on recent changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from xtsviz.model.display_names import DisplayNames
from xtsviz.model.display_text import isolated
from xtsviz.simulation.lifecycle_rules import PRESENT
from xtsviz.simulation.log_rows import LogRow
from xtsviz.simulation.sentences import ACTION_SYMBOLS
from xtsviz.simulation.timeline import Timeline
from xtsviz.view.picture.box_positions import Position
from xtsviz.view.picture.overlays import OVERLAYS
from xtsviz.view.picture.resolve import resolve
from xtsviz.view.picture.room import Room
from xtsviz.view.picture.types import LegendEntry, Link, Person, Picture, Selection, TenantNode
from xtsviz.view.theme import MUTED
from xtsviz.view.words import list_in_words

REPLAY_OVERLAYS = tuple(
    sorted((o for o in OVERLAYS.values() if o.replay_order), key=lambda overlay: overlay.replay_order)
)
"""The overlays of a replay. It starts with the first. All other overlays are about a design, not about a moment."""

_NOTES = (
    "Just now: + came, − went, = matched, ↩ restored",
    "✎ changed, ⊘ blocked, ✓ enabled, ‖ deletion waits, · unchanged",
)


def picture_at(
    timeline: Timeline,
    number: int,
    *,
    overlay: str = REPLAY_OVERLAYS[0].name,
    dark: bool = False,
    selection: Selection | None = None,
    positions: Mapping[str, Position] | None = None,
    previous_positions: Mapping[str, Position] | None = None,
    room: Room | None = None,
) -> Picture:
    """A moment (0-based) as a picture.

    Symbols mark recent changes, and people who changed also have a glow. Tenants and arrows show how many users came
    and went. The text of the picture says the same in sentences, and also who is no longer there.
    """
    moment = timeline.moments[number]
    flow = timeline.flow(number)
    plain = resolve(moment.design, flow, selection, overlay, dark, positions, previous_positions, room=room)
    rows = [row for row in moment.rows if row.user is not None and row.after is not None]
    actions = changed_people(timeline, number)
    return replace(
        plain,
        title=timeline.title(number),
        nodes=tuple(_node(node, _came_and_went(rows, tenant=node.id)) for node in plain.nodes),
        people=tuple(_person(person, actions) for person in plain.people),
        links=tuple(_link(link, _came_and_went(rows, arrow=link.id)) for link in plain.links),
        legend=(*plain.legend, *(LegendEntry("note", note, MUTED) for note in _NOTES)),
        text="\n".join([f"{timeline.title(number)}.", *_sentences(timeline, number), plain.text]),
    )


def changed_people(timeline: Timeline, number: int) -> dict[tuple[str | None, str | None], str]:
    """What happened to users at a moment: the action, by the ids of user and tenant."""
    rows = timeline.moments[number].rows
    return {
        (row.user, row.tenant): row.action for row in rows if row.user is not None and row.after is not None
    }


def missing_sentence(timeline: Timeline, number: int, most: int = 6) -> str:
    """A sentence about users who are no longer in a tenant; empty if there are none."""
    names = DisplayNames(timeline.moments[number].design)
    words = {"softDeleted": "soft-deleted", "left": "left by themselves"}
    missing = [
        f"{isolated(name)} from {names.tenant(tenant)} ({words.get(state, 'deleted by an administrator there')})"
        for name, tenant, state in timeline.removed_externals(number)
        if state != "hardDeleted"
    ]
    return f"Not there any more: {list_in_words(missing, most)}." if missing else ""


def _sentences(timeline: Timeline, number: int) -> list[str]:
    sentences = [
        f"{ACTION_SYMBOLS.get(row.action, '')} {isolated(row.display_name or '')}: {row.reason}"
        for row in timeline.moments[number].rows[:60]
        if row.cycle is not None and row.display_name is not None
    ]
    return [*sentences, missing] if (missing := missing_sentence(timeline, number)) else sentences


def _came_and_went(rows: list[LogRow], *, tenant: str | None = None, arrow: str | None = None) -> str:
    """The numbers of users who came and went, such as ``+2 −1``; empty if there are none."""
    moved: Counter[bool] = Counter()
    for row in rows:
        if (tenant is None or row.tenant == tenant) and (arrow is None or row.arrow == arrow):
            before, after = row.before in PRESENT or row.before == "existing", row.after in PRESENT
            if before != after:
                moved[after] += 1
    parts = [f"{sign}{moved[came]}" for came, sign in ((True, "+"), (False, "−")) if moved[came]]
    return " ".join(parts)


def _node(node: TenantNode, balance: str) -> TenantNode:
    if not balance:
        return node
    if node.name_above:
        return replace(node, label=f"{node.label}  {balance}")
    return replace(node, detail=f"{node.detail}\n{balance}")


def _person(person: Person, actions: Mapping[tuple[str | None, str | None], str]) -> Person:
    action = actions.get((person.user, person.tenant))
    if action is None:
        return person
    return replace(person, label=f"{ACTION_SYMBOLS.get(action, '')} {person.label}".strip(), selected=True)


def _link(link: Link, balance: str) -> Link:
    return link._replace(label=f"{link.label} ({balance})", emphasis="lit") if balance else link
