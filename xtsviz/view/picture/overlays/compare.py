"""The overlay *Compare*: tenants and arrows that were added, removed or changed, and the numbers of people."""

from __future__ import annotations

from collections.abc import Mapping

from xtsviz.compare.comparison import Baseline, Comparison
from xtsviz.flow import Flow
from xtsviz.flow.flow_counts import ArrowFlow
from xtsviz.model.design import Design
from xtsviz.model.topology import Arrow
from xtsviz.view.context import ViewContext
from xtsviz.view.palette import Palette
from xtsviz.view.picture.links import ArrowOverlay, arrow_label, arrow_style
from xtsviz.view.picture.overlays.overlay import ArrowLegend, Overlay
from xtsviz.view.picture.overlays.result import OverlayResult
from xtsviz.view.picture.overlays.tenant_lines import population_lines
from xtsviz.view.picture.types import Emphasis, Link, Selection
from xtsviz.view.theme import CHANGES, ArrowStyleName
from xtsviz.view.words import number, sync_sentence

MINUS = "\N{MINUS SIGN}"
CHOOSE = "Choose in the toolbar's Compare with what to compare; in Python: explorer.compare(other)."


class ComparisonContext(ViewContext):
    """The context of a design and its removed tenants and arrows, which are drawn too."""

    def __init__(self, comparison: Comparison, palette: Palette | None = None) -> None:
        drawn = _with_removed_parts(comparison.before.design, comparison.after.design)
        super().__init__(drawn, comparison.after, palette)
        self.comparison = comparison
        removed = {n: f for n, f in comparison.before.by_arrow.items() if n not in comparison.after.by_arrow}
        self._by_arrow = {**comparison.after.by_arrow, **removed}

    @property
    def by_arrow(self) -> Mapping[str, ArrowFlow]:
        """The flow of each arrow; for a removed arrow, its flow before."""
        return self._by_arrow


def _with_removed_parts(before: Design, after: Design) -> Design:
    """The later design with the removed tenants and arrows. These arrows have no scope: its groups may not exist."""
    old, new = before.topology, after.topology
    tenants = [tenant for tenant in old.tenants if tenant.id not in new.tenant_by_id]
    arrows = [
        Arrow.model_construct(id=arrow.id, source=arrow.source, target=arrow.target)
        for arrow in old.arrows
        if arrow.id not in new.arrow_by_id
    ]
    topology = new.replace(tenants=(*new.tenants, *tenants), arrows=(*new.arrows, *arrows))
    return Design(topology, after.users)


def _resolve(context: ViewContext, selection: Selection) -> OverlayResult:  # noqa: ARG001
    """The differences. If no other design is chosen, the result says what to do."""
    if not isinstance(context, ComparisonContext):
        title = "Compare: nothing is chosen to compare with; press Compare in the toolbar"
        return OverlayResult(title, population_lines(context), note=CHOOSE)
    found = context.comparison
    details = {tenant: _detail(found, tenant) for tenant in context.tenant_index}
    lit: dict[str, Emphasis] = {tenant: "normal" for tenant, words in details.items() if words != _SAME}
    links = _links(context)
    numbers = any(_ARROW in label for label in links.labels.values())
    return OverlayResult(
        title=found.title,
        details=details,
        emphasis=lit,
        rest="dim",
        links=links,
        removed=frozenset(context.tenant_index.keys() - found.after.design.topology.tenant_by_id.keys()),
        note=f"+3 {MINUS}1: three people appear in a tenant, one disappears"
        + (f"; 12 {_ARROW} 24: users synchronized before and now" if numbers else ""),
    )


_SAME = "same people"
_ARROW = "→"


def _detail(found: Comparison, tenant: str) -> str:
    """The second line of a tenant: whether it is added, removed or changed, and the numbers of changed people."""
    parts = [f"tenant {found.tenants[tenant]}"] if tenant in found.tenants else []
    counts = [
        f"+{found.appear_counts[tenant]:,}" if found.appear_counts.get(tenant) else "",
        f"{MINUS}{found.disappear_counts[tenant]:,}" if found.disappear_counts.get(tenant) else "",
    ]
    if come_and_go := " ".join(count for count in counts if count):
        parts.append(f"{come_and_go} people")
    if changed := found.changed_counts.get(tenant):
        parts.append(f"{changed:,} changed")
    return " · ".join(parts) or _SAME


def _links(context: ComparisonContext) -> ArrowOverlay:
    found = context.comparison
    emphasis: dict[str, Emphasis] = {}
    styles: dict[str, ArrowStyleName] = {}
    labels, sentences = {}, {}
    for name, flow in context.by_arrow.items():
        change = found.arrows.get(name)
        was = found.before.by_arrow.get(name)
        says = sync_sentence(context.names.arrow(flow.arrow), flow.state, flow.carried, flow.eligible)
        other = was is not None and (was.state, was.carried) != (flow.state, flow.carried)
        if change:
            styles[name] = change
            sentences[name] = _sentence(change, says)
        if change or other:
            emphasis[name] = "normal"
            labels[name] = f"{CHANGES[change].symbol} {_number(was, flow)}" if change else _number(was, flow)
        if other and was is not None and change != "removed":
            before = f"It synchronized {number(was.carried, 'user')} before."
            sentences[name] = f"{sentences.get(name, says)} {before}"
    return ArrowOverlay(
        emphasis, "dim", labels=labels, styles=styles, sentences=sentences, colored_by_state=True
    )


def _sentence(change: str, says: str) -> str:
    return f"{change.capitalize()}: {says}"


def _number(was: ArrowFlow | None, now: ArrowFlow) -> str:
    """The text on an arrow: the number of users, and the number before if it was different."""
    label = arrow_label(now, arrow_style(now, show_half_configured=False))
    return label if was is None or was.carried == now.carried else f"{was.carried:,} {_ARROW} {label}"


def _context(design: Design, flow: Flow, baseline: Baseline | None, palette: Palette | None) -> ViewContext:
    return (
        ComparisonContext(baseline.compare(flow), palette) if baseline else ViewContext(design, flow, palette)
    )


def _words(style: ArrowStyleName) -> str | None:
    if style not in CHANGES:
        return None
    words = f"{CHANGES[style].words} arrow"
    return f"{words}, dashed tenant box: no longer there" if style == "removed" else words


def _changed(link: Link) -> bool:
    # Unchanged arrows show their state, which this picture does not explain.
    return link.emphasis != "dim"


OVERLAY = Overlay(
    "compare",
    "Compare",
    6,
    _resolve,
    about="baseline",
    context=_context,
    legend=ArrowLegend(words=_words, shown=_changed, dim="the same in both designs"),
)
