"""A design as one HTML file that opens anywhere: pictures, tables, findings; no script, nothing fetched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from xtsviz.errors import DesignError, PictureError
from xtsviz.findings import Findings
from xtsviz.flow import Flow, user_flow
from xtsviz.flow.licences import licences
from xtsviz.model.arguments import need
from xtsviz.model.design import Design
from xtsviz.people.relations import PRESENCE_SYMBOLS, RELATIONS
from xtsviz.view.context import ViewContext
from xtsviz.view.export import svg
from xtsviz.view.export.report import sections
from xtsviz.view.export.report.style import style_sheet
from xtsviz.view.markup import esc
from xtsviz.view.picture.overlays import OVERLAYS
from xtsviz.view.picture.resolve import resolve
from xtsviz.view.picture.spacing import Position
from xtsviz.view.picture.types import Picture
from xtsviz.view.theme import STATES, ArrowStyleName
from xtsviz.view.words import number

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_SECTIONS = {
    "summary": "Summary",
    "pictures": "Pictures",
    "findings": "Findings",
    "arrows": "Arrows",
    "tenants": "Tenants",
    "people": "People",
    "signs": "How to read this",
}


def report(
    design: Design,
    flow: Flow | None = None,
    *,
    title: str | None = None,
    pictures: Sequence[Picture] = (),
    positions: Mapping[str, Position] | None = None,
) -> str:
    """A design, what it does and what is wrong with it, as the text of one HTML file (UTF-8).

    The file stands alone: it opens offline, runs no script, follows its reader's light or dark setting and
    prints. Every picture comes with its legend and with the same in words. Long tables end with a note that
    says how many rows there are and what lists all of them.

    Args:
        design: what the report is about.
        flow: its flow, if it has been computed already.
        title: the heading; the name of the design if there is none.
        pictures: pictures of the design to begin with, as `xtsviz.view.picture.resolve.resolve` makes them. *Everyone*,
            *People* (where few enough to draw) and *Health* follow, unless they are among these.
        positions: where a person put tenants, for the pictures that follow.

    Raises:
        DesignError: something else than a design.
        PictureError: the flow is that of another design.
    """
    if not isinstance(design, Design):
        raise DesignError(
            f"report takes a design, not {type(design).__name__}; xts.load reads one from a file"
        )
    need(flow, (Flow, type(None)), "flow: a flow is needed", "leave it out, or pass xtsviz.user_flow(design)")
    need(title, (str, type(None)), "title: a text is needed")
    need(pictures, (list, tuple), "pictures: a list of pictures is needed")
    for picture in pictures:
        need(
            picture,
            Picture,
            "pictures: pictures are needed",
            "xtsviz.view.picture.resolve.resolve(design, flow) makes one",
        )
    if flow is not None and flow.design is not design and flow.design != design:
        raise PictureError(
            "the flow is that of another design: leave it out, or pass xtsviz.user_flow(design)"
        )
    context = ViewContext(design, flow or user_flow(design))
    found = context.findings
    parts = {
        "summary": _summary(context, found),
        "pictures": "".join(_pictures(context, pictures, positions)),
        "findings": sections.findings(context, found),
        "arrows": sections.arrows(context) + sections.matrix(context),
        "tenants": sections.population(context),
        "people": sections.people(context),
        "signs": _signs(),
    }
    return _page(title or design.name or "Untitled design", parts)


def _page(title: str, parts: Mapping[str, str]) -> str:
    links = "".join(f'<li><a href="#{name}">{words}</a></li>' for name, words in _SECTIONS.items())
    body = "".join(
        f'<section id="{name}"><h2>{words}</h2>{parts[name]}</section>' for name, words in _SECTIONS.items()
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="generator" content="xtsviz">\n'
        f"<title>{esc(title)}</title>\n<style>{style_sheet()}</style>\n</head>\n<body>\n"
        f'<header><h1>{esc(title)}</h1><p class="muted">Cross-tenant synchronization: who appears where, and why '
        f'not everybody</p></header>\n<nav aria-label="Contents"><ul>{links}</ul></nav>\n<main>{body}</main>\n'
        "<footer>Made by xtsviz from a design; no tenant was asked.</footer>\n</body>\n</html>\n"
    )


def _summary(context: ViewContext, found: Findings) -> str:
    states: Counter[ArrowStyleName] = Counter(done.state for done in context.flow.by_arrow.values())
    people = context.population.values()
    members, guests = sum(p.external_members for p in people), sum(p.external_guests for p in people)
    severities = Counter(one.severity for one in found)
    needs: Counter[str] = Counter()
    for kinds in licences(context.flow).values():
        needs.update(kinds)
    entries = [
        ("Tenants", f"{len(context.tenant_index):,}", ""),
        (
            "Arrows",
            f"{len(context.design.arrows):,}",
            ", ".join(f"{states[state]:,} {state}" for state in _STATE_WORDS if states[state]),
        ),
        ("Internal users", f"{sum(p.internal for p in people):,}", ""),
        (
            "Externals",
            f"{members + guests:,}",
            f"{number(members, 'member')}, {number(guests, 'guest')}",
        ),
        ("Licences needed", f"{needs.total():,}", ", ".join(f"{n:,} {kind}" for kind, n in needs.items())),
        (
            "Findings",
            f"{len(found):,}",
            f"{number(severities['error'], 'error')}, {number(severities['warning'], 'warning')}, "
            f"{number(severities['info'], 'note')}",
        ),
    ]
    inside = "".join(
        f"<div><dt>{name}</dt><dd>{value}{f'<span>{esc(more)}</span>' if more else ''}</dd></div>"
        for name, value, more in entries
    )
    return f'<dl class="numbers">{inside}</dl>'


def _pictures(
    context: ViewContext, first: Sequence[Picture], positions: Mapping[str, Position] | None
) -> Iterator[str]:
    for picture in first:
        yield _figure(picture)
    given = {picture.overlay for picture in first}
    for overlay in OVERLAYS.values():
        if overlay.in_report and overlay.name not in given:
            picture = resolve(context.design, context.flow, overlay=overlay.name, positions=positions)
            if overlay.worth_printing(picture):
                yield _figure(picture)


def _figure(picture: Picture) -> str:
    drawn = svg.render(replace(picture, dark=False))
    words = "".join(f"<p>{esc(line)}</p>" for line in picture.text.split("\n"))
    note = f'<p class="muted">{esc(picture.left_out)}</p>' if picture.left_out else ""
    twin = f"<details><summary>This picture in words</summary>{words}</details>"
    return f"<h3>{OVERLAYS[picture.overlay].title}</h3>{note}<figure>{drawn}<figcaption>{twin}</figcaption></figure>"


_RELATION_WORDS = {
    RELATIONS["home"]: "an internal user of this tenant",
    RELATIONS["member"]: "an object of user type Member that stands for somebody from elsewhere",
    RELATIONS["guest"]: "an object of user type Guest that stands for somebody from elsewhere",
}
_STATE_WORDS: dict[ArrowStyleName, str] = {
    "open": "the arrow carries whom its scope names",
    "paused": "its status is paused or quarantined: it carries nobody for now",
    "blocked": "a setting of the source or the target keeps it from carrying anybody",
    "unknown": "a setting is not known, so neither is whether it works",
}


def _signs() -> str:
    rows = [
        f"<li>{PRESENCE_SYMBOLS[words]} <strong>{words}</strong>: {esc(more)}</li>"
        for words, more in _RELATION_WORDS.items()
    ]
    rows += [
        f'<li><span class="state {state}">{f"{STATES[state].symbol} {state}".strip()}</span>: {esc(more)}</li>'
        for state, more in _STATE_WORDS.items()
    ]
    lead = (
        "An arrow is one one-way configuration in a source tenant. It carries internal users of that tenant to one "
        "target, where they become externals. Externals are never passed on. “Eligible” is how many an arrow "
        "carries, or would carry if it were open."
    )
    return f"<p>{lead}</p><ul>{''.join(rows)}</ul>"
