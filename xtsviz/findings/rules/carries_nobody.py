"""An arrow is open, and syncs nobody of a source that has internal users."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xtsviz.errors import quoted
from xtsviz.findings.rule import Match, ReviewInput, Rule
from xtsviz.flow.attribute_use import attributes_in_use, usual_values
from xtsviz.flow.empty_arrows import EmptyArrow, empty_arrows, groups_with_members, nested_groups
from xtsviz.model.display_text import listed_names
from xtsviz.model.filter_attributes import unsupported_attribute
from xtsviz.model.scope import Clause
from xtsviz.model.topology import Arrow
from xtsviz.sources import CONFIGURE, KNOWN_ISSUES, SCOPING_FILTERS

_MAX_FILTER = 200

_ASSIGN = "In {source}, assign users, or groups that have them as direct members, to the configuration."
_FILTER = "Change the filter so that users of {source} meet it, or give them the value in {source}."
_USERS = "Look at the other findings about this arrow: they say what to do about these users."


def _find(given: ReviewInput) -> Iterator[Match]:
    empty = list(empty_arrows(given.flow))
    unassigned = [group for one in empty if one.assigned == 0 for group in one.arrow.scope.assigned]
    nested = nested_groups(given.design, unassigned)
    filled = groups_with_members(given.design, unassigned)
    for one in empty:
        names = given.wording.arrow_names(one.arrow)
        if one.in_scope or one.guests or one.sms:
            why, remedy = _left_out(one, names["target"]), _USERS
        elif one.assigned == 0:
            why, remedy = _not_assigned(given, one.arrow, nested, filled), _ASSIGN
        else:
            why, remedy = _filter_not_met(given, one), _FILTER
        yield given.about_arrow(one.arrow, why=why, todo=remedy.format(**names))


def _left_out(one: EmptyArrow, target: str) -> str:
    """Everybody in scope is left out for another reason than the scope."""
    others = one.in_scope - one.pending - one.unverified
    unverified = "whose mail is on no verified domain"
    not_created = f"whom it may not create in {target}"
    parts = [
        (one.guests, "internal guest", "internal guests"),
        (one.sms, "who signs in by SMS", "who sign in by SMS"),
        (one.pending, "whose invitation is pending", "whose invitations are pending"),
        (one.unverified, unverified, unverified),
        (others, not_created, not_created),
    ]
    said = [f"{number:,} {word if number == 1 else words}" for number, word, words in parts if number]
    return f"all users in its scope are left out: {listed_names(said)}"


def _not_assigned(given: ReviewInput, arrow: Arrow, nested: Mapping[str, str], filled: frozenset[str]) -> str:
    assigned, known = arrow.scope.assigned, given.design.topology.group_by_id
    if not assigned:
        return "nobody is assigned"
    outer = next((group for group in assigned if group in nested), None)
    inside = ""
    if outer is not None:
        inner, around = quoted(known[nested[outer]].name), quoted(known[outer].name)
        inside = f"{inner} is in {around}, but nested groups are not followed"
    if all(one in known and one not in filled for one in assigned):
        names = listed_names([quoted(known[group].name) for group in assigned], 3)
        return f"only groups without direct members are assigned: {inside or names}"
    who = f"those who are assigned are no internal users of {given.wording.tenant(arrow.source)}"
    return f"{who}; {inside}" if inside else who


def _filter_not_met(given: ReviewInput, one: EmptyArrow) -> str:
    scope = one.arrow.scope
    text = " or ".join(" and ".join(map(str, group)) for group in scope.filters)
    short = text if len(text) <= _MAX_FILTER else f"{text[:_MAX_FILTER]}…"
    who = "nobody" if one.assigned is None else "nobody who is assigned"
    return f"{who} meets its filter ({short}){_hint(given, one)}"


def _hint(given: ReviewInput, one: EmptyArrow) -> str:
    """What the attribute has instead, where that is known."""
    source = given.wording.tenant(one.arrow.source)
    clauses = [clause for group in one.arrow.scope.filters for clause in group]
    used = attributes_in_use(given.design.users).get(one.arrow.source, frozenset())
    for clause in clauses:
        if refused := unsupported_attribute(clause.attribute):
            return f"; the service does not filter on {refused}"
    for clause in clauses:
        if clause.attribute not in used and clause.operator != "IS NULL":
            return f"; nobody in {source} has a value for {quoted(clause.attribute)}"
    if len(clauses) == 1 and (usual := _usual_value(given, one.arrow.source, clauses[0])):
        return f"; the most frequent value in {source} is {quoted(usual)}"
    return ""


def _usual_value(given: ReviewInput, source: str, clause: Clause) -> str | None:
    if clause.operator != "EQUALS":
        return None
    column = given.design.users.column(clause.attribute)
    return None if column is None else usual_values(given.design.users, column).get(source)


RULE = Rule(
    code="carries-nobody",
    severity="warning",
    question="Does an open arrow sync nobody, although its source has internal users?",
    message="{source} → {target} is open, but it syncs nobody: {why}.",
    remedy="{todo}",
    source=f"{CONFIGURE}; {SCOPING_FILTERS}; {KNOWN_ISSUES}",
    side="source",
    find=_find,
)
