"""All that the screen shows at one moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal, TypeAlias

from xtsviz.compare.comparison import Baseline, Comparison
from xtsviz.flow import Flow, user_flow
from xtsviz.io.lists.outcomes import ListOutcome
from xtsviz.model.design import Design
from xtsviz.model.topology import Arrow, Tenant
from xtsviz.pseudonyms import Pseudonyms
from xtsviz.view.context import ViewContext
from xtsviz.view.palette import Palette
from xtsviz.view.picture.box_positions import Position
from xtsviz.view.picture.journeys import Motion
from xtsviz.view.picture.overlays import overlay_named
from xtsviz.view.picture.resolve import resolve
from xtsviz.view.picture.room import DEFAULT_ROOM, Room
from xtsviz.view.picture.types import Picture, Selection
from xtsviz.widgets.check_view import CheckView
from xtsviz.widgets.forms import Forms
from xtsviz.widgets.group_choice import GroupChoice
from xtsviz.widgets.history import History
from xtsviz.widgets.keeping import Keeping
from xtsviz.widgets.opened_files import opened_after
from xtsviz.widgets.people_view import PeopleView, WhyQuestion
from xtsviz.widgets.picture_state import Level, PictureState
from xtsviz.widgets.refused import Refused

Filters: TypeAlias = tuple[tuple[tuple[str, str, str | None], ...], ...]
"""Scoping filters as they are written: alternatives, each of clauses (attribute, operator, value)."""


@dataclass(frozen=True)
class Drawing:
    """An arrow that is being drawn on the graph; the source (tenant id) is None until a tenant is pressed."""

    source: str | None = None


@dataclass(frozen=True)
class FilterDraft:
    """A scoping filter of an arrow (id) that is written and not applied."""

    arrow: str
    filters: Filters

    @classmethod
    def of(cls, arrow: Arrow) -> FilterDraft:
        """The filter that an arrow has, as it is written."""
        return cls(
            arrow.id,
            tuple(tuple((c.attribute, c.operator, c.value) for c in group) for group in arrow.scope.filters),
        )


Side: TypeAlias = Literal["controls", "details"]
"""What stands beside the picture: the controls on the left, the details of what is selected on the right."""


Start: TypeAlias = Literal["choices", "templates"]
"""What the start view shows: the ways to begin, or the templates as well."""


@dataclass(frozen=True)
class Front:
    """The titles of what is in front: panel on the left and drawer may be closed (None); the sides that are folded.

    `start` is what stands in the place of all this as long as the design has no tenant; None for nothing.
    """

    panel: str | None = "Arrows"
    tab: str = "Graph"
    drawer: str | None = None
    folded: frozenset[Side] = frozenset()
    start: Start | None = None


@dataclass(frozen=True)
class Prompt:
    """Something the explorer asks before it goes on: a sentence, and answers with the actions they stand for."""

    text: str
    answers: tuple[tuple[str, tuple[str, ...]], ...]

    def offers(self, words: Sequence[str]) -> bool:
        """Whether an answer stands for this action."""
        return any(action == tuple(words) for _, action in self.answers)


@dataclass(frozen=True)
class Hiding:
    """Names are hidden: the state holds invented ones.

    Attributes:
        names: the invented names, and the way back.
        parked: the state as it was, with the original names.
        designs: for each design with invented names, by its id in memory: itself, and the original.
    """

    names: Pseudonyms = field(repr=False)
    parked: ViewState = field(repr=False)
    designs: Mapping[int, tuple[Design, Design]] = field(repr=False)


@dataclass(frozen=True)
class ViewState(PictureState):
    """All that the screen shows at one moment; views turn it into their own form.

    Attributes:
        history: where the design has been.
        positions: where a person dragged tenants.
        previous_positions: where tenants were before the last edit, and stay; None where the layout is new.
        last_selection: the last selection of each kind; overlays that are about one user or tenant keep theirs.
        layout_generation: counts the times that a new layout was made, when the zoom may follow.
        baseline: what the design is compared with, if a person chose something.
        third: a further design in the comparison, if a person chose one.
        room: the size of the canvas in pixels.
        drawing: an arrow that is being drawn on the graph.
        drafts: scoping filters that are written and not applied, at most one for each arrow.
        people: what the tab People shows.
        forms: what the small fields say.
        front: which panel, tab and drawer are in front.
        motion: what a person played last; each is shown once.
        groups: which tenants of the graph are drawn as one box.
        opened: what came of the files that were opened last.
        why: the question that the tab People answers.
        checks: what is ticked and unfolded in the tab Findings.
        keeping: what is saved, and what may be gone on with.
        refused: what is written in fields of the shown tenant and was refused.
        hiding: the original names, while invented ones are shown; else None.
    """

    picture_fields = frozenset(
        {
            "context",
            "selection",
            "overlay",
            "dark",
            "positions",
            "previous_positions",
            "last_selection",
            "baseline",
            "groups",
            "room",
        }
    )

    context: ViewContext
    selection: Selection
    overlay: str
    dark: bool
    message: str
    level: Level
    prompt: Prompt | None
    history: History
    positions: Mapping[str, Position]
    previous_positions: Mapping[str, Position] | None
    last_selection: Mapping[str, Selection] = field(default_factory=dict)
    layout_generation: int = 0
    baseline: Baseline | None = None
    third: Baseline | None = None
    room: Room = DEFAULT_ROOM
    drawing: Drawing | None = None
    drafts: tuple[FilterDraft, ...] = ()
    people: PeopleView = field(default_factory=PeopleView)
    forms: Forms = field(default_factory=Forms)
    front: Front = Front()
    motion: Motion | None = None
    groups: GroupChoice = field(default_factory=GroupChoice)
    opened: tuple[ListOutcome, ...] = ()
    why: WhyQuestion | None = None
    keeping: Keeping = field(default_factory=Keeping)
    checks: CheckView = field(default_factory=CheckView)
    refused: tuple[Refused, ...] = ()
    hiding: Hiding | None = None

    @property
    def is_starting(self) -> bool:
        """Whether the start view is shown."""
        return self.front.start is not None and not self.design.tenants

    @property
    def design(self) -> Design:
        """The design."""
        return self.context.design

    @property
    def flow(self) -> Flow:
        """Its flow."""
        return self.context.flow

    @property
    def can_undo(self) -> bool:
        """Whether a step can be taken back."""
        return bool(self.history.past)

    @property
    def can_redo(self) -> bool:
        """Whether a step was taken back."""
        return bool(self.history.future)

    @property
    def shown_arrow(self) -> Arrow | None:
        """The arrow that the panel *Selected arrow* shows: the selected one, the one selected last, or the first."""
        arrows = self.design.topology.arrow_by_id
        last = self.last_selection.get("arrow")
        return arrows.get((last and last.id) or "") or next(iter(arrows.values()), None)

    def draft_of(self, arrow: str) -> FilterDraft | None:
        """The filter of an arrow (id) that is written and not applied; None if there is none."""
        return next((draft for draft in self.drafts if draft.arrow == arrow), None)

    @property
    def shown_tenant(self) -> Tenant | None:
        """The tenant that the panel *Tenants* shows: the selected one, the one selected last, or the first."""
        tenants = self.design.topology.tenant_by_id
        last = self.last_selection.get("tenant")
        return tenants.get((last and last.id) or "") or next(iter(tenants.values()), None)

    def consistent_after(self, before: ViewState) -> ViewState:
        """This state, without what is left over from the state before: a drawing, drafts, filters, names."""
        if self.hiding is not before.hiding:  # the same things under other names
            return self
        fields: dict[str, Any] = {}
        if self.drafts and self.context is not before.context:
            old, new = (state.design.topology.arrow_by_id for state in (before, self))
            fields["drafts"] = tuple(
                draft
                for draft in self.drafts
                if draft.arrow in old.keys() & new.keys()
                and old[draft.arrow].scope.filters == new[draft.arrow].scope.filters
            )
        if self.context is not before.context:
            if self.drawing and self.drawing.source not in {None, *self.context.tenant_index}:
                fields["drawing"] = Drawing()
            if (groups := self.groups.known(self.context.tenant_index)) is not self.groups:
                fields["groups"] = groups
            if (
                opened := opened_after(self.opened, self.history, before.history, self.design)
            ) is not self.opened:
                fields["opened"] = opened
            if (people := self.people.known(self.context)) is not self.people:
                fields["people"] = people
            if self.why and self.why.tenant not in self.context.tenant_index:
                fields["why"] = None
        if self.refused and (
            self.shown_tenant is None
            or before.shown_tenant is None
            or self.shown_tenant.id != before.shown_tenant.id
            or self.history.beginning is not before.history.beginning
        ):
            fields["refused"] = ()
        forms = self.forms if self.context is before.context else self.forms.known(self.context.tenant_index)
        if forms.assign:
            then, now = before.shown_arrow, self.shown_arrow
            if then is None or now is None or then.source != now.source:
                forms = replace(forms, assign="")
        if forms is not self.forms:
            fields["forms"] = forms
        return self.changed(**fields) if fields else self

    @property
    def drawn_positions(self) -> Mapping[str, Position] | None:
        """Where tenants are in the picture; where they were before if nobody has asked for this picture."""
        drawn = self.positions_drawn
        return self.previous_positions if drawn is None else drawn

    def remembering(self, selection: Selection) -> dict[str, Selection]:
        """`last_selection` once this is selected."""
        if not selection.kind:
            return dict(self.last_selection)
        return {**self.last_selection, selection.kind: selection}

    def resumed(
        self,
        design: Design,
        history: History,
        overlay: str,
        selection: Selection,
        positions: Mapping[str, Position],
        message: str,
        palette: Palette,
        folded: frozenset[Side],
        groups: GroupChoice,
    ) -> ViewState:
        """The same screen with another design and all that belongs to it."""
        return replace(
            self,
            context=ViewContext(design, user_flow(design), palette),
            front=replace(self.front, folded=folded),
            groups=groups,
            keeping=replace(self.keeping, offer=None),
            history=history,
            overlay=overlay,
            selection=selection,
            last_selection=self.remembering(selection),
            positions=positions,
            previous_positions=None,
            layout_generation=self.layout_generation + 1,
            message=message,
            level="info",
            prompt=None,
        )

    @property
    def comparison(self) -> Comparison | None:
        """The comparison with the baseline, in its direction; None if nothing was chosen."""
        return self.baseline.compare(self.flow) if self.baseline else None

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        """The same, and a comparison of the third design with the same first one; empty if nothing was chosen."""
        first = self.comparison
        if first is None:
            return ()
        return (first, self.third.compare_after(first.names[0], first.before)) if self.third else (first,)

    @cached_property
    def picture(self) -> Picture:
        """The graph, resolved when first asked for: another tab may be in front."""
        return resolve(
            self.design,
            self.flow,
            self.selection,
            self.overlay,
            self.dark,
            self.positions,
            previous_positions=self.previous_positions,
            # A look at an arrow does not lose the person whom one looks at.
            about=self.last_selection.get(overlay_named(self.overlay).about),
            baseline=self.baseline,
            groups=self.groups.shown(self.design, self.room),
            room=self.room,
            palette=self.context.palette,
        )
