"""A design outlives its kernel: the page of an app keeps it, and gives it back to the next kernel after a reload.

A page that Voila serves says that it keeps things; a notebook in JupyterLab keeps its kernel, and its page says
nothing. What comes back is a stranger's text, and is read like any document.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from xtsviz.errors import DocumentError, InputError, XtsvizError
from xtsviz.model import jsontext
from xtsviz.model.design import Design
from xtsviz.model.directory import Directory
from xtsviz.model.document import read_document
from xtsviz.model.frames import collect
from xtsviz.model.vocabulary import FORMAT, VERSION
from xtsviz.view.picture.overlays import FIRST, OVERLAYS
from xtsviz.view.picture.types import NOTHING, Selection
from xtsviz.view.words import file_size
from xtsviz.widgets.bridge import Bridge
from xtsviz.widgets.controller import Controller, ViewState
from xtsviz.widgets.error_reports import MAX_PROBLEMS
from xtsviz.widgets.history import History, Step

MAX_KEPT = 2_000_000
"""Bytes that a page keeps of one explorer; browsers have room for about five million in each tab."""
BACK = "Your design from before the reload is back"

_KEPT = 1  # version of what is kept
_LEAST_OF_USER = 100  # bytes of a user as the document writes them
_LOOKED_AT = 2000  # users by which two lists are told apart
_FARTHEST = 1e6  # a person drags nothing farther than this


class Keeper:
    """Gives the page what it shall keep of an explorer, and takes it back.

    Args:
        controller: of the explorer, which shows what it began with.
        bridge: to its page.
    """

    def __init__(self, controller: Controller, bridge: Bridge) -> None:
        self._controller = controller
        self._bridge = bridge
        self._start = controller.design
        self._last = _worth(controller.view_state)
        self._said = False
        controller.on_view_state(self._look)
        bridge.on_page(self._resume, self._keep)

    def _look(self, view_state: ViewState) -> None:
        if any(now is not before for now, before in zip(_worth(view_state), self._last, strict=True)):
            self._last = _worth(view_state)
            self._bridge.changes += 1

    def _keep(self) -> bytes:
        """What the page shall keep now."""
        try:
            kept, unkept = packed(self._controller.view_state, self._start), ""
        except DocumentError as problem:
            unkept = str(problem)
            kept = _text({"version": _KEPT, "start": mark(self._start), "unkept": unkept})
        self._bridge.unkept = bool(unkept)
        if unkept and not self._said:
            self._said = True
            self._controller.set_status(
                f"A reload of the page would lose this design: {unkept}. Export → Document keeps it.",
                "warning",
            )
        return kept

    def _resume(self, kept: bytes) -> None:
        """The page has come, with what it kept of the explorer before a reload; nothing if it kept nothing."""
        if not kept:
            return
        try:
            view_state = unpacked(kept, self._start, self._controller.view_state)
        except XtsvizError as problem:
            why = problem.brief(MAX_PROBLEMS) if isinstance(problem, InputError) else str(problem)
            self._controller.set_status(f"This is the design that the page began with: {why}", "error")
            return
        self._controller.resume(view_state)


def packed(view_state: ViewState, start: Design) -> bytes:
    """What a page keeps of a view_state, as a JSON text; users who are still those of the start are left out.

    Raises:
        DocumentError: it is too large, or cannot be written.
    """
    design, beginning = view_state.design, view_state.history.beginning
    text = _text(
        {
            "version": _KEPT,
            "start": mark(start),
            "design": _document(design, start),
            "beginning": None if beginning is start else _document(beginning, start),
            "overlay": view_state.overlay,
            "selection": [view_state.selection.kind, view_state.selection.id],
            "positions": view_state.positions,
            "snapshots": [
                {"name": s.name, "design": _document(s.design, start), "positions": s.positions}
                for s in view_state.history.snapshots
            ],
        }
    )
    _refuse_above(len(text))
    return text


def unpacked(kept: bytes, start: Design, view_state: ViewState) -> ViewState:
    """The view_state with all that a page kept.

    Args:
        kept: what the page sent.
        start: what the explorer began with.
        view_state: what it shows.

    Raises:
        InputError: it cannot be read.
        DesignError: a snapshot cannot.
    """
    if len(kept) > MAX_KEPT:
        raise DocumentError(f"the page kept {file_size(len(kept))}, more than it should; it was left out")
    data = _given(jsontext.decode(kept), dict, "what the page kept")
    if data.get("version") != _KEPT:
        raise DocumentError("what the page kept was made by another version of xtsviz")
    if data.get("start") != mark(start):
        raise DocumentError("the page kept a design that began with another document; it was left out")
    if "unkept" in data:
        why = str(data["unkept"])[:500]
        raise DocumentError(f"the page could not keep the design from before the reload: {why}")
    design = _design(data.get("design"), start)
    beginning = start if data.get("beginning") is None else _design(data["beginning"], start)
    past = () if design == beginning else (Step(beginning, design),)
    history = History(beginning, past)
    for snapshot in _given(data.get("snapshots"), list, "snapshots"):
        taken = _given(snapshot, dict, "a snapshot")
        name = _given(taken.get("name"), str, "a snapshot's name")
        history = history.with_snapshot(name, _design(taken.get("design"), start), _positions(taken))
    overlay = data.get("overlay")
    chosen = data.get("selection")
    match chosen:
        case ["tenant" | "arrow" | "user" as kind, str(id)]:
            selection = Selection(kind, id)
        case _:
            selection = NOTHING
    return view_state.resumed(
        design,
        history,
        # What it was compared with is not kept.
        overlay if overlay in OVERLAYS and OVERLAYS[overlay].about != "baseline" else FIRST,
        selection,
        _positions(data),
        BACK,
    )


def mark(design: Design) -> str:
    """A short text that tells designs apart: what a page kept is only for an explorer that began with the same."""
    users = design.users
    told = [_text(design.topology.model_dump(mode="json")), users.remember("mark", lambda: _marked(users))]
    return sha256(b"\0".join(told)).hexdigest()


def _marked(users: Directory) -> bytes:
    if users.is_lazy:  # which may have no end
        return repr(users.frame.collect_schema()).encode()
    table = collect(users.frame)
    return repr((len(table), table.columns, table.gather_every(len(table) // _LOOKED_AT + 1).rows())).encode()


def _worth(view_state: ViewState) -> tuple[object, ...]:
    return (
        view_state.design,
        view_state.positions,
        view_state.overlay,
        view_state.selection,
        view_state.history,
    )


def _text(value: Any) -> bytes:
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8")
    except (TypeError, ValueError) as problem:
        raise DocumentError(f"it cannot be written as JSON ({problem})") from None


def _document(design: Design, start: Design) -> dict[str, Any] | None:
    if design is start:
        return None
    document = {"format": FORMAT, "version": VERSION, **design.topology.model_dump(mode="json")}
    users = design.users
    if users is start.users:
        return document
    if users.is_lazy or users.memberships is not None:
        raise DocumentError("its users are a table of their own, which a document does not hold")
    _refuse_above(len(collect(users.frame)) * _LEAST_OF_USER)
    return document | {"users": users.remember("kept", users.records)}


def _design(document: Any, start: Design) -> Design:
    if document is None:
        return start
    if not isinstance(document, Mapping) or "users" in document:
        return Design.from_document(document)
    users = start.users
    ids = set(collect(users.frame.select("id"))["id"].to_list())
    topology = read_document(document, ids).topology()
    Directory.from_table(users.native, None, [tenant.id for tenant in topology.tenants])  # or it refuses
    return Design(topology, users)


def _positions(kept: Mapping[str, Any]) -> dict[str, tuple[float, float]]:
    found = {}
    for tenant, at in _given(kept.get("positions"), dict, "positions").items():
        match at:
            case [int() | float() as x, int() | float() as y] if max(abs(x), abs(y)) <= _FARTHEST:
                found[tenant] = (float(x), float(y))
            case _:
                raise DocumentError(f"what the page kept has no position for {tenant[:80]!r}")
    return found


def _given(value: Any, kind: type[Any], what: str) -> Any:
    if not isinstance(value, kind):
        raise DocumentError(f"what the page kept cannot be read: {what} is missing, or not what it should be")
    return value


def _refuse_above(size: int) -> None:
    if size > MAX_KEPT:
        raise DocumentError(f"it has {file_size(size)}, and a page keeps at most {file_size(MAX_KEPT)}")
