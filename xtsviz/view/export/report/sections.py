"""The tables of a report. A table with many columns is split, so that each part fits on a sheet of paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from xtsviz.findings.finding import Findings, severity_label
from xtsviz.model.topology import Arrow
from xtsviz.people.pages import People, PeoplePage, PersonRow
from xtsviz.people.relations import PRESENCE_SYMBOLS
from xtsviz.view.context import ViewContext
from xtsviz.view.markup import esc, fragment, join_markup, table, text_cells, text_lines
from xtsviz.view.text_width import clip_text
from xtsviz.view.theme import TEXT_SIZE, state_label
from xtsviz.view.words import list_in_words, number

MAX_ARROWS = 1000
MAX_PEOPLE = 200
MAX_FINDINGS = 500
MAX_OBJECTS = 25_000
"""If all tenants together have more user objects than this, the report does not list people."""
MAX_MATRIX = 60
"""With more tenants, the report lists externals by pair, and the table of people has no column for each tenant."""
MAX_PAIRS = 500
_MAX_NAMED_TENANTS = 20
_COLUMNS, _WORDY_COLUMNS = 10, 6
_HEAD_WIDTH = 160.0
"""The room for a name above a column."""


def _note(words: str) -> Markup:
    return fragment('<p class="muted">{}</p>', words)


def _limit_note(shown: int, total: int, what: str, rest: str) -> Markup:
    return _note(f"The first {shown:,} of {total:,} {what}. {rest}") if total > shown else Markup()


def _column_heads(context: ViewContext, tenants: Sequence[str]) -> list[Markup]:
    """The names above columns. A long name is cut; the full name shows on hover, and in the table of tenants."""
    made = []
    for tenant in tenants:
        name = context.names.tenant(tenant)
        short = clip_text(name, _HEAD_WIDTH, TEXT_SIZE)
        made.append(esc(name) if short == name else fragment('<span title="{}">{}</span>', name, short))
    return made


def _column_groups(tenants: Sequence[str], many: int) -> Iterator[tuple[Sequence[str], str]]:
    """Groups of tenants that fit into one table, and words that say which they are."""
    for first in range(0, len(tenants), many):
        part = tenants[first : first + many]
        few = len(tenants) <= many
        yield part, "" if few else f"; tenants {first + 1} to {first + len(part)} of {len(tenants)}"


def arrows_section(context: ViewContext) -> Markup:
    """One row for each arrow: state, numbers, scope, and why it syncs nobody."""
    if not context.design.arrows:
        return _note("There are no arrows: nobody is synchronized.")
    rows = []
    for name, done in list(context.flow.by_arrow.items())[:MAX_ARROWS]:
        arrow = done.arrow
        state = state_label(done.state)
        rows.append(
            [
                fragment('{}<br><code class="muted">{}</code>', context.names.arrow(arrow), name),
                fragment('<span class="state {}">{}</span>', done.state, state),
                fragment("{:,}", done.carried),
                esc("not known") if done.eligible is None else fragment("{:,}", done.eligible),
                esc(_scope(arrow)),
                esc(f"external {arrow.user_type.lower()}s"),
                Markup(" ").join(
                    esc(one.message) for one in context.findings_about(name) if one.code in done.codes
                ),
            ]
        )
    head = text_cells("Arrow", "State", "Syncs", "Eligible", "Scope", "They become", "Why it does not sync")
    made = table(head, rows, caption="Arrows, in the order of the design", kind="arrows")
    return made + _limit_note(
        len(rows), len(context.design.arrows), "arrows", "xtsviz flow --format json lists all."
    )


def _scope(arrow: Arrow) -> str:
    return "not known" if arrow.scope.users == "unknown" else str(arrow.scope)


def matrix_section(context: ViewContext) -> Markup:
    """The number of externals for each home tenant and each tenant."""
    tenants = list(context.tenant_index)
    if len(tenants) > MAX_MATRIX:
        return _pairs(context)
    made = []
    for part, which in _column_groups(tenants, _COLUMNS):
        rows = [
            [esc(context.names.tenant(home)), *(_cell(context, home, where) for where in part)]
            for home in tenants
        ]
        head = [*text_cells("Home tenant"), *_column_heads(context, part)]
        caption = f"Externals: home tenant down, where they are across{which}"
        made.append(table(head, rows, caption=caption, kind="counted"))
    return join_markup(made)


def _cell(context: ViewContext, home: str, where: str) -> Markup:
    if home == where:
        return Markup('<span class="zero">home</span>')
    count = context.external_counts[where].get(home, 0)
    return fragment("{:,}", count) if count else Markup('<span class="zero">0</span>')


def _pairs(context: ViewContext) -> Markup:
    found = [
        (count, home, where)
        for where, homes in context.external_counts.items()
        for home, count in homes.items()
    ]
    if not found:
        return _note("Nobody appears in another tenant.")
    found.sort(key=lambda pair: (-pair[0], context.tenant_index[pair[1]], context.tenant_index[pair[2]]))
    rows = [
        [esc(f"{context.names.tenant(home)} → {context.names.tenant(where)}"), fragment("{:,}", count)]
        for count, home, where in found[:MAX_PAIRS]
    ]
    made = table(
        text_cells("From → in", "Externals"), rows, caption="Externals by pair, most first", kind="counted"
    )
    size = f"{len(context.tenant_index):,} × {len(context.tenant_index):,}"
    return (
        made
        + _limit_note(len(rows), len(found), "pairs", "")
        + _note(
            f"The table of {size} tenants is too large for a page. "
            "In Python: xtsviz.user_flow(design).pairs has each number, .counts() the whole table."
        )
    )


def tenants_section(context: ViewContext) -> Markup:
    """How many users each tenant has, and how much of its quota of directory objects they use."""
    rows = []
    for tenant in context.design.tenants:
        here = context.population[tenant.id]
        total, quota = here.internal + here.external, tenant.object_quota
        numbers = (here.internal, here.external_members, here.external_guests, total)
        share = f"{total / quota:.2%} of {quota:,}" if quota else "not known"
        rows.append(
            [esc(context.names.tenant(tenant.id)), *(fragment("{:,}", n) for n in numbers), esc(share)]
        )
    everywhere = context.population.values()
    sums = [
        sum(p.internal for p in everywhere),
        sum(p.external_members for p in everywhere),
        sum(p.external_guests for p in everywhere),
    ]
    rows.append([esc("All tenants"), *(fragment("{:,}", n) for n in (*sums, sum(sums))), Markup()])
    head = text_cells(
        "Tenant", "Internal users", "External members", "External guests", "Together", "Of its quota"
    )
    caption = "Users in each tenant; the quota counts all directory objects, users are one kind of them"
    return table(head, rows, caption=caption, kind="counted")


def notes_section(context: ViewContext) -> Markup:
    """What the author wrote about tenants and arrows; empty markup if that is nothing."""
    design = context.design
    written = [
        *((context.names.tenant(tenant.id), tenant.note) for tenant in design.tenants),
        *((context.names.arrow(arrow), arrow.note) for arrow in design.arrows),
    ]
    rows = [[esc(name), text_lines(text)] for name, text in written if text]
    return table(text_cells("About", "Note"), rows, caption=number(len(rows), "note")) if rows else Markup()


def people_section(context: ViewContext) -> Markup:
    """Who is where, by name; of a big design, how to get at it instead."""
    total = sum(here.internal + here.external for here in context.population.values())
    if total > MAX_OBJECTS:
        return _note(
            f"{total:,} users in all tenants together are too many to list here; "
            "xtsviz flow --format csv lists all."
        )
    page = People(context.flow).page(1, MAX_PEOPLE)
    if not page.total:
        return _note("The design has no people.")
    shared = Counter(person.name for person in page.people)
    rest = "xtsviz flow --format csv lists all."
    if len(context.tenant_index) > MAX_MATRIX:
        return _everywhere(context, page, shared) + _limit_note(len(page.people), page.total, "people", rest)
    made = []
    for part, which in _column_groups(list(context.tenant_index), _WORDY_COLUMNS):
        rows = []
        for person in page.people:
            where = [_relation_text(person.presence[tenant]) for tenant in part]
            rows.append([_person_name(person, shared), esc(person.home_name), *where])
        head = [*text_cells("Name", "Home tenant"), *_column_heads(context, part)]
        made.append(table(head, rows, caption=f"Who is where, by name{which}", kind="people"))
    return join_markup(made) + _limit_note(len(page.people), page.total, "people", rest)


def _everywhere(context: ViewContext, page: PeoplePage, shared: Mapping[str, int]) -> Markup:
    """The same with one column for all tenants, where each would need its own."""
    rows = []
    for person in page.people:
        elsewhere = [
            f"{context.names.tenant(tenant)} ({words})"
            for tenant, words in person.presence.present.items()
            if tenant != person.home
        ]
        where = list_in_words(elsewhere, _MAX_NAMED_TENANTS, "more") if elsewhere else "nowhere else"
        rows.append([_person_name(person, shared), esc(person.home_name), esc(where)])
    head = text_cells("Name", "Home tenant", "External in")
    return table(head, rows, caption="Who is where, by name", kind="people")


def _person_name(person: PersonRow, shared: Mapping[str, int]) -> Markup:
    """A name, with the id where two share it."""
    same_name = (
        fragment(' <code class="muted">{}</code>', person.user) if shared[person.name] > 1 else Markup()
    )
    return esc(person.name) + same_name


def _relation_text(words: str) -> Markup:
    return fragment(
        '<span class="where {}">{} {}</span>', words.replace(" ", "-"), PRESENCE_SYMBOLS[words], words
    )


def findings_section(context: ViewContext, found: Findings) -> Markup:
    """What is wrong or worth knowing, the most severe first, with what to do."""
    if not found:
        return _note("Nothing to report: every arrow works, and nobody is left out by surprise.")
    by_arrow = context.design.topology.arrow_by_id
    rows = []
    for one in found[:MAX_FINDINGS]:
        arrow = by_arrow.get(one.subject)
        rows.append(
            [
                fragment('<span class="severity {}">{}</span>', one.severity, severity_label(one.severity)),
                esc(context.names.arrow(arrow) if arrow else context.names.tenant(one.subject)),
                esc(one.message),
                esc(one.remedy) or Markup('<span class="muted">nothing</span>'),
                fragment('<code>{}</code><br><span class="muted">{}</span>', one.code, one.source),
            ]
        )
    head = text_cells("Severity", "About", "Problem", "What to do", "Code and source")
    caption = f"{number(len(found), 'finding')}, the most severe first"
    made = table(head, rows, caption=caption, kind="findings")
    return made + _limit_note(len(rows), len(found), "findings", "xtsviz flow --format json lists all.")
