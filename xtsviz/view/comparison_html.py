"""The comparison of designs in HTML: sentences, one table, and what differs in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from xtsviz.compare import Diffs
from xtsviz.compare.comparison import Comparison
from xtsviz.compare.design_table import DesignTable
from xtsviz.compare.details import DetailLine
from xtsviz.compare.tables import details_html, overall_html, tenants_html
from xtsviz.model.design import Design
from xtsviz.model.display_text import isolated
from xtsviz.view.markup import button, empty_message, fragment, join_markup

_NOTHING = Markup()


def designs_table(found: Sequence[Comparison]) -> DesignTable:
    """The table of the first design and all that are compared with it."""
    diffs = tuple(one.diff for one in found)
    return diffs[0].table if len(diffs) == 1 else Diffs(diffs).table


def comparison_html(found: Sequence[Comparison], now: Design, beside: Markup = _NOTHING) -> Markup:
    """All about designs that are compared with one.

    Args:
        found: a comparison with the first design for each other one.
        now: the design on the screen, in which a press selects.
        beside: stands beside the numbers: the pictures.
    """
    designs = designs_table(found)
    return fragment(
        '<div class="xts-compared-top {}"><div>{}</div><div>{}</div></div>{}',
        "xts-compared-two" if len(found) == 1 else "xts-compared-three",
        numbers_html(designs),
        beside,
        differences_html(designs, found, now),
    )


def numbers_html(designs: DesignTable) -> Markup:
    """The sentences, and the numbers of the whole designs."""
    lead = join_markup(fragment('<p class="xts-title">{}</p>', sentence) for sentence in designs.sentences)
    return lead + fragment('<div class="xts-scroll">{}</div>', overall_html(designs))


def differences_html(designs: DesignTable, found: Sequence[Comparison], now: Design | None = None) -> Markup:
    """The numbers of the tenants that differ, and what differs in words.

    Args:
        designs: the table of all designs.
        found: a comparison with the first design for each other one.
        now: the design on the screen; a press on a line about one of its tenants or arrows selects that. None: lines
            are text.
    """
    link = _link(now) if now else None
    parts = [fragment('<div class="xts-scroll">{}</div>', tenants_html(designs))]
    for one in found:
        heading = Markup()
        if len(found) > 1:
            heading = fragment("<h3>{} and {}</h3>", isolated(one.names[0]), isolated(one.names[1]))
        details = details_html(one.diff.details, link)
        parts.append(fragment("{}{}", heading, details or empty_message("Nothing differs.")))
    return join_markup(parts)


def _link(now: Design) -> Callable[[DetailLine], Markup]:
    known = {("tenant", tenant) for tenant in now.topology.tenant_by_id}
    known |= {("arrow", arrow) for arrow in now.topology.arrow_by_id}

    def made(line: DetailLine) -> Markup:
        if line.kind is None or line.id is None or (line.kind, line.id) not in known:
            return fragment("<bdi>{}</bdi>", line.text)
        return button(line.text, ["select", line.kind, line.id], kind="xts-link")

    return made
