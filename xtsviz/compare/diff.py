"""What changed between two designs, as small tables and one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from xtsviz.compare import totals
from xtsviz.compare.changes import Change, arrow_changes, other_changes, tenant_changes
from xtsviz.compare.presence import PresenceChanges, table
from xtsviz.compare.tables import as_html, frame
from xtsviz.flow import Flow, user_flow
from xtsviz.flow.presence import COLUMNS
from xtsviz.model.design import Design, checked_design
from xtsviz.model.engine_errors import translates_engine_errors, translates_engine_errors_in_methods

_COMPARED = [name for name in COLUMNS if name not in ("user", "tenant")]
_SHOWN = ["user", "display_name", "tenant", "relation", "user_type", "arrow"]


def diff(before: Design, after: Design) -> Diff:
    """What changed from one design to another: tenants, arrows, and who appears or disappears where.

    Tenants, arrows and users are the same if their ids are; in which order a document lists them does not count, but
    for the arrows of one pair. The tables of users may be of different engines; where one engine holds both, only what
    differs is brought into Python.

    Raises:
        DesignError: one of the two is no design.

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
    for place, given in (("before", before), ("after", after)):
        checked_design(given, place)
    return Diff(before, after)


@translates_engine_errors_in_methods
@dataclass(frozen=True, eq=False, repr=False)
class Diff:
    """What changed between two designs. Its tables are computed when first asked for, and copies each time.

    It is false where no table but `totals` has a row. (Attributes of users count where they change who is where.)

    Attributes:
        before: the one design.
        after: the other.
    """

    before: Design
    after: Design

    @classmethod
    def of_flows(cls, before: Flow, after: Flow) -> Diff:
        """The same as `diff` of their designs, for whoever has followed them already."""
        made = cls(before.design, after.design)
        vars(made)["_flows"] = before, after  # where the cached property would put them
        return made

    @property
    def tenants(self) -> pd.DataFrame:
        """One row per tenant added or removed, or per changed field of one.

        Columns: ``tenant`` (id), ``name``, ``change`` (``added`` | ``removed`` | ``renamed`` | ``changed``),
        ``field`` (of the document), ``before``, ``after`` (values as the document has them; field and values are
        missing where the tenant is added or removed).
        """
        return self._tenants.copy()

    @property
    def arrows(self) -> pd.DataFrame:
        """One row per arrow added or removed, or per changed field of one.

        Columns: ``arrow`` (id), ``source``, ``target``, ``change`` (``added`` | ``removed`` | ``changed``),
        ``field`` (``status``, ``scope.filters``, ``gates.inbound_sync_allowed``, …; ``place`` where arrows of one
        pair come in another order), ``before``, ``after``.
        """
        return self._arrows.copy()

    @property
    def other(self) -> pd.DataFrame:
        """What else differs.

        Columns: ``what`` (``name``, ``groups.<id>``, ``multi_tenant_organization``, ``connected_organizations``,
        ``options``), ``before``, ``after``.
        """
        return self._other.copy()

    @property
    def appear(self) -> pd.DataFrame:
        """Who is in a tenant after and was not before: those rows of the presence after, with all its columns."""
        return table(self._presence_changes.appear)

    @property
    def disappear(self) -> pd.DataFrame:
        """Who was in a tenant before and is not after: those rows of the presence before, with all its columns."""
        return table(self._presence_changes.disappear)

    @property
    def changed_people(self) -> pd.DataFrame:
        """Who is in the same tenant before and after, but as somebody else: one row per column that differs.

        Columns: ``user``, ``display_name`` (after), ``tenant``, ``field`` (a column of the presence: ``user_type``,
        ``account_enabled``, ``arrow``, …), ``before``, ``after``.
        """
        return self._changed_people.copy()

    @property
    def totals(self) -> pd.DataFrame:
        """The numbers of both designs.

        Columns: ``total`` (``tenants``, ``arrows``, ``internal users``, ``external objects``, and each kind of
        licence), ``tenant`` (id; missing where it is of the whole design), ``before``, ``after``, ``change``
        (after less before). Of the tenants, only numbers that changed are there; licences are needed in the source.
        """
        return self._totals.copy()

    @cached_property
    def summary(self) -> str:
        """What changed, in numbers: one plain sentence without names."""
        return totals.summary(
            self._tenant_changes, self._arrow_changes, self._presence_changes, self._totals, len(self._other)
        )

    @translates_engine_errors
    def __bool__(self) -> bool:
        people = self._presence_changes
        parts = (self._tenants, self._arrows, self._other, people.appear, people.disappear, people.changed)
        return any(len(part) > 0 for part in parts)

    def __repr__(self) -> str:
        return f"<Diff: {self.summary}>"

    @translates_engine_errors
    def _repr_html_(self) -> str:
        parts = {
            "Tenants": self._tenants,
            "Arrows": self._arrows,
            "Other": self._other,
            "Appear": self.appear[_SHOWN],
            "Disappear": self.disappear[_SHOWN],
            "Changed people": self._changed_people,
            "Totals": self._totals[self._totals["change"] != 0],
        }
        return as_html(self.summary, parts)

    # How

    @cached_property
    def _flows(self) -> tuple[Flow, Flow]:
        return user_flow(self.before), user_flow(self.after)

    @cached_property
    def _tenant_changes(self) -> list[Change]:
        return list(tenant_changes(self.before, self.after))

    @cached_property
    def _arrow_changes(self) -> list[Change]:
        return list(arrow_changes(self.before, self.after))

    @cached_property
    def _presence_changes(self) -> PresenceChanges:
        return PresenceChanges(*self._flows)

    @cached_property
    def _tenants(self) -> pd.DataFrame:
        rows = [(c.of.id, getattr(c.of, "name", ""), *c[1:]) for c in self._tenant_changes]
        return frame(rows, ("tenant", "name", "change", "field", "before", "after"))

    @cached_property
    def _arrows(self) -> pd.DataFrame:
        rows = [
            (c.of.id, getattr(c.of, "source", ""), getattr(c.of, "target", ""), *c[1:])
            for c in self._arrow_changes
        ]
        return frame(rows, ("arrow", "source", "target", "change", "field", "before", "after"))

    @cached_property
    def _other(self) -> pd.DataFrame:
        rows = list(other_changes(self.before.topology, self.after.topology))
        return frame(rows, ("what", "before", "after"))

    @cached_property
    def _changed_people(self) -> pd.DataFrame:
        rows = [
            (new["user"], new["display_name"], new["tenant"], field, old[field], new[field])
            for old, new in self._presence_changes.changed
            for field in _COMPARED
            if old[field] != new[field]
        ]
        return frame(rows, ("user", "display_name", "tenant", "field", "before", "after"))

    @cached_property
    def _totals(self) -> pd.DataFrame:
        return totals.totals(*self._flows)
