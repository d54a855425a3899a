"""A design as Python that rebuilds it: the call that it began with, and the edits since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xtsviz.errors import DesignError
from xtsviz.model import compact_json
from xtsviz.model.members import whole
from xtsviz.model.names import ArrowIds, Slugs
from xtsviz.model.python import assignment
from xtsviz.model.recipe import MAX_WRITTEN, Call, Recipe
from xtsviz.model.topology import Arrow, Tenant, Topology

if TYPE_CHECKING:
    from xtsviz.model.design import Design

_IMPORT = "import xtsviz as xts\n\n"
_REMEDY = 'save the design first (design.save("design.json")); the code then loads it, users and all, from that file'


def code(design: Design) -> str:
    """What `Design.to_code` returns.

    Raises:
        DesignError: nobody knows where the users come from, and they are too many to be written out.
    """
    recipe = design.recipe
    if recipe is None or recipe.uncertain:
        calls = _written_out(design, needed=recipe is None)
        if calls is None and recipe is not None:
            calls = [*_calls(recipe, design.topology)]
    else:
        calls = [*_calls(recipe, design.topology)]
    return _IMPORT + "".join(f"{assignment(call)}\n" for call in calls or ())


def _calls(recipe: Recipe, topology: Topology) -> Iterator[Call]:
    """The recorded calls, each followed by the edits of the topology before the next one."""
    chain = [(recipe, topology)]
    while (before := chain[-1][0].before) is not None:
        chain.append(before)
    for step, after in reversed(chain):
        yield step.call
        yield from edits(step.topology, after)


def _written_out(design: Design, *, needed: bool) -> list[Call] | None:
    """The design as one literal document; None if that is not possible and not needed."""
    why = ""
    if design.users.is_lazy:
        why = "the users are in a table that is computed only when asked, of which code knows nothing"
    elif (count := len(design.users.frame)) > MAX_WRITTEN:  # type: ignore[arg-type]
        why = f"nobody knows where its {count:,} users come from, and code spells out at most {MAX_WRITTEN}"
    else:
        document = compact_json.document(whole(design.topology, design.users), design.users.records())
        if _rebuilds(document, design):
            return [Call("xts.Design.from_document", (document,))]
        why = "a document cannot say all that its table of users holds"
    if needed:
        raise DesignError(f"this design cannot be written as code: {why}; {_REMEDY}")
    return None


def _rebuilds(document: dict[str, Any], design: Design) -> bool:
    from xtsviz.errors import DocumentError

    try:
        return type(design).from_document(document) == design
    except DocumentError:
        return False


def edits(start: Topology, end: Topology) -> Iterator[Call]:
    """The fewest public edits from one topology to a later one of the same design with the same users.

    Between the two, tenants were added, renamed and updated, and anything was done to arrows.
    """
    if start.name != end.name:
        yield Call("design.renamed", (end.name,))
    for tenant in start.tenants:
        yield from _tenant_edits(tenant, end.tenant_by_id[tenant.id])
    ids = Slugs(start.tenant_by_id)
    for tenant in end.tenants[len(start.tenants) :]:
        yield _added_tenant(tenant, ids)
        ids.taken.add(tenant.id)
    yield from _arrow_edits(start, end)


def _tenant_edits(old: Tenant, new: Tenant) -> Iterator[Call]:
    if old is new:
        return
    was, fields = old.model_dump(mode="json"), new.model_dump(mode="json")
    changes = {name: _idiomatic(name, fields[name]) for name in fields if fields[name] != was[name]}
    if "name" in changes:
        yield Call("design.rename_tenant", (new.id, changes.pop("name")))
    if changes:
        yield Call("design.update_tenant", (new.id,), tuple(changes.items()))


def _added_tenant(tenant: Tenant, ids: Slugs) -> Call:
    fields = {name: _idiomatic(name, value) for name, value in compact_json.tenant(tenant).items()}
    fields.pop("name", None)
    if ids.of(tenant.name) == tenant.id:
        del fields["id"]
    return Call("design.add_tenant", (tenant.name,), tuple(fields.items()))


def _idiomatic(name: str, value: Any) -> Any:
    return tuple(value) if name == "position" and value is not None else value


def _arrow_edits(start: Topology, end: Topology) -> Iterator[Call]:
    kept = _kept(start, end)
    for arrow in start.arrows:
        if arrow.id not in kept:
            yield Call("design.remove_arrow", (arrow.id,))
    for arrow in end.arrows[: len(kept)]:
        old = start.arrow_by_id[arrow.id]
        if old is not arrow and (changes := _arrow_changes(old, arrow)):
            yield Call("design.update_arrow", (arrow.id,), tuple(changes.items()))
    ids = ArrowIds(kept)
    pairs = Counter((arrow.source, arrow.target) for arrow in end.arrows[: len(kept)])
    usual = Arrow.model_construct(id="-", source="-", target="-")
    for arrow in end.arrows[len(kept) :]:
        pair = (arrow.source, arrow.target)
        options: dict[str, Any] = {"another": True} if pairs[pair] else {}
        if ids.of(*pair) != arrow.id:
            options["id"] = arrow.id
        yield Call("design.add_arrow", pair, tuple({**options, **_arrow_changes(usual, arrow)}.items()))
        ids.taken.add(arrow.id)
        pairs[pair] += 1


def _kept(start: Topology, end: Topology) -> dict[str, int]:
    """Ids of the arrows that were there all the time: a run at the beginning, in their old order.

    An arrow that was taken away and added again stands after all others.
    """
    place = {arrow.id: n for n, arrow in enumerate(start.arrows)}
    kept: dict[str, int] = {}
    last = -1
    for arrow in end.arrows:
        old = start.arrow_by_id.get(arrow.id)
        if old is None or place[arrow.id] < last or (old.source, old.target) != (arrow.source, arrow.target):
            break
        kept[arrow.id] = last = place[arrow.id]
    return kept


def _arrow_changes(old: Arrow, new: Arrow) -> dict[str, Any]:
    """What `add_arrow` and `update_arrow` are to be given, by their own names."""
    was, fields = _flat(old), _flat(new)
    return {name: value for name, value in fields.items() if value != was[name]}


def _flat(arrow: Arrow) -> dict[str, Any]:
    fields = arrow.model_dump(mode="json", exclude={"id", "source", "target"})
    gates, scope = fields.pop("gates"), fields.pop("scope")
    return {
        "status": fields.pop("status"),
        "scope_users": scope["users"],
        "assigned": scope["assigned"],
        "filters": compact_json.clauses(scope["filters"]),
        **fields,
        **gates,
    }
