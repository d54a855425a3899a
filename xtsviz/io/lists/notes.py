"""What is said of a list that was read, one plain sentence each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xtsviz.errors import quoted
from xtsviz.io.lists.columns import Columns
from xtsviz.io.lists.fields import count
from xtsviz.io.lists.synonyms import FIELDS, INVERTED, key_of, sources
from xtsviz.model.display_text import listed_names
from xtsviz.model.vocabulary import RESERVED_ATTRIBUTES

_MAX_NAMES = 6
_NO_NOTE = ("graph", "xtsviz", "entra-admin-center")
"""Columns with names of these sources need no word about what they are used for."""

Place = Callable[[int], str]


@dataclass(frozen=True)
class Note:
    """A sentence about a list.

    Attributes:
        message: the sentence.
        assumed: something was assumed, left out or not understood. If false, it only says how the list was read.
    """

    message: str
    assumed: bool = True


def titles(texts: Sequence[str]) -> Iterator[str]:
    """Rows above the header."""
    if texts:
        listed = _listed([text.strip() for text in texts], 2)
        yield f"{count(len(texts), 'row')} above the header {_is(len(texts))} left out: {listed}"


def footer(place: str, cells: Sequence[str]) -> str:
    """A row below the users."""
    return f"the last row ({place}) is no user and is left out: {quoted(' '.join(cells), 80)}"


def used_columns(columns: Columns, *, from_proxies: bool) -> Iterator[Note]:
    """Which columns with other names than Graph's are used for what."""
    usual = {key_of(name) for source in sources() if source.key in _NO_NOTE for name in source.names}
    used = []
    for meaning in sorted(columns.by_meaning, key=_fields_first):
        name = columns.by_meaning[meaning][0]
        if meaning in columns.named or key_of(name) not in usual:
            hint = " (true means blocked)" if meaning in INVERTED else ""
            used.append(f"{INVERTED.get(meaning, meaning)} from {quoted(name)}{hint}")
    if from_proxies:
        name = columns.by_meaning["proxyAddresses"][0]
        used.insert(0, f"mail from {quoted(name)} (its address with SMTP: in capitals)")
    if used:
        yield Note(f"these columns were used: {listed_names(used, _MAX_NAMES)}", assumed=False)


def left_out(why: str, rows: Any, place: Place) -> Iterator[str]:
    """Rows that do not count."""
    if len(rows):
        verb = why if len(rows) > 1 else why.replace("are deleted users", "is a deleted user", 1)
        verb = verb if len(rows) > 1 else verb.replace("have ", "has ", 1)
        yield f"{count(len(rows), 'row')} {verb} and {_is(len(rows))} left out ({_places(rows, place)})"


def keyed_by_upn(rows: Any, users: int, place: Place) -> Iterator[str]:
    """Users without an id."""
    if len(rows) and len(rows) == users:
        yield "no row has an id: the user principal name is taken as id; export the object id too"
    elif len(rows):
        yield (
            f"{count(len(rows), 'row')} without an id ({_places(rows, place)}): the user principal name is taken as id"
        )


def repeated(rows: Any, place: Place) -> Iterator[str]:
    """Rows that are there twice, cell by cell."""
    if len(rows):
        verb = "repeats" if len(rows) == 1 else "repeat"
        yield (
            f"{count(len(rows), 'row')} {verb} another row in every cell and {_is(len(rows))} left out "
            f"({_places(rows, place)})"
        )


def odd_cells(types: Sequence[str], shortened: Sequence[str]) -> Iterator[str]:
    """Cells of PowerShell and Excel that have lost their value."""
    if types:
        yield f"the columns {_listed(types)} hold only the name of a PowerShell type and are taken as empty"
    if shortened:
        yield (
            f"Excel has shortened numbers in the columns {_listed(shortened)} (such as 1.2E+11), so their last digits "
            "are lost; format the column as text and export again"
        )


def assumed_values(values: Mapping[str, Any], place: Place) -> Iterator[Note]:
    """Fields that cells do not say, and what is taken instead."""
    if not len(values["id"]):
        return
    for meaning, what, taken in (
        ("accountEnabled", "whether the account is enabled", "enabled"),
        ("userType", "the user type", "Member"),
    ):
        empty = values[meaning].index[values[meaning].isna()]
        if len(empty) == len(values[meaning]):
            yield Note(f"no row says {what}: taken as {taken}; export with -Property {meaning}")
        elif len(empty):
            verb = "does" if len(empty) == 1 else "do"
            yield Note(
                f"{count(len(empty), 'row')} {verb} not say {what}: taken as {taken} ({_places(empty, place)})"
            )
    if values["userPrincipalName"].isna().all():
        yield Note(
            "no row has a user principal name: only the invitation state and the identity issuer say who is external"
        )
    if values["mail"].isna().all():
        yield Note("no row has a mail: externals are matched to these users by user principal name alone")
    if values["displayName"].isna().all():
        yield Note("no row has a display name: the id is shown instead")


def other_columns(columns: Columns, frame: Any) -> Iterator[Note]:
    """Columns that nobody knows, and columns that are not read."""
    kept = [name for name in columns.unknown if name not in RESERVED_ATTRIBUTES and frame[name].notna().any()]
    if kept:
        verb = "is kept as attribute" if len(kept) == 1 else "are kept as attributes"
        whose = "its own name" if len(kept) == 1 else "their own names"
        yield Note(f"{count(len(kept), 'column')} {verb} under {whose}: {_listed(kept)}")
    dropped = [name for name in columns.unknown if name in RESERVED_ATTRIBUTES]
    if dropped:
        yield Note(f"other columns were named instead of {_listed(dropped)}")
    if columns.not_read:
        yield Note(
            f"the columns {_listed(columns.not_read)} are not read: a list is of one tenant, and home users are found "
            "by mail and user principal name"
        )


def externals_only(users: int) -> str:
    """A list without an internal user."""
    whose = "the only user of the list is" if users == 1 else f"all {users:,} users of the list are"
    return f"{whose} external: no arrow can synchronize anybody from this tenant"


def mostly_of_another_tenant(number: int, users: int, owner: str, domain: str) -> str:
    """A list whose users have mostly domains of another tenant of the design."""
    return (
        f"{number:,} of {users:,} internal users have a domain of tenant {quoted(owner)} (such as {quoted(domain)}): "
        f"if this is the list of {quoted(owner)}, give it to that tenant"
    )


def _places(rows: Any, place: Place) -> str:
    shown = [place(row) for row in rows[:2]]  # a place is slow to find
    return listed_names([*shown, *[""] * (len(rows) - len(shown))], 2)


def _listed(names: Sequence[str], most: int = _MAX_NAMES) -> str:
    return listed_names([quoted(str(name), 40) for name in names], most)


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _fields_first(meaning: str) -> tuple[int, str]:
    order = (*FIELDS, *INVERTED)
    return (order.index(meaning), "") if meaning in order else (len(order), meaning)
