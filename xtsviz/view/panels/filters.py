"""A filter that a person is writing: its meaning, what is still missing, and its clauses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from pydantic import ValidationError

from xtsviz.model.scope import OPERATORS, OPERATORS_WITHOUT_VALUE, Clause
from xtsviz.view.filter_operators import UNKNOWN_SCOPE, attribute_warning, operator_meaning
from xtsviz.view.markup import fragment, join_markup

WrittenCondition = Mapping[str, Any]
"""The fields of a condition on the screen: ``attribute``, ``operator``, ``value``."""


@dataclass(frozen=True)
class FilterDraft:
    """A filter that a person is writing.

    Attributes:
        written: the conditions on the screen: an OR of groups, each an AND of conditions. They can be wrong.
        clauses: the clauses of these conditions; None while one of them is wrong.
        problems: the number of wrong conditions.
    """

    written: tuple[tuple[WrittenCondition, ...], ...]
    clauses: tuple[tuple[Clause, ...], ...] | None
    problems: int

    @classmethod
    def of(cls, written: Sequence[Sequence[WrittenCondition]]) -> FilterDraft:
        """The draft for the conditions on the screen."""
        read = [[_read(condition) for condition in group] for group in written]
        wrong = sum(isinstance(found, str) for group in read for found in group)
        clauses = (
            None
            if wrong
            else tuple(tuple(found for found in group if isinstance(found, Clause)) for group in read)
        )
        return cls(tuple(tuple(group) for group in written), clauses, wrong)


def condition_problem(written: WrittenCondition) -> str:
    """A sentence about what is missing or wrong in a condition; empty if it can be used."""
    found = _read(written)
    return found if isinstance(found, str) else ""


def condition_note(written: WrittenCondition, attributes: Sequence[str]) -> Markup:
    """The note below a condition: its meaning, warnings, and what is missing.

    Args:
        written: the condition on the screen.
        attributes: the attributes that users of the design have, by Graph name.
    """
    said = [fragment('<p class="xts-muted xts-help">{}</p>', operator_meaning(written["operator"]))]
    attribute = written["attribute"]
    if attribute and (warning := attribute_warning(attribute, attributes)):
        said.append(fragment('<p class="xts-help xts-warn"><strong>! Warning:</strong> {}</p>', warning))
    read = _read(written)
    if isinstance(read, Clause) and read.not_evaluated and read.operator in OPERATORS:
        reason = f"RE2 cannot evaluate this expression, so {UNKNOWN_SCOPE}"
        said.append(fragment('<p class="xts-help xts-warn"><strong>! Warning:</strong> {}</p>', reason))
    if wrong := condition_problem(written):
        said.append(fragment('<p class="xts-help xts-wrong"><strong>✕ Not yet:</strong> {}</p>', wrong))
    elif written["operator"] not in OPERATORS_WITHOUT_VALUE and not written["value"]:
        said.append(
            Markup('<p class="xts-help xts-warn"><strong>! Warning:</strong> the value is empty.</p>')
        )
    return join_markup(said)


def _read(written: WrittenCondition) -> Clause | str:
    if not written["attribute"]:
        return "name an attribute, such as department."
    try:
        return Clause.model_validate(dict(written))
    except ValidationError as error:
        from xtsviz.model.document import validation_problems

        return "; ".join(found.message for found in validation_problems(error))
