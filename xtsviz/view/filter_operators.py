"""The meaning of the operators of a scoping filter, and warnings about its attributes. It is plain text.

Source: `xtsviz.sources.SCOPING_FILTERS` for operators, upper and lower case, and empty attributes. No page says that a
regular expression must match the whole value, but the published examples do so.
"""

from __future__ import annotations

from collections.abc import Sequence

from xtsviz.errors import quoted
from xtsviz.model.filter_attributes import near_attribute, unsupported_attribute
from xtsviz.model.scope import REGEX_OPERATORS

MEANINGS: dict[str, str] = {
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
"""The meaning of a condition, by its operator."""

EMPTY_NEVER_MEETS = "A user without a value never meets this condition."
"""This is true for every operator except ``IS NULL``."""

UNKNOWN_SCOPE = "the scope of the arrow counts as unknown."

PATTERN_HINT = "For a part of the value write .*part.*"


def operator_meaning(operator: str) -> str:
    """The meaning of an operator, including its meaning for an empty attribute.

    >>> meaning("IS NULL")
    'The attribute is empty.'
    """
    if operator not in MEANINGS:
        return f"This operator cannot be evaluated here, so {UNKNOWN_SCOPE}"
    if operator == "IS NULL":
        return MEANINGS[operator]
    hint = f" {PATTERN_HINT}" if operator in REGEX_OPERATORS else ""
    return f"{MEANINGS[operator]} {EMPTY_NEVER_MEETS}{hint}"


def attribute_warning(attribute: str, known: Sequence[str]) -> str:
    """A warning about an attribute in a filter; empty if the attribute can be used.

    Args:
        attribute: its Graph name, as a person wrote it.
        known: the attributes that users of the design have.
    """
    if refused := unsupported_attribute(attribute):
        return f"The service does not filter on {refused}."
    if attribute not in known:
        return (
            f"No user of this design has the attribute {quoted(attribute)}, so it is empty for everybody"
            f"{near_attribute(attribute, known) or '.'}"
        )
    return ""
