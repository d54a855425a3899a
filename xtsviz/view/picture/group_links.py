"""Arrows that are drawn as one: those of one kind from one box to another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from xtsviz.flow.wording import REASON_LABELS
from xtsviz.view.context import ViewContext
from xtsviz.view.picture.group_types import ArrowCount, ArrowKind
from xtsviz.view.picture.links import ArrowOverlay, arrow_bend, arrow_style, line_width
from xtsviz.view.picture.types import Link, Mark
from xtsviz.view.theme import ARROW_STYLES, CHANGES, DIM, ArrowStyleName
from xtsviz.view.words import number

_CHANGE_WORDS: dict[ArrowStyleName, str] = {"added": "more", "removed": "fewer", "changed": "changed"}


class Bundle(NamedTuple):
    """The ids of arrows of one kind, and the boxes that they join."""

    source: str
    target: str
    kind: ArrowKind
    arrows: list[str]


def bundles(context: ViewContext, overlay: ArrowOverlay, ends: Mapping[str, tuple[str, str]]) -> list[Bundle]:
    """The arrows as bundles, in the order of their first arrows.

    Args:
        ends: the boxes that each arrow joins, by its id.
    """
    found: dict[tuple[str, str, ArrowStyleName, str, str, bool], list[str]] = {}
    styles, emphases, marks, labels = overlay.styles, overlay.emphasis, overlay.marks, overlay.labels
    by_arrow, half, rest = context.by_arrow, overlay.show_half_configured, overlay.rest
    for name, (source, target) in ends.items():
        mark = marks.get(name)
        key = (
            source,
            target,
            styles.get(name) or arrow_style(by_arrow[name], half),
            emphases.get(name, rest),
            mark.reason if mark else "",
            labels.get(name, "").endswith("!"),
        )
        if (there := found.get(key)) is None:
            found[key] = [name]
        else:
            there.append(name)
    return [
        Bundle(source, target, ArrowKind(style, emphasis, reason, noted), names)  # type: ignore[arg-type]
        for (source, target, style, emphasis, reason, noted), names in found.items()
    ]


def count_arrows(context: ViewContext, bundle: Bundle, which: str) -> ArrowCount:
    """The arrows of a bundle, counted.

    Args:
        which: which arrows these are, in words: ``everyone with everyone``.
    """
    kind, many = bundle.kind, len(bundle.arrows)
    users = sum(context.by_arrow[name].carried for name in bundle.arrows)
    style = ARROW_STYLES[kind.style]
    arrows = number(many, "arrow")
    if kind.style in CHANGES:
        label = f"{style.symbol} {arrows} {_CHANGE_WORDS[kind.style]}"
        sentence = f"{arrows} {_CHANGE_WORDS[kind.style]}: {which}"
    elif kind.reason:
        label = f"⊘ {arrows}: {REASON_LABELS[kind.reason]}"
        sentence = f"{which}: {arrows} {_stop(many)} this user: {REASON_LABELS[kind.reason]}"
    elif kind.emphasis == "lit" and kind.style == "open":
        label = f"✓ {arrows} · {number(users, 'user')}"
        sentence = f"{which}: {arrows} highlighted, {number(users, 'user')} synchronized"
    elif kind.style == "open":
        label = f"{arrows} · {number(users, 'user')}" + (" !" if kind.noted else "")
        sentence = f"{which}: {arrows}, open; {number(users, 'user')} synchronized"
        sentence += "; there are warnings" if kind.noted else ""
    elif kind.style == "request":
        label = "on request" if many == 1 else f"{many:,} on request"
        sentence = f"{which}: {number(many, 'connected organization')}; nobody is synchronized"
    else:
        label = f"{style.symbol} {arrows} {_state(kind.style)}"
        sentence = f"{which}: {arrows}, {_state(kind.style)}; nobody is synchronized"
    if kind.emphasis == "dim" and kind.style not in CHANGES and not kind.reason:
        label = arrows
    return ArrowCount(kind, many, users, label, f"{sentence[0].upper()}{sentence[1:]}.")


def _stop(many: int) -> str:
    return "stops" if many == 1 else "stop"


def _state(style: ArrowStyleName) -> str:
    return "half configured" if style == "half" else style


def bundle_link(
    context: ViewContext, bundle: Bundle, which: str, overlay: ArrowOverlay, *, selected: bool
) -> Link:
    """One link for the arrows of a bundle. It has no bend yet."""
    by_state = overlay.colored_by_state or bundle.source not in context.tenant_index
    count, kind = count_arrows(context, bundle, which), bundle.kind
    dim = kind.emphasis == "dim"
    mark = Mark(kind.reason, REASON_LABELS[kind.reason], count.sentence) if kind.reason else None
    return Link(
        id=f"{kind.style} {kind.emphasis} {kind.reason} {kind.noted} {bundle.source} → {bundle.target}",
        source=bundle.source,
        target=bundle.target,
        style=kind.style,
        label="" if dim and kind.style == "open" else count.label,
        width=line_width(count.users),
        paint=DIM if dim else ARROW_STYLES[kind.style].paint if by_state else context.paint(bundle.source),
        emphasis=kind.emphasis,
        selected=selected,
        bend=0.0,
        weight=0.5,
        at=0.5,
        mark=mark,
        sentence=count.sentence,
        arrows=count.arrows,
    )


def bent(links: Sequence[Link]) -> list[Link]:
    """The links with bends: several from one box to another lie beside each other."""
    pairs = Counter((link.source, link.target) for link in links)
    lanes: Counter[tuple[str, str]] = Counter()
    found = []
    for link in links:
        pair = (link.source, link.target)
        lane = lanes[pair]
        lanes[pair] += 1
        found.append(link._replace(bend=arrow_bend(pairs[pair], lane, pair[::-1] in pairs)))
    return found


def most_first(found: Iterable[Bundle], limit: int) -> tuple[list[Bundle], list[Bundle]]:
    """The bundles that can be drawn, those with the most arrows, in their order; and the others."""
    every = list(found)
    if len(every) <= limit:
        return every, []
    kept = set(sorted(range(len(every)), key=lambda place: -len(every[place].arrows))[: max(limit, 0)])
    return [b for n, b in enumerate(every) if n in kept], [b for n, b in enumerate(every) if n not in kept]
