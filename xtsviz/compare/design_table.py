"""One table for two or more designs: their numbers, and how each design differs from the first one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from xtsviz.compare.measures import (
    ARROWS,
    EXTERNALS,
    INTERNALS,
    MEASURES,
    QUOTA,
    SEE_EVERYBODY,
    SETTINGS,
    TENANTS,
    Numbers,
    design_numbers,
)
from xtsviz.flow import Flow
from xtsviz.flow.licences import GOVERNANCE, P1
from xtsviz.model.design import Design
from xtsviz.model.display_names import distinct_names
from xtsviz.model.display_text import isolated
from xtsviz.model.frames import text_dtype

_LEADS = {
    ARROWS: ("has", "arrow", "arrows"),
    SETTINGS: ("needs", "setting", "settings"),
    EXTERNALS: ("has", "external object", "external objects"),
    INTERNALS: ("has", "internal user", "internal users"),
    P1: ("needs", "P1 licence", "P1 licences"),
    GOVERNANCE: ("needs", "Governance licence", "Governance licences"),
    TENANTS: ("has", "tenant", "tenants"),
}
"""Verb, singular and plural of the measures that a sentence may lead with, the most important first."""

_OWN_WORDS = ("the ", "this ", "standard ")
"""How names begin that are words, and no names of people's own."""

_EMPTY_IS_SHOWN = (TENANTS, ARROWS, SETTINGS, INTERNALS, EXTERNALS, QUOTA, SEE_EVERYBODY)
"""Measures that have a row even if all designs have 0."""


@dataclass(frozen=True)
class TableRow:
    """One number of all designs.

    Attributes:
        measure: one of `xtsviz.compare.measures.MEASURES`.
        tenant: the id of a tenant; None for the whole design.
        values: the number in each design.
    """

    measure: str
    tenant: str | None
    values: tuple[int, ...]

    @property
    def differences(self) -> tuple[int, ...]:
        """Each value minus the first; so the first difference is 0."""
        return tuple(value - self.values[0] for value in self.values)

    @property
    def differs(self) -> bool:
        """True if the designs do not all have the same number."""
        return len(set(self.values)) > 1


@dataclass(frozen=True)
class TenantRows:
    """Tenants that have the same numbers in each design.

    Attributes:
        tenants: their ids.
        names: their names, as in sentences.
        rows: the numbers of one of them that differ between the designs.
    """

    tenants: tuple[str, ...]
    names: tuple[str, ...]
    rows: tuple[TableRow, ...]


class DesignTable:
    """The numbers of two or more designs. Each design is compared with the first one.

    Attributes:
        names: a name for people for each design; no two are the same.
        flows: the flow of each design.
    """

    def __init__(self, names: Sequence[str], flows: Sequence[Flow]) -> None:
        self.names = different_names(names)
        self.flows = tuple(flows)

    @cached_property
    def _numbers(self) -> tuple[Numbers, ...]:
        return tuple(design_numbers(flow) for flow in self.flows)

    @cached_property
    def _tenant_names(self) -> dict[str, str]:
        """The name of each tenant of any design, by id; where the designs differ, as in the last one."""
        found: dict[str, str] = {}
        for flow in self.flows:
            found |= distinct_names(flow.design.tenants)
        return {tenant: isolated(name) for tenant, name in found.items()}

    def _row(self, measure: str, tenant: str | None) -> TableRow:
        return TableRow(
            measure, tenant, tuple(numbers.get((measure, tenant), 0) for numbers in self._numbers)
        )

    @cached_property
    def overall(self) -> tuple[TableRow, ...]:
        """The rows of the whole designs. Roles and licences that no design needs are left out."""
        rows = (self._row(measure, None) for measure in MEASURES)
        return tuple(row for row in rows if row.measure in _EMPTY_IS_SHOWN or any(row.values))

    @cached_property
    def rows(self) -> tuple[TableRow, ...]:
        """The rows of the whole designs, then those of each tenant."""
        measures = [row.measure for row in self.overall if row.measure != TENANTS]
        by_tenant = [self._row(measure, tenant) for tenant in self._tenant_names for measure in measures]
        return (*self.overall, *by_tenant)

    @cached_property
    def by_tenant(self) -> tuple[TenantRows, ...]:
        """The tenants whose numbers differ between the designs; those with the same numbers together."""
        rows: dict[str, list[TableRow]] = {tenant: [] for tenant in self._tenant_names}
        for row in self.rows:
            if row.tenant is not None and row.differs:
                rows[row.tenant].append(row)
        alike: dict[tuple[tuple[str, tuple[int, ...]], ...], list[str]] = {}
        for tenant, of_tenant in rows.items():
            if of_tenant:
                alike.setdefault(tuple((row.measure, row.values) for row in of_tenant), []).append(tenant)
        return tuple(
            TenantRows(tuple(ids), tuple(self._tenant_names[one] for one in ids), tuple(rows[ids[0]]))
            for ids in alike.values()
        )

    @property
    def sentences(self) -> tuple[str, ...]:
        """For each design but the first: what it has more or fewer of than the first, in one sentence."""
        return tuple(self._sentence(place) for place in range(1, len(self.names)))

    def _sentence(self, place: int) -> str:
        first, name = isolated(self.names[0]), isolated(self.names[place])
        if name.startswith(_OWN_WORDS):  # other names stay as they are written
            name = name[:1].upper() + name[1:]
        for measure, (verb, one, many) in _LEADS.items():
            if difference := self._row(measure, None).differences[place]:
                noun = one if abs(difference) == 1 else many
                than = "more" if difference > 0 else "fewer"
                return f"{name} {verb} {abs(difference):,} {noun} {than} than {first}."
        return f"{name} has the same numbers as {first}."

    def to_frame(self) -> pd.DataFrame:
        """One row per number.

        Columns: ``total``, ``tenant`` (id; missing for the whole design), then the name of the first design, and for
        each other design its name and ``<its name>: difference``. Tenants have rows only for different numbers.
        """
        rows = [row for row in self.rows if row.tenant is None or row.differs]
        columns = {
            "total": pd.array([row.measure for row in rows], dtype=text_dtype()),
            "tenant": pd.array([row.tenant for row in rows], dtype=text_dtype()),
        }
        for place, name in enumerate(self.names):
            numbers = {name: [row.values[place] for row in rows]}
            if place:
                numbers[f"{name}: difference"] = [row.differences[place] for row in rows]
            for heading, column in numbers.items():
                # A design may be called like another column.
                columns[different_names([*columns, heading])[-1]] = pd.array(column, dtype="int64")
        return pd.DataFrame(columns)


def different_names(names: Sequence[str]) -> tuple[str, ...]:
    """The names of designs; one without a name is called by its place, and a repeated name gets its place.

    >>> different_names(["hub", "", "hub"])
    ('hub', 'design 2', 'hub (3)')
    """
    found: list[str] = []
    for place, name in enumerate(names, start=1):
        made = name.strip() or f"design {place}"
        while made in found:
            made = f"{made} ({place})"
        found.append(made)
    return tuple(found)


_PLACES = ("first", "second", "third")


def names_of(designs: Sequence[Design]) -> tuple[str, ...]:
    """What to call designs that are compared: their own names, or their places if these do not tell them apart."""
    names = [design.name.strip() for design in designs]
    if all(names) and len(set(names)) == len(names):
        return tuple(names)
    if len(names) == 2:
        return ("the design before", "the design after")
    return tuple(
        f"the {_PLACES[n]} design" if n < len(_PLACES) else f"design {n + 1}" for n in range(len(names))
    )
