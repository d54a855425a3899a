"""A filter reads an attribute on which the service does not filter, or that no user of the source has.

Here a filter is evaluated with the attributes that users of the design have. An attribute that nobody has is empty for
everybody, one that the service refuses too: no clause except ``IS NULL`` is met.
"""

from __future__ import annotations

from collections.abc import Iterator

from xtsviz.errors import quoted
from xtsviz.findings.rule import Match, ReviewInput, Rule
from xtsviz.flow.attribute_use import attributes_in_use
from xtsviz.flow.roles import CONFIGURATION_ROLE
from xtsviz.model.filter_attributes import near_attribute, unsupported_attribute
from xtsviz.model.topology import Arrow
from xtsviz.sources import KNOWN_ISSUES, SCOPING_FILTERS


def _filtered(arrow: Arrow) -> list[str]:
    """The attributes in the filters of an arrow, each once."""
    return list(dict.fromkeys(clause.attribute for group in arrow.scope.filters for clause in group))


def _find_unsupported(given: ReviewInput) -> Iterator[Match]:
    for arrow in given.design.arrows:
        refused = dict.fromkeys(filter(None, map(unsupported_attribute, _filtered(arrow))))
        for what in refused:
            yield given.about_arrow(arrow, what=what)


def _find_unknown(given: ReviewInput) -> Iterator[Match]:
    asked = {
        arrow.id: attributes
        for arrow in given.design.arrows
        if (attributes := [name for name in _filtered(arrow) if not unsupported_attribute(name)])
    }
    if not asked:
        return
    used = attributes_in_use(given.design.users)
    for name, attributes in asked.items():
        arrow = given.flow.by_arrow[name].arrow
        if not given.flow.populations[arrow.source].internal:
            continue
        known = used.get(arrow.source, frozenset())
        for attribute in attributes:
            if attribute not in known:
                hint = near_attribute(attribute, known) or "."
                yield given.about_arrow(arrow, attribute=quoted(attribute), hint=hint)


RULES = (
    Rule(
        code="filter-attribute-unsupported",
        severity="error",
        question="Does a filter read an attribute on which the service does not filter?",
        message="{source} → {target} has a filter that the service refuses: it does not filter on {what}.",
        remedy="Use another attribute in the filter, or assign users and groups instead.",
        source=f"{KNOWN_ISSUES}; {SCOPING_FILTERS}",
        side="source",
        role=CONFIGURATION_ROLE,
        find=_find_unsupported,
    ),
    Rule(
        code="filter-attribute-unknown",
        severity="warning",
        question="Does a filter read an attribute that no user of the source has?",
        message="{source} → {target} filters on {attribute}, but no user of {source} has a value for it{hint}",
        remedy="Write the attribute's name as Microsoft Graph does, with the same capitals, or read a list of users "
        "that has it.",
        source=SCOPING_FILTERS,
        side="source",
        role=CONFIGURATION_ROLE,
        several=True,
        find=_find_unknown,
    ),
)
