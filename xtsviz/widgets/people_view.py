"""What the tab People shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from xtsviz.people.groups import is_known_group
from xtsviz.people.query import ALL_PEOPLE, PeopleQuery
from xtsviz.view.context import ViewContext

PeoplePart: TypeAlias = Literal["there", "missing", "why"]
"""Who is where, who is missing where, or why one user is not in one tenant."""


@dataclass(frozen=True)
class WhyQuestion:
    """Why a user (id) is, or is not, in a tenant (id)."""

    user: str
    tenant: str


@dataclass(frozen=True)
class PeopleView:
    """What the tab People shows.

    Attributes:
        part: which of its three parts.
        query: whom to show, and in which order.
        attribute: whose values are offered; its value may be in the query.
        page: the page, from 1.
        size: rows on a page.
    """

    part: PeoplePart = "there"
    query: PeopleQuery = ALL_PEOPLE
    attribute: str = ""
    page: int = 1
    size: int = 20

    def without_filters(self) -> PeopleView:
        """Everybody, in the same order, from the first page."""
        order = PeopleQuery(
            sort=self.query.sort, sort_tenant=self.query.sort_tenant, descending=self.query.descending
        )
        return PeopleView(self.part, order, "", 1, self.size)

    def known(self, context: ViewContext) -> PeopleView:
        """The same without tenants, groups and attributes that the design does not have any more."""
        query, tenants = self.query, context.tenant_index
        if query.home is not None and query.home not in tenants:
            query = replace(query, home=None)
        if query.tenant is not None and query.tenant not in tenants:
            query = replace(query, tenant=None, presence=None)
        if query.sort_tenant is not None and query.sort_tenant not in tenants:
            query = replace(query, sort="name", sort_tenant=None)
        if query.group is not None and not is_known_group(context.flow, query.group, query.group_in):
            query = replace(query, group=None, group_in=None)
        attribute = self.attribute if self.attribute in context.design.users.attributes else ""
        if query.attribute is not None and query.attribute[0] != attribute:
            query = replace(query, attribute=None)
        if query is self.query and attribute == self.attribute:
            return self
        return replace(self, query=query, attribute=attribute)
