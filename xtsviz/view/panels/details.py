"""The details of the selected tenant, arrow or user."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

from markupsafe import Markup

from xtsviz.findings.finding import severity_label
from xtsviz.flow.licences import licences_of
from xtsviz.flow.required_settings import REQUIRED_SETTINGS, further_settings
from xtsviz.flow.wording import REASON_LABELS
from xtsviz.model.topology import Arrow, Tenant
from xtsviz.people.relations import RELATIONS
from xtsviz.view.context import ViewContext
from xtsviz.view.markup import (
    button,
    empty_message,
    esc,
    fragment,
    item_list,
    note,
    section,
    swatch,
    text_lines,
)
from xtsviz.view.panels.gates import FURTHER_TITLE, setting_line
from xtsviz.view.panels.groups import groups_of_arrow, groups_of_tenant, groups_of_user
from xtsviz.view.picture.types import Selection
from xtsviz.view.words import number, sync_sentence

MAX_PEOPLE = 30


def details(context: ViewContext, selection: Selection, dark: bool) -> Markup:
    """The details of the selection. The names of tenants, arrows and users are buttons that select them."""
    if selection.kind == "tenant" and selection.id is not None:
        return _tenant(context, context.design.tenant(selection.id), dark)
    if selection.kind == "arrow" and selection.id is not None:
        return _arrow(context, context.design.arrow(selection.id), dark)
    if selection.kind == "user" and selection.id is not None:
        return _user(context, selection.id, dark)
    return empty_message("Press a tenant, an arrow or a user to see the details here.")


def _heading(kind: str, name: str, mark: Markup) -> Markup:
    return fragment('<h2><span class="xts-muted">{}</span> {}{}</h2>', kind, mark, name)


def _to_tenant(context: ViewContext, tenant: str) -> Markup:
    return button(context.names.tenant(tenant), ["select", "tenant", tenant], kind="xts-link")


def _to_arrow(context: ViewContext, arrow: Arrow) -> Markup:
    return button(context.names.arrow(arrow), ["select", "arrow", arrow.id], kind="xts-link")


def _to_user(user: str, name: str) -> Markup:
    return button(name, ["select", "user", user], kind="xts-link")


def _tenant(context: ViewContext, tenant: Tenant, dark: bool) -> Markup:
    here = context.population[tenant.id]
    total = here.internal + here.external
    share = f" ({total / tenant.object_quota:.1%})" if tenant.object_quota else ""
    came = context.external_counts.get(tenant.id, {})
    into = [a for a in context.design.arrows if a.target == tenant.id]
    away = [a for a in context.design.arrows if a.source == tenant.id]
    facts_list = item_list(
        [
            esc(number(here.internal, "internal user")),
            esc(
                f"{number(here.external_members, 'external member')}, {number(here.external_guests, 'external guest')}"
            ),
            esc(f"{total:,} of {tenant.object_quota:,} directory objects{share}, users alone"),
            esc(f"Initial domain {tenant.initial_domain}; {tenant.cloud} cloud"),
        ]
    )
    return (
        _heading("Tenant", tenant.name, swatch(context.paint(tenant.id), dark))
        + facts_list
        + _note(tenant.note)
        + _findings(context, tenant.id)
        + section(
            "External here, by home",
            _first_items(
                [
                    fragment("{}: {:,}", _to_tenant(context, home), count)
                    for home, count in islice(came.items(), MAX_PEOPLE)
                ],
                len(came),
            )
            or empty_message("Nobody from another tenant of this design is here."),
        )
        + groups_of_tenant(context, tenant)
        + section("Arrows in", _first_items([_arrow_line(context, a) for a in into[:MAX_PEOPLE]], len(into)))
        + section("Arrows out", _first_items([_arrow_line(context, a) for a in away[:MAX_PEOPLE]], len(away)))
    )


def _first_items(entries: Sequence[Markup], total: int) -> Markup:
    """The first entries of a list, and the number of the others."""
    return item_list(entries) + (
        note(f"… and {total - len(entries):,} more.") if total > len(entries) else Markup()
    )


def _arrow_line(context: ViewContext, arrow: Arrow) -> Markup:
    done = context.flow.by_arrow[arrow.id]
    how = f"{done.carried:,} synchronized" if done.state == "open" else done.state
    return fragment("{}: {}", _to_arrow(context, arrow), how)


def _arrow(context: ViewContext, arrow: Arrow, dark: bool) -> Markup:
    done = context.flow.by_arrow[arrow.id]
    name = context.names.arrow(arrow)
    settings = item_list(
        [
            fragment('<span class="xts-state xts-{}">{}</span>', done.state, done.state),
            esc(sync_sentence(name, done.state, done.carried, done.eligible)),
            esc(f"Scope: {_scope(arrow)}"),
            esc(f"They become external {arrow.user_type.lower()}s."),
            esc(
                f"Licences in the source: {done.carried:,} × {' and '.join(licences_of(context.flow, arrow))}"
            ),
        ]
    )
    return (
        _heading("Arrow", name, swatch(context.paint(arrow.source), dark))
        + settings
        + _note(arrow.note)
        + _findings(context, arrow.id)
        + section("Gates", item_list(setting_line(context, arrow, setting) for setting in REQUIRED_SETTINGS))
        + groups_of_arrow(context, arrow)
        + section(
            FURTHER_TITLE,
            item_list(setting_line(context, arrow, setting) for setting in further_settings(arrow)),
        )
        + section("Users it syncs", _synchronized_users(context, arrow))
    )


def _note(text: str | None) -> Markup:
    """What a person wrote about a tenant or an arrow."""
    return section("Note", fragment('<p class="xts-note">{}</p>', text_lines(text))) if text else Markup()


def _findings(context: ViewContext, subject: str) -> Markup:
    """The findings about an arrow or a tenant, the most severe first; empty markup if there are none."""
    found = context.findings_about(subject)
    if not found:
        return Markup()
    return section(
        "Findings",
        item_list(
            fragment(
                '<span class="xts-severity xts-{}">{}</span> {}{}',
                one.severity,
                severity_label(one.severity),
                one.message,
                fragment("<br><strong>{}</strong>", one.remedy) if one.remedy else Markup(),
            )
            for one in found
        ),
    )


def _scope(arrow: Arrow) -> str:
    return str(arrow.scope) if arrow.scope.users != "unknown" else "not known"


def _synchronized_users(context: ViewContext, arrow: Arrow) -> Markup:
    if not context.flow.by_arrow[arrow.id].carried:
        return empty_message("Nobody.")
    people = context.flow.first_users_of_arrow(arrow.id, MAX_PEOPLE)
    more = context.flow.by_arrow[arrow.id].carried - len(people)
    rest = note(f"… and {more:,} more.") if more > 0 and people else Markup()
    return item_list(_to_user(user, name or user) for user, name in people) + rest


def _user(context: ViewContext, user: str, dark: bool) -> Markup:
    where = context.presence_of_user(user)
    if not where:
        return empty_message("This user has no object of their own in any tenant.")
    trace = context.flow.trace(user)
    syncing = trace[trace["carried"]]
    stops = trace[~trace["carried"] & (trace["reason"] != "not-in-source")]
    home = where[0].home
    mark = swatch(context.paint(home), dark)
    return (
        _heading("User", where[0].name, mark)
        + item_list(
            [fragment("Home: {}", _to_tenant(context, home) if home in context.tenant_index else "not known")]
        )
        + section(
            "Where they appear",
            _first_items([_presence_line(context, here) for here in where[:MAX_PEOPLE]], len(where)),
        )
        + fragment("<p>{}</p>", button("Why not in another tenant?", ["why", user]))
        + groups_of_user(context, where[0].user)
        + section(
            "Arrows that sync them",
            _first_items([_syncing_arrow(context, row) for row in _first_rows(syncing)], len(syncing)),
        )
        + section(
            "Arrows that do not sync them, and why",
            _first_items([_stopping_arrow(context, row) for row in _first_rows(stops)], len(stops)),
        )
    )


def _presence_line(context: ViewContext, here: Any) -> Markup:
    upn = fragment('<br><span class="xts-muted xts-upn">{}</span>', here.upn) if here.upn else Markup()
    return fragment("{}: {}{}", _to_tenant(context, here.tenant), RELATIONS[here.relation], upn)


def _first_rows(frame: Any) -> list[Any]:
    return list(frame.head(MAX_PEOPLE).itertuples(index=False))


def _syncing_arrow(context: ViewContext, row: Any) -> Markup:
    return _to_arrow(context, context.design.arrow(row.arrow))


def _stopping_arrow(context: ViewContext, row: Any) -> Markup:
    return fragment(
        '{}: <strong>{}</strong><br><span class="xts-muted">{}</span>',
        _to_arrow(context, context.design.arrow(row.arrow)),
        REASON_LABELS[row.reason],
        row.explanation,
    )
