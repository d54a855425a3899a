"""The state of an explorer and the ways to change it, without a widget.

Panels send intents to a `Store`; the handlers call the controller. It makes the next state and calls every listener
once. A refused edit changes nothing but the status line.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace

from xtsviz.compare.comparison import Baseline
from xtsviz.errors import XtsvizError
from xtsviz.flow import Flow, user_flow
from xtsviz.model.design import Design
from xtsviz.model.display_text import isolated
from xtsviz.view import words
from xtsviz.view.context import ViewContext
from xtsviz.view.picture.box_positions import Position, checked_positions
from xtsviz.view.picture.overlays import DEFAULT_OVERLAY, OVERLAYS
from xtsviz.view.picture.types import NOTHING, Selection, TenantNode
from xtsviz.view.status import design_summary, selection_sentence
from xtsviz.view.words import list_in_words
from xtsviz.widgets.history import History, Step
from xtsviz.widgets.keeping import Keeper
from xtsviz.widgets.picture_state import Level
from xtsviz.widgets.selections import by_id, is_known
from xtsviz.widgets.state_controller import StateController, one_at_a_time
from xtsviz.widgets.view_state import Prompt, ViewState

Edit = Callable[[Design], Design]
Said = Callable[[Flow, Flow], str]

_log = logging.getLogger(__name__)


class Controller(StateController[ViewState]):
    """Has the state; calls listeners with each new one.

    Args:
        design: to begin with.

    Attributes:
        keeper: saves the explorer by itself; None where nothing does.
    """

    keeper: Keeper | None = None
    fault = "A part of the explorer could not be drawn ({}). The design is intact; go on."

    def __init__(self, design: Design) -> None:
        context = ViewContext(design, user_flow(design))
        super().__init__(
            ViewState(
                context,
                NOTHING,
                DEFAULT_OVERLAY,
                False,
                design_summary(design),
                "info",
                None,
                History(design),
                {},
                None,
            )
        )

    @property
    def design(self) -> Design:
        """The design now."""
        return self._view_state.design

    @property
    def positions(self) -> dict[str, Position]:
        """Where a person dragged tenants to, by tenant id."""
        return dict(self._view_state.positions)

    # Changes

    @one_at_a_time
    def edit(
        self,
        change: Edit,
        said: str | Said,
        new_design: bool = False,
        choose: Callable[[Design], Selection] | None = None,
        place: Callable[[Design], Mapping[str, Position]] | None = None,
    ) -> bool:
        """Make an edit; one step of undo.

        Args:
            change: from the design to the next one.
            said: what was done ("Renamed Fabrikam"), to which the effect is added; or a sentence from both flows.
            new_design: it is another design altogether: reset will lead back to it, and the picture gets a new layout,
                but for what a person dragged.
            place: tenants that the edit puts somewhere, from the design after it, by tenant id.
            choose: what is selected then, from the design after the edit; without it, what was selected stays so.

        Returns:
            False if it was refused or changed nothing; the status line says why.
        """
        before = self._view_state
        try:
            after = change(before.design)
            if after == before.design:
                self.set_status("That changes nothing.")
                return False
            now = self.positions
            moved = (now, {**now, **checked_positions(place(after))}) if place else None
            context = ViewContext(after, user_flow(after), None if new_design else before.context.palette)
            message = (
                words.edit_sentence(before.flow, context.flow, said)
                if isinstance(said, str)
                else said(before.flow, context.flow)
            )
        except XtsvizError as problem:
            self.set_status(str(problem), "error")
            return False
        except Exception as problem:  # noqa: BLE001 - a fault of ours must not look like a dead button
            _log.exception("an edit failed")
            self.set_status(
                f"That failed inside xtsviz ({problem}). The design is as it was; go on.", "error"
            )
            return False
        step = Step(before.design, after, begins=new_design, moved=moved)
        history = before.history.and_then(step)
        self._commit_step(step, context, message, history, choose and choose(after))
        return True

    @one_at_a_time
    def open(self, design: Design, message: str = "") -> None:
        """Another design altogether; undo leads back to the one before."""
        if design is self.design:
            return
        step = Step(self.design, design, begins=True)
        context, history = ViewContext(design, user_flow(design)), self._view_state.history.and_then(step)
        self._commit_step(step, context, message or design_summary(design), history)

    @one_at_a_time
    def resume(self, view_state: ViewState) -> None:
        """Go on with a view_state that was kept; what is selected there may be gone."""
        if view_state.selection != NOTHING and not is_known(view_state.context, view_state.selection):
            view_state = replace(view_state, selection=NOTHING, last_selection={})
        self._commit(view_state)

    @one_at_a_time
    def undo(self) -> None:
        """Back to the design before the last edit."""
        history = self._view_state.history
        if not history.past:
            self.set_status("There is nothing more to undo.")
            return
        self._commit_step_to(history.past[-1].reversed, "Undone", history.undone())

    @one_at_a_time
    def redo(self) -> None:
        """Forward again to the design that was undone."""
        history = self._view_state.history
        if not history.future:
            self.set_status("There is nothing to redo.")
            return
        self._commit_step_to(history.future[-1], "Redone", history.redone())

    @one_at_a_time
    def reset(self) -> None:
        """To the design that the explorer, the template or the file began with; one step, which undo takes back."""
        self.edit(lambda _design: self._view_state.history.beginning, "Reset to the beginning")

    @one_at_a_time
    def snapshot(self, name: str) -> bool:
        """Keep the design and where tenants were dragged, under a name; False if the name is refused."""
        taken = self._change_history(lambda history: history.with_snapshot(name, self.design, self.positions))
        if taken:
            self.set_status(f"Took the snapshot {isolated(self._view_state.history.snapshots[-1].name)}")
        return taken

    @one_at_a_time
    def forget(self, name: str) -> bool:
        """Remove a snapshot; False if there is none of this name."""
        gone = self._change_history(lambda history: history.without_snapshot(name))
        if gone:
            self.set_status(f"Removed the snapshot {isolated(name)}")
        return gone

    @one_at_a_time
    def restore(self, name: str) -> bool:
        """Go back to a snapshot, with tenants where they were dragged then; one step, which undo takes back.

        Returns:
            False if there is none of this name, or everything is as it was then; the status line says which.
        """
        try:
            kept = self._view_state.history.snapshot(name)
        except XtsvizError as problem:
            self.set_status(str(problem), "error")
            return False
        now = self.positions
        if kept.design == self.design and kept.positions.items() == now.items():
            self.set_status(f"Everything is as in the snapshot {isolated(kept.name)}.")
            return False
        step = Step(self.design, kept.design, moved=(now, kept.positions))
        self._commit_step_to(
            step, f"Back at the snapshot {isolated(kept.name)}", self._view_state.history.and_then(step)
        )
        return True

    @one_at_a_time
    def compare(self, baseline: Baseline | None) -> None:
        """Choose what the design is compared with, in the overlay *Compare* and beside it; None for nothing."""
        view_state = self._view_state.changed(baseline=baseline)
        if OVERLAYS[view_state.overlay].about == "baseline":
            view_state = replace(
                view_state, previous_positions=None, layout_generation=view_state.layout_generation + 1
            )
        try:
            message = view_state.comparison.title if view_state.comparison else "Compared with nothing"
        except XtsvizError as problem:
            self.set_status(str(problem), "error")
            return
        self._commit(view_state.changed(message=message, level="info", prompt=None))

    @one_at_a_time
    def compare_third(self, third: Baseline | None) -> None:
        """Choose a further design for the comparison; None for none."""
        view_state = self._view_state.changed(third=third)
        try:
            found = view_state.comparisons
            message = found[1].diff.sentence if len(found) > 1 else "Compared with no third design"
        except XtsvizError as problem:
            self.set_status(str(problem), "error")
            return
        self._commit(view_state.changed(message=message, level="info", prompt=None))

    @one_at_a_time
    def select(self, selection: Selection) -> None:
        """Select a tenant, an arrow or a user; what is not in the design is refused."""
        front = self._view_state.front
        if selection.kind == "arrow":  # whoever chooses an arrow wants to see its settings
            front = replace(front, panel="Selected arrow")
        shown = (self._view_state.selection, self._view_state.prompt, self._view_state.front)
        if shown == (selection, None, front):
            return
        try:
            selection = by_id(self.design, selection)
            message = selection_sentence(self._view_state.context, selection)
        except XtsvizError as problem:
            self.set_status(str(problem), "error")
            return
        last = self._view_state.remembering(selection)
        self.change(
            selection=selection, last_selection=last, front=front, message=message, level="info", prompt=None
        )

    @one_at_a_time
    def set_overlay(self, overlay: str) -> None:
        """Switch the overlay; an unknown one is refused."""
        if overlay == self._view_state.overlay:
            return
        try:
            view_state = self._view_state.changed(
                overlay=overlay,
                previous_positions=None,
                layout_generation=self._view_state.layout_generation + 1,
            )
            title = view_state.picture.title
        except XtsvizError as problem:
            self.set_status(str(problem), "error")
            return
        self._commit(view_state.changed(message=title, level="info", prompt=None))

    @one_at_a_time
    def move(self, positions: Mapping[str, Position]) -> None:
        """Take tenants where a person dragged them; they stay there through edits and overlays.

        Raises:
            PictureError: something else than two finite numbers for each.
        """
        positions = checked_positions(positions)
        baseline = self._view_state.baseline  # whose tenants are drawn too
        there = [self.design, *([baseline.design] if baseline else [])]
        boxes = self._view_state.picture.node_by_id  # a box of alike tenants too
        known = {
            t: p
            for t, p in positions.items()
            if t in boxes or any(t in d.topology.tenant_by_id for d in there)
        }
        now = self.positions
        if known.items() <= now.items():
            return
        drawn = dict(self._view_state.drawn_positions or {})
        step = Step(self.design, self.design, moved=(now, now | known), drawn=(drawn, drawn | known))
        names = self._view_state.context.names
        whom = list_in_words([_moved_name(boxes.get(t), names.tenant(t)) for t in known], 3)
        self._commit_move(step, f"Moved {whom}", self._view_state.history.and_then(step))

    @one_at_a_time
    def tidy(self) -> None:
        """Lay the picture out anew, without what a person dragged; one step, which undo takes back."""
        drawn = dict(self._view_state.drawn_positions or {})
        step = Step(self.design, self.design, moved=(self.positions, {}), drawn=(drawn, None))
        done = "Laid the picture out anew"
        self._commit_move(step, done, self._view_state.history.and_then(step))

    @one_at_a_time
    def ask(self, prompt: Prompt, message: str = "") -> None:
        """Put a prompt; the next intent answers it or lets it go. Without a message the status line has its text."""
        self.change(prompt=prompt, message=message or prompt.text, level="warning")

    @one_at_a_time
    def set_status(self, message: str, level: Level = "info") -> None:
        """Put a message into the status line."""
        self.change(message=message, level=level, prompt=None)

    # How each is made

    def _commit_move(self, step: Step, message: str, history: History) -> None:
        """A step that changes only where tenants are drawn."""
        assert step.drawn is not None
        self.change(
            positions=step.positions(self._view_state.positions),
            previous_positions=step.drawn[1],
            layout_generation=self._view_state.layout_generation + (step.drawn[1] is None),
            history=history,
            message=message,
            level="info",
            prompt=None,
        )

    def _commit_step_to(self, step: Step, done: str, history: History) -> None:
        if step.drawn is not None:
            self._commit_move(step, done, history)
            return
        palette = None if step.begins else self._view_state.context.palette
        context = ViewContext(step.after, user_flow(step.after), palette)
        message = words.edit_sentence(self._view_state.flow, context.flow, done)
        self._commit_step(step, context, message, history)

    def _change_history(self, change: Callable[[History], History]) -> bool:
        try:
            self.change(history=change(self._view_state.history))
        except XtsvizError as problem:
            self.set_status(str(problem), "error")
            return False
        return True

    def _commit_step(
        self,
        step: Step,
        context: ViewContext,
        message: str,
        history: History,
        selection: Selection | None = None,
    ) -> None:
        chosen = selection or self._view_state.selection
        baseline = self._view_state.baseline
        if baseline and baseline.key == "start" and baseline.design is not history.beginning:
            baseline = Baseline(history.beginning, baseline.name, baseline.key)
        self.change(
            context=context,
            selection=chosen if is_known(context, chosen) else NOTHING,
            last_selection=self._view_state.remembering(selection or NOTHING),
            message=message,
            level="info",
            prompt=None,
            history=history,
            baseline=baseline,
            positions=step.positions(self._view_state.positions),
            previous_positions=None if step.begins else self._view_state.drawn_positions,
            layout_generation=self._view_state.layout_generation + step.begins,
        )

    def _commit(self, view_state: ViewState) -> None:
        super()._commit(view_state.consistent_after(self._view_state))


def _moved_name(node: TenantNode | None, name: str) -> str:
    """The name of a tenant, or of the group of alike tenants that a box stands for."""
    return node.name if node is not None and node.group else name
