"""The box of a group of alike tenants as cytoscape elements."""

from __future__ import annotations

from collections.abc import Iterator

from xtsviz.view.picture.elements import Element, split_name
from xtsviz.view.picture.group_types import GroupBox, GroupPart
from xtsviz.view.picture.types import NOTHING, Selection, TenantNode

GROUP, BUNDLE, _NAME, _PART, _LINE = "group", "arrows", "name", "part", "exception"
GROUP_PARTS = (_NAME, _PART, _LINE)
"""How the ids of what is in a box begin."""
_CORNER = 2.0


def group_element(node: TenantNode, dark: bool) -> Element:
    """The box, or the frame around tenants."""
    assert node.group is not None
    badges = "  ".join(badge.label for badge in node.badges)
    label = f"{node.label}   {badges}".strip() if node.name_above else ""
    return Element(
        id=f"{GROUP}:{node.id}",
        kind="node",
        data={"label": label, "color": node.paint.on(dark), "width": node.width, "height": node.height},
        classes=(
            "group",
            "frame" if node.group.opened else "closed",
            *((node.emphasis,) if node.emphasis != "normal" else ()),
            *(("chosen",) if node.selected else ()),
            *(("removed",) if node.removed else ()),
        ),
        position=(node.x, node.y),
    )


def part_elements(node: TenantNode) -> Iterator[Element]:
    """What is in a closed box: its words, the names of tenants, and the exceptions."""
    box = node.group
    if box is None or box.opened:
        return
    parent = f"{GROUP}:{node.id}"
    ids = {part.key: _part_id(node.id, part) for part in box.parts}
    yield from _corners(node, parent)
    badges = "  ".join(badge.label for badge in node.badges)
    for part in box.parts:
        text = f"{part.text}   {badges}" if part.kind == "title" and badges else part.text
        yield Element(
            id=ids[part.key],
            kind="node",
            data={"label": text, "width": part.width, "height": part.height},
            classes=(
                "part",
                f"part-{part.kind}",
                *(("lit",) if part.lit else ()),
                *(("dim",) if node.emphasis == "dim" else ()),
                *(("chosen",) if part.selected else ()),
            ),
            position=(part.x, part.y),
            parent=parent,
            movable=False,
        )
    yield from _lines(node, box, ids)


def _corners(node: TenantNode, parent: str) -> Iterator[Element]:
    """Two nodes that nobody sees: a node with others inside is as large as these ask for."""
    across, down = (node.width - _CORNER) / 2, (node.height - _CORNER) / 2
    for n, way in enumerate((-1, 1)):
        yield Element(
            id=f"{_PART}:{len(node.id)}:{node.id}corner {n}",
            kind="node",
            data={"label": ""},
            classes=("corner",),
            position=(node.x + way * across, node.y + way * down),
            parent=parent,
            movable=False,
        )


def _lines(node: TenantNode, box: GroupBox, ids: dict[str, str]) -> Iterator[Element]:
    for n, line in enumerate(box.lines):
        name = f"={line.arrow}" if line.arrow is not None else f"#{n}"
        yield Element(
            id=f"{_LINE}:{len(node.id)}:{node.id}{name}",
            kind="edge",
            data={"width": 2.5, "bend": 0.0, "weight": 0.5, "begin": 3, "end": 4},
            classes=("arrow", f"is-{line.style}" if line.style else "is-missing"),
            source=ids[line.source],
            target=ids[line.target],
        )


def _part_id(node: str, part: GroupPart) -> str:
    # Ids of tenants can contain any character, so their lengths are written before them.
    if part.tenant is None:
        return f"{_PART}:{len(node)}:{node}{part.key}"
    return f"{_NAME}:{len(part.tenant)}:{part.tenant}{node} {part.key}"


def group_of(element: str) -> str | None:
    """The id of the group, or of the arrows drawn as one, that an element represents; None for any other element."""
    kind, _, rest = element.partition(":")
    if kind in (GROUP, BUNDLE):
        return rest
    if kind == _PART:
        return split_name(rest)[0]
    return None


def selection_of_part(kind: str, rest: str) -> Selection:
    """What a click in a box selects: a tenant by its name, or the arrow of an exception."""
    name, more = split_name(rest)
    if kind == _NAME:
        return Selection("tenant", name)
    if kind == _LINE and more.startswith("="):
        return Selection("arrow", more[1:])
    return NOTHING
