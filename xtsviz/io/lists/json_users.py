"""Lists of users in JSON: answers of Microsoft Graph, of PowerShell and of the Azure CLI, also several pages.

Users are decoded one by one, because all of them as Python objects need many times the memory of the table.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

import pandas as pd

from xtsviz.errors import DirectoryError, Problem, quoted
from xtsviz.io.lists.cells import cell_text, nested_texts, powershell_date
from xtsviz.io.text_table import TextTable, check_column_count, text_column
from xtsviz.model.vocabulary import FORMAT

_SPACE = re.compile(r"[ \t\r\n]*")
_SEPARATOR = re.compile(r"[ \t\r\n]*([,\]}])[ \t\r\n]*")
_LISTS = frozenset({"value", "users"})
_MARKS = frozenset({"format", "error", *_LISTS, *map(str.capitalize, _LISTS)})
"""Keys of what is no user."""
_NEXT_PAGE = "@odata.nextlink"


def json_text(data: bytes) -> str:
    """The text of a JSON file.

    Raises:
        DirectoryError: it is not UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise DirectoryError(f"byte {problem.start} is not UTF-8; export the list again in UTF-8") from None


def read_json(text: str, max_columns: int) -> TextTable:
    """The table of a list of users: ``{"value": […]}``, an array, pages of either, or one object in each line.

    Raises:
        DirectoryError: it is no JSON or no list of users, or there are too many different keys.
    """
    reader = _Reader(text)
    columns = _Columns(max_columns)
    try:
        for user in reader.users():
            columns.add(user)
    except json.JSONDecodeError as problem:
        place = f"line {problem.lineno}, column {problem.colno}"
        raise DirectoryError([Problem(place, f"not JSON ({problem.msg})")]) from None
    except RecursionError:
        raise DirectoryError("this JSON is nested too deeply to be a list of users") from None
    except ValueError as problem:  # a number of thousands of digits
        raise DirectoryError(f"not JSON: {str(problem)[:100]}") from None
    notes = []
    if reader.more:
        notes.append(
            f"the list ends with a link to a further page: only its first {columns.count:,} users are here; "
            "export all pages"
        )
    if columns.nested:
        notes.append(
            f"lists and objects inside users are not read: {', '.join(map(quoted, sorted(columns.nested)[:8]))}"
        )
    return TextTable(columns.frame(), lambda row: f"user {row + 1}", notes=notes)


class _Reader:
    """Walks through the text and yields its users."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._decode = json.JSONDecoder().raw_decode
        self._at = 0
        self.more = False

    def users(self) -> Iterator[Any]:
        self._skip()
        while self._at < len(self._text):
            yield from self._value()
            self._skip()

    def _skip(self) -> str:
        """Go to the next sign, and say which it is."""
        self._at = _SPACE.match(self._text, self._at).end()  # type: ignore[union-attr]
        return self._text[self._at : self._at + 1]

    def _value(self) -> Iterator[Any]:
        sign = self._text[self._at : self._at + 1]
        if sign == "[":
            yield from self._array()
        elif sign == "{":
            yield from self._object()
        else:
            raise DirectoryError(
                [Problem(f"user list, character {self._at + 1}", "a list or an object is needed")]
            )

    def _array(self) -> Iterator[Any]:
        self._at += 1
        if self._skip() == "]":
            self._at += 1
            return
        while True:
            value, self._at = self._decode(self._text, self._at)
            if type(value) is dict and _MARKS.isdisjoint(value):  # the usual case
                yield value
            else:
                yield from self._users_of(value)
            if self._end("]"):
                return

    def _object(self) -> Iterator[Any]:
        """One user, or a page with users; a page's users are decoded one by one."""
        start = self._at
        self._at += 1
        rest: dict[str, Any] = {}
        is_page = False
        while self._skip() == '"':
            key, self._at = scanstring(self._text, self._at + 1)
            if self._skip() != ":":
                raise json.JSONDecodeError("Expecting ':' delimiter", self._text, self._at)
            self._at += 1
            if self._skip() == "[" and key.casefold() in _LISTS and rest.get("format") != FORMAT:
                is_page = True
                self.more = False
                yield from self._array()
            else:
                rest[key], self._at = self._decode(self._text, self._at)
            if self._end("}"):
                break
        else:
            self._decode(self._text, start)  # says what is wrong
            self._at += 1
        if is_page:
            self.more = any(key.casefold() == _NEXT_PAGE and value for key, value in rest.items())
        else:
            yield from self._users_of(rest)

    def _end(self, closing: str) -> bool:
        """Pass over a comma, or the end of an array or object."""
        found = _SEPARATOR.match(self._text, self._at)
        if found is None or found[1] not in (",", closing):
            raise json.JSONDecodeError("Expecting ',' delimiter", self._text, self._at)
        self._at = found.end()
        return found[1] == closing

    def _users_of(self, value: Any) -> Iterator[Any]:
        if isinstance(value, dict) and not _MARKS.isdisjoint(value):
            page = next((key for key in value if key.casefold() in _LISTS), None)
            if value.get("format") == FORMAT:
                raise DirectoryError("this is a design, not a list of users; open it as a document")
            if isinstance(value.get("error"), Mapping):
                message = str(value["error"].get("message", ""))[:100]
                raise DirectoryError(f"this is an error that Graph answered ({message}), not a list of users")
            if page is not None and isinstance(value[page], list):
                self.more = any(key.casefold() == _NEXT_PAGE and one for key, one in value.items())
                value = value[page]
        yield from value if isinstance(value, list) else (value,)


class _Columns:
    """Collects the values of users by key."""

    def __init__(self, max_columns: int) -> None:
        self._columns: dict[str, list[str | None]] = {}
        self._max_columns = max_columns
        self.nested: set[str] = set()
        self.count = 0

    def add(self, user: Any) -> None:
        if not isinstance(user, dict):
            raise DirectoryError(
                [Problem(f"user {self.count + 1}", f"is no object, but {type(user).__name__}")]
            )
        columns, count = self._columns, self.count
        cell: str | None
        for key, value in user.items():
            kind = type(value)
            if kind is str:
                cell = powershell_date(value) if value[:6] == "/Date(" else value or None
            elif value is None:  # columns are filled up when a later user has the key
                if key not in columns:
                    self._put(key, None)
                continue
            elif kind is bool:
                cell = "True" if value else "False"
            elif kind is list or kind is dict:
                self._add_nested(key, value)
                continue
            else:
                cell = cell_text(value)
            column = columns.get(key)
            if (
                column is not None and len(column) == count
            ):  # the usual case, and the only one that has to be fast
                column.append(cell)
            elif column is None or cell is not None:
                self._put(key, cell)
        self.count += 1

    def _add_nested(self, key: str, value: Any) -> None:
        cells = nested_texts(key, value)
        if cells is None:
            self.nested.add(key)
            return
        for name, cell in cells.items():
            self._put(name, cell)

    def _put(self, key: str, cell: str | None) -> None:
        column = self._columns.get(key)
        if column is None:
            if "@odata." in key:
                return
            column = self._columns[key] = []
            check_column_count(len(self._columns), self._max_columns)
        if len(column) > self.count:  # two keys of this user flow into one column
            column[self.count] = column[self.count] or cell
            return
        if len(column) < self.count:
            column.extend([None] * (self.count - len(column)))
        column.append(cell)

    def frame(self) -> pd.DataFrame:
        made = {}
        for name in list(self._columns):
            column = self._columns.pop(name)
            column.extend([None] * (self.count - len(column)))
            made[name.strip()] = text_column(column)
        return pd.DataFrame(made, index=range(self.count), copy=False)
