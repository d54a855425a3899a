"""Colour, type and spacing of every picture, in one place.

Every colour is a `Paint`: a pair for light and dark ground. The tenant colours start from the palette of
Okabe and Ito ("Color Universal Design", 2008), darkened where the original does not reach 3:1 on white. No
meaning hangs on colour alone: a state has a line style, an arrowhead and a symbol besides, and past eight
tenants the shape of the people changes with each further round of the palette.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from xtsviz.findings.finding import Severity
from xtsviz.people.relations import Relation
from xtsviz.view.colors import parse_rgb, with_contrast


class Paint(NamedTuple):
    """One colour in its two variants, each as ``#rrggbb``."""

    light: str
    dark: str

    def on(self, dark: bool) -> str:
        """The variant for dark or light ground."""
        return self.dark if dark else self.light


BACKGROUND = Paint("#ffffff", "#14181f")
SURFACE = Paint("#f5f7fa", "#1f2630")
"""The inside of a tenant's box."""
TEXT = Paint("#1a202c", "#eef1f5")
MUTED = Paint("#5a6472", "#aab4c2")
"""Less important text, and the text of things in the background of an overlay."""
OUTLINE = Paint("#7b8594", "#7f8a99")
DIM = Paint("#858e9b", "#6f7988")
"""Shapes in the background of an overlay. Their text is `MUTED`."""
SELECTED = Paint("#0b57d0", "#8ab8ff")

TENANTS: tuple[Paint, ...] = (
    Paint("#0072b2", "#4aa3df"),  # blue
    Paint("#d55e00", "#f5813f"),  # vermillion
    Paint("#009e73", "#2cc295"),  # bluish green
    Paint("#b8609a", "#df9cc3"),  # reddish purple
    Paint("#bd8200", "#f0b13c"),  # orange
    Paint("#4897c4", "#8fd3ff"),  # sky blue
    Paint("#8f8600", "#f3ea6b"),  # yellow
    Paint("#4a4a4a", "#d5d9df"),  # black
)

Marker = Literal["circle", "square", "diamond", "hexagon"]
MARKERS: tuple[Marker, ...] = ("circle", "square", "diamond", "hexagon")
"""The shapes of tenants' users. When the colours of the palette are used up, the next shape begins."""

ERROR = Paint("#b3261e", "#ff8f85")
WARNING = Paint("#8a5300", "#f2b84b")
INFO = Paint("#475467", "#b9c3d0")
GROUP_SYMBOL = "⊞"
"""The symbol of groups that arrows make in a tenant."""
SEVERITY_PAINTS: dict[Severity, Paint] = {"error": ERROR, "warning": WARNING, "info": INFO}

Dash = tuple[float, ...]
Head = Literal["triangle", "tee", "triangle-tee", "hollow-triangle", "hollow-circle", "vee"]
ArrowStyleName = Literal[
    "open", "paused", "half", "blocked", "unknown", "request", "added", "removed", "changed"
]


@dataclass(frozen=True, slots=True)
class ArrowStyle:
    """The style of an arrow's state: colour, dashes, arrowhead and symbol. Each of these alone identifies the state.

    Attributes:
        paint: its colours on light and dark ground.
        dash: the lengths of dashes and gaps in units of the picture; empty for a solid line.
        head: the arrowhead.
        symbol: the symbol before the number on the arrow; empty for an open arrow.
        words: its name in the legend.
    """

    paint: Paint
    dash: Dash
    head: Head
    symbol: str
    words: str


STATES: dict[ArrowStyleName, ArrowStyle] = {
    "open": ArrowStyle(INFO, (), "triangle", "", "open"),
    "paused": ArrowStyle(WARNING, (16, 6), "hollow-triangle", "‖", "paused or quarantined"),
    "half": ArrowStyle(
        ERROR, (12, 4, 3, 4), "triangle-tee", "◐", "half configured: some gates closed, some open"
    ),
    "blocked": ArrowStyle(ERROR, (7, 5), "tee", "✕", "blocked"),
    "unknown": ArrowStyle(
        Paint("#6b3fa0", "#c9a8ff"), (2, 5), "hollow-circle", "?", "unknown: a setting is not known"
    ),
    "request": ArrowStyle(MUTED, (2, 7), "vee", "", "connected organization: access on request, no sync"),
}


def state_label(state: ArrowStyleName) -> str:
    """The state of an arrow in a table or a list: its symbol, if it has one, and its name."""
    return f"{STATES[state].symbol} {state}".strip()


CHANGES: dict[ArrowStyleName, ArrowStyle] = {
    "added": ArrowStyle(Paint("#00694d", "#2cc295"), (), "triangle", "+", "added"),
    "removed": ArrowStyle(ERROR, (9, 6), "vee", "\N{MINUS SIGN}", "removed"),
    "changed": ArrowStyle(WARNING, (16, 4, 3, 4), "hollow-triangle", "Δ", "changed"),
}
"""The styles of the overlay *Compare*: arrows that only one of two designs has, or whose settings differ."""

MISSING = ArrowStyle(MUTED, (3, 5), "vee", "∅", "an arrow that only the others have")
"""The style of an arrow that one pair of alike tenants has not. It is drawn only among exceptions."""

ARROW_STYLES: dict[ArrowStyleName, ArrowStyle] = STATES | CHANGES
"""Every style of an arrow."""

SANS = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', Arial, sans-serif"
"""The fonts for text. They must be on the machine, because nothing is loaded from the network."""

BORDER, LIT_BORDER = 2.5, 4.0
"""The width of the border of a tenant's box: normal, and highlighted."""
REMOVED_DASH: Dash = (9, 6)
"""The border of a removed tenant."""
RingStyle = Literal["filled", "solid", "dashed", "double"]
RING = 5.0
"""The width of the ring of an external."""
RING_STYLES: dict[Relation, RingStyle] = {
    "home": "filled",
    "member": "solid",
    "guest": "dashed",
    "external": "double",
}
"""How a user is drawn, by the user's relation to the tenant. Canvas and SVG use the same styles."""

TITLE_SIZE = 19.0
NAME_SIZE = 16.0
TEXT_SIZE = 13.0
PERSON_SIZE = 12.0
NUMBER_SIZE = 15.0

PERSON_DIAMETER = 26.0
"""The diameter of a user's symbol, including the ring."""
PERSON_WIDTH, PERSON_HEIGHT = 76.0, 58.0
"""The room for a user's symbol and the label below it."""
BARE_PERSON = 33.0
"""The room for a user's symbol without a label, in both directions."""
PADDING = 14.0
HEADROOM = 30.0
"""The room for the tenant's name above a box with people inside."""
GAP = 46.0
"""The smallest gap between two boxes."""
BEND = 52.0
"""The distance of a curve's control point from the straight line, if a pair has arrows in both directions."""
LANE = 56.0
"""The distance between the control points of two arrows in the same direction."""


def tenant_paint(index: int, chosen: str | None = None) -> Paint:
    """The colour of a tenant: the one that a person chose, or else one of the palette.

    A chosen colour without enough contrast to the ground is made darker or lighter. A text that is not a colour is
    ignored.

    Args:
        index: the index of the tenant in the design, from 0.
        chosen: the colour that a person chose.
    """
    if chosen is None or parse_rgb(chosen) is None:
        return TENANTS[index % len(TENANTS)]
    return Paint(
        with_contrast(chosen, (BACKGROUND.light, SURFACE.light)),
        with_contrast(chosen, (BACKGROUND.dark, SURFACE.dark)),
    )


def tenant_marker(index: int) -> Marker:
    """The shape of the users of the tenant with this index (from 0)."""
    return MARKERS[index // len(TENANTS) % len(MARKERS)]
