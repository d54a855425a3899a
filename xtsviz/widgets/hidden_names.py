"""The screen with invented names, and back: what was done meanwhile stays done.

While names are hidden, the state holds designs with invented names and nothing of the original ones, so that no panel,
sentence, picture or file can tell them. The original state is kept beside it, and so is the way back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from xtsviz.compare.comparison import Baseline
from xtsviz.flow import user_flow
from xtsviz.model.design import Design
from xtsviz.pseudonyms import Pseudonyms
from xtsviz.view.context import ViewContext
from xtsviz.view.picture.types import Selection
from xtsviz.widgets.check_view import CheckView
from xtsviz.widgets.forms import Forms
from xtsviz.widgets.group_choice import GroupChoice
from xtsviz.widgets.history import History, Snapshot, Step
from xtsviz.widgets.people_view import PeopleView
from xtsviz.widgets.view_state import Hiding, ViewState

HIDDEN = (
    "Names are hidden: every name is invented now, also in what you export, save or share. "
    "Press Hide names again to see yours"
)
SHOWN = "The names are shown again"

T = TypeVar("T")


def hide_names(state: ViewState) -> ViewState:
    """The same screen with invented names.

    Raises:
        DesignError: a design cannot have invented names.
    """
    if state.hiding:
        return state
    designs = _designs(state)
    names = Pseudonyms(designs)
    hidden = {id(design): names.hidden(design) for design in designs}
    change = _Change(
        lambda design: hidden[id(design)], names.text, _ids(state.design, hidden[id(state.design)])
    )
    context = change.context(state)
    return replace(
        state,
        **change.common(state, context),
        baseline=change.baseline(state.baseline),
        third=change.baseline(state.third),
        hiding=Hiding(names, state, {id(made): (made, design) for made, design in _pairs(designs, hidden)}),
        drafts=(),
        drawing=None,
        people=PeopleView(),
        forms=Forms(matrix_as_table=state.forms.matrix_as_table, export_dark=state.forms.export_dark),
        motion=None,
        opened=(),
        why=None,
        refused=(),
        checks=CheckView(),
        keeping=replace(state.keeping, file=None, offer=None),
        message=HIDDEN,
        level="info",
        prompt=None,
    )


def show_names(state: ViewState) -> ViewState:
    """The screen with the original names. Edits that were made meanwhile are steps of the history."""
    hiding = state.hiding
    if hiding is None:
        return state
    originals = _Originals(state, hiding)
    names, parked = hiding.names, hiding.parked
    design = originals(state.design)
    change = _Change(originals, names.original, _ids(state.design, design))
    context = parked.context if design is parked.design else change.context(state)
    positions = {id: at for id, at in parked.positions.items() if id not in parked.context.tenant_index}
    common = change.common(state, context)
    baseline, third = _original_baselines(hiding, state, change)
    return replace(
        state,
        **{**common, "positions": {**positions, **common["positions"]}},
        baseline=baseline,
        third=third,
        hiding=None,
        drafts=tuple(draft for draft in parked.drafts if _is_same_filter(draft.arrow, parked.design, design)),
        people=parked.people.known(context),
        forms=replace(
            parked.forms,
            matrix_as_table=state.forms.matrix_as_table,
            export_dark=state.forms.export_dark,
        ).known(context.tenant_index),
        opened=parked.opened,
        why=parked.why if parked.why and parked.why.tenant in context.tenant_index else None,
        checks=parked.checks,
        keeping=replace(state.keeping, file=parked.keeping.file, offer=parked.keeping.offer),
        message=SHOWN,
        level="info",
        prompt=None,
    )


def _is_same_filter(arrow: str, before: Design, after: Design) -> bool:
    old, new = before.topology.arrow_by_id.get(arrow), after.topology.arrow_by_id.get(arrow)
    return old is not None and new is not None and old.scope.filters == new.scope.filters


def _original_baselines(
    hiding: Hiding, state: ViewState, change: _Change
) -> tuple[Baseline | None, Baseline | None]:
    """What is compared with, under the original names."""
    found: list[Baseline | None] = []
    for now, then in ((state.baseline, hiding.parked.baseline), (state.third, hiding.parked.third)):
        hidden = hiding.designs.get(id(now.design)) if now else None
        same = hidden is not None and then is not None and hidden[1] is then.design
        found.append(then if same else change.baseline(now))
    return found[0], found[1]


class _Change:
    """From the names of one state to those of another.

    Args:
        design: from a design to the one with the other names.
        text: from a text of a kind to the other one.
        arrows: the ids of arrows.
    """

    def __init__(
        self, design: Callable[[Design], Design], text: Callable[[str, str], str], arrows: Mapping[str, str]
    ) -> None:
        self.design, self.text, self._arrows = design, text, arrows

    def context(self, state: ViewState) -> ViewContext:
        design = self.design(state.design)
        palette = {self.text("tenant", tenant): place for tenant, place in state.context.palette.items()}
        return ViewContext(design, user_flow(design), palette)

    def common(self, state: ViewState, context: ViewContext) -> dict[str, Any]:
        """The fields that change in the same way in both directions."""
        drawn = state.drawn_positions
        return {
            "context": context,
            "history": self._history(state.history),
            "selection": self._selection(state.selection),
            "last_selection": {
                kind: self._selection(selection) for kind, selection in state.last_selection.items()
            },
            "positions": self._by_tenant(state.positions, state),
            "previous_positions": None if drawn is None else self._by_tenant(drawn, state),
            "groups": GroupChoice(
                state.groups.on,
                state.groups.by,
                self._tenants(state.groups.opened),
                self._tenants(state.groups.apart),
            ),
        }

    def baseline(self, baseline: Baseline | None) -> Baseline | None:
        if baseline is None:
            return None
        kind, _, name = baseline.key.partition(" ")
        if kind == "snapshot":
            name = self.text("snapshot", name)
            return Baseline(
                self.design(baseline.design), f"the snapshot {name}", f"snapshot {name}", baseline.is_after
            )
        if kind in ("start", "template"):
            return Baseline(self.design(baseline.design), baseline.name, baseline.key, baseline.is_after)
        return Baseline(self.design(baseline.design), "another design", "design", baseline.is_after)

    def _history(self, history: History) -> History:
        return History(
            self.design(history.origin),
            tuple(map(self._step, history.past)),
            tuple(map(self._step, history.future)),
            tuple(
                Snapshot(
                    self.text("snapshot", taken.name),
                    self.design(taken.design),
                    {self.text("tenant", tenant): at for tenant, at in taken.positions.items()},
                )
                for taken in history.snapshots
            ),
        )

    def _step(self, step: Step) -> Step:
        moved, drawn = step.moved, step.drawn
        return replace(
            step,
            before=self.design(step.before),
            after=self.design(step.after),
            moved=moved and (self._all(moved[0]), self._all(moved[1])),
            drawn=drawn and (drawn[0] and self._all(drawn[0]), drawn[1] and self._all(drawn[1])),
        )

    def _all(self, by_tenant: Mapping[str, T]) -> dict[str, T]:
        return {self.text("tenant", id): value for id, value in by_tenant.items()}

    def _by_tenant(self, by_tenant: Mapping[str, T], state: ViewState) -> dict[str, T]:
        known = state.context.tenant_index  # boxes of groups have ids of their own, which are made anew
        return {self.text("tenant", id): value for id, value in by_tenant.items() if id in known}

    def _tenants(self, tenants: Iterable[str]) -> frozenset[str]:
        return frozenset(self.text("tenant", tenant) for tenant in tenants)

    def _selection(self, selection: Selection) -> Selection:
        if selection.id is None:
            return selection
        if selection.kind == "arrow":
            return replace(selection, id=self._arrows.get(selection.id, selection.id))
        if selection.kind in ("tenant", "user"):
            return replace(selection, id=self.text(selection.kind, selection.id))
        return selection


class _Originals:
    """The original of each design: of one that was hidden, of one that came of it by edits, of another one itself."""

    def __init__(self, state: ViewState, hiding: Hiding) -> None:
        self._names = hiding.names
        self._known = {key: design for key, (_, design) in hiding.designs.items()}
        for step in (*state.history.past, *reversed(state.history.future)):
            if id(step.after) in self._known:
                continue
            own = step.begins or self._known.get(id(step.before)) is step.before
            self._known[id(step.after)] = step.after if own else self._names.shown(step.after)

    def __call__(self, design: Design) -> Design:
        if id(design) not in self._known:
            self._known[id(design)] = self._names.shown(design)
        return self._known[id(design)]


def _designs(state: ViewState) -> list[Design]:
    """All designs of a state, each once; the one on the screen first."""
    history = state.history
    steps = (*history.past, *history.future)
    others = [
        history.origin,
        *(design for step in steps for design in (step.before, step.after)),
        *(taken.design for taken in history.snapshots),
        *(one.design for one in (state.baseline, state.third) if one),
    ]
    return list({id(design): design for design in (state.design, *others)}.values())


def _pairs(designs: Iterable[Design], hidden: Mapping[int, Design]) -> Iterable[tuple[Design, Design]]:
    return ((hidden[id(design)], design) for design in designs)


def _ids(before: Design, after: Design) -> dict[str, str]:
    """The ids of the arrows of a design with other names."""
    return {one.id: other.id for one, other in zip(before.arrows, after.arrows, strict=True)}
