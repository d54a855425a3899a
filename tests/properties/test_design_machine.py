"""Designs worked with as people do: after every step what is saved loads, and is equal, and no design has changed.

`XTSVIZ_FUZZ=2000` runs 200 random sessions instead of the usual few, other ones each time.
"""

from __future__ import annotations

import datetime
import itertools
import json
import pickle
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

import xtsviz as xts
from tests.properties.amount import FUZZ, THOROUGH
from tests.properties.strategies import NAMES, documents, edited, edits
from tests.properties.test_flow_equals_brute_force import rows
from xtsviz.templates import Template

CELLS = st.one_of(
    st.sampled_from([None, True, False, 0, 7, -(2**63), 2**63, 2**70, 1.5, 2.0, 1e30, -0.0]),
    st.sampled_from([float("nan"), float("inf"), "", "IT", "1", "1.5", "\0", datetime.date(2024, 2, 3)]),
    st.integers(),
    st.floats(),
    st.text(max_size=3),  # half characters, too
)
COLUMNS = ["department", "level", "_member", "n", "attributes"]
PRESENCE = ["user", "home_tenant", "tenant", "relation", "user_type", "user_principal_name"]
PRESENCE += ["account_enabled", "arrow", "origin"]
ARROWS = ["arrow", "source", "target", "state", "codes", "eligible", "carried"]


def flow_of(design: xts.Design) -> list[Any]:
    flow = xts.user_flow(design)
    return [rows(flow.presence, PRESENCE), rows(flow.arrows, ARROWS)]


def text(design: xts.Design) -> str:
    return json.dumps(design.to_document())


def as_pandas(users: pd.DataFrame) -> pd.DataFrame:
    return users


def as_polars(users: pd.DataFrame) -> pl.DataFrame:
    return pl.DataFrame({name: users[name].tolist() for name in users.columns}, strict=False)


def as_arrow(users: pd.DataFrame) -> Any:
    return as_polars(users).to_arrow()


class Sessions(RuleBasedStateMachine):
    """One person with a design; each edit may be refused, with an error of ours."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="xtsviz-")
        self.names = (Path(self.folder.name) / f"{n}.json" for n in itertools.count())
        self.design = xts.templates.user_hub(["Contoso", "Fabrikam"], members=1)
        self.history: list[xts.Design] = []
        self.snapshots: list[xts.Design] = []
        self.seen: list[tuple[xts.Design, str]] = []
        self.checked: xts.Design | None = None

    def teardown(self) -> None:
        for design, was in self.seen:
            assert text(design) == was
        self.folder.cleanup()
        super().teardown()

    def change(self, made: Any) -> None:
        try:
            design = made()
        except xts.XtsvizError as refusal:
            note(f"refused: {refusal}".encode().decode())  # a text without half characters
            return
        self.history.append(self.design)
        self.design = design

    @initialize(document=documents())
    def a_document(self, document: dict[str, Any]) -> None:
        self.design = xts.Design.from_document(document)

    @rule(edit=edits().map(lambda listed: listed[0]))
    def edit(self, edit: Any) -> None:
        self.change(lambda: edited(self.design, edit) if self.design.tenants else self.design)

    @rule(
        name=st.sampled_from(NAMES),
        template=st.sampled_from(xts.templates.catalog),
        members=st.integers(0, 2),
    )
    def a_template(self, name: str, template: Template, members: int) -> None:
        self.change(lambda: template.build(["Contoso", name], members))

    @precondition(lambda self: len(self.design.tenants) > 1)
    @rule(shape=st.sampled_from(["user_hub", "application_hub", "full_mesh"]))
    def connect(self, shape: str) -> None:
        tenants = [tenant.id for tenant in self.design.tenants]
        self.change(lambda: xts.templates.connect(self.design, tenants, shape))

    @precondition(lambda self: bool(self.design.tenants))
    @rule(
        engine=st.sampled_from([as_pandas, as_polars, as_arrow]),
        column=st.sampled_from(COLUMNS),
        cells=st.lists(CELLS, min_size=1, max_size=4),
        dropped=st.integers(0, 9),
        listed=st.lists(
            st.tuples(st.sampled_from(["g1", "g2", "listed", "a1"]), st.integers(0, 9)), max_size=4
        ),
    )
    def a_table(self, engine: Any, column: str, cells: list[Any], dropped: int, listed: list[Any]) -> None:
        """Other users: those of now, all or all but one, with one attribute of anything, and memberships."""
        document = self.design.to_document()
        users = [user for n, user in enumerate(document["users"]) if n != dropped]
        known = [user["id"] for user in users] or ["nobody"]
        table = pd.DataFrame(
            {
                name: pd.Series([user[name] for user in users], dtype=object)
                for name in ("id", "tenant", "mail", "credentials", "home_user")
            }
        )
        table[column] = pd.Series([cells[n % len(cells)] for n in range(len(users))], dtype=object)
        pairs = [(group, known[number % len(known)]) for group, number in listed]
        memberships = pd.DataFrame(pairs, columns=["group", "member"], dtype="str")
        try:
            given = engine(table)
        except (TypeError, ValueError, OverflowError, pl.exceptions.PolarsError):
            return  # the engine itself takes no such values
        self.change(lambda: self.design.with_directory(given, engine(memberships) if listed else None))

    @precondition(lambda self: bool(self.history))
    @rule()
    def undo(self) -> None:
        self.design = self.history.pop()

    @rule()
    def snapshot(self) -> None:
        self.snapshots.append(self.design)

    @precondition(lambda self: bool(self.snapshots))
    @rule(number=st.integers(0, 9))
    def restore(self, number: int) -> None:
        self.change(lambda: self.snapshots[number % len(self.snapshots)])

    @rule()
    def saved_and_opened(self) -> None:
        path = next(self.names)
        self.design.save(path)
        self.change(lambda: xts.load(path))

    @rule()
    def lazily(self) -> None:
        """The same users in a table that is computed only when asked: the same flow, before and after saving."""
        if not self.design.tenants:
            return
        table = pd.DataFrame(
            {
                name: pd.Series([user[name] for user in self.design.to_document()["users"]], dtype="str")
                for name in ("id", "tenant", "mail", "credentials", "home_user")
            }
        )
        design = self.design.with_directory(pl.from_pandas(table).lazy())
        again = xts.Design.from_document(design.to_document())
        assert flow_of(again) == flow_of(design)

    @invariant()
    def what_is_saved_loads_and_is_equal(self) -> None:
        design = self.design
        if design is self.checked:
            return
        self.checked = design
        was = text(design)
        self.seen.append((design, was))
        path = next(self.names)
        path.write_text(was, "utf-8")  # as `save` does, which a rule does in earnest
        loaded = xts.load(path)
        assert loaded == design
        assert design == loaded
        assert text(loaded) == was
        if len(self.seen) % 3 == 0:  # the flow takes most of the time
            assert flow_of(loaded) == flow_of(design)
        space: dict[str, Any] = {}
        exec(design.to_code(), space)
        assert space["design"] == design
        assert pickle.loads(pickle.dumps(design)) == design


TestSessions = Sessions.TestCase
TestSessions.settings = settings(
    max_examples=FUZZ // 10 or (14 if THOROUGH else 3),
    stateful_step_count=8,
    derandomize=not FUZZ,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
