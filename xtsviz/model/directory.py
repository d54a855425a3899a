"""The users of a design: a table of any size, in the engine that it came in."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import narwhals as nw
import pandas as pd

from xtsviz.errors import DirectoryError, Problem, did_you_mean, quoted
from xtsviz.model.tables import Frame, collect, is_lazy, missing, same_content, text_dtype, truth
from xtsviz.model.vocabulary import CLAUSE_COLUMNS, USER_FIELDS

_DEFAULTS: Mapping[str, Any] = {
    "credentials": "internal",
    "user_type": "Member",
    "account_enabled": True,
    "sms_sign_in": False,
}
_SWITCHES = frozenset({"account_enabled", "sms_sign_in"})
_WORDS = {
    "credentials": ("internal", "external"),
    "user_type": ("Member", "Guest"),
    "external_user_state": ("Accepted", "PendingAcceptance"),
}
_MEMBERSHIP = ("group", "member")
_REMEMBERED = 512

if TYPE_CHECKING:
    from xtsviz.model.document import User

T = TypeVar("T")

NativeTable: TypeAlias = Any
"""Any eager or lazy table that narwhals reads."""


class Directory:
    """A table of users with the columns of the document, attributes as further columns.

    Attributes:
        frame: the narwhals view of the table: one row per user object, the columns of `USER_FIELDS` first.
        attributes: names of the attribute columns, sorted.
        memberships: None, or a narwhals table with the columns ``group`` and ``member`` (ids).
    """

    def __init__(
        self, frame: Frame, memberships: Frame | None = None, *, source: NativeTable | None = None
    ) -> None:
        self.frame = frame
        self.memberships = memberships
        self.attributes = tuple(c for c in frame.collect_schema().names() if c not in USER_FIELDS)
        # Lazy tables compare by the object that was given, whatever views we laid over it.
        self._source = frame.to_native() if source is None else source
        self._memory: OrderedDict[Hashable, Any] = OrderedDict()

    @classmethod
    def from_users(cls, users: Iterable[User]) -> Directory:
        """A pandas directory of validated users."""
        listed = tuple(users)
        columns: dict[str, list[Any]] = {
            field: [getattr(user, field) for user in listed] for field in USER_FIELDS
        }
        given = [user.attributes for user in listed]
        for name in {key for attributes in given for key in attributes}:
            columns[name] = [attributes.get(name) for attributes in given]
        return cls.from_columns(columns)

    @classmethod
    def from_columns(cls, columns: Mapping[str, Sequence[Any]]) -> Directory:
        """A pandas directory of values that are known to be valid, one list for each column.

        Missing columns of `USER_FIELDS` take their defaults; the others are attributes.
        """
        rows = len(columns["id"])
        made: dict[str, Any] = {}
        for field in USER_FIELDS:
            values = columns.get(field) or [_DEFAULTS.get(field)] * rows
            made[field] = pd.array(values, dtype="bool" if field in _SWITCHES else text_dtype())
        for name in sorted(columns.keys() - set(USER_FIELDS)):
            made[name] = _attribute_column(columns[name])
        frame = pd.DataFrame(made)
        if None in columns.get("display_name", (None,)):
            frame["display_name"] = frame["display_name"].fillna(frame["id"])
        return cls(nw.from_native(frame))

    @classmethod
    def from_table(
        cls, table: NativeTable, memberships: NativeTable | None, tenants: Sequence[str]
    ) -> Directory:
        """A directory over somebody's table, without copying it into Python objects.

        Args:
            table: the users; ``id`` and ``tenant`` are needed, other missing columns take their defaults.
            memberships: columns ``group`` and ``member`` (ids), in the same engine; or None.
            tenants: the ids of the design's tenants.

        Raises:
            DirectoryError: no table, columns missing or of a wrong type, an id twice, an unknown tenant.
        """
        frame = _narwhals(table, "the users")
        names = frame.collect_schema().names()
        missing = [
            Problem(f"column {quoted(column)}", f"is missing{did_you_mean(column, names)}")
            for column in ("id", "tenant")
            if column not in names
        ]
        if missing:
            raise DirectoryError(missing)
        directory = cls(_canonical(frame), _memberships(memberships), source=table)
        directory._check(tenants)
        return directory

    @property
    def native(self) -> Any:
        """The table in its own engine (a pandas frame for pandas)."""
        native = self.frame.to_native()
        return native.copy(deep=False) if isinstance(native, pd.DataFrame) else native

    @property
    def is_lazy(self) -> bool:
        """True for a table that is computed only when asked (DuckDB, Spark, a Polars LazyFrame)."""
        return is_lazy(self.frame)

    def column(self, attribute: str) -> str | None:
        """The column that holds an attribute, by its Graph name; None if no user has it."""
        if attribute in CLAUSE_COLUMNS:
            return CLAUSE_COLUMNS[attribute]
        return attribute if attribute in self.attributes else None

    def remember(self, what: Hashable, compute: Callable[[], T]) -> T:
        """The answer to a question about these users, computed once: a directory does not change.

        The last 512 answers are kept.
        """
        if what in self._memory:
            self._memory.move_to_end(what)
        else:
            self._memory[what] = compute()
            if len(self._memory) > _REMEMBERED:
                self._memory.popitem(last=False)
        return self._memory[what]  # type: ignore[no-any-return]

    def known_groups(self, ids: Iterable[str]) -> set[str]:
        """Those of some ids that are groups in the memberships table."""
        asked = sorted(set(ids))
        if self.memberships is None or not asked:
            return set()
        found = self.memberships.filter(nw.col("group").is_in(asked)).select("group").unique()
        return set(collect(found)["group"].to_list())

    def known(self, ids: Iterable[str]) -> set[str]:
        """Those of some ids that users of this directory have."""
        asked = sorted(set(ids))
        if not asked:
            return set()
        return set(collect(self.frame.filter(nw.col("id").is_in(asked)).select("id"))["id"].to_list())

    def records(self) -> list[dict[str, Any]]:
        """The users as the document writes them, without null attributes.

        Copies every user into Python: for writing documents, not for computing.
        """
        listed = []
        for row in collect(self.frame).iter_rows(named=True):
            known = {key: _python(value) for key, value in row.items()}
            user: dict[str, Any] = {field: known[field] for field in USER_FIELDS}
            user["attributes"] = {n: known[n] for n in self.attributes if known[n] is not None}
            listed.append(user)
        return listed

    def without_tenant(self, tenant: str) -> Directory:
        """The directory less the users of one tenant; who pointed at them no longer does."""
        gone = self.frame.filter(nw.col("tenant") == tenant).select(
            nw.col("id").alias("home_user"), nw.lit(True).alias("_gone")
        )
        frame = self.frame.filter(nw.col("tenant") != tenant).join(gone, on="home_user", how="left")  # type: ignore[arg-type]
        lost = truth("_gone")
        text = nw.lit(None, dtype=nw.String)
        frame = frame.with_columns(
            home_user=nw.when(lost).then(text).otherwise(nw.col("home_user")),
            home_tenant=nw.when(lost | (nw.col("home_tenant") == tenant))
            .then(text)
            .otherwise(nw.col("home_tenant")),
        ).drop("_gone")
        return Directory(frame, self.memberships)

    def with_users(self, users: Iterable[User]) -> Directory:
        """The directory and some more users.

        Raises:
            DirectoryError: the table is lazy, or not pandas.
        """
        native = self.frame.to_native()
        if not isinstance(native, pd.DataFrame):
            raise DirectoryError(
                "users can be added to a pandas directory only; add them to the table itself"
            )
        more = Directory.from_users(users).frame.to_native()
        return Directory(nw.from_native(joined_frames([native, more])), self.memberships)

    def without_users(self, ids: Iterable[str]) -> Directory:
        """The directory less some users; who pointed at them no longer does."""
        gone = sorted(set(ids))
        keep = self.frame.filter(~nw.col("id").is_in(gone)).with_columns(
            home_user=nw.when(nw.col("home_user").is_in(gone))
            .then(nw.lit(None, dtype=nw.String))
            .otherwise(nw.col("home_user"))
        )
        return Directory(keep, self.memberships)

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Directory):
            return NotImplemented
        if self.is_lazy or other.is_lazy:
            return self._source is other._source and self.frame.columns == other.frame.columns
        if (self.memberships is None) != (other.memberships is None):
            return False
        if self.memberships is not None and not same_content(
            self.memberships, other.memberships, by=list(_MEMBERSHIP)
        ):
            return False
        return same_content(self.frame, other.frame, by=["id"], optional=USER_FIELDS)

    __hash__ = object.__hash__

    def _check(self, tenants: Sequence[str]) -> None:
        frame = self.frame
        totals = collect(
            frame.select(
                rows=nw.len(), ids=nw.col("id").n_unique(), lost=nw.col("id").is_null().sum().cast(nw.Int64)
            )
        ).row(0)
        problems: list[Problem] = []
        if not totals[0]:
            return  # engines disagree on sums over nothing
        if totals[2]:
            problems.append(Problem('column "id"', f"{totals[2]} rows have no id; every user needs one"))
        elif totals[0] != totals[1]:
            again = collect(frame.group_by("id").agg(n=nw.len()).filter(nw.col("n") > 1).sort("id").head(1))
            twice = again["id"][0]
            problems.append(Problem('column "id"', f"{quoted(twice)} stands there twice; ids are unique"))
        for tenant in sorted(collect(frame.select("tenant").unique())["tenant"].to_list(), key=str):
            if tenant not in tenants:
                shown = quoted(tenant) if isinstance(tenant, str) else "an empty cell"
                hint = did_you_mean(str(tenant), tenants)
                problems.append(Problem('column "tenant"', f"{shown} is no tenant of the design{hint}"))
        for column, words in _WORDS.items():
            for word in collect(frame.select(column).unique())[column].to_list():
                if isinstance(word, str) and word not in words:
                    known = " or ".join(words)
                    problems.append(Problem(f"column {quoted(column)}", f"{quoted(word)} is not {known}"))
        if problems:
            raise DirectoryError(problems)


def joined_frames(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Several pandas directories as one: all attributes, sorted; those of mixed types as text."""
    filled = [frame for frame in frames if len(frame)] or frames[:1]
    names = sorted({name for frame in filled for name in frame.columns} - {*USER_FIELDS})
    joined = pd.concat(filled, ignore_index=True).reindex(columns=[*USER_FIELDS, *names])
    for name in names:
        if joined[name].dtype == object:
            joined[name] = _attribute_column([_python(value) for value in joined[name]])
    return joined


def _narwhals(table: NativeTable, what: str) -> Frame:
    try:
        frame: Frame = nw.from_native(table)
    except TypeError:
        raise DirectoryError(
            f"{what} are no table that narwhals reads (pandas, Polars, PyArrow, DuckDB, Spark, …) "
            f"but {type(table).__name__}"
        ) from None
    return frame


def _memberships(table: NativeTable | None) -> Frame | None:
    if table is None:
        return None
    frame = _narwhals(table, "the memberships")
    names = frame.collect_schema().names()
    missing = [Problem(f"column {quoted(c)}", "is missing") for c in _MEMBERSHIP if c not in names]
    if missing:
        raise DirectoryError(missing, where="memberships")
    return frame.select(*(nw.col(c).cast(nw.String) for c in _MEMBERSHIP))


def _canonical(frame: Frame) -> Frame:
    schema = frame.collect_schema()
    columns: list[nw.Expr] = []
    for field in USER_FIELDS:
        kind = nw.Boolean if field in _SWITCHES else nw.String
        if field not in schema:
            columns.append(nw.lit(_DEFAULTS.get(field), dtype=kind).alias(field))
            continue
        column = nw.col(field)
        if field in _SWITCHES and schema[field] not in (nw.Boolean, nw.Object):
            raise DirectoryError(
                [Problem(f"column {quoted(field)}", f"holds {schema[field]}; true or false is needed")]
            )
        if schema[field] != kind or _is_object(frame, field):
            column = column.cast(kind)
        columns.append(column.fill_null(_DEFAULTS[field]) if field in _DEFAULTS else column)
    attributes = sorted(name for name in schema.names() if name not in USER_FIELDS)
    return frame.select(*columns, *attributes).with_columns(
        display_name=nw.coalesce(nw.col("display_name"), nw.col("id"))
    )


def _is_object(frame: Frame, column: str) -> bool:
    # narwhals reads a pandas object column without values as text, and would leave it an object column.
    native = frame.to_native()
    return isinstance(native, pd.DataFrame) and native[column].dtype == object


def _attribute_column(values: Sequence[Any]) -> Any:
    """A typed column: all booleans, all whole numbers, or else text (as the document would write it)."""
    present = {type(value) for value in values if value is not None}
    if present == {bool}:
        return pd.array(values, dtype="boolean")
    if present == {int}:
        return pd.array(values, dtype="Int64")
    return pd.array([None if value is None else _text(value) for value in values], dtype=text_dtype())


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _python(value: Any) -> Any:
    if missing(value):
        return None
    return value.item() if hasattr(value, "item") else value
