"""Saves an explorer by itself, and offers what an earlier one saved.

What is saved is the session that also the tab of a browser saves (`tab_session`). It is written in the background a
moment after a change. An explorer takes a file of its own when it first has something to save.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from pathlib import Path

from xtsviz.errors import DocumentError, XtsvizError
from xtsviz.io.autosave.files import MAX_BYTES, OwnFile, Saved, SavedFiles, read_saved, remove
from xtsviz.io.autosave.places import Choice, Host
from xtsviz.io.autosave.settings import settle, settled_choice
from xtsviz.model.design import Design
from xtsviz.view.words import number
from xtsviz.widgets import cell_runs
from xtsviz.widgets.background import Background
from xtsviz.widgets.controller import Controller
from xtsviz.widgets.hidden_names import show_names
from xtsviz.widgets.keeping import Keeping, time_in_words
from xtsviz.widgets.tab_session import fingerprint, read_session, saved_parts, write_session
from xtsviz.widgets.view_state import ViewState

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Result:
    saved: Saved | None = None
    failed: str = ""


class Autosave:
    """Saves the explorer of a controller.

    Args:
        controller: of an explorer that still shows the design it began with.
        host: where it runs.
    """

    def __init__(self, controller: Controller, host: Host) -> None:
        self._controller = controller
        self._host = host
        self._start = controller.design
        # An explorer that begins with one of these is offered what is saved here.
        self._starts: tuple[Design, ...] = (self._start,)
        self._own: OwnFile | None = None
        # What this explorer went on with, and how it was then; until that file is removed.
        self._went_on: tuple[Saved, Design] | None = None
        self._background = Background(self._write, self._report)
        for earlier in cell_runs.replaced_by(host.run):
            earlier.close()
        cell_runs.enter(self, host.run)
        settled = settled_choice() if host.asks else None
        self._change(
            choices=host.choices,
            choice=host.choice(settled),
            is_settled=bool(settled) or not host.asks,
            offer=self._find_offer() if host.choices and host.fixed != "off" else None,
            folder=host.folder,
        )
        self._latest = controller.view_state
        controller.keeper = self
        controller.on_view_state(self._note)

    def settle(self, choice: Choice) -> None:
        """Save there from now on, and remember that for other explorers."""
        settle(choice)
        with self._background.at_work:
            if choice != self._keeping.choice:
                self._drop_own()
        self._change(choice=choice, is_settled=True, saved=None, failed="")
        if choice == "off":
            self._controller.set_status("Nothing is saved by itself. Save writes a file where you want it.")
        else:
            self._controller.set_status("Your changes are saved by themselves. Save shows where.")
            self._ask()

    def go_on(self) -> None:
        """Go on with what was offered."""
        offer = self._keeping.offer
        assert offer is not None
        now = self._controller.view_state
        view_state = read_session(read_saved(offer.path), self._start, now, MAX_BYTES)
        when = time_in_words(offer.time)
        self._controller.resume(replace(view_state, message=f"Your design from {when} is back"))
        self._ask()

    def forget(self, *, only_offer: bool) -> None:
        """Remove what was saved by itself for this notebook or page, and is open nowhere else; or what is offered."""
        offer = self._keeping.offer
        if only_offer:
            gone = offer is not None and remove(offer.path)
            self._change(offer=None)
            open_now = "It stays: another explorer has it open."
            self._controller.set_status("Removed what was saved earlier." if gone else open_now)
            return
        self._background.forget()
        with self._background.at_work:
            self._drop_own()
            left = [found for found in self._ours() if not remove(found.path)]
        self._change(saved=None, failed="", offer=None)
        more = f" {number(len(left), 'file')} of other explorers that are open stay." if left else ""
        again = "" if self._keeping.choice == "off" else " The next change is saved again."
        self._controller.set_status(f"Removed what was saved by itself.{more}{again}")

    def was_saved(self, path: Path) -> None:
        """An explorer that begins with the saved file is offered what is changed after this, too."""
        del path
        self._starts = (self._start, self._controller.design)
        self._ask()

    def close(self) -> None:
        """Save what was not saved yet, and let another explorer have the file."""
        self._background.finish()
        with self._background.at_work:
            if self._own:
                self._own.release()
                self._own = None

    def finish(self) -> None:
        """Save now what was not saved yet."""
        self._background.finish()

    # What is saved

    def _note(self, view_state: ViewState) -> None:
        before, self._latest = self._latest, view_state
        offer = before.keeping.offer
        if (
            view_state.hiding is before.hiding
            and offer
            and not view_state.keeping.offer
            and view_state.history is not before.history
        ):
            self._went_on = offer, view_state.design  # or the page gave back the same after a reload
        parts = zip(saved_parts(view_state), saved_parts(before), strict=True)
        if any(now is not then for now, then in parts):
            self._ask()

    def _ask(self) -> None:
        if self._keeping.choice != "off":
            self._background.ask()

    def _write(self) -> _Result:
        """In the background: save the latest state."""
        view_state = show_names(self._latest)
        design = view_state.design
        try:
            starts = self._starts_of(view_state)
            if not starts:
                if self._own:
                    self._own.remove()
                return _Result()
            session = self._session(view_state)
            if self._own is None:
                place = self._host.place(self._keeping.choice)
                if place is None:
                    return _Result()
                self._own = SavedFiles(*place).claim()
            saved = self._own.write(session, starts, len(design.tenants), len(design.arrows))
            self._remove_what_it_went_on_with()
        except XtsvizError as problem:
            return _Result(self._keeping.saved, str(problem))
        except Exception as problem:  # noqa: BLE001 - told on the screen, or nobody would know
            _log.error("the explorer could not be saved by itself (%s)", type(problem).__name__)
            return _Result(self._keeping.saved, f"that failed inside xtsviz ({type(problem).__name__})")
        return _Result(saved)

    def _remove_what_it_went_on_with(self) -> None:
        """Once this explorer has saved it; not while another one has it open, or if that has changed it."""
        if self._went_on is None:
            return
        offer, design = self._went_on
        try:
            now = read_session(read_saved(offer.path), self._start, self._latest, MAX_BYTES)
            if now.design != design or remove(offer.path):
                self._went_on = None
        except XtsvizError:  # it is gone
            self._went_on = None

    def _session(self, view_state: ViewState) -> bytes:
        """The session: with all users once the person saved the design, for its file may be what one begins with."""
        if len(self._starts) > 1:
            try:
                return write_session(view_state, None, MAX_BYTES)
            except DocumentError:  # its users are no part of a document
                pass
        return write_session(view_state, self._start, MAX_BYTES)

    def _starts_of(self, view_state: ViewState) -> set[str]:
        """The beginnings that this is another design than; none if there is no work in it."""
        done = view_state.checks.done
        if not (view_state.positions or done or view_state.history.has_work):
            return set()
        starts = {fingerprint(start) for start in self._starts}
        if view_state.positions or done or view_state.history.snapshots:
            return starts
        return starts - {fingerprint(view_state.design)}

    def _report(self, result: _Result) -> None:
        """Show what was saved, or why it was not."""
        first = result.failed and result.failed != self._keeping.failed
        self._change(saved=result.saved, failed=result.failed)
        if first:
            what = "Your changes are on the screen and were not saved by themselves"
            self._controller.set_status(f"{what}: {result.failed}. Save writes them elsewhere.", "warning")

    # What was saved earlier

    def _found(self) -> list[Saved]:
        places = [place for choice in self._host.choices if (place := self._host.place(choice))]
        own = self._own and self._own.path
        found = [saved for place in places for saved in SavedFiles(*place).found() if saved.path != own]
        return sorted(found, key=lambda saved: saved.time, reverse=True)

    def _ours(self) -> list[Saved]:
        """What may be removed: all of a notebook; on a page, which may show other designs too, that of this one."""
        found = [saved for saved in self._found() if not saved.problem]
        if not (found and self._host.is_page):
            return found
        start = fingerprint(self._start)
        return [saved for saved in found if start in saved.starts]

    def _find_offer(self) -> Saved | None:
        """The newest that an explorer with this beginning saved; or one that cannot be read."""
        try:
            found = self._found()
        except (XtsvizError, OSError):  # nothing can be read there
            return None
        if not found:
            return None
        start = fingerprint(self._start)
        fitting = (saved for saved in found if start in saved.starts)
        return next(fitting, None) or next((saved for saved in found if saved.problem), None)

    @property
    def _keeping(self) -> Keeping:
        return self._controller.view_state.keeping

    def _change(self, **fields: object) -> None:
        self._controller.change(keeping=replace(self._keeping, **fields))  # type: ignore[arg-type]

    def _drop_own(self) -> None:
        if self._own:
            own, self._own = self._own, None
            try:
                own.remove()
            finally:
                own.release()
