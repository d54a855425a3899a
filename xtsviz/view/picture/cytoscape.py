"""A picture as cytoscape elements, and the style sheet they are drawn with.

What changes with a state is classes and data, so that a canvas pushes little; colours of tenants are data,
colours of states and emphasis are rules. Names reach the canvas as text only, never as HTML.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from xtsviz.findings.finding import SEVERITY_SYMBOLS
from xtsviz.view.picture.curves import Box, curve
from xtsviz.view.picture.cytoscape_style import style
from xtsviz.view.picture.elements import MAX_EDGES, Element
from xtsviz.view.picture.types import NOTHING, Link, Person, Picture, Selection, TenantNode

__all__ = ["elements", "elements_id", "selection_of", "style"]

_TENANT, _ARROW, _PERSON = "tenant", "arrow", "person"


def elements(picture: Picture, dark: bool | None = None) -> tuple[Element, ...]:
    """The elements of a picture: tenants, then the people inside them, then arrows.

    Ids say what an element stands for; `selection_of` reads them.

    Args:
        picture: as `xtsviz.view.picture.resolve.resolve` made it.
        dark: the ground; None takes the picture's.
    """
    ground = picture.dark if dark is None else dark
    crowds: dict[tuple[str, str], int] = {}
    nodes = [_node(node, ground) for node in picture.nodes]
    people = [_person(person, ground, crowds) for person in picture.people]
    ends = {node.id: _End(node.box, node.header, node.name_above) for node in picture.nodes}
    edges = [_edge(link, ends[link.source], ends[link.target], ground) for link in picture.links]
    return (*nodes, *people, *edges)


def selection_of(element: str) -> Selection:
    """What a click on an element selects: its tenant, arrow or user; nothing for a connected organization.

    >>> selection_of(elements_id("arrow", "contoso->fabrikam"))
    Selection(kind='arrow', id='contoso->fabrikam')
    """
    kind, _, rest = element.partition(":")
    if kind == _TENANT:
        return Selection("tenant", rest)
    if kind == _ARROW:
        return Selection("arrow", rest)
    if kind == _PERSON:
        length, _, names = rest.partition(":")
        tenant, user = names[: int(length)], names[int(length) + 1 :]
        return Selection("user", user) if names[int(length)] == "=" else Selection("tenant", tenant)
    return NOTHING


def elements_id(kind: str, name: str) -> str:
    """The id of the element that stands for a tenant or an arrow."""
    return f"{kind}:{name}"


def _node(node: TenantNode, dark: bool) -> Element:
    badges = "  ".join(f"{SEVERITY_SYMBOLS[b.severity]} {b.count}" for b in node.badges)
    rows = [node.label] if node.name_above else [node.label, node.detail]
    if badges and node.name_above:
        rows = [f"{node.label}   {badges}"]
    return Element(
        id=elements_id(_TENANT, node.id),
        kind="node",
        data={
            "label": "\n".join(rows),
            "ink": node.paint.on(dark),
            "width": node.width,
            "height": node.height,
        },
        classes=(
            *_classes("tenant", "box" if node.name_above else "plain", node.emphasis, node.selected),
            *(("removed",) if node.removed else ()),
        ),
        position=(node.x, node.y),
    )


def _person(person: Person, dark: bool, crowds: dict[tuple[str, str], int]) -> Element:
    # A tenant's id may hold any character, so its length tells where it ends.
    where = f"{len(person.tenant)}:{person.tenant}"
    if person.user is None:
        key = (person.tenant, person.relation)
        crowds[key] = crowds.get(key, 0) + 1
        name = f"{_PERSON}:{where}#{person.relation}:{person.home or ''}"
    else:
        name = f"{_PERSON}:{where}={person.user}"
    return Element(
        id=name,
        kind="node",
        data={"label": person.label, "ink": person.paint.on(dark)},
        classes=(
            *_classes("person", person.relation, person.emphasis, person.selected),
            f"marker-{person.marker}",
            *(("crowd",) if person.user is None else ()),
        ),
        position=(person.x, person.y),
        parent=elements_id(_TENANT, person.tenant),
    )


class _End(NamedTuple):
    """All of a tenant that an arrow from or to it depends on."""

    box: Box
    header: float
    name_above: bool


# An edit changes few arrows of many, and the others come out the same.
@lru_cache(maxsize=4 * MAX_EDGES)
def _edge(link: Link, source: _End, target: _End, dark: bool) -> Element:
    data: dict[str, str | int | float | None] = {
        "width": link.width,
        "bend": link.bend,
        "weight": link.weight,
    }
    begin_gap, end_gap = _GAPS
    aside = link.at != 0.5 and "\n" not in link.label
    if aside or source.name_above or target.name_above:
        path = curve(source.box, target.box, link.bend, (source.header, target.header))
        if aside and link.label:
            data["near"] = link.label
            data["offset"] = round(path.length(0.0, link.at, steps=6))
        # A curve that comes from above ends where the name begins.
        begin_gap = max(begin_gap, round(source.box.y - source.box.height / 2 - path.start[1]))
        end_gap = max(end_gap, round(target.box.y - target.box.height / 2 - path.end[1]))
    data["begin"], data["end"] = begin_gap, end_gap
    if not aside:
        data["label"] = link.label
    if link.emphasis == "lit":
        data["ink"] = link.paint.on(dark)
    kind = _ARROW if link.style != "request" else "request"
    classes = _classes("arrow", f"is-{link.style}", link.emphasis, link.selected)
    return Element(
        id=elements_id(kind, link.id),
        kind="edge",
        data=data,
        classes=(*classes, "multiline") if "\n" in link.label else classes,
        source=elements_id(_TENANT, link.source),
        target=elements_id(_TENANT, link.target),
    )


_GAPS = (2, 4)
"""Between a box and the two ends of an arrow."""


def _classes(kind: str, sort: str, emphasis: str, selected: bool) -> tuple[str, ...]:
    return (kind, sort, *((emphasis,) if emphasis != "normal" else ()), *(("chosen",) if selected else ()))
