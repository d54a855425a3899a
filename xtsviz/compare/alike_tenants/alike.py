"""Groups of alike tenants: the function, and what it returns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, product
from typing import Literal, get_args

from xtsviz.compare.alike_tenants.describe import SplitGroup, describe
from xtsviz.compare.alike_tenants.forms import PairCodes, pair_codes, with_own
from xtsviz.compare.alike_tenants.relations import ArrowException, Relation, TenantGroup
from xtsviz.compare.alike_tenants.search import best_split
from xtsviz.compare.alike_tenants.twins import quotient
from xtsviz.errors import DesignError, UnknownNameError, quoted
from xtsviz.model.design import Design, checked_design
from xtsviz.model.escaping import fragment, join_markup
from xtsviz.model.topology import Arrow

By = Literal["arrows", "division"]
MAX_SENTENCES = 200
"""So many sentences are shown in a notebook."""


def alike(design: Design, *, by: By = "arrows", apart: str | Iterable[str] = ()) -> Alike:
    """The groups of tenants that have the same arrows, scopes and settings to everybody else, and among each other.

    A group has one rule for its arrows to each group, and one for the arrows among its tenants: what most pairs have.
    An arrow that differs from its rule is an exception. A tenant belongs to a group while at most a tenth of its arrows
    to and from any group differ from the rules; an arrow that is missing counts. Of all such splits, the one with the
    fewest groups and exceptions is wanted; of equals, the one where the first tenant that differs is in an earlier
    group. It is found exactly if no exceptions help, or if there are at most 6 kinds of tenants. Else the search is
    greedy, and there may be a better one.

    Scopes with assigned users or groups are alike if the groups have the same names and the users the same number.
    Ids and notes of arrows are not compared. The state of an arrow is compared: it also depends on cloud and invitation
    setting of its tenants.

    Args:
        design: the design. Its users are not needed.
        by: ``division``: all tenants of one division are a group, however much they differ. Tenants without a division
            are split by their arrows.
        apart: ids or names of tenants that stand alone. The other groups stay as they are without these tenants.

    Raises:
        DesignError: an argument is not one of the above.
        UnknownNameError: there is no such tenant.

    >>> import xtsviz as xts
    >>> mesh = xts.templates.full_mesh([f"Tenant {n}" for n in range(1, 13)])
    >>> print(xts.alike(mesh.remove_arrow("tenant-1->tenant-2")))
    12 tenants, everyone with everyone, except 1
    Tenant 1 → Tenant 2: no arrow
    >>> print(xts.alike(xts.templates.user_hub(["Contoso", "Fabrikam", "Litware"])))
    Contoso
    2 tenants, no arrows between them
    Contoso to each of 2 tenants
    """
    checked_design(design)
    if by not in get_args(By):
        raise DesignError(f"by: one of {', '.join(get_args(By))} is needed, not {quoted(str(by))}")
    alone = {design.tenant(named).id for named in ([apart] if isinstance(apart, str) else apart)}
    codes = pair_codes(design)
    groups, relations = describe(design, codes, _split(design, codes, by, alone))
    return Alike(groups, relations, codes)


def _split(design: Design, codes: PairCodes, by: By, alone: set[str]) -> list[SplitGroup]:
    small = quotient(codes)
    group_of_class = best_split(small)
    found: dict[tuple[str, str | int], SplitGroup] = {}
    for number, tenant in enumerate(design.tenants):
        division = (tenant.division or None) if by == "division" else None
        key: tuple[str, str | int] = ("group", group_of_class[small.class_of[number]])
        if tenant.id in alone:
            key, division = ("tenant", tenant.id), None
        elif division:
            key = ("division", division)
        found.setdefault(key, SplitGroup([], division)).tenants.append(number)
    return list(found.values())


@dataclass(frozen=True, eq=False, repr=False)
class Alike:
    """Groups of alike tenants, what holds in and between them, and the exceptions. Nothing of the arrows is lost.

    ``str`` gives all sentences, a line each.

    Attributes:
        groups: the groups, in the order of their first tenants. Each tenant is in one.
        relations: the arrows between two groups, one relation for each direction, and those within a group. Where there
            is no arrow and none is missing, there is no relation. In the order of their groups.
    """

    groups: tuple[TenantGroup, ...]
    relations: tuple[Relation, ...]
    _codes: PairCodes

    @cached_property
    def exceptions(self) -> tuple[ArrowException, ...]:
        """The arrows that differ from the rules, one exception each, in the order of the relations."""
        return tuple(chain.from_iterable(relation.exceptions for relation in self.relations))

    @cached_property
    def _group_by_tenant(self) -> dict[str, TenantGroup]:
        return {tenant: group for group in self.groups for tenant in group.tenants}

    def group(self, tenant: str) -> TenantGroup:
        """The group of a tenant, given by its id.

        Raises:
            UnknownNameError: there is no such tenant.
        """
        if found := self._group_by_tenant.get(tenant):
            return found
        raise UnknownNameError(f"no tenant with the id {quoted(tenant)}")

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """One sentence for each group, then for each relation between groups, then for each exception."""
        between = [relation for relation in self.relations if not relation.within]
        return tuple([one.sentence for some in (self.groups, between, self.exceptions) for one in some])

    def arrows(self, relation: Relation | None = None) -> tuple[str, ...]:
        """The ids of all arrows of the design in the order of the document, from relations and exceptions alone.

        Args:
            relation: only the arrows of this relation, exceptions included.
        """
        relations = self.relations if relation is None else (relation,)
        return self._in_order([(source, target, name) for source, target, name, _ in self._walk(relations)])

    def rebuilt(self) -> tuple[Arrow, ...]:
        """All arrows with all fields, in the order of the document: they equal those of the design."""
        made: dict[str, Arrow] = {}
        pairs: list[tuple[str, str, str]] = []
        for source, target, name, arrow in self._walk(self.relations):
            pairs.append((source, target, name))
            made[name] = arrow
            if arrow.id != name or arrow.source != source or arrow.target != target:
                made[name] = arrow.model_copy(update={"id": name, "source": source, "target": target})
            if own := self._codes.own.get(name):
                made[name] = with_own(made[name], own)
        return tuple([made[name] for name in self._in_order(pairs)])

    def _walk(self, relations: Iterable[Relation]) -> Iterator[tuple[str, str, str, Arrow]]:
        """Source, target, id, and a like arrow, for each arrow; those of a pair in their order."""
        for relation in relations:
            of_pair: defaultdict[tuple[str, str], list[ArrowException]] = defaultdict(list)
            for exception in relation.exceptions:
                of_pair[exception.source, exception.target].append(exception)
            every = product(relation.source.tenants, relation.target.tenants)
            for source, target in every if relation.rule else list(of_pair):
                if source == target:
                    continue
                likes = _with_exceptions(relation.rule, of_pair.get((source, target), ()))
                for place, like in enumerate(likes):
                    yield source, target, self._codes.arrow_id(source, target, place), like

    def _in_order(self, arrows: list[tuple[str, str, str]]) -> tuple[str, ...]:
        """The ids in the order of the document, from (source, target, id)."""
        order, number = self._codes.order, {tenant: n for n, tenant in enumerate(self._codes.tenants)}
        if order:
            return tuple(sorted([name for _, _, name in arrows], key=order.__getitem__))
        return tuple([row[2] for row in sorted(arrows, key=lambda row: (number[row[0]], number[row[1]]))])

    def __str__(self) -> str:
        return "\n".join(self.sentences)

    def __repr__(self) -> str:
        return f"<Alike: groups {len(self.groups)}, exceptions {len(self.exceptions)}>"

    def _repr_html_(self) -> str:
        shown = join_markup(fragment("<li>{}</li>", sentence) for sentence in self.sentences[:MAX_SENTENCES])
        more = len(self.sentences) - MAX_SENTENCES
        return str(
            fragment("<ul>{}{}</ul>", shown, fragment("<li>… and {:,} more</li>", more) if more > 0 else "")
        )


def _with_exceptions(rule: Sequence[Arrow], exceptions: Sequence[ArrowException]) -> Sequence[Arrow]:
    """The arrows of one pair: those of the rule, with the exceptions of this pair."""
    if not exceptions:
        return rule
    others: defaultdict[int, list[Arrow]] = defaultdict(list)
    replaced = set()
    for exception in exceptions:
        if exception.record is not None:
            others[exception.place].append(exception.record)
        if exception.kind != "additional":
            replaced.add(exception.place)
    found: list[Arrow] = []
    for place in range(len(rule) + 1):
        found += others[place]
        found += rule[place : place + 1] if place not in replaced else []
    return found
