"""What a page keeps over a reload, and what the next kernel makes of it."""

import gzip
import json
from functools import cache

import pandas as pd
import polars as pl
import pytest

import xtsviz as xts
from tests.drivers.explorer import ExplorerDriver
from tests.drivers.page import send
from xtsviz.view.picture.overlays import OVERLAYS
from xtsviz.view.picture.types import NOTHING, Selection
from xtsviz.widgets import tab_session
from xtsviz.widgets.bridge import Bridge
from xtsviz.widgets.controller import Controller
from xtsviz.widgets.explorer import explore
from xtsviz.widgets.group_choice import GroupChoice
from xtsviz.widgets.limits import MAX_SESSION
from xtsviz.widgets.tab_session import BACK, TabSession


class Page:
    """What the page does with an explorer under Voila: comes with what it kept, asks, and keeps.

    There is no explorer, which takes long to make, but what is behind it.
    """

    def __init__(self, start, kept=b""):
        self.control = Controller(start)
        self.bridge = Bridge()
        self.sent = []
        self.kept = kept
        self.bridge.send = lambda content, buffers=(): self.sent.append((content, list(buffers)))
        self.session = TabSession(self.control, self.bridge)
        self.tell({"session_found": True}, [kept])

    def tell(self, content, buffers=()):
        send(self.bridge, content, *buffers)

    def changes(self):
        """As the kernel tells them behind whatever a person does."""
        self.tell({"ping": 1})
        return self.sent[-1][0]["changes"]

    def keep(self):
        """Ask for what it shall keep, piece by piece."""
        self.tell({"session_wanted": True})
        packed = b""
        while True:
            told, (piece,) = next((c["session"], b) for c, b in reversed(self.sent) if "session" in c)
            packed += piece
            self.tell({"session_saved" if told["last"] else "session_more": told["number"]})
            if told["last"]:
                self.kept = gzip.decompress(packed)
                assert int(told["name"]) <= self.bridge.changes
                return self.kept

    def reloaded(self, start):
        """The page after a reload, when a new kernel has begun with the same design."""
        self.keep()
        return Page(start, self.kept)

    @property
    def design(self):
        return self.control.design

    @property
    def says(self):
        return self.control.view_state.message, self.control.view_state.level


def example():
    return xts.examples.acquisition()


def edited(page, change=lambda design: design.add_arrow("fabrikam", "northwind")):
    assert page.control.edit(change, "Done")


def same(one, other):
    one, other = one.control.view_state, other.control.view_state
    assert one.design == other.design
    assert one.positions == other.positions
    assert (one.overlay, one.selection) == (other.overlay, other.selection)
    assert one.history.snapshots == other.history.snapshots


def test_a_reload_gives_back_all_that_a_person_made():
    page = Page(example())
    assert page.says[0] != BACK
    assert page.changes() == 0
    edited(page)
    page.control.move({"contoso": (12.5, -40.0)})
    page.control.set_overlay("people")
    page.control.snapshot("<Monday>")
    edited(page, lambda design: design.remove_tenant("northwind"))
    page.control.select(Selection("tenant", "fabrikam"))
    assert page.changes() > 0
    again = page.reloaded(example())
    same(again, page)
    assert again.says == (BACK, "info")
    assert again.sent[-1][0] == {"resumed": True}
    again.control.undo()
    assert again.design == example()
    assert again.reloaded(example()).design == example()


def test_an_explorer_gives_and_takes_it():
    explorer = explore(example())
    kept = []
    drive = ExplorerDriver(explorer)
    drive.bridge.send = lambda content, buffers=(): kept.extend(buffers)
    explorer.design = example().add_arrow("fabrikam", "northwind")
    drive.send({"session_wanted": True})
    again = ExplorerDriver(explore(example()))
    again.send({"session_found": True}, gzip.decompress(b"".join(kept)))
    assert again.design == explorer.design
    assert again.status == (BACK, "info")
    assert again.bridge.number != drive.bridge.number


@pytest.mark.parametrize("template", xts.templates.catalog, ids=lambda template: template.name)
def test_every_shape_comes_back_as_what_it_was_and_reset_leads_to_its_beginning(template):
    page = Page(example())
    chosen = template.build(None, 2)
    edited_to = chosen.rename_tenant(chosen.tenants[0].id, "Renamed")
    page.control.edit(lambda _design: chosen, "Started", new_design=True)
    edited(page, lambda _design: edited_to)
    again = page.reloaded(example())
    same(again, page)
    assert again.design == edited_to
    again.control.reset()
    assert again.design == chosen


def test_nothing_is_asked_for_where_nothing_was_made():
    page = Page(example())
    page.control.set_dark(True)
    page.control.set_status("something")
    assert page.changes() == 0
    assert not any("session" in content for content, _ in page.sent)


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_overlays_come_back_but_for_a_comparison_with_something_gone(overlay):
    page = Page(example())
    page.control.set_overlay(overlay)
    assert page.reloaded(example()).control.view_state.overlay == (
        "everyone" if overlay == "compare" else overlay
    )


@pytest.mark.parametrize("engine", [pd.DataFrame, pl.DataFrame, lambda users: pl.DataFrame(users).lazy()])
def test_users_of_the_beginning_are_not_kept_once_more(engine):
    users = {"id": [f"user-{n}" for n in range(3000)], "tenant": ["contoso", "fabrikam", "fabrikam"] * 1000}
    start = xts.templates.user_hub(["Contoso", "Fabrikam"]).with_directory(engine(users))
    page = Page(start)
    edited(page, lambda design: design.remove_arrow("contoso->fabrikam"))
    assert len(page.keep()) < 5000
    again = page.reloaded(start)
    assert again.says == (BACK, "info")
    assert again.design == page.design
    assert len(again.keep()) < 5000


def test_what_is_too_large_is_said_at_once_and_after_the_reload_and_the_page_asks_before_it_goes(monkeypatch):
    monkeypatch.setattr(tab_session, "MAX_SESSION", 2000)
    page = Page(example())
    edited(page, lambda design: xts.templates.user_hub(members=100))
    page.keep()
    said, level = page.says
    assert level == "warning"
    assert said.startswith(
        "A reload of the page would lose this design: it has 40 kB, and at most 2 kB are saved"
    )
    assert page.bridge.unsaved
    edited(page, lambda design: design.remove_arrow(design.arrows[0].id))
    page.keep()
    assert page.says[1] == "info", "once is enough"
    again = page.reloaded(example())
    assert again.says[1] == "error"
    assert "could not save the design from before the reload: it has 40 kB" in again.says[0]
    assert again.design == example()
    monkeypatch.undo()
    page.keep()
    assert not page.bridge.unsaved


def test_memberships_that_no_document_holds_are_not_lost_without_a_word():
    page = Page(example())
    users = pd.DataFrame({"id": ["a", "g"], "tenant": ["contoso", "contoso"]})
    groups = pd.DataFrame({"group": ["crew"], "member": ["a"]})
    edited(page, lambda design: xts.templates.user_hub(["Contoso", "Fabrikam"]).with_directory(users, groups))
    page.keep()
    assert page.bridge.unsaved
    assert "a document does not hold" in page.says[0]


START = example()


@cache
def usual():
    page = Page(START)
    edited(page)
    return page.keep()


def made(**changes):
    """What a page might send: what it kept, with changes."""
    return json.dumps(json.loads(usual()) | changes).encode()


BAD = {
    "not JSON": b"{",
    "not text": b"\xff\xfe\0",
    "empty object": b"{}",
    "a list": b"[]",
    "deep": b"[" * 100_000,
    "another version": lambda: made(version=1),
    "another beginning": lambda: made(start="0" * 64),
    "no design of ours": lambda: made(design={"format": "x"}),
    "a design that is a text": lambda: made(design="x" * 1000),
    "a design without tenants": lambda: made(design={"format": "xtsviz-topology", "version": 1}),
    "a design without the users' tenants": lambda: made(
        design={"format": "xtsviz-topology", "version": 1, "tenants": [{"id": "contoso"}, {"id": "x"}]}
    ),
    "a beginning that is a list": lambda: made(beginning=[]),
    "positions that are none": lambda: made(positions={"contoso": ["1", 2]}),
    "positions too far": lambda: made(positions={"contoso": [1e308, 0]}),
    "positions without end": lambda: made().replace(
        b'"positions": {}', b'"positions": {"contoso": [1e999, 0]}'
    ),
    "positions that are a number": lambda: made(positions=1),
    "snapshots of nothing": lambda: made(snapshots=[1]),
    "two snapshots of a name": lambda: made(snapshots=[{"name": "a", "design": None, "positions": {}}] * 2),
    "a snapshot without a name": lambda: made(snapshots=[{"name": None, "design": None, "positions": {}}]),
    "too much": lambda: made(more="x" * MAX_SESSION),
}


@pytest.mark.parametrize("kept", BAD.values(), ids=BAD)
def test_what_cannot_be_read_is_one_message_and_the_design_is_the_one_to_begin_with(kept, caplog):
    page = Page(START, kept() if callable(kept) else kept)
    message, level = page.says
    assert level == "error"
    assert message.startswith("This is the design that the page began with: ")
    assert len(message) < 2000
    assert page.design == START
    assert page.sent[-1][0] == {"resumed": True}
    assert not caplog.records, "no fault of ours"
    edited(page)
    assert page.reloaded(START).says == (BACK, "info")


@pytest.mark.parametrize(
    "changes",
    [
        {"overlay": "nonsense"},
        {"overlay": ["people"]},
        {"selection": ["tenant", "nobody"]},
        {"selection": ["user", "nobody"]},
        {"selection": "x"},
        {"selection": [["tenant"], {}]},
        {"positions": {"nobody": [1, 2]}},
    ],
    ids=str,
)
def test_a_look_at_what_is_gone_is_no_reason_to_lose_the_design(changes):
    page = Page(START, made(**changes))
    assert page.says == (BACK, "info")
    assert "fabrikam->northwind" in {arrow.id for arrow in page.design.arrows}
    assert page.control.view_state.selection == NOTHING
    assert page.control.view_state.overlay == "everyone"


def test_designs_that_begin_otherwise_are_told_apart():
    start = xts.templates.user_hub(["Contoso", "Fabrikam"], members=3)
    others = [
        start.rename_tenant("contoso", "Other"),
        start.remove_arrow("contoso->fabrikam"),
        start.add_users([{"id": "x", "tenant": "contoso"}]),
        xts.templates.user_hub(["Contoso", "Fabrikam"], members=4),
    ]
    assert len({tab_session.fingerprint(design) for design in [start, *others]}) == 5
    assert tab_session.fingerprint(start) == tab_session.fingerprint(
        xts.Design.from_document(start.to_document())
    )


def test_a_reload_keeps_the_groups():
    start = example()
    first, second = (tenant.id for tenant in start.tenants[:2])
    page = Page(start)
    before = page.changes()
    choice = GroupChoice(True, "division", frozenset([first]), frozenset([second]))
    page.control.change(groups=choice)
    assert page.changes() > before, "the page saves it"
    assert page.reloaded(start).control.view_state.groups == choice


@pytest.mark.parametrize(
    "groups",
    [None, [], {}, {"on": 1, "by": "arrows", "opened": [], "apart": []}]
    + [{"on": None, "by": by, "opened": [], "apart": []} for by in (None, "colour", ["arrows"])]
    + [{"on": None, "by": "arrows", "opened": {}, "apart": []}],
)
def test_groups_of_a_stranger_are_refused(groups):
    start = example()
    kept = json.loads(Page(start).keep()) | {"groups": groups}
    page = Page(start, json.dumps(kept).encode())
    assert page.says[1] == "error"
    assert page.control.view_state.groups == GroupChoice()


def test_tenants_of_saved_groups_that_are_not_in_the_design_are_left_out():
    start = example()
    groups = {"on": None, "by": "arrows", "opened": ["nobody", 3, start.tenants[0].id], "apart": [None, []]}
    kept = json.loads(Page(start).keep()) | {"groups": groups}
    page = Page(start, json.dumps(kept).encode())
    assert page.control.view_state.groups == GroupChoice(opened=frozenset([start.tenants[0].id]))
