"""Whom a scope lets in and whom it keeps out, in numbers and by the first names."""

from __future__ import annotations

from collections.abc import Iterator

from xtsviz.flow.scope_outcome import IN_SCOPE, Audience, ScopeOutcome
from xtsviz.flow.wording import SHORT_REASONS, Wording
from xtsviz.model.topology import Arrow
from xtsviz.view.context import ViewContext
from xtsviz.view.markup import button, empty, esc, items
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


def as_it_is(context: ViewContext, arrow: Arrow, found: Audience) -> str:
    """The arrow as the design has it: how many are in scope, how many of them carried."""
    done = context.flow.by_arrow[arrow.id]
    known = arrow.scope.users != "unknown"
    said = f"<strong>{esc(share(context, found) if known else 'Scope not known')}</strong>"
    carried = f"<strong>{done.carried:,}</strong> carried ({esc(done.state)})"
    rest = ""
    if done.eligible is not None and (lost := found.in_scope_count - done.eligible) > 0:
        who = f"{lost:,} of them {'gets' if lost == 1 else 'get'} no object of their own"
        why = "an invitation waits, a mail address is shared, or the arrow may not create users"
        rest = f'<p class="xts-muted xts-help">{who}: {why}.</p>'
    return f"<p>{said}, {carried}</p>{rest}"


def as_written(context: ViewContext, arrow: Arrow, found: Audience, before: Audience | None) -> str:
    """Whom the filter on the screen lets in: in numbers, then the first people in scope and out with the reason.

    Args:
        arrow: with the filter on the screen.
        before: whom the design's filter lets in, if that is another one.
    """
    lead = esc(share(context, found))
    if arrow.scope.users == "unknown":
        lead = f"If the scope is all users: {lead}"
    if before is not None:
        lead = f"With this filter: {lead}"
        rest = f'<p class="xts-help xts-warn">! Not applied yet; as it is, {before.in_scope_count:,}.</p>'
    else:
        rest = ""
    return f'<div class="xts-audience"><p><strong>{lead}</strong></p>{rest}{_people(context, arrow, found)}</div>'


def unread(context: ViewContext, problems: int, before: Audience) -> str:
    """What stands there while a condition cannot be read."""
    which = "one condition is" if problems == 1 else f"{problems:,} conditions are"
    return (
        f'<div class="xts-audience"><p class="xts-wrong"><strong>✕ Not to be counted yet:</strong> {which} not '
        f"finished, see above.</p><p>As it is: {esc(share(context, before))}.</p></div>"
    )


def _people(context: ViewContext, arrow: Arrow, found: Audience) -> str:
    if not found.numbers:
        return empty(f"{context.names.tenant(arrow.source)} has no users yet: give it some under Tenants.")
    parts = []
    if found.in_scope:
        parts += [_heading("✓ In scope", found.in_scope_count), items(_in_scope(found))]
    if found.excluded:
        out = sum(found.numbers.values()) - found.in_scope_count
        parts += [_heading("✕ Not in scope", out), items(_excluded(context, arrow, found))]
    return "".join(parts)


def _heading(words: str, count: int) -> str:
    return f'<p class="xts-help"><strong>{words}: {count:,}</strong></p>'


def _in_scope(found: Audience) -> Iterator[str]:
    yield from map(_name, found.in_scope)
    yield from _rest(found.in_scope_count - len(found.in_scope))


def _excluded(context: ViewContext, arrow: Arrow, found: Audience) -> Iterator[str]:
    words = Wording(context.design)
    for person in found.excluded:
        why = words.why(arrow, person.reason, person.name)
        if len(why) > LONGEST:  # a filter may be of any length, and stands in each of them
            why = why[: LONGEST - 1] + "…"
        yield f'{_name(person)}: <span title="{esc(why)}">{esc(SHORT_REASONS[person.reason])}</span>'
    for reason, count in found.numbers.items():
        if reason != IN_SCOPE:
            named = sum(person.reason == reason for person in found.excluded)
            yield from _rest(count - named, SHORT_REASONS[reason])


def _rest(count: int, why: str = "") -> Iterator[str]:
    if count > 0:
        yield f'<span class="xts-muted">… and {count:,} more{esc(f": {why}" if why else "")}</span>'


def _name(person: ScopeOutcome) -> str:
    return button(person.name, ["select", "user", person.user], kind="xts-link")
