"""What a person does with a design, without a widget in sight: edits, selection, overlay, history, the status line.

A control hands in an intent; the controller makes the next design, asks for its flow and its picture, and tells every
listener once. A refused edit changes nothing but the status line.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, wraps
from threading import RLock
from typing import Any, Literal, TypeVar, cast

from xtsviz.errors import XtsvizError
from xtsviz.flow import Flow, user_flow
from xtsviz.flow.trace import find_user
from xtsviz.model.design import Design
from xtsviz.view import words
from xtsviz.view.facts import Facts
from xtsviz.view.picture import NOTHING, Picture, Selection
from xtsviz.view.resolve import resolve

Level = Literal["info", "warning", "error"]
Edit = Callable[[Design], Design]
Said = Callable[[Flow, Flow], str]
Position = tuple[float, float]

MOST_STEPS = 200
"""Designs that undo remembers; they share what did not change."""

_log = logging.getLogger(__name__)

Intent = TypeVar("Intent", bound=Callable[..., Any])


def _one_at_a_time(intent: Intent) -> Intent:
    """In ipykernel 7 what the page sends and what a cell does run in two threads: none may overtake the other."""

    @wraps(intent)
    def alone(self: Controller, *given: Any, **named: Any) -> Any:
        with self._lock:
            return intent(self, *given, **named)

    return cast(Intent, alone)


@dataclass(frozen=True)
class Question:
    """Something the explorer asks before it goes on: a sentence, and answers with the actions they stand for."""

    text: str
    answers: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Scene:
    """All that the screen shows at one moment; views turn it into their own form.

    Attributes:
        positions: where a person dragged tenants.
        keep: where tenants were before the last edit, and stay; None where the picture is laid out anew.
        last: the last selection of each kind; overlays that are about one user or tenant keep theirs.
        layout: counts the times that the picture was laid out anew, when the zoom may follow.
    """

    facts: Facts
    selection: Selection
    overlay: str
    dark: bool
    message: str
    level: Level
    question: Question | None
    can_undo: bool
    can_redo: bool
    positions: Mapping[str, Position]
    keep: Mapping[str, Position] | None
    last: Mapping[str, Selection] = field(default_factory=dict)
    layout: int = 0

    @property
    def design(self) -> Design:
        """The design."""
        return self.facts.design

    @property
    def flow(self) -> Flow:
        """Its flow."""
        return self.facts.flow

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
            keep=self.keep,
            # A look at an arrow does not lose the person whom one looks at.
            about=self.last.get(self.overlay),
        )


class Controller:
    """Holds the design and what is looked at; tells listeners of each new scene.

    Args:
        design: to begin with.
    """

    def __init__(self, design: Design) -> None:
        self._lock = RLock()
        self._listeners: list[Callable[[Scene], None]] = []
        self._past: list[Design] = []
        self._future: list[Design] = []
        self._positions: dict[str, Position] = {}
        facts = Facts(design, user_flow(design))
        self._scene = Scene(
            facts, NOTHING, "everyone", False, _welcome(design), "info", None, False, False, {}, None
        )

    @property
    def scene(self) -> Scene:
        """What is shown now."""
        return self._scene

    @property
    def design(self) -> Design:
        """The design now."""
        return self._scene.design

    @property
    def positions(self) -> dict[str, Position]:
        """Where a person dragged tenants to, by tenant id."""
        return dict(self._positions)

    def on_scene(self, listener: Callable[[Scene], None]) -> None:
        """Call with each new scene."""
        self._listeners.append(listener)

    # Intents

    @_one_at_a_time
    def edit(self, change: Edit, said: str | Said, afresh: bool = False) -> bool:
        """Make an edit; one step of undo.

        Args:
            change: from the design to the next one.
            said: what was done ("Renamed Fabrikam"), to which the effect is added; or a sentence from both flows.
            afresh: lay the picture out anew, but for what a person dragged: it is another design altogether.

        Returns:
            False if it was refused or changed nothing; the status line says why.
        """
        before = self._scene
        try:
            after = change(before.design)
            if after == before.design:
                self.say("That changes nothing.")
                return False
            facts = Facts(after, user_flow(after))
            message = (
                words.changed(before.flow, facts.flow, said)
                if isinstance(said, str)
                else said(before.flow, facts.flow)
            )
        except XtsvizError as problem:
            self.say(str(problem), "error")
            return False
        except Exception as problem:  # noqa: BLE001 - a fault of ours must not look like a dead button
            _log.exception("an edit failed")
            self.say(f"That failed inside xtsviz ({problem}). The design is as it was; go on.", "error")
            return False
        self._past = [*self._past, before.design][-MOST_STEPS:]
        self._future = []
        self._become(facts, message, afresh)
        return True

    @_one_at_a_time
    def open(self, design: Design, message: str = "") -> None:
        """Another design altogether; undo leads back to the one before."""
        if design is self.design:
            return
        self._past = [*self._past, self.design][-MOST_STEPS:]
        self._future = []
        self._become(Facts(design, user_flow(design)), message or _welcome(design), afresh=True)

    @_one_at_a_time
    def undo(self) -> None:
        """Back to the design before the last edit."""
        self._step(self._past, self._future, "Undone")

    @_one_at_a_time
    def redo(self) -> None:
        """Forward again to the design that was undone."""
        self._step(self._future, self._past, "Redone")

    @_one_at_a_time
    def select(self, selection: Selection, quiet: bool = False) -> None:
        """Select a tenant, an arrow or a user; what is not in the design is refused.

        Args:
            quiet: keep the status line, which says what was just done.
        """
        if selection == self._scene.selection and self._scene.question is None:
            return
        try:
            selection = self._by_id(selection)
            message = self._described(selection)
        except XtsvizError as problem:
            self.say(str(problem), "error")
            return
        last = {**self._scene.last, selection.kind: selection} if selection.kind else self._scene.last
        if quiet:
            self._show(selection=selection, last=last)
        else:
            self._show(selection=selection, last=last, message=message, level="info", question=None)

    @_one_at_a_time
    def look(self, overlay: str) -> None:
        """Switch the overlay; an unknown one is refused."""
        if overlay == self._scene.overlay:
            return
        try:
            scene = replace(self._scene, overlay=overlay, keep=None)
            title = scene.picture.title
        except XtsvizError as problem:
            self.say(str(problem), "error")
            return
        self._tell(replace(scene, message=title, level="info", question=None, layout=scene.layout + 1))

    @_one_at_a_time
    def darken(self, dark: bool) -> None:
        """Follow the page's theme."""
        if dark != self._scene.dark:
            self._show(dark=dark)

    @_one_at_a_time
    def move(self, positions: Mapping[str, Position]) -> None:
        """Take tenants where a person dragged them; they stay there through edits and overlays."""
        known = {t: p for t, p in positions.items() if t in self.design.topology.tenant_by_id}
        if known.items() <= self._positions.items():
            return
        self._positions |= known
        self._show(positions=dict(self._positions))

    @_one_at_a_time
    def ask(self, question: Question) -> None:
        """Put a question; the next intent answers it or lets it go."""
        self._show(question=question, message=question.text, level="warning")

    @_one_at_a_time
    def say(self, message: str, level: Level = "info") -> None:
        """Put a message into the status line."""
        self._show(message=message, level=level, question=None)

    # How

    def _step(self, source: list[Design], other: list[Design], done: str) -> None:
        if not source:
            self.say("There is nothing more to undo." if done == "Undone" else "There is nothing to redo.")
            return
        other.append(self.design)
        design = source.pop()
        facts = Facts(design, user_flow(design))
        self._become(facts, words.changed(self._scene.flow, facts.flow, done))

    def _become(self, facts: Facts, message: str, afresh: bool = False) -> None:
        topology = facts.design.topology
        gone = self._scene.selection
        known = {
            "tenant": gone.id in topology.tenant_by_id,
            "arrow": gone.id in topology.arrow_by_id,
            "user": gone.kind == "user" and bool(facts.design.users.known([gone.id or ""])),
            None: True,
        }
        self._show(
            facts=facts,
            selection=gone if known[gone.kind] else NOTHING,
            message=message,
            level="info",
            question=None,
            can_undo=bool(self._past),
            can_redo=bool(self._future),
            keep=None if afresh else self._scene.picture.positions,
            layout=self._scene.layout + afresh,
        )

    def _show(self, **changes: object) -> None:
        self._tell(replace(self._scene, **changes))  # type: ignore[arg-type]

    def _tell(self, scene: Scene) -> None:
        self._scene = scene
        for listener in self._listeners:
            if self._scene is not scene:  # a listener went on to the next one, which all were told of
                return
            try:
                listener(scene)
            except Exception as problem:  # noqa: BLE001 - one broken view must not take the others along
                _log.exception("a view of the explorer failed")
                lead = "A part of the explorer could not be drawn"
                self._scene = scene = replace(
                    scene, message=f"{lead} ({problem}). The design is intact; go on.", level="error"
                )

    def _by_id(self, selection: Selection) -> Selection:
        """The same, whatever name it came with; views know ids only."""
        if selection.kind == "tenant":
            return Selection("tenant", self.design.tenant(selection.id or "").id)
        if selection.kind == "user":
            return Selection("user", find_user(self.design, selection.id or "").id)
        return selection if selection.kind == "arrow" else NOTHING

    def _described(self, selection: Selection) -> str:
        facts = self._scene.facts
        name = selection.id or ""
        if selection.kind == "tenant":
            found = facts.design.tenant(name)
            here = facts.population[found.id]
            return f"{facts.names.tenant(found.id)}: {words.tenant_counts(here.internal, here.external)}"
        if selection.kind == "arrow":
            arrow = facts.design.arrow(name)
            done = facts.flow.by_arrow[arrow.id]
            return words.carries(facts.names.arrow(arrow), done.state, done.carried, done.eligible)
        if selection.kind == "user":
            where = facts.of_user(name)
            abroad = [facts.names.tenant(here.tenant) for here in where if here.relation != "home"]
            lead = where[0].name if where else name
            return (
                f"{lead} appears as an external in {words.listed(abroad)}"
                if abroad
                else f"{lead} appears nowhere else"
            )
        return "Nothing is selected"


def _welcome(design: Design) -> str:
    tenants, arrows = len(design.tenants), len(design.arrows)
    lead = f"{design.name}: " if design.name else ""
    return f"{lead}{words.number(tenants, 'tenant')}, {words.number(arrows, 'arrow')}"
