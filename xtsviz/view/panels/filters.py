"""A filter while it is written: what is still missing, what it means, and what it would be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from pydantic import ValidationError

from xtsviz.model.scope import OPERATORS_WITHOUT_VALUE, Clause
from xtsviz.view.markup import fragment, join_markup
from xtsviz.view.operators import attribute_warning, meaning

Written = Mapping[str, Any]
"""A condition as it stands in its fields: ``attribute``, ``operator``, ``value``."""


@dataclass(frozen=True)
class Draft:
    """A filter that somebody writes.

    Attributes:
        written: an OR of groups, each an AND of conditions, right or wrong: as a document writes them.
        clauses: the same, read; None while a condition cannot be read.
        problems: how many conditions cannot be read.
    """

    written: tuple[tuple[Written, ...], ...]
    clauses: tuple[tuple[Clause, ...], ...] | None
    problems: int

    @classmethod
    def of(cls, written: Sequence[Sequence[Written]]) -> Draft:
        """What is written, read as far as it can be."""
        read = [[_read(condition) for condition in group] for group in written]
        wrong = sum(isinstance(found, str) for group in read for found in group)
        clauses = (
            None
            if wrong
            else tuple(tuple(found for found in group if isinstance(found, Clause)) for group in read)
        )
        return cls(tuple(tuple(group) for group in written), clauses, wrong)


def problem(written: Written) -> str:
    """What is missing or wrong in a condition, as a sentence; empty if it can be used."""
    found = _read(written)
    return found if isinstance(found, str) else ""


def note(written: Written, attributes: Sequence[str]) -> Markup:
    """What stands below a condition: what it means, what speaks against it, what is missing.

    Args:
        attributes: what users of the design have, by Graph name.
    """
    said = [fragment('<p class="xts-muted xts-help">{}</p>', meaning(written["operator"]))]
    attribute = written["attribute"]
    if attribute and (warning := attribute_warning(attribute, attributes)):
        said.append(fragment('<p class="xts-help xts-warn"><strong>! Warning:</strong> {}</p>', warning))
    if wrong := problem(written):
        said.append(fragment('<p class="xts-help xts-wrong"><strong>✕ Not yet:</strong> {}</p>', wrong))
    elif written["operator"] not in OPERATORS_WITHOUT_VALUE and not written["value"]:
        said.append(
            Markup('<p class="xts-help xts-warn"><strong>! Warning:</strong> the value is empty.</p>')
        )
    return join_markup(said)


def _read(written: Written) -> Clause | str:
    if not written["attribute"]:
        return "name an attribute, such as department."
    try:
        return Clause.model_validate(dict(written))
    except ValidationError as error:
        from xtsviz.model.document import validation_problems

        return "; ".join(found.message for found in validation_problems(error))
