"""The users in scope and not in scope: their numbers, and the names of the first ones."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from xtsviz.flow.scope_outcome import IN_SCOPE, Audience, ScopeOutcome
from xtsviz.flow.wording import REASON_LABELS, Wording
from xtsviz.model.topology import Arrow
from xtsviz.view.context import ViewContext
from xtsviz.view.markup import button, empty_message, fragment, item_list, join_markup
from xtsviz.view.words import number

MAX_EXPLANATION = 400
"""The limit of characters in an explanation."""


def in_scope_sentence(context: ViewContext, found: Audience) -> str:
    """The number of users in scope: "12 of 40 internal members in scope".

    Internal guests count if the design includes them.
    """
    included = context.design.topology.options.internal_guests == "include"
    whom = number(found.members, "internal user" if included else "internal member")
    return f"{found.in_scope_count:,} of {whom} in scope"


def current_scope_html(context: ViewContext, arrow: Arrow, found: Audience) -> Markup:
    """The arrow of the design: the number of users in scope, and the number of users that it syncs."""
    done = context.flow.by_arrow[arrow.id]
    known = arrow.scope.is_known
    said = fragment("<strong>{}</strong>", in_scope_sentence(context, found) if known else "Scope not known")
    carried = fragment("<strong>{:,}</strong> synchronized ({})", done.carried, done.state)
    rest = Markup()
    if done.eligible is not None and (lost := found.in_scope_count - done.eligible) > 0:
        who = f"{lost:,} of them {'gets' if lost == 1 else 'get'} no object of their own"
        why = "an invitation is not accepted, a mail address is shared, or the arrow may not create users"
        rest = fragment('<p class="xts-muted xts-help">{}: {}.</p>', who, why)
    return fragment("<p>{}, {}</p>{}", said, carried, rest)


def draft_scope_html(context: ViewContext, arrow: Arrow, found: Audience, before: Audience | None) -> Markup:
    """The users in scope with the filter on the screen: numbers, then the first users in scope and not in scope.

    Args:
        arrow: the arrow with the filter on the screen.
        found: the users in scope with this filter.
        before: the users in scope with the filter of the design, if that is another one.
    """
    lead = in_scope_sentence(context, found)
    if not arrow.scope.is_known:
        lead = f"If the scope is all users: {lead}"
    if before is not None:
        lead = f"With this filter: {lead}"
        rest = fragment(
            '<p class="xts-help xts-warn">! Not applied yet; without it, {:,}.</p>', before.in_scope_count
        )
    else:
        rest = Markup()
    return fragment(
        '<div class="xts-audience"><p><strong>{}</strong></p>{}{}</div>',
        lead,
        rest,
        _people(context, arrow, found),
    )


def unreadable_draft_html(context: ViewContext, problems: int, before: Audience) -> Markup:
    """The panel while a condition is not complete."""
    which = "one condition is" if problems == 1 else f"{problems:,} conditions are"
    return fragment(
        '<div class="xts-audience"><p class="xts-wrong"><strong>✕ Cannot be counted yet:'
        '</strong> {} not finished, see above.</p><p class="xts-warn">! Not applied. Now: {}.</p></div>',
        which,
        in_scope_sentence(context, before),
    )


def _people(context: ViewContext, arrow: Arrow, found: Audience) -> Markup:
    if not found.numbers:
        return empty_message(
            f"{context.names.tenant(arrow.source)} has no users yet: give it some under Tenants."
        )
    parts = []
    if found.in_scope:
        parts += [_heading("✓ In scope", found.in_scope_count), item_list(_in_scope(found))]
    if found.excluded:
        out = sum(found.numbers.values()) - found.in_scope_count
        parts += [_heading("✕ Not in scope", out), item_list(_excluded(context, arrow, found))]
    return join_markup(parts)


def _heading(words: str, count: int) -> Markup:
    return fragment('<p class="xts-help"><strong>{}: {:,}</strong></p>', words, count)


def _in_scope(found: Audience) -> Iterator[Markup]:
    yield from map(_name, found.in_scope)
    yield from _rest(found.in_scope_count - len(found.in_scope))


def _excluded(context: ViewContext, arrow: Arrow, found: Audience) -> Iterator[Markup]:
    words = Wording(context.design)
    for person in found.excluded:
        why = words.trace_sentence(arrow, person.reason, person.name)
        if len(why) > MAX_EXPLANATION:  # a filter can have any length, and each explanation contains it
            why = why[: MAX_EXPLANATION - 1] + "…"
        yield fragment('{}: <span title="{}">{}</span>', _name(person), why, REASON_LABELS[person.reason])
    for reason, count in found.numbers.items():
        if reason != IN_SCOPE:
            named = sum(person.reason == reason for person in found.excluded)
            yield from _rest(count - named, REASON_LABELS[reason])


def _rest(count: int, why: str = "") -> Iterator[Markup]:
    if count > 0:
        yield fragment('<span class="xts-muted">… and {:,} more{}</span>', count, f": {why}" if why else "")


def _name(person: ScopeOutcome) -> Markup:
    return button(person.name, ["select", "user", person.user], kind="xts-link")
