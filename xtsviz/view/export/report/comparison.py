"""The comparison of designs in a report: sentences, the table, the designs side by side, and what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from xtsviz.compare.comparison import Comparison
from xtsviz.view.comparison_html import designs_table, differences_html, numbers_html
from xtsviz.view.export.svg_side_by_side import side_by_side_html
from xtsviz.view.palette import Palette
from xtsviz.view.picture.box_positions import Position
from xtsviz.view.picture.side_by_side import pictures_side_by_side


def comparison_section(
    found: Sequence[Comparison], positions: Mapping[str, Position] | None, palette: Palette
) -> Markup:
    """Designs that are compared with one; empty markup if there are none."""
    if not found:
        return Markup()
    designs = designs_table(found)
    pictures = pictures_side_by_side(found, positions=positions, palette=palette)
    return (
        numbers_html(designs)
        + side_by_side_html(pictures, designs.names, dark=None)
        + differences_html(designs, found)
    )
