"""Reads a list of users from anywhere, and says what it assumed, left out and did not understand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from xtsviz.errors import DirectoryError, Problem, did_you_mean, quoted
from xtsviz.io.delimited import as_text
from xtsviz.io.lists import notes
from xtsviz.io.lists.columns import Columns, assign
from xtsviz.io.lists.fields import Fields, empty_column, fields_of, more_rows, stripped
from xtsviz.io.lists.notes import Note
from xtsviz.io.lists.synonyms import FIELDS, key_of, known_meanings, meaning_of, weak_meanings
from xtsviz.io.lists.tables import text_table
from xtsviz.io.lists.words import SHORTENED_NUMBER, TOTAL, TYPE_NAME, primary_addresses
from xtsviz.io.text_table import MAX_FOOTERS, TextTable, is_footer
from xtsviz.model.home_matches import EXT_MARK
from xtsviz.model.vocabulary import MAX_ATTRIBUTES, RESERVED_ATTRIBUTES, USER_FIELDS

MAX_COLUMNS = MAX_ATTRIBUTES + len(FIELDS)
"""The limit of columns in a list."""

_SAMPLE = 200
_NO_DATE = r"0?1[/.-]0?1[/.-]0001.*|0001-01-01.*"


@dataclass(frozen=True)
class Reading:
    """A list that was read.

    Attributes:
        users: the directory's columns without ``tenant``, ``home_user`` and ``home_tenant``, and the attributes.
        notes: what was assumed, left out or not understood.
        unused: the columns that a person named and the list lacks.
    """

    users: pd.DataFrame
    notes: tuple[Note, ...]
    unused: tuple[str, ...] = ()


def read_list(source: Any, named: Mapping[str, str] | None = None, *, lenient: bool = False) -> Reading:
    """A user list, still without its tenant.

    Args:
        source: a path, the bytes of a file, or a table.
        named: column by meaning, as `columns.checked_names` gives them.
        lenient: a named column may be missing, for example because another list has it.

    Raises:
        DirectoryError: lists every problem with its line.
        FileError: the file cannot be read.
    """
    named = named or {}
    table = text_table(source, _is_name(named), MAX_COLUMNS)
    frame, found = _cleaned(table.frame)
    frame, left_out = _without_footers(frame, table)
    columns = assign(list(frame.columns), named, lambda name: _holds_addresses(frame[name]), lenient=lenient)
    if not any(columns.first(key) for key in ("id", "userPrincipalName")):
        raise DirectoryError(list(_missing_problems(list(table.frame.columns))))
    fields = fields_of(frame, columns, table.row_place)
    if fields.values["mail"].isna().all():
        fields.values["mail"] = _mail_of_proxies(frame, columns, fields)
    kept, rows_notes, problems = _kept_rows(frame, columns, fields, table)
    if fields.problems or problems:
        raise DirectoryError([*problems, *fields.problems])
    values = {meaning: column[kept] for meaning, column in fields.values.items()}
    frame = frame[kept]
    attributes = _attributes(frame, columns, fields)
    said = (
        *(Note(text) for text in (*notes.titles(table.titles), *table.notes)),
        *notes.used_columns(columns, from_proxies=_is_from_proxies(columns, values["mail"])),
        *(Note(text) for text in (*left_out, *rows_notes, *fields.notes, *found)),
        *notes.assumed_values(values, table.row_place),
        *notes.other_columns(columns, frame),
    )
    users = _users(values, attributes, frame)
    return Reading(users.reset_index(drop=True), said, columns.unused)


def _is_name(named: Mapping[str, str]) -> Any:
    asked = {key_of(name) for name in named.values()}

    def is_name(text: str) -> bool:
        key = key_of(text[:200])
        return (
            key in asked
            or meaning_of(text[:200]) is not None
            or key in weak_meanings()
            or key in known_meanings()
        )

    return is_name


def _holds_addresses(column: Any) -> bool:
    cells = column.dropna().head(_SAMPLE)
    return bool(len(cells)) and bool(cells.astype("string").str.contains("@", regex=False).mean() > 0.5)


def _cleaned(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The frame without names of types and without fractions of whole numbers; and what was found."""
    types: list[str] = []
    shortened: list[str] = []
    columns = {}
    for name in frame:
        column = frame[name]
        first = str(next(iter(column.dropna().head(1)), ""))
        if first.startswith(("System.", "Microsoft.")):
            cells = column.astype("string")
            if cells.dropna().str.fullmatch(TYPE_NAME).all():
                types.append(str(name))
                columns[name] = as_text(pd.Series(None, index=frame.index, dtype="string"))
        elif "E+" in first or first.endswith(".0"):
            cells = column.astype("string")
            if cells.str.fullmatch(SHORTENED_NUMBER).fillna(value=False).any():
                shortened.append(str(name))
            if cells.dropna().str.fullmatch(r"-?\d+\.0").all():
                columns[name] = as_text(cells.str.removesuffix(".0"))
    if columns:
        frame = frame.assign(**{str(name): column for name, column in columns.items()})
    return frame, list(notes.odd_cells(types, shortened))


def _without_footers(frame: pd.DataFrame, table: TextTable) -> tuple[pd.DataFrame, list[str]]:
    """The frame without totals and notes below the users; and a sentence for each."""
    said: list[str] = []
    width = len(table.frame.columns)
    while len(frame) and len(said) < MAX_FOOTERS:
        cells = ["" if pd.isna(cell) else str(cell) for cell in frame.iloc[-1].tolist()]
        used = [cell for cell in cells if cell.strip()]
        is_total = (
            bool(used) and TOTAL.fullmatch(used[0]) is not None and not any("@" in cell for cell in used)
        )
        if not (is_total or is_footer(cells, width)):
            break
        said.append(notes.footer(table.row_place(frame.index[-1]), used))
        frame = frame.iloc[:-1]
    return frame, said


def _mail_of_proxies(frame: pd.DataFrame, columns: Columns, fields: Fields) -> Any:
    name = columns.first("proxyAddresses")
    return fields.values["mail"] if name is None else primary_addresses(frame[name])


def _is_from_proxies(columns: Columns, mail: Any) -> bool:
    return (
        columns.first("mail") is None
        and columns.first("proxyAddresses") is not None
        and bool(mail.notna().any())
    )


def _kept_rows(
    frame: pd.DataFrame, columns: Columns, fields: Fields, table: TextTable
) -> tuple[Any, list[str], list[Problem]]:
    """Which rows count, why others do not, and problems of the ids. The user principal name stands for a lost id."""
    said: list[str] = []
    ids, upns = fields.values["id"], fields.values["userPrincipalName"]
    kept = pd.Series(data=True, index=frame.index)
    if (deleted := columns.first("deletedDateTime")) is not None:
        cells = stripped(frame[deleted])
        gone = cells.notna() & ~cells.str.fullmatch(_NO_DATE).fillna(value=False)
        kept &= ~gone.astype(bool)
        said.extend(notes.left_out("are deleted users", frame.index[~kept], table.row_place))
    nameless = ids.isna() & upns.isna()
    said.extend(
        notes.left_out(
            "have neither id nor user principal name", frame.index[nameless & kept], table.row_place
        )
    )
    kept &= ~nameless
    if len(frame) and not kept.any() and nameless.all():
        return (
            kept,
            said,
            [Problem("", "no row has an id or a user principal name; every user needs one of them")],
        )
    without_id = frame.index[ids.isna() & kept]
    said.extend(notes.keyed_by_upn(without_id, int(kept.sum()), table.row_place))
    fields.values["id"] = ids = ids.fillna(upns)
    problems = []
    if (again := ids[kept].duplicated()).any():
        same = frame[kept].duplicated()
        twice = again.index[again & same]
        said.extend(notes.repeated(twice, table.row_place))
        kept[twice] = False
        problems = list(_repeated_ids(ids[kept], table))
    return kept, said, problems


def _repeated_ids(ids: Any, table: TextTable) -> Iterator[Problem]:
    repeated = ids.index[ids.duplicated()]
    if len(repeated):
        first = ids.index[ids == ids[repeated[0]]][0]
        yield Problem(
            f'{table.row_place(repeated[0])}, column "id"',
            f"{quoted(ids[repeated[0]])} is in {table.row_place(first)} too; ids are unique"
            f"{more_rows(len(repeated))}",
        )


def _attributes(frame: pd.DataFrame, columns: Columns, fields: Fields) -> dict[str, Any]:
    """The attributes by name: known ones in Graph's spelling, others under their own names if they have a cell."""
    made: dict[str, Any] = {}
    for meaning, names in columns.by_meaning.items():
        if meaning in FIELDS or meaning in ("blockCredential", "deletedDateTime"):
            continue
        made[meaning] = frame[names[0]]
        made |= {name: frame[name] for name in names[1:]}
    for name in (*columns.unknown, *fields.lost):
        if name not in RESERVED_ATTRIBUTES and frame[name].notna().any():
            made[name] = frame[name]
    return {name: column for name, column in made.items() if name not in RESERVED_ATTRIBUTES}


def _users(values: Mapping[str, Any], attributes: Mapping[str, Any], frame: pd.DataFrame) -> pd.DataFrame:
    by_column = {column: values[meaning] for meaning, column in FIELDS.items()}
    columns = {name: by_column[name] for name in USER_FIELDS if name in by_column}
    columns["user_type"] = columns["user_type"].fillna("Member")
    for name, default in (("account_enabled", True), ("sms_sign_in", False)):
        columns[name] = columns[name].fillna(default).astype(bool)
    columns["credentials"] = columns["credentials"].fillna(_credentials(values, frame))
    texts = {
        name: column if name in ("account_enabled", "sms_sign_in") else as_text(column)
        for name, column in {**columns, **attributes}.items()
    }
    return pd.DataFrame(texts, index=frame.index, copy=False)


def _credentials(values: Mapping[str, Any], frame: pd.DataFrame) -> Any:
    has_mark = values["userPrincipalName"].str.contains(EXT_MARK, case=False, regex=False, na=False)
    external = (has_mark | values["externalUserState"].notna()).astype(bool)
    return empty_column(frame).where(external, "internal").fillna("external")


def _missing_problems(names: Sequence[str]) -> Iterator[Problem]:
    for name in ("id", "userPrincipalName"):
        yield Problem(f"column {quoted(name)}", f"is missing{did_you_mean(name, names)}")
    listed = ", ".join(quoted(str(name), 40) for name in names[:8]) or "none"
    yield Problem(
        "",
        f"a user list has at least a column id or userPrincipalName (this one has: {listed}); name the right one "
        '(columns={"userPrincipalName": …}, --column userPrincipalName=…), or export in the Microsoft Entra admin '
        "center, Users > All users > Download users",
    )
