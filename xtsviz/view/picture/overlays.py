"""What each overlay is about: which tenants and arrows it lights up, who is drawn, what is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from xtsviz.flow.wording import SHORT_REASONS
from xtsviz.model.display_text import isolated
from xtsviz.model.topology import Arrow
from xtsviz.people.relations import NOT_THERE, RELATIONS
from xtsviz.view.context import ViewContext
from xtsviz.view.picture import people_layout
from xtsviz.view.picture.compare_overlay import compare
from xtsviz.view.picture.links import ArrowOverlay
from xtsviz.view.picture.overlay_result import OverlayResult
from xtsviz.view.picture.people_layout import Token
from xtsviz.view.picture.types import Badge, Emphasis, Mark, Overlay, Selection, Severity
from xtsviz.view.text import wrapped
from xtsviz.view.theme import TEXT_SIZE
from xtsviz.view.words import listed, number, tenant_counts


def _counted(context: ViewContext) -> dict[str, str]:
    return {tenant: tenant_counts(p.internal, p.external) for tenant, p in context.population.items()}


def _everyone(context: ViewContext, selection: Selection) -> OverlayResult:  # noqa: ARG001
    return OverlayResult("Everyone: how many are where, how many each arrow carries", _counted(context))


def _people(context: ViewContext, selection: Selection) -> OverlayResult:  # noqa: ARG001
    title = "People: who is where"
    inside = people_layout.everybody(context)
    total = sum(p.internal + p.external for p in context.population.values())
    if inside is None:
        note = f"{total:,} people of too many homes to draw; the boxes show numbers."
        return OverlayResult(title, _counted(context), note=note)
    note = (
        ""
        if total <= people_layout.MAX_PEOPLE
        else f"{total:,} people: each mark stands for as many as it says."
    )
    return OverlayResult(title, _counted(context), inside=inside, said=_who(context, inside), note=note)


def _who(context: ViewContext, inside: Mapping[str, Sequence[Token]]) -> tuple[str, ...]:
    said = []
    for tenant, tokens in inside.items():
        for relation, verb in (
            ("home", "at home"),
            ("member", "external members"),
            ("guest", "external guests"),
            ("external", "externals"),
        ):
            there = [isolated(t.name) if t.user else t.name for t in tokens if t.relation == relation]
            if there:
                said.append(f"In {context.names.tenant(tenant)}, {verb}: {listed(there, 12)}.")
    return tuple(said)


_MAX_MARKS = 8
"""More marks than this are symbols alone; the words are in their sentences."""
_AS = {**RELATIONS, "home": "at home"}


def _user(context: ViewContext, selection: Selection) -> OverlayResult:
    if selection.kind != "user" or selection.id is None:
        note = "Choose a user to see where they appear, and which arrows carry them."
        return OverlayResult("One user: nobody is chosen", _counted(context), note=note)
    here = context.of_user(selection.id)
    trace = context.flow.trace(selection.id)
    rows = list(
        zip(
            trace["arrow"],
            trace["source"],
            trace["carried"],
            trace["reason"],
            trace["explanation"],
            strict=True,
        )
    )
    name = isolated(here[0].name) if here else isolated(selection.id)
    inside = people_layout.individuals(context, here)
    where = {h.tenant: h.relation for h in here}
    marks, emphasis, labels, paints = {}, {}, {}, {}
    home = next((h.home for h in here), None)
    for arrow, source, carried, reason, sentence in rows:
        if carried:
            emphasis[arrow], labels[arrow] = "lit", "✓"
            paints[arrow] = context.paint(home)
        elif source in where and reason != "not-in-source":
            emphasis[arrow] = "normal"
            marks[arrow] = Mark(
                reason, SHORT_REASONS[reason], isolated(sentence) if not sentence.isascii() else sentence
            )
    for arrow, mark in marks.items():
        labels[arrow] = "\n".join(("⊘ stops here:", *wrapped(mark.short, 130.0, TEXT_SIZE)))
        if len(marks) > _MAX_MARKS:
            labels[arrow] = "⊘"
            # What keeps somebody from being passed on is the same everywhere; the other reasons are news.
            emphasis[arrow] = "dim" if mark.reason == "external-in-source" else "normal"
    lit: dict[str, Emphasis] = dict.fromkeys(where, "lit")
    said = [f"{name} is {_AS[h.relation]} in {context.names.tenant(h.tenant)}." for h in here]
    said += [mark.sentence for mark in marks.values()]
    return OverlayResult(
        title=f"One user: where {name} is, and where the way ends",
        details={t: RELATIONS[where[t]] if t in where else NOT_THERE for t in context.tenant_index},
        emphasis=lit,
        rest="dim",
        inside={tenant: tokens for tenant, tokens in inside.items() if tokens},
        links=ArrowOverlay(emphasis, "dim", marks, labels, paints),  # type: ignore[arg-type]
        said=tuple(said),
    )


def _tenant(context: ViewContext, selection: Selection) -> OverlayResult:
    tenant = _chosen_tenant(context, selection)
    if tenant is None:
        note = "Choose a tenant to see who is external there, and which arrows brought them."
        return OverlayResult("One tenant: none is chosen", _counted(context), note=note)
    name = context.names.tenant(tenant)
    external = context.population[tenant].external
    if external <= people_layout.MAX_PEOPLE // 2:
        tokens = people_layout.individuals(context, context.externals(tenant))[tenant]
    else:
        tokens = people_layout.crowd(context, tenant, internal=False)
    homes = context.counts[tenant]
    details = {
        t: f"{number(homes[t], 'external')} there" if t in homes else "nobody there"
        for t in context.tenant_index
    }
    emphasis: dict[str, Emphasis] = dict.fromkeys(homes, "normal")
    arrows: dict[str, Emphasis] = {}
    for arrow, flow in context.flow.by_arrow.items():
        if flow.arrow.target == tenant:
            arrows[arrow] = "lit" if flow.carried else "normal"
    paints = {
        arrow: context.paint(context.flow.by_arrow[arrow].arrow.source)
        for arrow, how in arrows.items()
        if how == "lit"
    }
    said = [f"{name} has {number(external, 'external')}."]
    said += [
        f"{context.names.tenant(home)}: {number(count, 'external')} there." for home, count in homes.items()
    ]
    return OverlayResult(
        title=f"One tenant: who is external in {name}",
        details={**details, tenant: number(external, "external")},
        emphasis={**emphasis, tenant: "lit"},
        rest="dim",
        inside={tenant: tokens} if tokens else {},
        links=ArrowOverlay(arrows, "dim", paints=paints),
        said=tuple(said),
    )


def _chosen_tenant(context: ViewContext, selection: Selection) -> str | None:
    if selection.kind == "tenant":
        return selection.id
    if selection.kind == "arrow" and selection.id is not None:
        return context.design.arrow(selection.id).target
    return None


def _health(context: ViewContext, selection: Selection) -> OverlayResult:  # noqa: ARG001
    ranks: tuple[Severity, ...] = ("error", "warning", "info")
    arrows: Mapping[str, Arrow] = context.design.topology.arrow_by_id
    found: dict[str, dict[Severity, int]] = {}
    noted: dict[str, Severity] = {}
    for finding in context.flow.findings:
        about = str(finding.subject)
        if about in arrows:
            noted[about] = min(noted.get(about, finding.severity), finding.severity, key=ranks.index)
        at = arrows[about].source if about in arrows else about
        if at in context.tenant_index:
            tally = found.setdefault(at, {})
            tally[finding.severity] = tally.get(finding.severity, 0) + 1
    badges = {
        tenant: tuple(Badge(s, tally[s], number(tally[s], *_SEVERITY[s])) for s in ranks if s in tally)
        for tenant, tally in found.items()
    }
    details = {
        tenant: " · ".join(badge.text for badge in badges[tenant]) if tenant in badges else "no findings"
        for tenant in context.tenant_index
    }
    said = tuple(f"{context.names.tenant(t)}: {details[t]}." for t in context.tenant_index if t in badges)
    labels = {
        arrow: f"{flow.carried:,} !"
        for arrow, flow in context.flow.by_arrow.items()
        if flow.state == "open" and noted.get(arrow) == "warning"
    }
    title = "Health: which arrows work, and what was found"
    return OverlayResult(
        title, details, badges=badges, links=ArrowOverlay(labels=labels, halves=True), said=said
    )


_SEVERITY: Mapping[Severity, tuple[str, str]] = {
    "error": ("error", "errors"),
    "warning": ("warning", "warnings"),
    "info": ("note", "notes"),
}

FOCUS: Mapping[Overlay, Callable[[ViewContext, Selection], OverlayResult]] = {
    "everyone": _everyone,
    "people": _people,
    "user": _user,
    "tenant": _tenant,
    "health": _health,
    "compare": compare,
}
