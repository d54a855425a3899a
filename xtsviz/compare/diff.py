"""What changed between two designs, as small tables and one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from xtsviz.compare import totals
from xtsviz.compare.changes import RecordChange, arrow_changes, other_changes, tenant_changes
from xtsviz.compare.group_changes import GroupChange, changes_frame, group_changes
from xtsviz.compare.presence_changes import PresenceChanges, presence_table
from xtsviz.compare.tables import small_frame, tables_html
from xtsviz.flow import Flow, user_flow
from xtsviz.flow.presence import COLUMNS
from xtsviz.model.design import Design, checked_design
from xtsviz.model.engine_errors import translates_engine_errors, translates_engine_errors_in_methods

_COMPARED_COLUMNS = [name for name in COLUMNS if name not in ("user", "tenant")]
_HTML_COLUMNS = ["user", "display_name", "tenant", "relation", "user_type", "arrow"]


def diff(before: Design, after: Design) -> Diff:
    """What changed from one design to another: tenants, arrows, and who appears or disappears where.

    Tenants, arrows and users are matched by id. Their order in the document does not count, except for the arrows of
    one pair. The tables of users may come from different engines. If one engine has both, only differences are loaded
    into Python.

    Raises:
        DesignError: an argument is no design.

    >>> import xtsviz as xts
    >>> hub = xts.templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=3)
    >>> change = xts.diff(hub, hub.add_arrow("fabrikam", "contoso"))
    >>> change.summary
    '+1 arrow, 3 more external objects, 3 more P1 licences'
    >>> change.appear[["user", "tenant", "arrow"]].values.tolist()[0]
    ['fabrikam-001', 'contoso', 'fabrikam->contoso']
    >>> bool(xts.diff(hub, hub))
    False
    """
    for argument, design in (("before", before), ("after", after)):
        checked_design(design, argument)
    return Diff(before, after)


@translates_engine_errors_in_methods
@dataclass(frozen=True, eq=False, repr=False)
class Diff:
    """What changed between two designs. Its tables are computed on first use; each call returns a copy.

    It is false if no table except `totals` has rows. An attribute of a user counts only if it changes who is where.

    Attributes:
        before: the design before the changes.
        after: the design after the changes.
    """

    before: Design
    after: Design

    @classmethod
    def of_flows(cls, before: Flow, after: Flow) -> Diff:
        """The same as `diff` of their designs, for code that already has the flows."""
        diff = cls(before.design, after.design)
        vars(diff)["_flows"] = before, after  # fills the cached property
        return diff

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
        return presence_table(self._presence_changes.appear)

    @property
    def disappear(self) -> pd.DataFrame:
        """User objects that are in a tenant before and not after: rows of the presence before, with all columns."""
        return presence_table(self._presence_changes.disappear)

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

        Columns: ``total`` (``tenants``, ``arrows``, ``internal users``, ``external objects``, and each kind of
        licence), ``tenant`` (id; missing for the whole design), ``before``, ``after``, ``change`` (``after`` minus
        ``before``). Tenants have rows only for changed numbers. Licences are needed in the source.
        """
        return self._totals.copy()

    @cached_property
    def summary(self) -> str:
        """What changed, in numbers: one plain sentence without names."""
        return totals.summary(
            self._tenant_changes,
            self._arrow_changes,
            self._presence_changes,
            self._totals,
            len(self._other),
            self.group_changes,
        )

    @translates_engine_errors
    def __bool__(self) -> bool:
        people = self._presence_changes
        parts = (self._tenants, self._arrows, self._other, people.appear, people.disappear, people.changed)
        return any(len(part) > 0 for part in parts) or bool(self.group_changes)

    def __repr__(self) -> str:
        return f"<Diff: {self.summary}>"

    @translates_engine_errors
    def _repr_html_(self) -> str:
        parts = {
            "Tenants": self._tenants,
            "Arrows": self._arrows,
            "Other": self._other,
            "Appear": self.appear[_HTML_COLUMNS],
            "Disappear": self.disappear[_HTML_COLUMNS],
            "Changed people": self._changed_people,
            "Groups": self.groups[["sentence"]],
            "Totals": self._totals[self._totals["change"] != 0],
        }
        return tables_html(self.summary, parts)

    # Computed on first use

    @cached_property
    def _flows(self) -> tuple[Flow, Flow]:
        return user_flow(self.before), user_flow(self.after)

    @cached_property
    def _tenant_changes(self) -> list[RecordChange]:
        return list(tenant_changes(self.before, self.after))

    @cached_property
    def _arrow_changes(self) -> list[RecordChange]:
        return list(arrow_changes(self.before, self.after))

    @cached_property
    def _presence_changes(self) -> PresenceChanges:
        return PresenceChanges(*self._flows)

    @cached_property
    def group_changes(self) -> list[GroupChange]:
        """The rows of `groups` without pandas."""
        return group_changes(*self._flows)

    @cached_property
    def _tenants(self) -> pd.DataFrame:
        rows = [(c.record.id, getattr(c.record, "name", ""), *c[1:]) for c in self._tenant_changes]
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
        rows = list(other_changes(self.before.topology, self.after.topology))
        return small_frame(rows, ("what", "before", "after"))

    @cached_property
    def _changed_people(self) -> pd.DataFrame:
        rows = [
            (new["user"], new["display_name"], new["tenant"], field, old[field], new[field])
            for old, new in self._presence_changes.changed
            for field in _COMPARED_COLUMNS
            if old[field] != new[field]
        ]
        return small_frame(rows, ("user", "display_name", "tenant", "field", "before", "after"))

    @cached_property
    def _totals(self) -> pd.DataFrame:
        return totals.totals(*self._flows)
