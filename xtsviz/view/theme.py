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
from xtsviz.view.colors import made_visible, parsed


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
"""Text of second rank, and text of what an overlay is not about."""
OUTLINE = Paint("#7b8594", "#7f8a99")
DIM = Paint("#858e9b", "#6f7988")
"""Shapes that an overlay is not about; text there is `MUTED`."""
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
"""The shape of a tenant's people: the second marker, one for each round of the palette."""

ERROR = Paint("#b3261e", "#ff8f85")
WARNING = Paint("#8a5300", "#f2b84b")
INFO = Paint("#475467", "#b9c3d0")
SEVERITY_PAINTS: dict[Severity, Paint] = {"error": ERROR, "warning": WARNING, "info": INFO}

Dash = tuple[float, ...]
Head = Literal["triangle", "tee", "triangle-tee", "hollow-triangle", "hollow-circle", "vee"]
ArrowStyleName = Literal[
    "open", "paused", "half", "blocked", "unknown", "request", "added", "removed", "changed"
]


@dataclass(frozen=True, slots=True)
class ArrowStyle:
    """How a state of an arrow looks: colour, line style, arrowhead and symbol, so that each alone would do.

    Attributes:
        dash: lengths of stroke and gap in units of the picture; empty for a solid line.
        symbol: stands before the number on the arrow; empty for an open one.
        words: what the legend calls it.
    """

    paint: Paint
    dash: Dash
    head: Head
    symbol: str
    words: str


STATES: dict[ArrowStyleName, ArrowStyle] = {
    "open": ArrowStyle(INFO, (), "triangle", "", "open"),
    "paused": ArrowStyle(WARNING, (16, 6), "hollow-triangle", "‖", "paused or quarantined"),
    "half": ArrowStyle(ERROR, (12, 4, 3, 4), "triangle-tee", "◐", "half configured: some gates closed"),
    "blocked": ArrowStyle(ERROR, (7, 5), "tee", "✕", "blocked"),
    "unknown": ArrowStyle(
        Paint("#6b3fa0", "#c9a8ff"), (2, 5), "hollow-circle", "?", "unknown: one side not seen"
    ),
    "request": ArrowStyle(MUTED, (2, 7), "vee", "", "connected organization: access on request, no sync"),
}

CHANGES: dict[ArrowStyleName, ArrowStyle] = {
    "added": ArrowStyle(Paint("#00694d", "#2cc295"), (), "triangle", "+", "added"),
    "removed": ArrowStyle(ERROR, (9, 6), "vee", "\N{MINUS SIGN}", "removed"),
    "changed": ArrowStyle(WARNING, (16, 4, 3, 4), "hollow-triangle", "Δ", "changed"),
}
"""The styles of an arrow that only one of two designs has, or that both have with different settings."""

ARROW_STYLES: dict[ArrowStyleName, ArrowStyle] = STATES | CHANGES
"""Every style of an arrow."""

SANS = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', Arial, sans-serif"
"""What text is set in: whatever the machine has, nothing is fetched."""

BORDER, LIT_BORDER = 2.5, 4.0
"""The width of the border of a tenant's box; of a highlighted one."""
REMOVED_DASH: Dash = (9, 6)
"""The border of a removed tenant."""
RingStyle = Literal["filled", "solid", "dashed", "double"]
RING = 5.0
"""The width of the ring that stands for an external."""
RING_STYLES: dict[Relation, RingStyle] = {
    "home": "filled",
    "member": "solid",
    "guest": "dashed",
    "external": "double",
}
"""How a person is drawn, by what the person is in the tenant; canvas and SVG draw the same."""

TITLE_SIZE = 19.0
NAME_SIZE = 16.0
TEXT_SIZE = 13.0
PERSON_SIZE = 12.0
NUMBER_SIZE = 15.0

PERSON_DIAMETER = 26.0
"""Diameter of a person, ring included."""
PERSON_WIDTH, PERSON_HEIGHT = 76.0, 58.0
"""The cell that a person and the label below it take."""
PADDING = 14.0
HEADROOM = 30.0
"""Above a box with people inside: room for the tenant's name."""
GAP = 46.0
"""Least room between two boxes."""
BEND = 52.0
"""Distance of a curve's control point from the straight line, where a pair has arrows in both directions."""
LANE = 56.0
"""How far apart the control points of two arrows in one direction are."""


def tenant_paint(index: int, chosen: str | None = None) -> Paint:
    """The colour of the tenant with this place (0-based): the palette's, or the one that a person chose.

    A chosen colour that could not be seen on the ground is darkened or lightened just enough; a word that
    is no colour counts as not chosen.
    """
    if chosen is None or parsed(chosen) is None:
        return TENANTS[index % len(TENANTS)]
    return Paint(
        made_visible(chosen, (BACKGROUND.light, SURFACE.light)),
        made_visible(chosen, (BACKGROUND.dark, SURFACE.dark)),
    )


def tenant_marker(index: int) -> Marker:
    """The shape of the people of the tenant with this place (0-based)."""
    return MARKERS[index // len(TENANTS) % len(MARKERS)]
