"""A design as Python code that rebuilds it: the call that made the design, and the edits since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from xtsviz.errors import DesignError, DocumentError
from xtsviz.model.group_members import with_all_members
from xtsviz.model.topology import Topology
from xtsviz.provenance import compact_json
from xtsviz.provenance.python_source import assignment
from xtsviz.provenance.recipe import MAX_USERS_IN_CODE, Call, Recipe
from xtsviz.provenance.saved_files import recipe_of
from xtsviz.provenance.short_code import rebuilds, short_calls
from xtsviz.provenance.topology_edits import edits

if TYPE_CHECKING:
    from xtsviz.model.design import Design

_IMPORT = "import xtsviz as xts\n\n"
_REMEDY = 'save the design first (design.save("design.json")); the code then loads it with its users'


def design_code(design: Design) -> str:
    """What `Design.to_code` returns.

    Raises:
        DesignError: the origin of the users is not known, and they are too many to be spelled out.
    """
    recipe = recipe_of(design)
    if recipe is not None and not recipe.begins_with_saved_file:
        return _recipe_code(recipe, design)
    calls = _document_call(design, needed=recipe is None)
    if calls is None and recipe is not None:
        calls = [*_calls(recipe, design.topology)]
    return _written(calls or ())


def _recipe_code(recipe: Recipe, design: Design) -> str:
    """The code of recorded calls, without detours where fewer calls are known to rebuild the same."""
    calls = [*_calls(recipe, design.topology)]
    short = short_calls(recipe, design.topology)
    if short is not None and len(short) < len(calls) and rebuilds(code := _written(short), design):
        return code
    return _written(calls)


def _written(calls: Iterable[Call]) -> str:
    return _IMPORT + "".join(f"{assignment(call)}\n" for call in calls)


def _calls(recipe: Recipe, topology: Topology) -> Iterator[Call]:
    """The recorded calls. Each is followed by the edits of the topology before the next one."""
    chain = [(recipe, topology)]
    while (before := chain[-1][0].before) is not None:
        chain.append(before)
    for step, after in reversed(chain):
        yield step.call
        yield from edits(step.topology, after)


def _document_call(design: Design, *, needed: bool) -> list[Call] | None:
    """The call that makes the design from one document. None if that is not possible and not needed."""
    if design.users.is_lazy:
        reason = "the users are in a lazy table, which code cannot rebuild"
    elif (count := len(design.users.frame)) > MAX_USERS_IN_CODE:  # type: ignore[arg-type]
        reason = f"the origin of its {count:,} users is not known, and code can contain at most {MAX_USERS_IN_CODE}"
    else:
        document = compact_json.document(
            with_all_members(design.topology, design.users), design.users.records()
        )
        if _rebuilds(document, design):
            return [Call("xts.Design.from_document", (document,))]
        reason = "a document cannot contain everything in its table of users"
    if needed:
        raise DesignError(f"this design cannot be written as code: {reason}; {_REMEDY}")
    return None


def _rebuilds(document: dict[str, Any], design: Design) -> bool:
    try:
        return type(design).from_document(document) == design
    except DocumentError:
        return False
