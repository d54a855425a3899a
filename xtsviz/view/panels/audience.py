"""Who is in scope and who is not: the numbers, and the first people by name."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from xtsviz.flow.scope_outcome import IN_SCOPE, Audience, ScopeOutcome
from xtsviz.flow.wording import REASON_LABELS, Wording
from xtsviz.model.topology import Arrow
from xtsviz.view.context import ViewContext
from xtsviz.view.markup import button, empty, fragment, items, join_markup
from xtsviz.view.words import number

LONGEST = 400
"""Characters of an explanation."""


def share(context: ViewContext, found: Audience) -> str:
    """How many of how many: "12 of 40 internal members in scope".

    Internal guests count where the design includes them.
    """
    included = context.design.topology.options.internal_guests == "include"
    whom = number(found.members, "internal user" if included else "internal member")
    return f"{found.in_scope_count:,} of {whom} in scope"


def as_it_is(context: ViewContext, arrow: Arrow, found: Audience) -> Markup:
    """The arrow as the design has it: how many users are in scope, and how many of them it syncs."""
    done = context.flow.by_arrow[arrow.id]
    known = arrow.scope.users != "unknown"
    said = fragment("<strong>{}</strong>", share(context, found) if known else "Scope not known")
    carried = fragment("<strong>{:,}</strong> carried ({})", done.carried, done.state)
    rest = Markup()
    if done.eligible is not None and (lost := found.in_scope_count - done.eligible) > 0:
        who = f"{lost:,} of them {'gets' if lost == 1 else 'get'} no object of their own"
        why = "an invitation waits, a mail address is shared, or the arrow may not create users"
        rest = fragment('<p class="xts-muted xts-help">{}: {}.</p>', who, why)
    return fragment("<p>{}, {}</p>{}", said, carried, rest)


def as_written(context: ViewContext, arrow: Arrow, found: Audience, before: Audience | None) -> Markup:
    """Who is in scope with the filter on the screen: numbers, then the first people in scope and out, with the reason.

    Args:
        arrow: with the filter on the screen.
        before: who is in scope with the filter of the design, if that is another one.
    """
    lead = share(context, found)
    if arrow.scope.users == "unknown":
        lead = f"If the scope is all users: {lead}"
    if before is not None:
        lead = f"With this filter: {lead}"
        rest = fragment(
            '<p class="xts-help xts-warn">! Not applied yet; as it is, {:,}.</p>', before.in_scope_count
        )
    else:
        rest = Markup()
    return fragment(
        '<div class="xts-audience"><p><strong>{}</strong></p>{}{}</div>',
        lead,
        rest,
        _people(context, arrow, found),
    )


def unread(context: ViewContext, problems: int, before: Audience) -> Markup:
    """The panel while a condition cannot be read."""
    which = "one condition is" if problems == 1 else f"{problems:,} conditions are"
    return fragment(
        '<div class="xts-audience"><p class="xts-wrong"><strong>✕ Not to be counted yet:'
        "</strong> {} not finished, see above.</p><p>As it is: {}.</p></div>",
        which,
        share(context, before),
    )


def _people(context: ViewContext, arrow: Arrow, found: Audience) -> Markup:
    if not found.numbers:
        return empty(f"{context.names.tenant(arrow.source)} has no users yet: give it some under Tenants.")
    parts = []
    if found.in_scope:
        parts += [_heading("✓ In scope", found.in_scope_count), items(_in_scope(found))]
    if found.excluded:
        out = sum(found.numbers.values()) - found.in_scope_count
        parts += [_heading("✕ Not in scope", out), items(_excluded(context, arrow, found))]
    return join_markup(parts)


def _heading(words: str, count: int) -> Markup:
    return fragment('<p class="xts-help"><strong>{}: {:,}</strong></p>', words, count)


def _in_scope(found: Audience) -> Iterator[Markup]:
    yield from map(_name, found.in_scope)
    yield from _rest(found.in_scope_count - len(found.in_scope))


def _excluded(context: ViewContext, arrow: Arrow, found: Audience) -> Iterator[Markup]:
    words = Wording(context.design)
    for person in found.excluded:
        why = words.why(arrow, person.reason, person.name)
        if len(why) > LONGEST:  # a filter may be of any length, and stands in each of them
            why = why[: LONGEST - 1] + "…"
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
