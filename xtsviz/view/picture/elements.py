"""What the graph canvas draws, as plain data: nodes and edges without a widget in sight."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

MAX_EDGES = 400
"""How many edges a drawing should have at most: each is a widget of its own, and more are unreadable."""


@dataclass(frozen=True)
class Element:
    """One node or edge of a drawing.

    A drawing is a sequence of elements, ids unique within it. Nodes can lie inside others, one level deep.

    Args:
        id: Names the element from one drawing to the next: the same id is the same thing on the screen.
        kind: ``node`` or ``edge``.
        data: What style rules can refer to, e.g. ``label``. The keys ``id``, ``element``, ``parent``,
            ``source`` and ``target`` are the canvas' own. A value that is None, or was there once and is not
            now, is null on the screen: rules that map it need a selector such as ``node[?label]``.
        classes: Style classes, without blanks inside.
        position: Centre of a node in model units (1 unit = 1 pixel at zoom 1), x to the right, y downwards. A
            node with others inside is as large as these ask for, and lies where they are.
        parent: The id of the node this one is drawn inside of.
        source: Where an edge starts.
        target: Where an edge ends.
        movable: False for a node that a person cannot drag.
    """

    id: str
    kind: Literal["node", "edge"]
    data: Mapping[str, str | int | float | None] = field(default_factory=dict)
    classes: tuple[str, ...] = ()
    position: tuple[float, float] | None = None
    parent: str | None = None
    source: str | None = None
    target: str | None = None
    movable: bool = True


def split_name(rest: str) -> tuple[str, str]:
    """A name with its length before it (``3:abc=more``), and what follows: ``abc`` and ``=more``.

    The page can send anything as an element: without a length, all of it is the name.
    """
    length, _, names = rest.partition(":")
    end = int(length) if length.isascii() and length.isdecimal() and len(length) < 10 else len(names)
    return names[:end], names[end:]
