"""The report: a design as one standalone HTML file, with pictures, tables and findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from markupsafe import Markup

from xtsviz.compare.comparison import Comparison
from xtsviz.errors import DesignError, PictureError
from xtsviz.findings import Findings
from xtsviz.flow import Flow, user_flow
from xtsviz.flow.licences import count_licences
from xtsviz.model.argument_checks import require_type
from xtsviz.model.design import Design
from xtsviz.people.relations import PRESENCE_SYMBOLS, RELATIONS
from xtsviz.view.context import ViewContext
from xtsviz.view.export import svg
from xtsviz.view.export.html_page import html_page
from xtsviz.view.export.report import sections
from xtsviz.view.export.report.comparison import comparison_section
from xtsviz.view.export.report.groups import groups_section
from xtsviz.view.export.report.style import style_sheet
from xtsviz.view.markup import fragment, join_markup
from xtsviz.view.palette import Palette
from xtsviz.view.picture.box_positions import Position
from xtsviz.view.picture.grouping import groups_by_itself
from xtsviz.view.picture.overlays import OVERLAYS
from xtsviz.view.picture.resolve import resolve
from xtsviz.view.picture.types import Picture
from xtsviz.view.theme import ArrowStyleName, state_label
from xtsviz.view.words import number

_SECTIONS = {
    "summary": "Summary",
    "comparison": "Comparison",
    "pictures": "Pictures",
    "findings": "Findings",
    "arrows": "Arrows",
    "tenants": "Tenants",
    "notes": "Notes",
    "people": "People",
    "groups": "Synchronized groups",
    "signs": "How to read this",
}


def report(
    design: Design,
    flow: Flow | None = None,
    *,
    title: str | None = None,
    pictures: Sequence[Picture] = (),
    positions: Mapping[str, Position] | None = None,
    palette: Palette | None = None,
    comparisons: Sequence[Comparison] = (),
) -> str:
    """A design, its flow and its findings as the text of one HTML file (UTF-8).

    The file opens offline, has no scripts, follows the light or dark setting of the reader, and can be printed. Every
    picture has a legend and a description in words. A note below a long table says how many rows there are, and how
    to get all of them.

    Args:
        design: the design.
        flow: its flow, if the caller has it.
        title: the heading; by default the name of the design.
        pictures: the first pictures, made by `xtsviz.view.picture.resolve.resolve`. *Everyone*, *People* (if they can
            be drawn) and *Health* follow, unless they are among these.
        positions: positions of tenants that a person chose, for the pictures that follow.
        palette: the colours of tenants, if they are not those of their order.
        comparisons: of one design with one or two others; the report shows them side by side with what differs.

    Raises:
        DesignError: the argument is not a design.
        PictureError: the flow belongs to another design.
    """
    if not isinstance(design, Design):
        raise DesignError(
            f"report takes a design, not {type(design).__name__}; xts.load reads one from a file"
        )
    require_type(
        flow, (Flow, type(None)), "flow: a flow is needed", "leave it out, or pass xtsviz.user_flow(design)"
    )
    require_type(title, (str, type(None)), "title: a text is needed")
    require_type(pictures, (list, tuple), "pictures: a list of pictures is needed")
    require_type(comparisons, (list, tuple), "comparisons: a list of comparisons is needed")
    for one in comparisons:
        require_type(one, Comparison, "comparisons: an xtsviz.compare.comparison.Comparison is needed")
    for picture in pictures:
        require_type(
            picture,
            Picture,
            "pictures: pictures are needed",
            "xtsviz.view.picture.resolve.resolve(design, flow) makes one",
        )
    if flow is not None and flow.design is not design and flow.design != design:
        raise PictureError(
            "the flow belongs to another design: leave it out, or pass xtsviz.user_flow(design)"
        )
    context = ViewContext(design, flow or user_flow(design), palette)
    found = context.findings
    parts = {
        "summary": _summary(context, found),
        "comparison": comparison_section(comparisons, positions, context.palette),
        "pictures": join_markup(_pictures(context, pictures, positions)),
        "findings": sections.findings_section(context, found),
        "arrows": sections.arrows_section(context) + sections.matrix_section(context),
        "tenants": sections.tenants_section(context),
        "notes": sections.notes_section(context),
        "people": sections.people_section(context),
        "groups": groups_section(context),
        "signs": _explanations(),
    }
    return _page(title or design.name or "Untitled design", parts)


def _page(title: str, parts: Mapping[str, Markup]) -> str:
    shown = {name: words for name, words in _SECTIONS.items() if parts[name]}
    links = join_markup(
        fragment('<li><a href="#{}">{}</a></li>', name, words) for name, words in shown.items()
    )
    body = join_markup(
        fragment('<section id="{}"><h2>{}</h2>{}</section>', name, words, parts[name])
        for name, words in shown.items()
    )
    header = fragment(
        '<header><h1>{}</h1><p class="muted">Cross-tenant synchronization: who appears where, and why not everybody'
        "</p></header>",
        title,
    )
    contents = fragment('<nav aria-label="Contents"><ul>{}</ul></nav>', links)
    main = fragment("<main>{}</main>", body)
    footer = Markup("<footer>Made by xtsviz from a design, without a connection to any tenant.</footer>")
    return html_page(title, style_sheet(), join_markup((header, contents, main, footer), Markup("\n")))


def _summary(context: ViewContext, found: Findings) -> Markup:
    states: Counter[ArrowStyleName] = Counter(done.state for done in context.flow.by_arrow.values())
    people = context.population.values()
    members, guests = sum(p.external_members for p in people), sum(p.external_guests for p in people)
    severities = Counter(one.severity for one in found)
    needs: Counter[str] = Counter()
    for kinds in count_licences(context.flow).values():
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
    inside = join_markup(
        fragment(
            "<div><dt>{}</dt><dd>{}{}</dd></div>",
            name,
            value,
            fragment("<span>{}</span>", more) if more else Markup(),
        )
        for name, value, more in entries
    )
    return fragment('<dl class="numbers">{}</dl>', inside)


def _pictures(
    context: ViewContext, first: Sequence[Picture], positions: Mapping[str, Position] | None
) -> Iterator[Markup]:
    for picture in first:
        yield _figure(picture)
    given = {picture.overlay for picture in first}
    for overlay in OVERLAYS.values():
        if overlay.in_report and overlay.name not in given:
            picture = resolve(
                context.design,
                context.flow,
                overlay=overlay.name,
                positions=positions,
                palette=context.palette,
                groups=groups_by_itself(context.design),
            )
            if overlay.worth_printing(picture):
                yield _figure(picture)


def _figure(picture: Picture) -> Markup:
    drawn = svg.render(replace(picture, dark=False))
    words = join_markup(fragment("<p>{}</p>", line) for line in picture.text.split("\n"))
    note = fragment('<p class="muted">{}</p>', picture.left_out) if picture.left_out else Markup()
    in_words = fragment("<details><summary>This picture in words</summary>{}</details>", words)
    return fragment(
        "<h3>{}</h3>{}<figure>{}<figcaption>{}</figcaption></figure>",
        OVERLAYS[picture.overlay].title,
        note,
        drawn,
        in_words,
    )


_RELATION_WORDS = {
    RELATIONS["home"]: "an internal user of this tenant",
    RELATIONS["member"]: "an object of user type Member that represents a user of another tenant",
    RELATIONS["guest"]: "an object of user type Guest that represents a user of another tenant",
}
_STATE_WORDS: dict[ArrowStyleName, str] = {
    "open": "the arrow syncs the users in its scope",
    "paused": "its status is paused or quarantined: it syncs nobody until it is resumed",
    "blocked": "a setting of the source or of the target stops it: it syncs nobody",
    "unknown": "a setting is not known, so it is not known whether the arrow works",
}


def _explanations() -> Markup:
    rows = [
        fragment("<li>{} <strong>{}</strong>: {}</li>", PRESENCE_SYMBOLS[words], words, more)
        for words, more in _RELATION_WORDS.items()
    ]
    rows += [
        fragment(
            '<li><span class="state {}">{}</span>: {}</li>',
            state,
            state_label(state),
            more,
        )
        for state, more in _STATE_WORDS.items()
    ]
    lead = (
        "An arrow is one one-way configuration in a source tenant. It syncs internal users of that tenant to one "
        "target, where they become externals. Externals are never passed on. “Eligible” is how many an arrow "
        "syncs, or would sync if it were open."
    )
    return fragment("<p>{}</p><ul>{}</ul>", lead, join_markup(rows))
