"""A picture as cytoscape elements, and the style sheet that draws them.

A change of state changes only classes and data, so the kernel sends little to the page. Colours of tenants are data;
colours of states and emphasis are rules of the style sheet. The canvas gets names as text only, never as HTML.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from xtsviz.view.picture.arrow_curves import Box, visible_curve
from xtsviz.view.picture.cytoscape_style import canvas_style
from xtsviz.view.picture.elements import MAX_EDGES, Element, split_name
from xtsviz.view.picture.group_elements import (
    BUNDLE,
    GROUP,
    GROUP_PARTS,
    group_element,
    part_elements,
    selection_of_part,
)
from xtsviz.view.picture.types import NOTHING, Link, Person, Picture, Selection, TenantNode
from xtsviz.view.text_width import clip_text
from xtsviz.view.theme import NAME_SIZE

__all__ = ["canvas_style", "element_id", "elements", "person_element_id", "selection_of", "tenant_around"]

_TENANT, _ARROW, _PERSON = "tenant", "arrow", "person"


def elements(picture: Picture, dark: bool | None = None) -> tuple[Element, ...]:
    """The elements of a picture: tenants, then the people inside them, then arrows.

    The id of an element says which tenant, arrow or user it represents; `selection_of` reads it.

    Args:
        picture: a picture of `xtsviz.view.picture.resolve.resolve`.
        dark: True for dark ground; None for the ground of the picture.
    """
    ground = picture.dark if dark is None else dark
    bare = {person.tenant for person in picture.people if not person.label}
    nodes = [
        group_element(node, ground) if node.group else _tenant_element(node, ground, node.id in bare)
        for node in picture.nodes
    ]
    inside = [part for node in picture.nodes if node.group for part in part_elements(node)]
    people = [_person_element(person, ground) for person in picture.people]
    ends = {
        node.id: _ArrowEnd(node.box, node.header, node.name_above, GROUP if node.group else _TENANT)
        for node in picture.nodes
    }
    edges = [_arrow_element(link, ends[link.source], ends[link.target]) for link in picture.links]
    return (*nodes, *inside, *people, *edges)


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
    if kind in GROUP_PARTS:
        return selection_of_part(kind, rest)
    if kind == _PERSON:
        tenant, sign, user = _person_parts(rest)
        if sign == "=":
            return Selection("user", user)
        return Selection("tenant", tenant) if sign == "#" else NOTHING
    return NOTHING


def tenant_around(element: str) -> str | None:
    """The id of the tenant in whose box a person's element is; None for every other element."""
    kind, _, rest = element.partition(":")
    tenant, sign, _ = _person_parts(rest) if kind == _PERSON else ("", "", "")
    return tenant if sign else None


def _person_parts(rest: str) -> tuple[str, str, str]:
    """The tenant of a person's element, a sign, and the user; empty texts if this is no such element."""
    tenant, user = split_name(rest)
    return tenant, user[:1], user[1:]


def element_id(kind: str, name: str) -> str:
    """The id of the element that represents a tenant or an arrow."""
    return f"{kind}:{name}"


def person_element_id(person: Person) -> str:
    """The id of the element that represents one user in one tenant, or a crowd with one home tenant and relation."""
    # A tenant's id can contain any character, so its length is written before it.
    where = f"{len(person.tenant)}:{person.tenant}"
    if person.user is None:
        return f"{_PERSON}:{where}#{person.relation}:{person.home or ''}"
    return f"{_PERSON}:{where}={person.user}"


def _tenant_element(node: TenantNode, dark: bool, bare: bool) -> Element:
    # The second line of a plain box names the findings. It does not name the groups.
    one_line = node.name_above or not node.detail_shown or not node.detail
    badges = "  ".join(b.label for b in node.badges if one_line or b.severity is None)
    head = f"{node.label}   {badges}" if badges else node.label
    rows = [head] if one_line else [head, clip_text(node.detail, node.width - 12, NAME_SIZE)]
    return Element(
        id=element_id(_TENANT, node.id),
        kind="node",
        data={
            "label": "\n".join(rows),
            "name": node.name,
            **({"hover": node.name} if node.label != node.name else {}),
            "color": node.paint.on(dark),
            "width": node.width,
            "height": node.height,
        },
        classes=(
            *_classes("tenant", "box" if node.name_above else "plain", node.emphasis, node.selected),
            *(("removed",) if node.removed else ()),
            *(("bare",) if bare else ()),
            *(("short",) if one_line and not node.name_above else ()),
        ),
        position=(node.x, node.y),
    )


def _person_element(person: Person, dark: bool) -> Element:
    return Element(
        id=person_element_id(person),
        kind="node",
        data={
            "label": person.label,
            "color": person.paint.on(dark),
            **({} if person.label else {"hover": person.name}),
        },
        classes=(
            *_classes("person", person.relation, person.emphasis, person.selected),
            f"marker-{person.marker}",
            *(("crowd",) if person.user is None else ()),
        ),
        position=(person.x, person.y),
        parent=element_id(_TENANT, person.tenant),
    )


class _ArrowEnd(NamedTuple):
    """The properties of a tenant's box that its arrows depend on."""

    box: Box
    header: float
    name_above: bool
    kind: str


# An edit changes few arrows, so the elements of the others are taken from the cache.
@lru_cache(maxsize=4 * MAX_EDGES)
def _arrow_element(link: Link, source: _ArrowEnd, target: _ArrowEnd) -> Element:
    data: dict[str, str | int | float | None] = {
        "width": link.width,
        "bend": link.bend,
        "weight": link.weight,
    }
    begin_gap, end_gap = _GAPS
    aside = link.at != 0.5 and "\n" not in link.text
    if aside or source.name_above or target.name_above:
        path = visible_curve(source.box, target.box, link.bend, (source.header, target.header))
        if aside and link.text:
            data["near"] = link.text
            data["offset"] = round(path.length(0.0, link.at, steps=6))
        # A curve that comes from above ends where the name begins.
        begin_gap = max(begin_gap, round(source.box.y - source.box.height / 2 - path.start[1]))
        end_gap = max(end_gap, round(target.box.y - target.box.height / 2 - path.end[1]))
    data["begin"], data["end"] = begin_gap, end_gap
    if not aside:
        data["label"] = link.text
    if not link.label_shown:
        data["hover"] = link.sentence
    if link.emphasis != "dim" and link.style != "request":
        # Both, so that another theme changes no arrow.
        data["color"], data["color_on_dark"] = link.paint
    kind = BUNDLE if link.arrows > 1 else _ARROW if link.style != "request" else "request"
    classes = _classes("arrow", f"is-{link.style}", link.emphasis, link.selected)
    return Element(
        id=element_id(kind, link.id),
        kind="edge",
        data=data,
        classes=(*classes, "multiline") if "\n" in link.text else classes,
        source=element_id(source.kind, link.source),
        target=element_id(target.kind, link.target),
    )


_GAPS = (2, 4)
"""Between a box and the two ends of an arrow."""


def _classes(kind: str, sort: str, emphasis: str, selected: bool) -> tuple[str, ...]:
    return (kind, sort, *((emphasis,) if emphasis != "normal" else ()), *(("chosen",) if selected else ()))
