"""What changed between two designs, as one table, as details in words, and as small tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, overload

import pandas as pd

from xtsviz.compare import totals
from xtsviz.compare.arrow_groups import ArrowGroup, arrow_groups
from xtsviz.compare.changes import RecordChange, arrow_changes, other_changes, tenant_changes
from xtsviz.compare.design_table import DesignTable, names_of
from xtsviz.compare.details import DetailSection, details
from xtsviz.compare.group_changes import GroupChange, changes_frame, group_changes
from xtsviz.compare.presence_changes import PresenceChanges, presence_table
from xtsviz.compare.tables import notebook_html, small_frame
from xtsviz.errors import DesignError
from xtsviz.flow import Flow, user_flow
from xtsviz.flow.presence import COLUMNS
from xtsviz.model.design import Design, checked_design
from xtsviz.model.engine_errors import translates_engine_errors, translates_engine_errors_in_methods

_COMPARED_COLUMNS = [name for name in COLUMNS if name not in ("user", "tenant")]


@overload
def diff(before: Design, after: Design, *, names: Sequence[str] | None = None) -> Diff: ...
@overload
def diff(
    before: Design, after: Design, third: Design, /, *more: Design, names: Sequence[str] | None = None
) -> Diffs: ...
def diff(before: Design, after: Design, *more: Design, names: Sequence[str] | None = None) -> Diff | Diffs:
    """What changed from one design to another: numbers, settings, and who appears or disappears where.

    Tenants, arrows and users are matched by id. Their order in the document does not count, except for the arrows of
    one pair. The tables of users may come from different engines. If one engine has both, only differences are loaded
    into Python.

    Args:
        before: the design that the others are compared with.
        after: another design.
        more: further designs. Then the result is a `Diffs`: one table of all designs, and a `Diff` for each.
        names: what to call the designs in sentences and tables; by default, their own names.

    Raises:
        DesignError: an argument is no design, or there is not one name for each.

    >>> import xtsviz as xts
    >>> hub = xts.templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=3)
    >>> mesh = xts.templates.full_mesh(["Contoso", "Fabrikam", "Litware"], members=3)
    >>> change = xts.diff(hub, mesh, names=["the hub", "the mesh"])
    >>> change.sentence
    'The mesh has 4 arrows more than the hub.'
    >>> change.summary
    '+4 arrows, 12 more external objects, 6 more P1 licences, 1 other change'
    >>> change.appear[["user", "tenant", "arrow"]].values.tolist()[0]
    ['fabrikam-001', 'contoso', 'fabrikam->contoso']
    >>> bool(xts.diff(hub, hub))
    False
    """
    designs = {"before": before, "after": after, **{f"design {n}": d for n, d in enumerate(more, start=3)}}
    for argument, design in designs.items():
        checked_design(design, argument)
    called = _checked_names(names, list(designs.values()))
    first, *others = (user_flow(design) for design in designs.values())
    made = [Diff.of_flows(first, flow, (called[0], n)) for flow, n in zip(others, called[1:], strict=True)]
    return Diffs(tuple(made)) if more else made[0]


def _checked_names(names: object, designs: Sequence[Design]) -> tuple[str, ...]:
    if names is None:
        return names_of(designs)
    if isinstance(names, str) or not isinstance(names, Sequence):
        raise DesignError(f"names: a list of texts is needed, not {type(names).__name__}")
    if len(names) != len(designs) or not all(isinstance(name, str) for name in names):
        raise DesignError(f"names: {len(designs)} texts are needed, one for each design")
    return tuple(names)


@translates_engine_errors_in_methods
@dataclass(frozen=True, eq=False, repr=False)
class Diff:
    """What changed between two designs. Its tables are computed on first use; each call returns a copy.

    It is false if no table except `totals` has rows. An attribute of a user counts only if it changes who is where.

    Attributes:
        before: the design before the changes.
        after: the design after the changes.
        names: what to call the two.
    """

    before: Design
    after: Design
    names: tuple[str, str] = ("the design before", "the design after")

    @classmethod
    def of_flows(cls, before: Flow, after: Flow, names: tuple[str, str]) -> Diff:
        """The same as `diff` of their designs, for code that already has the flows."""
        diff = cls(before.design, after.design, names)
        vars(diff)["flows"] = before, after  # fills the cached property
        return diff

    @cached_property
    def table(self) -> DesignTable:
        """The numbers of both designs, for the whole designs and for each tenant."""
        return DesignTable(self.names, self.flows)

    @property
    def sentence(self) -> str:
        """The most important difference as a sentence (“The mesh has 48 arrows more than the hub.”)."""
        return self.table.sentences[0]

    @cached_property
    def details(self) -> tuple[DetailSection, ...]:
        """What differs, in words: sections of lines about arrows, tenants, people, groups and the rest.

        Arrows that changed alike are told together, by the groups of tenants that they join.
        """
        return details(
            self.before,
            self.after,
            arrows=self.arrow_groups,
            tenants=self.tenant_changes,
            people=self.presence_changes,
            groups=self.group_changes,
            other=self.other_changes,
        )

    @cached_property
    def arrow_groups(self) -> tuple[ArrowGroup, ...]:
        """The changed arrows, those that changed in the same way together."""
        return arrow_groups(self.before, self.after, self._arrow_changes)

    @property
    def tenants(self) -> pd.DataFrame:
        """One row per tenant added or removed, or per changed field of one.

        Columns: ``tenant`` (id), ``name``, ``change`` (``added`` | ``removed`` | ``renamed`` | ``changed``),
        ``field`` (of the document), ``before``, ``after`` (values as the document has them; field and values are
        missing if the tenant is added or removed).
        """
        return self._tenants.copy()

    @property
    def arrows(self) -> pd.DataFrame:
        """One row per arrow added or removed, or per changed field of one.

        Columns: ``arrow`` (id), ``source``, ``target``, ``change`` (``added`` | ``removed`` | ``changed``),
        ``field`` (``status``, ``scope.filters``, ``gates.inbound_sync_allowed``, …; ``place`` if the order of
        the arrows of one pair changes), ``before``, ``after``.
        """
        return self._arrows.copy()

    @property
    def other(self) -> pd.DataFrame:
        """The other changes.

        Columns: ``what`` (``name``, ``groups.<id>``, ``multi_tenant_organization``, ``connected_organizations``,
        ``options``), ``before``, ``after``.
        """
        return self._other.copy()

    @property
    def appear(self) -> pd.DataFrame:
        """User objects that are in a tenant after and not before: rows of the presence after, with all columns."""
        return presence_table(self.presence_changes.appear)

    @property
    def disappear(self) -> pd.DataFrame:
        """User objects that are in a tenant before and not after: rows of the presence before, with all columns."""
        return presence_table(self.presence_changes.disappear)

    @property
    def changed_people(self) -> pd.DataFrame:
        """User objects that are in the same tenant before and after: one row per changed column.

        Columns: ``user``, ``display_name`` (after), ``tenant``, ``field`` (a column of the presence: ``user_type``,
        ``account_enabled``, ``arrow``, …), ``before``, ``after``.
        """
        return self._changed_people.copy()

    @property
    def groups(self) -> pd.DataFrame:
        """The groups that arrows make in targets and that appear, disappear or have other members.

        Columns: ``group`` (id), ``name``, ``tenant`` (the target), ``change`` (``appears`` | ``disappears`` |
        ``changed``), ``before`` and ``after`` (numbers of members; missing where the group is not there), ``joined``
        and ``left`` (ids of users), ``sentence``.
        """
        return changes_frame(self.group_changes)

    @property
    def totals(self) -> pd.DataFrame:
        """The numbers of both designs.

        Columns: ``total`` (one of `xtsviz.compare.measures.MEASURES`), ``tenant`` (id; missing for the whole design),
        ``before``, ``after``, ``change`` (``after`` minus ``before``). Tenants have rows only for changed numbers.
        """
        return self._totals.copy()

    @cached_property
    def summary(self) -> str:
        """What changed, in numbers: one plain sentence without names."""
        return totals.summary(
            self.tenant_changes,
            self._arrow_changes,
            self.presence_changes,
            self.table,
            len(self.other_changes),
            self.group_changes,
        )

    @translates_engine_errors
    def __bool__(self) -> bool:
        records = (self.tenant_changes, self._arrow_changes, self.other_changes)
        return any(records) or bool(self.presence_changes) or bool(self.group_changes)

    def __repr__(self) -> str:
        return f"<Diff: {self.summary}>"

    @translates_engine_errors
    def _repr_html_(self) -> str:
        return notebook_html(self.table, self.details)

    # Computed on first use

    @cached_property
    def flows(self) -> tuple[Flow, Flow]:
        """The flows of both designs."""
        return user_flow(self.before), user_flow(self.after)

    @cached_property
    def tenant_changes(self) -> list[RecordChange]:
        """The rows of `tenants` without pandas."""
        return list(tenant_changes(self.before, self.after))

    @cached_property
    def _arrow_changes(self) -> list[RecordChange]:
        return list(arrow_changes(self.before, self.after))

    @cached_property
    def presence_changes(self) -> PresenceChanges:
        """The rows of `appear`, `disappear` and `changed_people` without pandas."""
        return PresenceChanges(*self.flows)

    @cached_property
    def group_changes(self) -> list[GroupChange]:
        """The rows of `groups` without pandas."""
        return group_changes(*self.flows)

    @cached_property
    def other_changes(self) -> list[tuple[str, Any, Any]]:
        """The rows of `other` without pandas."""
        return list(other_changes(self.before.topology, self.after.topology))

    @cached_property
    def _tenants(self) -> pd.DataFrame:
        rows = [(c.record.id, getattr(c.record, "name", ""), *c[1:]) for c in self.tenant_changes]
        return small_frame(rows, ("tenant", "name", "change", "field", "before", "after"))

    @cached_property
    def _arrows(self) -> pd.DataFrame:
        rows = [
            (c.record.id, getattr(c.record, "source", ""), getattr(c.record, "target", ""), *c[1:])
            for c in self._arrow_changes
        ]
        return small_frame(rows, ("arrow", "source", "target", "change", "field", "before", "after"))

    @cached_property
    def _other(self) -> pd.DataFrame:
        return small_frame(self.other_changes, ("what", "before", "after"))

    @cached_property
    def _changed_people(self) -> pd.DataFrame:
        rows = [
            (new["user"], new["display_name"], new["tenant"], field, old[field], new[field])
            for old, new in self.presence_changes.changed
            for field in _COMPARED_COLUMNS
            if old[field] != new[field]
        ]
        return small_frame(rows, ("user", "display_name", "tenant", "field", "before", "after"))

    @cached_property
    def _totals(self) -> pd.DataFrame:
        return totals.totals(self.table)


@translates_engine_errors_in_methods
@dataclass(frozen=True, eq=False, repr=False)
class Diffs:
    """Several designs, each compared with the first one.

    Attributes:
        diffs: what changed from the first design to each of the others.
    """

    diffs: tuple[Diff, ...]

    @cached_property
    def table(self) -> DesignTable:
        """The numbers of all designs, for the whole designs and for each tenant."""
        names = (self.diffs[0].names[0], *(one.names[1] for one in self.diffs))
        return DesignTable(names, (self.diffs[0].flows[0], *(one.flows[1] for one in self.diffs)))

    @property
    def totals(self) -> pd.DataFrame:
        """The numbers of all designs. Columns: as `DesignTable.to_frame` describes them."""
        return self.table.to_frame()

    @property
    def sentences(self) -> tuple[str, ...]:
        """For each design but the first, the most important difference as a sentence."""
        return self.table.sentences

    @translates_engine_errors
    def __bool__(self) -> bool:
        return any(self.diffs)

    def __repr__(self) -> str:
        return f"<Diffs: {' '.join(self.sentences)}>"

    @translates_engine_errors
    def _repr_html_(self) -> str:
        return notebook_html(self.table, *(one.details for one in self.diffs))
