"""The users of a design: a table of any size, in its own engine."""

from __future__ import annotations

import pickle
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import narwhals as nw
import pandas as pd

from xtsviz.errors import DirectoryError
from xtsviz.model.cell_values import attribute_column, document_value, is_unicode, python_value
from xtsviz.model.credentials import LISTED_EXTERNAL
from xtsviz.model.engine_errors import translates_engine_errors_in_methods
from xtsviz.model.frames import Frame, collect, is_lazy, is_true, private_copy, same_content, text_dtype
from xtsviz.model.table_checks import checked_table
from xtsviz.model.table_columns import BOOLEAN_FIELDS, DEFAULTS, NativeTable
from xtsviz.model.vocabulary import CLAUSE_COLUMNS, USER_FIELDS

_MAX_REMEMBERED = 512

if TYPE_CHECKING:
    from xtsviz.model.document import User

T = TypeVar("T")


class People:
    """Stands for the people of a directory, whichever home users were worked out for them."""


@translates_engine_errors_in_methods
class Directory:
    """A table of users with the columns of the document. Attributes are further columns.

    Two directories are equal if they have the same users. `Design` compares the memberships with the groups.

    Attributes:
        frame: the table in narwhals: one row per user object, the columns of `USER_FIELDS` first.
        attributes: names of the attribute columns, sorted.
        memberships: None, or a narwhals table with the columns ``group`` and ``member`` (ids).
        people: the same object in directories that differ only in home users that were worked out.
    """

    def __init__(
        self,
        frame: Frame,
        memberships: Frame | None = None,
        *,
        source: tuple[NativeTable, NativeTable] | None = None,
        has_listed: bool | None = None,
        people: People | None = None,
    ) -> None:
        self.frame = frame
        self.memberships = memberships
        self.attributes = tuple(c for c in frame.collect_schema().names() if c not in USER_FIELDS)
        # Two lazy tables are equal if they are the same objects that the caller gave.
        self._source = source or (frame.to_native(), memberships)
        self._has_listed = has_listed
        self.people = people or People()
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
        """A pandas directory of valid values, one list for each column.

        Missing columns of `USER_FIELDS` get their defaults. All other columns are attributes.
        """
        rows = len(columns["id"])
        made: dict[str, Any] = {}
        for field in USER_FIELDS:
            values = columns.get(field) or [DEFAULTS.get(field)] * rows
            made[field] = pd.array(values, dtype="bool" if field in BOOLEAN_FIELDS else text_dtype())
        for name in sorted(columns.keys() - set(USER_FIELDS)):
            made[name] = attribute_column(columns[name])
        frame = pd.DataFrame(made)
        if None in columns.get("display_name", (None,)):
            frame["display_name"] = frame["display_name"].fillna(frame["id"])
        return cls(nw.from_native(frame))

    @classmethod
    def from_table(
        cls,
        table: NativeTable,
        memberships: NativeTable | None,
        tenants: Sequence[str],
        groups: Collection[str] = (),
    ) -> Directory:
        """A directory that uses the caller's table and does not copy it into Python objects.

        Args:
            table: the users; ``id`` and ``tenant`` are needed. Other missing columns get their defaults.
            memberships: columns ``group`` and ``member`` (ids), in the same engine; or None.
            tenants: the ids of the design's tenants.
            groups: the ids of the design's groups.

        Raises:
            DirectoryError: it is no table; a column is missing or has a wrong type; two users, or a user and a group,
                have the same id; a tenant, a home user or a member is unknown.
        """
        frame, members = checked_table(table, memberships, tenants, groups)
        given = nw.from_native(table).collect_schema().names()
        has_listed = None if "home_user_from" in given else False
        return cls(frame, members, source=(table, memberships), has_listed=has_listed)

    @property
    def native(self) -> Any:
        """The table in its own engine (a pandas frame for pandas)."""
        return private_copy(self.frame.to_native())

    @property
    def is_lazy(self) -> bool:
        """True for a table that is computed only when it is read (DuckDB, Spark, a Polars LazyFrame)."""
        return is_lazy(self.frame)

    @property
    def has_listed_externals(self) -> bool:
        """True if it has externals from lists, whose home users are worked out (``home_user_from`` is ``list``)."""
        if self._has_listed is None:
            self._has_listed = bool(collect(self.frame.filter(LISTED_EXTERNAL).select(n=nw.len()))["n"][0])
        return self._has_listed

    def with_other_homes(self, frame: Frame) -> Directory:
        """The same people in a table that differs only in home users and home tenants that were worked out."""
        return Directory(frame, self.memberships, source=self._source, has_listed=True, people=self.people)

    def column(self, attribute: str) -> str | None:
        """The column of an attribute, by the attribute's Graph name; None if no user has it."""
        if attribute in CLAUSE_COLUMNS:
            return CLAUSE_COLUMNS[attribute]
        return attribute if attribute in self.attributes else None

    def remember(self, what: Hashable, compute: Callable[[], T]) -> T:
        """The result of ``compute``, which runs only once for each key: a directory does not change.

        The 512 results that were used last are kept.

        Args:
            what: the key of the result.
        """
        if what in self._memory:
            self._memory.move_to_end(what)
        else:
            self._memory[what] = compute()
            if len(self._memory) > _MAX_REMEMBERED:
                self._memory.popitem(last=False)
        return self._memory[what]  # type: ignore[no-any-return]

    def existing_groups(self, ids: Iterable[str]) -> set[str]:
        """The ids among these that are groups in the table of memberships."""
        asked = sorted(set(ids))
        if self.memberships is None or not asked:
            return set()
        found = self.memberships.filter(nw.col("group").is_in(asked)).select("group").unique()
        return set(collect(found)["group"].to_list())

    def known(self, ids: Iterable[str]) -> set[str]:
        """The ids among these that users of this directory have."""
        return set(self.tenants_of(ids))

    def tenants_of(self, ids: Iterable[str]) -> dict[str, str]:
        """The tenant of each user who has one of these ids. Unknown ids are left out."""
        asked = sorted(one for one in set(ids) if is_unicode([one]))
        if not asked:
            return {}
        return dict(collect(self.frame.filter(nw.col("id").is_in(asked)).select("id", "tenant")).rows())

    def mentions(self, tenant: str) -> bool:
        """True if a user is in this tenant, or has it as home tenant."""
        there = (nw.col("tenant") == tenant) | (nw.col("home_tenant") == tenant).fill_null(False)
        return bool(collect(self.frame.filter(there).select(n=nw.len()))["n"][0])

    def records(self) -> list[dict[str, Any]]:
        """The users in the form of the document, without null attributes.

        This copies every user into a Python object. It is meant for writing documents only.
        """
        listed = []
        frame = collect(self.frame)
        columns = [frame[name].to_list() for name in frame.columns]
        names = frame.columns
        for row in zip(*columns, strict=True):
            known = dict(zip(names, map(python_value, row), strict=True))
            user: dict[str, Any] = {field: known[field] for field in USER_FIELDS}
            if user["home_user_from"] is None:
                del user["home_user_from"]
            user["attributes"] = {
                name: document_value(known[name]) for name in self.attributes if known[name] is not None
            }
            listed.append(user)
        return listed

    def without_tenant(self, tenant: str) -> Directory:
        """The directory without the users of one tenant, and without references to them."""
        gone = self.frame.filter(nw.col("tenant") == tenant).select(
            nw.col("id").alias("home_user"), nw.lit(True).alias("_gone")
        )
        frame = self.frame.filter(nw.col("tenant") != tenant).join(gone, on="home_user", how="left")  # type: ignore[arg-type]
        lost = is_true("_gone")
        text = nw.lit(None, dtype=nw.String)
        frame = frame.with_columns(
            home_user=nw.when(lost).then(text).otherwise(nw.col("home_user")),
            home_tenant=nw.when(lost | (nw.col("home_tenant") == tenant))
            .then(text)
            .otherwise(nw.col("home_tenant")),
        ).drop("_gone")
        members = self.memberships
        if members is not None:
            people = gone.select(member=nw.col("home_user"))
            members = members.join(people, on="member", how="anti")  # type: ignore[arg-type]
        return Directory(frame, members, has_listed=self._has_no_more_listed)

    def without_groups(self, ids: Iterable[str]) -> Directory:
        """The directory without the memberships of some groups."""
        gone = sorted(set(ids))
        if self.memberships is None or not gone:
            return self
        named = nw.col("group").is_in(gone) | nw.col("member").is_in(gone)
        members = self.memberships.filter(~named)
        return Directory(self.frame, members, has_listed=self._has_listed)

    def with_users(self, users: Iterable[User]) -> Directory:
        """The directory with more users.

        Raises:
            DirectoryError: the table is not a pandas frame.
        """
        native = self.frame.to_native()
        if not isinstance(native, pd.DataFrame):
            raise DirectoryError(
                "users can be added to a pandas directory only; add them to the table itself"
            )
        more = Directory.from_users(users).frame.to_native()
        return Directory(nw.from_native(combine_pandas_frames([native, more])), self.memberships)

    def without_users(self, ids: Iterable[str]) -> Directory:
        """The directory without some users, and without references to them."""
        gone = sorted(one for one in set(ids) if is_unicode([one]))
        if not gone:
            return self
        keep = self.frame.filter(~nw.col("id").is_in(gone)).with_columns(
            home_user=nw.when(nw.col("home_user").is_in(gone))
            .then(nw.lit(None, dtype=nw.String))
            .otherwise(nw.col("home_user"))
        )
        members = self.memberships
        if members is not None:
            members = members.filter(~nw.col("member").is_in(gone))
        return Directory(keep, members, has_listed=self._has_no_more_listed)

    @property
    def _has_no_more_listed(self) -> bool | None:
        """False if there are no externals from lists: with fewer people there are none either."""
        return False if self._has_listed is False else None

    def __getstate__(self) -> dict[str, Any]:
        # Remembered results are computed again. A table of a database, or a lazy one, may not be picklable.
        tables = (self.frame.to_native(), None if self.memberships is None else self.memberships.to_native())
        if self.is_lazy:
            try:
                pickle.dumps(tables)
            except Exception as problem:  # engines' errors have no common base class
                raise DirectoryError(
                    "a table that is computed only when asked cannot be pickled; save the design, and load it"
                ) from problem
        return {"tables": tables}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        frame, memberships = (None if one is None else nw.from_native(one) for one in state["tables"])
        self.__init__(frame, memberships)  # type: ignore[misc]

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Directory):
            return NotImplemented
        if self.is_lazy or other.is_lazy:
            same = all(mine is theirs for mine, theirs in zip(self._source, other._source, strict=True))
            return same and self.frame.columns == other.frame.columns
        return same_content(self.frame, other.frame, by=["id"], optional=USER_FIELDS)

    __hash__ = object.__hash__


def combine_pandas_frames(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """One pandas frame of several. It has all their attributes, sorted. An attribute of mixed types becomes text."""
    filled = [frame for frame in frames if len(frame)] or frames[:1]
    names = sorted({name for frame in filled for name in frame.columns} - {*USER_FIELDS})
    joined = pd.concat(filled, ignore_index=True).reindex(columns=[*USER_FIELDS, *names])
    for name in names:
        if joined[name].dtype == object:
            joined[name] = attribute_column([python_value(value) for value in joined[name]])
    return joined
