"""What the operators of a scoping filter mean, and which attributes no filter can use: one place, plain text.

Sources, in `xtsviz.sources`: ``SCOPING_FILTERS`` for operators, capitals and empty attributes; the same and
``KNOWN_ISSUES`` for attributes that are not usable. That a regular expression must match the whole value is what the
published examples do; no page says so.
"""

from __future__ import annotations

from collections.abc import Sequence

from xtsviz.errors import did_you_mean, quoted
from xtsviz.model.scope import REGEX_OPERATORS, Operator

MEANINGS: dict[Operator, str] = {
    "EQUALS": "The attribute is exactly this text; capitals count.",
    "NOT EQUALS": "The attribute is any other text than this; capitals count.",
    "REGEX MATCH": "The whole of the attribute matches this pattern (RE2); capitals count.",
    "NOT REGEX MATCH": "The whole of the attribute does not match this pattern (RE2); capitals count.",
    "IS NULL": "The attribute is empty.",
    "IS NOT NULL": "The attribute has any value.",
    "IS TRUE": "The attribute is true.",
    "IS FALSE": "The attribute is false.",
    "ENDS_WITH": "The attribute ends with this text; capitals count.",
    "Includes": "This text occurs somewhere in the attribute; capitals count.",
    "Greater_Than": "The attribute is a whole number above this one.",
    "Greater_Than_OR_EQUALS": "The attribute is this whole number or one above it.",
}
"""What a condition asks for, by its operator."""

EMPTY_NEVER_MEETS = "Who has no value there never meets it."
"""Of every operator but ``IS NULL``."""

PATTERN_HINT = "For a part of the value write .*part.*"

_NOT_USABLE: dict[str, str] = {
    "usertype": "userType",
    "manager": "manager",
    "approleassignments": "appRoleAssignments",
    "members": "members of a group",
    "memberof": "group membership",
    "ismemberof": "group membership",
}
_MULTIVALUED = frozenset(
    {
        "assignedlicenses",
        "assignedplans",
        "businessphones",
        "faxnumbers",
        "identities",
        "imaddresses",
        "othermails",
        "provisionedplans",
        "proxyaddresses",
    }
)


def meaning(operator: Operator) -> str:
    """What an operator asks of an attribute, the empty attribute included.

    >>> meaning("IS NULL")
    'The attribute is empty.'
    """
    if operator == "IS NULL":
        return MEANINGS[operator]
    hint = f" {PATTERN_HINT}" if operator in REGEX_OPERATORS else ""
    return f"{MEANINGS[operator]} {EMPTY_NEVER_MEETS}{hint}"


def attribute_warning(attribute: str, known: Sequence[str]) -> str:
    """What speaks against filtering on an attribute; empty if nothing does.

    Args:
        attribute: by its Graph name, as somebody wrote it.
        known: the attributes that users of the design have.
    """
    lowered = attribute.casefold()
    if lowered in _NOT_USABLE:
        return f"The service does not filter on {_NOT_USABLE[lowered]}."
    if lowered in _MULTIVALUED:
        return f"The service does not filter on attributes with several values, such as {quoted(attribute)}."
    if lowered.endswith(("datetime", "date")):
        return f"The service does not filter on dates, such as {quoted(attribute)}."
    if attribute not in known:
        return (
            f"No user of this design has the attribute {quoted(attribute)}, so it is empty for everybody"
            f"{did_you_mean(attribute, known) or '.'}"
        )
    return ""
