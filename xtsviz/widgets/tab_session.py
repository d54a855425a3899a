"""What the tab of a browser saves of an explorer, and gives back to the next kernel after a reload.

A page that Voila serves gets a new kernel with each reload, so it saves the session. A notebook in JupyterLab keeps its
kernel, and its page saves nothing. What comes back may be anyone's text: it is checked like any document.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any, get_args

from xtsviz.errors import DocumentError, InputError, XtsvizError
from xtsviz.model import jsontext
from xtsviz.model.design import Design
from xtsviz.model.directory import Directory
from xtsviz.model.document import read_document
from xtsviz.model.frames import collect
from xtsviz.model.vocabulary import FORMAT, VERSION
from xtsviz.view.picture.group_types import GroupBy
from xtsviz.view.picture.overlays import DEFAULT_OVERLAY, OVERLAYS
from xtsviz.view.picture.types import NOTHING, Selection
from xtsviz.view.words import file_size
from xtsviz.widgets.bridge import Bridge
from xtsviz.widgets.check_view import CheckView
from xtsviz.widgets.controller import Controller
from xtsviz.widgets.error_reports import MAX_PROBLEMS
from xtsviz.widgets.group_choice import GroupChoice
from xtsviz.widgets.hidden_names import HIDDEN, hide_names, show_names
from xtsviz.widgets.history import History, Step
from xtsviz.widgets.limits import MAX_SESSION
from xtsviz.widgets.view_state import Side, ViewState

BACK = "Your design from before the reload is back"

_VERSION = 4  # of what is saved
_MIN_USER = 100  # bytes of a user as the document writes them
_SAMPLE = 2000  # users that are compared to tell two lists apart
_MAX_COORDINATE = 1e6  # nobody drags a tenant farther than this
_MAX_PLACE = 1_000_000  # in the palette, which begins again after its last colour


class TabSession:
    """Gives the page the session of an explorer to save, and takes it back after a reload.

    Args:
        controller: of an explorer that still shows the design it began with.
        bridge: to its page.
    """

    def __init__(self, controller: Controller, bridge: Bridge) -> None:
        self._controller = controller
        self._bridge = bridge
        self._start = controller.design
        self._last = saved_parts(controller.view_state)
        self._warned = False
        controller.on_view_state(self._count_change)
        bridge.on_page(self._resume, self._save)

    def _count_change(self, view_state: ViewState) -> None:
        parts = saved_parts(view_state)
        if any(now is not before for now, before in zip(parts, self._last, strict=True)):
            self._last = parts
            self._bridge.changes += 1

    def _save(self) -> bytes:
        """What the page must save now: the session, or why it cannot be saved."""
        try:
            saved, failed = write_session(self._controller.view_state, self._start, MAX_SESSION), ""
        except DocumentError as problem:
            failed = str(problem)
            saved = _json({"version": _VERSION, "start": fingerprint(self._start), "failed": failed})
        self._bridge.unsaved = bool(failed)
        if failed and not self._warned:
            self._warned = True
            self._controller.set_status(
                f"A reload of the page would lose this design: {failed}. Export → Document saves it.",
                "warning",
            )
        return saved

    def _resume(self, saved: bytes) -> None:
        """Show what the page saved before a reload; `saved` is empty if it saved nothing."""
        if not saved:
            return
        try:
            view_state = read_session(saved, self._start, self._controller.view_state, MAX_SESSION)
        except XtsvizError as problem:
            why = problem.brief(MAX_PROBLEMS) if isinstance(problem, InputError) else str(problem)
            self._controller.set_status(f"This is the design that the page began with: {why}", "error")
            return
        self._controller.resume(view_state)


def write_session(view_state: ViewState, start: Design | None, max_bytes: int) -> bytes:
    """The session as a JSON text. Users who are still those of the start are left out; without a start none are.

    Raises:
        DocumentError: it is too large, or cannot be written.
    """
    hidden = view_state.hiding is not None
    view_state = show_names(view_state)  # or the original names would be lost
    design, beginning = view_state.design, view_state.history.beginning
    text = _json(
        {
            "version": _VERSION,
            "start": start and fingerprint(start),
            "design": _document(design, start, max_bytes),
            "beginning": None if beginning is start else _document(beginning, start, max_bytes),
            "overlay": view_state.overlay,
            "selection": [view_state.selection.kind, view_state.selection.id],
            "positions": view_state.positions,
            "palette": view_state.context.palette,
            "folded": sorted(view_state.front.folded),
            "groups": _groups_saved(view_state.groups),
            "done": sorted(view_state.checks.done),
            "hidden": hidden,
            "snapshots": [
                {"name": s.name, "design": _document(s.design, start, max_bytes), "positions": s.positions}
                for s in view_state.history.snapshots
            ],
        }
    )
    _refuse_above(len(text), max_bytes)
    return text


def read_session(saved: bytes, start: Design, view_state: ViewState, max_bytes: int) -> ViewState:
    """The state of the explorer with all that was saved.

    Args:
        saved: what `write_session` wrote; it may have been changed.
        start: what the explorer began with.
        view_state: what it shows.
        max_bytes: the limit of what is read.

    Raises:
        InputError: it cannot be read.
        DesignError: a snapshot cannot.
    """
    if len(saved) > max_bytes:
        raise DocumentError(
            f"what was saved has {file_size(len(saved))}, more than it should; it was left out"
        )
    data = _checked(jsontext.decode(saved), dict, "what was saved")
    if data.get("version") != _VERSION:
        raise DocumentError("what was saved was made by another version of xtsviz")
    if data.get("start") not in {None, fingerprint(start)}:
        raise DocumentError("what was saved began with another document; it was left out")
    if "failed" in data:
        why = str(data["failed"])[:500]
        raise DocumentError(f"the page could not save the design from before the reload: {why}")
    design = _design(data.get("design"), start)
    beginning = start if data.get("beginning") is None else _design(data["beginning"], start)
    past = () if design == beginning else (Step(beginning, design),)
    history = History(beginning, past)
    for snapshot in _checked(data.get("snapshots"), list, "snapshots"):
        taken = _checked(snapshot, dict, "a snapshot")
        name = _checked(taken.get("name"), str, "a snapshot's name")
        history = history.with_snapshot(name, _design(taken.get("design"), start), _positions(taken))
    overlay = data.get("overlay")
    match data.get("selection"):
        case ["tenant" | "arrow" | "user" as kind, str(id)]:
            selection = Selection(kind, id)
        case _:
            selection = NOTHING
    resumed = view_state.resumed(
        design,
        history,
        # What it was compared with is not saved.
        overlay
        if isinstance(overlay, str) and overlay in OVERLAYS and OVERLAYS[overlay].about != "baseline"
        else DEFAULT_OVERLAY,
        selection,
        _positions(data),
        BACK,
        _palette(data),
        frozenset(
            side for side in get_args(Side) if side in _checked(data.get("folded"), list, "what is folded")
        ),
        _groups(data, design),
    )
    resumed = replace(resumed, checks=CheckView(_done(data)))
    # Whoever hides names does not want to see them after a reload.
    return (
        replace(hide_names(resumed), message=f"{BACK}. {HIDDEN}") if data.get("hidden") is True else resumed
    )


def fingerprint(design: Design) -> str:
    """A short text that tells designs apart: a session belongs to an explorer that began with the same design."""
    users = design.users
    parts = [
        _json(design.topology.model_dump(mode="json")),
        users.remember("fingerprint", lambda: _users_sample(users)),
    ]
    return sha256(b"\0".join(parts)).hexdigest()


def _users_sample(users: Directory) -> bytes:
    if users.is_lazy:  # which may have no end
        return repr(users.frame.collect_schema()).encode()
    table = collect(users.frame)
    return repr((len(table), table.columns, table.gather_every(len(table) // _SAMPLE + 1).rows())).encode()


def saved_parts(view_state: ViewState) -> tuple[object, ...]:
    """What is saved of a state. The session is another one if one of these is another object."""
    return (
        view_state.design,
        view_state.positions,
        view_state.overlay,
        view_state.selection,
        view_state.history,
        view_state.front.folded,
        view_state.groups,
        view_state.checks.done,
    )


def _json(value: Any) -> bytes:
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8")
    except (TypeError, ValueError) as problem:
        raise DocumentError(f"it cannot be written as JSON ({problem})") from None


def _document(design: Design, start: Design | None, max_bytes: int) -> dict[str, Any] | None:
    if design is start:
        return None
    document = {"format": FORMAT, "version": VERSION, **design.topology.model_dump(mode="json")}
    users = design.users
    if start is not None and users is start.users:
        return document
    if users.is_lazy or users.memberships is not None:
        raise DocumentError("its users are a table of their own, which a document does not hold")
    _refuse_above(len(collect(users.frame)) * _MIN_USER, max_bytes)
    return document | {"users": users.remember("records", users.records)}


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


def _positions(saved: Mapping[str, Any]) -> dict[str, tuple[float, float]]:
    found = {}
    for tenant, at in _checked(saved.get("positions"), dict, "positions").items():
        match at:
            case [int() | float() as x, int() | float() as y] if max(abs(x), abs(y)) <= _MAX_COORDINATE:
                found[tenant] = (float(x), float(y))
            case _:
                raise DocumentError(f"what was saved has no position for {tenant[:80]!r}")
    return found


def _palette(saved: Mapping[str, Any]) -> dict[str, int]:
    places: dict[str, int] = _checked(saved.get("palette"), dict, "colours")
    if not all(type(place) is int and 0 <= place <= _MAX_PLACE for place in places.values()):
        raise DocumentError("what was saved has colours that are not in the palette")
    return places


def _done(saved: Mapping[str, Any]) -> frozenset[str]:
    """The keys of findings that are done."""
    done = _checked(saved.get("done"), list, "what is done")
    return frozenset(_checked(key, str, "what is done") for key in done)


def _groups_saved(groups: GroupChoice) -> dict[str, Any]:
    return {"on": groups.on, "by": groups.by, "opened": sorted(groups.opened), "apart": sorted(groups.apart)}


def _groups(saved: Mapping[str, Any], design: Design) -> GroupChoice:
    """The choice about groups of alike tenants, without tenants that the design has not."""
    groups = _checked(saved.get("groups"), dict, "the groups")
    on, by = groups.get("on"), groups.get("by")
    if not (on is None or isinstance(on, bool)) or by not in get_args(GroupBy):
        raise DocumentError("what was saved has groups that cannot be read")
    known = design.topology.tenant_by_id
    opened, apart = (
        frozenset(
            tenant
            for tenant in _checked(groups.get(which), list, f"the groups, {which},")
            if isinstance(tenant, str) and tenant in known
        )
        for which in ("opened", "apart")
    )
    return GroupChoice(on, by, opened, apart)


def _checked(value: Any, kind: type[Any], what: str) -> Any:
    if not isinstance(value, kind):
        raise DocumentError(f"what was saved cannot be read: {what} is missing, or not what it should be")
    return value


def _refuse_above(size: int, max_bytes: int) -> None:
    if size > max_bytes:
        raise DocumentError(f"it has {file_size(size)}, and at most {file_size(max_bytes)} are saved")
